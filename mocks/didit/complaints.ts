import { ownMember } from "#engine/basics/table.ts";
import type { RoutedRequest, Violation } from "#engine/contract/request.ts";
import type { components } from "#generated/didit/types.ts";
import { complaintsAboutScope } from "./scope.ts";

type FieldErrors = components["schemas"]["FieldErrors"];
type Complaint = string[] | Map<string, string[]>;

/** Errors of the body as a whole. */
const WHOLE = "non_field_errors";

/** Returns the errors of a body by field, in the texts of Django REST Framework. */
export function complaintsOf(
  violations: readonly Violation[],
  { operationId, body, query }: RoutedRequest,
): FieldErrors {
  const isAboutQuery = violations.some((each) => each.in === "query");
  const value = isAboutQuery ? query : body.kind === "parsed" ? body.value : {};
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
      return textOfType(violation, value);
    case "format":
      return FORMATS.get(String(violation.params["format"])) ?? "Enter a valid URL.";
    case "minItems":
      return "This list may not be empty.";
    case "minimum":
      return `Ensure this value is greater than or equal to ${violation.params["limit"]}.`;
    case "maximum":
      return `Ensure this value is less than or equal to ${violation.params["limit"]}.`;
    case "maxLength":
      return `Ensure this field has no more than ${violation.params["limit"]} characters.`;
    default:
      if (violation.path[1] === "expected_document_types") return `"${String(value)}" is not a valid choice.`;
      if (violation.path[0] === "portrait_image") return "Upload a valid image in Base64.";
      if (violation.path[0] === "contact_details") return "Enter a valid phone number.";
      // Only addresses have a format; any other pattern asks for a character that is not blank.
      return isAddress(violation.path[0]) && value !== "" ? "Enter a valid URL." : "This field may not be blank.";
  }
}

const isAddress = (field: string | undefined): boolean =>
  field === "callback" || field === "url" || field === "webhook_url";

/** What is asked for by the format of a text. */
const FORMATS: ReadonlyMap<string, string> = new Map([
  ["uuid", "Must be a valid UUID."],
  ["email", "Enter a valid email address."],
  ["date", "Date has wrong format. Use one of these formats instead: YYYY-MM-DD."],
  ["date-time", "Enter a valid date/time."],
]);

function textOfType({ params }: Violation, value: unknown): string {
  const wanted = [params["type"]].flat();
  if (wanted.includes("object") && !wanted.includes("string"))
    return `Invalid data. Expected a dictionary, but got ${pythonTypeOf(value)}.`;
  if (wanted.includes("array")) return `Expected a list of items but got type "${pythonTypeOf(value)}".`;
  if (wanted.includes("integer")) return "A valid integer is required.";
  return wanted.includes("boolean") ? "Must be a valid boolean." : "Not a valid string.";
}

/** The framework names types as Python does. */
function pythonTypeOf(value: unknown): string {
  if (value === null) return "NoneType";
  if (Array.isArray(value)) return "list";
  if (typeof value === "number") return Number.isInteger(value) ? "int" : "float";
  if (typeof value === "string") return "str";
  return typeof value === "boolean" ? "bool" : "dict";
}
