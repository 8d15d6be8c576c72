import { configDefaults, defineConfig } from "vitest/config";
import { SLOW, usual } from "./vitest.config.ts";

/** What takes more time or memory, or other programs, than the usual tests: `npm run test:slow`. */
export default defineConfig({
  ...usual,
  test: {
    ...usual.test,
    include: SLOW,
    exclude: [...configDefaults.exclude],
    testTimeout: 600_000,
    // A text of complaints says what was measured at its end.
    chaiConfig: { truncateThreshold: 0 },
  },
});
