/**
 * Long random walks over the providers, and over the control API: `npm run walk -- --runs 5000 --seed 7`. Without `--seed`
 * each run draws and prints one. A failure is shown with the seed and the shortest failing walk.
 */
import { readContracts } from "../contracts/agreement/contract.ts";
import { walk } from "../contracts/agreement/walk/walk.ts";
import { readOptions } from "./options.ts";

const options = readOptions("npm run walk --", "Takes random walks over the providers and the control API.", {
  runs: { type: "string", value: "<number>", default: "1000", help: "how many walks" },
  seed: { type: "string", value: "<number>", help: "takes the same walks again; default: another seed each time" },
});
const runs = Number(options.runs);
const seed = Number(options.seed ?? Date.now() % 2 ** 31);
if (!Number.isInteger(runs) || runs < 1 || !Number.isInteger(seed)) {
  console.error("--runs is a whole number from 1 on, --seed a whole number.");
  process.exit(2);
}

const contracts = await readContracts();
console.log(`${runs} walks over ${contracts.map(({ provider }) => provider).join(", ")}, seed ${seed}`);
const isTerminal = process.stderr.isTTY;
const startMs = Date.now();
try {
  const { requests, observations } = await walk({
    contracts,
    runs,
    seed,
    onRun(done) {
      if (!isTerminal || done % 10 !== 0) return;
      const perSecond = Math.round((done * 1000) / (Date.now() - startMs));
      process.stderr.write(`\r${done}/${runs} walks, ${perSecond} a second `);
    },
  });
  if (isTerminal) process.stderr.write("\r\x1b[K");
  const seconds = ((Date.now() - startMs) / 1000).toFixed(1);
  console.log(`${requests} requests in ${seconds} s, ${observations.length} cells seen; nothing broke.`);
} catch (error) {
  if (isTerminal) process.stderr.write("\n");
  console.error((error as Error).message);
  process.exitCode = 1;
}
