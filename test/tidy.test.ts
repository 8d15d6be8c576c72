import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { providerNames } from "#mocks/registry.ts";

/** The house rules that the compiler cannot check. Each is a pure function over files, so that each can be seen to fail. */
const root = join(import.meta.dirname, "..");

interface SourceFile {
  /** From the repository's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

const SOURCE = /\.(tsx?|js)$/;
const LONGEST_FUNCTION = 70;
const LONGEST_WITH_NESTED = 120;
const VAGUE_FOLDERS = ["utils", "util", "helpers", "common", "misc", "lib"];

function filesBelow(folder: string): SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes("node_modules"))
    .map((path) => ({ path: relative(root, path).replaceAll("\\", "/"), text: readFileSync(path, "utf8") }));
}

/** Every module that a file imports, statically or dynamically, type-only imports included. */
const importsOf = (text: string): string[] =>
  [
    ...text.matchAll(
      /(?:^|\s)(?:import|export)\s[^"';]*?from\s*"([^"]+)"|import\(\s*"([^"]+)"\s*\)|^import\s+"([^"]+)"/gm,
    ),
  ].map((match) => match[1] ?? match[2] ?? match[3] ?? "");

/** The area that a file of ours, or an import of it, belongs to. */
function areaOf(path: string): string {
  const [top, second = ""] = path.split("/");
  if (top === "mocks") return second.includes(".") ? "registry" : `mocks/${second}`;
  if (top === "src") return second;
  return top ?? "";
}

function targetArea(from: string, specifier: string): string | undefined {
  if (specifier.startsWith("#mocks/")) return areaOf(specifier.slice(1));
  if (specifier.startsWith("#")) return specifier.slice(1).split("/")[0];
  if (specifier.startsWith(".")) return areaOf(join(dirname(from), specifier).replaceAll("\\", "/"));
  return undefined;
}

/** Which areas may import which, besides themselves. */
function isAllowed(from: string, to: string): boolean {
  if (from === to) return true;
  if (from.startsWith("mocks/")) return to === "engine" || to === "generated";
  switch (from) {
    case "generated":
    case "engine":
      return false;
    case "transports":
    case "logs":
      return to === "engine";
    case "generation":
      // Where it says which package is missing.
      return to === "engine" || to === "transports";
    case "spec-mock":
      return to === "engine" || to === "generation";
    case "mock":
      return to === "engine" || to === "generation" || to === "spec-mock";
    case "clients":
      return to === "generated";
    case "ui":
      return to === "clients";
    case "control":
      return to === "engine" || to === "generated";
    case "registry":
      return to === "engine" || to.startsWith("mocks/");
    case "testing":
      return to === "standin" || to === "interception" || to === "clients";
    case "interception":
    case "standin":
      return to !== "cli" && to !== "testing";
    case "cli":
      return true;
    default:
      return to !== "cli";
  }
}

/** Which rooms of the engine may import which, besides themselves; types count as well. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  basics: [],
  contract: ["basics"],
  state: ["contract", "basics"],
  kit: ["state", "contract", "basics"],
  faults: ["state", "contract", "basics"],
  // Readers recognise the credentials and tokens that the kit makes.
  journal: ["kit", "state", "contract", "basics"],
  webhooks: ["state", "contract", "basics"],
  world: ["faults", "journal", "webhooks", "kit", "state", "contract", "basics"],
  pipeline: ["world", "faults", "journal", "webhooks", "kit", "state", "contract", "basics"],
};
/** What mocks may import of the engine. */
const FOR_MOCKS = ["contract", "kit", "basics"];

const roomOf = (path: string): string | undefined => /^src\/engine\/([^/]+)\/[^/]+\.ts$/.exec(path)?.[1];

/** What logs may import of the engine. */
const FOR_LOGS = ["state", "basics"];

/** Every file of the engine is in a room, and imports from rooms below its own. */
function roomFaults({ path, text }: SourceFile): string[] {
  // What is published for mocks of one's own is what standin's own may import.
  const isMock = areaOf(path).startsWith("mocks/") || areaOf(path) === "mock";
  const outside = isMock ? FOR_MOCKS : areaOf(path) === "logs" ? FOR_LOGS : undefined;
  const isOutside = outside !== undefined;
  if (!isOutside && areaOf(path) !== "engine") return [];
  const room = roomOf(path);
  const allowed = outside ?? (room === undefined ? undefined : ROOMS[room]);
  if (allowed === undefined) return [`${path} is in no room of src/engine`];
  return importsOf(withoutComments(text)).flatMap((specifier) => {
    const target = specifier.startsWith("#engine/")
      ? `src/${specifier.slice(1)}`
      : join(dirname(path), specifier).replaceAll("\\", "/");
    if (!specifier.startsWith("#engine/") && (isOutside || !specifier.startsWith("."))) return [];
    const to = roomOf(target);
    if (to === undefined) return [`${path} imports ${specifier}, which is in no room of src/engine`];
    return to === room || allowed.includes(to) ? [] : [`${path} may not import ${specifier}`];
  });
}

/** By the first word of the file that may import it: `msw-node.ts` may import what `msw.ts` may. */
const FRAMEWORKS: Readonly<Record<string, string>> = {
  express: "express",
  msw: "msw",
  "msw/node": "msw",
  "node:http": "node",
  "node:net": "node",
  "node:tls": "node",
};

function importFaults({ path, text }: SourceFile): string[] {
  const from = areaOf(path);
  const faults: string[] = [];
  for (const specifier of importsOf(text)) {
    const to = targetArea(path, specifier);
    if (to !== undefined && !isAllowed(from, to) && !isTableMaker(path, specifier))
      faults.push(`${path} may not import ${specifier}`);
    if (to !== undefined && to !== from && specifier.startsWith(".") && !isRegistryLine(from, to))
      faults.push(`${path} crosses into another area by ${specifier}: write it with #`);
    const provider = from.startsWith("mocks/") ? from.slice("mocks/".length) : undefined;
    if (
      provider !== undefined &&
      specifier.startsWith("#generated/") &&
      !specifier.startsWith(`#generated/${provider}/`)
    )
      faults.push(`${path} reads the generated code of another provider: ${specifier}`);
    if (["engine", "clients"].includes(from) || provider !== undefined) {
      if (specifier.startsWith("node:")) faults.push(`${path} must run in a browser, so not with ${specifier}`);
    }
    const home = FRAMEWORKS[specifier];
    if (from === "transports" && home !== undefined && basename(path, ".ts").split("-")[0] !== home)
      faults.push(`${path} may not import ${specifier}: only ${home}.ts and ${home}-….ts do`);
  }
  return faults;
}

/** Generated tables are made as all others are. */
const isTableMaker = (path: string, specifier: string): boolean =>
  /^src\/generated\/[a-z]+\/operations\.ts$/.test(path) && specifier === "#engine/basics/table.ts";

const isRegistryLine = (from: string, to: string): boolean => from === "registry" && to.startsWith("mocks/");

const IMPURE = [
  /\bDate\.now\b/,
  /\bnew Date\(\s*\)/,
  /\bMath\.random\b/,
  /\bfetch\(/,
  /\bprocess\./,
  /\bcrypto\.(getRandomValues|randomUUID)/,
];

const withoutComments = (text: string): string =>
  text.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/(^|\s)\/\/.*$/gm, "");

/** Mocks and engine take time, randomness and the network from outside. */
/** Test environments replace globals by those of another realm: `isBytes` and `isPromise` recognize both. */
const realmFaults = ({ path, text }: SourceFile): string[] =>
  [...text.matchAll(/instanceof (Uint8Array|ArrayBuffer|Promise|Date)\b/g)].map(([found]) => `${path} asks ${found}`);

const purityFaults = ({ path, text }: SourceFile): string[] =>
  IMPURE.filter((pattern) => pattern.test(withoutComments(text))).map((pattern) => `${path} uses ${pattern.source}`);

/** What sees state is synchronous: no promise, and no word that makes one. */
const SYNCHRONOUS = /^mocks\/[^/]+\/(handlers\/|credentials\.ts$|authorize\.ts$)/;
const ASYNCHRONOUS = /\b(async|await|Promise|Awaitable)\b|\bimport\(/;

const promiseFaults = ({ path, text }: SourceFile): string[] =>
  SYNCHRONOUS.test(path) && ASYNCHRONOUS.test(withoutComments(text)) ? [`${path} is not synchronous`] : [];

const TIMER = /(?<![.\w])(setTimeout|setInterval|setImmediate)\(/;

/** Timers are those of `timers.ts`: fake timers of a test would hold up replies. */
const timerFaults = ({ path, text }: SourceFile): string[] =>
  /^src\/(engine|transports|standin|interception|control)\//.test(path) &&
  TIMER.test(withoutComments(text)) &&
  !importsOf(text).some((specifier) => specifier.endsWith("/timers.ts"))
    ? [`${path} uses the global timers, which tests replace: import those of src/transports/timers.ts`]
    : [];

const DATE = /(?<![.\w])Date[.(]|new Date\b/;

/** As with timers. */
const dateFaults = ({ path, text }: SourceFile): string[] =>
  /^(src\/(engine|transports|standin|interception|control)|mocks)\//.test(path) && DATE.test(withoutComments(text))
    ? [`${path} uses the global Date, which tests replace: PlatformDate of src/engine/basics/date.ts is not`]
    : [];

/** A provider's name appears only in files and folders that bear it, and in the registry. */
function nameFaults({ path, text }: SourceFile): string[] {
  if (path === "mocks/registry.ts") return [];
  return providerNames
    .filter((name) => !path.includes(name) && new RegExp(name, "i").test(text))
    .map((name) => `${path} names ${name}`);
}

/** The only files that print: the first escapes all that comes from elsewhere, the second is given nothing else. */
const PRINTERS = ["src/cli/terminal.ts", "src/interception/preload.ts", "src/testing/vitest.ts"];
const PRINTS = /\bconsole\.|\bprocess\.(stdout|stderr)\.write\b/;

const printFaults = ({ path, text }: SourceFile): string[] =>
  !PRINTERS.includes(path) && PRINTS.test(withoutComments(text)) ? [`${path} prints past src/cli/terminal.ts`] : [];

const folderFaults = ({ path }: SourceFile): string[] =>
  dirname(path)
    .split("/")
    .filter((folder) => VAGUE_FOLDERS.includes(folder))
    .map((folder) => `${path} is in a folder called ${folder}`);

const nameStyleFaults = ({ path }: SourceFile): string[] =>
  SOURCE.test(path) && !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/.test(basename(path))
    ? [`${path} is not kebab-case`]
    : [];

const OPENS_FUNCTION =
  /^(\s*)(?:export )?(?:async )?(?:function\b|const \w+ = (?:async )?\(.*=> \{$|(?:async )?\w+\(.*\).*\{$)/;

/**
 * Functions fit on a screen. One reaches from the line that opens it to the line that closes it at the same indent;
 * functions inside it are counted for themselves.
 */
function lengthFaults({ path, text }: SourceFile): string[] {
  const lines = text.split("\n");
  const functions = lines.flatMap((line, start) => {
    const opens = OPENS_FUNCTION.exec(line);
    if (opens === null || /^\s*(if|for|while|switch|describe|it)\b/.test(line)) return [];
    const end = lines.findIndex((each, index) => index > start && each.startsWith(`${opens[1] ?? ""}}`));
    return [{ start, end }];
  });
  return functions.flatMap(({ start, end }) => {
    const inside = functions.filter((other) => other.start > start && other.end < end);
    const outermost = inside.filter((one) => !inside.some((other) => other.start < one.start && other.end > one.end));
    const own = outermost.reduce((length, other) => length - (other.end - other.start), end - start);
    return own > LONGEST_FUNCTION ? [`${path}:${start + 1} has ${own} lines`] : [];
  });
}

/** The same with the functions inside it, of every kind; `describe` only groups tests. */
function wholeLengthFaults({ path, text }: SourceFile): string[] {
  // What is too short as a whole holds nothing that is too long.
  if (text.split("\n").length <= LONGEST_WITH_NESTED) return [];
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const lineOf = (position: number): number => file.getLineAndCharacterOfPosition(position).line + 1;
  const faults: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && "body" in node && node.body !== undefined && !isGroupOfTests(node)) {
      const start = lineOf(node.getStart(file));
      const length = lineOf(node.end) - start + 1;
      if (length > LONGEST_WITH_NESTED) faults.push(`${path}:${start} has ${length} lines, nested functions included`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return faults;
}

/** Whether a function is what `describe`, or `describe.each(…)` and the like, is called with. */
const isGroupOfTests = ({ parent }: ts.Node): boolean =>
  ts.isCallExpression(parent) && /^describe\b/.test(parent.expression.getText());

/** What is implemented once: where, and how another implementation would show. */
const SINGLE: readonly { readonly of: string; readonly homes: readonly string[]; readonly signs: readonly RegExp[] }[] =
  [
    {
      of: "JSON pointers",
      homes: ["src/engine/basics/json-pointer.ts"],
      signs: [/["'`/]~[01]["'`/]/, /(instancePath|\$ref)\b.*\.split\(/, /\.slice\("#\/"/],
    },
    {
      of: "the test for loopback",
      homes: ["src/engine/contract/loopback.ts"],
      signs: [/[\^(|]127\\+\.|\[::1\\\]|localhost\|/],
    },
    {
      of: "durations",
      homes: ["src/engine/basics/durations.ts", "src/cli/durations.ts"],
      signs: [/\bms\|[smhd]\b|\b[smhd]\|ms\b/, /\[WDHMS\]/],
    },
    {
      of: "tables in Markdown",
      homes: ["scripts/markdown-table.ts"],
      signs: [/\| ?:?-{3,}:? ?\|/],
    },
  ];

const repeatedFaults = ({ path, text }: SourceFile): string[] =>
  SINGLE.filter(
    ({ homes, signs }) => !homes.includes(path) && signs.some((sign) => sign.test(withoutComments(text))),
  ).map(({ of, homes }) => `${path} implements ${of} again: use ${homes.join(" or ")}`);

/** Variables of the environment that a program sets for another, and that no code asks for. */
function unreadVariables(files: readonly SourceFile[]): string[] {
  const find = (pattern: RegExp): string[] =>
    files.flatMap(({ text }) => [...text.matchAll(pattern)].map(([, name = ""]) => name));
  const read = new Set(find(/["'](STANDIN_[A-Z_]+)["']/g));
  return [...new Set(find(/\b(STANDIN_[A-Z_]+)(?:: ?["'`]|=\w)/g))].filter((name) => !read.has(name));
}

/**
 * Words that a reader has to translate before understanding a sentence; CONTRIBUTING.md has the glossary to use instead.
 * Names count as well, in any spelling but that of `noBody` and `NO_BODY`.
 */
const BANNED =
  /nobody|Nobody|NOBODY|somebody|Somebody|SOMEBODY|whoever|Whoever|\bat hand\b|\bsprings? into existence\b|\bgives? it away\b|\b([Ii]t|[Tt]his|[Tt]hat) is no\b(?! longer\b)/g;

/** Exact texts that may stay: names of mutants, as `docs/mutants.md` is written by a run of hours. */
const QUOTED = [
  "fields that nobody selected are sent, passwords included",
  "polling goes on although nobody can wait",
  "the mock runs checks that nobody asked for",
  "nobody hears that a verification has run out",
  "the verifier believes the stamp that nobody has signed",
  "the client takes every failure for nobody",
];

/** This file is exempt, as it quotes the words that it bans. */
const THIS_FILE = "test/tidy.test.ts";

const PROSE = /\.(ts|js|mjs|md|yaml|py|html)$/;

function wordFaults({ path, text }: SourceFile): string[] {
  if (path === THIS_FILE || !PROSE.test(path)) return [];
  const own = QUOTED.reduce((rest, quoted) => rest.replaceAll(quoted, ""), text);
  return own
    .split("\n")
    .flatMap((line, at) => [...line.matchAll(BANNED)].map(([word]) => `${path}:${at + 1} says "${word}"`));
}

const code = ["src", "mocks"].flatMap(filesBelow).filter(({ path }) => SOURCE.test(path));
const handWritten = code.filter(({ path }) => !path.startsWith("src/generated/"));
const pure = handWritten.filter(({ path }) => path.startsWith("src/engine/") || path.startsWith("mocks/"));
/** The checkers work from data: what they know of a provider stands in its folder of `contracts/`. */
const checkers = filesBelow("contracts/agreement");
const everything = ["src", "mocks", "bin", "scripts", "test", "bench", "contracts"].flatMap(filesBelow);
const pages = readdirSync(root)
  .filter((name) => PROSE.test(name))
  .map((name) => ({ path: name, text: readFileSync(join(root, name), "utf8") }));
const prose = [...everything, ...pages, ...["docs", "specs", "examples"].flatMap(filesBelow)];

describe("the house rules", () => {
  it("imports follow the table of who may import whom", () => {
    expect(code.flatMap(importFaults)).toEqual([]);
  });

  it("rooms of the engine import from rooms below them", () => {
    expect([...new Set(code.map(({ path }) => roomOf(path)))].filter((room) => room !== undefined).sort()).toEqual(
      Object.keys(ROOMS).sort(),
    );
    expect(handWritten.flatMap(roomFaults)).toEqual([]);
  });

  it("engine and mocks take time, randomness and the network from outside", () => {
    expect(pure.flatMap(purityFaults)).toEqual([]);
  });

  it("a provider's name appears only in its own files and the registry", () => {
    const shared = handWritten.filter(({ path }) => !path.startsWith("mocks/") || path === "mocks/registry.ts");
    expect([...shared, ...checkers].flatMap(nameFaults)).toEqual([]);
  });

  it("bytes and promises of another realm count as well", () => {
    expect(handWritten.flatMap(realmFaults)).toEqual([]);
    expect(realmFaults({ path: "src/engine/x.ts", text: "body instanceof Uint8Array" })).not.toEqual([]);
  });

  it("timers are the platform's own", () => {
    expect(handWritten.flatMap(timerFaults)).toEqual([]);
    expect(timerFaults({ path: "src/transports/x.ts", text: "setTimeout(run, 5);" })).not.toEqual([]);
  });

  it("dates are the platform's own", () => {
    expect(handWritten.flatMap(dateFaults)).toEqual([]);
    for (const text of ["Date.now()", "run(new Date())", "realNow: Date.now,", "const at = Date();"])
      expect(dateFaults({ path: "mocks/x/y.ts", text })).not.toEqual([]);
    expect(dateFaults({ path: "src/engine/x.ts", text: "const at: Date = toDate(x);" })).toEqual([]);
  });

  it("handlers, credentials and authorization are synchronous", () => {
    expect(handWritten.filter(({ path }) => SYNCHRONOUS.test(path)).length).toBeGreaterThanOrEqual(
      4 * providerNames.length,
    );
    expect(handWritten.flatMap(promiseFaults)).toEqual([]);
  });

  it("every variable of the environment that is set is read", () => {
    const manifest = { path: "package.json", text: readFileSync(join(root, "package.json"), "utf8") };
    expect(unreadVariables([...everything, manifest])).toEqual([]);
  });

  it("what is printed is printed by those files that escape what a terminal would obey", () => {
    expect(handWritten.flatMap(printFaults)).toEqual([]);
  });

  it("pointers, loopback, durations and tables have one implementation", () => {
    const programs = ["scripts", "contracts", "bench"].flatMap(filesBelow).filter(({ path }) => SOURCE.test(path));
    expect([...handWritten, ...programs].flatMap(repeatedFaults)).toEqual([]);
    for (const home of SINGLE.flatMap(({ homes }) => homes)) expect(everything.map(({ path }) => path)).toContain(home);
  });

  it("no folder has a vague name and files are kebab-case", () => {
    expect(everything.flatMap(folderFaults)).toEqual([]);
    expect(everything.flatMap(nameStyleFaults)).toEqual([]);
  });

  it("comments, docs, messages, test titles and names are in plain words", () => {
    expect(prose.flatMap(wordFaults)).toEqual([]);
    expect(
      QUOTED.filter((quoted) => !prose.some(({ path, text }) => !path.startsWith("test/") && text.includes(quoted))),
    ).toEqual([]);
  });

  it("functions fit on a screen", () => {
    expect([...handWritten, ...checkers].flatMap(lengthFaults)).toEqual([]);
    const programs = ["scripts", "bench"].flatMap(filesBelow).filter(({ path }) => /\.(ts|js|mjs)$/.test(path));
    expect([...handWritten, ...programs, ...checkers].flatMap(wholeLengthFaults)).toEqual([]);
  });
});

describe("the machines that check the house rules", () => {
  const plant = (path: string, text: string): SourceFile => ({ path, text });

  it("see a file without a room, and an import from a room above", () => {
    expect(roomFaults(plant("src/engine/x.ts", ""))).not.toEqual([]);
    expect(roomFaults(plant("src/engine/misc/x.ts", ""))).not.toEqual([]);
    const upward = 'import type { World } from "../world/world.ts";';
    expect(roomFaults(plant("src/engine/state/x.ts", upward))).not.toEqual([]);
    expect(roomFaults(plant("src/engine/state/x.ts", 'const a = await import("../world/world.ts");'))).not.toEqual([]);
    expect(roomFaults(plant("src/engine/pipeline/x.ts", upward))).toEqual([]);
    expect(roomFaults(plant("src/engine/faults/x.ts", 'import { a } from "../journal/journal.ts";'))).not.toEqual([]);
    expect(roomFaults(plant("src/logs/x.ts", 'import { a } from "#engine/world/world.ts";'))).not.toEqual([]);
    expect(roomFaults(plant("src/logs/x.ts", 'import { a } from "#engine/state/log.ts";'))).toEqual([]);
    expect(roomFaults(plant("mocks/one/x.ts", 'import { a } from "#engine/state/collections.ts";'))).not.toEqual([]);
    expect(roomFaults(plant("mocks/one/x.ts", 'import { a } from "#engine/kit/form.ts";'))).toEqual([]);
  });

  it("see an import that the table forbids", () => {
    expect(importFaults(plant("src/engine/x.ts", 'import { a } from "#transports/fetch.ts";'))).not.toEqual([]);
    expect(importFaults(plant("src/clients/x.ts", 'import type { A } from "#engine/pipeline/engine.ts";'))).not.toEqual(
      [],
    );
    expect(importFaults(plant("mocks/one/x.ts", 'import "node:fs";'))).not.toEqual([]);
    expect(importFaults(plant("mocks/one/x.ts", 'const a = await import("../two/state.ts");'))).not.toEqual([]);
    expect(importFaults(plant("mocks/one/x.ts", 'import type { A } from "#generated/two/types.ts";'))).not.toEqual([]);
    expect(importFaults(plant("src/transports/fetch.ts", 'import { Router } from "express";'))).not.toEqual([]);
    expect(importFaults(plant("src/transports/fetch.ts", 'import { setupServer } from "msw/node";'))).not.toEqual([]);
    expect(importFaults(plant("src/standin/standin.ts", 'import { main } from "#cli/main.ts";'))).not.toEqual([]);
    expect(importFaults(plant("src/standin/standin.ts", 'import { test } from "#testing/vitest.ts";'))).not.toEqual([]);
    expect(importFaults(plant("src/testing/x.ts", 'import { a } from "#engine/pipeline/engine.ts";'))).not.toEqual([]);
    expect(importFaults(plant("src/transports/x.ts", 'import { a } from "../engine/state/images.ts";'))).not.toEqual(
      [],
    );
    const table = 'import { toTable } from "#engine/basics/table.ts";';
    expect(importFaults(plant("src/generated/one/operations.ts", table))).toEqual([]);
    expect(importFaults(plant("src/generated/one/types.ts", table))).not.toEqual([]);
  });

  it("see a clock, a die and a network", () => {
    for (const text of ["Date.now()", "new Date()", "Math.random()", "await fetch(url)"])
      expect(purityFaults(plant("mocks/one/x.ts", text)), text).not.toEqual([]);
    expect(purityFaults(plant("mocks/one/x.ts", "// Date.now() is not for us\nnew Date(ms)"))).toEqual([]);
  });

  it("see a promise where state is seen", () => {
    for (const text of ["async () => 1", "await x;", "Promise.all([])", 'import("./x.ts")', "x: Awaitable<Row>"])
      for (const path of ["mocks/one/handlers/x.ts", "mocks/one/credentials.ts", "mocks/one/authorize.ts"])
        expect(promiseFaults(plant(path, text)), text).not.toEqual([]);
    expect(promiseFaults(plant("mocks/one/behaviour.ts", 'import("./x.ts")'))).toEqual([]);
    expect(promiseFaults(plant("mocks/one/authorize.ts", "// never await here"))).toEqual([]);
  });

  it("see a variable that nothing reads", () => {
    const setter = plant("scripts/x.ts", 'spawn("x", { env: { STANDIN_LOST: "1" } });');
    const script = plant("package.json", '"x": "STANDIN_LOST=1 vitest run"');
    for (const each of [setter, script]) {
      expect(unreadVariables([each, plant("src/x.ts", "// STANDIN_LOST is for scripts")])).toEqual(["STANDIN_LOST"]);
      expect(unreadVariables([each, plant("src/x.ts", 'process.env["STANDIN_LOST"]')])).toEqual([]);
    }
  });

  it("see text on its way to a terminal", () => {
    for (const text of ["console.log(body)", "console.error(error.stack)", "process.stdout.write(text)"])
      expect(printFaults(plant("src/cli/x.ts", text)), text).not.toEqual([]);
    expect(printFaults(plant("src/cli/x.ts", "say(toTable(titles, rows))"))).toEqual([]);
  });

  it("see a second implementation", () => {
    const again = [
      'part.replaceAll("~1", "/")',
      '(error?.instancePath ?? "").split("/")',
      'value.$ref.slice("#/".length)',
      "/^(localhost|127\\.0\\.0\\.1|\\[::1\\])$/",
      "/^127\\.\\d+/",
      "/^(\\d+)(ms|s|m)?$/",
      "/(d|h|ms|m|s)/g",
      '"| --- | --: |"',
      "`|---|---|`",
    ];
    for (const text of again) expect(repeatedFaults(plant("scripts/x.ts", text)), text).not.toEqual([]);
    expect(repeatedFaults(plant("src/engine/basics/json-pointer.ts", 'part.replaceAll("~1", "/")'))).toEqual([]);
    expect(repeatedFaults(plant("src/cli/x.ts", 'const LOCAL_URL = "http://127.0.0.1:4700";'))).toEqual([]);
  });

  it("see a provider's name in shared code", () => {
    const [name = ""] = providerNames;
    expect(nameFaults(plant("src/engine/x.ts", `if (provider === "${name}") {}`))).not.toEqual([]);
  });

  it("see a word that has to be translated first", () => {
    const words = ["nobody", "Somebody", "whoever", "at hand", "springs into existence", "gives it away", "It is no"];
    for (const word of words)
      for (const path of ["src/engine/contract/x.ts", "docs/x.md", "specs/x.yaml", "README.md", "examples/x/x.py"])
        expect(wordFaults(plant(path, `\n// ${word} text`)), word).toEqual([`${path}:2 says "${word}"`]);
    expect(wordFaults(plant("mocks/one/x.ts", "const asNobody = 1;"))).not.toEqual([]);
    expect(wordFaults(plant("mocks/one/x.ts", "noBody(NO_BODY); // that is no longer so"))).toEqual([]);
    expect(wordFaults(plant("contracts/x.ts", `"${QUOTED[0]}"`))).toEqual([]);
    expect(wordFaults(plant("contracts/x.ts", `"${QUOTED[0]}, nobody"`))).not.toEqual([]);
  });

  it("see a vague folder, a name that is not kebab-case, and a long function", () => {
    expect(folderFaults(plant("src/utils/x.ts", ""))).not.toEqual([]);
    expect(nameStyleFaults(plant("src/engine/CamelCase.ts", ""))).not.toEqual([]);
    expect(lengthFaults(plant("src/x.ts", `function long() {\n${"  work();\n".repeat(80)}}\n`))).not.toEqual([]);
  });

  it("see a function that is long only with those inside it", () => {
    const inner = (lines: number) => `  const one = () => {\n${"    work();\n".repeat(lines - 2)}  };\n`;
    const withInside = (lines: number, opens: string, closes = "}") =>
      plant("src/x.ts", `${opens}\n${inner(60)}${inner(lines - 62)}${closes}\n`);
    for (const [opens, closes] of [
      ["function create() {", "}"],
      ["export const create = async (options: Options): Promise<void> => {", "};"],
      ["class Long { create(): void {", "}}"],
      ["const long = { get create() {", "}};"],
      ["run(() => {", "});"],
    ] as const) {
      expect(wholeLengthFaults(withInside(120, opens, closes)), opens).toEqual([]);
      expect(wholeLengthFaults(withInside(121, opens, closes)), opens).toEqual([
        "src/x.ts:1 has 121 lines, nested functions included",
      ]);
    }
    expect(lengthFaults(withInside(121, "function create() {"))).toEqual([]);
    for (const opens of ['describe("a group", () => {', 'describe.each(all)("$name", (each) => {'])
      expect(wholeLengthFaults(withInside(121, opens, "});")), opens).toEqual([]);
  });
});
