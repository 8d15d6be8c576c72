import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { providerNames, registry } from "#mocks/registry.ts";
import { readSeedFile } from "#standin/seed-file.ts";

const SECRET = "hunter2hunter2";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "standin-seed-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function complaintAbout(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  const complaint = await readSeedFile(path).then(String, (error: Error) => error.message);
  return complaint.replace(path, name);
}

const [first = ""] = providerNames;

describe("what is wrong with a seed file is said without a piece of it", () => {
  it.each([
    ["an alias", "a.yaml", `${first}: *${SECRET}`, "a.yaml: a value begins with *"],
    ["a tag", "a.yaml", `${first}: !${SECRET} x`, "a.yaml:1:9: there is no such tag"],
    ["an escape", "a.yaml", `${first}: "\\h${SECRET}"`, "a.yaml:1:10: a text in double quotes has an escape"],
    ["a reserved character", "a.yaml", `${first}: @${SECRET}`, "a.yaml:1:9: a value begins with a character"],
    ["two colons", "a.yaml", `${first}: ${SECRET}: x`, "a.yaml:1:9: a value holds a colon"],
    ["an open bracket", "a.yaml", `${first}: [${SECRET}`, "a bracket is not closed"],
    ["an open quote", "a.yaml", `${first}: "${SECRET}`, "a.yaml:1:24: a bracket, quote"],
    ["text behind a text", "a.yaml", `${first}: "x" ${SECRET}`, "a.yaml:1:13: there is text that does not belong"],
    ["a tab", "a.yaml", `${first}:\n\t- ${SECRET}`, "a.yaml:2:1: lines are indented by tabs"],
    ["a member twice", "a.yaml", `${SECRET}: 1\n${SECRET}: 2`, "a.yaml:2:1: a member is there twice"],
    ["two documents", "a.yaml", `---\n${SECRET}\n...\n--- b`, "a.yaml:4:1: the file holds more than one document"],
    ["a directive", "a.yaml", `%${SECRET} a\n---\na`, "a.yaml:1:1: this is not valid YAML"],
    ["a word in JSON", "a.json", `{"${first}": ${SECRET}}`, "a.json:1:12: This is not valid JSON"],
    ["JSON that ends too early", "a.json", `{"${first}": "${SECRET}`, "a.json:1:27: This is not valid JSON"],
  ])("%s", async (_, name, text, complaint) => {
    const said = await complaintAbout(name, text);
    expect(said).toContain(complaint);
    expect(said).not.toContain("hunter2");
  });
});

/** Every text under a name that the seed's schema knows, replaced by one that is there twice. */
function doubled(value: unknown): unknown {
  if (Array.isArray(value)) return value.flatMap((each) => [doubled(each), doubled(each)]);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      /token|secret|password/.test(name) && typeof each === "string" ? SECRET : doubled(each),
    ]),
  );
}

/** Every list of a seed with its first entry twice, one list at a time, from the inside out. */
function* withOneTwice(value: unknown): Generator<unknown> {
  if (typeof value !== "object" || value === null) return;
  for (const [name, each] of Object.entries(value)) {
    for (const inner of withOneTwice(each))
      yield Array.isArray(value) ? value.with(Number(name), inner) : { ...value, [name]: inner };
    if (Array.isArray(each)) yield { ...value, [name]: [...each, each[0]] };
  }
}

describe.each(providerNames)("a seed of %s that declares something twice", (provider) => {
  it("is refused without its secrets", async () => {
    const { checkSeed, defaultSeed } = registry[provider];
    const secret = doubled(defaultSeed);
    const complaints: string[] = [];
    for (const seed of [secret, ...withOneTwice(secret), ...withOneTwice(defaultSeed)])
      await Promise.resolve(checkSeed(seed)).catch((error: Error) => complaints.push(error.message));
    expect(complaints.length).toBeGreaterThan(2);
    for (const complaint of complaints) {
      expect(complaint).not.toContain("hunter2");
      expect(complaint).not.toMatch(/standin-(secret|token|app-token)/);
    }
  });
});
