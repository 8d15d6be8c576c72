import { type Evidence, SOURCE_KINDS, type SourceKind, sinceOf, toProvenance } from "#standin/provenance.ts";
import { toMarkdownTable } from "../markdown-table.ts";

const START = "<!-- evidence: written by `npm run evidence` -->";
const END = "<!-- end of evidence -->";

const INTRODUCTION = `## Evidence

From [\`evidence.yaml\`](evidence.yaml), which has the same for every documented status of every operation:
\`standin routes --evidence\` prints it. **Nothing here has been compared with the live service**; what is open, and how the
holder of an account finds out, ends [\`docs/agreement.md\`](../../docs/agreement.md). "Since" is the date of the earliest source
that states it, where the source has one.
`;

const toTable = (...table: Parameters<typeof toMarkdownTable>): string => `${toMarkdownTable(...table).join("\n")}\n`;

/** Renders the section of a mock's README with the sources of its rules. */
export function toEvidenceSection(evidence: Evidence): string {
  const { sources, rules, notBuilt = {} } = evidence;
  const parts = [
    INTRODUCTION,
    toCounts(evidence),
    toTable(
      ["source", "kind", "what", "since"],
      Object.entries(sources).map(([id, { kind, what, since, undated }]) => [
        id,
        kind,
        what,
        since ?? `undated: ${undated}`,
      ]),
    ),
    toTable(
      ["rule", "what holds", "from", "since"],
      Object.keys(rules).map((id) => toRuleRow(evidence, id)),
    ),
  ];
  const left = Object.entries(notBuilt);
  if (left.length > 0) parts.push(toTable(["not built", "why"], left));
  return `${START}\n${parts.join("\n")}${END}\n`;
}

function toRuleRow({ sources, rules }: Evidence, id: string): string[] {
  const rule = rules[id];
  if (rule === undefined) return [id];
  const states = [rule.states, rule.note, rule.replacedBy && `**Replaced:** ${rule.replacedBy}`];
  const since = rule.since ?? sinceOf(toProvenance({ sources }, rule.from)) ?? "undated";
  return [id, states.filter((each) => each !== undefined).join(" "), rule.from.join(", "), since];
}

/** Counts entries by kind of source. An entry with several kinds counts for the strongest. */
function toCounts({ sources, rules, operations }: Evidence): string {
  const strongest = (from: readonly string[]): SourceKind | undefined => toProvenance({ sources }, from)[0]?.kind;
  const ofRules = Object.values(rules).map(({ from }) => strongest(from));
  const ofStatuses = Object.values(operations).flatMap(({ statuses }) =>
    Object.values(statuses).map(({ from }) => strongest(from)),
  );
  const count = (all: readonly (SourceKind | undefined)[], kind: SourceKind): string =>
    String(all.filter((each) => each === kind).length);
  const rows = SOURCE_KINDS.map((kind) => [kind, count(ofRules, kind), count(ofStatuses, kind)]);
  return toTable(["strongest source", `${ofRules.length} rules`, `${ofStatuses.length} documented statuses`], rows);
}

/** Replaces the section of a README, or appends it. */
export function putEvidenceSection(readme: string, section: string): string {
  const start = readme.indexOf(START);
  const end = readme.indexOf(END);
  if (start < 0 || end < start) return `${readme.trimEnd()}\n\n${section}`;
  return readme.slice(0, start) + section + readme.slice(end + END.length + 1);
}
