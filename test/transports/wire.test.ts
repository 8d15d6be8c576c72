import { fork } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import express from "express";
import express4 from "express4";
import { HttpResponse } from "msw";
import { setupServer } from "msw/node";
import multer from "multer";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Bug } from "#engine/pipeline/engine.ts";
import { interceptConnections } from "#interception/interception.ts";
import { connectStandin } from "#interception/remote.ts";
import { registry } from "#mocks/registry.ts";
import { createStandin, type Standin } from "#standin/standin.ts";
import { createExpressRouter } from "#transports/express.ts";
import { createMswHandlers } from "#transports/msw.ts";
import { requireBuild } from "../cli/launch.ts";
import { sendRaw } from "../support/raw-http.ts";
import { type Answer, ask, prepare, type Reached } from "../support/wire-client.ts";
import { CONSENT, CONSENTS, type MiddlewareName, type WireInput, wireInputs } from "../support/wire-inputs.ts";
import type { Asked } from "../support/wire-program.ts";

/*
 * The same bytes get the same answer, whichever way they come: each input is sent over every transport, and the answer compared
 * with that of standin's own server. What middleware in front of an Express router does itself is named with the input.
 */

/** One way to ask. */
interface Way {
  /** What asks; a program of its own, or code of this process. */
  readonly client: Reached | Program;
  readonly close: () => void | Promise<void>;
}

const MIDDLEWARE: Readonly<Record<MiddlewareName, (framework: typeof express) => express.RequestHandler>> = {
  json: (framework) => framework.json({ limit: "100mb" }),
  urlencoded: (framework) => framework.urlencoded({ extended: true }),
  querystring: (framework) => framework.urlencoded({ extended: false }),
  raw: (framework) => framework.raw({ type: "*/*", limit: "100mb" }),
  text: (framework) => framework.text({ type: "*/*", limit: "100mb" }),
  multer: () => multer().any(),
};

async function listen(listener: Parameters<typeof createServer>[1]): Promise<Pick<Way, "close"> & { url: string }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

const ofServer = (url: string): Reached => ({
  baseOf: (provider) => `${url}/${provider}`,
  send: fetch,
});
const realHost = (provider: WireInput["provider"]): string => `https://${registry[provider].api.hosts[0]}`;

const behind =
  (framework: typeof express, name?: MiddlewareName) =>
  async (standin: Standin): Promise<Way> => {
    const app = framework();
    if (name !== undefined) app.use(MIDDLEWARE[name](framework));
    app.use("/mounted", createExpressRouter(standin.engine));
    // What middleware refuses is told by the status alone.
    app.use(((_error, _request, response, _next) => {
      response.status(418).end();
    }) satisfies express.ErrorRequestHandler);
    const { url, close } = await listen(app);
    return { client: ofServer(`${url}/mounted`), close };
  };

// What `fetch` is at that moment: some replace it.
const atRealHosts: Reached = { baseOf: realHost, send: (...given) => fetch(...given) };
const inProcess = ({ fetch }: Standin): Reached => ({
  baseOf: (provider) => `http://standin.localhost/${provider}`,
  send: fetch,
});

const listenItself = async (standin: Standin): Promise<Way> => {
  const { url, close } = await standin.listen();
  return { client: ofServer(url), close: () => close() };
};

const names = Object.keys(MIDDLEWARE) as MiddlewareName[];
const old: typeof express = express4;

interface Transport {
  readonly name: string;
  readonly reach: (standin: Standin) => Promise<Way>;
  readonly middleware?: MiddlewareName;
  /** The standin is another than that of the test, which can neither prepare it nor see what has become of it. */
  readonly isAlone?: boolean;
}

const transports: readonly Transport[] = [
  {
    name: "in-process fetch",
    reach: async (standin) => ({ client: inProcess(standin), close: () => {} }),
  },
  {
    name: "MSW",
    async reach(standin) {
      const server = setupServer(...createMswHandlers(standin.engine));
      server.listen({ onUnhandledRequest: "bypass" });
      expect(HttpResponse).toBeDefined();
      return { client: atRealHosts, close: () => server.close() };
    },
  },
  {
    name: "interception of connections, as the preload does",
    async reach(standin) {
      const hosts = standin.engine.providers.flatMap(({ api }) => api.hosts);
      const interception = await interceptConnections(standin.engine, hosts);
      return { client: atRealHosts, close: () => interception.stop() };
    },
  },
  {
    name: "interception of requests",
    async reach(standin) {
      const interception = await standin.intercept();
      return { client: atRealHosts, close: () => interception.stop() };
    },
  },
  {
    name: "a preloaded program, answered by a standin that runs elsewhere",
    async reach(standin) {
      const { url } = await standin.listen();
      const program = await launchProgram({ STANDIN_URL: url });
      return { client: program, close: program.close };
    },
  },
  {
    name: "a preloaded program, answered in itself",
    isAlone: true,
    async reach() {
      const folder = await mkdtemp(join(tmpdir(), "standin-wire-"));
      const seed = join(folder, "seed.json");
      await writeFile(seed, JSON.stringify(START));
      const program = await launchProgram({ STANDIN_SEED: seed });
      await rm(folder, { recursive: true });
      return { client: program, close: program.close };
    },
  },
  { name: "Express 5", reach: behind(express) },
  { name: "Express 4", reach: behind(old) },
  ...names.map((name) => ({ name: `Express 5 behind ${name}`, reach: behind(express, name), middleware: name })),
  ...names.map((name) => ({ name: `Express 4 behind ${name}`, reach: behind(old, name), middleware: name })),
];

const START = { frozenAt: "2025-03-01T09:30:00Z", randomSeed: 7 };
const open = () => createStandin({ frozenAt: START.frozenAt, seed: START.randomSeed });

/** A program that is preloaded with the built package: one for the whole list. */
interface Program {
  ask(asked: Asked): Promise<Answer>;
  abort(): void;
  close(): void;
}

async function launchProgram(environment: Readonly<Record<string, string>>): Promise<Program> {
  requireBuild();
  const file = join(import.meta.dirname, "../support/wire-program.ts");
  const hosts = Object.fromEntries(Object.entries(registry).map(([name, { api }]) => [name, api.hosts[0]]));
  const child = fork(file, [JSON.stringify(hosts)], {
    cwd: join(import.meta.dirname, "../.."),
    execArgv: ["--conditions=standin-source", "--import", "tsx", "--import", "standin/preload"],
    env: { ...process.env, NODE_OPTIONS: "", STANDIN_URL: "", ...environment },
  });
  const told = <Told>() =>
    new Promise<Told>((resolve, reject) => {
      child.once("message", resolve as (told: unknown) => void);
      child.once("exit", () => reject(new Error("the program has ended")));
    });
  await told();
  return {
    ask(asked) {
      child.send(asked);
      return told<Answer>();
    },
    abort: () => void child.send("abort"),
    close: () => void child.kill("SIGKILL"),
  };
}

/** What becomes of a request: the answer, and what stands in the journal of its world afterwards. */
interface Outcome {
  readonly answer: Answer;
  readonly exchanges: readonly string[];
}

async function outcomeOf(index: number, standin: Standin, client: Way["client"]): Promise<Outcome> {
  const input = wireInputs[index] as WireInput;
  const { provider, effect, abort } = input;
  const name = `w${index}`;
  const headers = await prepare(input, name, inProcess(standin));
  const before = standin.engine.worlds.find(name)?.journal.size ?? 0;
  if (effect !== undefined) await (await standin.world(name)).faults.add({ match: { provider }, effect });
  const exchanges = () => standin.engine.worlds.find(name)?.journal.entries().slice(before) ?? [];
  const controller = new AbortController();
  const isProgram = "ask" in client;
  const asking = isProgram ? client.ask({ index, world: name, headers }) : ask(input, headers, client, controller);
  if (abort === "before the reply") {
    await vi.waitFor(() => expect(exchanges()).toHaveLength(1), { interval: 1, timeout: 30_000 });
    if (isProgram) client.abort();
    else controller.abort();
  }
  const answer = await asking;
  return { answer, exchanges: exchanges().map(({ operationId, reply }) => `${operationId} ${reply.status}`) };
}

/** The same of a program whose standin is its own. */
async function answerAlone(index: number, client: Way["client"]): Promise<Answer> {
  if (!("ask" in client)) throw new Error("the client is a server, not a program");
  return client.ask({ index, world: `w${index}` });
}

const inputs = wireInputs.map((input, index) => ({ input, index }));
const expected = new Map<WireInput, Outcome>();

beforeAll(async () => {
  const standin = await open();
  const { url } = await standin.listen();
  for (const { input, index } of inputs) expected.set(input, await outcomeOf(index, standin, ofServer(url)));
  await standin.close();
});

describe("standin's own server", () => {
  it.each(inputs)("answers as it should: $input.what", ({ input }) => {
    const outcome = expected.get(input);
    expect(outcome?.answer).toMatchObject({ status: input.status });
    if (input.exchanges !== undefined) expect(outcome?.exchanges).toEqual(input.exchanges);
  });
});

describe.each(transports)("$name", ({ reach, middleware, isAlone }) => {
  let standin: Standin;
  let way: Way;
  const bugs: Bug[] = [];
  beforeAll(async () => {
    standin = await createStandin({ frozenAt: START.frozenAt, seed: START.randomSeed, onBug: (bug) => bugs.push(bug) });
    way = await reach(standin);
  });
  afterAll(async () => {
    await way.close();
    await standin.close();
  });

  const possible = inputs.filter(({ input }) => isAlone !== true || input.effect === undefined);
  it.each(possible)("$input.what", async ({ input, index }) => {
    const there = expected.get(input);
    if (isAlone === true) expect(await answerAlone(index, way.client)).toEqual(there?.answer);
    else {
      const outcome = await outcomeOf(index, standin, way.client);
      if (middleware !== undefined && input.spoiltBy?.[middleware] !== undefined)
        expect(outcome.answer).not.toEqual(there?.answer);
      else expect(outcome).toEqual(there);
      expect(bugs).toEqual([]);
    }
  });
});

/** What no `fetch` sends apart: it joins headers of one name. */
const TWICE: readonly (readonly [name: string, values: readonly [string, string], status: number])[] = [
  ["Authorization", ["Bearer 1|standin-token", "Bearer wrong"], 201],
  ["Authorization", ["Bearer wrong", "Bearer 1|standin-token"], 401],
  ["Content-Type", ["application/json", "text/plain"], 201],
  ["Content-Type", ["text/plain", "application/json"], 400],
  ["Cookie", ["a=1", "b=2"], 201],
  ["Accept", ["text/html", "application/json"], 201],
  ["X-HTTP-Method-Override", ["PUT", "PATCH"], 405],
  ["X-Standin-World", ["one", "other"], 400],
  ["Host", ["127.0.0.1", "localhost"], 400],
];

describe("a header that comes twice over a socket", () => {
  it.each(TWICE)("means the same wherever a server stands: %s %o", async (name, values, status) => {
    const body = JSON.stringify(CONSENT);
    const lines: readonly [string, string][] = [
      ["Host", "127.0.0.1"],
      ["Authorization", "Bearer 1|standin-token"],
      ["Content-Type", "application/json"],
    ];
    const others = lines.filter(([each]) => each !== name);
    const fields = [...others, ...values.map((value): [string, string] => [name, value])];
    const replies = await Promise.all(
      [listenItself, behind(express), behind(old)].map(async (reach) => {
        await using standin = await open();
        const { client, close } = await reach(standin);
        if ("ask" in client) throw new Error("the client is a program, not a server");
        const { port, pathname } = new URL(client.baseOf("avacy"));
        const head = [`POST ${pathname}${CONSENTS} HTTP/1.1`, ...fields.map((field) => field.join(": "))];
        const reply = await sendRaw("127.0.0.1", Number(port), [...head, `Content-Length: ${body.length}`], body);
        await close();
        return { status: reply.status, body: reply.body };
      }),
    );
    expect(replies).toEqual(Array(3).fill({ status, body: expect.any(String) }));
    expect(new Set(replies.map((reply) => reply.body)).size).toBe(1);
  });
});

describe("a reply without an end", () => {
  const ways: Readonly<Record<string, (standin: Standin) => Promise<Way>>> = {
    "in-process fetch": async (standin) => ({ client: inProcess(standin), close: () => {} }),
    "standin's own server": listenItself,
    "a standin that runs elsewhere": async (standin) => {
      const { url, close } = await standin.listen();
      const send = connectStandin(url).fetchIn("w");
      return { client: { baseOf: () => "http://127.0.0.1/avacy", send }, close: () => close() };
    },
    "Express 5": behind(express),
    "Express 4": behind(old),
  };
  it.each(Object.entries(ways))("comes as it is made, until its reader gives up: %s", async (_, reach) => {
    await using standin = await open();
    const { client, close } = await reach(standin);
    if ("ask" in client) throw new Error("it is a program");
    const world = await standin.world("w");
    const users = () => standin.engine.worlds.find("w")?.users;
    const controller = new AbortController();
    const url = client.baseOf("avacy").replace("avacy", "_standin/worlds/w/exchanges/stream");
    const response = await client.send(url, { signal: controller.signal });
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/event-stream; charset=utf-8"]);
    const reader = response.body?.getReader();
    // Two exchanges, the second of which is made once the first has been seen.
    for (const path of ["/first", "/second"]) {
      await world.fetch(`/avacy${path}`);
      let text = "";
      while (!text.includes(path)) text += new TextDecoder().decode((await reader?.read())?.value);
    }
    expect(users()).toBe(1);
    controller.abort();
    await expect(reader?.read()).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
    await vi.waitFor(() => expect(users()).toBe(0), { interval: 1, timeout: 30_000 });
    await close();
  });
});
