import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { FOREIGN_SPECS, fetchSpec } from "../support/foreign-specs.ts";
import { walkSpec } from "../support/spec-walk.ts";

const root = join(import.meta.dirname, "../..");

describe.each(FOREIGN_SPECS)("$title", (spec) => {
  it("is loaded, and every reply of every operation fits it", async () => {
    const walk = await walkSpec(await fetchSpec(root, spec));
    expect(walk.bugs).toEqual([]);
    expect(walk.operations).toBeGreaterThanOrEqual(20);
    const replies = Object.values(walk.statuses).reduce((sum, count) => sum + count, 0);
    expect(replies).toBe(walk.operations);
    // Most requests are made to fit, so most have to be taken.
    expect(walk.statuses["2xx"] ?? 0).toBeGreaterThan(walk.operations / 2);
  });
});
