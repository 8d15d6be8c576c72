import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const { scripts } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as {
  scripts: Record<string, string>;
};
/** Every script of our own that an npm script runs. */
const files = [
  ...new Set(Object.values(scripts).flatMap((text) => text.match(/\b(scripts|bench)\/[\w-]+\.(ts|js)\b/g) ?? [])),
];

async function run(file: string, option: string) {
  const args = ["--import", "tsx", "--conditions=standin-source", file, option];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  const [stdout, stderr, code] = await Promise.all([
    child.stdout.toArray(),
    child.stderr.toArray(),
    new Promise((resolve) => child.on("close", resolve)),
  ]);
  return { stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString(), code };
}

describe.each(files)("%s", (file) => {
  it("prints its usage for --help, and does nothing else", async () => {
    const { stdout, stderr, code } = await run(file, "--help");
    expect(stdout).toMatch(/^Usage: np[mx] .+\n\n[A-Z].+\.\n/);
    expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
  }, 20_000);
});

// All read their options in one way; one of these has some, the other has none.
it.each(["scripts/walk.ts", "scripts/lint-specs.ts"])(
  "%s says in a line that it does not know an option",
  async (file) => {
    const { stdout, stderr, code } = await run(file, "--nonsense");
    expect(stderr).toMatch(/^Unknown option '--nonsense'\. See: np[mx] .+ --help\n$/);
    expect({ stdout, code }).toEqual({ stdout: "", code: 2 });
  },
  20_000,
);

it("there are scripts to run", () => {
  expect(files.length).toBeGreaterThan(8);
});
