import pc from "picocolors";
import { ownMember } from "#engine/table.ts";

export type Style = (text: string) => string;

/**
 * Lines of aligned columns below a dim line of their titles. An empty title with nothing in its column leaves no trace.
 *
 * @param styles by column; a style is given the cell as it stands in its row, without padding
 */
export function toTable(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  styles: Readonly<Record<string, Style>> = {},
): string {
  const shown = rows.map((row) => row.map(toPlain));
  const widths = titles.map((title, column) =>
    shown.reduce((widest, row) => Math.max(widest, row[column]?.length ?? 0), title.length),
  );
  const toLine = (row: readonly string[], styleOf: (title: string) => Style): string =>
    titles
      .map((title, column) => {
        const cell = row[column] ?? "";
        const padding = column === titles.length - 1 ? "" : " ".repeat((widths[column] ?? 0) - cell.length);
        return styleOf(title)(cell) + padding;
      })
      .join("  ")
      .trimEnd();
  return [
    toLine(titles, () => pc.dim),
    ...shown.map((row) => toLine(row, (title) => ownMember(styles, title) ?? String)),
  ].join("\n");
}

/** What came over the network may hold control characters, which a terminal would obey. */
export const toPlain = (text: string): string => text.replaceAll(/\p{Cc}/gu, "·");
