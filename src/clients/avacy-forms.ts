import type { components } from "#generated/avacy/types.ts";

type Schemas = components["schemas"];

/** The kinds of form that Avacy's WordPress plugin supports, by the plugin's own keys. */
export type FormType = "wpcf7" | "wc" | "wpforms" | "elementorforms" | "htmlforms";

/** A row of the plugin's Forms table: what to keep of one form of the site. */
export interface FormSettings {
  /** Identifies the form on the site. */
  readonly formId: string;
  readonly type: FormType;
  /** Whether consents given with this form are stored at all. */
  readonly active: boolean;
  /** Names of the fields to store. */
  readonly fields: readonly string[];
  /** Name of the field that identifies the person; the email field is recommended. */
  readonly identifier: string;
}

/** A form as a visitor submitted it. */
export interface FormSubmission {
  readonly formId: string;
  /** Posted values by field name or label; check boxes of one name give a list. */
  readonly values: Readonly<Record<string, FieldValue>>;
  /** The visitor's IP address, v4 or v6; default `0.0.0.0`, which the plugin sends if the address is unknown. */
  readonly ipAddress?: string;
  /** The form as the visitor saw it, as HTML. Kept as evidence. */
  readonly markup?: string;
  /** Names of the policies that applied, such as `privacy_policy`. */
  readonly notices?: readonly string[];
  /** Whether each consent check box was checked, by the name of the preference, such as `newsletter`. */
  readonly preferences: Readonly<Record<string, boolean>>;
}

export type FieldValue = string | number | boolean | readonly string[] | null;

/**
 * Returns the first-generation body for `recordConsent`, or undefined if the form is unknown or not active: then send
 * nothing. The body has only the selected fields and the identifying one, which the API requires.
 *
 * @see https://docs.avacysolution.com/en/docs/avacy-tech-docs/consent-solution-api
 */
export function toConsent(
  forms: readonly FormSettings[],
  submission: FormSubmission,
): Schemas["ConsentRequest"] | undefined {
  const form = findActive(forms, submission);
  if (form === undefined) return undefined;
  return {
    ...toPerson(form, submission),
    legal_notices: (submission.notices ?? []).map((name) => ({ name })),
    preferences: Object.entries(submission.preferences).map(([name, accepted]) => ({ name, accepted })),
  };
}

/**
 * Returns the same for `recordConsentV2`, in the shorter form of the second generation's page: policies as names and
 * preferences as a map. That generation accepts the body of `toConsent` as well, which the plugin sent.
 */
export function toConsentV2(
  forms: readonly FormSettings[],
  submission: FormSubmission,
): Schemas["ConsentV2Request"] | undefined {
  const form = findActive(forms, submission);
  if (form === undefined) return undefined;
  return {
    ...toPerson(form, submission),
    legal_notices: [...(submission.notices ?? [])],
    preferences: { ...submission.preferences },
  };
}

/**
 * Returns the same for `recordConsentV4`. `identifier` is the posted value of the identifying field. This generation has
 * no member for single preferences: `optin` summarizes them (all accepted, or none asked: `accepted`; none accepted:
 * `rejected`; else `partial`), and single answers are stored only if their check boxes are among the row's fields.
 *
 * @see https://docs.avacysolution.com/en/avacy-tech-docs/consent-solution-api/consent-solution-rest-api
 */
export function toConsentV4(
  forms: readonly FormSettings[],
  submission: FormSubmission,
): Schemas["ConsentV4Request"] | undefined {
  const form = findActive(forms, submission);
  if (form === undefined) return undefined;
  const { ipAddress, markup, notices = [] } = submission;
  const fields = new Set(form.fields.map((field) => toFieldName(form.type, field)));
  const posted = readFields(form.type, submission.values);
  return {
    ip_address: ipAddress ?? UNKNOWN_ADDRESS,
    consent_type: "form",
    optin: toOptin(Object.values(submission.preferences)),
    identifier: toText(posted.get(toFieldName(form.type, form.identifier))),
    consent_data: [...posted].filter(([label]) => fields.has(label)).map(([label, value]) => ({ label, value })),
    source: "website",
    consent_features: [...notices],
    ...(markup !== undefined && { html_form: markup }),
  };
}

const UNKNOWN_ADDRESS = "0.0.0.0";

const findActive = (forms: readonly FormSettings[], { formId }: FormSubmission): FormSettings | undefined =>
  forms.find((form) => form.formId === formId && form.active);

type Person = Pick<Schemas["ConsentRequest"], "subject" | "identifier" | "ip_address" | "proofs">;

function toPerson(form: FormSettings, { values, ipAddress, markup }: FormSubmission): Person {
  const identifier = toFieldName(form.type, form.identifier);
  const kept = new Set([...form.fields.map((field) => toFieldName(form.type, field)), identifier]);
  const posted = [...readFields(form.type, values)].filter(([name]) => kept.has(name));
  return {
    subject: Object.fromEntries(posted),
    identifier,
    ip_address: ipAddress ?? UNKNOWN_ADDRESS,
    ...(markup !== undefined && { proofs: markup }),
  };
}

function readFields(type: FormType, values: FormSubmission["values"]): Map<string, Schemas["SubjectValue"]> {
  return new Map(
    Object.entries(values).map(([label, value]) => [
      toFieldName(type, label),
      typeof value === "object" && value !== null ? [...value] : value,
    ]),
  );
}

/** Returns the name under which the plugin stores a field. Some kinds of form identify fields by label only. */
function toFieldName(type: FormType, label: string): string {
  switch (type) {
    case "wpforms":
      return label.toLowerCase().replaceAll(" ", "_");
    case "elementorforms":
    case "htmlforms":
      return label.toLowerCase();
    case "wpcf7":
    case "wc":
      return label;
  }
}

function toOptin(answers: readonly boolean[]): Schemas["Optin"] {
  if (answers.every((accepted) => accepted)) return "accepted";
  return answers.some((accepted) => accepted) ? "partial" : "rejected";
}

// An absent value becomes empty text. The API refuses it by the field's name, and the caller sees that error.
const toText = (value: Schemas["SubjectValue"] | undefined): string => String(value ?? "");
