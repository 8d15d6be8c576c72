import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { readSeedFile } from "#standin/seed-file.ts";

const DEPTH = 20_000;

/** Ten of ten of ten, nine times over: a thousand million texts, if they were all written out. */
const bomb = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
  .concat([..."bcdefghij"].map((name, at) => `${name}: &${name} [${Array(10).fill(`*${"abcdefghi"[at]}`).join(", ")}]`))
  .join("\n");

const hostile: readonly (readonly [name: string, file: string, text: string | Uint8Array, complaint: string])[] = [
  ["aliases of aliases", "bomb.yaml", bomb, "alias"],
  ["an alias of nothing", "alias.yaml", "avacy: *nothing", "alias"],
  ["lists without end, in YAML", "deep.yaml", `avacy: ${"[".repeat(DEPTH)}`, "nested too deeply"],
  ["lists in lists, in JSON", "deep.json", `{"avacy":${"[".repeat(DEPTH)}${"]".repeat(DEPTH)}}`, "nested too deeply"],
  ["a name twice", "twice.yaml", "avacy: {}\navacy: {}", "twice"],
  ["the name of the prototype", "prototype.json", '{"__proto__":{"polluted":true}}', 'no member "__proto__"'],
  ["that name deeper down", "deeper.json", '{"avacy":{"__proto__":{"polluted":true}}}', 'has no member "__proto__"'],
  ["the name of a constructor", "constructor.yaml", "didomi:\n  constructor: 1", 'has no member "constructor"'],
  ["a number beyond all numbers", "infinite.json", '{"avacy":{"tenants":1e400}}', "avacy.tenants must be array"],
  ["a list as a name", "name.yaml", "avacy:\n  ? [a, b]\n  : 1", "name.yaml:2:5: the name of a member is no text."],
  ["another ending", "seed.txt", "x", "ends in .yaml, .yml, .json, .js, .mjs, .ts or .mts"],
  ["bytes that are no text", "bytes.yaml", Uint8Array.of(0xff, 0xfe, 0, 1, 2), "A seed file is a map"],
];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "standin-seeds-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it.each(hostile)("refuses a seed file with %s", async (_, file, text, complaint) => {
  const path = join(folder, file);
  await writeFile(path, text);
  const warn = vi.spyOn(process, "emitWarning");
  await expect(readSeedFile(path)).rejects.toThrow(complaint);
  expect(warn).not.toHaveBeenCalled();
  warn.mockRestore();
  expect(({} as Readonly<Record<string, unknown>>)["polluted"]).toBeUndefined();
});

it.each(["json", "yaml"])("reads .%s behind a byte order mark", async (kind) => {
  const path = join(folder, `marked.${kind}`);
  await writeFile(path, '\ufeff{"avacy":{}}');
  expect(await readSeedFile(path)).toEqual({ seeds: { avacy: {} } });
});

it("refuses a pipe, which would be waited for without end", async () => {
  const path = join(folder, "pipe.yaml");
  await promisify(execFile)("mkfifo", [path]);
  await expect(readSeedFile(path)).rejects.toThrow(`${path}: this is not a file`);
});
