import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    globalSetup: "./start-standin.ts",
    pool: "forks",
    // As many as there are files, on however many cores.
    maxWorkers: 8,
    testTimeout: 60_000,
  },
});
