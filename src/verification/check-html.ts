import { escapeHtml } from "#engine/pages.ts";
import type { CheckReport, ReportedOperation } from "./check-report.ts";
import { describeSkipped } from "./check-words.ts";

/** Writes the report as one page that needs no other file and no script. */
export function toHtml(report: CheckReport): string {
  const differences = report.operations.reduce((sum, operation) => sum + operation.differences.length, 0);
  const verdict = report.ok ? "No differences" : `${differences} differences`;
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
</style>
<h1 class="${report.ok ? "same" : "differs"}">${verdict}</h1>
<p>${report.compared} replies compared with the spec, ${report.replayed} of them with the mock.${skipped === "" ? "" : ` Skipped: ${skipped}.`}</p>
${toTable(
  "Files",
  ["file", "entries"],
  report.files.map(({ file, entries }) => [file, String(entries)]),
)}
${report.operations.map(toSection).join("\n")}
${toTable(
  "Paths that no spec has",
  ["provider", "request", "count"],
  report.unknownPaths.map(({ provider, request, count }) => [provider, request, String(count)]),
)}
</html>
`;
}

function toSection(operation: ReportedOperation): string {
  const { provider, operationId, compared, replayed, differences, notReplayed, stateDifferences } = operation;
  const isSame = differences.length === 0;
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
    `<h2 class="${isSame ? "same" : "differs"}">${escapeHtml(`${provider} ${operationId}`)}</h2>`,
    `<p>${compared} compared, ${replayed} replayed.</p>`,
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

/** Nothing where there are no rows. */
function toTable(title: string, columns: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const head = columns.map((each) => `<th>${escapeHtml(each)}</th>`).join("");
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${escapeHtml(cell)}</td>`).join("")}</tr>`);
  return `<h3>${escapeHtml(title)}</h3>\n<table><tr>${head}</tr>\n${body.join("\n")}\n</table>`;
}
