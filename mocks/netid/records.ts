import { hmacSha256 } from "#engine/basics/signatures.ts";
import { toIsoTime } from "#engine/basics/times.ts";
import type { components } from "#generated/netid/types.ts";
import { ETPID_PERIOD_S, REWRITE_TOUCHES } from "./assumptions.ts";
import {
  type ConsentStatus,
  type NetidContext,
  type PrivacyRecord,
  recordKey,
  type Setting,
  type Tapp,
  type User,
} from "./state.ts";
import { readOptions } from "./world-options.ts";

type Schemas = components["schemas"];

/** What to store. An absent member leaves what is stored alone. */
export interface Changes {
  readonly idconsent?: ConsentStatus | undefined;
  readonly datashare?: ConsentStatus | undefined;
  readonly tc?: string | undefined;
}

export const findRecord = (tapp: Tapp, user: User, { records }: NetidContext): PrivacyRecord | undefined =>
  records.get(recordKey(tapp.id, user.id));

type RecordInProgress = { -readonly [Name in keyof PrivacyRecord]: PrivacyRecord[Name] };

/** Stores what one user decided for one TAPP. */
export function writeRecord(tapp: Tapp, user: User, changes: Changes, context: NetidContext): PrivacyRecord {
  const now = toIsoTime(context.now);
  const before = findRecord(tapp, user, context);
  const idconsent = toSetting(changes.idconsent, before?.idconsent, now);
  const datashare = toSetting(changes.datashare, before?.datashare, now);
  const tc = toSetting(changes.tc, before?.tc, now);
  // Every write comes here, and naming the members is many times as fast as spreading them.
  const record: RecordInProgress = {
    tapp_id: tapp.id,
    user: user.id,
    tpid: before?.tpid ?? user.tpid,
    sync_id: before?.sync_id ?? toBase64Url(context.ids.hex(64)),
    created_at: before?.created_at ?? now,
  };
  if (idconsent !== undefined) record.idconsent = idconsent;
  if (datashare !== undefined) record.datashare = datashare;
  if (tc !== undefined) record.tc = tc;
  context.records.put(record);
  return record;
}

/** The setting after a write: without a new value, it stays as it was. */
function toSetting<Value extends string>(
  value: Value | undefined,
  before: Setting<Value> | undefined,
  now: string,
): Setting<Value> | undefined {
  if (value === undefined || (before?.value === value && !REWRITE_TOUCHES)) return before;
  return { value, changed_at: now };
}

const BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Encodes bytes that are given as hexadecimal digits, six digits to four characters at a time. */
function toBase64Url(hex: string): string {
  let text = "";
  for (let at = 0; at < hex.length; at += 6) {
    const digits = hex.slice(at, at + 6);
    const bits = Number.parseInt(digits, 16) << (4 * (6 - digits.length));
    text += BASE64URL.charAt(bits >> 18) + BASE64URL.charAt((bits >> 12) & 63);
    text += BASE64URL.charAt((bits >> 6) & 63) + BASE64URL.charAt(bits & 63);
  }
  return text.slice(0, Math.ceil((hex.length * 4) / 6));
}

/** The stored consent decides, whatever the request was about. */
export const isRecognisable = (record: PrivacyRecord): boolean => record.idconsent?.value === "VALID";

/** The netID identifier; null for a partner that may not know it. */
export const visibleTpid = (record: PrivacyRecord): string | null => (isRecognisable(record) ? record.tpid : null);

/** The identifiers by which the second generation names a user: those that were asked for, and no others. */
export function pickIdentifiers(
  record: PrivacyRecord,
  asked: ReadonlySet<string>,
  { secret, now }: NetidContext,
): Schemas["SubjectIdentifiersV2"] {
  const isShown = isRecognisable(record);
  const period = Math.floor(now / 1000 / ETPID_PERIOD_S);
  return {
    ...(asked.has("TPID") && { tpid: visibleTpid(record) }),
    ...(asked.has("SYNC_ID") && { sync_id: record.sync_id }),
    ...(asked.has("ETPID") && {
      etpid: isShown ? toBase64Url(hmacSha256(secret, `${period} ${record.tpid}`)) : null,
    }),
  };
}

/** The same where nothing is stored about the user. */
export const pickNothing = (asked: ReadonlySet<string>): Schemas["SubjectIdentifiersV2Unknown"] => ({
  ...(asked.has("TPID") && { tpid: null }),
  ...(asked.has("SYNC_ID") && { sync_id: null }),
  ...(asked.has("ETPID") && { etpid: null }),
});

type IdConsent = Schemas["IdConsentSetting"];

/** A setting that was made: its status is never null. */
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
  if (tc !== undefined) settings.push({ type: "IAB_TC_STRING", value: tc.value, changed_at: tc.changed_at });
  return settings;
}

/** The same as the first generation shows it: a decision that was not made yet has an entry too, unless the option omits it. */
export function toSettings(record: PrivacyRecord, context: NetidContext): Schemas["PrivacySettings"] {
  const settings = storedSettings(record);
  if (record.idconsent !== undefined || readOptions(context).undecided_idconsent === "omit") return settings;
  return [{ type: "IDCONSENT", status: null, changed_at: record.created_at }, ...settings];
}

/** What is stored, by name; the second generation knows no DATASHARE. */
export const toSettingsV2 = ({ idconsent, tc }: PrivacyRecord): Schemas["PrivacySettingsV2"] => ({
  ...(idconsent && { idconsent: { status: idconsent.value, changed_at: idconsent.changed_at } }),
  ...(tc && { iab_tcstring: { value: tc.value, changed_at: tc.changed_at } }),
});
