import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { linkBaseOf } from "#engine/contract/public-url.ts";
import { createStandin, type Standin, type StandinServer } from "#standin/standin.ts";
import { createFetch } from "#transports/fetch.ts";
import { inWorld } from "#transports/in-world.ts";
import { createForwarder } from "#transports/node-forward.ts";

/** Where the links in replies to an intercepted program lead. */

let standin: Standin;
let server: StandinServer;
beforeAll(async () => {
  standin = await createStandin();
  server = await standin.listen();
});
afterAll(() => standin.close());

/** Creates a session at the real host, as an intercepted program does, and returns its link. */
async function linkBy(world: string | undefined, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const ask = createFetch(inWorld(createForwarder(server.url), world));
  const form = new URLSearchParams({ grant_type: "client_credentials" });
  const authorization = `Basic ${btoa("standin-client:standin-secret")}`;
  const token = await ask("https://apx.didit.me/auth/v2/token/", {
    method: "POST",
    headers: { authorization },
    body: form,
  });
  const { access_token } = (await token.json()) as { access_token: string };
  const made = await ask("https://verification.didit.me/v1/session/", {
    method: "POST",
    headers: { authorization: `Bearer ${access_token}`, "content-type": "application/json", ...headers },
    body: JSON.stringify({ vendor_data: "4711", callback: "https://app.example/done", features: "OCR" }),
  });
  const { url } = (await made.json()) as { url: string };
  return url;
}

describe("a link in a reply to an intercepted program", () => {
  it.each([
    [undefined, "/didit/session/"],
    ["checkout", "/~checkout/didit/session/"],
  ])("leads to the standin that answers, in its world: %s", async (world, path) => {
    const link = await linkBy(world);
    expect(link.startsWith(server.url + path), link).toBe(true);
    expect((await fetch(link)).status).toBe(200);
  });

  it("leads to the real host where a page of a browser has asked: it follows links by the same way", async () => {
    expect(await linkBy("page", { "sec-fetch-mode": "cors" })).toMatch(/^https?:\/\/verification\.didit\.me\//);
  });
});

it.each([
  ["http://127.0.0.1:4700", true],
  ["https://standin.example/mocks", true],
  ["http://[::1]:4700", true],
  ["http://127.0.0.1:4700/", false],
  ["http://user@127.0.0.1:4700", false],
  ["http://127.0.0.1:4700?x=1", false],
  ["javascript:alert(1)", false],
  ["http://a b", false],
  ['http://a"><script>', false],
])("a base of links that a request names is taken only if it is a plain URL: %s", (base, isTaken) => {
  expect(linkBaseOf({ "x-standin-links": base })).toBe(isTaken ? base : undefined);
});
