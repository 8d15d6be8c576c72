export type Cell = string | number;

/** How a column is aligned where the page is shown. */
type Alignment = "left" | "right" | "centre";

const RULES: Readonly<Record<Alignment, string>> = { left: "---", right: "--:", centre: ":-:" };

/** A bar would end the cell, and a line break the row. */
const toCell = (cell: Cell): string => String(cell).replaceAll("|", "\\|").replaceAll("\n", " ");

/**
 * Writes a table in Markdown.
 *
 * @param alignments by column; the last one counts for all further columns
 * @param isPadded pads cells to the width of their column, for tables that are read in a terminal as well
 * @returns its lines
 */
export function toMarkdownTable(
  titles: readonly Cell[],
  rows: readonly (readonly Cell[])[],
  alignments: readonly Alignment[] = [],
  isPadded = false,
): string[] {
  const cells = [titles, ...rows].map((row) => row.map(toCell));
  const rules = titles.map((_, column) => RULES[alignments[column] ?? alignments.at(-1) ?? "left"]);
  const widths = rules.map((rule, column) =>
    isPadded ? Math.max(rule.length, ...cells.map((row) => row[column]?.length ?? 0)) : 0,
  );
  const toLine = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const [first = "", ...others] = cells.map(toLine);
  return [first, toLine(rules.map((rule, column) => rule.padStart(widths[column] ?? 0, "-"))), ...others];
}
