import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const vitest = join(root, "node_modules/vitest/vitest.mjs");

it.each(["avacy", "didit", "didomi", "netid"])("%s behaves in a folder as it does in memory", async (provider) => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [vitest, "run", "--config", "vitest.fast.config.ts", `test/${provider}`],
    { cwd: root, env: { ...process.env, STANDIN_LOG: "lmdb" }, maxBuffer: 2 ** 26 },
  );
  expect(stdout).toMatch(/Tests .*passed/);
});
