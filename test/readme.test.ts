import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createStandin } from "#standin/standin.ts";
import { expectShown, readCodeBlocks, toScript, toShownCommands } from "./support/code-blocks.ts";
import { isThere, run, runVitest } from "./support/programs.ts";

const root = join(import.meta.dirname, "..");
const blocks = await readCodeBlocks("README.md");

/** The README's code, but for what only a reader's own machine has. */
const hasCurl = await isThere("curl");

/** In the repository the command is not installed by its name. */
const NPX = `npx() { shift; "${process.execPath}" "${join(root, "bin/standin.js")}" "$@"; }`;

interface Collected {
  readonly body: () => Promise<void>;
}

/** Gathers the tests of a block instead of registering them, as this is a test itself. */
const COLLECTOR = `import { expect } from "vitest";
export const tests: { body: () => Promise<void> }[] = [];
const test = (_name: string, body: () => Promise<void>) => tests.push({ body });`;

const toOwnImports = (text: string): string =>
  text
    .replaceAll('"standin"', '"#standin/index.ts"')
    .replaceAll('"standin/vitest"', '"#testing/vitest.ts"')
    .replaceAll(/"standin\/clients\/([\w-]+)"/g, '"#clients/$1.ts"');

const sources = blocks.filter(({ language }) => language === "ts").map(({ text }) => text);

describe("the README", () => {
  // Where there is no curl there is nothing that could paste these lines.
  it.skipIf(!hasCurl)("shows lines that give the shown answers when pasted one after the other", async () => {
    await using standin = await createStandin();
    const { url } = await standin.listen();
    const commands = toShownCommands(blocks).filter(({ command }) => /\bcurl |^npx standin /m.test(command));
    expect(commands.length).toBeGreaterThanOrEqual(8);
    const script = `${NPX}\n${toScript(commands)}`.replaceAll("http://127.0.0.1:4700", url);
    const { stdout } = await run("bash", ["-eu", "-c", script], { env: { STANDIN_URL: url } });
    expectShown(commands, stdout);
  });

  it("shows TypeScript that compiles, and a test that passes", async () => {
    expect(sources.length).toBeGreaterThanOrEqual(3);
    const folder = join(root, "test/.readme-code");
    try {
      await mkdir(folder, { recursive: true });
      for (const [index, source] of sources.entries())
        await writeFile(join(folder, `block-${index}.ts`), toOwnImports(source));
      const tsconfig = { extends: "../../tsconfig.json", include: ["./*.ts"] };
      await writeFile(join(folder, "tsconfig.json"), JSON.stringify(tsconfig));
      await run(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", folder]);

      const collected = toOwnImports(sources[0] ?? "").replace('import { expect, test } from "vitest";', COLLECTOR);
      expect(collected).toContain(COLLECTOR);
      await writeFile(join(folder, "collected.ts"), collected);
      const { tests } = (await import(/* @vite-ignore */ join(folder, "collected.ts"))) as { tests: Collected[] };
      expect(tests).toHaveLength(1);
      for (const { body } of tests) await body();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("shows a test with the fixtures for Vitest that passes", async () => {
    // Below the repository, where the package is found by its name.
    const folder = join(root, "examples/.docs-code/readme");
    try {
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, "vitest.config.ts"), "export default {};\n");
      const [source = ""] = sources.filter((text) => text.includes('"standin/vitest"'));
      await writeFile(join(folder, "shown.test.ts"), source);
      expect(await runVitest(folder)).toMatch(/Tests +1 passed \(1\)/);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("shows programs that run to their end", async () => {
    const programs = sources.filter((text) => text.includes("createStandin(") && !text.includes("test("));
    expect(programs.length).toBeGreaterThanOrEqual(2);
    const folder = join(root, "examples/.docs-code/programs");
    try {
      await mkdir(folder, { recursive: true });
      for (const [index, source] of programs.entries()) {
        const file = join(folder, `program-${index}.ts`);
        await writeFile(file, source);
        await run(process.execPath, ["--import", "tsx", file], { cwd: root });
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("shows a seed file that is one", async () => {
    const { parse } = await import("yaml");
    const seed = blocks.find(({ language }) => language === "yaml");
    const { frozenAt, ...seeds } = parse(seed?.text ?? "");
    await using standin = await createStandin({ frozenAt, seeds });
    expect(standin.providers.length).toBeGreaterThan(0);
  });
});
