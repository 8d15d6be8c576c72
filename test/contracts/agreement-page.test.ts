import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Evidence, readProviderEvidence } from "#standin/provenance.ts";
import { readContracts } from "../../contracts/agreement/contract.ts";
import { makeReport, toMarkdown } from "../../contracts/agreement/report.ts";
import { readSpec, root } from "../../contracts/agreement/spec.ts";

/** The page without what only a run can tell: who has seen a row, and where judges erred. */
const withoutSightings = (page: string): string[] =>
  page
    .replace(/## Exceptions\n[\s\S]*?(?=## Missing evidence)/, "")
    .split("\n")
    .map((line) => line.replace(/( \| [✓✗·])+ \|/, " |"));

/** The page that specs and provenance ask for, as if no judge had seen anything. */
async function readExpectedPage(): Promise<string> {
  const names = (await readContracts()).map(({ provider }) => provider);
  const origins = new Map<string, Evidence>();
  for (const name of names) {
    const origin = await readProviderEvidence(name);
    if (origin !== undefined) origins.set(name, origin);
  }
  const report = makeReport(
    await Promise.all(names.map(readSpec)),
    { sightings: [], exemptions: [], stale: 0 },
    origins,
  );
  return toMarkdown(report, () => "");
}

const page = await readFile(join(root, "docs/agreement.md"), "utf8");
const expected = withoutSightings(await readExpectedPage());
const isFresh = (text: string): boolean => withoutSightings(text).join("\n") === expected.join("\n");

describe("docs/agreement.md", () => {
  it("has a row for every documented status, with its provenance, and no other; else run npm run agreement", () => {
    expect(withoutSightings(page)).toEqual(expected);
  });

  it("has been written by a run without holes", () => {
    const rows = page.split("\n").filter((line) => /^\| `\w+` \| \d{3}/.test(line));
    expect(rows.length).toBeGreaterThan(200);
    expect(rows.filter((row) => row.includes("✗"))).toEqual([]);
  });
});

describe("the check of the page sees", () => {
  const row = /^\| `getUser` \| 404 .*\n/m.exec(page)?.[0] ?? expect.fail("the page has no row getUser 404");

  it("a missing row", () => {
    expect(isFresh(page.replace(row, ""))).toBe(false);
  });

  it("an invented row", () => {
    expect(isFresh(page.replace(row, `${row}${row.replace("404", "418")}`))).toBe(false);
  });

  it("another provenance", () => {
    expect(isFresh(page.replace(row, row.replace(/\((undated|\d{4}-\d{2})\)/, "(1999-01)")))).toBe(false);
  });

  it("another question", () => {
    const question = page.trimEnd().split("\n").at(-1) ?? "";
    expect(isFresh(page.replace(`${question}\n`, ""))).toBe(false);
  });
});
