import fc from "fast-check";
import type { Contract } from "../contract.ts";
import { isObservation, type Observation, type Waiver } from "../evidence.ts";
import { readSpec } from "../spec.ts";
import { type TargetGroup, type TestBench, targetGroups } from "../targets.ts";
import type { Place } from "./replies.ts";
import { type Step, stepsOf, waits } from "./steps.ts";
import { enter, type Tamper } from "./walker.ts";

export interface WalkOptions {
  readonly contracts: readonly Contract[];
  /** How many walks, over all. */
  readonly runs: number;
  readonly seed: number;
  readonly onRun?: (done: number) => void;
  readonly tamper?: Tamper;
}

export interface Walked {
  readonly observations: readonly Observation[];
  /** Replies that were not checked. */
  readonly waivers: readonly Waiver[];
  readonly requests: number;
}

const START = "2024-01-01T00:00:00.000Z";
const SHORTEST_WALK = 6;
const LONGEST_WALK = 24;

/**
 * Random walks: sequences of valid and invalid requests that use values of earlier replies, and of some that no operation
 * accepts. All providers share one world; the control API is walked separately, as it controls all worlds. Every reply must
 * be valid against its spec, and the laws of state must hold:
 *
 * - written values can be read, and observers report no violation;
 * - a reset or restored world answers as before;
 * - another simulator with the same seed returns the same bytes.
 *
 * @throws Error with the seed and the shortest failing walk
 */
export async function walk(options: WalkOptions): Promise<Walked> {
  const { contracts, runs, seed, onRun } = options;
  const observations = new Map<string, Observation>();
  const waivers: Waiver[] = [];
  let requests = 0;
  let before = 0;
  for (const group of targetGroups) {
    const own = contracts.filter(({ provider }) => group.names.includes(provider));
    if (own.length === 0) continue;
    const share = Math.ceil((runs * own.length) / contracts.length);
    const { property, stop } = await prepareWalks(group, own, options, {
      saw: (each) => observations.set(JSON.stringify(each), each),
      exempted: (each) => waivers.push(each),
      asked(count) {
        requests += count;
      },
      done: (count) => onRun?.(before + count),
    });
    try {
      await fc.assert(property, { numRuns: share, seed, includeErrorInReport: true });
    } catch (error) {
      throw new Error(`${(error as Error).message}\n\nAgain: npm run walk -- --runs ${runs} --seed ${seed}`);
    } finally {
      await stop();
    }
    before += share;
  }
  return { observations: [...observations.values()], waivers, requests };
}

interface Progress {
  saw(observation: Observation): void;
  exempted(waiver: Waiver): void;
  asked(count: number): void;
  done(walks: number): void;
}

/** The walks over one group of targets, as a fast-check property. */
async function prepareWalks(
  group: TargetGroup,
  contracts: readonly Contract[],
  { tamper }: WalkOptions,
  progress: Progress,
) {
  const places = new Map<string, Place>();
  const steps: fc.Arbitrary<Step>[] = [];
  for (const contract of contracts) {
    const spec = await readSpec(contract.provider);
    const { values = {}, limits = {} } = contract.walk;
    const { steps: own, schemas } = stepsOf(spec, new Set(Object.keys(values)), limits);
    places.set(contract.provider, { contract, spec, schemas });
    steps.push(own);
  }
  const bugs: string[] = [];
  let done = 0;
  const open = () =>
    group.openTestBench(
      contracts.map(({ provider }) => provider),
      {
        frozenAt: START,
        onBug: ({ provider, operationId, complaint }) => bugs.push(`${provider} ${operationId}: ${complaint}`),
      },
    );
  const testBench = await open();
  const once = async (on: TestBench, sequence: readonly Step[]): Promise<string[]> => {
    const party = await enter(on, places, Date.parse(START), tamper);
    for (const each of await party.follow(sequence)) {
      if (isObservation(each)) progress.saw(each);
      else progress.exempted(each);
    }
    progress.asked(party.count());
    if (bugs.length > 0) throw new Error(`a bug of ours: ${bugs[0]}`);
    return party.transcript;
  };
  const walks = fc.array(fc.oneof(...steps.map((arbitrary) => ({ weight: 8, arbitrary })), waits()), {
    minLength: SHORTEST_WALK,
    maxLength: LONGEST_WALK,
  });
  const property = fc.asyncProperty(walks, async (sequence) => {
    bugs.length = 0;
    await testBench.begin();
    const first = await once(testBench, sequence);
    for (const [when, renew] of Object.entries(testBench.renewals)) {
      await renew();
      expectSame(first, await once(testBench, sequence), when);
    }
    const other = await open();
    expectSame(first, await once(other, sequence), "in another simulator with the same seed");
    await other.close();
    done += 1;
    progress.done(done);
  });
  return { property, stop: testBench.close };
}

function expectSame(first: readonly string[], again: readonly string[], when: string): void {
  const at = first.findIndex((line, index) => line !== again[index]);
  if (at >= 0) throw new Error(`step ${at + 1} is answered otherwise ${when}:\n${first[at]}\n${again[at]}`);
}
