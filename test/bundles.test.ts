import { readdirSync } from "node:fs";
import { join } from "node:path";
import { build, type Plugin } from "esbuild";
import { describe, expect, it } from "vitest";
import { requireBuild } from "./cli/launch.ts";

requireBuild();
const dist = join(import.meta.dirname, "../dist");
const clients = readdirSync(join(dist, "clients")).filter((name) => name.endsWith(".js"));

/** What is imported later, such as a server when it listens, may need Node. */
const later: Plugin = {
  name: "later",
  setup: ({ onResolve }) =>
    onResolve({ filter: /.*/ }, ({ kind, path }) => (kind === "dynamic-import" ? { path, external: true } : undefined)),
};

/** The modules that a page's bundle cannot have. */
async function missingInPage(contents: string): Promise<string[]> {
  const stdin = { contents, resolveDir: dist };
  const options = { bundle: true, platform: "browser", format: "esm", write: false, logLevel: "silent" } as const;
  return build({ ...options, stdin, external: ["msw", "msw/*"], plugins: [later] }).then(
    () => [],
    ({ errors }: { errors: readonly { readonly text: string }[] }) => errors.map(({ text }) => text),
  );
}

/** The packages that a bundle needs besides this one, also those imported later. */
async function packagesNeeded(entry: string): Promise<string[]> {
  const found = new Set<string>();
  const others: Plugin = {
    name: "others",
    setup: ({ onResolve }) =>
      onResolve({ filter: /^[^./]/ }, ({ path }) => {
        found.add(path.split("/", 1)[0] ?? path);
        return { path, external: true };
      }),
  };
  const stdin = { contents: `export * from "./${entry}";`, resolveDir: dist };
  await build({ stdin, bundle: true, platform: "browser", format: "esm", write: false, plugins: [others] });
  return [...found].sort();
}

describe("a page's bundle", () => {
  it.each([
    ["page/index.js", []],
    // Which compile the schemas of mocks of one's own, and make data for foreign specs.
    ["page/mock.js", ["ajv", "ajv-formats", "json-schema-faker"]],
  ])("of %s needs the packages %j", async (entry, packages) => {
    expect(await packagesNeeded(entry)).toEqual(packages);
  });

  it.each(["index.js", "transports/msw.js", ...clients.map((name) => `clients/${name}`)])(
    "can contain %s",
    async (entry) => {
      expect(await missingInPage(`export * from "./${entry}";`)).toEqual([]);
    },
  );

  it("cannot contain a module of Node", async () => {
    expect(await missingInPage('export * from "node:module";')).toHaveLength(1);
  });
});
