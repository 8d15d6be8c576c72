import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["standin-source"] },
  ssr: { resolve: { conditions: ["standin-source"] } },
  test: {
    globalSetup: ["contracts/agreement/prism-setup.ts"],
    include: ["test/**/*.test.ts", "mocks/**/*.test.ts", "contracts/**/*.test.ts"],
    // Vitest keeps a core for itself otherwise, which on two cores is every second one.
    maxWorkers: "100%",
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
