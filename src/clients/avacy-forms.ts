import type { components } from "#generated/avacy/types.ts";

type Schemas = components["schemas"];

/** The kinds of form that Avacy's WordPress plugin knows, under the plugin's own keys. */
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
  /** Name of the field that tells who the person is; the email field is advised. */
  readonly identifier: string;
}

/** A form as a visitor sent it. */
export interface FormSubmission {
  readonly formId: string;
  /** Posted values by field name or label; check boxes of one name give a list. */
  readonly values: Readonly<Record<string, FieldValue>>;
  /** The visitor's address, IPv4 or IPv6; default `0.0.0.0`, which the plugin sends when it knows none. */
  readonly ipAddress?: string;
  /** The form as the visitor saw it, as HTML. Kept as evidence. */
  readonly markup?: string;
  /** Names of the policies that applied, such as `privacy_policy`. */
  readonly notices?: readonly string[];
  /** What each consent check box said, by the name of the preference, such as `newsletter`. */
  readonly preferences: Readonly<Record<string, boolean>>;
}

export type FieldValue = string | number | boolean | readonly string[] | null;

/**
 * The first generation's body for `recordConsent`; undefined when the form is unknown or not active, and then nothing
 * is to be sent. Only selected fields go in, and the identifying one, since the API insists on having it.
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
 * The same for `recordConsentV2`, in the shorter form of the second generation's page: policies by name alone and
 * preferences as a map. That generation takes the body of `toConsent` as well, and the plugin sent it.
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
 * The same for `recordConsentV4`. `identifier` is the posted value of the identifying field. This generation has no
 * place for single preferences: `optin` sums them up (all accepted, or none asked: `accepted`; none accepted:
 * `rejected`; else `partial`), and the single answers are kept only if their check boxes are among the row's fields.
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

/** The name under which the plugin stores a field: some kinds of form know their fields by label only. */
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

// An absent value becomes blank text, which the API refuses by name; that refusal reaches the caller.
const toText = (value: Schemas["SubjectValue"] | undefined): string => String(value ?? "");
