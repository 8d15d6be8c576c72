import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Browser, chromium, type FrameLocator, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createDiditClient } from "#clients/didit.ts";
import { createStandin, type Standin } from "#standin/standin.ts";
import { readSpec } from "../../contracts/agreement/spec.ts";

/** The vendor's own SDK for web pages, as it is published, around the hosted page in Chromium. */

const packages = join(import.meta.dirname, "../../node_modules/.cache/didit-page");
const SDK = { "@didit-protocol/sdk-web": "0.4.0" };
const sdkFile = join(packages, "node_modules/@didit-protocol/sdk-web/dist/didit-sdk.esm.js");
const WORKFLOW = "00000000-0000-4000-8000-0000000000f1";
const CALLBACK = "http://127.0.0.1:9/done";

/** A page of an application: it shows the link in its query, and keeps what the SDK tells it. */
const APPLICATION = `<!doctype html><html lang="en"><meta charset="utf-8"><title>An application</title><h1>An application</h1>
<script type="module">
  import { DiditSdk } from "/sdk.js";
  const { url, configuration } = JSON.parse(decodeURIComponent(location.hash.slice(1)));
  globalThis.sdk = DiditSdk.shared;
  globalThis.told = { results: [], events: [] };
  sdk.onComplete = (result) => told.results.push(result);
  sdk.onEvent = (event) => told.events.push(event);
  sdk.startVerification({ url, configuration });
</script></html>`;

interface Told {
  readonly results: readonly unknown[];
  readonly events: readonly { readonly type: string; readonly data: unknown; readonly timestamp: number }[];
}

let application: Server;
let applicationPort: number;
let browser: Browser;
let standin: Standin;
let port: number;

beforeAll(async () => {
  await mkdir(packages, { recursive: true });
  await writeFile(join(packages, "package.json"), JSON.stringify({ private: true, dependencies: SDK }));
  await promisify(execFile)("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts"], { cwd: packages });
  const sdk = await readFile(sdkFile, "utf8");
  application = createServer(({ url }, response) => {
    const isSdk = url === "/sdk.js";
    response.writeHead(200, { "content-type": isSdk ? "text/javascript" : "text/html" }).end(isSdk ? sdk : APPLICATION);
  });
  await new Promise<void>((resolve) => application.listen(0, "127.0.0.1", resolve));
  applicationPort = (application.address() as AddressInfo).port;
  standin = await createStandin();
  port = (await standin.listen()).port;
  browser = await chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--host-resolver-rules=MAP *.test 127.0.0.1"],
  });
});

afterAll(async () => {
  await browser.close();
  await standin.close();
  application.close();
});

let opened: Page | undefined;
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

interface Created {
  readonly session_id: string;
  readonly session_token: string;
  readonly url: string;
}

/** Creates a session of version 3 as a back end does, at this base of addresses. */
async function createSession(baseUrl: string, options: { callback?: string; scenario?: string } = {}) {
  const { callback = CALLBACK, scenario } = options;
  const apiKey = scenario === undefined ? "standin-api-key" : "standin-sandbox-key";
  const { api } = createDiditClient({ apiKey, baseUrl });
  const body = { workflow_id: WORKFLOW, callback, ...(scenario !== undefined && { sandbox_scenario: scenario }) };
  const { data } = await api.POST("/v3/session/", { body });
  expect(data?.url).toContain(baseUrl);
  return data as Created;
}

const statusOf = async ({ session_id }: Created, baseUrl: string) => {
  const { api } = createDiditClient({ apiKey: "standin-api-key", baseUrl });
  const { data } = await api.GET("/v3/session/{session_id}/decision/", { params: { path: { session_id } } });
  return data?.status;
};

/** Opens the application, in which the SDK shows the link. */
async function show(url: string, configuration: object = {}, host = "localhost") {
  const page = await browser.newPage({ locale: "en-GB" });
  opened = page;
  const shown = encodeURIComponent(JSON.stringify({ url, configuration }));
  await page.goto(`http://${host}:${applicationPort}/#${shown}`);
  return { page, frame: page.frameLocator("iframe") };
}

const press = (frame: FrameLocator, label: string) => frame.getByRole("button", { name: label, exact: true }).click();

const readTold = (page: Page) => page.evaluate(() => (globalThis as unknown as { told: Told }).told);

/** Waits until the SDK has told this many results. */
async function resultsOf(page: Page, count = 1) {
  const isThere = (wanted: number) => (globalThis as unknown as { told: Told }).told.results.length >= wanted;
  await page.waitForFunction(isThere, count, { timeout: 10_000 });
  return (await readTold(page)).results;
}

/** Where the back end reaches the mock. */
const baseOf = (world = "") => `http://localhost:${port}${world}/didit`;

describe("the vendor's SDK around the hosted page", () => {
  it.each([
    ["Approved", "Approved"],
    ["Declined", "Declined"],
    ["In Review", "Pending"],
  ])("completes by %s", async (label, status) => {
    const session = await createSession(baseOf());
    const { page, frame } = await show(session.url);
    await press(frame, label);
    const { session_id: sessionId } = session;
    expect(await resultsOf(page)).toEqual([{ type: "completed", session: { sessionId, status } }]);
    const { events } = await readTold(page);
    expect(events.map(({ type, data }) => [type, data])).toEqual([
      ["didit:started", {}], // Of the SDK itself.
      ["didit:ready", { sessionId }],
      ["didit:started", { sessionId }],
      ["didit:status_updated", { sessionId, status, step: "face" }],
      ["didit:completed", { sessionId, status }],
    ]);
    for (const { timestamp } of events) expect(Math.abs(Date.now() - timestamp)).toBeLessThan(60_000);
    await frame.getByText(`This verification is ${label}.`).waitFor();
    expect(await statusOf(session, baseOf())).toBe(label);
  });

  it("is closed by the end, where it is to be", async () => {
    const { page, frame } = await show((await createSession(baseOf())).url, { closeModalOnComplete: true });
    await press(frame, "Approved");
    expect(await resultsOf(page)).toHaveLength(1);
    await page.getByRole("dialog").waitFor({ state: "hidden" });
  });

  it("is cancelled when the person gives up on the page", async () => {
    const session = await createSession(baseOf());
    const { page, frame } = await show(session.url);
    await press(frame, "Give up");
    const { session_id: sessionId } = session;
    expect(await resultsOf(page)).toEqual([{ type: "cancelled", session: { sessionId, status: "Pending" } }]);
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    expect(await statusOf(session, baseOf())).toBe("Abandoned");
  });

  it.each<[string, (shown: { page: Page; frame: FrameLocator }) => Promise<void>]>([
    ["on the page", ({ frame }) => press(frame, "Close")],
    ["in the corner", ({ page }) => page.getByRole("button", { name: "Close verification" }).click()],
  ])("is cancelled when the person closes it %s and confirms that, and goes on otherwise", async (_, close) => {
    const session = await createSession(baseOf());
    const shown = await show(session.url);
    const { page, frame } = shown;
    await frame.getByRole("button", { name: "Approved" }).waitFor();
    await close(shown);
    await page.getByRole("button", { name: "Continue" }).click();
    expect((await readTold(page)).results).toEqual([]);
    await close(shown);
    await page.getByText("Exit", { exact: true }).click();
    expect(await resultsOf(page)).toEqual([{ type: "cancelled" }]);
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    // The SDK tells nothing of it: the link can be opened again.
    expect(await statusOf(session, baseOf())).toBe("In Progress");
  });

  it("is cancelled by the application's own call", async () => {
    const { page, frame } = await show((await createSession(baseOf())).url);
    await frame.getByRole("button", { name: "Approved" }).waitFor();
    await page.evaluate(() => (globalThis as unknown as { sdk: { close(): void } }).sdk.close());
    expect(await resultsOf(page)).toEqual([{ type: "cancelled" }]);
  });

  it("is embedded without a dialog", async () => {
    const session = await createSession(baseOf());
    const page = await browser.newPage();
    opened = page;
    const configuration = { embedded: true, embeddedContainerId: "place" };
    const shown = encodeURIComponent(JSON.stringify({ url: session.url, configuration }));
    await page.addInitScript(() => {
      document.addEventListener("readystatechange", () => {
        if (document.readyState === "interactive") document.body.insertAdjacentHTML("beforeend", '<div id="place">');
      });
    });
    await page.goto(`http://localhost:${applicationPort}/#${shown}`);
    await press(page.frameLocator("#place iframe"), "Declined");
    expect(await resultsOf(page)).toMatchObject([{ type: "completed", session: { status: "Declined" } }]);
  });

  it("completes at once in the sandbox, where the outcome is known", async () => {
    const session = await createSession(baseOf(), { scenario: "approve" });
    const { page } = await show(session.url);
    const { session_id: sessionId } = session;
    expect(await resultsOf(page)).toEqual([{ type: "completed", session: { sessionId, status: "Approved" } }]);
  });

  it("is told of an end without an outcome, which it only passes on", async () => {
    const session = await createSession(baseOf(), { scenario: "expire" });
    const { page, frame } = await show(session.url);
    await frame.getByText("This verification is Expired.").waitFor();
    const data = { sessionId: session.session_id, error: "This verification is Expired." };
    await expect
      .poll(async () => (await readTold(page)).events.at(-1), { timeout: 10_000 })
      .toMatchObject({ type: "didit:error", data });
    expect((await readTold(page)).results).toEqual([]);
  });

  it("completes in a world of its own", async () => {
    const baseUrl = baseOf("/~framed");
    const session = await createSession(baseUrl);
    const { page, frame } = await show(session.url);
    await press(frame, "In Review");
    expect(await resultsOf(page)).toMatchObject([{ type: "completed", session: { status: "Pending" } }]);
    expect(await statusOf(session, baseUrl)).toBe("In Review");
  });

  it("completes links of version 1 and 2", async () => {
    const account = { clientId: "standin-client", clientSecret: "standin-secret" };
    const first = await createDiditClient({ ...account, baseUrl: baseOf() }).createVerification({ callback: CALLBACK });
    const { api } = createDiditClient({ apiKey: "standin-api-key", baseUrl: baseOf() });
    const { data: second } = await api.POST("/v2/session/", { body: { workflow_id: WORKFLOW } });
    for (const url of [first.ok ? first.data.url : "", second?.url ?? ""]) {
      const { page, frame } = await show(url);
      await press(frame, "Approved");
      expect(await resultsOf(page)).toMatchObject([{ type: "completed", session: { status: "Approved" } }]);
      await page.close();
    }
  });

  it("completes where the browser does not trust the host, and so does not say that the page is framed", async () => {
    const { url } = await createSession(baseOf("/~untrusted"));
    const { page, frame } = await show(url.replace("localhost", "standin.test"), {}, "application.test");
    await press(frame, "Approved");
    const world = await standin.world("untrusted");
    const asked = (await world.exchanges()).filter(({ request }) => request.path.includes("/didit/session/"));
    expect(asked).toHaveLength(1);
    for (const { request } of asked) expect(request.headers).not.toHaveProperty("sec-fetch-dest");
    expect(await resultsOf(page)).toMatchObject([{ type: "completed", session: { status: "Approved" } }]);
  });
});

describe("the hosted page behind a language", () => {
  it("is read by the SDK, and completes", async () => {
    const { session_token } = await createSession(baseOf());
    // The SDK reads the language where nothing precedes it.
    const { page, frame } = await show(`http://didit.localhost:${port}/es/session/${session_token}`);
    await press(frame, "Close");
    await page.getByRole("button", { name: "Continuar" }).click();
    await press(frame, "Approved");
    expect(await resultsOf(page)).toMatchObject([{ type: "completed", session: { status: "Approved" } }]);
  });

  it("has the languages of the SDK", async () => {
    const [, list = ""] = /const languages = (\[[^\]]*\])/.exec(await readFile(sdkFile, "utf8")) ?? [];
    const languages = JSON.parse(list.replace(/,\s*\]/, "]")) as string[];
    const prefixes = (await readSpec("didit")).operations.get("showVerificationPage")?.ownPrefixes;
    expect(languages.map((language) => `/${language}`)).toEqual(prefixes);
  });
});

describe("the hosted page in no frame", () => {
  it.each(["", "/es"])("leads back to the callback: %s", async (language) => {
    const session = await createSession(baseOf());
    const page = await browser.newPage();
    opened = page;
    await page.route(`${CALLBACK}**`, (route) => route.fulfill({ body: "Back." }));
    await page.goto(session.url.replace("/session/", `${language}/session/`));
    expect(await page.getByRole("button").allTextContents()).toEqual(["Approved", "Declined", "In Review", "Give up"]);
    await page.getByRole("button", { name: "In Review" }).click();
    await page.getByText("Back.").waitFor();
    expect(page.url()).toBe(`${CALLBACK}?verificationSessionId=${session.session_id}&status=In%20Review`);
  });

  it("works without JavaScript", async () => {
    const session = await createSession(baseOf());
    const page = await browser.newPage({ javaScriptEnabled: false });
    opened = page;
    await page.route(`${CALLBACK}**`, (route) => route.fulfill({ body: "Back." }));
    await page.goto(session.url);
    await page.getByRole("button", { name: "Declined" }).click();
    await page.getByText("Back.").waitFor();
  });
});
