import { hmacSha256 } from "#engine/basics/signatures.ts";
import type { PageReply, PageRequest } from "#engine/contract/pages.ts";
import { accessOf } from "./api-keys.ts";
import { EXPIRED_MEDIA_STATUS, MEDIA_TTL_S } from "./assumptions.ts";
import { templates } from "./late-html.ts";
import { fileOf } from "./media-files.ts";
import { pageNotFound } from "./problems.ts";
import { reasons } from "./reasons.ts";
import type { ApiKey, DiditContext } from "./state.ts";
import { toMillisecondTime } from "./times.ts";

/** Stands in stored results before the name of a file; what is read has a link in its place. */
const MARK = "media:";

/** A file as stored results name it. */
export const media = (name: string): string => MARK + name;

/** Signs the addresses of the files of a session that end at one time. */
const macOf = (id: string, expiresAtMs: number, { secret }: DiditContext): string =>
  hmacSha256(secret, `media ${id} ${expiresAtMs}`);

/** The part that one file has of it: a decision names many files, and signing each would take most of its time. */
function signatureOf(mac: string, name: string): string {
  let sum = 0;
  for (let at = 0; at < name.length; at += 1) sum += name.charCodeAt(at);
  const start = sum % 32;
  return mac.slice(start, start + 32);
}

/**
 * Returns the results of a session or verification as they are read at this moment, with links that are valid for an hour.
 *
 * @param id of the session or verification
 * @param key who reads; absent: a webhook's receiver, or a client without a key. A key that may not read media gets null in
 * their places
 */
export function withLinks<Value>(id: string, results: Value, key: ApiKey | undefined, context: DiditContext): Value {
  const isAllowed = key === undefined || accessOf(key, "media") !== "none";
  const expiresAtMs = context.now + MEDIA_TTL_S * 1000;
  let mac: string | undefined;
  const toLink = (name: string): string => {
    mac ??= macOf(id, expiresAtMs, context);
    return `${context.publicUrl}/_mock/media/${id}/${expiresAtMs}/${signatureOf(mac, name)}/${name}`;
  };

  const read = (value: unknown): unknown => {
    if (typeof value === "string") {
      if (!value.startsWith(MARK)) return value;
      return isAllowed ? toLink(value.slice(MARK.length)) : null;
    }
    if (Array.isArray(value)) return value.map(read);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, read(member)]));
  };
  return read(results) as Value;
}

/** Sends an image or a video, until its address is too old. */
export function showMedia({ pathParameters }: PageRequest, context: DiditContext): PageReply {
  const { id = "", expires = "", signature = "", name = "" } = pathParameters;
  const session = context.workflowSessions.get(id);
  const isKnown = (session ?? context.verifications.get(id)) !== undefined;
  const expiresAtMs = Number(expires);
  if (!isKnown || signature !== signatureOf(macOf(id, expiresAtMs, context), name))
    return pageNotFound(reasons.mediaUnknown(), context);
  if (context.now >= expiresAtMs)
    return {
      status: EXPIRED_MEDIA_STATUS,
      body: templates.get().messagePage("Expired", "This address is no longer valid.", context.world),
      reason: reasons.mediaExpired({ expiresAt: toMillisecondTime(expiresAtMs) }),
    };
  const { mediaType, bytes } = fileOf(name, session?.portrait);
  return { status: 200, mediaType, body: bytes };
}
