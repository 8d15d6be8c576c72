import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Cell, toMarkdownTable } from "../../scripts/markdown-table.ts";
import { root } from "../agreement/spec.ts";
import { EXCEPTIONS } from "./exceptions.ts";
import { FRAMEWORK_NAMES } from "./framework.ts";
import type { Result, Row } from "./run.ts";

export const PAGE = join(root, "docs/frameworks.md");
/** What the last run found, as data. */
export const RESULT = join(root, "contracts/frameworks/result.json");

export const readResult = async (): Promise<Result> => JSON.parse(await readFile(RESULT, "utf8")) as Result;

const INTRODUCTION = `# Frameworks

Written by \`npm run frameworks\`. What a web framework does with a URL and a body before a handler sees them decides what a client
may send. So standin is compared with the real ones: FeathersJS behind Express (as Didomi seems to run), Laravel behind PHP
(Avacy) and Django REST Framework (Didit). Each runs as a small server with the middleware of a new application, whose
handlers answer what they were given. standin runs an echo of the same paths that reads requests by the very code that the mock
uses (\`mocks/<provider>/reading.ts\`), on \`node:http\`. Both get the same bytes over a socket, made from a seed.

Compared are the status, where a redirect leads, the methods of a 405 and, where a handler is reached, the operation, path
parameters, query, headers, body and files that it sees: text to the letter, numbers by all of their digits. Not compared
are the bodies of refusals, which are a matter of each mock, and that Laravel's validation takes a field from the query
where the body lacks it, which standin does not play.

A request agrees if nothing differs. What differs is explained by an exception, below; what none explains fails the run,
and so does an exception that explains nothing.`;

/** Everything but the versions follows from requests and frameworks. */
export function toMarkdown({ seed, runs, versions, rows }: Result): string {
  const lines = [
    INTRODUCTION,
    "",
    `${runs} requests for each framework, seed ${seed}: ${Object.values(versions).join("; ")}.`,
    "",
    ...toTotals(rows),
  ];
  for (const name of FRAMEWORK_NAMES)
    lines.push(
      "",
      `## ${name}`,
      "",
      ...toMarkdownTable(
        ["kind of request", "requests", "agree", "differ"],
        rows.filter(({ framework }) => framework === name).map(toCells),
        ["left", "right", "right", "left"],
      ),
    );
  return `${[...lines, ...toExceptions(rows)].join("\n")}\n`;
}

const toCells = ({ kind, requests, agree, differ }: Row): Cell[] => [
  ...[kind, requests, agree],
  Object.entries(differ)
    .map(([name, count]) => `${name} ${count}`)
    .join(", "),
];

/** How many requests agree, and how many differ and are explained. */
export function toTotals(rows: readonly Row[]): string[] {
  const totals = FRAMEWORK_NAMES.map((name) => {
    const own = rows.filter(({ framework }) => framework === name);
    const sum = (of: (row: Row) => number): number => own.reduce((total, row) => total + of(row), 0);
    const [requests, agree] = [sum((row) => row.requests), sum((row) => row.agree)];
    return [name, requests, agree, requests - agree];
  });
  return toMarkdownTable(["framework", "requests", "agree", "differ, explained"], totals, ["left", "right"]);
}

function toExceptions(rows: readonly Row[]): string[] {
  const counts = EXCEPTIONS.flatMap(({ name, of, why }) =>
    of.map((framework) => {
      const count = rows
        .filter((row) => row.framework === framework)
        .reduce((total, row) => total + (row.differ[name] ?? 0), 0);
      return [name, framework, count, why];
    }),
  );
  const titles = ["exception", "framework", "requests", "why"];
  return ["", "## Exceptions", "", ...toMarkdownTable(titles, counts, ["left", "left", "right", "left"])];
}

/** The page without what another release of a framework changes alone. */
export const withoutVersions = (page: string): string => page.replace(/(seed \d+): .*$/m, "$1");
