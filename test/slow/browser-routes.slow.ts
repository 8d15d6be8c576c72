import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import puppeteer, { type Browser as PuppeteerBrowser } from "puppeteer-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { createStandin, type Standin } from "#standin/standin.ts";
import { type BrowserWorld, type RouteOptions, routeHosts, standinFixtures } from "#testing/playwright.ts";
import { routeHosts as routeInPuppeteer } from "#testing/puppeteer.ts";
import { CONSENT } from "../hosts/consent.ts";

/** The providers' real hosts inside Chromium, without TLS, proxy or host mapping: no name of theirs is ever resolved. */

const STATUS =
  "https://einwilligungsspeicher.netid.de/netid-user-status?q.tapp_id.eq=00000000-0000-4000-8000-000000000001";
const LOGIN = "https://einwilligungsspeicher.netid.de/_mock/login?user=alice";
const CONSENTS = "https://api.avacy.eu/standin/domains_groups/1/consents";
const launching = {
  executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
  // What is not answered here fails: it does not reach the network.
  args: ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"],
};

let app: Server;
let origin: string;
let browser: Browser;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "standin-routes-"));
  await writeFile(join(folder, "proof.bin"), Buffer.from([0, 255]));
  app = createServer(({ url = "/" }, response) => {
    const to = new URL(url, "http://localhost").searchParams.get("to");
    if (to !== null) response.writeHead(302, { location: to }).end();
    else if (url === "/worker.js")
      response
        .writeHead(200, { "content-type": "text/javascript" })
        .end(`fetch("${CONSENTS}").then(({ status }) => postMessage(status), (error) => postMessage(String(error)))`);
    else
      response
        .writeHead(200, { "content-type": "text/html" })
        .end("<!doctype html><title>app</title><input type=file>");
  });
  await new Promise<void>((resolve) => app.listen(0, "127.0.0.1", resolve));
  origin = `http://localhost:${(app.address() as AddressInfo).port}`;
  browser = await chromium.launch(launching);
});

afterAll(async () => {
  await browser.close();
  app.close();
  await rm(folder, { recursive: true, force: true });
});

interface Sent {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly credentials?: "include" | "omit";
}

/** What a script of a page comes to: a status, or the name of the error. */
const send = (url: string, init: Sent = {}) => ({
  in: (page: { evaluate(script: string): Promise<unknown> }) =>
    page.evaluate(
      `fetch(${JSON.stringify(url)}, ${JSON.stringify(init)}).then(({ status }) => status, ({ name }) => name)`,
    ),
});
const posted: Sent = {
  method: "POST",
  headers: { authorization: "Bearer 1|standin-token", "content-type": "application/json" },
  body: CONSENT,
};

/** A world of the fixtures, in this process or, where there is a URL, of the standin there. */
async function inWorld(run: (world: BrowserWorld) => Promise<void>, url?: string, name = "routes") {
  const [start] = standinFixtures.standin;
  const options = url === undefined ? {} : { url };
  const info = { title: name, testId: "1", status: "passed", expectedStatus: "passed", attach: async () => {} };
  await start({ standinOptions: options }, (standin) =>
    standinFixtures.world({ standin, standinOptions: options }, run, info),
  );
}

async function openPage(): Promise<{ readonly context: BrowserContext; readonly page: Page }> {
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.goto(origin);
  return { context, page };
}

const summary = async (world: BrowserWorld) =>
  (await world.exchanges()).map(({ request, reply }) => `${reply.status} ${request.method} ${request.path}`);

describe.each(["in this process", "of another process"])("world.route, a standin %s", (where) => {
  let shared: Standin;
  let url: string | undefined;
  beforeAll(async () => {
    if (where === "in this process") return;
    shared = await createStandin();
    url = (await shared.listen()).url;
    return () => shared.close();
  });

  it("asks with preflight, and records what a page sends", async () => {
    const { page } = await openPage();
    await inWorld(async (world) => {
      expect(await send(CONSENTS, posted).in(page)).toBe("TypeError");
      await world.route(page);
      expect(await send(CONSENTS, posted).in(page)).toBe(201);
      expect((await summary(world)).map((line) => line.slice(0, 11))).toEqual(["204 OPTIONS", "201 POST /s"]);
      const [, recorded] = await world.exchanges();
      const headers = Object.keys(recorded?.request.headers ?? {});
      expect(headers).toEqual(expect.arrayContaining(["origin", "referer", "sec-fetch-site", "host"]));
    }, url);
  });

  it("keeps cookies of a login, and sends them from another site's page", async () => {
    const { page, context } = await openPage();
    await inWorld(async (world) => {
      await world.route(context);
      expect(await send(STATUS, { credentials: "include" }).in(page)).not.toBe(200);
      expect((await page.goto(LOGIN))?.status()).toBe(200);
      expect((await context.cookies(LOGIN)).map(({ name }) => name)).toEqual(["tpid_sec"]);
      await page.goto(origin);
      expect(await send(STATUS, { credentials: "include" }).in(page)).toBe(200);
      expect(await send(STATUS).in(page)).not.toBe(200);
    }, url);
  });

  it("withholds cookies of third parties where the option says so, and the journal tells it", async () => {
    const { page, context } = await openPage();
    await inWorld(async (world) => {
      const options: RouteOptions = { thirdPartyCookies: "block" };
      await world.route(context, options);
      await page.goto(LOGIN);
      await page.goto(origin);
      expect(await send(STATUS, { credentials: "include" }).in(page)).not.toBe(200);
      const [last] = (await world.exchanges()).slice(-1);
      expect(last?.refusal?.reasons.join(" ")).toContain("withheld the cookie");
      // The same page in a tab of the provider's own site is no third party.
      await page.goto(STATUS);
      expect((await world.exchanges()).slice(-1)[0]?.refusal?.reasons.join(" ") ?? "").not.toContain(
        "withheld the cookie",
      );
    }, url);
  });

  it("answers popups, workers, frames, and what other servers redirect to", async () => {
    const { page, context } = await openPage();
    await inWorld(async (world) => {
      await world.route(page);
      await page.goto(`${origin}/?to=${encodeURIComponent(LOGIN)}`);
      expect(page.url()).toBe(LOGIN);
      await page.goto(origin);
      const popup = context.waitForEvent("page");
      await page.evaluate((to) => void open(to), `${origin}/?to=${encodeURIComponent(LOGIN)}`);
      await (await popup).waitForURL(LOGIN);
      expect(
        await page.evaluate(
          () =>
            new Promise((resolve) => new Worker("/worker.js").addEventListener("message", ({ data }) => resolve(data))),
        ),
      ).toBe(405);
      const frame = `<script>fetch(${JSON.stringify(CONSENTS)}).then(({ status }) => parent.postMessage(status, "*"))</script>`;
      expect(
        await page.evaluate(
          (srcdoc) =>
            new Promise((resolve) => {
              addEventListener("message", ({ data }) => resolve(data));
              document.body.append(Object.assign(document.createElement("iframe"), { srcdoc }));
            }),
          frame,
        ),
      ).toBe(405);
    }, url);
  });
});

describe("world.route", () => {
  it("has a request fail whose CORS the provider refuses, also where the test has routes of its own", async () => {
    const { page } = await openPage();
    await inWorld(async (world) => {
      await world.route(page);
      const preflighted = {
        method: "PUT",
        headers: { "content-type": "application/json", "x-unknown": "1" },
        body: "{}",
      };
      expect(await send("https://api.didomi.io/v1/sessions", preflighted).in(page)).toBe("TypeError");
      await page.route("**/never", (route) => route.abort());
      expect(await send("https://api.didomi.io/v1/sessions", preflighted).in(page)).toBe("TypeError");
      expect(await send(CONSENTS, posted).in(page)).toBe(201);
      expect((await summary(world)).filter((line) => line.includes("PUT"))).toEqual([]);
    });
  });

  it("breaks off requests to providers that are not mocked, and says so; other requests are left alone", async () => {
    const { page } = await openPage();
    await using standin = await createStandin({ providers: ["didomi"] });
    const world = await standin.world("some");
    const refused: string[] = [];
    await using _route = await routeHosts(page, world, { onRefused: (sentence) => refused.push(sentence) });
    expect(await send(CONSENTS, posted).in(page)).toBe("TypeError");
    expect(refused).toEqual([
      "OPTIONS api.avacy.eu/standin/domains_groups/1/consents was not sent: it is the real host of a provider that this standin does not mock.",
    ]);
    expect(await send(`${origin}/other`).in(page)).toBe(200);
    expect(world.journal.entries()).toEqual([]);
  });

  it("leaves other browser contexts to their own worlds, and breaks off what is sent after a test", async () => {
    const [one, other, third] = [await openPage(), await openPage(), await openPage()];
    await inWorld(async (first) => {
      await first.route(one.page);
      await inWorld(
        async (second) => {
          await second.route(other.context);
          expect(await send(CONSENTS, posted).in(one.page)).toBe(201);
          expect(await send(CONSENTS).in(other.page)).toBe(405);
          expect(await send(CONSENTS).in(third.page)).toBe("TypeError");
          expect([(await summary(first)).length, (await summary(second)).length]).toEqual([2, 1]);
        },
        undefined,
        "second",
      );
    });
    const warned = new Promise<Error>((resolve) => process.once("warning", resolve));
    expect(await send(CONSENTS).in(one.page)).toBe("TypeError");
    expect((await warned).message).toContain("the test has ended");
  });

  it("shows a connection that a fault breaks off as one, and refuses a file it cannot read", async () => {
    const { page } = await openPage();
    await inWorld(async (world) => {
      const refused: string[] = [];
      await world.route(page, { onRefused: (sentence) => refused.push(sentence) });
      await world.faults.add({ match: { provider: "avacy" }, effect: { connection: "reset" } });
      expect(await send(CONSENTS, posted).in(page)).toBe("TypeError");
      await world.faults.clear();
      await page.setInputFiles("input", join(folder, "proof.bin"));
      const sent = `(() => { const form = new FormData(); form.append("f", document.querySelector("input").files[0]);
        return fetch("${CONSENTS}", { method: "POST", body: form }).then(({ status }) => status, ({ name }) => name); })()`;
      expect(await page.evaluate(sent)).toBe("TypeError");
      expect(refused.join()).toContain("its body is a file or a stream");
    });
  });
});

describe("routeHosts of standin/puppeteer", () => {
  let driven: PuppeteerBrowser;
  beforeEach(async () => {
    driven = await puppeteer.launch({ ...launching, headless: true });
    return () => driven.close();
  });

  it("answers a page that Puppeteer drives", async () => {
    await using standin = await createStandin();
    const world = await standin.world("puppeteer");
    const page = await driven.newPage();
    await page.goto(origin);
    const route = await routeInPuppeteer(page, world);
    expect(await send(CONSENTS, posted).in(page)).toBe(201);
    await page.goto(LOGIN);
    await page.goto(origin);
    expect(await send(STATUS, { credentials: "include" }).in(page)).toBe(200);
    await route.stop();
    expect(await send(CONSENTS, posted).in(page)).toBe("TypeError");
    expect(await world.exchanges({ operation: "recordConsent" })).toHaveLength(1);
  });
});
