/** What each mark of docs/agreement.md stands for. */
const MARKS: Readonly<Record<string, "agreed" | "hole" | "unneeded">> = { "✓": "agreed", "✗": "hole", "·": "unneeded" };

interface Row {
  readonly operation: string;
  readonly status: string;
  readonly seen: readonly string[];
  readonly provenance: string;
}

/**
 * Writes what docs/agreement.md says as data, for the control API.
 *
 * @param providers whose tables are wanted
 */
export function writeAgreement(page: string, providers: readonly string[]): string {
  const tables = providers.map((name) => ({ name, ...readTable(page, name) }));
  const [{ checkers } = { checkers: [] as readonly string[] }] = tables;
  const data = { checkers, providers: tables.map(({ name, rows }) => ({ name, rows })) };
  return `// Written by \`npm run generate\` from docs/agreement.md. Do not edit.

import type { components } from "./control/types.ts";

export const agreement: components["schemas"]["Agreement"] = ${JSON.stringify(data)};
`;
}

/** @throws Error where the page has no such table, or one of another form */
function readTable(
  page: string,
  name: string,
): { readonly checkers: readonly string[]; readonly rows: readonly Row[] } {
  const section = page.split(/^#{2,3} /m).find((each) => each.startsWith(`${name}\n`));
  const [titles, , ...lines] = section?.split("\n").filter((line) => line.startsWith("| ")) ?? [];
  if (titles === undefined) throw new Error(`docs/agreement.md has no table of ${name}. Run npm run agreement.`);
  return { checkers: cellsOf(titles).slice(2, -1), rows: lines.map(toRow) };
}

function toRow(line: string): Row {
  const [operation = "", status = "", ...rest] = cellsOf(line);
  const seen = rest.slice(0, -1).map((mark) => {
    const word = MARKS[mark];
    if (word === undefined)
      throw new Error(`docs/agreement.md: ${operation} ${status} has the unknown mark "${mark}".`);
    return word;
  });
  return { operation: operation.replaceAll("`", ""), status, seen, provenance: rest.at(-1) ?? "" };
}

const cellsOf = (line: string): string[] =>
  line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());
