import { configDefaults, defineConfig } from "vitest/config";
import { usual } from "./vitest.config.ts";

/** What takes more than a second or two: properties, whole lists of replies, and every reason. */
const LONG = [
  "test/clients/odd-replies.test.ts",
  "test/didomi/{checkpoints,merging}.test.ts",
  "test/engine/{header-values,images,log,log-conformance,options,redact,robustness,secrets}.test.ts",
  "test/*/invalid-requests.test.ts",
  "test/*/reasons.test.ts",
];

/** Behaviours in process, engine, clients and house rules: `npm run test:fast`, or `npm run test:fast -- avacy`. */
export default defineConfig({
  ...usual,
  test: {
    ...usual.test,
    globalSetup: [],
    env: { ...usual.test.env, STANDIN_TRANSPORT: "in-process fetch" },
    include: ["test/{avacy,didit,didomi,netid,engine,clients}/**/*.test.ts", "test/tidy.test.ts"],
    exclude: [...configDefaults.exclude, ...LONG],
    isolate: false,
    // Transformed modules are kept between runs.
    experimental: { fsModuleCache: true },
  },
});
