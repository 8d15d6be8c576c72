import type { components } from "#generated/netid/types.ts";
import type { Failure, ReadProblem, Result, Success } from "./result.ts";
import { isText } from "./values.ts";

type Schemas = components["schemas"];

/** A decision is stored. `sync_id` is present if requested; `tpid` is null unless the consent is VALID. */
export interface FoundStatus {
  readonly status_code: "PERMISSIONS_FOUND";
  readonly subject_identifiers: Schemas["SubjectIdentifiers"] & { sync_id?: string };
  /** IDCONSENT, DATASHARE and IAB_TC_STRING, each at most once. `changed_at` is ISO 8601 in UTC. */
  readonly netid_privacy_settings: Schemas["PrivacySettings"];
}

/** A decision is stored, in the second generation's form: only the requested identifiers, and settings by name. */
export type FoundStatusV2 = Schemas["PermissionsFoundV2"];

/** The user is logged in, and nothing is stored for this partner. */
export interface NotFoundStatus {
  readonly status_code: "PERMISSIONS_NOT_FOUND";
}

/** The identifiers that the partner may see after a write, of those requested. */
export type WrittenStatus = Schemas["SubjectStatusV2"];

/**
 * Why a call was refused. `NO_TPID`, `NO_TOKEN`: no user is logged in, or the browser withholds the cookie.
 * `TOKEN_ERROR`: cookie or token has expired. `TPID_EXISTENCE_ERROR`: the account was deleted, forget its tpid.
 * `TAPP_NOT_ALLOWED`, `NO_TAPP_ID`, `TAPP_ERROR`: the partner's configuration is wrong. The others concern the body of a
 * write.
 */
export type NetidCode =
  | Schemas["ReadRefusedError"]["status_code"]
  | Schemas["WriteRefusedError"]["status_code"]
  | Schemas["TappNotAllowedError"]["status_code"]
  | Schemas["AccountGoneError"]["status_code"];

/** `error` is the code, undefined if netID sent no documented one; `message` is one text for people. */
export type NetidFailure = Failure<NetidCode> & { readonly kind: "error" };

/** The result of a read; check `kind`, or `ok` as with any other result. */
export type StatusResult<Found = FoundStatus | FoundStatusV2> =
  | (Success<Found> & { readonly kind: "found" })
  | (Success<NotFoundStatus> & { readonly kind: "notFound" })
  | NetidFailure;

/** The result of a write. */
export type WriteResult = (Success<WrittenStatus> & { readonly kind: "written" }) | NetidFailure;

/**
 * Returns whether the partner may recognise this user: true if given, false if revoked, null if not decided, or unknown
 * after an error.
 */
export function isIdConsentGiven(status: StatusResult): boolean | null {
  if (status.kind !== "found") return null;
  const { netid_privacy_settings: settings } = status.data;
  const consent = Array.isArray(settings)
    ? settings.find((setting) => setting?.type === "IDCONSENT")
    : settings?.idconsent;
  const given = consent?.status;
  return given === "VALID" ? true : given === "INVALID" ? false : null;
}

/** Returns the stored TC string; undefined if none is stored. */
export function tcStringOf(status: StatusResult): string | undefined {
  if (status.kind !== "found") return undefined;
  const { netid_privacy_settings: settings } = status.data;
  const stored = Array.isArray(settings)
    ? settings.find((setting) => setting?.type === "IAB_TC_STRING")
    : settings?.iab_tcstring;
  return textOf(stored?.value);
}

/** Returns the user's netID identifier; undefined unless the stored consent is VALID. Cache it in the partner's domain. */
export const tpidOf = (result: StatusResult | WriteResult): string | undefined => textOf(identifiersOf(result)?.tpid);

/** Returns the identifier of this user for this partner only, whatever the consent; undefined unless requested. */
export const syncIdOf = (result: StatusResult | WriteResult): string | undefined =>
  textOf(identifiersOf(result)?.sync_id);

/**
 * Returns whether the user has a netID session, so that netID can be offered. False also for an expired session, a deleted
 * account, and if the browser withholds the cookie. Null if the failure says nothing about the user.
 */
export function isLoggedIn(result: StatusResult | WriteResult): boolean | null {
  if (result.ok) return true;
  return result.error !== undefined && WITHOUT_USER.includes(result.error) ? false : null;
}

const WITHOUT_USER: readonly NetidCode[] = ["NO_TPID", "NO_TOKEN", "TOKEN_ERROR", "TPID_EXISTENCE_ERROR"];

const identifiersOf = (result: StatusResult | WriteResult): Schemas["SubjectIdentifiersV2"] | null | undefined =>
  result.kind === "found" || result.kind === "written" ? result.data.subject_identifiers : undefined;

/** Returns a value of a reply if it is a string with text; a server may send anything. */
const textOf = (value: unknown): string | undefined => (isText(value) ? value : undefined);

type ReadReply = FoundStatus | FoundStatusV2 | NotFoundStatus;

export const isFound = (reply: ReadReply): reply is FoundStatus =>
  reply.status_code === "PERMISSIONS_FOUND" && Array.isArray(reply.netid_privacy_settings);

export const isFoundV2 = (reply: ReadReply): reply is FoundStatusV2 =>
  reply.status_code === "PERMISSIONS_FOUND" && !Array.isArray(reply.netid_privacy_settings);

/** Tags the result of a read. A reply in another form than the requested one is an error. */
export function toStatusResult<Found extends ReadReply>(
  result: Result<ReadReply, NetidCode>,
  isFound: (reply: ReadReply) => reply is Found,
): StatusResult<Found> {
  if (!result.ok) return { kind: "error", ...result };
  const { data } = result;
  if (isFound(data)) return { kind: "found", ok: true, data };
  const { status_code } = data;
  if (status_code === "PERMISSIONS_NOT_FOUND") return { kind: "notFound", ok: true, data: { status_code } };
  return {
    kind: "error",
    ok: false,
    status: 200,
    error: undefined,
    message: "Unexpected reply: 200 in another form than asked for",
  };
}

export const toWriteResult = (result: Result<WrittenStatus, NetidCode>): WriteResult =>
  result.ok ? { kind: "written", ...result } : { kind: "error", ...result };

/** Used if netID's own message, which is free text, is missing. */
const MEANINGS: Readonly<Record<NetidCode, string>> = {
  NO_TPID: "no user is logged in, or the browser withholds the cookie",
  NO_TOKEN: "no access token was sent",
  TOKEN_ERROR: "cookie or access token is expired or invalid",
  NO_TAPP_ID: "no tapp_id was sent",
  TAPP_ERROR: "the tapp_id is malformed",
  TAPP_NOT_ALLOWED: "the TAPP is unknown or inactive, or the origin is not registered for it",
  TPID_EXISTENCE_ERROR: "the account no longer exists",
  NO_REQUEST_BODY: "the body is missing",
  JSON_PARSE_ERROR: "the body is not a JSON object",
  NO_PERMISSIONS: "there is nothing to store",
  PERMISSION_PARAMETERS_ERROR: "a permission is wrong, such as the TC string",
};

export const readProblem: ReadProblem<NetidCode> = (body) => {
  if (typeof body !== "object" || body === null) return undefined;
  const { status_code: code, message, error }: Partial<Record<string, unknown>> = { ...body };
  if (isCode(code)) return { error: code, message: `${code}: ${isText(message) ? message : MEANINGS[code]}` };
  // A code of another generation, or an error of the framework, which has only a phrase such as "Not Acceptable".
  const texts = [code, message, ...(isText(code) ? [] : [error])].filter(isText);
  return texts.length > 0 ? { error: undefined, message: texts.join(": ") } : undefined;
};

const isCode = (code: unknown): code is NetidCode => typeof code === "string" && Object.hasOwn(MEANINGS, code);
