import { readFile, stat } from "node:fs/promises";
import { dirname, isAbsolute, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { LineCounter, parseDocument } from "yaml";
import { parsePointer } from "#engine/basics/json-pointer.ts";
import { describeJsonError, positionOfJsonError } from "#engine/basics/json-position.ts";
import { findDeepNesting, isNestedDeeper } from "#engine/basics/nesting.ts";
import { ownMember, setMember } from "#engine/basics/table.ts";
import { SpecError, type SpecFault } from "./spec-faults.ts";
import { findPositions } from "./text-positions.ts";

/** A file of a spec. */
interface SpecFile {
  /** Stands for it in the references of all files. */
  readonly id: string;
  readonly label: string;
  /** Relative references lead on from here. */
  readonly folder: string;
  readonly content: unknown;
  readonly text?: string;
}

/** What a reference leads to. */
export interface Target {
  readonly value: unknown;
  readonly file: string;
  readonly path: readonly string[];
}

/** Members whose values are data: what looks like a reference there is none. */
const DATA = ["example", "default", "enum", "const", "value"];

/**
 * A spec with all files that it refers to. References in it are absolute: the file's id, `#` and the JSON pointer.
 */
export class SpecSource {
  readonly main: string;
  readonly faults: SpecFault[] = [];
  /** What is understood differently, or not at all, as sentences. */
  readonly notices: string[] = [];
  /** Whether references lead back to where they stand. */
  hasLoops = false;
  /** Schemas that have been checked. */
  readonly checked = new WeakSet<object>();
  /** All references, as they were written and as they are now. */
  readonly references: { id: string; path: readonly string[]; written: string; reference: string }[] = [];
  readonly #files = new Map<string, SpecFile>();
  readonly #byPath = new Map<string, string>();
  readonly #finders = new Map<string, (path: readonly string[]) => string>();

  constructor(main: string) {
    this.main = main;
  }

  get content(): unknown {
    return this.#files.get(FIRST)?.content;
  }

  add(file: Omit<SpecFile, "id">, at: string): string {
    const id = `spec${this.#files.size}`;
    this.#files.set(id, { ...file, id });
    this.#byPath.set(at, id);
    return id;
  }

  /** Remembers a file that cannot be read, so that it is complained of once. */
  skip(at: string): void {
    this.#byPath.set(at, "");
  }

  /** Whether a file may be read: it stands in the folder of the spec, or with the spec in the working directory. */
  mayRead(at: string): boolean {
    const folder = this.#files.get(FIRST)?.folder ?? process.cwd();
    return isIn(folder, at) || (isIn(process.cwd(), folder) && isIn(process.cwd(), at));
  }

  idOf = (at: string): string | undefined => this.#byPath.get(at);
  fileOf = (id: string): SpecFile | undefined => this.#files.get(id);

  /** Records a fault at a place of a file. */
  complain(message: string, path: readonly string[] = [], id: string = FIRST): void {
    const file = this.#files.get(id);
    this.faults.push({ file: file?.label ?? this.main, position: this.#position(id, path), path, message });
  }

  #position(id: string, path: readonly string[]): string {
    const text = this.#files.get(id)?.text;
    if (text === undefined) return "";
    let find = this.#finders.get(id);
    if (find === undefined) {
      find = findPositions(text);
      this.#finders.set(id, find);
    }
    return find(path);
  }

  /** @returns what an absolute reference leads to, or `undefined` */
  lookUp(reference: string): Target | undefined {
    const [id = "", pointer = ""] = splitReference(reference);
    const file = this.#files.get(id);
    if (file === undefined) return undefined;
    const path = parsePointer(pointer);
    let value = file.content;
    for (const name of path) {
      if (typeof value !== "object" || value === null) return undefined;
      value = ownMember(value as Record<string, unknown>, name);
    }
    return value === undefined ? undefined : { value, file: id, path };
  }

  /** Follows references from a value to what is none. @returns `undefined` if they lead in a circle or nowhere */
  follow(value: unknown): unknown {
    let found = value;
    for (let steps = 0; steps < MOST_STEPS; steps += 1) {
      const reference = referenceOf(found);
      if (reference === undefined) return found;
      found = this.lookUp(reference)?.value;
    }
    return undefined;
  }

  /** @throws SpecError if there are faults */
  check(): void {
    if (this.faults.length > 0) throw new SpecError(this.main, this.faults);
  }
}

function isIn(folder: string, at: string): boolean {
  const way = relative(folder, at);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

const FIRST = "spec0";
const MOST_STEPS = 50;

export const referenceOf = (value: unknown): string | undefined => {
  if (typeof value !== "object" || value === null) return undefined;
  const reference = (value as Record<string, unknown>)["$ref"];
  return typeof reference === "string" ? reference : undefined;
};

function splitReference(reference: string): [string, string] {
  const hash = reference.indexOf("#");
  return hash < 0 ? [reference, ""] : [reference.slice(0, hash), reference.slice(hash + 1)];
}

/**
 * Reads a spec and the files that it refers to.
 *
 * @param given the path of a YAML or JSON file, or a document, which stays as it is
 * @throws SpecError with everything that cannot be read
 */
export async function readSpec(given: string | URL | object): Promise<SpecSource> {
  const isPath = typeof given === "string" || given instanceof URL;
  if (isPath && isRemote(String(given))) {
    const shown = withoutSecrets(String(given));
    throw new SpecError(shown, [{ file: shown, position: "", path: [], message: NOT_DOWNLOADED }]);
  }
  const path = isPath && String(given).startsWith("file:") ? fileURLToPath(given) : given;
  const source = new SpecSource(isPath ? String(path) : "the document");
  if (typeof path === "string") await addFile(source, resolve(path), path);
  else addDocument(source, path);
  source.check();
  const pending = ["spec0"];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) pending.push(...(await resolveAll(source, id)));
  for (const { id, path, written, reference } of source.references)
    if (source.lookUp(reference) === undefined) source.complain(`${JSON.stringify(written)} leads nowhere.`, path, id);
  return source;
}

function addDocument(source: SpecSource, document: object): void {
  if (isNestedDeeper(document)) source.complain("it is nested too deeply, or holds itself.");
  else source.add({ label: source.main, folder: process.cwd(), content: structuredClone(document) }, source.main);
}

async function addFile(source: SpecSource, at: string, label: string): Promise<string | undefined> {
  const refuse = (message: string, position = ""): undefined => {
    source.faults.push({ file: label, position, path: [], message });
    source.skip(at);
    return undefined;
  };
  let text: string;
  try {
    if (!(await stat(at)).isFile()) return refuse("this is not a file.");
    text = (await readFile(at, "utf8")).replace(/^\ufeff/, "");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return refuse(code === "ENOENT" ? "there is no such file." : `it cannot be read: ${message}.`);
  }
  if (findDeepNesting(text) !== undefined) return refuse("it is nested too deeply.");
  const parsed = /^\s*[[{]/.test(text) ? parseJson(text) : parseYaml(text);
  if ("errors" in parsed) {
    for (const { message, position } of parsed.errors) refuse(message, position);
    return undefined;
  }
  if (!parsed.isJson && isNestedDeeper(parsed.content))
    return refuse("it is nested too deeply, or an alias holds itself.");
  return source.add({ label, folder: dirname(at), content: parsed.content, text }, at);
}

type Parsed = { content: unknown; isJson: boolean } | { errors: { message: string; position: string }[] };

function parseJson(text: string): Parsed {
  try {
    return { content: JSON.parse(text), isJson: true };
  } catch {
    // YAML's own notation of maps and lists begins like JSON.
    const parsed = parseYaml(text);
    if ("content" in parsed) return parsed;
    const { line, column } = positionOfJsonError(text);
    return { errors: [{ message: `it is not JSON: ${describeJsonError(text)}.`, position: `:${line}:${column}` }] };
  }
}

function parseYaml(text: string): Parsed {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, merge: true, prettyErrors: false });
  const errors = document.errors.map(({ message, pos: [offset] }) => {
    const { line, col } = lineCounter.linePos(offset);
    return { message: `it is not YAML: ${message}.`, position: `:${line}:${col}` };
  });
  if (errors.length > 0) return { errors };
  try {
    return { content: document.toJS(), isJson: false };
  } catch (error) {
    return { errors: [{ message: `it is not YAML: ${(error as Error).message}.`, position: "" }] };
  }
}

/** Makes the references of a file absolute. @returns the ids of files that were read for it */
async function resolveAll(source: SpecSource, id: string): Promise<string[]> {
  const file = source.fileOf(id);
  if (file === undefined) return [];
  const read: string[] = [];
  for (const { holder, path, reference } of referencesIn(file.content)) {
    const [address, fragment] = splitReference(reference);
    const place = [...path, "$ref"];
    if (hasScheme(address)) {
      source.complain(REMOTE(reference), place, id);
      continue;
    }
    if (fragment !== "" && !fragment.startsWith("/")) {
      source.complain(
        `${JSON.stringify(reference)} is not a JSON pointer: write #/components/schemas/<name>.`,
        place,
        id,
      );
      continue;
    }
    let target: string | undefined = id;
    if (address !== "") {
      const at = resolve(file.folder, decode(address));
      if (!source.mayRead(at)) {
        source.complain(
          `${JSON.stringify(reference)} leads out of the spec's folder. Move the file there, or start in a folder that holds both.`,
          place,
          id,
        );
        continue;
      }
      target = source.idOf(at);
      if (target === undefined) {
        target = await addFile(source, at, labelOf(at));
        if (target !== undefined) read.push(target);
      }
    }
    if (!target) continue;
    setMember(holder, "$ref", `${target}#${decode(fragment)}`);
    source.references.push({ id, path: place, written: reference, reference: `${target}#${decode(fragment)}` });
  }
  return read;
}

/** An address with a scheme, unless it is that of a file in the notation of a URL. One letter is a drive of Windows. */
const isRemote = (address: string): boolean =>
  /^(?!file:)[a-z][a-z0-9+.-]*:\/\//i.test(address) || address.startsWith("//");
/** References do not name drives either, and `file:` stands for any place. */
const hasScheme = (address: string): boolean => /^[a-z][a-z0-9+.-]+:/i.test(address) || address.startsWith("//");

const NOT_DOWNLOADED = "it is a remote address, and nothing is downloaded. Save it as a file.";

/** An address as messages may show it: without a password and the values of its query. */
const withoutSecrets = (address: string): string =>
  address.replace(/^([^/?#]*\/\/)[^/?#]*@/, "$1…@").replace(/\?[^#]*/, "?…");

const REMOTE = (reference: string): string =>
  `${JSON.stringify(withoutSecrets(reference))} is a remote reference, and nothing is downloaded. Save the file beside the spec and refer to it there.`;

/** A path as it was given, or relative to where the program runs. */
function labelOf(at: string): string {
  const near = relative(process.cwd(), at);
  return near.startsWith("..") ? at : near;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

interface FoundReference {
  readonly holder: Record<string, unknown>;
  readonly path: readonly string[];
  readonly reference: string;
}

/** All references of a file, each object once: YAML's aliases share some. */
function referencesIn(content: unknown): FoundReference[] {
  const found: FoundReference[] = [];
  const seen = new Set<object>();
  const path: string[] = [];
  const visit = (value: unknown, name: string, areNames: boolean): void => {
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    path.push(name);
    const reference = areNames ? undefined : referenceOf(value);
    if (reference !== undefined)
      found.push({ holder: value as Record<string, unknown>, path: path.slice(1), reference });
    if (Array.isArray(value)) for (const [index, each] of value.entries()) visit(each, String(index), false);
    else
      for (const [member, each] of Object.entries(value)) {
        const isData = !areNames && (DATA.includes(member) || (member.startsWith("x-") && !NAMED.includes(member)));
        if (!isData) visit(each, member, !areNames && NAMED.includes(member));
      }
    path.pop();
  };
  visit(content, "", false);
  return found;
}

/** Members whose own members have any names. */
const NAMED = [
  ...["properties", "patternProperties", "dependentSchemas", "$defs", "definitions"],
  ...["schemas", "responses", "parameters", "headers", "requestBodies", "examples", "x-common-responses"],
];
