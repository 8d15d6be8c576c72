/**
 * The agreement report: `npm run agreement` lets every judge look at everything, then shows which documented status of
 * which operation each has seen, and writes it to docs/agreement.md. It fails when a judge complains, and when there is
 * a hole.
 *
 *   --last             show the evidence of the last run of the tests instead of gathering it anew
 *   --json             print JSON
 *   --only-contracted  leave out what has no contract yet, instead of failing for them
 */
import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Evidence, readProviderEvidence } from "#standin/provenance.ts";
import { COMPARATOR_EXCEPTIONS } from "../contracts/agreement/comparator.ts";
import { readContracts } from "../contracts/agreement/contract.ts";
import { clearEvidence, type Exemption, readEvidence } from "../contracts/agreement/evidence.ts";
import { NOT_FOR_PRISM, PRISM_EXCEPTIONS, SHOWN_IN_PART } from "../contracts/agreement/prism-exceptions.ts";
import { isAgreement, makeReport, toMarkdown, toText } from "../contracts/agreement/report.ts";
import { readSpec, root } from "../contracts/agreement/spec.ts";
import { subjectNames } from "../contracts/agreement/subjects.ts";

const { values: options } = parseArgs({
  options: {
    last: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    "only-contracted": { type: "boolean", default: false },
  },
});

/** The tests in which judges look at the product itself. Whether they see planted lies is the business of others. */
const JUDGING = ["consumer.test", "provider.test", "comparator.test", "walk.test", "/behaviour-"];

/** Runs everything that judges: contracts, and the behaviour suites on their way through Prism. */
function runJudges(): Promise<number> {
  return new Promise((resolve) => {
    const vitest = join(root, "node_modules/vitest/vitest.mjs");
    const child = spawn(process.execPath, [vitest, "run", "--reporter=dot", ...JUDGING], {
      cwd: root,
      // Standard output belongs to the report.
      stdio: ["ignore", 2, 2],
      env: { ...process.env, STANDIN_TRANSPORT: "Prism" },
    });
    child.on("close", (code) => resolve(code ?? 1));
  });
}

const ALL_EXCEPTIONS: Readonly<Record<string, { readonly reason: string }>> = {
  ...COMPARATOR_EXCEPTIONS,
  ...NOT_FOR_PRISM,
  [SHOWN_IN_PART.stream.name]: SHOWN_IN_PART.stream,
  ...PRISM_EXCEPTIONS,
};
const reasonOf = ({ exception }: Exemption): string => ALL_EXCEPTIONS[exception]?.reason ?? "";

if (!options.last) await clearEvidence();
const failed = options.last ? false : (await runJudges()) !== 0;

const contracted = (await readContracts()).map(({ provider }) => provider);
const missing = subjectNames.filter((name) => !contracted.includes(name));
const origins = new Map<string, Evidence>();
for (const name of contracted) {
  const origin = await readProviderEvidence(name);
  if (origin !== undefined) origins.set(name, origin);
}
const report = makeReport(await Promise.all(contracted.map(readSpec)), await readEvidence(), origins);

if (options.json) console.log(JSON.stringify({ ...report, withoutContract: missing, judgesFailed: failed }));
else console.log(toText(report));
if (!options.last) await writeFile(join(root, "docs/agreement.md"), toMarkdown(report, reasonOf));

if (report.stale > 0 && report.cells.every(({ judges }) => judges.length === 0))
  console.error("The evidence is of another state of the sources: run npm run agreement.");
if (missing.length > 0 && !options["only-contracted"]) console.error(`Without a contract: ${missing.join(", ")}.`);
if (failed) console.error("A judge has failed; see above.");
const isComplete = missing.length === 0 || options["only-contracted"];
process.exitCode = isAgreement(report) && isComplete && !failed ? 0 : 1;
