import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runVitest } from "../support/programs.ts";

const folder = join(import.meta.dirname, "../../examples/own-provider");

describe("the example of a mock of one's own", () => {
  it("passes, on its own and beside standin's own providers", async () => {
    const output = await runVitest(folder);
    expect(output).toMatch(/Test Files +2 passed \(2\)/);
    expect(output).toMatch(/Tests +5 passed \(5\)/);
  });
});
