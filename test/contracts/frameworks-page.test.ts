import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { EXCEPTIONS } from "../../contracts/frameworks/exceptions.ts";
import { FRAMEWORK_NAMES } from "../../contracts/frameworks/framework.ts";
import { PAGE, readResult, toMarkdown } from "../../contracts/frameworks/page.ts";
import { KINDS } from "../../contracts/frameworks/requests.ts";
import {
  DEFAULT_RUNS,
  DEFAULT_SEED,
  fingerprintOf,
  type Result,
  UNEXPLAINED,
  unusedExceptions,
} from "../../contracts/frameworks/run.ts";

const result = await readResult();
const [first] = result.rows;
if (first === undefined) throw new Error("the last run compared nothing");

it("docs/frameworks.md is what the last run found, with the requests of today; else run npm run frameworks", async () => {
  expect(await readFile(PAGE, "utf8")).toBe(toMarkdown(result));
  const { runs, seed } = result;
  expect([runs, seed]).toEqual([DEFAULT_RUNS, DEFAULT_SEED]);
  expect(result.requests).toBe(fingerprintOf(runs, seed));
});

it("other requests have another fingerprint", () => {
  expect(fingerprintOf(KINDS.length, 1)).toBe(fingerprintOf(KINDS.length, 1));
  expect(fingerprintOf(KINDS.length, 2)).not.toBe(fingerprintOf(KINDS.length, 1));
  expect(fingerprintOf(KINDS.length + 1, 1)).not.toBe(fingerprintOf(KINDS.length, 1));
});

/** What a result must not be, in words. */
function faultsOf({ rows, runs }: Pick<Result, "rows" | "runs">): string[] {
  const names = [...EXCEPTIONS.map(({ name }) => name)];
  return [
    ...FRAMEWORK_NAMES.flatMap((framework) =>
      KINDS.flatMap((kind) => {
        const row = rows.find((each) => each.framework === framework && each.kind === kind);
        return (row?.requests ?? 0) < 20 ? [`${framework} has had fewer than 20 requests of the kind ${kind}`] : [];
      }),
    ),
    ...FRAMEWORK_NAMES.filter(
      (framework) =>
        rows.filter((row) => row.framework === framework).reduce((sum, { requests }) => sum + requests, 0) !== runs,
    ).map((framework) => `${framework} has not had ${runs} requests`),
    ...rows.flatMap(({ framework, kind, requests, agree, differ }) => {
      const explained = Object.keys(differ).filter((name) => names.includes(name));
      const isWhole = requests === agree || explained.length > 0;
      const strange = Object.keys(differ).filter((name) => !names.includes(name));
      return isWhole && strange.length === 0 ? [] : [`${framework}, ${kind}: ${strange.join(", ") || "no reason"}`];
    }),
    ...unusedExceptions({ rows }),
  ];
}

it("every kind was sent to every framework often enough, every difference has a reason, and every reason a difference", () => {
  expect(faultsOf(result)).toEqual([]);
  expect(Math.min(result.runs)).toBeGreaterThanOrEqual(600);
});

it.each<[what: string, change: (rows: Result["rows"]) => Result["rows"]]>([
  ["a row that is missing", (rows) => rows.slice(1)],
  ["a kind that was sent too rarely", ([row = first, ...rows]) => [{ ...row, requests: 19, agree: 19 }, ...rows]],
  ["a difference without a reason", ([row = first, ...rows]) => [{ ...row, differ: { [UNEXPLAINED]: 1 } }, ...rows]],
  [
    "a difference that is not counted",
    ([row = first, ...rows]) => [{ ...row, agree: row.agree - 1, differ: {} }, ...rows],
  ],
  [
    "an exception that is not used",
    (rows) => rows.map((row) => ({ ...row, differ: without(row.differ, "preflight") })),
  ],
])("that check sees %s", (_what, change) => {
  expect(faultsOf({ runs: result.runs, rows: change(result.rows) })).not.toEqual([]);
});

const without = (differ: Readonly<Record<string, number>>, name: string) =>
  Object.fromEntries(Object.entries(differ).filter(([each]) => each !== name));
