import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createStandin } from "#standin/standin.ts";
import { expectShown, readCodeBlocks, toScript, toShownCommands } from "./support/code-blocks.ts";
import { isThere, run, runVitest } from "./support/programs.ts";

const root = join(import.meta.dirname, "..");
const blocks = await readCodeBlocks("README.md");

/** The README's code, but for what only a reader's own machine has. */
const hasCurl = await isThere("curl");

/** In the repository the command is not installed by its name. */
const NPX = `npx() { shift; "${process.execPath}" "${join(root, "bin/standin.js")}" "$@"; }`;

/** Below the repository, where the package is found by its name. */
const folder = join(root, "examples/.docs-code/readme");

/** TypeScript as shown: tests, and modules beside them. */
const sources = blocks
  .filter(({ language }) => language === "ts")
  .map(({ text }, index) => ({ text, file: `block-${index}${/^test\(/m.test(text) ? ".test" : ""}.ts` }));

beforeAll(async () => {
  await mkdir(folder, { recursive: true });
  for (const { file, text } of sources) await writeFile(join(folder, file), text);
  await writeFile(join(folder, "vitest.config.ts"), "export default {};\n");
  const tsconfig = { extends: "../../tsconfig.json", include: ["./*.ts"] };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(tsconfig));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

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

  it("says how to install the package before it imports it", async () => {
    const text = await readFile(join(root, "README.md"), "utf8");
    const { name, version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
    const [before = ""] = text.split(`from "${name}"`);
    expect(before).toMatch(/npm ci && npm pack\n/);
    expect(before).toMatch(new RegExp(`npm install --save-dev \\S*/${name}-${version}\\.tgz\n`));
  });

  it("shows TypeScript that compiles", async () => {
    expect(sources.length).toBeGreaterThanOrEqual(7);
    await run(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", folder]);
  });

  it("shows tests that pass", async () => {
    expect(await runVitest(folder)).toMatch(/Tests +3 passed \(3\)/);
  });

  it("shows programs that run to their end", async () => {
    const programs = sources.filter(({ file, text }) => !file.endsWith(".test.ts") && text.includes("createStandin("));
    const outputs = await Promise.all(
      programs.map(async ({ file }) => {
        const { stdout } = await run(process.execPath, ["--import", "tsx", join(folder, file)], { cwd: root });
        return stdout;
      }),
    );
    // What has become of a verification that was never opened, a world with a state of its own, what the journal holds, a router that is mounted and has nothing to do, what a provider's real address answers, and handlers that have nothing to do.
    expect(outputs).toEqual(["Expired\n2\n", "", "0\n", "", "200\n", ""]);
  });

  it("shows a seed file that is one", async () => {
    const { parse } = await import("yaml");
    const seed = blocks.find(({ language }) => language === "yaml");
    const { frozenAt, ...seeds } = parse(seed?.text ?? "");
    await using standin = await createStandin({ frozenAt, seeds });
    expect(standin.providers.length).toBeGreaterThan(0);
  });
});
