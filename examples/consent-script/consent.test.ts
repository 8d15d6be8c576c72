import type { Server } from "node:http";
import { type Browser, chromium, type Page } from "playwright-core";
import { routeHosts } from "standin/playwright";
import { test } from "standin/vitest";
import { afterAll, beforeAll, expect } from "vitest";
import { servePage } from "./page-server.ts";

const LOGIN = "https://einwilligungsspeicher.netid.de/_mock/login?user=alice";

let browser: Browser;
let server: Server;
let url: string;
beforeAll(async () => {
  ({ server, url } = await servePage());
  const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
});
afterAll(async () => {
  await browser.close();
  server.close();
});

const textOf = async (page: Page, id: string): Promise<string> => {
  const shown = page.locator(`#${id}:not(:empty)`);
  await shown.waitFor();
  return shown.innerText();
};

test("a person who is logged in is recognised, and the choice is recorded", async ({ world }) => {
  await using context = await browser.newContext();
  const page = await context.newPage();
  await routeHosts(page, world);
  await page.goto(LOGIN);
  await page.goto(url);
  expect(await textOf(page, "netid")).toBe("PERMISSIONS_NOT_FOUND");
  expect(await textOf(page, "avacy")).toBe("1");
  // The browser asked first whether the page may.
  const sent = (await world.exchanges({ provider: "avacy" })).map(({ request }) => request.method);
  expect(sent).toEqual(["OPTIONS", "POST"]);
});

test("a browser that blocks third-party cookies recognises no one, and the journal names the cookie", async ({
  world,
}) => {
  await using context = await browser.newContext();
  const page = await context.newPage();
  await routeHosts(page, world, { thirdPartyCookies: "block" });
  await page.goto(LOGIN);
  await page.goto(url);
  expect(await textOf(page, "netid")).not.toBe("PERMISSIONS_NOT_FOUND");
  const [asked] = await world.exchanges({ operation: "readStatus" });
  expect(asked?.refusal?.reasons.join()).toContain("tpid_sec");
});
