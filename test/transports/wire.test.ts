import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import express4 from "express4";
import { HttpResponse } from "msw";
import { setupServer } from "msw/node";
import multer from "multer";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registry } from "#mocks/registry.ts";
import { interceptConnections } from "#standin/interception.ts";
import { createStandin, type Standin } from "#standin/standin.ts";
import { createExpressRouter } from "#transports/express.ts";
import { createMswHandlers } from "#transports/msw.ts";
import { type MiddlewareName, type WireInput, wireInputs } from "../support/wire-inputs.ts";

/*
 * The same bytes get the same answer, whichever way they come: each input is sent over every transport, and the answer compared
 * with that of standin's own server. What middleware in front of an Express router does itself is named with the input.
 */

interface Reached {
  /** Where a provider's paths begin. */
  readonly baseOf: (provider: WireInput["provider"]) => string;
  readonly send: typeof fetch;
  readonly close: () => void | Promise<void>;
}

/** What a transport adds of its own. */
const OF_TRANSPORT = ["connection", "keep-alive", "date", "transfer-encoding", "x-powered-by", "content-length"];

const MIDDLEWARE: Readonly<Record<MiddlewareName, (framework: typeof express) => express.RequestHandler>> = {
  json: (framework) => framework.json({ limit: "100mb" }),
  urlencoded: (framework) => framework.urlencoded({ extended: true }),
  querystring: (framework) => framework.urlencoded({ extended: false }),
  raw: (framework) => framework.raw({ type: "*/*", limit: "100mb" }),
  text: (framework) => framework.text({ type: "*/*", limit: "100mb" }),
  multer: () => multer().any(),
};

async function listen(listener: Parameters<typeof createServer>[1]): Promise<Pick<Reached, "close"> & { url: string }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

const ofServer = (url: string): Pick<Reached, "baseOf" | "send"> => ({
  baseOf: (provider) => `${url}/${provider}`,
  send: fetch,
});
const realHost = (provider: WireInput["provider"]): string => `https://${registry[provider].api.hosts[0]}`;

const behind =
  (framework: typeof express, name?: MiddlewareName) =>
  async (standin: Standin): Promise<Reached> => {
    const app = framework();
    if (name !== undefined) app.use(MIDDLEWARE[name](framework));
    app.use("/mounted", createExpressRouter(standin.engine));
    // What middleware refuses is told by the status alone.
    app.use(((_error, _request, response, _next) => {
      response.status(418).end();
    }) satisfies express.ErrorRequestHandler);
    const { url, close } = await listen(app);
    return { ...ofServer(`${url}/mounted`), close };
  };

const names = Object.keys(MIDDLEWARE) as MiddlewareName[];
const old: typeof express = express4;

interface Transport {
  readonly name: string;
  readonly reach: (standin: Standin) => Promise<Reached>;
  readonly middleware?: MiddlewareName;
}

const transports: readonly Transport[] = [
  {
    name: "in-process fetch",
    reach: async (standin) => ({
      baseOf: (provider) => `http://standin.localhost/${provider}`,
      send: standin.fetch,
      close: () => {},
    }),
  },
  {
    name: "MSW",
    async reach(standin) {
      const server = setupServer(...createMswHandlers(standin.engine));
      server.listen({ onUnhandledRequest: "bypass" });
      expect(HttpResponse).toBeDefined();
      return { baseOf: realHost, send: fetch, close: () => server.close() };
    },
  },
  {
    name: "interception of connections, as the preload does",
    async reach(standin) {
      const hosts = standin.engine.providers.flatMap(({ api }) => api.hosts);
      const interception = await interceptConnections(standin.engine, hosts);
      return { baseOf: realHost, send: fetch, close: () => interception.stop() };
    },
  },
  {
    name: "interception of requests",
    async reach(standin) {
      const interception = await standin.intercept();
      return { baseOf: realHost, send: fetch, close: () => interception.stop() };
    },
  },
  { name: "Express 5", reach: behind(express) },
  { name: "Express 4", reach: behind(old) },
  ...names.map((name) => ({ name: `Express 5 behind ${name}`, reach: behind(express, name), middleware: name })),
  ...names.map((name) => ({ name: `Express 4 behind ${name}`, reach: behind(old, name), middleware: name })),
];

const open = () => createStandin({ frozenAt: "2025-03-01T09:30:00Z", seed: 7 });

/** What a client sees of the answer, without what differs by where it was asked. */
async function answerTo(input: WireInput, world: string, standin: Standin, { baseOf, send }: Reached) {
  const { provider, path, method, body, redirect = "follow", token, effect } = input;
  const headers: Record<string, string> = { ...input.headers, "x-standin-world": world };
  if (token !== undefined) {
    const json = { "content-type": "application/json", "x-standin-world": world };
    const reply = await standin.fetch(`/${provider}${token.path}`, { method: "POST", headers: json, body: token.body });
    headers["authorization"] = `Bearer ${(await reply.json()).access_token}`;
  }
  if (effect !== undefined) await (await standin.world(world)).faults.add({ match: { provider }, effect });
  const base = baseOf(provider);
  const { pathname } = new URL(base);
  // Cookies of the real host are those of its domain.
  const plain = (text: string) => text.replaceAll(base, "BASE").replaceAll("; Domain=netid.de", "");
  const ofHeader = (name: string, value: string) =>
    name === "location" && pathname !== "/" && value.startsWith(pathname) ? value.slice(pathname.length) : plain(value);
  try {
    const init = { method, headers, redirect, ...(body !== undefined && { body: body as BodyInit }) };
    const response = await send(base + path, init);
    const shown = [...response.headers].filter(([name]) => !OF_TRANSPORT.includes(name));
    return {
      status: response.status,
      url: plain(response.url),
      redirected: response.redirected,
      headers: shown.map(([name, value]) => [name, ofHeader(name, value)]),
      body: plain(Buffer.from(await response.arrayBuffer()).toString("latin1")),
    };
  } catch (error) {
    return { status: "lost", error: (error as Error).name };
  }
}

const inputs = wireInputs.map((input, index) => ({ input, world: `w${index}` }));
const expected = new Map<WireInput, Awaited<ReturnType<typeof answerTo>>>();

beforeAll(async () => {
  const standin = await open();
  const { url } = await standin.listen();
  const own = { ...ofServer(url), close: () => {} };
  for (const { input, world } of inputs) expected.set(input, await answerTo(input, world, standin, own));
  await standin.close();
});

describe("standin's own server", () => {
  it.each(inputs)("answers as it should: $input.what", ({ input }) => {
    expect(expected.get(input)).toMatchObject({ status: input.status });
  });
});

describe.each(transports)("$name", ({ reach, middleware }) => {
  let standin: Standin;
  let reached: Reached;
  beforeAll(async () => {
    standin = await open();
    reached = await reach(standin);
  });
  afterAll(async () => {
    await reached.close();
    await standin.close();
  });

  it.each(inputs)("$input.what", async ({ input, world }) => {
    const answer = await answerTo(input, world, standin, reached);
    if (middleware !== undefined && input.spoiltBy?.[middleware] !== undefined)
      expect(answer).not.toEqual(expected.get(input));
    else expect(answer).toEqual(expected.get(input));
  });
});
