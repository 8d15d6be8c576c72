import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  checkPlace,
  type Mutant,
  nameOf,
  type OwnedMutant,
  readMutants,
  tryMutant,
  type Verdict,
} from "../../contracts/agreement/mutant.ts";
import {
  complaintsAbout,
  makePage,
  mutantsIn,
  PAGE,
  readReasons,
  SURVIVORS,
  staleReasons,
} from "../../contracts/agreement/mutants-page.ts";
import { filesOf, STAGES } from "../../contracts/agreement/planting.ts";
import { root } from "../../contracts/agreement/spec.ts";

const mutants = await readMutants();
const base = mutants.filter(({ isBase }) => isBase);
const [first] = base;
if (first === undefined) throw new Error("no mutant is marked as one of the base");

/** What a run takes on a machine that has other things to do. */
const TIMEOUT_MS = 300_000;

describe("the contracts notice", () => {
  const named = base.map((each) => [nameOf(each), each] as const);
  it.for(named)("%s", { timeout: TIMEOUT_MS }, async ([, mutant], { signal }) => {
    const verdict = await tryMutant(mutant.provider, mutant, { stages: ["helpers", "consumer"], signal });
    expect(verdict.outcome, `no test of contracts/${mutant.provider} fails`).toBe("killed");
  });
});

describe("a trial", () => {
  const harmless: Mutant = { ...first, find: first.find, replace: `${first.find} ` };

  it("passes when nothing is another than before", { timeout: TIMEOUT_MS }, async ({ signal }) => {
    const verdict = await tryMutant(first.provider, harmless, { stages: ["helpers"], signal });
    expect(verdict).toEqual({ outcome: "passed" });
  });

  it("is no verdict when nothing loads the file", { timeout: TIMEOUT_MS }, async ({ signal }) => {
    const trial = tryMutant(first.provider, harmless, { stages: [], signal });
    await expect(trial).rejects.toThrow("was never planted");
  });

  it.each<[string, Partial<Mutant>, string]>([
    ["is not in the file", { find: "no such text" }, "0 times"],
    ["is there more than once", { find: "const" }, "times, not once"],
    ["stays as it is", { replace: first.find }, "changes nothing"],
    ["gives way to what cannot be read", { replace: "]" }, "unreadable"],
  ])("does not begin when the text %s", async (_, change, complaint) => {
    await expect(tryMutant(first.provider, { ...first, ...change })).rejects.toThrow(complaint);
  });
});

describe("the stages of a trial", () => {
  it("have every test file of a target's contracts, each once", async () => {
    for (const provider of new Set(mutants.map((each) => each.provider))) {
      const folder = `contracts/${provider}`;
      const there = (await readdir(join(root, folder))).filter((name) => name.endsWith(".test.ts"));
      const tried = STAGES.filter((stage) => stage !== "walk").flatMap((stage) => filesOf(stage, provider));
      expect([...tried].sort()).toEqual(there.map((name) => `${folder}/${name}`).sort());
      expect(filesOf("topics", provider).length).toBeGreaterThan(0);
    }
  });
});

describe("every mutant", () => {
  it("can be planted", async () => {
    await Promise.all(mutants.map(checkPlace));
  });

  it("is on the page: after a change of mutants or contracts, npm run mutants:contracts", async () => {
    const [page, survivors] = await Promise.all([PAGE, SURVIVORS].map((path) => readFile(join(root, path), "utf8")));
    expect([...mutantsIn(page ?? "")].sort()).toEqual(mutants.map(nameOf).sort());
    expect(staleReasons(mutants, readReasons(survivors ?? ""))).toEqual([]);
  });
});

describe("the command", () => {
  const [one, other] = ["one | two", "three"].map((name): OwnedMutant => ({ ...first, name }));
  if (one === undefined || other === undefined) throw new Error("there are two");
  const killed: Verdict = { outcome: "killed", test: "a test", file: "contracts/a/helpers.test.ts", complaint: "" };
  const half = [
    { mutant: one, verdict: killed },
    { mutant: other, verdict: { outcome: "passed" } as const },
  ];
  const all = half.map(({ mutant }) => ({ mutant, verdict: killed }));
  const explained = readReasons(
    `| provider | mutant | reason |\n|---|---|---|\n| ${other.provider} | three | alike |\n`,
  );

  it("fails when a survivor is not explained, when one that is does not survive, and when too many survive", () => {
    expect(complaintsAbout(all, new Map())).toEqual([]);
    expect(complaintsAbout(half, new Map()).join("\n")).toMatch(/notices ".*three"[\s\S]*50\.0 %/);
    expect(complaintsAbout(half, explained)).toEqual([expect.stringContaining("50.0 %")]);
    expect(complaintsAbout(all, explained)).toEqual([expect.stringContaining("take it out")]);
    const [survivor] = half.slice(1);
    const many = [...Array(19).fill(all[0]), survivor];
    expect(complaintsAbout(many, explained)).toEqual([]);
    expect(complaintsAbout(many.slice(1), explained)).toEqual([expect.stringContaining("94.7 %")]);
    expect(staleReasons([one], explained)).toHaveLength(1);
  });

  it("takes a page of survivors without a table for one of none", async () => {
    const text = "# Surviving mutants\n\nA table of provider, mutant and reason.\n\nNone at present.\n";
    expect(readReasons(text)).toEqual(new Map());
  });

  it("names the first of many helpers, and the test as it is", () => {
    const cellOf = (test: string): string | undefined =>
      makePage([{ mutant: one, verdict: { ...killed, test } }], new Map())
        .split("\n")
        .find((line) => line.includes("helpers.test.ts"));
    expect(cellOf("read and write and ask in a browser show it")).toContain(
      "| helpers.test.ts: read and others show it |",
    );
    expect(cellOf("read and write show it")).toContain("| helpers.test.ts: read and write show it |");
    expect(cellOf("a list and a row and a cell")).toContain("| helpers.test.ts: a list and a row and a cell |");
  });

  it("writes what killed each mutant, and why a survivor survives", () => {
    const page = makePage(half, explained);
    expect(page).toContain("| in all | 2 | 1 | 50.0 % |");
    expect(page).toContain("helpers.test.ts: a test");
    expect(page).toContain("**nothing**: alike");
    expect(mutantsIn(page)).toEqual(half.map(({ mutant }) => nameOf(mutant)));
  });
});
