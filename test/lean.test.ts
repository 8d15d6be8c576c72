import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine, type Engine } from "#engine/pipeline/engine.ts";
import { createImages, type Images } from "#engine/state/images.ts";
import { providerNames, registry } from "#mocks/registry.ts";
import { operationSets } from "../bench/operations/index.ts";
import { type FullWorld, fillWorld, nameOf, type OperationSet } from "../bench/operations/operation-set.ts";
import { endAll, requireBuild } from "./cli/launch.ts";
import { type CountingImages, countingImages, type StateCounts } from "./lean/counting-images.ts";
import { filesLoadedBy, type LoadedFile } from "./lean/loaded-files.ts";
import { prepareAt, sendTo } from "./lean/over-http.ts";

/** What keeps the hot path fast, by counting: a busy machine counts the same. */

/** Both more than any list gives at once, so that a page costs the same in either. */
const FEW = 200;
const MANY = 2000;

interface Subject {
  readonly engine: Engine;
  readonly counting: CountingImages;
}

function createSubject(images: Images): Engine {
  const nowMs = Date.parse("2025-03-01T09:30:00Z");
  return createEngine({ providers: providerNames.map((name) => registry[name]), images, realNow: () => nowMs });
}

function openSubject(): Subject {
  const counting = countingImages(createImages());
  return { engine: createSubject(counting.images), counting };
}

/** What each measured request asks of the images. */
async function countsOf({ engine, counting }: Subject, { measured, restore }: FullWorld) {
  const counts: Record<string, StateCounts> = {};
  for (const each of measured) {
    await restore();
    counting.take();
    const { status, body } = await engine.exchange(each.request);
    counts[nameOf(each)] = counting.take();
    expect(status, `${nameOf(each)}: ${String(body)}`).toBeLessThan(400);
  }
  return counts;
}

async function countAt(set: OperationSet, records: number) {
  const subject = openSubject();
  const world = await fillWorld(subject.engine, set, records);
  return { world, counts: await countsOf(subject, world) };
}

const sum = ({ gets, entries, writes }: StateCounts): number => gets + entries + writes;

describe("what an exchange asks of the images", () => {
  it("is measured for every operation of every provider", async () => {
    expect(operationSets.map(({ provider }) => provider).sort()).toEqual([...providerNames].sort());
    const { engine } = openSubject();
    for (const set of operationSets) {
      const { measured } = await fillWorld(engine, set, 1);
      const provider = engine.providers.find(({ api }) => api.name === set.provider);
      const behaviour = await provider?.behaviour();
      const operationIds = Object.keys(behaviour?.handlers ?? {});
      expect([...new Set(measured.map(({ operationId }) => operationId))].sort()).toEqual(operationIds.sort());
    }
  });

  it("is over when the exchange is: each transaction is committed or abandoned, whatever became of the request", async () => {
    const { engine, counting } = openSubject();
    for (const set of operationSets) {
      const { measured, restore } = await fillWorld(engine, set, 1);
      for (const { request } of measured) {
        await restore();
        const { authorization: _, ...anonymous } = request.headers;
        const bad = { ...request, ...(request.body !== undefined && { body: "{]" }) };
        for (const each of [
          request,
          bad,
          { ...request, headers: anonymous },
          { ...request, path: `${request.path}/no` },
        ])
          await engine.exchange(each);
      }
    }
    expect(counting.underWay).toBe(0);
  });

  describe.each(operationSets)("$provider", (set) => {
    let few: Awaited<ReturnType<typeof countAt>>;
    let many: Awaited<ReturnType<typeof countAt>>;
    beforeAll(async () => {
      few = await countAt(set, FEW);
      many = await countAt(set, MANY);
    });

    it("stays the same however many records there are", () => {
      const paged = few.world.measured.filter(({ repliesWithAll }) => repliesWithAll !== true).map(nameOf);
      for (const name of paged) expect(many.counts[name], name).toEqual(few.counts[name]);
    });

    it("grows with the records only where the reply holds them all, by little for each", () => {
      for (const each of many.world.measured.filter(({ repliesWithAll }) => repliesWithAll === true)) {
        const [less, more] = [few.counts[nameOf(each)], many.counts[nameOf(each)]];
        if (less === undefined || more === undefined) throw new Error(`${nameOf(each)} was not counted`);
        expect((sum(more) - sum(less)) / (MANY - FEW), nameOf(each)).toBeLessThanOrEqual(2);
      }
    });
  });
});

/** Reads that look at what is in memory and at nothing else. */
const AT_ONCE = [
  "avacy validateWebspace",
  "didit getSessionDecision",
  "didit getSessionStatus",
  "didomi getUser",
  "didomi getUser by the organization's name",
  "netid readStatus by a server",
];

it("reads are answered within the call that brings them, without a promise", async () => {
  const engine = createSubject(createImages());
  const found: string[] = [];
  for (const set of operationSets) {
    const { measured } = await fillWorld(engine, set, 1);
    for (const each of measured) {
      // What a token says is remembered from its first use on.
      await engine.exchange(each.request);
      if (!(engine.exchange(each.request) instanceof Promise)) found.push(`${set.provider} ${nameOf(each)}`);
    }
  }
  for (const name of AT_ONCE) expect(found).toContain(name);
});

/**
 * What `standin start` loads until its first reply: the command, what every start needs, the mocks as far as a start needs
 * them, and the server. Keep it short: each file costs time, and so does each kilobyte.
 */
const LOADED_AT_START = ["cli", "command", "core", "mocks", "node", "rolldown-runtime", "start"];
/** What answers a provider's requests, by the name of its file. */
const BEHAVIOUR = "behaviour";
/** What prepares worlds, and checks what it is given: no request needs it. */
const SCENARIOS = "scenario";
/** A little above what there is. Code that a start does not need is imported when it is first used. */
const MOST_FILES = 8;
const MOST_KILOBYTES = 304;
/** The same with routing, cryptography (a synchronous one has to be loaded) and one provider's behaviour, the largest part of it. */
const MOST_KILOBYTES_ANSWERING = 580;
/** Providers with more: Didit has the validators of three generations. */
const MORE_KILOBYTES_ANSWERING: ReadonlyMap<string, number> = new Map([["didit", 894]]);

const kilobytesOf = (files: readonly LoadedFile[]): number =>
  files.reduce((total, { text }) => total + Buffer.byteLength(text), 0) / 1024;

/** How compiling code from text is written, and the place of the library that would do it. */
const COMPILES = /\bnew Function\b|\bFunction\(|[^.\w]eval\(/;
const COMPILER = /node_modules\/ajv\/dist\/(core|compile|ajv|2020)\b/;
const compilersIn = (files: readonly LoadedFile[]): string[] =>
  files
    .filter(({ text, sources }) => COMPILES.test(text) || sources.some((source) => COMPILER.test(source)))
    .map(({ name }) => name);

describe("the built command", () => {
  let atStart: LoadedFile[];
  beforeAll(async () => {
    requireBuild();
    atStart = await filesLoadedBy(async (url) => {
      await (await fetch(url)).text();
    });
  });
  afterAll(endAll);

  it("has loaded the files listed here by its first reply, and no others", () => {
    expect([...new Set(atStart.map(({ name }) => name))].sort()).toEqual(LOADED_AT_START);
    expect(atStart.length).toBeLessThanOrEqual(MOST_FILES);
    expect(kilobytesOf(atStart)).toBeLessThanOrEqual(MOST_KILOBYTES);
  });

  it.each(providerNames)("has loaded the behaviour of %s alone once that has answered", async (provider) => {
    const loaded = await filesLoadedBy(async (url) => {
      const reply = await fetch(`${url}/${provider}/no-such-path`);
      expect(reply.headers.get("x-standin-nearest")).toBeTruthy();
    });
    expect(loaded.filter(({ name }) => name === BEHAVIOUR)).toHaveLength(1);
    expect(loaded.filter(({ name }) => name.startsWith(SCENARIOS))).toEqual([]);
    const most = MORE_KILOBYTES_ANSWERING.get(provider) ?? MOST_KILOBYTES_ANSWERING;
    expect(kilobytesOf(loaded)).toBeLessThanOrEqual(most);
  });

  it("starts without anything that could compile a validator", () => {
    expect(compilersIn(atStart)).toEqual([]);
  });

  it("compiles nothing while it serves every operation, good requests and bad ones", async () => {
    const loaded = await filesLoadedBy(async (url) => {
      for (const set of operationSets)
        for (const each of await prepareAt(url, set)) {
          const { body, query } = each.request;
          const bad = { ...each.request, query: `${query}&q.date.ge=never&regulation=0`, ...(body && { body: "{]" }) };
          const wrong = { ...each.request, ...(body && { body: '{"user":1,"subject":2,"scope":3,"features":4}' }) };
          // Compiling is forbidden in that process: code that tries it fails, and the request is answered with 500.
          for (const request of [each.request, bad, wrong]) {
            const { status } = await sendTo(url, set, request);
            expect(status, nameOf(each)).toBeLessThan(500);
          }
        }
    });
    expect(loaded.length).toBeGreaterThan(atStart.length);
    expect(compilersIn(loaded)).toEqual([]);
  });
});
