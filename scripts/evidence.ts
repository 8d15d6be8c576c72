/**
 * Writes the section "Evidence" of every mock's README, from `mocks/<provider>/evidence.yaml` (run `npm run generate` before).
 * With `--check` it writes nothing and fails when a section is stale.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { providerNames } from "#mocks/registry.ts";
import { readProviderEvidence } from "#standin/provenance.ts";
import { putEvidenceSection, toEvidenceSection } from "./generate/evidence-section.ts";
import { readOptions } from "./options.ts";

const { check } = readOptions("npm run evidence --", 'Writes the section "Evidence" of every mock\'s README.', {
  check: { type: "boolean", default: false, help: "write nothing, and fail when a section is stale" },
});

const stale: string[] = [];
for (const name of providerNames) {
  const evidence = await readProviderEvidence(name);
  if (evidence === undefined) continue;
  const path = join(import.meta.dirname, "../mocks", name, "README.md");
  const text = await readFile(path, "utf8");
  const fresh = putEvidenceSection(text, toEvidenceSection(evidence));
  if (fresh === text) continue;
  stale.push(`mocks/${name}/README.md`);
  if (!check) await writeFile(path, fresh);
}

if (check && stale.length > 0) {
  console.error(`Stale section "Evidence" (run npm run evidence): ${stale.join(", ")}`);
  process.exit(1);
}
