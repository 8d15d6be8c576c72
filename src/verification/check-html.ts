import { escapeHtml } from "#engine/contract/pages.ts";
import type { CheckReport, ReportedOperation } from "./check-report.ts";
import { countDifferences, describeCompared, describeDifferences, describeSkipped, verdictOf } from "./check-words.ts";

/** Renders the report as one HTML page without scripts or other files. */
export function toHtml(report: CheckReport): string {
  const verdict = describeDifferences(countDifferences(report)).replace(/^n/, "N");
  const skipped = describeSkipped(report.skipped);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>standin check: ${verdict}</title>
<style>
body { font: 1rem/1.5 system-ui; margin: 2rem auto; max-width: 70rem; padding: 0 1rem }
table { border-collapse: collapse; width: 100% }
th, td { border-bottom: 1px solid #ccc; padding: .3rem .6rem; text-align: left; vertical-align: top }
.differs { color: #a00 }
.same { color: #060 }
.unsure { color: #760 }
</style>
<h1 class="${report.ok ? "same" : "differs"}">${verdict}</h1>
<p>${describeCompared(report)}.${skipped === "" ? "" : ` Skipped: ${skipped}.`}</p>
${toTable(
  "Files",
  ["file", "entries"],
  report.files.map(({ file, entries }) => [file, String(entries)]),
)}
${report.operations.map(toSection).join("\n")}
${toTable(
  "Paths in no spec",
  ["provider", "request", "count"],
  report.unknownPaths.map(({ provider, request, count }) => [provider, request, String(count)]),
)}
</html>
`;
}

const CLASSES = { DIFFERS: "differs", "spec only": "unsure", same: "same" } as const;

function toSection(operation: ReportedOperation): string {
  const { provider, operationId, compared, replayed, differences, notReplayed, stateDifferences } = operation;
  const verdict = verdictOf(operation);
  const columns = ["kind", "where", "expected", "by", "found", "count", "entries"];
  const toRow = (each: ReportedOperation["differences"][number]) => [
    each.kind,
    each.where,
    each.expected,
    each.from,
    each.found,
    String(each.count),
    each.entries.join(", "),
  ];
  return [
    `<h2 class="${CLASSES[verdict]}">${escapeHtml(`${provider} ${operationId}`)}</h2>`,
    `<p>${verdict === "spec only" ? "Spec only: " : ""}${compared} compared, ${replayed} replayed.</p>`,
    toTable("Differences", columns, differences.map(toRow)),
    toTable(
      "Not replayed",
      ["reason", "count", "entries"],
      notReplayed.map((each) => [each.reason, String(each.count), each.entries.join(", ")]),
    ),
    toTable("Other state", columns, stateDifferences.map(toRow)),
  ]
    .filter((part) => part !== "")
    .join("\n");
}

/** Renders a table; empty without rows. */
function toTable(title: string, columns: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const head = columns.map((each) => `<th>${escapeHtml(each)}</th>`).join("");
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${escapeHtml(cell)}</td>`).join("")}</tr>`);
  return `<h3>${escapeHtml(title)}</h3>\n<table><tr>${head}</tr>\n${body.join("\n")}\n</table>`;
}
