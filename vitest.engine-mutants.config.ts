import { configDefaults, defineConfig } from "vitest/config";
import { usual } from "./vitest.config.ts";

/** What takes a second or more by itself, and would take it for every mutant of the code that it runs. */
const LONG = ["test/engine/{header-values,robustness}.test.ts"];

/** The engine's own tests, all in process: for runs that `scripts/mutants-engine.ts` starts, one per mutant. */
export default defineConfig({
  ...usual,
  test: {
    ...usual.test,
    globalSetup: [],
    env: { ...usual.test.env, STANDIN_FEW_RUNS: "1" },
    include: ["test/engine/**/*.test.ts", "test/limits/limits.test.ts"],
    exclude: [...configDefaults.exclude, ...LONG],
    isolate: false,
    testTimeout: 10_000,
  },
});
