import { join } from "node:path";
import { expect, it } from "vitest";
import { run } from "../support/programs.ts";

const root = join(import.meta.dirname, "../..");

// Not with the other types: what the examples see of the package are the declarations that the build writes.
it("the examples compile against the package's own declarations", async () => {
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  expect((await run(process.execPath, [tsc, "-p", "examples"], { cwd: root })).stdout).toBe("");
});
