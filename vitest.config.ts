import { join } from "node:path";
import { configDefaults, defineConfig } from "vitest/config";

/** What installs packages, runs other programs and languages, or takes more than ten seconds by itself is left to the slow tests. */
export const SLOW = [
  "test/slow/**/*.slow.ts",
  "test/examples/**/*.test.ts",
  "test/package.test.ts",
  "test/cli/scripts.test.ts",
  "test/cli/cli.test.ts",
  "test/cli/control.test.ts",
  "test/contracts/mutants.test.ts",
  "test/control/isolation.test.ts",
  "test/docs.test.ts",
  "test/testing/preload.test.ts",
  "test/testing/vitest.test.ts",
  "test/contracts/verify.test.ts",
];

// Tests compare what commands print, which a CI's environment would have them print in colour. Node warns when both are set.
delete process.env["FORCE_COLOR"];

export default defineConfig({
  resolve: {
    conditions: ["standin-source"],
    // The example's mock, as a part of the tests of the sources.
    alias: { "standin/mock": join(import.meta.dirname, "src/mock/index.ts") },
  },
  ssr: { resolve: { conditions: ["standin-source"] } },
  test: {
    globalSetup: ["contracts/agreement/prism-setup.ts"],
    include: ["test/**/*.test.ts", "mocks/**/*.test.ts", "contracts/**/*.test.ts"],
    exclude: [...configDefaults.exclude, ...SLOW],
    env: { NO_COLOR: "1" },
    // Vitest keeps a core for itself otherwise, which on two cores is every second one.
    maxWorkers: "100%",
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
