import { connect } from "node:net";
import { type ExchangeReply, type ExchangeRequest, type Exchanger, isStream } from "#engine/contract/exchange.ts";
import { IN_PROCESS } from "#engine/contract/loopback.ts";
import { type Bug, createEngine, type Engine } from "#engine/pipeline/engine.ts";
import { FAULT_HEADER } from "#engine/pipeline/stages.ts";
import { createImages } from "#engine/state/images.ts";
import type { Timer } from "#engine/world/clock.ts";
import { providerNames, registry } from "#mocks/registry.ts";
import { createControlPlane, withControl } from "#standin/control-plane.ts";
import { type Contract, readContracts } from "../../contracts/agreement/contract.ts";
import { listen } from "../../contracts/agreement/pact-target-server.ts";
import { preparing, readCorpus, type Seedling } from "./corpus.ts";
import { mutate, toQuery, toWire } from "./mutate.ts";
import { createRandom, type Random } from "./random.ts";

export interface FuzzOptions {
  /** How many requests, over all. */
  readonly runs: number;
  readonly seed: number;
  /** Called before each batch, so that a batch that never ends can be identified. */
  readonly onBatch?: (batch: Batch) => void;
  /** Is told what broke, and the fuzzing goes on; default: it ends there. */
  readonly onFailure?: (failure: FuzzFailure) => void;
  /** Stands between the requests and what answers them; for planted faults. */
  readonly bend?: (exchanger: Exchanger) => Exchanger;
}

export interface Batch {
  readonly number: number;
  readonly kind: Kind;
  /** With this seed it is the first batch of its kind. */
  readonly seed: number;
  readonly done: number;
}

export interface Fuzzed {
  readonly requests: number;
  readonly batches: number;
  readonly accepted: number;
  /** How often each status came; 0: the connection was closed without one. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Bytes in use after a collection where the process allows one, before the first batch and now and then after. */
  readonly heapBytes: readonly number[];
}

/** What broke, and how to see it again. */
export class FuzzFailure extends Error {
  override readonly name = "FuzzFailure";
}

/** In process over the providers, in process over the control API, and over raw sockets. */
const KINDS = ["providers", "control", "sockets"] as const;
type Kind = (typeof KINDS)[number];

/** In which order the kinds take turns. */
const TURNS: readonly Kind[] = [...Array<Kind>(8).fill("providers"), "control", "sockets"];

export const BATCH_SIZE = 100;
const NOW = Date.parse("2024-01-01T00:00:00Z");
const BASE = "base";
const WORLD = "fuzzed";
const SILENCE_MS = 10_000;
const BATCHES_PER_SAMPLE = 20;
const AT_ONCE = 10;
const MOMENT_MS = 100;

interface Stage {
  /** @throws FuzzFailure */
  run(random: Random, tally: Tally): Promise<void>;
}

interface Tally {
  requests: number;
  accepted: number;
  readonly statuses: Record<string, number>;
}

/**
 * Sends mutations of real requests, well-formed and not. No request may be answered by a 5xx that no fault gave, break off,
 * hang, or show a bug of ours; and of each batch in process the accepted requests alone, made once more from the same start,
 * must lead to the same state: what was refused has changed nothing.
 *
 * @throws FuzzFailure that tells the seed of the batch, and the request
 */
export async function fuzz(options: FuzzOptions): Promise<Fuzzed> {
  const { runs, seed, onBatch, onFailure, bend = (exchanger) => exchanger } = options;
  const contracts = await readContracts();
  const stages: Readonly<Record<Kind, Stage>> = {
    providers: await openProviders(contracts, bend),
    control: await openControl(contracts, bend),
    sockets: openSockets(contracts, bend),
  };
  const tally: Tally = { requests: 0, accepted: 0, statuses: {} };
  const heapBytes: number[] = [measureHeap()];
  let number = 0;
  for (; tally.requests < runs; number += 1) {
    const kind = TURNS[number % TURNS.length] ?? "providers";
    const own = seed + number;
    onBatch?.({ number, kind, seed: own, done: tally.requests });
    try {
      await stages[kind].run(createRandom(own), tally);
    } catch (error) {
      const turns = TURNS.indexOf(kind);
      const failure = new FuzzFailure(
        `${(error as Error).message}\n\nAgain: npm run fuzz -- --runs ${(turns + 1) * BATCH_SIZE} --seed ${own - turns}`,
        { cause: error },
      );
      if (onFailure === undefined) throw failure;
      onFailure(failure);
    }
    if (number % BATCHES_PER_SAMPLE === BATCHES_PER_SAMPLE - 1) heapBytes.push(measureHeap());
  }
  return { requests: tally.requests, batches: number, accepted: tally.accepted, statuses: tally.statuses, heapBytes };
}

function measureHeap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

const bugs: string[] = [];
const onBug = ({ provider, operationId, complaint }: Bug): void => {
  bugs.push(`${provider} ${operationId}: ${String(complaint)}`);
};

/** Nothing that a request does leaves the process. */
const createTestEngine = (): Engine =>
  createEngine({
    providers: providerNames.map((name) => registry[name]),
    images: createImages({ freeze: true }),
    realNow: () => NOW,
    send: async () => 503,
    wait: async () => {},
    onBug,
  });

/** @returns the reply's status. A stream is not followed. */
async function ask(exchanger: Exchanger, request: ExchangeRequest, tally: Tally): Promise<number> {
  const show = (): string => JSON.stringify(request).slice(0, 4_000);
  let reply: ExchangeReply;
  try {
    reply = await within(exchanger.exchange(request));
  } catch (error) {
    checkPrototype(show);
    throw new Error(`threw ${String(error)} at ${show()}`, { cause: error });
  }
  const { status, headers } = reply;
  count(tally, status);
  const body = await within(readText(reply));
  checkPrototype(show);
  const [bug] = bugs.splice(0);
  if (status >= 500 && headers[FAULT_HEADER] === undefined) throw new Error(`${status} ${body} to ${show()}`);
  if (bug !== undefined) throw new Error(`a bug of ours, ${bug}, at ${show()}`);
  return status;
}

function checkPrototype(show: () => string): void {
  if (({} as Readonly<Record<string, unknown>>)["polluted"] !== undefined)
    throw new Error(`Object.prototype was polluted by ${show()}`);
}

/** The whole of a JSON body, which may come in pieces. A stream of events has no end, and is not followed. */
async function readText({ body, headers }: ExchangeReply): Promise<string> {
  if (body === undefined || !isStream(body)) return String(body);
  if (!/json/.test(String(headers["content-type"]))) {
    await body[Symbol.asyncIterator]().return?.();
    return "";
  }
  let text = "";
  for await (const piece of body) text += piece;
  return text;
}

/** @throws Error when there is no answer for so long that there will be none */
async function within<T>(answer: T | Promise<T>): Promise<T> {
  if (!(answer instanceof Promise)) return answer;
  let timeout: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timeout = setTimeout(() => reject(new Error(`no answer within ${SILENCE_MS} ms`)), SILENCE_MS);
  });
  return Promise.race([answer, silence]).finally(() => clearTimeout(timeout));
}

function count(tally: Tally, status: number): void {
  tally.requests += 1;
  tally.statuses[status] = (tally.statuses[status] ?? 0) + 1;
  if (status > 0 && status < 400) tally.accepted += 1;
}

const toRequest = (seedling: Seedling, prefix: string): ExchangeRequest => ({
  method: seedling.method,
  path: prefix + seedling.path,
  query: toQuery(seedling),
  headers: toHeaders(seedling.headers),
  connection: IN_PROCESS,
  body: seedling.body,
});

/** Of a name that comes more than once the values are joined, as a server does. */
function toHeaders(pairs: Seedling["headers"]): Record<string, string> {
  const headers = new Map<string, string>([["host", "127.0.0.1"]]);
  for (const [name, value] of pairs) headers.set(name, headers.has(name) ? `${headers.get(name)}, ${value}` : value);
  return Object.fromEntries(headers);
}

/** The accepted requests of a batch, made anew from the same start, have led to the same. */
function expectSame(fuzzed: string, replayed: string, accepted: readonly ExchangeRequest[]): void {
  if (fuzzed === replayed) return;
  const at = [...fuzzed].findIndex((letter, index) => letter !== replayed[index]);
  const around = (text: string): string => text.slice(Math.max(0, at - 100), at + 200);
  throw new Error(
    `what was refused has left something behind: …${around(fuzzed)}…\nwithout it: …${around(replayed)}…\nafter ${accepted.length} accepted requests`,
  );
}

async function openProviders(contracts: readonly Contract[], bend: NonNullable<FuzzOptions["bend"]>): Promise<Stage> {
  const engine = createTestEngine();
  const exchanger = bend(engine);
  const corpus = await sow(engine, contracts);
  const dump = async (): Promise<string> => {
    const states = await Promise.all(providerNames.map((name) => engine.readState(WORLD, name)));
    return JSON.stringify(states);
  };
  const begin = async (): Promise<void> => {
    await engine.worlds.drop(WORLD);
    await engine.worlds.fork(BASE, WORLD);
  };
  return {
    async run(random, tally) {
      await begin();
      const accepted: ExchangeRequest[] = [];
      for (let left = BATCH_SIZE; left > 0; left -= 1) {
        const seedling = mutate(random.pick(corpus), random);
        const request = toRequest(seedling, `/~${WORLD}/${seedling.provider}`);
        if ((await ask(exchanger, request, tally)) < 400) accepted.push(request);
      }
      const fuzzed = await dump();
      await begin();
      const silent: Tally = { requests: 0, accepted: 0, statuses: {} };
      for (const request of accepted) await ask(exchanger, request, silent);
      expectSame(fuzzed, await dump(), accepted);
    },
  };
}

/** Good states of all providers in one world, and the requests that they make possible. */
async function sow(engine: Engine, contracts: readonly Contract[]): Promise<readonly Seedling[]> {
  const corpus: Seedling[] = [];
  for (const contract of contracts)
    if (contract.provider !== "control")
      corpus.push(...(await readCorpus(contract, preparing(engine, BASE, contract.provider))));
  return corpus;
}

const CONTROL = "control";
const CONTROL_PATH = "/_standin";

/** Shortens all waiting to a moment. */
const soon: Timer = (delayMs, run) => {
  const timeout = setTimeout(run, Math.min(delayMs, MOMENT_MS));
  return () => clearTimeout(timeout);
};

async function openControl(contracts: readonly Contract[], bend: NonNullable<FuzzOptions["bend"]>): Promise<Stage> {
  const contract = contracts.find(({ provider }) => provider === CONTROL);
  if (contract === undefined) throw new Error("the control API has no contract");
  let plane: Engine;
  const begin = async (): Promise<readonly Seedling[]> => {
    const engine = createTestEngine();
    plane = createControlPlane({
      engine,
      version: "0.0.0",
      realNow: () => NOW,
      timer: soon,
      onBug,
    });
    const told = plane;
    return readCorpus(contract, (scenario, parameters) => told.runScenario("default", CONTROL, scenario, parameters));
  };
  const exchanger = bend({ exchange: (request) => plane.exchange(request) });
  const read = async (path: string): Promise<unknown> => {
    const reply = await plane.exchange({
      method: "GET",
      path: CONTROL_PATH + path,
      query: "",
      headers: { host: "127.0.0.1" },
      connection: IN_PROCESS,
      body: undefined,
    });
    return JSON.parse(await readText(reply));
  };
  const dump = async (): Promise<string> => {
    const { worlds } = (await read("/worlds")) as { readonly worlds: readonly { readonly name: string }[] };
    // The order of use is not state.
    const sorted = [...worlds].sort((one, other) => (one.name < other.name ? -1 : 1));
    const states: unknown[] = [sorted];
    for (const { name } of sorted)
      for (const provider of providerNames)
        states.push(await read(`/worlds/${encodeURIComponent(name)}/state/${provider}`));
    return JSON.stringify(states);
  };
  return {
    async run(random, tally) {
      const corpus = await begin();
      const accepted: ExchangeRequest[] = [];
      for (let left = BATCH_SIZE; left > 0; left -= 1) {
        const request = toRequest(withoutWaiting(mutate(random.pick(corpus), random)), CONTROL_PATH);
        if ((await ask(exchanger, request, tally)) < 400) accepted.push(request);
      }
      const fuzzed = await dump();
      await begin();
      const silent: Tally = { requests: 0, accepted: 0, statuses: {} };
      for (const request of accepted) await ask(exchanger, request, silent);
      expectSame(fuzzed, await dump(), accepted);
    },
  };
}

/** Requests that ask for waiting are slow by design, which proves nothing. */
const withoutWaiting = (seedling: Seedling): Seedling => ({
  ...seedling,
  query: seedling.query.filter(([name]) => !/wait/i.test(name)),
});

function openSockets(contracts: readonly Contract[], bend: NonNullable<FuzzOptions["bend"]>): Stage {
  return {
    async run(random, tally) {
      const engine = createTestEngine();
      const corpus = [...(await sow(engine, contracts))];
      const control = contracts.find(({ provider }) => provider === CONTROL);
      if (control !== undefined) corpus.push(...(await readCorpus(control, async () => ({}))).map(withoutWaiting));
      const exchanger = withControl({
        engine,
        version: "0.0.0",
        realNow: () => NOW,
        timer: soon,
        onBug,
      });
      const server = await listen(bend(exchanger));
      const port = Number(new URL(server.url).port);
      try {
        const wires = Array.from({ length: BATCH_SIZE }, () => {
          const seedling = mutate(random.pick(corpus), random);
          const prefix = seedling.provider === CONTROL ? CONTROL_PATH : `/~${BASE}/${seedling.provider}`;
          return { bytes: toWire(seedling, prefix, random), pieces: 1 + random.below(3) };
        });
        await inTurns(wires, AT_ONCE, async ({ bytes, pieces }) => {
          const reply = await speak(port, bytes, pieces);
          const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(reply)?.[1] ?? 0);
          count(tally, status);
          const [bug] = bugs.splice(0);
          const isDisturbed = reply.toLowerCase().includes(`${FAULT_HEADER}:`);
          if (status >= 500 && !isDisturbed)
            throw new Error(`${reply.slice(0, 1_000)}\nto ${JSON.stringify(bytes.toString("latin1").slice(0, 4_000))}`);
          if (bug !== undefined)
            throw new Error(`a bug of ours, ${bug}, at ${JSON.stringify(bytes.toString("latin1").slice(0, 4_000))}`);
        });
      } finally {
        await server.close();
      }
    },
  };
}

async function inTurns<T>(all: readonly T[], atOnce: number, run: (each: T) => Promise<void>): Promise<void> {
  const left = [...all];
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await run(next);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

/**
 * Writes bytes to a socket, ends it, and reads until the server does.
 *
 * @throws Error when the server falls silent without an end
 */
function speak(port: number, bytes: Buffer, pieces: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, "127.0.0.1");
    const text = (): string => Buffer.concat(chunks).toString("latin1");
    const finish = (): void => {
      socket.destroy();
      resolve(text());
    };
    socket.setTimeout(SILENCE_MS, () => {
      socket.destroy();
      reject(
        new Error(
          `no answer and no end within ${SILENCE_MS} ms to ${JSON.stringify(bytes.toString("latin1").slice(0, 4_000))}`,
        ),
      );
    });
    socket.on("data", (chunk) => {
      chunks.push(chunk);
      // A stream continues until the client disconnects.
      if (/content-type: text\/event-stream/i.test(text())) finish();
    });
    socket.on("close", finish);
    // The server may end the connection before it has heard everything.
    socket.on("error", finish);
    const size = Math.ceil(bytes.length / pieces);
    for (let at = 0; at < bytes.length; at += size) socket.write(bytes.subarray(at, at + size));
    socket.end();
  });
}
