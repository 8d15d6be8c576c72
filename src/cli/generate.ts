import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, extname, join, resolve } from "node:path";
import { parse } from "yaml";
import { isStandinError, StandinError } from "#engine/basics/errors.ts";
import { writeProviderFiles } from "#generation/provider-files.ts";
import { explainName } from "#standin/check-mocks.ts";
import { toFileReason } from "./file-reason.ts";
import { say, show } from "./terminal.ts";

export interface GenerateOptions {
  /** The folder to write to. */
  readonly out: string;
  /** The provider's name; default: that of the spec's file, or of its folder. */
  readonly name?: string;
}

/**
 * Writes what a mock of one's own takes from its spec.
 *
 * @throws StandinError that names the file, and says what is wrong with it
 */
export async function generate(specFile: string, options: GenerateOptions): Promise<void> {
  const count = await writeGenerated(specFile, options);
  say(show`Wrote ${count} files to ${options.out}.`);
}

/** @returns the number of files written */
export async function writeGenerated(
  specFile: string,
  { out, name = nameOf(specFile) }: GenerateOptions,
): Promise<number> {
  checkName(name);
  const document = await read(specFile);
  if (document === undefined) throw usage(`${specFile}: there is no such file.`);
  if (
    !isObject(document) ||
    typeof document["openapi"] !== "string" ||
    !isObject(document["paths"]) ||
    !isObject(document["info"])
  )
    throw usage(`${specFile}: this is not an OpenAPI document: it lacks openapi, info or paths.`);
  const folder = dirname(specFile);
  const [scenarios, seed] = await Promise.all([
    read(join(folder, "scenarios.yaml")),
    read(join(folder, "seed.schema.yaml")),
  ]);
  if (scenarios !== undefined) await checkScenarios(join(folder, "scenarios.yaml"), scenarios);
  const files = await writeProviderFiles({ name, document, scenarios, seed } as never).catch((error: unknown) => {
    if (isStandinError(error) && error.code === "ERR_STANDIN_PEER_MISSING") throw error;
    throw usage(`${specFile}: ${(error as Error).message}`, error);
  });
  await mkdir(out, { recursive: true });
  for (const [file, text] of files)
    await writeFile(join(out, file), text).catch((error: NodeJS.ErrnoException) => {
      throw usage(`${join(out, file)}: ${toFileReason(error)}.`, error);
    });
  return files.size;
}

const GENERAL = ["spec", "openapi", "swagger", "api"];

/** `shop.yaml` and `shop/spec.yaml` are the shop's. */
function nameOf(specFile: string): string {
  const name = basename(specFile, extname(specFile));
  return GENERAL.includes(name.toLowerCase()) ? basename(dirname(resolve(specFile))) : name;
}

/** @throws StandinError for a name that no provider can have */
export function checkName(name: string): void {
  const complaint = explainName(name);
  if (complaint !== undefined) throw usage(complaint);
}

const usage = (message: string, cause?: unknown): StandinError =>
  new StandinError("ERR_STANDIN_USAGE", message, { cause });

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** @returns `undefined` if there is no such file */
async function read(path: string): Promise<unknown> {
  try {
    return parse(await readFile(path, "utf8"), { maxAliasCount: -1 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    const reason =
      "code" in (error as object) && !("linePos" in (error as object))
        ? toFileReason(error as Error)
        : (error as Error).message.split("\n")[0];
    throw usage(`${path}: ${reason}.`, error);
  }
}

/** The package holds the schema of such files. */
async function checkScenarios(path: string, file: unknown): Promise<void> {
  const folder = dirname(createRequire(import.meta.url).resolve("standin/package.json"));
  const { createScenariosCheck } = await import("#generation/scenarios-check.ts");
  const findFaults = await createScenariosCheck(
    parse(await readFile(join(folder, "mocks/scenarios.schema.yaml"), "utf8")),
  );
  const [fault] = findFaults(file);
  if (fault !== undefined) throw usage(`${path}: ${fault}.`);
}
