import { ownMember, type Table, toTable } from "#engine/basics/table.ts";
import type { Violation } from "#engine/contract/request.ts";
import { IDENTIFIER_MUST_BE_SUBJECT_KEY } from "./assumptions.ts";
import { type Fields, isNothing, isObject } from "./normalize.ts";

/** The rule that a field violates, by Laravel's names. */
type Rule = "required" | "array" | "boolean" | "date_format" | "in" | "integer" | "ip" | "string";

const MESSAGES: Readonly<Record<Rule, (field: string) => string>> = {
  required: (field) => `The ${field} field is required.`,
  array: (field) => `The ${field} field must be an array.`,
  boolean: (field) => `The ${field} field must be true or false.`,
  date_format: (field) => `The ${field} field must match the format Y-m-d.`,
  in: (field) => `The selected ${field} is invalid.`,
  integer: (field) => `The ${field} field must be an integer.`,
  ip: (field) => `The ${field} field must be a valid IP address.`,
  string: (field) => `The ${field} field must be a string.`,
};

interface FieldRules {
  /** The rule that a value violates if it does not match the spec. */
  readonly rule: Rule;
  readonly isRequired: boolean;
}

const required = (rule: Rule): FieldRules => ({ rule, isRequired: true });
const optional = (rule: Rule): FieldRules => ({ rule, isRequired: false });

/** By field, in the order of the errors. `*` is any position of a list, `{}` any key of a map. */
type RuleTable = Table<Readonly<Record<string, FieldRules>>>;

const V1_RULES: RuleTable = toTable({
  subject: required("array"),
  "subject.email": optional("string"),
  "subject.first_name": optional("string"),
  "subject.last_name": optional("string"),
  "subject.age": optional("integer"),
  "subject.address": optional("string"),
  identifier: required("string"),
  ip_address: required("ip"),
  proofs: optional("string"),
  legal_notices: optional("array"),
  "legal_notices.*": optional("array"),
  "legal_notices.*.name": required("string"),
  preferences: required("array"),
  "preferences.*": optional("array"),
  "preferences.*.name": required("string"),
  "preferences.*.accepted": required("boolean"),
});

const V2_RULES: RuleTable = toTable({
  ...V1_RULES,
  "proofs.*": optional("array"),
  "proofs.*.type": optional("string"),
  "proofs.*.value": optional("string"),
  "preferences.{}": required("boolean"),
});

const V4_RULES: RuleTable = toTable({
  ip_address: required("ip"),
  consent_type: required("in"),
  optin: required("in"),
  identifier: required("string"),
  consent_data: optional("array"),
  "consent_data.*": optional("array"),
  "consent_data.{}": optional("array"),
  "consent_data.*.label": required("string"),
  "consent_data.{}.label": required("string"),
  versions: optional("array"),
  "versions.*": optional("array"),
  "versions.*.slug": required("string"),
  "versions.*.link": required("string"),
  "versions.*.date": required("date_format"),
  source: optional("string"),
  consent_features: optional("array"),
  "consent_features.*": optional("string"),
  html_form: optional("string"),
});

const RULES: Table<Readonly<Record<string, RuleTable>>> = toTable({
  recordConsent: V1_RULES,
  recordConsentV2: V2_RULES,
  recordConsentV4: V4_RULES,
});

const NO_RULES: RuleTable = toTable({});

/** The error of one field. */
export interface Complaint {
  readonly field: string;
  readonly rule: Rule;
}

/** An error in Laravel's words. */
export const messageOf = ({ field, rule }: Complaint): string => MESSAGES[rule](field.replaceAll("_", " "));

/** Converts violations of the spec to Laravel's errors in Laravel's order, one per field. */
export function complaintsOf(
  violations: readonly Violation[],
  body: Fields,
  operationId: string,
): readonly Complaint[] {
  const table = RULES[operationId] ?? NO_RULES;
  const order = Object.keys(table);
  const complaints = new Map<string, Complaint & { readonly rank: number }>();
  const complain = (field: string, pattern: string, rule: Rule): void => {
    complaints.set(field, { field, rule, rank: order.indexOf(pattern) });
  };

  for (const { path } of deepest(violations)) {
    const { pattern, value } = locate(path, body);
    const { rule, isRequired } = table[pattern] ?? optional("in");
    complain(path.join("."), pattern, isRequired && isNothing(value) ? "required" : rule);
  }
  if (table === V1_RULES || table === V2_RULES) {
    if (!namesSubjectKey(body)) complain("identifier", "identifier", "in");
  }
  return [...complaints.values()].sort((a, b) => a.rank - b.rank);
}

/** The errors of an empty body. */
export function complaintsOfNothing(operationId: string): readonly Complaint[] {
  return Object.entries(RULES[operationId] ?? NO_RULES)
    .filter(([pattern, { isRequired }]) => isRequired && !pattern.includes("."))
    .map(([field]) => ({ field, rule: "required" }));
}

/** The only error that the spec cannot express. */
export const UNKNOWN_IDENTIFIER: Complaint = { field: "identifier", rule: "in" };

/** Whether the identifier of v1 and v2 is a key of the subject. Also true if either is missing: other rules report that. */
export function namesSubjectKey({ identifier, subject }: Fields): boolean {
  if (!IDENTIFIER_MUST_BE_SUBJECT_KEY || typeof identifier !== "string" || !isObject(subject)) return true;
  return Object.hasOwn(subject, identifier);
}

/** If a schema has several alternatives, the ones that were not meant report errors too, but at shallower places. */
function deepest(violations: readonly Violation[]): readonly Violation[] {
  const inner = new Set<string>();
  const keyOf = (path: readonly string[]): string => path.join("\u0000");
  for (const { path } of violations)
    for (let length = path.length - 1; length > 0; length -= 1) {
      const around = keyOf(path.slice(0, length));
      // The parents of a present value are present as well.
      if (inner.has(around)) break;
      inner.add(around);
    }
  return violations.filter(({ path }) => !inner.has(keyOf(path)));
}

function locate(path: readonly string[], body: Fields): { pattern: string; value: unknown } {
  let value: unknown = body;
  const parts = path.map((name, depth) => {
    const holder = value;
    value = isObject(holder) || Array.isArray(holder) ? ownMember(Object(holder), name) : undefined;
    if (Array.isArray(holder)) return "*";
    // The members of a subject, and of the items of a list, have rules by name.
    return depth === 1 && path[0] !== "subject" ? "{}" : name;
  });
  return { pattern: parts.join("."), value };
}
