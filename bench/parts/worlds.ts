import type { ExchangeRequest } from "#engine/contract/exchange.ts";
import { loadStandin } from "../built.ts";
import type { Load } from "../load.ts";
import { avacyOperations } from "../operations/avacy.ts";
import { fillWorld } from "../operations/operation-set.ts";
import { type Scale, say } from "../scale.ts";
import { costOf, medianMs, round } from "../statistics.ts";
import { prepareWorkload, WRITE } from "../workloads.ts";

const WORLDS = [1, 10, 100, 1_000];
/** Below this number, the engine's own memory outweighs that of the worlds. */
const FEWEST_TO_WEIGH = 100;
/** Of every kind of one provider that has four kinds, so a million in all at last. */
const RECORDS = [10, 1_000, 10_000, 100_000, 250_000];
const WRITES_EACH = 10;

/** What worlds cost, in process: in memory, in speed, and to be turned back, at any size. */
export async function measureWorlds(scale: Scale) {
  const many = [];
  for (const count of WORLDS.slice(0, scale.isQuick ? 3 : undefined)) many.push(await measureMany(count, scale));
  const turns = [];
  const sizes = scale.isQuick ? RECORDS.map(scale.of) : RECORDS;
  for (const records of sizes) turns.push(await measureTurns(records, scale));
  return { many, turns };
}

/** The heap once everything is collected that earlier parts have left; some of it is let go only after a while. */
async function heapKilobytes(): Promise<number> {
  if (globalThis.gc === undefined) throw new Error("this process must be started with --expose-gc");
  for (let before = Number.POSITIVE_INFINITY; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
    globalThis.gc();
    const now = process.memoryUsage().heapUsed;
    if (now > before * 0.999) return now / 1024;
    before = now;
  }
}

/** @returns what makes the next request of a load in a world */
function inWorld({ url, method, headers, next }: Load, world: string): () => ExchangeRequest {
  const { pathname, search } = new URL(url);
  const request = { method, path: `/~${world}${pathname}`, query: search.slice(1) };
  return () => {
    const sent = next?.();
    return { ...request, headers: { ...headers, ...sent?.headers }, body: sent?.body };
  };
}

/** So many worlds, each written to a little, and then all of them in turn. */
async function measureMany(count: number, scale: Scale) {
  const { createStandin } = await loadStandin();
  const standin = await createStandin({ maxWorlds: 2 * count + 10 });
  const { engine } = standin;
  const load = await prepareWorkload(WRITE, "http://standin.localhost", standin.fetch);
  const requests = Array.from({ length: count }, (_, index) => inWorld(load, `w${index}`));
  const before = await heapKilobytes();
  for (let index = 0; index < count; index += 1) await engine.worlds.open(`w${index}`);
  const opened = await heapKilobytes();
  for (const request of requests) for (let index = 0; index < WRITES_EACH; index += 1) await engine.exchange(request());
  const used = await heapKilobytes();
  const { wallMicros, cpuMicros } = await costOf(scale.of(2000), (call) => {
    const request = requests[call % count];
    if (request === undefined) throw new Error("No world to write to.");
    return engine.exchange(request());
  });
  const figure = {
    worlds: count,
    kilobytesEachWhenOpened: count < FEWEST_TO_WEIGH ? undefined : round((opened - before) / count, 1),
    kilobytesEachAfterTenWrites: count < FEWEST_TO_WEIGH ? undefined : round((used - before) / count, 1),
    writesPerSecond: round(1_000_000 / wallMicros, 0),
    cpuMicrosEachWrite: cpuMicros,
  };
  say(`  ${count} worlds: ${figure.kilobytesEachWhenOpened ?? "?"} kB each, ${figure.writesPerSecond} writes a second`);
  return figure;
}

/** Snapshot, fork, restore and reset of a world in which every collection of one provider has so many records. */
async function measureTurns(records: number, scale: Scale) {
  const { createStandin } = await loadStandin();
  const { engine, world } = await createStandin();
  await fillWorld(engine, avacyOperations, records);
  const full = await world("measured");
  const rounds = scale.of(200);
  const state = await engine.readState("measured", avacyOperations.provider);
  const recordsInAll = Object.values(state?.collections ?? {}).reduce((sum, rows) => sum + rows.length, 0);
  const figure = {
    records,
    recordsInAll,
    snapshotMs: round(await medianMs(rounds, (index) => full.snapshot(`s${index % 10}`)), 4),
    forkMs: round(await medianMs(rounds, (index) => full.fork(`f${index % 10}`)), 4),
    restoreMs: round(await medianMs(rounds, () => full.restore("s0")), 4),
    resetMs: round(await medianMs(rounds, () => full.reset()), 4),
  };
  say(`  ${records} records: snapshot ${figure.snapshotMs} ms, fork ${figure.forkMs} ms, reset ${figure.resetMs} ms`);
  return figure;
}
