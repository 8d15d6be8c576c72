import { escapeControls } from "#clients/terminal-text.ts";
import { ownMember } from "#engine/basics/table.ts";
import { dim, join, lines, type Part, type Style, type StyledText } from "./terminal.ts";

/** Narrower than this, a column is left to the terminal to wrap. */
const NARROWEST = 20;

/**
 * Formats rows as aligned columns below a dim line of titles. A column without title and cells is left out.
 *
 * @param styles by column; a style gets the cell without padding
 * @param width of the terminal, to which the last column is wrapped; default: that of the standard output, if it is one
 */
export function toTable(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  styles: Readonly<Record<string, Style>> = {},
  width = process.stdout.columns,
): StyledText {
  const shown = rows.map((row) => row.map(escapeControls));
  const widths = titles.map((title, column) =>
    shown.reduce((widest, row) => Math.max(widest, row[column]?.length ?? 0), title.length),
  );
  const before = widths.slice(0, -1).reduce((sum, each) => sum + each + GAP.length, 0);
  const room = width === undefined || width - before < NARROWEST ? Number.POSITIVE_INFINITY : width - before;
  // No padding after the last cell of a line.
  const toLine = (row: readonly string[], styleOf: (title: string) => Style): Part => {
    const last = row.findLastIndex((cell) => cell !== "");
    const cells = titles.slice(0, last + 1).map((title, column) => {
      const cell = row[column] ?? "";
      if (column === titles.length - 1) return join(wrap(cell, room).map(styleOf(title)), `\n${" ".repeat(before)}`);
      const padding = column === last ? "" : " ".repeat((widths[column] ?? 0) - cell.length);
      return join([styleOf(title)(cell), padding], "");
    });
    return join(cells, GAP);
  };
  const plain: Style = (part) => join([part], "");
  return lines([
    toLine(titles, () => dim),
    ...shown.map((row) => toLine(row, (title) => ownMember(styles, title) ?? plain)),
  ]);
}

const GAP = "  ";

/** Breaks a text between its words, and a word that is longer than a line within it. */
function wrap(text: string, room: number): string[] {
  const wrapped: string[] = [];
  let rest = text;
  while (rest.length > room) {
    const at = rest.lastIndexOf(" ", room);
    wrapped.push(at > 0 ? rest.slice(0, at) : rest.slice(0, room));
    rest = at > 0 ? rest.slice(at + 1) : rest.slice(room);
  }
  return [...wrapped, rest];
}
