import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import ts from "typescript";
import { parse } from "yaml";
import { FORMATS } from "#generation/formats.ts";

/** A regular expression, and where it stands. */
export interface FoundRegex {
  readonly source: string;
  readonly flags: string;
  /** Files from the root. */
  readonly places: readonly string[];
}

export interface FoundRegexes {
  readonly regexes: readonly FoundRegex[];
  /** Those made of texts that only a run knows, as they are written. */
  readonly made: readonly string[];
}

/** Reads the regular expressions of source files and of specs, each once. */
export async function findRegexes(root: string, folders: readonly string[]): Promise<FoundRegexes> {
  const found = new Map<string, { source: string; flags: string; places: Set<string> }>();
  const made: string[] = [];
  for (const folder of folders)
    for (const name of (await readdir(join(root, folder), { recursive: true })).sort()) {
      const path = `${folder}/${name}`.replaceAll("\\", "/");
      const read = READERS[extname(path)];
      if (read === undefined || path.endsWith(".d.ts")) continue;
      const { regexes, made: more } = read(await readFile(join(root, path), "utf8"));
      made.push(...more.map((code) => `${path}: ${code}`));
      for (const { source, flags } of regexes) {
        const key = `/${source}/${flags}`;
        const known = found.get(key) ?? { source, flags, places: new Set() };
        known.places.add(path);
        found.set(key, known);
      }
    }
  return { regexes: [...found.values()].map((each) => ({ ...each, places: [...each.places] })), made };
}

interface Read {
  readonly regexes: readonly Pick<FoundRegex, "source" | "flags">[];
  readonly made: readonly string[];
}

const READERS: Readonly<Record<string, (text: string) => Read>> = {
  ".ts": (text) => readCode(text),
  ".js": (text) => readCode(text),
  ".yaml": (text) => ({ regexes: patternsIn(parse(text)).map((source) => ({ source, flags: "u" })), made: [] }),
};

/** The regular expressions of a program: its literals, and those made of literals. */
export function readCode(text: string): Read {
  const regexes: { source: string; flags: string }[] = [];
  const made: string[] = [];
  const file = ts.createSourceFile("code.ts", text, ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf("/");
      if (!isOfUnusedFormat(node)) regexes.push({ source: node.text.slice(1, end), flags: node.text.slice(end + 1) });
    } else if (isConstruction(node)) {
      const [source, flags] = node.arguments ?? [];
      if (
        source !== undefined &&
        ts.isStringLiteralLike(source) &&
        (flags === undefined || ts.isStringLiteralLike(flags))
      )
        regexes.push({ source: source.text, flags: flags?.text ?? "" });
      else made.push(node.getText());
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { regexes, made };
}

const isConstruction = (node: ts.Node): node is ts.NewExpression | ts.CallExpression =>
  (ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText() === "RegExp";

/** ajv brings all the formats it knows along, of which schemas may name some. */
function isOfUnusedFormat(node: ts.Node): boolean {
  let member = node.parent;
  while (member !== undefined && !ts.isPropertyAssignment(member)) member = member.parent;
  if (member === undefined) return false;
  const { left } = member.parent.parent as ts.BinaryExpression;
  if (left === undefined || !/\.(full|fast)Formats$/.test(left.getText())) return false;
  const name = member.name.getText().replaceAll('"', "");
  return !FORMATS.some((each) => each === name);
}

const PATTERN_WORDS = ["pattern", "x-route-pattern"];

function patternsIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    if (PATTERN_WORDS.includes(name) && typeof member === "string") return [member];
    const inside = name === "patternProperties" ? Object.keys(Object(member)) : [];
    return [...inside, ...patternsIn(member)];
  });
}
