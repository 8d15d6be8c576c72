import { ownMember, setMember } from "#engine/basics/table.ts";
import { toIsoTime } from "#engine/basics/times.ts";
import type { components } from "#generated/avacy/types.ts";
import { V2_PROOFS } from "./assumptions.ts";
import type { ConsentV1, ConsentV2, ConsentV4 } from "./state.ts";

type Schemas = components["schemas"];

/** UTC, whole seconds, with six zeros for the fraction. */
export const toTimestamp = (ms: number): string => `${toIsoTime(ms).slice(0, 19)}.000000Z`;

/** A record in a reply of v1. */
export function toRecord(consent: ConsentV1): Schemas["ConsentRecord"] {
  const at = toTimestamp(consent.recordedAtMs);
  return {
    id: consent.id,
    subject_id: null,
    domains_group_id: consent.webspaceId,
    ip_address: consent.ipAddress,
    proofs: consent.proofs,
    legal_notices: consent.legalNotices,
    created_at: at,
    updated_at: at,
    consent_data: consent.preferences,
    subject_data: toSubjectData(consent),
  };
}

// The identifier comes last, even if the subject has a key of that name.
function toSubjectData({ subject, identifier }: ConsentV1): Schemas["ConsentRecord"]["subject_data"] {
  const data: Schemas["Subject"] = {};
  for (const name in subject) if (name !== "identifier") setMember(data, name, subject[name] ?? null);
  return Object.assign(data, { identifier });
}

/** A record in a reply of v2: subject and preferences as JSON text, and no dates. */
export function toRecordV2(consent: ConsentV2): Schemas["ConsentV2Record"] {
  return {
    id: consent.id,
    ip_address: consent.ipAddress,
    subject_id: ownMember(consent.subject, consent.identifier) ?? null,
    proofs: toProofsV2(consent.proofs),
    legal_notices: consent.legalNotices,
    consent_data: JSON.stringify(consent.preferences),
    subject_data: JSON.stringify(consent.subject),
  };
}

const toProofsV2 = (proofs: ConsentV2["proofs"]): Schemas["ConsentV2Record"]["proofs"] =>
  V2_PROOFS === "list" && typeof proofs === "string" ? [{ type: "html", value: proofs }] : proofs;

/** A record in a reply of v4. The provider does not document it, so this is the sent body in the style of v1. */
export function toRecordV4(consent: ConsentV4): Schemas["ConsentV4Record"] {
  const at = toTimestamp(consent.recordedAtMs);
  return {
    id: consent.id,
    webspace_id: consent.webspaceId,
    ip_address: consent.ipAddress,
    consent_type: consent.consentType,
    optin: consent.optin,
    identifier: consent.identifier,
    consent_data: consent.fields,
    versions: consent.versions,
    source: consent.source,
    consent_features: consent.features,
    html_form: consent.htmlForm,
    created_at: at,
    updated_at: at,
  };
}
