import { defineConfig } from "vitest/config";
import usual from "./vitest.config.ts";

/** What takes more time or memory, or other programs, than the usual tests: `npm run test:slow`. */
export default defineConfig({
  ...usual,
  test: { ...usual.test, include: ["test/slow/**/*.slow.ts"], testTimeout: 600_000 },
});
