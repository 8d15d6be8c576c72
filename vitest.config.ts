import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["standin-source"] },
  ssr: { resolve: { conditions: ["standin-source"] } },
  test: {
    globalSetup: ["contracts/agreement/prism-setup.ts"],
    include: ["test/**/*.test.ts", "mocks/**/*.test.ts", "contracts/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
