/**
 * Writes `src/generated/<name>/` from every `specs/<name>.yaml`, `mocks/<name>/seed.schema.yaml` and `mocks/<name>/evidence.yaml`:
 * types, names and addresses, the operation table, compiled validators and evidence; from `mocks/<name>/scenarios.yaml` (of the
 * control API: `src/control/scenarios.yaml`) the declarations, validators and types of scenarios; `src/generated/agreement.ts` from
 * docs/agreement.md; and `src/generated/packages.json`, the packages with code in them. With `--check` it writes nothing and fails if a file is stale.
 */
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import {
  type OpenApiDocument,
  type Schemas,
  writeApi,
  writeOperations,
  writeSecurity,
} from "#generation/operations.ts";
import { type TypedProvider, writeProviderTypes } from "#generation/provider-types.ts";
import { writeScenarios } from "#generation/scenarios.ts";
import { createScenariosCheck } from "#generation/scenarios-check.ts";
import { writeTypes } from "#generation/types.ts";
import { compileValidators } from "#generation/validators.ts";
import { writeAgreement } from "./generate/agreement.ts";
import {
  createEvidenceCheck,
  findEvidenceFaults,
  writeEvidence,
  writeEvidenceTable,
  writeEvidenceTypes,
} from "./generate/evidence.ts";
import { readOptions } from "./options.ts";

const { check } = readOptions("npm run generate --", "Writes src/generated from specs, seed schemas and evidence.", {
  check: { type: "boolean", default: false, help: "write nothing, and fail when a file is stale" },
});

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const generated = join(root, "src/generated");

type Files = Map<string, string>;

/** Packages with code in the generated files. */
const packages = new Set<string>();

async function readYaml(path: string): Promise<OpenApiDocument | undefined> {
  try {
    return parse(await readFile(path, "utf8"), { maxAliasCount: -1 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new Error(`${relative(root, path)}: ${(error as Error).message}`);
  }
}

/** Returns all files generated from one spec, by path inside `src/generated/`. */
async function filesOf(name: string): Promise<Files> {
  const files: Files = new Map();
  const spec = await readYaml(join(root, "specs", `${name}.yaml`));
  if (spec === undefined) throw new Error(`specs/${name}.yaml is gone`);
  const { source, schemas } = writeOperations(name, spec);
  files.set(`${name}/api.ts`, writeApi(name, spec));
  files.set(`${name}/operations.ts`, source);
  files.set(`${name}/security.ts`, writeSecurity(spec));
  files.set(`${name}/types.ts`, await writeTypes(spec));
  await addValidators(files, name, "validators", spec, schemas);

  const seed = await readYaml(join(root, "mocks", name, "seed.schema.yaml"));
  if (seed !== undefined) {
    const document = {
      openapi: "3.1.0",
      info: { title: name, version: "1" },
      paths: {},
      components: { schemas: seed },
    };
    files.set(
      `${name}/seed.ts`,
      await writeTypes(document as unknown as OpenApiDocument, `mocks/${name}/seed.schema.yaml`),
    );
    await addValidators(
      files,
      name,
      "seed-validator",
      document as never,
      new Map([["validateSeed", { $ref: "#/components/schemas/Seed" }]]),
    );
  }
  return files;
}

async function addValidators(
  files: Files,
  name: string,
  file: string,
  document: OpenApiDocument,
  schemas: Schemas,
): Promise<void> {
  const { code, declarations, packages: included } = await compileValidators(document, schemas);
  for (const each of included) packages.add(each);
  files.set(`${name}/${file}.js`, code);
  files.set(`${name}/${file}.d.ts`, declarations);
}

/** Returns the declarations, validators and types of scenarios, for every spec that has any. */
async function filesOfScenarios(names: readonly string[]): Promise<Files> {
  const files: Files = new Map();
  const schemas = await readYaml(join(root, "mocks/scenarios.schema.yaml"));
  if (schemas === undefined) throw new Error("mocks/scenarios.schema.yaml is gone");
  const findFaults = await createScenariosCheck(schemas);
  const providers: TypedProvider[] = [];
  for (const name of names) {
    const inMock = (await readYaml(join(root, "mocks", name, "scenarios.yaml"))) as unknown;
    const folder = inMock === undefined ? `src/${name}` : `mocks/${name}`;
    const file = inMock ?? ((await readYaml(join(root, folder, "scenarios.yaml"))) as unknown);
    if (file === undefined) continue;
    const source = `${folder}/scenarios.yaml`;
    const faults = findFaults(file);
    if (faults.length > 0) throw new Error(`${source}:\n  ${faults.join("\n  ")}`);
    const specPath = `specs/${name}.yaml`;
    const spec = await readYaml(join(root, specPath));
    const seed = await readYaml(join(root, folder, "seed.schema.yaml"));
    const sources = { folder, file, seed: seed ?? {}, specPath, spec: spec?.components?.["schemas"] ?? {} };
    const written = await writeScenarios(sources as never, source).catch((error: Error) => {
      throw new Error(`${source}: ${error.message}`);
    });
    for (const each of written.packages) packages.add(each);
    files.set(`${name}/scenarios.js`, written.code);
    files.set(`${name}/scenarios.d.ts`, written.declarations);
    files.set(`${name}/scenario-types.ts`, written.types);
    if (inMock !== undefined && spec !== undefined) providers.push({ name, spec, hasSeed: seed !== undefined });
  }
  files.set("provider-types.ts", writeProviderTypes(providers));
  return files;
}

/** Returns the evidence of every provider with an evidence file, its types, and the table that loads it. */
async function filesOfEvidence(names: readonly string[]): Promise<Files> {
  const files: Files = new Map();
  const schemas = await readYaml(join(root, "mocks/evidence.schema.yaml"));
  if (schemas === undefined) throw new Error("mocks/evidence.schema.yaml is gone");
  const checkEvidence = createEvidenceCheck(schemas);
  const withEvidence: string[] = [];
  for (const name of names) {
    const evidence = (await readYaml(join(root, "mocks", name, "evidence.yaml"))) as unknown;
    if (evidence === undefined) continue;
    const spec = (await readYaml(join(root, "specs", `${name}.yaml`))) as OpenApiDocument;
    const misshapen = checkEvidence(evidence);
    const faults = misshapen.length > 0 ? misshapen : findEvidenceFaults(evidence as never, spec);
    if (faults.length > 0) throw new Error(`mocks/${name}/evidence.yaml:\n  ${faults.join("\n  ")}`);
    files.set(`${name}/evidence.ts`, writeEvidence(evidence as never));
    withEvidence.push(name);
  }
  files.set("evidence-types.ts", await writeEvidenceTypes(schemas));
  files.set("evidence.ts", writeEvidenceTable(withEvidence));
  return files;
}

/** The names of the providers: those that have evidence. */
const withEvidence = (files: Files): string[] =>
  [...files.keys()].filter((path) => path.endsWith("/evidence.ts")).map((path) => dirname(path));

async function existing(): Promise<Set<string>> {
  const entries = await readdir(generated, { recursive: true, withFileTypes: true }).catch(() => []);
  return new Set(
    entries.filter((entry) => entry.isFile()).map((entry) => relative(generated, join(entry.parentPath, entry.name))),
  );
}

const names = (await readdir(join(root, "specs")))
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => file.slice(0, -".yaml".length))
  .sort();
const files: Files = new Map();
for (const name of names) for (const [path, text] of await filesOf(name)) files.set(path, text);
for (const [path, text] of await filesOfEvidence(names)) files.set(path, text);
for (const [path, text] of await filesOfScenarios(names)) files.set(path, text);
const agreement = await readFile(join(root, "docs/agreement.md"), "utf8");
files.set("agreement.ts", writeAgreement(agreement, withEvidence(files)));
files.set("packages.json", `${JSON.stringify([...packages].sort())}\n`);

const surplus = [...(await existing())].filter((path) => !files.has(path));
if (check) {
  const stale = [...surplus];
  for (const [path, text] of files)
    if ((await readFile(join(generated, path), "utf8").catch(() => undefined)) !== text) stale.push(path);
  if (stale.length > 0) {
    console.error(`Stale in src/generated (run npm run generate):\n  ${stale.sort().join("\n  ")}`);
    process.exit(1);
  }
  console.log(`src/generated is fresh: ${files.size} files from ${names.length} specs.`);
} else {
  for (const path of surplus) await rm(join(generated, path));
  for (const [path, text] of files) {
    await mkdir(dirname(join(generated, path)), { recursive: true });
    await writeFile(join(generated, path), text);
  }
  console.log(`Wrote ${files.size} files from ${names.length} specs to src/generated.`);
}
