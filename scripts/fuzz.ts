/**
 * Fuzzing with hostile requests: `npm run fuzz -- --runs 1000000 --seed 7`. Without `--seed` each run draws and prints one. A
 * failing batch is shown with the command that repeats it.
 *
 * The requests are sent in a separate process, so that one that never ends is detected as well.
 */
import { fork } from "node:child_process";
import { type Batch, fuzz } from "../test/fuzz/fuzz.ts";
import { readOptions } from "./options.ts";

const options = readOptions("npm run fuzz --", "Sends hostile requests to all providers and to the control API.", {
  runs: { type: "string", value: "<number>", default: "10000", help: "how many requests" },
  seed: { type: "string", value: "<number>", help: "sends the same requests again; default: another seed each time" },
  "keep-going": { type: "boolean", default: false, help: "show what breaks, each kind once, and go on" },
});
const runs = Number(options.runs);
const seed = Number(options.seed ?? Date.now() % 2 ** 31);
if (!Number.isInteger(runs) || runs < 1 || !Number.isInteger(seed)) {
  console.error("--runs is a whole number from 1 on, --seed a whole number.");
  process.exit(2);
}

/** A batch takes a fraction of a second. */
const LONGEST_BATCH_MS = 60_000;
const MB = 1024 * 1024;

if (process.send === undefined) watch();
else await run();

function watch(): void {
  console.log(`${runs} requests, seed ${seed}`);
  const isTerminal = process.stderr.isTTY;
  const startMs = Date.now();
  const child = fork(import.meta.filename, [...process.argv.slice(2), "--seed", String(seed)], {
    execArgv: [...process.execArgv, "--expose-gc"],
  });
  let batch: Batch | undefined;
  const giveUp = (): void => {
    console.error(`Batch ${batch?.number} (${batch?.kind}) does not end: --runs 100 --seed ${batch?.seed}`);
    child.kill("SIGKILL");
  };
  let patience = setTimeout(giveUp, LONGEST_BATCH_MS);
  child.on("message", (message: Batch) => {
    batch = message;
    clearTimeout(patience);
    patience = setTimeout(giveUp, LONGEST_BATCH_MS);
    if (!isTerminal || batch.number % 10 !== 0) return;
    const perSecond = Math.round((batch.done * 1000) / (Date.now() - startMs));
    process.stderr.write(`\r${batch.done}/${runs} requests, ${perSecond} a second `);
  });
  child.on("close", (code) => {
    clearTimeout(patience);
    if (isTerminal) process.stderr.write("\n");
    process.exitCode = code ?? 1;
  });
}

async function run(): Promise<void> {
  const seen = new Set<string>();
  const onFailure = ({ message }: Error): void => {
    const kind = /"detail":"[^"]*|^.{0,90}/.exec(message)?.[0].replaceAll(/[0-9a-f-]{8,}|\/\S+/g, "…") ?? "";
    process.exitCode = 1;
    if (seen.has(kind)) return;
    seen.add(kind);
    console.error(`${message}\n`);
  };
  const startMs = Date.now();
  try {
    const { requests, batches, accepted, statuses, heapBytes } = await fuzz({
      runs,
      seed,
      onBatch: (batch) => process.send?.(batch),
      ...(options["keep-going"] && { onFailure }),
    });
    const seconds = ((Date.now() - startMs) / 1000).toFixed(1);
    const heap = heapBytes.map((bytes) => Math.round(bytes / MB));
    const shown = heap.filter((_, at) => at % Math.ceil(heap.length / 12) === 0);
    console.log(`${requests} requests in ${batches} batches, ${seconds} s; ${accepted} accepted, ${seen.size} faults.`);
    console.log(
      `Statuses: ${Object.entries(statuses)
        .map(([status, count]) => `${status} × ${count}`)
        .join(", ")}`,
    );
    console.log(`Heap in MB: ${shown.join(", ")}; at most ${Math.max(...heap)}`);
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
  process.disconnect?.();
}
