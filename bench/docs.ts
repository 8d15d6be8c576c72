import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Results } from "./results.ts";
import { say } from "./scale.ts";
import { root } from "./servers.ts";
import { toTables } from "./tables.ts";
import { toTargets } from "./targets.ts";

const page = join(root, "docs/performance.md");
const NOT_MEASURED = "_The last run did not measure this._";

/** Fills the tables of `docs/performance.md` from `bench/results.json`: no figure there is written by hand. */
export async function writeDocs(): Promise<void> {
  const results = JSON.parse(await readFile(join(root, "bench/results.json"), "utf8")) as Results;
  const before = await readFile(page, "utf8");
  const tables = toTables(results);
  await writeFile(page, fillTables(before, tables));
  say("docs/performance.md has the figures of bench/results.json");
  const missing = [
    ...Object.keys(tables).filter((name) => tables[name] === undefined),
    ...toTargets(results).flatMap(({ what, part, measured }) =>
      measured === undefined ? `${what} (--only ${part})` : [],
    ),
  ];
  if (missing.length > 0) say(`Not measured by that run:\n${missing.map((each) => `  ${each}`).join("\n")}`);
}

/**
 * Puts each table between its two markers.
 *
 * @throws RangeError if the page has a marker of an unknown table
 */
export const fillTables = (text: string, tables: ReturnType<typeof toTables>): string =>
  text.replaceAll(/(<!-- bench (\w+) -->\n)[\s\S]*?(<!-- end -->)/g, (_, begin: string, name: string, end: string) => {
    if (!(name in tables))
      throw new RangeError(`Unknown table ${name}. Known tables: ${Object.keys(tables).join(", ")}.`);
    return `${begin}\n${tables[name] ?? NOT_MEASURED}\n\n${end}`;
  });
