/**
 * The test command: runs all checks, step by step, and ends with one line that counts them.
 * A step is one check; each test counts as one. With `STANDIN_SLOW=1` it includes the slow tests.
 */
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

if (process.argv.includes("--help")) {
  console.log(
    "Usage: npm test -- [what vitest run takes]\n\nChecks everything. With a filter of test files it leaves the agreement report out.",
  );
  process.exit(0);
}

const root = join(import.meta.dirname, "..");
const scratch = await mkdtemp(join(tmpdir(), "standin-check-"));
const report = join(scratch, "tests.json");

/**
 * Checks that must pass before the tests run, in lanes that run beside each other: one that reads what is there, and one that
 * writes what the tests use.
 */
const lanes = [
  [
    { name: "lint of the code", command: "npx", args: ["biome", "check", "--error-on-warnings", "."] },
    { name: "types", command: "npx", args: ["tsc", "--noEmit"] },
    { name: "dead code and unused dependencies", command: "npx", args: ["knip"] },
  ],
  [
    { name: "generated code is fresh", command: "npm", args: ["run", "--silent", "generate", "--", "--check"] },
    { name: "the page of reasons is fresh", command: "npm", args: ["run", "--silent", "reasons", "--", "--check"] },
    { name: "lint of the specs", command: "npx", args: ["tsx", "scripts/lint-specs.ts"] },
    { name: "the package builds", command: "npm", args: ["run", "--silent", "build"] },
  ],
];

/** Runs a command; its output is ours, or goes to `take`. */
function run(command, args, take) {
  return new Promise((resolve) => {
    const output = take === undefined ? "inherit" : "pipe";
    const child = spawn(command, args, { cwd: root, stdio: ["ignore", output, output] });
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", take);
    child.on("error", (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.on("close", (code) => resolve(code ?? 1));
  });
}

let passed = 0;
let failed = 0;
let skipped = 0;
/** The failures, one line each. Repeated at the end, as the output is long and often truncated. */
const failures = [];
/** Runs one check, and shows what it says when it has ended: others run meanwhile. */
async function check({ name, command, args }) {
  const output = [];
  const code = await run(command, args, (chunk) => output.push(chunk));
  console.log(`\n== ${name}`);
  process.stdout.write(Buffer.concat(output));
  if (code === 0) passed += 1;
  else {
    failed += 1;
    failures.push(name);
    console.error(`FAILED: ${name}`);
  }
}

await Promise.all(
  lanes.map(async (lane) => {
    for (const step of lane) await check(step);
  }),
);

// Checkers write evidence while they run; evidence of earlier runs proves nothing.
await rm(join(root, "contracts/.evidence"), { recursive: true, force: true });

/** The failed tests of one file in the JSON report, with the start of their messages; a file that did not load counts as one. */
function failuresOf({ name, status, message, assertionResults }) {
  const file = relative(root, name);
  const tests = assertionResults
    .filter((result) => result.status === "failed")
    .map((result) => `${file} > ${result.fullName}\n${indented((result.failureMessages ?? []).join("\n"))}`);
  return tests.length > 0 || status !== "failed" ? tests : [`${file}\n${indented(message ?? "")}`];
}

/** The first lines of a failure's message, indented. */
function indented(message) {
  return message
    .split("\n")
    .slice(0, 12)
    .map((line) => `    ${line}`)
    .join("\n");
}

/** Runs tests and counts them. */
async function test(name, args) {
  console.log(`\n== ${name}`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const code = await run("npx", ["vitest", "run", ...reporters, ...args]);
  const counted = JSON.parse(await readFile(report, "utf8").catch(() => "{}"));
  await rm(report, { force: true });
  passed += counted.numPassedTests ?? 0;
  // A file that cannot even be loaded fails the run without failing a test.
  failed += Math.max(counted.numFailedTests ?? 0, code === 0 ? 0 : 1);
  const failedHere = (counted.testResults ?? []).flatMap(failuresOf);
  if (code !== 0 && failedHere.length === 0) failedHere.push("it ended without naming a failed test, see above");
  failures.push(...failedHere.map((failure) => `${name}: ${failure}`));
  skipped += (counted.numPendingTests ?? 0) + (counted.numTodoTests ?? 0);
}

await test("tests", process.argv.slice(2));
if (process.argv.length === 2) {
  console.log("\n== the checkers agree");
  // Every required checker has seen every documented status of every operation.
  if ((await run("npm", ["run", "--silent", "agreement", "--", "--last"])) === 0) passed += 1;
  else {
    failed += 1;
    failures.push("the checkers agree");
  }
}

if (process.env["STANDIN_SLOW"] === "1") await test("slow tests", ["--config", "vitest.slow.config.ts"]);
await rm(scratch, { recursive: true, force: true });

for (const failure of failures) console.log(`\nFAILED ${failure}`);
console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
