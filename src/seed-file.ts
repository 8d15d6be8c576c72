import { readFile } from "node:fs/promises";
import { extname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parse } from "yaml";
import { SeedError } from "#engine/check-seed.ts";
import { providerNames, registry } from "#mocks/registry.ts";
import type { StandinOptions } from "./standin.ts";

/** What a seed file may say besides the providers' own parts. */
const SETTINGS = ["randomSeed", "frozenAt"] as const;

type SeedFile = Pick<StandinOptions, "seed" | "seeds" | "frozenAt">;

/**
 * Reads starting state from a YAML, JSON or module file.
 *
 * @throws SeedError naming the file, the place in it, and what is allowed there
 */
export async function readSeedFile(path: string): Promise<SeedFile> {
  const content = await load(path);
  if (typeof content !== "object" || content === null || Array.isArray(content))
    throw new SeedError(`${path}: a seed file is a map of ${[...SETTINGS, ...providerNames].join(", ")}.`);
  const { randomSeed, frozenAt, ...seeds } = content as Record<string, unknown>;
  if (randomSeed !== undefined && typeof randomSeed !== "string" && typeof randomSeed !== "number")
    throw new SeedError(`${path}: randomSeed is a text or a number.`);
  if (frozenAt !== undefined && !isTime(frozenAt))
    throw new SeedError(`${path}: frozenAt is a time, e.g. 2024-01-01T00:00:00Z.`);
  await check(path, seeds);
  return {
    ...(randomSeed !== undefined && { seed: randomSeed }),
    ...(frozenAt !== undefined && { frozenAt }),
    seeds,
  };
}

const isTime = (value: unknown): value is string | number | Date =>
  (typeof value === "string" || typeof value === "number" || value instanceof Date) &&
  !Number.isNaN(new Date(value).getTime());

async function check(path: string, seeds: Readonly<Record<string, unknown>>): Promise<void> {
  for (const [name, seed] of Object.entries(seeds)) {
    const known = providerNames.find((each) => each === name);
    if (known === undefined)
      throw new SeedError(
        `${path}: there is no member ${JSON.stringify(name)}; allowed are ${[...SETTINGS, ...providerNames].join(", ")}.`,
      );
    const provider = await registry[known]();
    try {
      await provider.checkSeed(seed);
    } catch (error) {
      if (error instanceof SeedError) throw new SeedError(`${path}: ${error.message}.`);
      throw error;
    }
  }
}

async function load(path: string): Promise<unknown> {
  const kind = extname(path);
  try {
    switch (kind) {
      case ".yaml":
      case ".yml":
        return parse(await readFile(path, "utf8"));
      case ".json":
        return JSON.parse(await readFile(path, "utf8"));
      case ".js":
      case ".mjs":
      case ".ts":
      case ".mts":
        return ((await import(pathToFileURL(resolve(path)).href)) as { default: unknown }).default;
    }
  } catch (error) {
    throw new SeedError(`${path}: ${toReason(error as NodeJS.ErrnoException)}`);
  }
  throw new SeedError(`${path}: a seed file ends in .yaml, .yml, .json, .js or .ts.`);
}

function toReason(error: NodeJS.ErrnoException): string {
  if (error.code === "ENOENT" || error.code === "ERR_MODULE_NOT_FOUND") return "there is no such file.";
  if (error.code === "EISDIR") return "this is a folder, not a file.";
  if (error.code === "EACCES") return "this file may not be read by this user.";
  if (error.code === "ERR_UNKNOWN_FILE_EXTENSION")
    return `Node ${process.versions.node} cannot load TypeScript by itself; use Node 22.18 or newer, or YAML.`;
  return error.message.split("\n")[0] ?? "it cannot be read.";
}
