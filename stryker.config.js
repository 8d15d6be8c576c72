/** Mutants of one room of the engine: `scripts/mutants-engine.ts` says which, and reads the report. */
const room = process.env["STANDIN_ROOM"] ?? "basics";

export default {
  mutate: [`src/engine/${room}/**/*.ts`],
  jsonReporter: { fileName: `.stryker/reports/${room}.json` },
  testRunner: "vitest",
  plugins: ["@stryker-mutator/vitest-runner"],
  vitest: { configFile: "vitest.engine-mutants.config.ts", related: false },
  // A mutant is tried only with the tests that run its code.
  coverageAnalysis: "perTest",
  // What runs while modules load is covered by every test, and would be tried with all of them: hours.
  ignoreStatic: true,
  // Mostly the wording of messages, which tests need not repeat; names are checked by the compiler. A third of all mutants.
  mutator: { excludedMutations: ["StringLiteral"] },
  tempDirName: ".stryker/sandboxes",
  // The sandbox is a copy of everything else, src/generated included; node_modules is linked.
  ignorePatterns: [".stryker", "dist", "bench", "examples", "contracts/.evidence"],
  // The page is for readers: no share is a reason to fail.
  thresholds: { high: 100, low: 0, break: null },
  timeoutMS: 3000,
  timeoutFactor: 1.5,
  incremental: false,
  fileLogLevel: "off",
  logLevel: "warn",
};
