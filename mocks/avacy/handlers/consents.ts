import type { Handler } from "#engine/contract/handlers.ts";
import type { components, operations } from "#generated/avacy/types.ts";
import { nextConsentId } from "../archive.ts";
import { CREATED_STATUS } from "../assumptions.ts";
import type { AvacyCaller } from "../credentials.ts";
import { invalidBody } from "../problems.ts";
import { reasons } from "../reasons.ts";
import { toRecord, toRecordV2, toRecordV4 } from "../records.ts";
import type { AvacyContext, ConsentV1, ConsentV2, ConsentV4, state } from "../state.ts";
import { namesSubjectKey, UNKNOWN_IDENTIFIER } from "../validation.ts";

type Schemas = components["schemas"];
type Recording<Id extends keyof operations> = Handler<operations[Id], typeof state, AvacyCaller>;

export const recordConsent: Recording<"recordConsent"> = ({ path, body }, context) => {
  if (!namesSubjectKey(body)) return identifierNotInSubject(body);
  return { status: CREATED_STATUS, body: { data: toRecord(addConsent(context, path, body)) } };
};

/** Adds a record of the first generation to the archive. */
export function addConsent(
  context: AvacyContext,
  { tenant, id: webspaceId }: { readonly tenant: string; readonly id: number },
  body: Schemas["ConsentRequest"] | Schemas["ConsentForm"],
): ConsentV1 {
  const consent: ConsentV1 = {
    generation: "v1",
    ipAddress: body.ip_address,
    subject: body.subject,
    identifier: body.identifier,
    proofs: body.proofs ?? null,
    legalNotices: body.legal_notices ?? [],
    preferences: body.preferences.map(toRecordedPreference),
    tenant,
    id: nextConsentId(context, tenant),
    webspaceId,
    recordedAtMs: context.now,
  };
  context.consents.put(consent);
  return consent;
}

export const recordConsentV2: Recording<"recordConsentV2"> = ({ path, body }, context) => {
  if (!namesSubjectKey(body)) return identifierNotInSubject(body);
  const { tenant, id: webspaceId } = path;
  const { preferences } = body;
  const consent: ConsentV2 = {
    generation: "v2",
    ipAddress: body.ip_address,
    subject: body.subject,
    identifier: body.identifier,
    proofs: body.proofs ?? null,
    legalNotices: body.legal_notices ?? [],
    preferences: Array.isArray(preferences) ? preferences.map(toRecordedPreference) : toRecordedMap(preferences),
    tenant,
    id: nextConsentId(context, tenant),
    webspaceId,
    recordedAtMs: context.now,
  };
  context.consents.put(consent);
  return { status: CREATED_STATUS, body: { data: toRecordV2(consent) } };
};

export const recordConsentV4: Recording<"recordConsentV4"> = ({ path, body }, context) => {
  const { tenant, id: webspaceId } = path;
  const consent: ConsentV4 = {
    generation: "v4",
    ipAddress: body.ip_address,
    consentType: body.consent_type,
    optin: body.optin,
    identifier: body.identifier,
    // The plugin's shop forms send a map; its keys only repeat the labels.
    fields: Object.values(body.consent_data ?? []),
    versions: body.versions ?? [],
    source: body.source ?? null,
    features: body.consent_features ?? [],
    htmlForm: body.html_form ?? null,
    tenant,
    id: nextConsentId(context, tenant),
    webspaceId,
    recordedAtMs: context.now,
  };
  context.consents.put(consent);
  return { status: CREATED_STATUS, body: { data: toRecordV4(consent) } };
};

const identifierNotInSubject = ({ identifier, subject }: Pick<ConsentV1, "identifier" | "subject">) =>
  invalidBody(
    [UNKNOWN_IDENTIFIER],
    reasons.identifierNotInSubject({ identifier, keys: Object.keys(subject).join(", ") }),
  );

const isAccepted = (accepted: Schemas["Accepted"]): boolean => accepted === true || accepted === 1 || accepted === "1";

const toRecordedPreference = (preference: Schemas["Preference"]): Schemas["RecordedPreference"] => ({
  ...preference,
  accepted: isAccepted(preference.accepted),
});

const toRecordedMap = (preferences: Schemas["PreferenceMap"]): Readonly<Record<string, boolean>> =>
  Object.fromEntries(Object.entries(preferences).map(([name, accepted]) => [name, isAccepted(accepted)]));
