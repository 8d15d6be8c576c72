import { ownMember } from "#engine/basics/table.ts";
import type { Page } from "#engine/contract/collection.ts";
import type { components } from "#generated/avacy/types.ts";
import { ID_SCOPE } from "./assumptions.ts";
import { toTimestamp } from "./records.ts";
import { type AvacyContext, type Consent, type Register, registerOf } from "./state.ts";

type Schemas = components["schemas"];

/** Returns the id of a tenant's next record. */
export const nextConsentId = ({ counters }: AvacyContext, tenant: string): number =>
  counters.next(ID_SCOPE === "tenant" ? `consents/${tenant}` : "consents");

/** One record in the dashboard's archive, the same for every generation. */
export interface ArchiveEntry {
  readonly id: number;
  readonly recordedAt: string;
  readonly generation: Consent["generation"];
  readonly register: Register;
  readonly webspaceId: number;
  /** The value that identifies the person: an address, a user id. */
  readonly identifier: unknown;
  readonly fields: readonly { readonly label: string; readonly value: unknown }[];
  readonly preferences: readonly { readonly name: string; readonly accepted: boolean }[];
  /** The decision in one word, in v4. */
  readonly optin: Schemas["Optin"] | null;
  readonly legalNotices: readonly string[];
  readonly ipAddress: string;
  /** The form the person saw: HTML, its template, or pieces of evidence. Show it as text. */
  readonly proof: unknown;
}

export interface ArchiveQuery {
  readonly tenant: string;
  /** Default: both. */
  readonly register?: Register | undefined;
  readonly after?: string | undefined;
  /** Default: all. */
  readonly limit?: number | undefined;
}

/** Returns the archive of one tenant, newest first. The provider's API cannot read it; its dashboard can. */
export function listArchive({ consents }: AvacyContext, query: ArchiveQuery): Page<ArchiveEntry> {
  const { tenant, register, after, limit } = query;
  const options = { after, descending: true, ...(limit !== undefined && { limit }) };
  const { rows, next } =
    register === undefined
      ? consents.list("byTenant", [tenant], options)
      : consents.list("byRegister", [tenant, register], options);
  return { rows: rows.map(toArchiveEntry), next };
}

function toArchiveEntry(consent: Consent): ArchiveEntry {
  return {
    id: consent.id,
    recordedAt: toTimestamp(consent.recordedAtMs),
    generation: consent.generation,
    register: registerOf(consent),
    webspaceId: consent.webspaceId,
    ipAddress: consent.ipAddress,
    ...contentOf(consent),
  };
}

function contentOf(consent: Consent) {
  if (consent.generation === "v4")
    return {
      identifier: consent.identifier,
      fields: consent.fields.map(({ label, value = null }) => ({ label, value })),
      preferences: [],
      optin: consent.optin,
      legalNotices: consent.features,
      proof: consent.htmlForm,
    };
  const { preferences, subject } = consent;
  return {
    identifier: ownMember(subject, consent.identifier) ?? null,
    fields: Object.entries(subject).map(([label, value]) => ({ label, value })),
    preferences: Array.isArray(preferences)
      ? preferences.map(({ name, accepted }) => ({ name, accepted }))
      : Object.entries(preferences).map(([name, accepted]) => ({ name, accepted })),
    optin: null,
    legalNotices: consent.legalNotices.map((notice) => (typeof notice === "string" ? notice : notice.name)),
    proof: consent.proofs,
  };
}
