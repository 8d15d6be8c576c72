import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isWorldName } from "#engine/basics/world-name.ts";
import { toWorldName } from "#testing/names.ts";

describe("the name of a test's world", () => {
  it("can be read, and ends in what tells the test from all others", () => {
    expect(toWorldName("signs in: “Zoë's” cart", "1a_0")).toBe("signs-in-Zoe-s-cart-1a_0");
    expect(toWorldName("!?", "7")).toBe("test-7");
    expect(toWorldName("very ".repeat(30), "7")).toBe(`${"very-".repeat(8).slice(0, -1)}-7`);
  });

  it("is always one that a world can have", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.stringMatching(/^[\w-]+$/), (title, id) =>
        isWorldName(toWorldName(title, id)),
      ),
      { seed: 1 },
    );
  });
});
