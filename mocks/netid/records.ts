import type { Awaitable } from "#engine/awaitable.ts";
import { toIsoTime } from "#engine/clock.ts";
import { hmacSha256 } from "#engine/signatures.ts";
import type { components } from "#generated/netid/types.ts";
import { ETPID_PERIOD_S, REWRITE_TOUCHES } from "./options.ts";
import {
  type ConsentStatus,
  type NetidContext,
  type Options,
  type PrivacyRecord,
  recordKey,
  type Setting,
  type Tapp,
  type User,
} from "./state.ts";

type Schemas = components["schemas"];

/** What to store. An absent member leaves what is stored alone. */
export interface Changes {
  readonly idconsent?: ConsentStatus | undefined;
  readonly datashare?: ConsentStatus | undefined;
  readonly tc?: string | undefined;
}

export const findRecord = (tapp: Tapp, user: User, { records }: NetidContext): Awaitable<PrivacyRecord | undefined> =>
  records.get(recordKey(tapp.id, user.id));

/** Stores what one user decided for one TAPP. */
export async function writeRecord(
  tapp: Tapp,
  user: User,
  { idconsent, datashare, tc }: Changes,
  context: NetidContext,
): Promise<PrivacyRecord> {
  const now = toIsoTime(context.now);
  const before = await findRecord(tapp, user, context);
  const record: PrivacyRecord = {
    ...(before ?? {
      tapp_id: tapp.id,
      user: user.id,
      tpid: user.tpid,
      sync_id: toBase64Url(await context.ids.hex(64)),
      created_at: now,
    }),
    ...(idconsent !== undefined && { idconsent: toSetting(idconsent, before?.idconsent, now) }),
    ...(datashare !== undefined && { datashare: toSetting(datashare, before?.datashare, now) }),
    ...(tc !== undefined && { tc: toSetting(tc, before?.tc, now) }),
  };
  await context.records.put(record);
  return record;
}

const toSetting = <Value extends string>(
  value: Value,
  before: Setting<Value> | undefined,
  now: string,
): Setting<Value> => (before?.value === value && !REWRITE_TOUCHES ? before : { value, changed_at: now });

const toBase64Url = (hex: string): string =>
  btoa(hex.replaceAll(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16))))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

/** The consent as it is stored decides, whatever the request at hand was about. */
export const isRecognisable = (record: PrivacyRecord): boolean => record.idconsent?.value === "VALID";

/** The netID identifier, for whoever may know it. */
export const visibleTpid = (record: PrivacyRecord): string | null => (isRecognisable(record) ? record.tpid : null);

/** The identifiers by which the second generation names a user: those that were asked for, and no others. */
export async function pickIdentifiers(
  record: PrivacyRecord,
  asked: ReadonlySet<string>,
  { secret, now }: NetidContext,
): Promise<Schemas["SubjectIdentifiersV2"]> {
  const isShown = isRecognisable(record);
  const period = Math.floor(now / 1000 / ETPID_PERIOD_S);
  return {
    ...(asked.has("TPID") && { tpid: visibleTpid(record) }),
    ...(asked.has("SYNC_ID") && { sync_id: record.sync_id }),
    ...(asked.has("ETPID") && {
      etpid: isShown ? toBase64Url(await hmacSha256(secret, `${period} ${record.tpid}`)) : null,
    }),
  };
}

/** The same where there is nobody to name. */
export const pickNothing = (asked: ReadonlySet<string>): Schemas["SubjectIdentifiersV2Unknown"] => ({
  ...(asked.has("TPID") && { tpid: null }),
  ...(asked.has("SYNC_ID") && { sync_id: null }),
  ...(asked.has("ETPID") && { etpid: null }),
});

type IdConsent = Schemas["IdConsentSetting"];

/** A setting somebody made: its status is never null. */
export type StoredSetting =
  | (Omit<IdConsent, "status"> & { status: ConsentStatus })
  | Exclude<Schemas["PrivacySetting"], IdConsent>;

/** What is stored, in the order in which the vendor lists it. */
export function storedSettings({ idconsent, datashare, tc }: PrivacyRecord): StoredSetting[] {
  const settings: StoredSetting[] = [];
  if (idconsent !== undefined)
    settings.push({ type: "IDCONSENT", status: idconsent.value, changed_at: idconsent.changed_at });
  if (datashare !== undefined)
    settings.push({ type: "DATASHARE", status: datashare.value, changed_at: datashare.changed_at });
  if (tc !== undefined) settings.push({ type: "IAB_TC_STRING", ...tc });
  return settings;
}

/** The same as the first generation shows it, which may have an entry for a decision that nobody took. */
export function toSettings(record: PrivacyRecord, { undecided_idconsent }: Options): Schemas["PrivacySettings"] {
  const settings = storedSettings(record);
  return record.idconsent === undefined && undecided_idconsent === "show"
    ? [{ type: "IDCONSENT", status: null, changed_at: record.created_at }, ...settings]
    : settings;
}

/** What is stored, by name; the second generation knows no DATASHARE. */
export const toSettingsV2 = ({ idconsent, tc }: PrivacyRecord): Schemas["PrivacySettingsV2"] => ({
  ...(idconsent && { idconsent: { status: idconsent.value, changed_at: idconsent.changed_at } }),
  ...(tc && { iab_tcstring: { value: tc.value, changed_at: tc.changed_at } }),
});
