import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import express from "express";
import { afterEach, beforeAll, describe, expect, inject } from "vitest";
import type { Bug } from "#engine/pipeline/engine.ts";
import { createStandin, type Standin, type StandinOptions, type StandinWorld } from "#standin/standin.ts";
import { createExpressRouter } from "#transports/express.ts";
import { findPrisms } from "../../contracts/agreement/prism-pool.ts";
import { readSpec } from "../../contracts/agreement/spec.ts";
import { groupOf, prefixOf, type TargetName } from "../../contracts/agreement/targets.ts";
import { openValidatingProxy } from "../../contracts/agreement/validating-proxy.ts";

/**
 * One running provider as a behaviour suite sees it, whatever the transport. The control API counts as one; it has all
 * providers beside it.
 */
export interface RunningProvider {
  /** Paths are the provider's own, e.g. `/consents/users`. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Where the provider answers, without a trailing slash. */
  readonly baseUrl: string;
  readonly standin: Standin;
  /** The world that `fetch` speaks to, unless paths name others, as those of the control API do. */
  readonly world: StandinWorld;
  /** The same provider in another world, or under its Host name and the like. */
  readonly send: typeof fetch;
}

export type OpenProvider = (options?: Omit<StandinOptions, "providers" | "onBug">) => Promise<RunningProvider>;

interface Mounted {
  readonly send: typeof fetch;
  readonly origin: string;
  readonly close: () => Promise<void>;
  /** What this transport itself has against what passed, where it looks at that. */
  readonly takeComplaints?: () => string[];
}

/** Each transport is a way to reach one engine; suites may not see a difference. */
const transports: Record<string, (standin: Standin, provider: TargetName) => Promise<Mounted>> = {
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
  /** Every request and every reply is checked by Prism on its way; see contracts/agreement/validating-proxy.ts. */
  Prism: async (standin, provider) => {
    const server = await standin.listen();
    const running = groupOf(provider).findIn(standin, provider);
    const [prisms, spec] = await Promise.all([findPrisms(inject("prismPool"), provider), readSpec(provider)]);
    const proxy = await openValidatingProxy({ upstream: server.url, mock: running, spec, prisms });
    const close = async () => {
      await proxy.close();
      await server.close();
    };
    return { send: fetch, origin: proxy.url, close, takeComplaints: proxy.takeComplaints };
  },
};

/** Limits the suites to one transport: `npm run agreement` needs what Prism says, and nothing else. */
const onlyTransport = process.env["STANDIN_TRANSPORT"];
if (onlyTransport !== undefined && transports[onlyTransport] === undefined)
  throw new Error(
    `Unknown transport "${onlyTransport}" in STANDIN_TRANSPORT. Known transports: ${Object.keys(transports).join(", ")}.`,
  );

/** Has the suites keep their worlds in folders, by LMDB: `test/slow/stored-behaviour.slow.ts` runs them so. */
const isStored = process.env["STANDIN_LOG"] === "lmdb";

/** A folder for one simulator. */
async function newFolder(): Promise<{ readonly path: string; readonly remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "standin-data-"));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/**
 * Where behaviours are tried: in process, and over a port before Prism, which joins in once a provider has a contract. That
 * the other transports answer alike is held by `test/transports/contracts.test.ts` and `test/transports/wire.test.ts`; the
 * control API has no such suite, and is tried over each.
 */
const transportsOf = (provider: TargetName): string[] =>
  Object.keys(transports)
    .filter((name) =>
      onlyTransport === undefined ? provider === "control" || !isPlainHttp(name) : name === onlyTransport,
    )
    .filter(
      (name) => name !== "Prism" || existsSync(new URL(`../../contracts/${provider}/interactions.ts`, import.meta.url)),
    );

const isPlainHttp = (name: string): boolean => name === "node:http" || name === "Express";

/**
 * Runs one behaviour suite over each of these transports. Each `open()` is a simulator of its own, closed after the test.
 * A reply that breaks its spec, or a handler that throws, fails the test in which it happened.
 */
export function overTransports(
  provider: TargetName,
  title: string,
  suite: (open: OpenProvider, transport: string) => void,
): void {
  describe.each(transportsOf(provider))(`${title} over %s`, (transport) => {
    const closers: (() => Promise<void>)[] = [];
    const bugs: Bug[] = [];
    const mounted: Mounted[] = [];

    // Starting Prism takes seconds, and only the first suite of a provider waits for it.
    if (transport === "Prism") beforeAll(() => findPrisms(inject("prismPool"), provider), 120_000);

    afterEach(async () => {
      await Promise.all(closers.splice(0).map((close) => close()));
      expect(bugs.splice(0)).toEqual([]);
      expect(mounted.splice(0).flatMap(({ takeComplaints }) => takeComplaints?.() ?? [])).toEqual([]);
    });

    const open: OpenProvider = async (options) => {
      const folder = isStored ? await newFolder() : undefined;
      const standin = await createStandin({
        ...options,
        ...(folder !== undefined && { data: folder.path }),
        providers: groupOf(provider).providersFor(provider),
        freezeState: true,
        onBug: (bug) => bugs.push(bug),
      });
      const mount = transports[transport];
      if (mount === undefined) throw new Error(`no transport ${transport}`);
      const way = await mount(standin, provider);
      const { send, origin, close } = way;
      mounted.push(way);
      closers.push(close, () => standin.close().finally(() => folder?.remove()));
      const baseUrl = `${origin}/${prefixOf(groupOf(provider).findIn(standin, provider))}`;
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
