import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runVitest } from "../support/programs.ts";

const folder = join(import.meta.dirname, "../../examples/vitest-parallel");

describe("the example of eight parallel workers", () => {
  // Each of the files waits for the seven others, so that fewer than eight workers at once cannot pass.
  it("passes, all eight at once against one server", async () => {
    const output = await runVitest(folder);
    expect(output).toMatch(/Test Files +8 passed \(8\)/);
    expect(output).toMatch(/Tests +19 passed \(19\)/);
  });
});
