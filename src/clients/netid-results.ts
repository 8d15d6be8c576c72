import type { components } from "#generated/netid/types.ts";
import type { Failure, ReadProblem, Result, Success } from "./result.ts";

type Schemas = components["schemas"];

/** Something is stored. `sync_id` is there when it was asked for, `tpid` is null unless the consent is VALID. */
export interface FoundStatus {
  readonly status_code: "PERMISSIONS_FOUND";
  readonly subject_identifiers: Schemas["SubjectIdentifiers"] & { sync_id?: string };
  /** IDCONSENT, DATASHARE and IAB_TC_STRING, each at most once. `changed_at` is ISO 8601 in UTC. */
  readonly netid_privacy_settings: Schemas["PrivacySettings"];
}

/** Something is stored, in the form of the second generation: only the identifiers asked for, and settings by name. */
export type FoundStatusV2 = Schemas["PermissionsFoundV2"];

/** The user is logged in, and nothing is stored for this partner. */
export interface NotFoundStatus {
  readonly status_code: "PERMISSIONS_NOT_FOUND";
}

/** What the partner may see after a write: of the identifiers those that were asked for. */
export type WrittenStatus = Schemas["SubjectStatusV2"];

/**
 * Why a call was refused. `NO_TPID`, `NO_TOKEN`: nobody is logged in, or the browser holds the cookie back.
 * `TOKEN_ERROR`: cookie or token is out of time. `TPID_EXISTENCE_ERROR`: the account is gone, forget its tpid.
 * `TAPP_NOT_ALLOWED`, `NO_TAPP_ID`, `TAPP_ERROR`: the partner's set-up is wrong. The others are about what was written.
 */
export type NetidCode =
  | Schemas["ReadRefusedError"]["status_code"]
  | Schemas["WriteRefusedError"]["status_code"]
  | Schemas["TappNotAllowedError"]["status_code"]
  | Schemas["AccountGoneError"]["status_code"];

/** `error` is the code, undefined where netID gave none that is documented; `message` is one text for people. */
export type NetidFailure = Failure<NetidCode> & { readonly kind: "error" };

/** What a read came to; look at `kind`, or at `ok` as with any other result. */
export type StatusResult<Found = FoundStatus | FoundStatusV2> =
  | (Success<Found> & { readonly kind: "found" })
  | (Success<NotFoundStatus> & { readonly kind: "notFound" })
  | NetidFailure;

/** What a write came to. */
export type WriteResult = (Success<WrittenStatus> & { readonly kind: "written" }) | NetidFailure;

/**
 * May the partner recognise this user? True is given, false is revoked, null is not decided, or not known after an
 * error.
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

/** The stored TC string; undefined when there is none. */
export function tcStringOf(status: StatusResult): string | undefined {
  if (status.kind !== "found") return undefined;
  const { netid_privacy_settings: settings } = status.data;
  const stored = Array.isArray(settings)
    ? settings.find((setting) => setting?.type === "IAB_TC_STRING")
    : settings?.iab_tcstring;
  return textOf(stored?.value);
}

/** The user's netID identifier; undefined unless the consent on record is VALID. Cache it in the partner's own domain. */
export const tpidOf = (result: StatusResult | WriteResult): string | undefined => textOf(identifiersOf(result)?.tpid);

/** The identifier of this user for this partner alone, whatever the consent; undefined unless it was asked for. */
export const syncIdOf = (result: StatusResult | WriteResult): string | undefined =>
  textOf(identifiersOf(result)?.sync_id);

/**
 * Is this somebody with a netID session, to whom netID can be offered? False also for a session out of time, a deleted
 * account, and where the browser keeps the cookie back. Null when the failure tells nothing about the user.
 */
export function isLoggedIn(result: StatusResult | WriteResult): boolean | null {
  if (result.ok) return true;
  return result.error !== undefined && NOBODY.includes(result.error) ? false : null;
}

const NOBODY: readonly NetidCode[] = ["NO_TPID", "NO_TOKEN", "TOKEN_ERROR", "TPID_EXISTENCE_ERROR"];

const identifiersOf = (result: StatusResult | WriteResult): Schemas["SubjectIdentifiersV2"] | null | undefined =>
  result.kind === "found" || result.kind === "written" ? result.data.subject_identifiers : undefined;

/** What a server sent may lack any part, or have another in its place. */
const textOf = (value: unknown): string | undefined => (isText(value) ? value : undefined);

type ReadReply = FoundStatus | FoundStatusV2 | NotFoundStatus;

export const isFound = (reply: ReadReply): reply is FoundStatus =>
  reply.status_code === "PERMISSIONS_FOUND" && Array.isArray(reply.netid_privacy_settings);

export const isFoundV2 = (reply: ReadReply): reply is FoundStatusV2 =>
  reply.status_code === "PERMISSIONS_FOUND" && !Array.isArray(reply.netid_privacy_settings);

/** Tags the outcome of a read. A reply in another form than the one asked for is an error. */
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

/** In place of netID's own words, which are free and may be missing. */
const MEANINGS: Readonly<Record<NetidCode, string>> = {
  NO_TPID: "nobody is logged in, or the browser holds the cookie back",
  NO_TOKEN: "no access token was sent",
  TOKEN_ERROR: "cookie or access token is expired or invalid",
  NO_TAPP_ID: "no tapp_id was sent",
  TAPP_ERROR: "the tapp_id is malformed",
  TAPP_NOT_ALLOWED: "the TAPP is unknown or inactive, or the origin is not registered for it",
  TPID_EXISTENCE_ERROR: "the account does not exist any more",
  NO_REQUEST_BODY: "the body is missing",
  JSON_PARSE_ERROR: "the body is no JSON object",
  NO_PERMISSIONS: "there is nothing to store",
  PERMISSION_PARAMETERS_ERROR: "a permission is wrong, such as the TC string",
};

export const readProblem: ReadProblem<NetidCode> = (body) => {
  if (typeof body !== "object" || body === null) return undefined;
  const { status_code: code, message, error }: Partial<Record<string, unknown>> = { ...body };
  if (isCode(code)) return { error: code, message: `${code}: ${isText(message) ? message : MEANINGS[code]}` };
  // A code of another generation, or the framework's error, which has only a phrase such as "Not Acceptable".
  const texts = [code, message, ...(isText(code) ? [] : [error])].filter(isText);
  return texts.length > 0 ? { error: undefined, message: texts.join(": ") } : undefined;
};

const isCode = (code: unknown): code is NetidCode => typeof code === "string" && Object.hasOwn(MEANINGS, code);

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
