/**
 * Writes the section "Scenarios" of every mock's README, from `mocks/<provider>/scenarios.yaml` (run `npm run generate` before).
 * With `--check` it writes nothing and fails when a section is stale.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { providerNames, registry } from "#mocks/registry.ts";
import { putScenariosSection, toScenariosSection } from "./generate/scenarios-section.ts";
import { readOptions } from "./options.ts";

const { check } = readOptions("npm run scenarios --", 'Writes the section "Scenarios" of every mock\'s README.', {
  check: { type: "boolean", default: false, help: "write nothing, and fail when a section is stale" },
});

const stale: string[] = [];
for (const name of providerNames) {
  const { scenarios } = await registry[name].behaviour();
  const path = join(import.meta.dirname, "../mocks", name, "README.md");
  const text = await readFile(path, "utf8");
  const fresh = putScenariosSection(text, toScenariosSection(await scenarios()));
  if (fresh === text) continue;
  stale.push(`mocks/${name}/README.md`);
  if (!check) await writeFile(path, fresh);
}

if (check && stale.length > 0) {
  console.error(`Stale section "Scenarios" (run npm run scenarios): ${stale.join(", ")}`);
  process.exit(1);
}
