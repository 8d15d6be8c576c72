/**
 * Kills a process that keeps its worlds in a folder, again and again, and compares what the next one finds with what was
 * acknowledged: `npm run torture -- --kills 1000`.
 */
import { torture, withFolder, withProgram } from "../test/logs/torture.ts";
import { readOptions } from "./options.ts";

const options = readOptions("npm run torture --", "Kills a standin that keeps its worlds, and counts what is lost.", {
  kills: { type: "string", value: "<number>", default: "1000", help: "how many kills in the tick of an answer" },
  random: { type: "string", value: "<number>", default: "100", help: "how many kills at a random time besides" },
  seed: { type: "string", value: "<number>", default: "1", help: "from which the draws follow" },
});
const [kills = 0, atRandom = 0, seed = 1] = [options.kills, options.random, options.seed].map(Number);
if (![kills, atRandom, seed].every((each) => Number.isInteger(each) && each >= 0)) {
  console.error("--kills, --random and --seed are whole numbers from 0 on.");
  process.exit(2);
}
const begun = Date.now();
const result = await withProgram((program) =>
  withFolder((folder) =>
    torture(program, folder, {
      kills: kills + atRandom,
      atRandom,
      seed,
      onProgress({ kills: done, acknowledged, lost }) {
        if (process.stderr.isTTY || done % 50 === 0)
          process.stderr.write(`${done} kills, ${acknowledged} writes acknowledged, ${lost} lost\n`);
      },
    }),
  ),
);
const seconds = Math.round((Date.now() - begun) / 1000);
console.log(
  `${result.kills} kills (${atRandom} at random times) in ${seconds} s: ${result.acknowledged} acknowledged writes, ${result.lost} lost, ${result.violations.length} violations.`,
);
for (const violation of result.violations) console.log(violation);
process.exitCode = result.violations.length === 0 ? 0 : 1;
