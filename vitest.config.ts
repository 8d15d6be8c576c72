import { join } from "node:path";
import { configDefaults, defineConfig, type ViteUserConfig } from "vitest/config";

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

/** What every run of tests has in common. */
export const usual = {
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
} satisfies ViteUserConfig;

/** Tests that leave the process as they found it: one loads the modules, and all use them. */
const TOGETHER = [
  "test/{avacy,clients,control,didit,didomi,engine,netid}/**/*.test.ts",
  "contracts/{avacy,control,didit,didomi,netid}/**/*.test.ts",
];
/** Among them, what replaces a module. */
const REPLACING = ["test/didomi/checkpoints.test.ts"];
const APART = [
  "test/*.test.ts",
  "test/!(avacy|clients|control|didit|didomi|engine|netid)/**/*.test.ts",
  "mocks/**/*.test.ts",
  "contracts/!(avacy|control|didit|didomi|netid)/**/*.test.ts",
];

export default defineConfig({
  ...usual,
  test: {
    ...usual.test,
    projects: [
      {
        ...usual,
        test: {
          ...usual.test,
          name: "together",
          include: TOGETHER,
          exclude: [...usual.test.exclude, ...REPLACING],
          isolate: false,
        },
      },
      {
        ...usual,
        test: {
          ...usual.test,
          name: "apart",
          globalSetup: [],
          include: [...REPLACING, ...APART],
        },
      },
    ],
  },
});
