/**
 * Plants every mutant, one at a time, and checks whether the contracts detect it: `npm run mutants:contracts`. A full run
 * writes `docs/mutants.md`.
 */
import { readFile, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { basename, join } from "node:path";
import { checkPlace, nameOf, readMutants, tryMutant, type Verdict } from "../contracts/agreement/mutant.ts";
import {
  complaintsAbout,
  makePage,
  PAGE,
  readReasons,
  SURVIVORS,
  staleReasons,
  type Trial,
} from "../contracts/agreement/mutants-page.ts";
import { root } from "../contracts/agreement/spec.ts";
import { readOptions } from "./options.ts";

const { only, json } = readOptions(
  "npm run mutants:contracts --",
  "Plants faults into clients and mocks, and counts those that the contracts notice.",
  {
    only: { type: "string", value: "<text>", help: "the mutants whose name or provider has the text" },
    json: { type: "boolean", default: false, help: "print the trials as JSON" },
  },
);
const reasons = readReasons(await readFile(join(root, SURVIVORS), "utf8"));
const all = await readMutants();
const mutants = all.filter((each) => only === undefined || nameOf(each).toLowerCase().includes(only.toLowerCase()));
if (mutants.length === 0) {
  console.error(only === undefined ? "There are no mutants." : `No mutant's name or provider has "${only}".`);
  process.exit(2);
}

// The runs have their own process groups, which a signal to this process does not reach.
const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());

/** Runs one mutant per core at a time. The first error ends all. */
async function forEach<Item>(items: readonly Item[], run: (item: Item, place: number) => Promise<void>): Promise<void> {
  const waiting = [...items.entries()];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await run(next[1], next[0]);
  };
  try {
    await Promise.all(Array.from({ length: Math.min(availableParallelism(), items.length) }, work));
  } catch (error) {
    waiting.length = 0;
    stop.abort();
    throw error;
  }
}

const isTerminal = process.stderr.isTTY;
const clearLine = (): void => void (isTerminal && process.stderr.write("\r\x1b[K"));
const showProgress = (text: string): void => void (isTerminal && process.stderr.write(`\r\x1b[K${text}`));

/** Otherwise everything would count as killed. */
async function checkUnchanged(): Promise<void> {
  const providers = [...new Set(mutants.map(({ provider }) => provider))];
  await forEach(providers, async (provider) => {
    showProgress(`${provider} without a mutant`);
    const verdict = await tryMutant(provider, undefined, { signal: stop.signal });
    if (verdict.outcome === "killed")
      throw new Error(
        `The contracts of ${provider} fail without a mutant: ${verdict.file}, ${verdict.test}\n${verdict.complaint}`,
      );
  });
}

async function tryAll(): Promise<readonly Trial[]> {
  const verdicts = new Map<number, Verdict>();
  const startMs = Date.now();
  await forEach(mutants, async (mutant, place) => {
    const verdict = await tryMutant(mutant.provider, mutant, { signal: stop.signal });
    verdicts.set(place, verdict);
    clearLine();
    const by = verdict.outcome === "killed" ? `killed by ${basename(verdict.file)}` : "SURVIVED";
    if (!json) console.log(`${by.padEnd(26)} ${nameOf(mutant)}`);
    const seconds = Math.round((Date.now() - startMs) / 1000);
    const survivors = [...verdicts.values()].filter(({ outcome }) => outcome === "passed").length;
    showProgress(`${verdicts.size}/${mutants.length} tried in ${seconds} s, ${survivors} survived`);
  });
  clearLine();
  return mutants.map((mutant, place) => ({ mutant, verdict: verdicts.get(place) ?? { outcome: "passed" } }));
}

try {
  for (const mutant of mutants) await checkPlace(mutant);
  await checkUnchanged();
  const trials = await tryAll();
  const complaints = [...complaintsAbout(trials, reasons), ...staleReasons(all, reasons)];
  if (only === undefined) await writeFile(join(root, PAGE), makePage(trials, reasons));
  const killed = trials.filter(({ verdict }) => verdict.outcome === "killed").length;
  if (json) console.log(JSON.stringify({ mutants: trials.length, killed, complaints, trials }, undefined, 2));
  else console.log(`${killed} of ${trials.length} mutants killed.`);
  for (const complaint of complaints) console.error(complaint);
  if (complaints.length > 0) process.exitCode = 1;
} catch (error) {
  clearLine();
  console.error((error as Error).message);
  process.exitCode = 1;
}
