import type { ReadProblem } from "./result.ts";
import { isRecord, isText } from "./values.ts";

/** Didit's error body: one sentence, or an OAuth error code, or errors by field. */
export interface DiditProblem {
  /** The error as one sentence. */
  readonly detail?: string;
  /** Why an API key is refused, for programs: `application_deleted`, `contract_billing_suspended`. */
  readonly code?: string;
  /** An OAuth error code (RFC 6749), such as `invalid_client`, if no client token was granted. */
  readonly error?: string;
  /** The description of the OAuth error, for people. */
  readonly error_description?: string;
  /**
   * Errors by field if the body is invalid; nested fields are dotted. Errors of the body as a whole are under
   * `non_field_errors`.
   */
  readonly fields?: Readonly<Record<string, readonly string[]>>;
}

/** The member in which Django REST Framework puts errors of the body as a whole. */
const WHOLE_BODY = "non_field_errors";

export const readProblem: ReadProblem<DiditProblem> = (body) => {
  if (isRecord(body)) {
    const { detail, code, error, error_description } = body;
    if (isText(detail))
      return isText(code)
        ? { error: { detail, code }, message: `${detail} (${code})` }
        : { error: { detail }, message: detail };
    if (isText(error)) {
      if (!isText(error_description)) return { error: { error }, message: error };
      return { error: { error, error_description }, message: error_description };
    }
  }
  const complaints = toComplaints(body, "");
  const [first] = complaints;
  if (first === undefined) return undefined;
  const [field, [text = ""]] = first;
  return {
    error: { fields: Object.fromEntries(complaints) },
    message: field === WHOLE_BODY ? text : `${field}: ${text}`,
  };
};

/**
 * Returns the texts by field, in the order of the body; a list without a field is about the whole body. Of some fields the error
 * is a bare text.
 */
function toComplaints(value: unknown, field: string): [field: string, texts: readonly string[]][] {
  if (isText(value)) return field === "" ? [] : [[field, [value]]];
  if (Array.isArray(value)) {
    const texts = value.filter(isText);
    return texts.length > 0 ? [[field === "" ? WHOLE_BODY : field, texts]] : [];
  }
  if (!isRecord(value)) return [];
  const prefix = field === "" ? "" : `${field}.`;
  return Object.entries(value).flatMap(([name, member]) => toComplaints(member, prefix + name));
}
