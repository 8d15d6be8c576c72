import { ownMember } from "#engine/basics/table.ts";
import type { RoutedRequest, Violation } from "#engine/contract/request.ts";
import type { components } from "#generated/didit/types.ts";
import { complaintsAboutScope } from "./scope.ts";

type FieldErrors = components["schemas"]["FieldErrors"];
type Complaint = string[] | Map<string, string[]>;

/** Errors of the body as a whole. */
const WHOLE = "non_field_errors";

/** Returns the errors of a body by field, in the texts of Django REST Framework. */
export function complaintsOf(violations: readonly Violation[], { operationId, body }: RoutedRequest): FieldErrors {
  const value = body.kind === "parsed" ? body.value : {};
  const complaints = new Map<string, Complaint>();
  const complain = (field: string, text: Complaint): void => {
    if (!complaints.has(field)) complaints.set(field, text);
  };
  // For a choice that is not text, the framework reports only an invalid choice.
  const choices = new Set(violations.filter(({ keyword }) => keyword === "enum").map(({ path }) => path.join(".")));
  for (const violation of violations) {
    const { path, keyword } = violation;
    if (choices.has(path.join(".")) && keyword !== "enum") continue;
    const [field, member] = path;
    const text = textOf(violation, valueAt(value, path));
    if (field === undefined) complain(WHOLE, [text]);
    else if (member === undefined)
      complain(field, keyword === "type" && isAboutObject(violation) ? new Map([[WHOLE, [text]]]) : [text]);
    else {
      const before = complaints.get(field);
      if (before instanceof Map) before.set(member, [text]);
      else complaints.set(field, new Map([[member, [text]]]));
    }
  }
  const scope = valueAt(value, ["scope"]);
  if (operationId === "createSession" && typeof scope === "string") {
    const unknown = complaintsAboutScope(scope);
    if (unknown.length > 0) complain("scope", unknown);
  }
  return Object.fromEntries([...complaints].map(([field, texts]) => [field, toShown(texts)]));
}

const toShown = (texts: Complaint) => (Array.isArray(texts) ? texts : Object.fromEntries(texts));

const isAboutObject = ({ params }: Violation): boolean => params["type"] === "object";

function valueAt(value: unknown, path: readonly string[]): unknown {
  let found = value;
  for (const name of path)
    found = typeof found === "object" && found !== null ? ownMember(Object(found), name) : undefined;
  return found;
}

function textOf(violation: Violation, value: unknown): string {
  switch (violation.keyword) {
    case "required":
      return "This field is required.";
    case "enum":
      return `"${typeof value === "object" ? JSON.stringify(value) : String(value)}" is not a valid choice.`;
    case "type":
      return isAboutObject(violation)
        ? `Invalid data. Expected a dictionary, but got ${pythonTypeOf(value)}.`
        : "Not a valid string.";
    default:
      // Only addresses have a format; any other pattern asks for a character that is not blank.
      return violation.path[0] === "callback" && value !== "" ? "Enter a valid URL." : "This field may not be blank.";
  }
}

/** The framework names types as Python does. */
function pythonTypeOf(value: unknown): string {
  if (value === null) return "NoneType";
  if (Array.isArray(value)) return "list";
  if (typeof value === "number") return Number.isInteger(value) ? "int" : "float";
  if (typeof value === "string") return "str";
  return typeof value === "boolean" ? "bool" : "dict";
}
