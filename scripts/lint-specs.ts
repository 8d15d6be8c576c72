/** Lints every spec by Redocly's rules (`redocly.yaml`). Examples that do not fit their schemas are errors. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { formatProblems, getTotals, lint, loadConfig } from "@redocly/openapi-core";
import { readOptions } from "./options.ts";

readOptions("npx tsx scripts/lint-specs.ts", "Lints every spec by the rules of redocly.yaml.", {});

const root = join(import.meta.dirname, "..");
const config = await loadConfig({ configPath: join(root, "redocly.yaml") });
const specs = (await readdir(join(root, "specs"))).filter((file) => file.endsWith(".yaml")).sort();
let complaints = 0;
for (const spec of specs) {
  const problems = await lint({ ref: join(root, "specs", spec), config });
  const totals = getTotals(problems);
  complaints += totals.errors + totals.warnings;
  formatProblems(problems, { format: "codeframe", totals, version: "" });
}
console.log(`${specs.length} specs linted, ${complaints} complaints.`);
process.exitCode = complaints > 0 ? 1 : 0;
