/** Builds `dist/`: the command line, the library, the clients, their type declarations and the seed file's schema. */
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { join } from "node:path";
import { transform } from "esbuild";
import { type BuildOptions, build, type OutputOptions, type Plugin, type RolldownOutput } from "rolldown";
import { esmExternalRequirePlugin } from "rolldown/plugins";
import { writeDeclarations } from "./build/declarations.ts";
import { writeNotices } from "./build/notices.ts";
import { writeSeedSchema } from "./build/seed-schema.ts";
import { buildUi, withUi } from "./build/ui.ts";
import { readOptions } from "./options.ts";

readOptions(
  "npm run build --",
  "Builds dist/: command line, library, clients, type declarations, schema of seed files.",
  {},
);

const root = join(import.meta.dirname, "..");
const dist = join(root, "dist");
const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
/** Published as `standin/clients/*`. */
const CLIENTS = ["avacy", "control", "didit", "didit-webhooks", "didomi", "netid"];

/** Validators are half of all code: minified, they are parsed in a third of the time. */
const shortValidators: Plugin = {
  name: "short validators",
  async load(id) {
    if (!/src[\\/]generated[\\/].*(validators?|scenarios)\.js$/.test(id)) return undefined;
    const source = await readFile(id, "utf8");
    const { code } = await transform(source, { minify: true, format: "esm", target: "es2023" });
    // Not for a debugger: without these, the maps are half as large.
    return { code, map: { mappings: "" } };
  },
};

/** The bundler takes these for calls without any effect, and drops them where only the error counts that they may throw. */
const throwingCalls: Plugin = {
  name: "throwing calls",
  transform: (code) => ({
    code: code.replaceAll(/^(\s*)(?=(?:de|en)codeURI(?:Component)?\()/gm, "$1globalThis."),
    map: null,
  }),
};

/** Removes the import of a Node module that the bundler's helpers no longer use, so that they run in browsers. */
const helpersWithoutNode: Plugin = {
  name: "helpers without Node",
  generateBundle(_options, files) {
    for (const file of Object.values(files))
      if (file.type === "chunk" && file.name === "rolldown-runtime")
        file.code = file.code.replace(/^import ?["']node:module["'];/, "");
  },
};

/** By the name of the file in `dist/` that a published entry point leads to, without its ending. */
const ENTRIES: Readonly<Record<string, string>> = {
  index: "src/standin/index.ts",
  mock: "src/mock/index.ts",
  preload: "src/interception/preload.ts",
  "transports/express": "src/transports/express.ts",
  "transports/msw": "src/transports/msw.ts",
  "testing/vitest": "src/testing/vitest.ts",
  "testing/playwright": "src/testing/playwright.ts",
  "testing/puppeteer": "src/testing/puppeteer.ts",
  ...Object.fromEntries(CLIENTS.map((name) => [`clients/${name}`, `src/clients/${name}.ts`])),
};
const NODE_ONLY = [
  ...["index", "mock", "preload", "transports/express"],
  ...["testing/vitest", "testing/playwright", "testing/puppeteer"],
];
/** Vitest itself cannot be required, and a module to preload must have ended before the program starts. */
const ESM_ONLY = ["preload", "testing/vitest"];
/** What mocks of one's own and foreign specs need, also in a page. */
const FOR_SPECS = [/^ajv(-formats)?(\/|$)/, "json-schema-faker", "openapi-typescript", "typescript"];
const EXTERNAL = ["express", "ioredis", "lmdb", /^msw(\/|$)/, "vitest", "openapi-fetch", ...FOR_SPECS];

/** As above. What the package's CommonJS edition has as default, bundlers and Node would not agree about; and the command needs no other. */
const FOR_NODE = EXTERNAL.filter((name) => name !== "openapi-fetch");

const common = {
  cwd: root,
  resolve: { conditionNames: ["standin-source", "import", "default"], mainFields: ["module", "main"] },
  transform: { target: "es2023", define: { STANDIN_VERSION: JSON.stringify(version) } },
  plugins: [shortValidators, throwingCalls, helpersWithoutNode],
  // Some modules are imported statically in one place and dynamically in another, on purpose.
  onLog(level, log, handle) {
    // It would be left for a package that is not installed with this one.
    if (log.code === "UNRESOLVED_IMPORT") throw new Error(log.message);
    handle(level, log);
  },
  checks: { ineffectiveDynamicImport: false, pluginTimings: false },
} satisfies BuildOptions;

const output: OutputOptions = {
  dir: dist,
  chunkFileNames: "chunks/[name]-[hash].js",
  format: "esm",
  sourcemap: true,
  comments: false,
  // Code read at every start is minified; names are kept, so that stack traces are readable.
  minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
};

// Opening a file costs up to half a millisecond. The code that every start needs is in three files, each with all modules it
// imports; without these groups, each set of modules shared by the same entries would be a file, two dozen in all.
const inFewFiles: OutputOptions = {
  ...output,
  codeSplitting: {
    groups: [
      { name: "mocks", test: /mocks[\\/]registry\.ts$/, priority: 2 },
      { name: "core", test: /src[\\/](standin[\\/]standin|engine[\\/]kit[\\/]authorization)\.ts$/, priority: 1 },
      // Needed by every behaviour, but not at start: routing, cryptography, and reading the journal.
      {
        name: "answering",
        test: /src[\\/]engine[\\/](pipeline[\\/]mounted-behaviour|kit[\\/]tokens|basics[\\/]signatures|journal[\\/]journal-reader)\.ts$/,
      },
      { name: "command", test: /src[\\/]cli[\\/](main|providers)\.ts$|picocolors/ },
    ],
  },
};

const pick = (entries: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(entries).filter(([name]) => names.includes(name)));

const forNode: BuildOptions = {
  ...common,
  input: { cli: "src/cli/main.ts", ...pick(ENTRIES, NODE_ONLY) },
  // A bundled CommonJS package imports Node's modules by itself, so that the code shared by all files needs none: it runs in browsers.
  plugins: [...common.plugins, esmExternalRequirePlugin({ external: [/^node:/, "process", "buffer"] })],
  platform: "node",
  external: FOR_NODE,
  output: inFewFiles,
};

const forBrowsersToo: BuildOptions = {
  ...common,
  input: pick(
    ENTRIES,
    Object.keys(ENTRIES).filter((name) => !NODE_ONLY.includes(name)),
  ),
  platform: "neutral",
  external: EXTERNAL,
  output,
};

/** What interception and logs import, which is for Node. */
const ABSENT = "\0absent:";
/** By the package's name: what is imported of it. */
const OF_PEERS: Readonly<Record<string, readonly string[]>> = {
  ioredis: ["Redis"],
  lmdb: ["open"],
  msw: ["http", "HttpResponse", "setupServer"],
};
const peerOf = (id: string): string | undefined => Object.keys(OF_PEERS).find((name) => id.split("/")[0] === name);

/** What Node has and a page has not: whatever is imported from it says so when it is called. */
const withoutNode: Plugin = {
  name: "without Node",
  resolveId: (id) =>
    isBuiltin(id) || peerOf(id) !== undefined ? { id: ABSENT + id, moduleSideEffects: false } : undefined,
  async load(id) {
    if (!id.startsWith(ABSENT)) return undefined;
    const name = id.slice(ABSENT.length);
    const all = OF_PEERS[peerOf(name) ?? ""] ?? Object.keys(await import(name));
    const names = all.filter((each) => each !== "default" && each !== "module.exports");
    const lines = names.map((each) => `export const ${each} = absent("${each}");`);
    const message = `\${what} of ${name} does not exist in a browser: this needs Node.`;
    return `const absent = (what) => function () { throw new Error(\`${message}\`); };
      ${lines.join("\n")}
      export default { ${names.join(", ")} };`;
  },
};

/** A page's bundler has to find all that is imported, also what is for Node. The clients are for browsers as they are. */
const forPages: BuildOptions = {
  ...common,
  input: pick(ENTRIES, ["index", "mock"]),
  // Nothing else: what is for Node alone is absent.
  external: FOR_SPECS,
  plugins: [...common.plugins, withoutNode],
  platform: "browser",
  output: { ...output, dir: join(dist, "page"), sourcemap: false },
};

/** For programs that `require` it where no ES module can be required, such as tests of Jest. */
const forRequire: BuildOptions = {
  ...common,
  input: {
    ...pick(
      ENTRIES,
      Object.keys(ENTRIES).filter((name) => !ESM_ONLY.includes(name)),
    ),
    // No program asks for it: Node requires it first where an interception says so.
    guard: "src/transports/node-guard.ts",
    // Nor for this one: `standin run` names it in NODE_OPTIONS.
    run: "src/transports/node-run.ts",
  },
  platform: "node",
  external: FOR_NODE,
  output: {
    ...inFewFiles,
    format: "cjs",
    entryFileNames: "[name].cjs",
    chunkFileNames: "chunks/[name]-[hash].cjs",
    sourcemap: false,
  },
};

/** Without the modules that the bundler itself makes. */
const modulesOf = ({ output }: RolldownOutput): string[] =>
  output.flatMap((file) =>
    file.type === "chunk" ? file.moduleIds.filter((id) => !id.startsWith("builtin:") && !id.startsWith(ABSENT)) : [],
  );

/** Bundles everything, and lists the bundled packages. */
async function bundle(): Promise<void> {
  const ui = await buildUi(root, dist, common);
  const bundles = await Promise.all(
    [forNode, forBrowsersToo, forPages, forRequire].map((options) =>
      build({ ...options, plugins: [withUi(ui), options.plugins] }),
    ),
  );
  const generatedFrom = JSON.parse(await readFile(join(root, "src/generated/packages.json"), "utf8"));
  await writeFile(
    join(dist, "THIRD-PARTY.txt"),
    await writeNotices(root, [...ui.modules, ...bundles.flatMap(modulesOf)], generatedFrom),
  );
}

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
await Promise.all([
  bundle(),
  writeDeclarations(root, dist, ENTRIES, ESM_ONLY),
  writeFile(join(dist, "seed.schema.json"), await writeSeedSchema(root)),
]);
