import type { Server } from "node:http";
import { createStandin, type Standin } from "standin";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createFakeBrowser, type FakeBrowser } from "./browser.ts";
import { servePage } from "./page-server.ts";

const TAPP = "00000000-0000-4000-8000-000000000001";

let standin: Standin;
let server: Server;
let pageUrl: string;
let netidUrl: string;
let browser: FakeBrowser;

beforeEach(async () => {
  standin = await createStandin({ providers: ["netid"] });
  const { port } = await standin.listen();
  netidUrl = `http://localhost:${port}/netid`;
  ({ server, url: pageUrl } = await servePage({ netidUrl, tappId: TAPP, port: 0 }));
  browser = createFakeBrowser();
});

afterEach(async () => {
  server.close();
  server.closeAllConnections();
  await standin.close();
});

test("the script is one file for browsers: it imports nothing, and needs nothing of Node", async () => {
  const reply = await fetch(`${pageUrl}/page.js`);
  expect(reply.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
  const script = await reply.text();
  expect(script).not.toMatch(/^\s*import[\s{"']/m);
  expect(script).not.toMatch(/\bimport\(|\brequire\(|["']node:/);
});

test("shows that no user is logged in", async () => {
  const page = await browser.open(pageUrl);
  expect(await page.textOf("status")).toBe("netID says NO_TPID.");
});

test("a decision is stored, and shown on the next visit", async () => {
  await browser.visit(`${netidUrl}/_mock/login?user=alice`);
  const page = await browser.open(pageUrl);
  expect(await page.textOf("status")).toBe("You have not decided yet.");
  await page.click("allow");
  expect(await page.textOf("status")).toMatch(/^You have said yes; we know you as \S+\.$/);
  const again = await browser.open(pageUrl);
  expect(await again.textOf("status")).toMatch(/^You have said yes/);
  await again.click("revoke");
  expect(await again.textOf("status")).toBe("You have said no.");
  expect(browser.sent.filter((each) => each.startsWith("POST"))).toHaveLength(2);
});

test("the login page leads back here", async () => {
  const html = await (await fetch(pageUrl)).text();
  const [, link = ""] = /href="([^"]+)"/.exec(html) ?? [];
  const reply = await browser.visit(link.replaceAll("&amp;", "&"));
  expect([reply.status, reply.headers.get("location")]).toEqual([303, `${pageUrl}/`]);
});

test("an expired login is shown as an error, and a decision then changes nothing", async () => {
  await browser.visit(`${netidUrl}/_mock/login?user=alice&session=expired`);
  const page = await browser.open(pageUrl);
  expect(await page.textOf("status")).toBe("netID says TOKEN_ERROR.");
  await page.click("allow");
  expect(await page.textOf("status")).toBe("netID says TOKEN_ERROR.");
});

test("a page of an unregistered origin cannot read anything", async () => {
  await browser.visit(`${netidUrl}/_mock/login?user=alice`);
  const world = await standin.world();
  await world.scenario("netid", "a TAPP", { id: TAPP, origins: ["https://www.example.com"] });
  const page = await browser.open(pageUrl);
  expect(await page.textOf("status")).toMatch(/^netID says .*Failed to fetch/);
});
