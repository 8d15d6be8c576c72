import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { afterEach, expect } from "vitest";
import type { Bug } from "#engine/pipeline/engine.ts";
import { createStandin, type Standin, type StandinOptions } from "#standin/standin.ts";
import { createExpressRouter } from "#transports/express.ts";

/** A running standin, reached by plain HTTP. */
export interface Reached {
  readonly standin: Standin;
  readonly send: typeof fetch;
  readonly origin: string;
  /** One request to the control API. */
  control(method: string, path: string, body?: unknown): Promise<ControlReply>;
}

export interface ControlReply {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look wherever they like
  readonly body: any;
}

/** The chunks of a body. A consumer that stops early closes the connection. */
export async function* piecesOf({ body }: Response): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  try {
    for (let next = await reader?.read(); next !== undefined && !next.done; next = await reader?.read())
      yield next.value;
  } finally {
    await reader?.cancel();
  }
}

type Reach = (standin: Standin) => Promise<{ send: typeof fetch; origin: string; close?: () => Promise<void> }>;

/** The ways to reach it. */
export const WAYS: Readonly<Record<string, Reach>> = {
  "in-process fetch": async (standin) => ({ send: standin.fetch, origin: "http://standin.localhost" }),
  "node:http": async (standin) => ({ send: fetch, origin: (await standin.listen()).url }),
  Express: async (standin) => {
    const app = express();
    app.use(createExpressRouter(standin.engine));
    const server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const close = async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    };
    return { send: fetch, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
  },
};

/** Opens standins, closes them after each test, and fails a test in which standin had a bug. */
export function createOpener(): (way: keyof typeof WAYS, options?: StandinOptions) => Promise<Reached> {
  const closers: (() => Promise<void>)[] = [];
  const bugs: Bug[] = [];
  afterEach(async () => {
    await Promise.all(closers.splice(0).map((close) => close()));
    expect(bugs.splice(0)).toEqual([]);
  });
  return async (way, options = {}) => {
    const standin = await createStandin({ onBug: (bug) => bugs.push(bug), ...options });
    const reached = await WAYS[way]?.(standin);
    if (reached === undefined) throw new Error(`there is no way ${way}`);
    const { send, origin, close } = reached;
    closers.push(standin.close, ...(close === undefined ? [] : [close]));
    return {
      standin,
      send,
      origin,
      async control(method, path, body) {
        const init: RequestInit = { method };
        if (body !== undefined) {
          init.headers = { "content-type": "application/json" };
          init.body = JSON.stringify(body);
        }
        const reply = await send(`${origin}/_standin${path}`, init);
        const text = await reply.text();
        return { status: reply.status, headers: reply.headers, body: text === "" ? undefined : JSON.parse(text) };
      },
    };
  };
}
