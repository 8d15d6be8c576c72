import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createStandin } from "#standin/standin.ts";
import { isThere, run } from "../support/programs.ts";

const folder = join(import.meta.dirname, "../../examples/python");
const hasPython = await isThere("python3");

describe("the example in Python", () => {
  it.skipIf(!hasPython)("passes against a running standin, and leaves no world behind (needs python3)", async () => {
    await using standin = await createStandin();
    const { url } = await standin.listen();
    const env = { STANDIN_URL: url, PYTHONDONTWRITEBYTECODE: "1" };
    const { stderr } = await run("python3", ["-m", "unittest", "-v"], { cwd: folder, env });
    expect(stderr).toMatch(/Ran 4 tests[\s\S]*\nOK/);
    expect(standin.engine.worlds.names()).toEqual([]);
  });
});
