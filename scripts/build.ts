/** Builds `dist/`: the command line, the library, the clients, their type declarations and the seed file's schema. */
import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { type BuildOptions, build, type Plugin, transform } from "esbuild";
import { writeNotices } from "./build/notices.ts";
import { writeSeedSchema } from "./build/seed-schema.ts";

const root = join(import.meta.dirname, "..");
const dist = join(root, "dist");
const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));

/** Validators are half of all code, and nobody reads them: shortened, they are parsed in a third of the time. */
const shortValidators: Plugin = {
  name: "short validators",
  setup(build) {
    build.onLoad({ filter: /src[\\/]generated[\\/].*validators?\.js$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, "utf8"), { minify: true, format: "esm", target: "es2023" });
      return { contents: code, loader: "js" };
    });
  },
};

const common: BuildOptions = {
  bundle: true,
  format: "esm",
  splitting: true,
  target: "es2023",
  conditions: ["standin-source"],
  outdir: dist,
  absWorkingDir: root,
  logLevel: "warning",
  legalComments: "none",
  // What is read at every start is kept short; names stay, so that stacks can be read.
  minifyWhitespace: true,
  minifySyntax: true,
  plugins: [shortValidators],
  sourcemap: true,
  metafile: true,
};

// One file opened at the start instead of hundreds: bundling what the engine needs halves the time to the first reply.
const forNode: BuildOptions = {
  ...common,
  entryPoints: {
    cli: "src/cli/main.ts",
    index: "src/index.ts",
    preload: "src/preload.ts",
    "transports/express": "src/transports/express.ts",
    "testing/vitest": "src/testing/vitest.ts",
    "testing/playwright": "src/testing/playwright.ts",
  },
  platform: "node",
  external: ["express", "msw", "vitest"],
  chunkNames: "chunks/[name]-[hash]",
  define: { STANDIN_VERSION: JSON.stringify(version) },
  // Some dependencies are CommonJS and ask for Node's own modules by `require`.
  banner: {
    js: 'import { createRequire as createRequireOf } from "node:module";\nconst require = createRequireOf(import.meta.url);',
  },
};

const clients = (await readdir(join(root, "src/clients")).catch(() => [])).filter((file) => file.endsWith(".ts"));
const forBrowsersToo: BuildOptions = {
  ...common,
  entryPoints: [...clients.map((file) => `src/clients/${file}`), "src/transports/msw.ts"],
  outbase: "src",
  platform: "neutral",
  external: ["openapi-fetch", "msw"],
};

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
await Promise.all([
  build(forNode).then(async ({ metafile }) =>
    writeFile(join(dist, "THIRD-PARTY.txt"), await writeNotices(root, Object.keys(metafile?.inputs ?? {}))),
  ),
  build(forBrowsersToo),
  promisify(execFile)(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", "tsconfig.build.json"], {
    cwd: root,
  }).catch(({ stdout }: { stdout: string }) => {
    throw new Error(stdout);
  }),
  writeFile(join(dist, "seed.schema.json"), await writeSeedSchema(root)),
]);
