import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import type { AxeResults } from "axe-core";
import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { requireBuild } from "../cli/launch.ts";
import { PLANTED } from "../support/page-markup.ts";
import { prepareHostedPages, SITE, WORLD } from "./hosted-visits.ts";
import { type OpenInspector, openInspector, SCHEMES, WIDTHS } from "./inspector/open-inspector.ts";

/** The pages that standin serves in place of providers, in Chromium: how they look, by keyboard, and in frames. */

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const MOST_TABS = 80;

let inspector: OpenInspector;
let paths: Readonly<Record<string, string>>;
beforeAll(async () => {
  requireBuild();
  inspector = await openInspector();
  paths = await prepareHostedPages(inspector.standin);
});
afterAll(() => inspector[Symbol.asyncDispose]());

/** Runs with a page, and expects that the browser complained of nothing else than this status. */
async function withPage(
  path: string,
  options: BrowserContextOptions,
  use: (page: Page) => Promise<void>,
  status?: number,
) {
  inspector.faults.length = 0;
  const page = await inspector.openPage(path, options);
  await use(page).finally(() => page.close());
  const others = inspector.faults.filter((fault) => status === undefined || !fault.includes(`a status of ${status}`));
  expect(others).toEqual([]);
}

const run = <Result = Record<string, string>>(name: string, parameters = {}, provider = "didit") =>
  inspector.standin.engine.runScenario(WORLD, provider, name, parameters) as Promise<Result>;

/** By how much a page is wider than the window. */
const overflowOf = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
const backgroundOf = (page: Page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

const names = [
  "login",
  "login of no site",
  "logged in",
  "logged in expired",
  "logged in forged",
  "logged in deleted",
  "logged out",
  "login refused",
  "consent",
  "consent of another",
  "consent refused",
  "consent closed",
  "verification",
  "verification of a workflow",
  "verification in a language",
  "verification given up",
  "verification ended",
  "verification refused",
];
const looks = SCHEMES.flatMap((colorScheme) => WIDTHS.map((width) => ({ colorScheme, width })));

describe("the hosted pages", () => {
  it("are all looked at", () => {
    expect(Object.keys(paths)).toEqual(names);
  });

  it.each(names)("%s: axe finds nothing, and it is not wider than the window, whatever that is", async (name) => {
    const path = paths[name] ?? "";
    const { status } = await inspector.standin.fetch(path, { redirect: "manual" });
    await withPage(
      path,
      {},
      async (page) => {
        // Policies of the page do not hold for what the browser's tools run.
        await page.evaluate(AXE);
        for (const { colorScheme, width } of looks) {
          await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
          await page.setViewportSize({ width, height: 800 });
          const { violations } = (await page.evaluate(`axe.run({ resultTypes: ["violations"] })`)) as AxeResults;
          const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join("; ")}`);
          expect(found, `${colorScheme}, ${width}`).toEqual([]);
          expect(await overflowOf(page)).toBeLessThanOrEqual(0);
          expect(await backgroundOf(page)).toBe(colorScheme === "dark" ? "rgb(20, 23, 28)" : "rgb(246, 247, 249)");
        }
      },
      status,
    );
  });

  it("move nothing for people who want that", async () => {
    const durationOf = (page: Page) =>
      page.evaluate(() => getComputedStyle(document.querySelector("button") as Element).transitionDuration);
    const path = paths["consent"] ?? "";
    await withPage(path, { reducedMotion: "reduce" }, async (page) => expect(await durationOf(page)).toBe("0s"));
    await withPage(path, { reducedMotion: "no-preference" }, async (page) =>
      expect(await durationOf(page)).toBe("0.15s"),
    );
  });

  it("run nothing of what values hold, and look well with them", async () => {
    const name = {
      first_name: PLANTED,
      family_name: PLANTED,
      full_name: `${PLANTED}${"x".repeat(200)}`,
      is_verified: true,
    };
    await run("a user", { id: PLANTED, names: name });
    await run("an application", { client_id: "planted", name: PLANTED });
    const of = { client_id: "planted", vendor_data: PLANTED };
    const consent = await run("a session", { ...of, scope: "names" });
    const checks = await run("a verification", { ...of, callback: `https://a.example/${"</script>".repeat(30)}` });
    const query = `?${new URLSearchParams({ user: PLANTED })}`;
    for (const [path, status] of [
      [`/~${WORLD}/didit/authorize/${consent["session_token"]}`],
      [`/~${WORLD}/didit/_mock/authorize/${consent["session_token"]}${query}`],
      [`/~${WORLD}/didit/session/${checks["session_token"]}`],
      [`/~${WORLD}/didit/_mock/session/${checks["session_token"]}${query}`],
      [`/~${WORLD}/netid/_mock/login${query}`, 404],
    ] as const)
      await withPage(
        path,
        { viewport: { width: 360, height: 800 } },
        async (page) => {
          const seen: string[] = [];
          page.on("dialog", (dialog) => seen.push(dialog.message()));
          page.on("request", (request) => seen.push(request.url()));
          await page.reload();
          expect(seen.filter((each) => !each.endsWith(path) && !each.startsWith("data:"))).toEqual([]);
          expect(await page.locator("img").count()).toBe(0);
          expect(await page.textContent("main")).toContain("<img src=x onerror=alert(1)>");
          expect(
            await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
          ).toBeLessThanOrEqual(0);
        },
        status,
      );
  });
});

/** Goes by the Tab key to what has this name. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let pressed = 0; pressed < MOST_TABS; pressed += 1) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const { activeElement } = document;
      const input = activeElement as HTMLInputElement | null;
      return (
        activeElement?.getAttribute("aria-label") ??
        (input?.type === "radio" ? input.value : activeElement?.textContent)
      );
    });
    if (focused === name) return;
  }
  throw new Error(`The Tab key does not lead to "${name}".`);
}

async function pressByKeyboard(page: Page, name: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press("Enter");
}

const answerSite = (page: Page) => page.route("http://localhost:3000/**", (route) => route.fulfill({ body: "Back." }));

describe("by keyboard alone", () => {
  it("a person logs in, and is back at the site", async () => {
    await withoutFaults(paths["login"] ?? "", async (page) => {
      await pressByKeyboard(page, "Log in as bob");
      await page.getByText("Back.").waitFor();
      expect(page.url()).toBe(SITE);
      expect((await page.context().cookies()).map(({ name }) => name)).toEqual(["tpid_sec"]);
    });
  });

  it("a person has an expired session", async () => {
    await withoutFaults(paths["login of no site"] ?? "", async (page) => {
      await pressByKeyboard(page, "Expired session of bob");
      await page.getByRole("heading", { name: "An expired session of bob" }).waitFor();
      await pressByKeyboard(page, "Back to the login");
      await page.getByText("has expired, at").waitFor();
    });
  });

  it("another person consents, with an address that is not the main one", async () => {
    const { session_id, session_token } = await run("a session", { scope: "names email" });
    await withoutFaults(`/~${WORLD}/didit/authorize/${session_token}`, async (page) => {
      await pressByKeyboard(page, "bob");
      await page.getByText("bob has none: nothing is shared by it.").waitFor();
      await pressByKeyboard(page, "alice");
      await page.getByText("alice.work@example.com").waitFor();
      await tabTo(page, "alice@example.com");
      await page.keyboard.press("ArrowDown");
      await pressByKeyboard(page, "Confirm");
      await page.getByText("You have shared your data.").waitFor();
      expect(await page.textContent("main")).toContain("alice.work@example.com");
    });
    const { collections } = await (await inspector.standin.world(WORLD)).state("didit");
    expect(collections["sessions"]?.find(({ id }) => id === session_id)).toMatchObject({ state: "accepted" });
  });

  it("a person passes a verification, and is back at the application", async () => {
    const { session_id, session_token } = await run("a workflow session", { callback: SITE });
    await withoutFaults(`/~${WORLD}/didit/session/${session_token}`, async (page) => {
      await pressByKeyboard(page, "Approved");
      await page.getByText("Back.").waitFor();
      expect(page.url()).toBe(`${SITE}?verificationSessionId=${session_id}&status=Approved`);
    });
  });
});

/** As `withPage`, where the page leads to the site. */
async function withoutFaults(path: string, use: (page: Page) => Promise<void>): Promise<void> {
  const page = await inspector.browser.newPage();
  await answerSite(page);
  await page.goto(inspector.url + path);
  await use(page).finally(() => page.close());
}

describe("a button in a frame that comes too late", () => {
  it("tells the page around it the end, says that nothing has changed, and leads back", async () => {
    // Browsers let a frame lead to this machine only where the page around it comes from there.
    const server = createServer((_request, response) => response.end("Back."));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const callback = `http://localhost:${(server.address() as AddressInfo).port}/`;
    const { session_id, session_token } = await run("a workflow session", { callback });
    const page = await inspector.browser.newPage();
    await page.goto(callback);
    await page.evaluate((src) => {
      const told: unknown[] = [];
      Object.assign(globalThis, { told });
      addEventListener("message", ({ data }) => told.push(data));
      document.body.replaceChildren(Object.assign(document.createElement("iframe"), { src }));
    }, `${inspector.url}/~${WORLD}/didit/session/${session_token}`);
    const frame = page.frameLocator("iframe");
    await frame.getByRole("button", { name: "Approved" }).waitFor();
    await run("submit", { session_id, outcome: "Declined" });
    await frame.getByRole("button", { name: "Approved" }).click();
    await frame.getByText("nothing has changed").waitFor();
    const last = await page.evaluate(() => (globalThis as unknown as { told: unknown[] }).told.at(-1));
    expect(last).toMatchObject({ type: "didit:completed", data: { sessionId: session_id, status: "Declined" } });
    await frame.getByRole("link", { name: "Back to the application" }).click();
    await page.getByText("Back.").waitFor();
    expect(page.url()).toBe(`${callback}?verificationSessionId=${session_id}&status=Declined`);
    await page.close();
    server.closeAllConnections();
    server.close();
  });
});
