/**
 * Walks every operation of large public specs, compares mocks of standin's own specs alone with its own mocks, and writes the
 * results to docs/own-spec.md.
 */
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { FOREIGN_SPECS, fetchSpec } from "../test/support/foreign-specs.ts";
import { CHECKS, compareWithOwn } from "../test/support/read-after-write.ts";
import { walkSpec } from "../test/support/spec-walk.ts";
import { toMarkdownTable } from "./markdown-table.ts";
import { readOptions } from "./options.ts";

readOptions("npm run foreign-specs --", "Walks large public specs, and writes docs/own-spec.md.", {});

const root = join(import.meta.dirname, "..");
const PAGE = join(root, "docs/own-spec.md");

const rows: (string | number)[][] = [];
for (const spec of FOREIGN_SPECS) {
  const path = await fetchSpec(root, spec);
  const { size } = await stat(path);
  const { operations, kinds, loadMs, statuses, created, readAgain, listed, bugs } = await walkSpec(path);
  for (const bug of bugs) console.error(`${spec.title}: ${bug}`);
  if (bugs.length > 0) process.exitCode = 1;
  rows.push([
    ...[`${spec.title} (${spec.package} ${spec.version})`, `${(size / 1e6).toFixed(1)} MB`, operations],
    ...[kinds.state, kinds.example, kinds.generated, kinds.empty, `${(loadMs / 1000).toFixed(1)} s`],
    ...[statuses["2xx"] ?? 0, created, readAgain, listed, bugs.length],
  ]);
  console.log(`${spec.title}: ${operations} operations, ${bugs.length} bugs`);
}
const walked = toMarkdownTable(
  [
    ...["spec", "size", "operations", "state", "example", "generated", "no body", "load"],
    ...["2xx", "created", "read again", "listed again", "misfits"],
  ],
  rows,
  ["left", "right"],
);

const compared: (string | number)[][] = [];
for (const provider of Object.keys(CHECKS) as (keyof typeof CHECKS)[]) {
  const { own, alone } = await compareWithOwn(provider);
  const missing = alone.filter(([, isMet]) => !isMet).map(([name]) => name);
  compared.push([
    ...[provider, own.filter(([, isMet]) => isMet).length, alone.filter(([, isMet]) => isMet).length],
    missing.join("; ") || (own.length === 0 ? "not measured: all it stores comes from a login" : ""),
  ]);
}
const own = toMarkdownTable(["spec", "checks its own mock meets", "the spec alone", "not met"], compared, [
  "left",
  "right",
  "right",
  "left",
]);

let page = await readFile(PAGE, "utf8");
for (const [name, lines] of Object.entries({ walked, own }))
  page = page.replace(
    new RegExp(`(<!-- ${name}: written by npm run foreign-specs -->\n)[\\s\\S]*?(<!-- end -->)`),
    (_whole, start: string, end: string) => `${start}\n${lines.join("\n")}\n\n${end}`,
  );
await writeFile(PAGE, page);
