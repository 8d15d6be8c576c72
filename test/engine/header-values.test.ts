import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { getResponse } from "msw";
import { afterEach, describe, expect, it } from "vitest";
import type { ExchangeReply, Exchanger } from "#engine/contract/exchange.ts";
import type { Bug } from "#engine/pipeline/engine.ts";
import { createExpressRouter } from "#transports/express.ts";
import { createFetch } from "#transports/fetch.ts";
import { createMswHandlers } from "#transports/msw.ts";
import { createDataPlane } from "#transports/node.ts";
import { patchSockets } from "#transports/node-sockets.ts";
import { ask, createToy, createToyBehaviour, createToyEngine, handlers } from "../support/toy-mock.ts";

/** Headers whose values come from elsewhere, such as an address that a scenario has set. */

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

const HOST = "api.toy.example";

/** A toy whose page has these headers, and the bugs that it tells of. */
function createEngine(headers: Record<string, string | string[]>) {
  const bugs: Bug[] = [];
  const page = () => ({ status: 200, headers, body: "<p>page</p>", mediaType: "text/html" });
  const toy = createToy({
    handlers: { ...handlers, page },
    pages: [{ method: "GET", path: "/_mock/page", answer: () => ({ status: 303, headers }) }],
  });
  return { engine: createToyEngine({ providers: [toy], onBug: (bug) => bugs.push(bug) }), bugs };
}

async function listen(answer: Parameters<typeof createServer>[1]): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/toy`;
}

type Send = (path: string) => Promise<Response | undefined>;

/** Each way to a page, by its transport. */
const TRANSPORTS: Readonly<Record<string, (exchanger: Exchanger) => Promise<Send>>> = {
  "in-process fetch": async (exchanger) => (path) => createFetch(exchanger)(`/toy${path}`, { redirect: "manual" }),
  "node:http": async (exchanger) => {
    const url = await listen(createDataPlane(exchanger));
    return (path) => fetch(url + path, { redirect: "manual" });
  },
  Express: async (exchanger) => {
    const url = await listen(express().use(createExpressRouter(exchanger)));
    return (path) => fetch(url + path, { redirect: "manual" });
  },
  MSW: async (exchanger) => {
    const engine = { ...exchanger, providers: createToyEngine().providers } as Parameters<typeof createMswHandlers>[0];
    return (path) => getResponse(createMswHandlers(engine), new Request(`https://${HOST}${path}`));
  },
  "sockets of a preloaded program": async (exchanger) => {
    closers.push(await patchSockets(exchanger, [HOST]));
    return (path) => fetch(`https://${HOST}${path}`, { redirect: "manual" });
  },
};

describe.each(Object.keys(TRANSPORTS))("over %s", (transport) => {
  const send = async (exchanger: Exchanger, path: string) => (await TRANSPORTS[transport]?.(exchanger))?.(path);

  it.each([
    ["http://localhost:3000/zażółć?a=gęś#ja", "http://localhost:3000/za%C5%BC%C3%B3%C5%82%C4%87?a=g%C4%99%C5%9B#ja"],
    ["http://localhost/%C3%A9é b\r\nset-cookie: a=b", "http://localhost/%C3%A9%C3%A9%20b%0D%0Aset-cookie:%20a=b"],
    ["http://localhost/\ud83d\ude00\ud800", "http://localhost/%F0%9F%98%80%EF%BF%BD"],
    ["/plain?a=%20b", "/plain?a=%20b"],
  ])("an address arrives percent-encoded: %j", async (location, arrived) => {
    const { engine, bugs } = createEngine({ location });
    for (const path of ["/page", "/_mock/page"]) {
      const reply = await send(engine, path);
      expect(reply?.headers.get("location")).toBe(arrived);
      expect(reply?.headers.get("set-cookie")).toBeNull();
    }
    expect(bugs).toEqual([]);
  });

  it.each<[Record<string, string | string[]>, string]>([
    [{ "x-name": "ł" }, "x-name"],
    [{ "x-name": "a\r\nset-cookie: b=c" }, "x-name"],
    [{ "set-cookie": ["a=b", "c=\ud83d\ude00"] }, "set-cookie"],
    [{ "x-name": "\u0000" }, "x-name"],
    [{ "x name": "a" }, "x name"],
  ])("anything else is a bug of ours that is told, and a 500: %j", async (headers, name) => {
    const { engine, bugs } = createEngine(headers);
    for (const path of ["/page", "/_mock/page"]) {
      const reply = await send(engine, path);
      expect(reply?.status).toBe(500);
      expect(await reply?.text()).toContain(
        `This is a bug in standin. toy ${path === "/page" ? "page" : "/_mock/page"}: `,
      );
    }
    expect(bugs.map(({ complaint }) => complaint)).toEqual([
      expect.stringContaining(name),
      expect.stringContaining(name),
    ]);
  });

  it.each<[string, Partial<ExchangeReply>]>([
    ["a header", { headers: { "x-name": "ł" } }],
    ["a body that comes in pieces", { headers: { "x-name": "ł" }, body: piecesOf() }],
    ["a body that a fault slows down", { headers: { "x-name": "ł" }, delivery: { kind: "slow", overMs: 1 } }],
    ["a status", { status: 99 }],
  ])("what an engine hands over all the same is a 500 and no hang: %s", async (_, bad) => {
    const reply = { status: 200, headers: {}, body: "answered", ...bad };
    expect((await send({ exchange: () => reply }, "/page"))?.status).toBe(500);
  });
});

async function* piecesOf(): AsyncGenerator<string> {
  yield "answered";
}

it("latin letters pass as they are, where they are not in an address", async () => {
  const { engine, bugs } = createEngine({ "x-name": "é\t~" });
  expect((await ask(engine, "GET", "/toy/page")).headers["x-name"]).toBe("é\t~");
  expect(bugs).toEqual([]);
});

it("headers that a provider's policy takes from a request are looked at too", async () => {
  const bugs: Bug[] = [];
  const crossOrigin = {
    headers: ({ request }: { request: { headers: Readonly<Record<string, unknown>> } }) => ({
      "access-control-allow-origin": String(request.headers["origin"]),
    }),
  };
  const toy = createToy({ ...createToyBehaviour(), crossOrigin });
  const engine = createToyEngine({ providers: [toy], onBug: (bug) => bugs.push(bug) });
  expect((await ask(engine, "GET", "/toy/page", { headers: { origin: "https://a.example" } })).status).toBe(200);
  expect((await ask(engine, "GET", "/toy/page", { headers: { origin: "ł" } })).status).toBe(500);
  expect(bugs).toHaveLength(1);
});
