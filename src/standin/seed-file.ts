import { readFile, stat } from "node:fs/promises";
import { extname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Lexer, parseDocument } from "yaml";
import { PlatformDate } from "#engine/basics/date.ts";
import { positionOfJsonError } from "#engine/basics/json-position.ts";
import { nearestName } from "#engine/basics/nearest.ts";
import { CLOCK_RANGE, isClockTime, isDate } from "#engine/basics/times.ts";
import type { Mock } from "#engine/contract/mock.ts";
import { SeedError } from "#engine/kit/check-seed.ts";
import { registry } from "#mocks/registry.ts";
import type { Seeding } from "./standin.ts";

/** How a seed file is read. */
export interface SeedFileOptions {
  /** Mocks of one's own, whose seeds it may hold besides those of standin's own providers. */
  readonly mocks?: readonly Mock[];
  /** Tells a module that is read again from the one before. */
  readonly version?: number;
}

/**
 * Reads starting state from a YAML, JSON or module file.
 *
 * @throws SeedError naming the file, the line, the place in it, and what is allowed there
 */
export async function readSeedFile(path: string, { mocks = [], version = 0 }: SeedFileOptions = {}): Promise<Seeding> {
  const providers = new Map([...Object.values(registry), ...mocks].map((mock) => [mock.api.name, mock]));
  const members = ["randomSeed", "frozenAt", ...providers.keys()];
  const { content, text } = await load(path, version);
  const refuse: Refuse = async (complaint, place = []) => {
    const position = text === undefined ? "" : (await import("#generation/text-positions.ts")).positionOf(text, place);
    throw new SeedError(`${path}${position}: ${complaint}`);
  };
  if (typeof content !== "object" || content === null || Array.isArray(content))
    return refuse(`A seed file is a map of ${members.join(", ")}.`);
  // `$schema` is there for editors.
  const { randomSeed, frozenAt, $schema: _, ...seeds } = content as Record<string, unknown>;
  if (randomSeed !== undefined && typeof randomSeed !== "string" && typeof randomSeed !== "number")
    return refuse("randomSeed is a text or a number.", ["randomSeed"]);
  if (frozenAt !== undefined && !isTime(frozenAt))
    return refuse("frozenAt is a time, e.g. 2024-01-01T00:00:00Z.", ["frozenAt"]);
  if (frozenAt !== undefined && !isClockTime(new PlatformDate(frozenAt).getTime()))
    return refuse(`frozenAt is out of range. ${CLOCK_RANGE}`, ["frozenAt"]);
  for (const [name, seed] of Object.entries(seeds)) {
    const provider = providers.get(name);
    if (provider === undefined)
      return refuse(`there is no member ${JSON.stringify(name)}${toAdvice(name, members)}`, [name]);
    await check(provider, seed, refuse);
  }
  return {
    ...(randomSeed !== undefined && { seed: randomSeed }),
    ...(frozenAt !== undefined && { frozenAt }),
    seeds,
  };
}

/** Complains of what stands at a place of the file. */
type Refuse = (complaint: string, place?: readonly string[]) => Promise<never>;

const isTime = (value: unknown): value is string | number | Date =>
  (typeof value === "string" || typeof value === "number" || isDate(value)) &&
  !Number.isNaN(new PlatformDate(value).getTime());

async function check({ api, checkSeed }: Mock, seed: unknown, refuse: Refuse): Promise<void> {
  try {
    await checkSeed(seed);
  } catch (error) {
    if (!(error instanceof SeedError)) throw error;
    const { message, place, unknownMember } = error;
    if (unknownMember === undefined) return refuse(message, place.length > 0 ? place : [api.name]);
    const { membersAt } = await import("./seed-schema.ts");
    return refuse(message.slice(0, -1) + toAdvice(unknownMember, membersAt(place)), [...place, unknownMember]);
  }
}

/** How a sentence about an unknown name ends: with the name that was probably meant, and those that are allowed. */
function toAdvice(name: string, allowed: readonly string[]): string {
  if (allowed.length === 0) return ".";
  const nearest = nearestName(name, allowed);
  return `${nearest === undefined ? "." : `; did you mean ${nearest}?`} Allowed are ${allowed.join(", ")}.`;
}

const ENDINGS = ".yaml, .yml, .json, .js, .mjs, .ts or .mts";

/** The content of a file, and its text unless it is a program. */
async function load(path: string, version: number): Promise<{ content: unknown; text?: string }> {
  const kind = extname(path);
  try {
    // Opening a pipe would wait for a writer, and nothing could end that.
    const found = await stat(path);
    if (!found.isFile() && !found.isDirectory()) throw new NotationError("this is not a file", "");
    switch (kind) {
      case ".yaml":
      case ".yml": {
        const text = await readFile(path, "utf8");
        // A file of comments alone says nothing, and that may be.
        checkDepth(text);
        return { content: parseYaml(text) ?? {}, text };
      }
      case ".json": {
        // A byte order mark is not part of the text (RFC 8259, section 8.1).
        const text = (await readFile(path, "utf8")).replace(/^\ufeff/, "");
        // Of JSON, too, the YAML library tells where something stands.
        checkDepth(text);
        return { content: parseJson(text), text };
      }
      case ".js":
      case ".mjs":
      case ".ts":
      case ".mts":
        return { content: ((await import(toModuleUrl(path, version))) as { default: unknown }).default };
    }
  } catch (error) {
    if (error instanceof NotationError) throw new SeedError(`${path}${error.position}: ${error.message}`);
    throw new SeedError(`${path}: ${toReason(error as NodeJS.ErrnoException)}`);
  }
  throw new SeedError(`${path}: The name of a seed file ends in ${ENDINGS}.`);
}

const toModuleUrl = (path: string, version: number): string =>
  `${pathToFileURL(resolve(path)).href}${version === 0 ? "" : `?version=${version}`}`;

/** A text is no YAML, or no JSON. */
class NotationError extends Error {
  /** `:line:column`, or nothing when it is not known. */
  readonly position: string;

  constructor(message: string, position: string) {
    super(message);
    this.position = position;
  }
}

/** Levels of a seed file; those of the providers need about ten. */
const MOST_LEVELS = 200;

/** The YAML library goes down level by level, and Node would end with it where the stack does. */
function checkDepth(text: string): void {
  let open = 0;
  let line = 1;
  let inLine = 0;
  for (const token of new Lexer().lex(text)) {
    if (token.includes("\n")) {
      line += token.split("\n").length - 1;
      inLine = 0;
    } else if (token === "[" || token === "{") open += 1;
    else if (token === "]" || token === "}") open -= 1;
    // A level of a block is either an indicator in this line, or at least one blank in front of it.
    else if (token === "-" || token === "?" || token === ":") inLine += 1;
    else if (inLine === 0 && token.trim() === "") inLine = token.length;
    if (open + inLine > MOST_LEVELS)
      throw new NotationError(`It is nested too deeply: ${MOST_LEVELS} levels are the most.`, `:${line}:1`);
  }
}

/** What is wrong, by the codes of the library. Its own words quote the file, and there are secrets in it. */
const YAML_FAULTS: ReadonlyMap<string, string> = new Map([
  ["BAD_DQ_ESCAPE", "a text in double quotes has an escape that YAML does not have"],
  ["BAD_INDENT", "the indentation does not fit, or a bracket is not closed"],
  ["BAD_SCALAR_START", "a value begins with a character that YAML reserves; write it in quotes"],
  ["BLOCK_AS_IMPLICIT_KEY", "a value holds a colon and a blank; write it in quotes"],
  ["DUPLICATE_KEY", "a member is there twice"],
  ["MISSING_CHAR", "a bracket, quote, comma, colon or blank is missing"],
  ["MULTILINE_IMPLICIT_KEY", "the name of a member must stand on one line, before a colon"],
  ["NON_STRING_KEY", "the name of a member is no text"],
  ["MULTIPLE_DOCS", "the file holds more than one document"],
  ["TAB_AS_INDENT", "lines are indented by tabs; use blanks"],
  ["TAG_RESOLVE_FAILED", "there is no such tag; write a value that begins with ! in quotes"],
  ["UNEXPECTED_TOKEN", "there is text that does not belong here"],
]);
const TOO_MANY_ALIASES = "its aliases stand for too much.";
const BAD_ALIAS = "a value begins with *, which stands for an anchor, and there is none; write it in quotes.";

function parseYaml(text: string): unknown {
  const document = parseDocument(text, { stringKeys: true });
  const [fault] = [...document.errors, ...document.warnings];
  if (fault !== undefined) {
    const [start] = fault.linePos ?? [];
    const position = start === undefined ? "" : `:${start.line}:${start.col}`;
    throw new NotationError(`${YAML_FAULTS.get(fault.code) ?? "this is not valid YAML"}.`, position);
  }
  try {
    return document.toJS();
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    throw new NotationError(/alias count/.test(error.message) ? TOO_MANY_ALIASES : BAD_ALIAS, "");
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const { line, column } = positionOfJsonError(text);
    throw new NotationError("This is not valid JSON.", `:${line}:${column}`);
  }
}

function toReason(error: NodeJS.ErrnoException): string {
  if (error.code === "ENOENT" || error.code === "ERR_MODULE_NOT_FOUND") return "there is no such file.";
  if (error.code === "EISDIR") return "this is a folder, not a file.";
  if (error.code === "EACCES") return "this file may not be read by this user.";
  if (error.code === "ERR_UNKNOWN_FILE_EXTENSION")
    return `Node ${process.versions.node} cannot load TypeScript by itself; use Node 22.18 or newer, or YAML.`;
  // The platform quotes what it cannot read.
  if (error instanceof SyntaxError) return "this is not a valid module; node --check says where.";
  return error.message.split("\n")[0] ?? "it cannot be read.";
}
