import { describe, expect, it } from "vitest";
import { toTable } from "../../src/cli/table.ts";

/** Tables of commands, as wide as the terminal. */

const TITLES = ["name", "description"];
const linesOf = (description: string, width?: number): string[] =>
  toTable(TITLES, [["one", description]], {}, width)
    .text.split("\n")
    .slice(1);

describe("a table", () => {
  it.each([
    [30, "a sentence of several words that is longer", ["one   a sentence of several", "      words that is longer"]],
    [30, "123456789 123456789 1234", ["one   123456789 123456789 1234"]],
    [30, "123456789 123456789 12345", ["one   123456789 123456789", "      12345"]],
    [30, `^[a-z]${"x".repeat(40)}$`, [`one   ^[a-z]${"x".repeat(18)}`, `      ${"x".repeat(22)}$`]],
    [25, "too narrow a column is left as it is", ["one   too narrow a column is left as it is"]],
    [undefined, "x ".repeat(100).trim(), [`one   ${"x ".repeat(100).trim()}`]],
  ])("of %s columns wraps its last one and loses nothing: %s", (width, description, lines) => {
    expect(linesOf(description, width)).toEqual(lines);
  });
});
