/**
 * A long mixed load: `npm run soak -- --requests 10000000`. Repeats every accepted request of the contracts, in process, in
 * worlds that are reset, so that the number of records stays constant. Growing memory is then a leak. Writes soak.json and
 * soak.svg.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { soak, toSvg } from "../test/fuzz/soak.ts";
import { readOptions } from "./options.ts";

const options = readOptions("npm run soak --", "Makes accepted requests for long, and measures memory and latency.", {
  requests: { type: "string", value: "<number>", default: "1000000", help: "how many requests" },
  out: { type: "string", value: "<folder>", default: ".", help: "where soak.json and soak.svg go" },
});
const requests = Number(options.requests);
if (!Number.isInteger(requests) || requests < 1) {
  console.error("--requests is a whole number from 1 on.");
  process.exit(2);
}
// Used memory is known only after a garbage collection.
setFlagsFromString("--expose-gc");
globalThis.gc = runInNewContext("gc");

const isTerminal = process.stderr.isTTY;
const startMs = Date.now();
const soaked = await soak({
  requests,
  onSample: ({ requests: done }) => {
    if (isTerminal) process.stderr.write(`\r${done}/${requests} requests `);
  },
});
if (isTerminal) process.stderr.write("\n");
await mkdir(options.out, { recursive: true });
await writeFile(join(options.out, "soak.json"), `${JSON.stringify(soaked, undefined, 2)}\n`);
await writeFile(join(options.out, "soak.svg"), toSvg(soaked));

const { samples, heapBytesPerMillion, unexpected } = soaked;
const first = samples[0];
const last = samples.at(-1);
const mb = (bytes = 0): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`;
console.log(`${requests} requests in ${((Date.now() - startMs) / 1000).toFixed(0)} s; ${unexpected} failed.`);
console.log(
  `Heap ${mb(first?.heapBytes)} at first, ${mb(last?.heapBytes)} at last; trend ${mb(heapBytesPerMillion)} per million requests.`,
);
console.log(
  `Latency in µs: ${first?.p50Us} (p99 ${first?.p99Us}) at first, ${last?.p50Us} (p99 ${last?.p99Us}) at last.`,
);
process.exitCode = unexpected > 0 ? 1 : 0;
