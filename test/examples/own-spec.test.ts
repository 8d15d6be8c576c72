import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { run, runVitest } from "../support/programs.ts";

const root = join(import.meta.dirname, "../..");
const folder = join(root, "examples/own-spec");

describe("the example of a spec alone", () => {
  it("passes", async () => {
    expect(await runVitest(folder)).toMatch(/Tests +4 passed \(4\)/);
  });

  it("is explained by the command", async () => {
    const { stdout } = await run(process.execPath, [join(root, "bin/standin.js"), "routes", "--spec", "openapi.yaml"], {
      cwd: folder,
    });
    expect(stdout).toMatch(
      /^POST +\/shop\/carts .*\n +state, create: \/carts with its items \/carts\/\{cartId\} is a collection\.$/m,
    );
    expect(stdout).toMatch(/^GET +\/shop\/shipping .*\n +example: /m);
    expect(stdout).not.toContain("didomi");
  });
});
