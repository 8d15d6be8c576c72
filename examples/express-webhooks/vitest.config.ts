import { defineConfig } from "vitest/config";

// The first test of a machine that has other things to do loads slowly.
export default defineConfig({ test: { testTimeout: 30_000 } });
