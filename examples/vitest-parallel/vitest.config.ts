import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    globalSetup: "./start-standin.ts",
    pool: "forks",
    // One worker per file, regardless of the number of cores.
    maxWorkers: 8,
    testTimeout: 60_000,
  },
});
