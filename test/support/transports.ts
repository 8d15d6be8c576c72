import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { afterEach, describe, expect } from "vitest";
import type { Bug } from "#engine/engine.ts";
import type { ProviderName } from "#mocks/registry.ts";
import { createStandin, type Standin, type StandinOptions, type StandinWorld } from "#standin/standin.ts";
import { createExpressRouter } from "#transports/express.ts";

/** One running provider as a behaviour suite sees it, whatever the transport. */
export interface RunningProvider {
  /** Paths are the provider's own, e.g. `/consents/users`. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Where the provider answers, without a trailing slash. */
  readonly baseUrl: string;
  readonly standin: Standin;
  /** The world that `fetch` speaks to. */
  readonly world: StandinWorld;
  /** The same provider in another world, or under its Host name and the like. */
  readonly send: typeof fetch;
}

export type OpenProvider = (options?: Omit<StandinOptions, "providers" | "onBug">) => Promise<RunningProvider>;

type Mounted = { send: typeof fetch; origin: string; close: () => Promise<void> };

/** Each transport is a way to reach one engine; suites may not see a difference. */
const transports: Record<string, (standin: Standin) => Promise<Mounted>> = {
  "in-process fetch": async (standin) => ({
    send: standin.fetch,
    origin: "http://standin.localhost",
    close: async () => {},
  }),
  "node:http": async (standin) => {
    const server = await standin.listen();
    return { send: fetch, origin: server.url, close: server.close };
  },
  Express: async (standin) => {
    const app = express();
    app.use("/mounted", createExpressRouter(standin.engine));
    const server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const close = async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    };
    return { send: fetch, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mounted`, close };
  },
};

/**
 * Runs one behaviour suite over every transport. Each `open()` is a simulator of its own, closed after the test.
 * A reply that breaks its spec, or a handler that throws, fails the test in which it happened.
 */
export function overTransports(
  provider: ProviderName,
  title: string,
  suite: (open: OpenProvider, transport: string) => void,
): void {
  describe.each(Object.keys(transports))(`${title} over %s`, (transport) => {
    const closers: (() => Promise<void>)[] = [];
    const bugs: Bug[] = [];

    afterEach(async () => {
      await Promise.all(closers.splice(0).map((close) => close()));
      expect(bugs.splice(0)).toEqual([]);
    });

    const open: OpenProvider = async (options) => {
      const standin = await createStandin({ ...options, providers: [provider], onBug: (bug) => bugs.push(bug) });
      const mount = transports[transport];
      if (mount === undefined) throw new Error(`no transport ${transport}`);
      const { send, origin, close } = await mount(standin);
      closers.push(close, standin.close);
      const baseUrl = `${origin}/${provider}`;
      return {
        fetch: (path, init) => send(baseUrl + path, init),
        baseUrl,
        standin,
        world: await standin.world(),
        send,
      };
    };

    suite(open, transport);
  });
}
