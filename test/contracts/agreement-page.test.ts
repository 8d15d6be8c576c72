import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readPact } from "../../contracts/agreement/consumer.ts";
import { readContracts, repliesOf } from "../../contracts/agreement/contract.ts";
import { CHECKERS, type Observation } from "../../contracts/agreement/evidence.ts";
import { KNOWN_EXCEPTIONS } from "../../contracts/agreement/exceptions.ts";
import { NO_EVIDENCE, readReport } from "../../contracts/agreement/read-report.ts";
import { type Report, toMarkdown } from "../../contracts/agreement/report.ts";
import { findOperation, readSpec, root } from "../../contracts/agreement/spec.ts";
import { targetGroups } from "../../contracts/agreement/targets.ts";

/** How many columns of a table of totals specs alone decide: the name, rows, common responses, those never given. */
const TOTALS_OF_SPECS = 4;

/** The page without what only a run can tell: who has seen a row, how many there are of those, how often checkers erred. */
const withoutRun = (page: string): string[] =>
  page.split("\n").map((line) =>
    line
      .replace(/( \| [✓✗·])+ \|/, " |")
      .replace(/^(\| [\w ]+(?: \| \d+){3})(?: \| \d+)+ \|$/, "$1 |")
      .replace(/^(\| [^|]+ \| [^|]+) \| (?:never used|\w+ \d+(?:, \w+ \d+)*) \|/, "$1 |"),
  );

const page = await readFile(join(root, "docs/agreement.md"), "utf8");
const written = toMarkdown(await readReport(NO_EVIDENCE));
const expected = withoutRun(written);
const isFresh = (text: string): boolean => withoutRun(text).join("\n") === expected.join("\n");

/**
 * The report as it has to be for the contracts and the kept pacts, before any run: what the typed client meets follows from
 * the contracts, and what the other checkers of interactions have seen from the pacts.
 */
async function readExpectedReport(): Promise<Report> {
  const contracts = await readContracts();
  const observations = await Promise.all(
    contracts.map(async (contract): Promise<Observation[]> => {
      const { provider } = contract;
      const [spec, kept] = await Promise.all([readSpec(provider), readPact(provider)]);
      const ofClient = repliesOf(contract).map(
        ({ operationId, status }): Observation => ({ checker: "typed client", provider, operationId, status }),
      );
      const { interactions } = JSON.parse(kept) as KeptPact;
      const ofPact = interactions.flatMap(({ request: { method, path }, response: { status } }) => {
        const operationId = findOperation(spec, method, path)?.operationId;
        return operationId === undefined
          ? []
          : CHECKERS_OF_PACTS.map((checker): Observation => ({ checker, provider, operationId, status }));
      });
      return [...ofClient, ...ofPact];
    }),
  );
  return readReport({ ...NO_EVIDENCE, observations: observations.flat() });
}

const CHECKERS_OF_PACTS = ["pact", "verifier", "comparator"] as const;

interface KeptPact {
  readonly interactions: readonly {
    readonly request: { readonly method: string; readonly path: string };
    readonly response: { readonly status: number };
  }[];
}

/** Stands for a mark that only a run knows: which refusals random walks happen to meet is luck. */
const BY_LUCK = "?";

/**
 * The marks that each row must have, in the page's order. A run without holes has seen all that must be seen; what need not
 * be seen by Prism it has not looked for.
 */
const toExpectedMarks = ({ statuses }: Report): string[][] =>
  statuses.map(({ checkers, missing, unreachable }) =>
    CHECKERS.map((checker) => {
      if (checkers.includes(checker) || missing.includes(checker)) return "✓";
      return checker === "walk" && unreachable === undefined ? BY_LUCK : "·";
    }),
  );

const expectedMarks = toExpectedMarks(await readExpectedReport());

/** Rows whose marks cannot be those of a run, by their places. */
const wrongMarks = (text: string): string[] =>
  readRows(text).flatMap(({ provider, marks }, place) => {
    const wanted = expectedMarks[place] ?? [];
    const isRight = wanted.length > 0 && wanted.every((mark, at) => mark === BY_LUCK || mark === marks[at]);
    return isRight ? [] : [`${provider}, row ${place + 1}: ${marks.join(" ")} instead of ${wanted.join(" ")}`];
  });

interface Row {
  readonly provider: string;
  readonly isCommon: boolean;
  readonly isUnreachable: boolean;
  readonly marks: readonly string[];
}

/** Reads the rows under each heading. */
function readRows(text: string): Row[] {
  let provider = "";
  return text.split("\n").flatMap((line) => {
    provider = /^### (.+)$/.exec(line)?.[1] ?? provider;
    const [, name = "", status = "", marks = ""] =
      /^\| (`\w+`|common response) \| (\d{3}[^|]*?)((?: \| [✓✗·])+) \|/.exec(line) ?? [];
    if (name === "") return [];
    const isCommon = name === "common response";
    return [{ provider, isCommon, isUnreachable: status.includes("("), marks: marks.match(/[✓✗·]/g) ?? [] }];
  });
}

/** What the totals must say: the name, then as many numbers as the table has columns. */
function toTotals(name: string, rows: readonly Row[]): string {
  const count = (is: (row: Row) => boolean): number => rows.filter(is).length;
  const seen = CHECKERS.map((_, at) => count(({ marks }) => marks[at] === "✓"));
  const holes = count(({ marks }) => marks.includes("✗"));
  const ofSpecs = [rows.length, count(({ isCommon }) => isCommon), count(({ isUnreachable }) => isUnreachable)];
  expect(ofSpecs.length + 1).toBe(TOTALS_OF_SPECS);
  return `| ${[name, ...ofSpecs, holes, ...seen].join(" | ")} |`;
}

/** The rows of totals in each part of the page, as they are. */
const readTotals = (text: string): string[] =>
  text.split("\n").filter((line) => /^\| [\w ]+( \| \d+){4,} \|$/.test(line));

/** The rows of totals that belong to the rows of the page. */
function expectedTotals(text: string): string[] {
  const rows = readRows(text);
  return targetGroups.flatMap(({ names }) => {
    const own = rows.filter(({ provider }) => names.some((name) => name === provider));
    const each = names.map((name) =>
      toTotals(
        name,
        own.filter(({ provider }) => provider === name),
      ),
    );
    return names.length > 1 ? [...each, toTotals("together", own)] : each;
  });
}

describe("docs/agreement.md", () => {
  it("has a row for every documented status and common response, with its provenance, and no other; else run npm run agreement", () => {
    expect(withoutRun(page)).toEqual(expected);
  });

  it("has been written by a run without holes, in which every exception was used", () => {
    const rows = readRows(page);
    expect(rows.length).toBeGreaterThan(300);
    expect(rows.filter(({ isCommon }) => isCommon).length).toBeGreaterThan(30);
    expect(rows.filter(({ marks }) => marks.includes("✗"))).toEqual([]);
    for (const { exception } of KNOWN_EXCEPTIONS) expect(page).toMatch(new RegExp(`\\| ${exception} \\| \\w+ \\d`));
  });

  it("counts its rows, those of our own API apart from the providers'", () => {
    expect(readTotals(page)).toEqual(expectedTotals(page));
  });

  it("has the marks that follow from the contracts and the kept pacts", () => {
    expect(readRows(page).length).toBe(expectedMarks.length);
    expect(wrongMarks(page)).toEqual([]);
  });

  it("says which checkers never touch the mock", () => {
    const never = page.split("\n").flatMap((line) => /^\| ([\w ]+) \| .* \| never \|$/.exec(line)?.[1] ?? []);
    expect(never).toEqual(["typed client", "pact", "comparator"]);
  });
});

describe("the page that a run writes", () => {
  const headings = written.split("\n").flatMap((line) => /^##+ (.+)$/.exec(line)?.[1] ?? []);
  const [beginning = ""] = written.split("\n## ");

  it("begins with links to all of its sections, missing evidence first", () => {
    const linked = [...beginning.matchAll(/\[([^\]]+)\]\(#([^)]+)\)/g)];
    expect(linked[0]?.[1]).toBe("Missing evidence");
    expect(linked.map(([, name]) => name).sort()).toEqual([...headings].sort());
    for (const [, name = "", anchor] of linked) expect(anchor).toBe(name.toLowerCase().replaceAll(" ", "-"));
  });

  it("explains every word of provenance that a row has", () => {
    const used = written
      .split("\n")
      .flatMap((line) => /^\| (?:`\w+`|common response) \| \d{3}.* \| ([^|]+) \|$/.exec(line)?.[1] ?? [])
      .flatMap((text) => text.split(", ").map((each) => each.replace(/ \(.*/, "")));
    expect(new Set(used).size).toBeGreaterThan(5);
    for (const word of new Set(used)) expect(written).toMatch(new RegExp(`^\\| ${word} \\| [A-Z].+\\. \\|$`, "m"));
  });

  it("leads from each rule and each provider to a README's evidence, which has the rule", async () => {
    const links = [...written.matchAll(/\[(\w+)\]\(\.\.\/(mocks\/\w+\/README\.md)#evidence\)/g)];
    expect(links.filter(([, name]) => name === "R5" || name === "P1")).toHaveLength(2);
    for (const [, name = "", path = ""] of links) {
      const readme = await readFile(join(root, path), "utf8");
      expect(readme).toContain("\n## Evidence\n");
      if (/^[A-Z]\d/.test(name)) expect(readme).toContain(`\n| ${name} | `);
    }
    const [, queue = ""] = written.split("\n## Missing evidence\n");
    expect(queue).not.toMatch(/`[A-Z]\d+`|[ ,][RP]\d+[ ,(]/);
  });
});

describe("the check of the page sees", () => {
  const findRow = (pattern: RegExp): string => pattern.exec(page)?.[0] ?? expect.fail(`the page lacks ${pattern}`);
  const ofOperation = findRow(/^\| `getUser` \| 404 .*\n/m);
  const ofCommon = findRow(/^\| common response \| 405 .*\n/m);
  const unreachable = findRow(/^\| common response \| 500 \(.*\n/m);
  const exception = findRow(/^\| Prism \| colon in a password .*\n/m);

  it.each([
    ["of an operation", ofOperation],
    ["of a common response", ofCommon],
    ["of a common response that only faults give", unreachable],
    ["of an exception", exception],
  ])("a missing and an invented row %s", (_which, row) => {
    expect(isFresh(page.replace(row, ""))).toBe(false);
    expect(isFresh(page.replace(row, row.replace(/ \| (\d{3}|colon)/, " | 418") + row))).toBe(false);
    expect(isFresh(page.replace(row, row + row))).toBe(false);
  });

  it("another provenance", () => {
    for (const row of [ofOperation, ofCommon])
      expect(isFresh(page.replace(row, row.replace(/\((undated|\d{4}-\d{2})\)/, "(1999-01)")))).toBe(false);
  });

  it("a row that is said to need no checker, or no longer said to", () => {
    expect(isFresh(page.replace(ofCommon, ofCommon.replace("405", "405 (only faults give it)")))).toBe(false);
    expect(isFresh(page.replace(unreachable, unreachable.replace(/ \([^)]*\)/, "")))).toBe(false);
  });

  it("another total, of the specs and of the run", () => {
    const [total = ""] = readTotals(page);
    expect(isFresh(page.replace(total, total.replace(/\d+/, "1")))).toBe(false);
    const other = page.replace(total, total.replace(/\d+ \|$/, "0 |"));
    expect(readTotals(other)).not.toEqual(expectedTotals(other));
  });

  it("a mark that was altered by hand together with the totals", () => {
    for (const row of [ofOperation, ofCommon, unreachable]) {
      const marks = [...row.matchAll(/(?<= \| )[✓·](?= \|)/g)];
      expect(marks.length).toBe(CHECKERS.length);
      for (const [at, { 0: mark, index }] of marks.entries()) {
        // Which refusals the walk meets is luck, unless nothing can.
        if (CHECKERS[at] === "walk" && row !== unreachable) continue;
        const altered = row.slice(0, index) + (mark === "✓" ? "·" : "✓") + row.slice(index + 1);
        expect(wrongMarks(page.replace(row, altered)), altered).toHaveLength(1);
      }
    }
  });

  it("another question", () => {
    const question = page.trimEnd().split("\n").at(-1) ?? "";
    expect(isFresh(page.replace(`${question}\n`, ""))).toBe(false);
  });
});
