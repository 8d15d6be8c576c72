import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { requireBuild } from "./cli/launch.ts";

const root = join(import.meta.dirname, "..");
const dist = join(root, "dist");
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** Where the bundler of the build puts functions of its own, and what they belong to. */
const HELPERS: Readonly<Record<string, string>> = {
  "rolldown-runtime": "rolldown",
  usingCtx: "@oxc-project/runtime",
};

/** The packages of which a built file has parts: by its source map, by the names that bundles of bundles keep, by helpers. */
function packagesIn(path: string, text: string): string[] {
  const { sources } = path.endsWith(".map") ? JSON.parse(text) : { sources: [text] };
  const found = (sources as string[]).flatMap((source) =>
    [...source.matchAll(/node_modules\/((?:@[\w.-]+\/)?[\w.-]+)\/(?!node_modules\/)/g)].map(([, name = ""]) => name),
  );
  const [, helper = ""] = /chunks\/([\w-]+?)-[\w-]{8}\.js$/.exec(path) ?? [];
  return [...found, ...(helper in HELPERS ? [HELPERS[helper] ?? ""] : [])];
}

/** What is said of each package, by its name. */
function readNotices(text: string): Map<string, string> {
  const notices = new Map<string, string>();
  for (const part of text.slice(text.indexOf("\n\n") + 2).split(`\n${"-".repeat(80)}\n\n`)) {
    const [, name = "", licence = ""] = /^(\S+) \d+\.\d+\.\d+\S* \(.+\)\n\n([\s\S]*)$/.exec(part) ?? [];
    notices.set(name, licence);
  }
  return notices;
}

const withoutNotice = (packages: Iterable<string>, notices: ReadonlyMap<string, string>): string[] =>
  [...packages].filter((name) => !/copyright|license|licence/i.test(notices.get(name) ?? "")).sort();

describe("THIRD-PARTY.txt", () => {
  let found: Set<string>;
  let notices: Map<string, string>;
  beforeAll(() => {
    requireBuild();
    const files = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((path) =>
      /\.c?js(\.map)?$/.test(path),
    );
    const paths = files.map((path) => path.replaceAll("\\", "/"));
    found = new Set(paths.flatMap((path) => packagesIn(path, readFileSync(join(dist, path), "utf8"))));
    notices = readNotices(readFileSync(join(dist, "THIRD-PARTY.txt"), "utf8"));
  });

  it("has the licence of every package of which something is in the package", () => {
    // Bundled as they are; bundled within generated code; within a package of their own; written by the bundler.
    for (const name of ["commander", "ajv-formats", "tslib", "rolldown"]) expect(found).toContain(name);
    expect(withoutNotice(found, notices)).toEqual([]);
  });

  it("is compared with what is there: each package that it left out would be found", () => {
    for (const name of found) {
      const fewer = new Map([...notices].filter(([each]) => each !== name));
      expect(withoutNotice(found, fewer)).toEqual([name]);
      expect(withoutNotice(found, new Map([...notices, [name, ""]]))).toEqual([name]);
    }
  });
});

/** The packages that declarations import: all that are published, for `import` and for `require`. */
function packagesOfDeclarations(read: (path: string) => string): Map<string, string> {
  const paths = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((path) => /\.d\.c?ts$/.test(path));
  const packages = new Map<string, string>();
  for (const path of paths)
    for (const [, specifier = ""] of read(path)
      .replaceAll(/\/\*[\s\S]*?\*\//g, "")
      .matchAll(/(?:from |import\(|import )["']([^"']+)["']/g)) {
      if (specifier.startsWith(".")) continue;
      const parts = specifier.split("/");
      packages.set(parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/"), path);
    }
  return packages;
}

describe("the declarations", () => {
  const installed = new Set([...Object.keys(manifest.dependencies), ...Object.keys(manifest.peerDependencies)]);
  const missing = (packages: Iterable<string>): string[] =>
    [...packages].filter((name) => !installed.has(name) && !name.startsWith("node:"));
  const read = (path: string): string => readFileSync(join(dist, path), "utf8");

  it("need no package that is not installed with standin", () => {
    requireBuild();
    const packages = packagesOfDeclarations(read);
    expect([...packages.keys()]).toContain("openapi-fetch");
    expect(missing(packages.keys())).toEqual([]);
  });

  it("are looked through for it: a package that one of them imports would be found", () => {
    const packages = packagesOfDeclarations((path) =>
      path === "clients/didomi.d.cts" ? 'import type { Entry } from "har-format";' : read(path),
    );
    expect(missing(packages.keys())).toEqual(["har-format"]);
  });
});
