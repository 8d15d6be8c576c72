import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createStandin } from "#standin/standin.ts";
import { expectShown, readCodeBlocks, toScript, toShownCommands } from "./support/code-blocks.ts";
import { isThere, run, runVitest } from "./support/programs.ts";

const root = join(import.meta.dirname, "..");
/** The pages whose code is run here; those about faults and the control API have tests of their own. */
const PAGES = [
  "README",
  "docs/providers",
  "docs/worlds",
  "docs/testing",
  "docs/clients",
  "docs/command-line",
  "docs/verification",
  "docs/own-provider",
];
const pages = await Promise.all(PAGES.map(async (page) => ({ page, blocks: await readCodeBlocks(`${page}.md`) })));

/** The README's code, but for what only a reader's own machine has. */
const hasCurl = await isThere("curl");

/** Names of headers that begin as extensions do. */
const HEADERS = /^x-(standin|ratelimit|request|signature|timestamp|api|content|frame|powered|http)/i;

/** In the repository the command is not installed by its name. */
const NPX = `npx() { shift; "${process.execPath}" "${join(root, "bin/standin.js")}" "$@"; }`;

/** What stands in code links nowhere. */
const withoutCode = (page: string): string => page.replaceAll(/(`+)[^`]*\1/g, "");

/** Below the repository, where the package is found by its name. */
const folder = join(root, "examples/.docs-code/readme");

/** TypeScript as shown: tests, and modules beside them. */
const sources = pages.flatMap(({ page, blocks }) =>
  blocks
    .filter(({ language }) => language === "ts")
    .map(({ text }, index) => {
      const isTest = /^test\(/m.test(text);
      return { text, file: `${page.replace("/", "-")}-${index}${isTest ? ".test" : ""}.ts`, isTest };
    }),
);

beforeAll(async () => {
  await mkdir(folder, { recursive: true });
  // A reader's mock is the example's here.
  for (const { file, text } of sources)
    await writeFile(join(folder, file), text.replaceAll('"./shop/', '"../../own-provider/shop/'));
  await writeFile(join(folder, "vitest.config.ts"), "export default {};\n");
  const tsconfig = { extends: "../../tsconfig.json", include: ["./*.ts"] };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(tsconfig));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const shells = pages
  .map(({ page, blocks }) => ({
    page,
    // What installs packages or writes code would do so in this repository.
    commands: toShownCommands(blocks).filter(
      ({ command }) =>
        /\bcurl |^npx standin /m.test(command) && !/^npm (init|install)\b|^npx standin generate\b/m.test(command),
    ),
  }))
  .filter(({ commands }) => commands.length > 0);

describe("the docs", () => {
  it("have lines to paste", () => {
    expect(shells.map(({ page }) => page)).toEqual(["README", "docs/providers", "docs/worlds"]);
    expect(shells.flatMap(({ commands }) => commands).length).toBeGreaterThanOrEqual(13);
  });

  // Without curl there is no way to paste these lines.
  it.skipIf(!hasCurl).each(shells)(
    "show lines that give the shown answers when pasted in order: $page",
    async ({ commands }) => {
      await using standin = await createStandin();
      const { url } = await standin.listen();
      const script = `${NPX}\n${toScript(commands)}`.replaceAll("http://127.0.0.1:4700", url);
      const { stdout } = await run("bash", ["-eu", "-c", script], { env: { STANDIN_URL: url } });
      expectShown(commands, stdout);
    },
  );

  it("say how to install the package before they import it", async () => {
    const text = await readFile(join(root, "README.md"), "utf8");
    const { name, version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
    const [before = ""] = text.split(`from "${name}"`);
    expect(before).toMatch(/npm ci && npm pack\n/);
    expect(before).toMatch(new RegExp(`npm install --save-dev \\S*/${name}-${version}\\.tgz\n`));
  });

  it("show TypeScript that compiles", async () => {
    expect(sources.length).toBeGreaterThanOrEqual(10);
    await run(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", folder]);
  });

  it("show tests that pass", async () => {
    expect(sources.filter(({ isTest }) => isTest)).toHaveLength(4);
    expect(await runVitest(folder)).toMatch(/Tests +5 passed \(5\)/);
  });

  it("show programs that run to their end", async () => {
    const programs = sources.filter(({ isTest, text }) => !isTest && text.includes("createStandin("));
    const outputs = await Promise.all(
      programs.map(async ({ file }) => {
        // Not by the sources, to which the repository's own configuration leads.
        const env = { ...process.env, TSX_TSCONFIG_PATH: join(root, "examples/tsconfig.json") };
        const { stdout } = await run(process.execPath, ["--import", "tsx", join(folder, file)], { cwd: root, env });
        return [file, stdout];
      }),
    );
    expect(outputs).toEqual([
      // A session of a workflow that is waited for.
      ["docs-providers-0.ts", "Not Started\nApproved\nAlice Example\n3\n"],
      // A verification that was never opened.
      ["docs-providers-1.ts", "Expired\n2\n"],
      // A world whose journal is empty, and a router that is mounted and has nothing to do.
      ["docs-worlds-0.ts", "0\n"],
      ["docs-worlds-2.ts", ""],
      // A provider's real address answers, and handlers that have nothing to do.
      ["docs-testing-2.ts", "200\n"],
      ["docs-testing-3.ts", ""],
      // A seed given in process.
      ["docs-command-line-0.ts", ""],
      // An override that refuses.
      ["docs-own-provider-0.ts", "409\n"],
    ]);
  });

  it("show a seed file that is one", async () => {
    const { parse } = await import("yaml");
    const seeds = pages.flatMap(({ blocks }) => blocks.filter(({ language }) => language === "yaml"));
    expect(seeds).toHaveLength(1);
    const { frozenAt, ...rest } = parse(seeds[0]?.text ?? "");
    await using standin = await createStandin({ frozenAt, seeds: rest });
    expect(standin.providers.length).toBeGreaterThan(0);
  });

  it("link only to files that exist", async () => {
    const paths = ["", "docs", "docs/decisions"].flatMap((under) =>
      readdirSync(join(root, under))
        .filter((name) => name.endsWith(".md"))
        .map((name) => join(under, name)),
    );
    const broken: string[] = [];
    for (const path of paths)
      for (const [, target = ""] of withoutCode(await readFile(join(root, path), "utf8")).matchAll(
        /\]\(([^)#\s]+)[^)]*\)/g,
      ))
        if (!/^https?:/.test(target) && !existsSync(join(root, dirname(path), target)))
          broken.push(`${path}: ${target}`);
    expect(broken).toEqual([]);
  });

  it("list the real hosts of each provider, and no others", async () => {
    const [, list = ""] = (await readFile(join(root, "docs/providers.md"), "utf8")).split("## Real hosts");
    const named = [...list.matchAll(/`([^`/]+\.[a-z]+)`/g)].map(([, host]) => host);
    await using standin = await createStandin();
    expect(named).toEqual(standin.providers.flatMap(({ api }) => api.hosts));
  });

  it("have a row for each extension of the specs, and no others", async () => {
    const page = await readFile(join(root, "docs/spec-extensions.md"), "utf8");
    const rows = [...page.matchAll(/^\| `(x-[\w-]+)` /gm)].map(([, name]) => name);
    const specs = readdirSync(join(root, "specs")).map((name) => readFileSync(join(root, "specs", name), "utf8"));
    const used = specs.flatMap((text) => [...text.matchAll(/^ *(x-[\w-]+):/gm)].map(([, name]) => name));
    const { length } = rows;
    expect(length).toBeGreaterThan(0);
    expect(rows.sort()).toEqual([...new Set(used)].filter((name) => name !== undefined && !HEADERS.test(name)).sort());
  });
});
