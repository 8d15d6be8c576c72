import type { HandlerReply, HandlerRequest } from "#engine/handlers.ts";
import type { components, operations } from "#generated/avacy/types.ts";
import { newEntry } from "../archive.ts";
import type { AvacyCaller } from "../credentials.ts";
import { CREATED_STATUS } from "../options.ts";
import { invalidBody } from "../problems.ts";
import { toRecord, toRecordV2, toRecordV4 } from "../records.ts";
import type { AvacyContext, ConsentV1, ConsentV2, ConsentV4 } from "../state.ts";
import { complaintsOf } from "../validation.ts";

type Schemas = components["schemas"];
type Request<Id extends keyof operations> = Pick<HandlerRequest<operations[Id], AvacyCaller>, "path" | "body">;
type ReplyTo<Id extends keyof operations> = Promise<HandlerReply<operations[Id]>>;

export async function recordConsent(
  { path, body }: Request<"recordConsent">,
  context: AvacyContext,
): ReplyTo<"recordConsent"> {
  const complaints = complaintsOf([], body, "recordConsent");
  if (complaints.length > 0) return invalidBody(complaints);
  const consent: ConsentV1 = {
    generation: "v1",
    ipAddress: body.ip_address,
    subject: body.subject,
    identifier: body.identifier,
    proofs: body.proofs ?? null,
    legalNotices: body.legal_notices ?? [],
    preferences: body.preferences.map(toRecordedPreference),
    ...(await newEntry(context, path)),
  };
  await context.consents.put(consent);
  return { status: CREATED_STATUS, body: { data: toRecord(consent) } };
}

export async function recordConsentV2(
  { path, body }: Request<"recordConsentV2">,
  context: AvacyContext,
): ReplyTo<"recordConsentV2"> {
  const complaints = complaintsOf([], body, "recordConsentV2");
  if (complaints.length > 0) return invalidBody(complaints);
  const { preferences } = body;
  const consent: ConsentV2 = {
    generation: "v2",
    ipAddress: body.ip_address,
    subject: body.subject,
    identifier: body.identifier,
    proofs: body.proofs ?? null,
    legalNotices: body.legal_notices ?? [],
    preferences: Array.isArray(preferences) ? preferences.map(toRecordedPreference) : toRecordedMap(preferences),
    ...(await newEntry(context, path)),
  };
  await context.consents.put(consent);
  return { status: CREATED_STATUS, body: { data: toRecordV2(consent) } };
}

export async function recordConsentV4(
  { path, body }: Request<"recordConsentV4">,
  context: AvacyContext,
): ReplyTo<"recordConsentV4"> {
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
    ...(await newEntry(context, path)),
  };
  await context.consents.put(consent);
  return { status: CREATED_STATUS, body: { data: toRecordV4(consent) } };
}

const isAccepted = (accepted: Schemas["Accepted"]): boolean => accepted === true || accepted === 1 || accepted === "1";

const toRecordedPreference = (preference: Schemas["Preference"]): Schemas["RecordedPreference"] => ({
  ...preference,
  accepted: isAccepted(preference.accepted),
});

const toRecordedMap = (preferences: Schemas["PreferenceMap"]): Readonly<Record<string, boolean>> =>
  Object.fromEntries(Object.entries(preferences).map(([name, accepted]) => [name, isAccepted(accepted)]));
