import { readFile } from "node:fs/promises";
import { extname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { closest, distance } from "fastest-levenshtein";
import { parse, YAMLParseError } from "yaml";
import { SeedError } from "#engine/check-seed.ts";
import { CLOCK_RANGE, isClockTime } from "#engine/clock.ts";
import { providerNames, registry } from "#mocks/registry.ts";
import type { StandinOptions } from "./standin.ts";

/** What a seed file may say. */
const MEMBERS: readonly string[] = ["randomSeed", "frozenAt", ...providerNames];

type SeedFile = Pick<StandinOptions, "seed" | "seeds" | "frozenAt">;

/**
 * Reads starting state from a YAML, JSON or module file.
 *
 * @throws SeedError naming the file, the line, the place in it, and what is allowed there
 */
export async function readSeedFile(path: string): Promise<SeedFile> {
  const { content, text } = await load(path);
  const refuse: Refuse = async (complaint, place = []) => {
    const position = text === undefined ? "" : (await import("./seed-positions.ts")).positionOf(text, place);
    throw new SeedError(`${path}${position}: ${complaint}`);
  };
  if (typeof content !== "object" || content === null || Array.isArray(content))
    return refuse(`a seed file is a map of ${MEMBERS.join(", ")}.`);
  // `$schema` is there for editors.
  const { randomSeed, frozenAt, $schema: _, ...seeds } = content as Record<string, unknown>;
  if (randomSeed !== undefined && typeof randomSeed !== "string" && typeof randomSeed !== "number")
    return refuse("randomSeed is a text or a number.", ["randomSeed"]);
  if (frozenAt !== undefined && !isTime(frozenAt))
    return refuse("frozenAt is a time, e.g. 2024-01-01T00:00:00Z.", ["frozenAt"]);
  if (frozenAt !== undefined && !isClockTime(new Date(frozenAt).getTime()))
    return refuse(`frozenAt is out of range. ${CLOCK_RANGE}`, ["frozenAt"]);
  for (const [name, seed] of Object.entries(seeds)) await check(name, seed, refuse);
  return {
    ...(randomSeed !== undefined && { seed: randomSeed }),
    ...(frozenAt !== undefined && { frozenAt }),
    seeds,
  };
}

/** Complains of what stands at a place of the file. */
type Refuse = (complaint: string, place?: readonly string[]) => Promise<never>;

const isTime = (value: unknown): value is string | number | Date =>
  (typeof value === "string" || typeof value === "number" || value instanceof Date) &&
  !Number.isNaN(new Date(value).getTime());

async function check(name: string, seed: unknown, refuse: Refuse): Promise<void> {
  const known = providerNames.find((each) => each === name);
  if (known === undefined)
    return refuse(`there is no member ${JSON.stringify(name)}${toAdvice(name, MEMBERS)}`, [name]);
  const provider = registry[known];
  try {
    await provider.checkSeed(seed);
  } catch (error) {
    if (!(error instanceof SeedError)) throw error;
    const { message, place, unknownMember } = error;
    if (unknownMember === undefined) return refuse(`${message}.`, place.length > 0 ? place : [name]);
    const { membersAt } = await import("./seed-schema.ts");
    return refuse(message + toAdvice(unknownMember, membersAt(place)), [...place, unknownMember]);
  }
}

/** How a sentence about an unknown name ends: with the name that was probably meant, and those that are allowed. */
function toAdvice(name: string, allowed: readonly string[]): string {
  if (allowed.length === 0) return ".";
  const nearest = closest(name, [...allowed]);
  const guess = distance(name, nearest) <= Math.ceil(name.length / 3) ? `; did you mean ${nearest}?` : ".";
  return `${guess} Allowed are ${allowed.join(", ")}.`;
}

/** The content of a file, and its text unless it is a program. */
async function load(path: string): Promise<{ content: unknown; text?: string }> {
  const kind = extname(path);
  try {
    switch (kind) {
      case ".yaml":
      case ".yml": {
        const text = await readFile(path, "utf8");
        // A file of comments alone says nothing, and that may be.
        return { content: parseYaml(text) ?? {}, text };
      }
      case ".json": {
        const text = await readFile(path, "utf8");
        return { content: parseJson(text), text };
      }
      case ".js":
      case ".mjs":
      case ".ts":
      case ".mts":
        return { content: ((await import(pathToFileURL(resolve(path)).href)) as { default: unknown }).default };
    }
  } catch (error) {
    if (error instanceof NotationError) throw new SeedError(`${path}${error.position}: ${error.message}`);
    throw new SeedError(`${path}: ${toReason(error as NodeJS.ErrnoException)}`);
  }
  throw new SeedError(`${path}: a seed file ends in .yaml, .yml, .json, .js or .ts.`);
}

/** A text is no YAML, or no JSON. */
class NotationError extends Error {
  /** `:line:column`, or nothing when it is not known. */
  readonly position: string;

  constructor(message: string, position: string) {
    super(message);
    this.position = position;
  }
}

function parseYaml(text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    const [start] = error.linePos ?? [];
    const [reason = ""] = error.message.split(/ at line \d+, column \d+/);
    throw new NotationError(`${reason}.`, start === undefined ? "" : `:${start.line}:${start.col}`);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const [reason = "", offset] = (error as Error).message.split(/ at position (\d+)/);
    // The text has ended too early when no position is given.
    const before = text.slice(0, offset === undefined ? text.length : Number(offset)).split("\n");
    throw new NotationError(`${reason}.`, `:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`);
  }
}

function toReason(error: NodeJS.ErrnoException): string {
  if (error.code === "ENOENT" || error.code === "ERR_MODULE_NOT_FOUND") return "there is no such file.";
  if (error.code === "EISDIR") return "this is a folder, not a file.";
  if (error.code === "EACCES") return "this file may not be read by this user.";
  if (error.code === "ERR_UNKNOWN_FILE_EXTENSION")
    return `Node ${process.versions.node} cannot load TypeScript by itself; use Node 22.18 or newer, or YAML.`;
  return error.message.split("\n")[0] ?? "it cannot be read.";
}
