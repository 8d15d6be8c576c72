import { expect, it } from "vitest";
import { type MutantStatus, makePage, type RoomRun, summarize } from "../../scripts/mutants-engine-page.ts";

const SOURCE = "const isMore = a > b;\nreturn isMore || other(\n  c,\n);\n";

const runOf = (room: string, ...statuses: (readonly [MutantStatus, string?])[]): RoomRun => ({
  room,
  startedAt: "2030-01-02T03:04:05.000Z",
  seconds: 90,
  concurrency: 2,
  node: "20.0.0",
  report: {
    files: {
      [`src/engine/${room}/a.ts`]: {
        source: SOURCE,
        mutants: statuses.map(([status, mutatorName = "EqualityOperator"]) => ({
          status,
          mutatorName,
          replacement: "a >= b",
          location: { start: { line: 1, column: 16 }, end: { line: 1, column: 21 } },
        })),
      },
    },
  },
});

const rowsOf = (page: string, name: string): string[] =>
  page.split("\n").filter((line) => line.startsWith(`| ${name} |`));

it("counts what was killed or timed out, and leaves out what was not tried", () => {
  const kit = runOf(
    "kit",
    ["Killed"],
    ["Killed"],
    ["Timeout"],
    ["Survived"],
    ["NoCoverage"],
    ["RuntimeError"],
    ["Ignored"],
    ["Ignored", "StringLiteral"],
  );
  const page = makePage(["basics", "kit", "state"], [runOf("basics", ["Killed"]), kit]);
  expect(rowsOf(page, "kit")).toEqual(["| kit | 60.0 % | 2 | 1 | 1 | 1 | 1 | 1 | 1 | 2 | 2030-01-02 |"]);
  expect(rowsOf(page, "in all")).toEqual(["| in all | 66.6 % | 3 | 1 | 1 | 1 | 1 | 1 | 1 | 4 | 2030-01-02 |"]);
  expect(page).toContain("Not run yet: state.");
  expect(summarize(kit)).toBe("kit: 60.0 % (2 killed, 1 timed out, 1 survived, 1 without coverage) in 90 s");
});

it("lists each survivor with what it was, and what it became, on one line", () => {
  const run = runOf("kit", ["Survived"], ["NoCoverage"], ["Killed"]);
  const [file] = Object.values(run.report.files);
  const location = { start: { line: 2, column: 8 }, end: { line: 4, column: 2 } };
  const mutants = [
    ...(file?.mutants ?? []),
    { status: "Survived" as const, mutatorName: "X", replacement: "", location },
  ];
  const page = makePage(
    ["kit"],
    [{ ...run, report: { files: { "src/engine/kit/a.ts": { source: SOURCE, mutants } } } }],
  );
  expect(page.split("\n").filter((line) => line.startsWith("| a.ts:"))).toEqual([
    "| a.ts:1 | EqualityOperator | `` a > b `` | `` a >= b `` |  |",
    "| a.ts:1 | EqualityOperator | `` a > b `` | `` a >= b `` | no coverage |",
    "| a.ts:2 | X | `` isMore \\|\\| other( c, ) `` |  |  |",
  ]);
});

it("says where all were noticed", () => {
  expect(makePage(["kit"], [runOf("kit", ["Killed"])])).toContain("## kit\n\nAll were noticed.");
  expect(rowsOf(makePage(["kit"], [runOf("kit", ["Ignored"])]), "kit")).toEqual([
    "| kit | – | 0 | 0 | 0 | 0 | 0 | 1 | 0 | 2 | 2030-01-02 |",
  ]);
});

it("keeps what it says of rooms that were not run", () => {
  const rooms = ["basics", "kit", "state"];
  const first = makePage(rooms, [runOf("basics", ["Survived"]), runOf("kit", ["Survived"], ["Killed"])]);
  const second = makePage(rooms, [runOf("basics", ["Killed"])], first);
  expect(rowsOf(second, "kit")).toEqual(rowsOf(first, "kit"));
  expect(second.slice(second.indexOf("## kit"))).toBe(first.slice(first.indexOf("## kit")));
  expect(second).toContain("## basics\n\nAll were noticed.");
  expect(rowsOf(second, "in all")).toEqual(
    rowsOf(makePage(rooms, [runOf("basics", ["Killed"]), runOf("kit", ["Survived"], ["Killed"])]), "in all"),
  );
  expect(rowsOf(makePage(rooms, [], second), "basics")).toEqual(rowsOf(second, "basics"));
});
