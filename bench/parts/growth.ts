import { loadStandin } from "../built.ts";
import { operationSets } from "../operations/index.ts";
import { type FullWorld, fillWorld, nameOf, type OperationSet } from "../operations/operation-set.ts";
import { type Scale, say } from "../scale.ts";
import { median, round } from "../statistics.ts";

const RECORDS = [100, 1_000, 10_000, 100_000];
const ROUNDS = 200;
const LEAST_ROUNDS = 5;
const LONGEST_MS = 1500;
/** The most records of every kind are more than a world may usually hold. */
const UNLIMITED = { bytes: Number.MAX_SAFE_INTEGER, worldBytes: Number.MAX_SAFE_INTEGER };

/** Time of one operation by the number of records there are of every kind. */
export interface Growth {
  readonly name: string;
  /** Median microseconds, by the number of records. */
  readonly micros: Readonly<Record<string, number>>;
  /** From the fewest records to the most. */
  readonly factor: number;
  /** The reply holds all records: it cannot but grow. */
  readonly repliesWithAll: boolean;
}

/** Every operation of every provider, in process: what it costs must not depend on how much there is. */
export async function measureGrowth(scale: Scale): Promise<Growth[]> {
  const { createStandin } = await loadStandin();
  const growths: Growth[] = [];
  const sizes = scale.isQuick ? RECORDS.slice(0, 3) : RECORDS;
  for (const set of operationSets) {
    await warmUp(createStandin, set, scale);
    const filled: Filled[] = [];
    for (const records of sizes) {
      const { engine } = await createStandin({ limits: UNLIMITED });
      const start = performance.now();
      filled.push({ records, engine, world: await fillWorld(engine, set, records), times: [] });
      say(`  ${set.provider}: ${records} records of every kind in ${round(performance.now() - start, 0)} ms`);
    }
    for (const [at, each] of (filled[0]?.world.measured ?? []).entries()) {
      const micros = await mediansOf(filled, at, scale.of(ROUNDS));
      const [first = Number.NaN, last = Number.NaN] = [micros[sizes[0] ?? 0], micros[sizes.at(-1) ?? 0]];
      const repliesWithAll = each.repliesWithAll === true;
      growths.push({ name: `${set.provider} ${nameOf(each)}`, micros, factor: round(last / first), repliesWithAll });
    }
  }
  return growths;
}

type Engine = Parameters<typeof fillWorld>[0];
type CreateStandin = (options?: { limits: object }) => Promise<{ readonly engine: Engine }>;

/** A simulator with so many records of every kind. */
interface Filled {
  readonly records: number;
  readonly engine: Engine;
  readonly world: FullWorld;
  times: number[];
}

/** So that the smallest size, which comes first, is not the one by which the code is compiled. */
async function warmUp(createStandin: CreateStandin, set: OperationSet, scale: Scale): Promise<void> {
  const { engine } = await createStandin();
  const records = RECORDS[0] ?? 0;
  const filled = [{ records, engine, world: await fillWorld(engine, set, records), times: [] }];
  for (const at of filled[0]?.world.measured.keys() ?? []) await mediansOf(filled, at, scale.of(2 * ROUNDS));
}

/**
 * One operation at every size in turn, a round each, so that a slow moment of the machine hits all sizes. Each round
 * begins with the world as it was filled: a write is always the first.
 *
 * @returns microseconds by the number of records
 */
async function mediansOf(filled: readonly Filled[], at: number, rounds: number): Promise<Record<string, number>> {
  for (const one of filled) one.times = [];
  const start = performance.now();
  for (let index = 0; index < rounds; index += 1) {
    if (index >= LEAST_ROUNDS && performance.now() - start > LONGEST_MS) break;
    for (const one of filled) one.times.push(await timeOnce(one, at));
  }
  return Object.fromEntries(filled.map(({ records, times }) => [records, round(median(times) * 1000, 1)]));
}

async function timeOnce({ engine, world }: Filled, at: number): Promise<number> {
  const request = world.measured[at]?.request;
  if (request === undefined) throw new Error("sizes differ in what they measure");
  await world.restore();
  const before = performance.now();
  const { status, body } = await engine.exchange(request);
  const ms = performance.now() - before;
  if (status >= 400) throw new Error(`${request.method} ${request.path}: ${status} ${String(body)}`);
  return ms;
}
