/**
 * The agreement report: `npm run agreement` runs every checker on everything, then shows which documented status of which
 * operation, and which common response, each has seen, and writes it to docs/agreement.md. It fails if a checker reports an
 * error, if a cell was not seen, and if an exception is in no list or was never used.
 */
import { spawn } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readContracts } from "../contracts/agreement/contract.ts";
import { clearEvidence, readEvidence } from "../contracts/agreement/evidence.ts";
import { readReport } from "../contracts/agreement/read-report.ts";
import { isAgreement, toMarkdown, toText, withoutCounts } from "../contracts/agreement/report.ts";
import { root } from "../contracts/agreement/spec.ts";
import { targetNames } from "../contracts/agreement/targets.ts";
import { readOptions } from "./options.ts";

const options = readOptions(
  "npm run agreement --",
  "Runs every checker, and writes what they saw to docs/agreement.md.",
  {
    last: {
      type: "boolean",
      default: false,
      help: "show the evidence of the last run of the tests instead; fails when the page says otherwise",
    },
    json: { type: "boolean", default: false, help: "print JSON" },
    "only-contracted": {
      type: "boolean",
      default: false,
      help: "leave out what has no contract yet, instead of failing for it",
    },
  },
);

const PAGE = join(root, "docs/agreement.md");

/** The tests in which checkers check the product itself. Other tests check that they detect planted faults. */
const JUDGING = ["consumer.test", "provider.test", "comparator.test", "walk.test"];

/** The suites that run over every transport, of which Prism is one. */
async function findSuites(): Promise<string[]> {
  const paths = (await readdir(join(root, "test"), { recursive: true })).filter((path) => path.endsWith(".test.ts"));
  const texts = await Promise.all(paths.map((path) => readFile(join(root, "test", path), "utf8")));
  return paths.filter((_, at) => texts[at]?.includes("overTransports(")).map((path) => `test/${path}`);
}

/** Runs all checkers: contracts, and the suites through Prism only. */
async function runJudges(): Promise<number> {
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const child = spawn(process.execPath, [vitest, "run", "--reporter=dot", ...JUDGING, ...(await findSuites())], {
    cwd: root,
    // Standard output is reserved for the report.
    stdio: ["ignore", 2, 2],
    env: { ...process.env, STANDIN_TRANSPORT: "Prism" },
  });
  return new Promise((resolve) => child.on("close", (code) => resolve(code ?? 1)));
}

if (!options.last) await clearEvidence();
const failed = options.last ? false : (await runJudges()) !== 0;

const contracted = (await readContracts()).map(({ provider }) => provider);
const missing = targetNames.filter((name) => !contracted.includes(name));
const report = await readReport(await readEvidence());
const page = toMarkdown(report);

if (options.json) console.log(JSON.stringify({ ...report, withoutContract: missing, judgesFailed: failed }));
else console.log(toText(report));
// A failed run is not reported, even if it has seen every row.
if (!options.last && !failed) await writeFile(PAGE, page);

const isForeign = report.stale > 0 && report.statuses.every(({ checkers }) => checkers.length === 0);
if (isForeign) console.error("The evidence is of another state of the sources: run npm run agreement.");
const isFresh = !options.last || withoutCounts(await readFile(PAGE, "utf8")) === withoutCounts(page);
if (!isFresh && !isForeign) console.error("docs/agreement.md says otherwise than this run: run npm run agreement.");
if (missing.length > 0 && !options["only-contracted"]) console.error(`Without a contract: ${missing.join(", ")}.`);
if (failed) console.error("A checker has failed; see above. docs/agreement.md stays as it was.");
const isComplete = missing.length === 0 || options["only-contracted"];
process.exitCode = isAgreement(report) && isComplete && isFresh && !failed ? 0 : 1;
