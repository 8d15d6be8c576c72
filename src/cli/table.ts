import { ownMember } from "#engine/basics/table.ts";
import { escapeControls } from "#standin/terminal-text.ts";
import { dim, join, lines, type Part, type Style, type StyledText } from "./terminal.ts";

/**
 * Formats rows as aligned columns below a dim line of titles. A column without title and cells is left out.
 *
 * @param styles by column; a style gets the cell without padding
 */
export function toTable(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  styles: Readonly<Record<string, Style>> = {},
): StyledText {
  const shown = rows.map((row) => row.map(escapeControls));
  const widths = titles.map((title, column) =>
    shown.reduce((widest, row) => Math.max(widest, row[column]?.length ?? 0), title.length),
  );
  // No padding after the last cell of a line.
  const toLine = (row: readonly string[], styleOf: (title: string) => Style): Part => {
    const last = row.findLastIndex((cell) => cell !== "");
    const cells = titles.slice(0, last + 1).map((title, column) => {
      const cell = row[column] ?? "";
      const padding = column === last ? "" : " ".repeat((widths[column] ?? 0) - cell.length);
      return join([styleOf(title)(cell), padding], "");
    });
    return join(cells, "  ");
  };
  const plain: Style = (part) => join([part], "");
  return lines([
    toLine(titles, () => dim),
    ...shown.map((row) => toLine(row, (title) => ownMember(styles, title) ?? plain)),
  ]);
}
