import { resolveSchema } from "#engine/basics/schema-text.ts";
import type { JsonSchema, ScenarioDeclaration } from "#engine/contract/mock.ts";

const START = "<!-- scenarios: written by `npm run scenarios` -->";
const END = "<!-- end of scenarios -->";

const INTRODUCTION = `## Scenarios

From [\`scenarios.yaml\`](scenarios.yaml), which has the type, the limits and the meaning of every parameter and result;
\`standin scenario list\` prints them. An asterisk marks parameters that are required. A scenario that the state does not allow
is refused, and changes nothing.
`;

/** Longer defaults are left to the file. */
const LONGEST_DEFAULT = 36;

const toCell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");

/** Renders the section of a mock's README with its scenarios. */
export function toScenariosSection(scenarios: Readonly<Record<string, ScenarioDeclaration>>): string {
  const rows = Object.entries(scenarios).map(([name, { describe, parameters, result }]) => [
    name,
    describe,
    Object.keys(parameters.properties)
      .map((parameter) => toParameterText(parameter, parameters))
      .join(", "),
    result === undefined ? "" : toResultText(result, result),
  ]);
  const table = [["scenario", "what it does", "parameters", "gives"], ["---", "---", "---", "---"], ...rows];
  return `${START}\n${INTRODUCTION}\n${table.map((row) => `| ${row.map(toCell).join(" | ")} |\n`).join("")}${END}\n`;
}

function toParameterText(name: string, whole: ScenarioDeclaration["parameters"]): string {
  const { default: value } = resolveSchema(whole.properties[name] ?? {}, whole);
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const isRequired = Array.isArray(whole["required"]) && whole["required"].includes(name);
  const hasShownDefault = text !== undefined && text.length <= LONGEST_DEFAULT;
  return `\`${name}\`${isRequired ? "*" : ""}${hasShownDefault ? ` (${text})` : ""}`;
}

/** Names the members of a result; for others, says what it is. */
function toResultText(schema: JsonSchema, whole: JsonSchema): string {
  const { properties, description, type, $ref } = resolveSchema(schema, whole);
  const { allOf } = schema;
  if (Array.isArray(allOf)) return allOf.map((each) => toResultText(each, whole)).join(", ");
  if (typeof properties === "object" && properties !== null && Object.keys(properties).length <= MOST_MEMBERS)
    return Object.keys(properties)
      .map((name) => `\`${name}\``)
      .join(", ");
  const { $ref: reference = $ref } = schema;
  if (typeof reference === "string") return `\`${reference.slice("#/$defs/".length)}\``;
  return typeof description === "string" ? description : String(type ?? "any value");
}

/** A result with more of them is called by its name in the spec. */
const MOST_MEMBERS = 6;

/** Replaces the section of a README. */
export function putScenariosSection(readme: string, section: string): string {
  const start = readme.indexOf(START);
  const end = readme.indexOf(END);
  if (start < 0 || end < start) throw new Error(`the README has no lines ${START} and ${END}`);
  return readme.slice(0, start) + section + readme.slice(end + END.length + 1);
}
