import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PRESETS } from "#engine/faults/fault.ts";
import { createStandin } from "#standin/standin.ts";
import { expectShown, readCodeBlocks, toScript, toShownCommands } from "../support/code-blocks.ts";
import { isThere, run } from "../support/programs.ts";

const root = join(import.meta.dirname, "../..");
const blocks = await readCodeBlocks("docs/faults.md");
const hasCurl = await isThere("curl");

describe("the page on faults", () => {
  it.skipIf(!hasCurl)("shows what curl sees of each effect, and what is stored then (needs curl)", async () => {
    await using standin = await createStandin();
    const { url } = await standin.listen();
    const folder = await mkdtemp(join(tmpdir(), "standin-faults-"));
    try {
      const commands = toShownCommands(blocks);
      const script = toScript(commands).replaceAll("http://127.0.0.1:4700", url);
      const { stdout } = await run("bash", ["-eu", "-c", script], { cwd: folder });
      expectShown(commands, stdout);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("shows a program whose retries come to what is shown", async () => {
    const at = blocks.findIndex(({ language }) => language === "ts");
    // Below the repository, where the package is found by its name.
    const folder = join(root, "examples/.docs-code/faults");
    try {
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, "retries.ts"), blocks[at]?.text ?? "");
      await writeFile(
        join(folder, "tsconfig.json"),
        JSON.stringify({ extends: "../../tsconfig.json", include: ["./*.ts"] }),
      );
      await run(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", folder]);
      const { stdout } = await run(process.execPath, ["--import", "tsx", join(folder, "retries.ts")], { cwd: root });
      expect(stdout).toBe(blocks[at + 1]?.text);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("has a row for every preset", async () => {
    const page = await readFile(join(root, "docs/faults.md"), "utf8");
    for (const preset of Object.keys(PRESETS)) expect(page).toContain(`\n| \`${preset}\` |`);
  });
});
