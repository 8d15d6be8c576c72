import { execFile } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { createStandin } from "#standin/standin.ts";

const root = join(import.meta.dirname, "..");
const readme = await readFile(join(root, "README.md"), "utf8");
const run = promisify(execFile);

interface Block {
  readonly language: string;
  readonly text: string;
}

const blocks: Block[] = [...readme.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = "", text = ""]) => ({
  language,
  text,
}));

/** The README's code, but for what only a reader's own machine has. */
const hasCurl = await run("curl", ["--version"]).then(
  () => true,
  () => false,
);

/** An ellipsis stands for any text. */
function expectLike(actual: unknown, shown: unknown, at = "answer"): void {
  if (shown === "…") {
    expect(typeof actual, at).toBe("string");
    return;
  }
  if (typeof shown !== "object" || shown === null) {
    expect(actual, at).toEqual(shown);
    return;
  }
  expect(Object.keys(actual as object), at).toEqual(Object.keys(shown));
  for (const [name, member] of Object.entries(shown))
    expectLike((actual as Record<string, unknown>)[name], member, `${at}.${name}`);
}

interface Collected {
  readonly body: () => Promise<void>;
}

/** Gathers the tests of a block instead of registering them, as this is a test itself. */
const COLLECTOR = `import { expect } from "vitest";
export const tests: { body: () => Promise<void> }[] = [];
const test = (_name: string, body: () => Promise<void>) => tests.push({ body });`;

const toOwnImports = (text: string): string =>
  text.replaceAll('"standin"', '"#standin/index.ts"').replaceAll(/"standin\/clients\/([\w-]+)"/g, '"#clients/$1.ts"');

describe("the README", () => {
  // Where there is no curl there is nothing that could paste these lines.
  it.skipIf(!hasCurl)("shows curl lines that give the shown answers when pasted one after the other", async () => {
    await using standin = await createStandin();
    const { url } = await standin.listen();
    const steps: { command: string; shown: unknown }[] = [];
    for (const [index, { language, text }] of blocks.entries()) {
      if (language !== "sh" || !text.includes("curl ")) continue;
      const next = blocks[index + 1];
      steps.push({ command: text, shown: next?.language === "json" ? JSON.parse(next.text) : undefined });
    }
    expect(steps.length).toBeGreaterThanOrEqual(6);
    const mark = "---answer---";
    const script = steps.map(({ command }) => `${command}\necho\necho ${mark}`).join("\n");
    const { stdout } = await run("bash", ["-eu", "-c", script.replaceAll("http://127.0.0.1:4700", url)]);
    const answers = stdout.split(`${mark}\n`);
    for (const [index, { shown }] of steps.entries())
      if (shown !== undefined) expectLike(JSON.parse(answers[index]?.trim().split("\n").at(-1) ?? ""), shown);
  });

  it("shows TypeScript that compiles, and a test that passes", async () => {
    const sources = blocks.filter(({ language }) => language === "ts").map(({ text }) => toOwnImports(text));
    expect(sources.length).toBeGreaterThanOrEqual(3);
    const folder = join(root, "test/.readme-code");
    try {
      await mkdir(folder, { recursive: true });
      for (const [index, source] of sources.entries()) await writeFile(join(folder, `block-${index}.ts`), source);
      const tsconfig = { extends: "../../tsconfig.json", include: ["./*.ts"] };
      await writeFile(join(folder, "tsconfig.json"), JSON.stringify(tsconfig));
      await run(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", folder]);

      const collected = (sources[0] ?? "").replace('import { expect, test } from "vitest";', COLLECTOR);
      expect(collected).toContain(COLLECTOR);
      await writeFile(join(folder, "collected.ts"), collected);
      const { tests } = (await import(/* @vite-ignore */ join(folder, "collected.ts"))) as { tests: Collected[] };
      expect(tests).toHaveLength(1);
      for (const { body } of tests) await body();
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
