import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["standin-source"] },
  ssr: { resolve: { conditions: ["standin-source"] } },
  test: {
    globalSetup: ["contracts/agreement/prism-setup.ts"],
    include: ["test/**/*.test.ts", "mocks/**/*.test.ts", "contracts/**/*.test.ts"],
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
