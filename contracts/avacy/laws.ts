import { isDeepStrictEqual } from "node:util";
import type { Observer, WalkReply } from "../agreement/contract.ts";

interface Row {
  readonly id: number;
  readonly [name: string]: unknown;
}

type Fields = Readonly<Record<string, unknown>>;

const GENERATIONS: Readonly<Record<string, string>> = {
  recordConsent: "v1",
  recordConsentV2: "v2",
  recordConsentV4: "v4",
};

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const mapMembers = (fields: Fields, change: (value: unknown) => unknown): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, each]) => [name, change(each)]));

// What PHP's `trim` takes away: fewer kinds of blanks than JavaScript's.
const BLANKS = " \\t\\n\\r\\0\\v";
const AROUND = new RegExp(`^[${BLANKS}]+|[${BLANKS}]+$`, "g");

/** What the provider's framework makes of answers: text without blanks around it, and null where nothing is left. */
function tidy(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll(AROUND, "") || null;
  if (Array.isArray(value)) return value.map(tidy);
  return isFields(value) ? mapMembers(value, tidy) : value;
}

/** The same answers as a form has them: all text, and none that are null or empty. */
function asForm(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asForm);
  if (!isFields(value)) return String(typeof value === "boolean" ? Number(value) : value);
  const sent = Object.entries(mapMembers(value, asForm)).filter(([name]) => !isNothing(value[name]));
  return Object.fromEntries(sent);
}

const isNothing = (value: unknown): boolean =>
  value === null || (typeof value === "object" && Object.values(value as object).every(isNothing));

/** Whether a form can say this: names that are plain words, and no gaps in lists. */
function isSayable(value: unknown): boolean {
  if (Array.isArray(value)) return value.every((each) => !isNothing(each) && isSayable(each));
  if (!isFields(value)) return true;
  return Object.entries(value).every(([name, each]) => /^[a-z][\w-]*$/i.test(name) && isSayable(each));
}

const isYes = (accepted: unknown): boolean => accepted === true || accepted === 1 || accepted === "1";

const toAnswers = (preferences: unknown): readonly object[] =>
  Array.isArray(preferences)
    ? preferences.map(({ name, accepted }) => ({ name, accepted: isYes(accepted) }))
    : Object.entries(preferences as Fields).map(([name, accepted]) => ({ name, accepted: isYes(accepted) }));

const listOf = (value: unknown): readonly unknown[] => Object.values(value ?? []);

/** What the archive has to show of a body. */
function toEntry(operationId: string, sent: Fields): Fields {
  const { identifier, ip_address, optin, subject, preferences, legal_notices, consent_data, consent_features } = tidy(
    sent,
  ) as Fields;
  // Evidence stays as it is, blanks included.
  const proof = (sent["proofs"] ?? sent["html_form"]) || null;
  const always = { generation: GENERATIONS[operationId], ipAddress: ip_address, proof };
  if (operationId === "recordConsentV4") {
    const fields = (listOf(consent_data) as readonly Fields[]).map(({ label, value = null }) => ({ label, value }));
    return { ...always, identifier, fields, preferences: [], optin, legalNotices: listOf(consent_features) };
  }
  const person = new Map(Object.entries(subject as Fields));
  return {
    ...always,
    identifier: person.get(identifier as string) ?? null,
    fields: [...person].map(([label, value]) => ({ label, value })),
    preferences: toAnswers(preferences),
    optin: null,
    legalNotices: listOf(legal_notices).map((each) => (isFields(each) ? each["name"] : each)),
  };
}

/**
 * The laws of a tenant's archive: every consent that was recorded is there once, the newest first; it says what was sent,
 * about the webspace that was addressed; and those before it stay as they were.
 */
export function createLaws(): Observer {
  const archives = new Map<string, readonly Row[]>();

  return {
    async observe(answered, ask) {
      const { now, operationId, path, body } = answered;
      if (GENERATIONS[operationId] === undefined) return undefined;
      const { tenant = "", id } = path;
      const before = archives.get(tenant) ?? [];
      const { rows } = (await ask({ scenario: "read the archive", parameters: { tenant } })) as {
        readonly rows: readonly Row[];
      };
      const [newest, ...others] = rows;
      archives.set(tenant, rows);
      if (!isDeepStrictEqual(others, before)) return `${before.length} consents were there, and are not as they were`;
      const { data } = body as { readonly data: { readonly id: number } };
      const recordedAt = new Date(now).toISOString().replace(/\.\d+/, ".000000");
      const expected = { id: data.id, recordedAt, webspaceId: Number(id), ...entryOf(answered) };
      const shown = Object.fromEntries(Object.keys(expected).map((name) => [name, newest?.[name]]));
      if (isDeepStrictEqual(shown, expected)) return undefined;
      return `the archive shows ${JSON.stringify(shown)} and not ${JSON.stringify(expected)}`;
    },
  };
}

/** Undefined: forms do not carry such a body as it is. */
function entryOf({ operationId, headers, sent }: WalkReply): Fields | undefined {
  if (headers["content-type"] === "application/json") return toEntry(operationId, sent as Fields);
  return isSayable(sent) ? toEntry(operationId, asForm(sent) as Fields) : undefined;
}
