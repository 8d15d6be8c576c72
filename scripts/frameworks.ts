/**
 * The frameworks as checkers: `npm run frameworks` sends the same requests to Feathers, Laravel and Django and to standin,
 * and compares what handlers see. A run without options writes docs/frameworks.md.
 */
import { writeFile } from "node:fs/promises";
import { frameworks } from "../contracts/frameworks/frameworks.ts";
import { PAGE, RESULT, toMarkdown, toTotals } from "../contracts/frameworks/page.ts";
import { DEFAULT_RUNS, DEFAULT_SEED, runFrameworks, unusedExceptions } from "../contracts/frameworks/run.ts";
import { readOptions } from "./options.ts";

const options = readOptions(
  "npm run frameworks --",
  "Compares how standin reads requests with Feathers, Laravel and Django. Without options it writes docs/frameworks.md.",
  {
    runs: { type: "string", value: "<number>", default: String(DEFAULT_RUNS), help: "how many requests for each" },
    seed: { type: "string", value: "<number>", default: String(DEFAULT_SEED), help: "which requests" },
    only: { type: "string", value: "<name>", help: "the framework of this name alone" },
  },
);
const [runs, seed] = [Number(options.runs), Number(options.seed)];
const chosen = frameworks.filter(
  ({ name }) => options.only === undefined || name.toLowerCase() === options.only.toLowerCase(),
);
if (!Number.isInteger(runs) || runs < 1 || !Number.isInteger(seed) || seed < 0) {
  console.error("--runs is a whole number from 1 on, --seed one from 0 on.");
  process.exit(2);
}
if (chosen.length === 0) {
  console.error(`No framework is called ${options.only}. There are ${frameworks.map(({ name }) => name).join(", ")}.`);
  process.exit(2);
}
for (const { whyNot } of chosen) {
  const reason = await whyNot();
  if (reason === undefined) continue;
  console.error(reason);
  process.exit(1);
}

const { result, unexplained } = await runFrameworks(chosen, { runs, seed });
console.log(toTotals(result.rows).join("\n"));
for (const { text } of unexplained.slice(0, 50)) console.error(text);
if (unexplained.length > 0) console.error(`${unexplained.length} requests differ, and no exception says why.`);

// Fewer requests, or others, need not show every exception.
const isWhole = runs === DEFAULT_RUNS && seed === DEFAULT_SEED && chosen.length === frameworks.length;
const unused = isWhole ? unusedExceptions(result) : [];
for (const each of unused) console.error(each);
const agrees = unexplained.length === 0 && unused.length === 0;
if (isWhole && agrees) {
  await writeFile(RESULT, `${JSON.stringify(result, null, 2)}\n`);
  await writeFile(PAGE, toMarkdown(result));
}
process.exitCode = agrees ? 0 : 1;
