import { loadStandin } from "../built.ts";
import { operationSets } from "../operations/index.ts";
import { type FullWorld, fillWorld, nameOf, type OperationSet } from "../operations/operation-set.ts";
import { type Scale, say } from "../scale.ts";
import { median, round } from "../statistics.ts";

const RECORDS = [100, 1_000, 10_000, 100_000];
const ROUNDS = 200;
const LEAST_ROUNDS = 5;
const LONGEST_MS = 400;

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
    const micros: Record<string, Record<string, number>> = {};
    const all = new Set<string>();
    for (const records of sizes) {
      // A simulator for each size: what an earlier one has left would slow the collector down.
      const { engine } = await createStandin();
      const start = performance.now();
      const world = await fillWorld(engine, set, records);
      say(`  ${set.provider}: ${records} records of every kind in ${round(performance.now() - start, 0)} ms`);
      for (const each of world.measured) {
        const name = `${set.provider} ${nameOf(each)}`;
        if (each.repliesWithAll) all.add(name);
        micros[name] = { ...micros[name], [records]: await medianMicros(engine, world, each, scale.of(ROUNDS)) };
      }
    }
    for (const [name, bySize] of Object.entries(micros)) {
      const [first = Number.NaN, last = Number.NaN] = [bySize[sizes[0] ?? 0], bySize[sizes.at(-1) ?? 0]];
      growths.push({ name, micros: bySize, factor: round(last / first), repliesWithAll: all.has(name) });
    }
  }
  return growths;
}

type Engine = Parameters<typeof fillWorld>[0];
type CreateStandin = () => Promise<{ readonly engine: Engine }>;

/** So that the smallest size, which comes first, is not the one by which the code is compiled. */
async function warmUp(createStandin: CreateStandin, set: OperationSet, scale: Scale): Promise<void> {
  const { engine } = await createStandin();
  const world = await fillWorld(engine, set, RECORDS[0] ?? 0);
  for (const each of world.measured) await medianMicros(engine, world, each, scale.of(2 * ROUNDS));
}

/** Each round begins with the world as it was filled: a write is always the first. */
async function medianMicros(
  engine: Engine,
  { restore }: FullWorld,
  { request }: FullWorld["measured"][number],
  rounds: number,
): Promise<number> {
  const times: number[] = [];
  const start = performance.now();
  for (let index = 0; index < rounds; index += 1) {
    if (index >= LEAST_ROUNDS && performance.now() - start > LONGEST_MS) break;
    await restore();
    const before = performance.now();
    const { status, body } = await engine.exchange(request);
    times.push(performance.now() - before);
    if (status >= 400) throw new Error(`${request.method} ${request.path}: ${status} ${String(body)}`);
  }
  return round(median(times) * 1000, 1);
}
