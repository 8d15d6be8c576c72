import { gzipSync } from "node:zlib";
import type { FaultEffect } from "#engine/faults/fault.ts";
import { operations } from "#generated/avacy/operations.ts";

/** A request as its bytes stand on the wire. */
export interface WireInput {
  readonly what: string;
  readonly provider: "didomi" | "avacy" | "didit" | "netid";
  readonly method: string;
  /** The provider's own path, with its query. */
  readonly path: string;
  /** In pairs where a name comes again. */
  readonly headers?: Readonly<Record<string, string>> | readonly (readonly [string, string])[];
  /** A list is sent as a stream, piece by piece; an error in its place breaks it off, and `NO_END` never comes. */
  readonly body?: string | Uint8Array | readonly StreamPiece[];
  readonly redirect?: RequestRedirect;
  /** Asked for first, in the same world; its access token is the credential. */
  readonly token?: { readonly path: string; readonly body: string };
  /** Asked for first, in the same world; the cookies that it sets are sent. */
  readonly cookiesOf?: string;
  /** What a fault of the world does to it. */
  readonly effect?: FaultEffect;
  /** When the client gives up: before it asks, once its body has begun, or once the exchange has happened. */
  readonly abort?: "before" | "in the body" | "before the reply";
  /** The status that every transport answers with; "lost": none does. */
  readonly status: number | "lost";
  /** What stands in the journal afterwards; absent: what that is where standin's own server is asked. */
  readonly exchanges?: readonly string[];
  /** By what middleware the answer is another, as it has read, refused or altered the body before, and why. */
  readonly spoiltBy?: Readonly<Partial<Record<MiddlewareName, string>>>;
}

export type StreamPiece = string | Error | typeof NO_END;

export const NO_END = Symbol("no end");

export type MiddlewareName = "json" | "urlencoded" | "querystring" | "raw" | "text" | "multer";

const JSON_TYPE = { "content-type": "application/json" };
const FORM_TYPE = { "content-type": "application/x-www-form-urlencoded" };
const KEY = JSON.stringify({ type: "api-key", key: "standin-key", secret: "standin-secret" });
const DIDOMI_TOKEN = { path: "/v1/sessions", body: KEY };
const BASIC = { authorization: `Basic ${btoa("standin-client:standin-secret")}` };
const AVACY = { authorization: "Bearer 1|standin-token" };
export const CONSENTS = "/standin/domains_groups/1/consents";
const EVENTS = "/v1/consents/events?organization_id=standin-org";

/** A consent that is recorded there. */
export const CONSENT = {
  subject: { email: "ann@example.com" },
  identifier: "email",
  ip_address: "192.0.2.1",
  preferences: [{ name: "newsletter", accepted: "1" }],
};
const FIELDS = [
  ["subject[email]", "ann@example.com"],
  ["identifier", "email"],
  ["ip_address", "192.0.2.1"],
  ["preferences[0][name]", "newsletter"],
  ["preferences[0][accepted]", "1"],
] as const;

const BOUNDARY = "a-boundary";
const MULTIPART = { "content-type": `multipart/form-data; boundary=${BOUNDARY}` };
const part = (disposition: string, value: string): string =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${value}\r\n`;
const parts = FIELDS.map(([name, value]) => part(`name="${name}"`, value)).join("");
const END = `--${BOUNDARY}--\r\n`;

const event = (more: object = {}): string =>
  JSON.stringify({ user: { organization_user_id: "ann" }, consents: { purposes: [] }, ...more });
const utf16 = (text: string): Uint8Array => Buffer.from(text, "utf16le");
const withMark = (text: string): string => `\uFEFF${text}`;
const broken = (text: string): Uint8Array => Buffer.from(text.replace("ann", "\u00E4nn"), "latin1");
const LIMIT_BYTES = operations.recordConsent.requestBody.limitBytes;
/** A consent of so many bytes. */
const ofSize = (bytes: number): string => {
  const shell = JSON.stringify({ ...CONSENT, proofs: "" });
  return JSON.stringify({ ...CONSENT, proofs: "x".repeat(bytes - shell.length) });
};

/** The fields of a consent and some more, as a form. */
const formOf = (...more: readonly (readonly [string, string])[]): string =>
  new URLSearchParams([...FIELDS, ...more].map(([name, value]) => [name, value])).toString();
const inHalves = (text: string): readonly string[] => [text.slice(0, text.length / 2), text.slice(text.length / 2)];
const NETID_STATUS = "/netid-user-status?q.tapp_id.eq=00000000-0000-4000-8000-000000000001";

const OWN_ERROR = "it refuses the body itself";
const OF_ONE_NAME = "it makes a list of a name that comes again, as of one with empty brackets";
const ALTERED = "it has altered the number before anybody can see it";

export const wireInputs: readonly WireInput[] = [
  {
    what: "JSON",
    provider: "didomi",
    method: "POST",
    path: "/v1/sessions",
    headers: JSON_TYPE,
    body: KEY,
    status: 200,
  },
  {
    what: "JSON with a byte order mark, skipped as Express does",
    provider: "didomi",
    method: "POST",
    path: "/v1/sessions",
    headers: JSON_TYPE,
    body: withMark(KEY),
    status: 200,
  },
  {
    what: "JSON with a byte order mark, which PHP cannot read",
    provider: "avacy",
    method: "POST",
    path: CONSENTS,
    headers: { ...JSON_TYPE, ...AVACY },
    body: withMark(JSON.stringify(CONSENT)),
    status: 400,
    spoiltBy: { json: "it has skipped the mark", text: "it has skipped the mark" },
  },
  {
    what: "JSON in UTF-16",
    provider: "didomi",
    method: "POST",
    path: "/v1/sessions",
    headers: { "content-type": "application/json; charset=utf-16le" },
    body: utf16(KEY),
    status: 200,
  },
  {
    what: "JSON in UTF-16, which PHP cannot read",
    provider: "avacy",
    method: "POST",
    path: CONSENTS,
    headers: { "content-type": "application/json; charset=utf-16le", ...AVACY },
    body: utf16(JSON.stringify(CONSENT)),
    status: 400,
    spoiltBy: { json: "it has decoded the text", text: "it has decoded the text" },
  },
  {
    what: "JSON in a charset that Express refuses",
    provider: "didomi",
    method: "POST",
    path: EVENTS,
    token: DIDOMI_TOKEN,
    headers: { "content-type": "application/json; charset=iso-8859-1" },
    body: event(),
    status: 400,
    spoiltBy: { json: OWN_ERROR },
  },
  {
    what: "JSON with invalid UTF-8, replaced as Express does",
    provider: "didomi",
    method: "POST",
    path: EVENTS,
    token: DIDOMI_TOKEN,
    headers: JSON_TYPE,
    body: broken(event()),
    status: 200,
  },
  {
    what: "JSON with invalid UTF-8, which PHP cannot read",
    provider: "avacy",
    method: "POST",
    path: CONSENTS,
    headers: { ...JSON_TYPE, ...AVACY },
    body: broken(JSON.stringify(CONSENT)),
    status: 400,
    spoiltBy: { json: "it has replaced what is broken", text: "it has replaced what is broken" },
  },
  {
    what: "JSON that is cut off",
    provider: "didomi",
    method: "POST",
    path: EVENTS,
    token: DIDOMI_TOKEN,
    headers: JSON_TYPE,
    body: event().slice(0, -1),
    status: 400,
    spoiltBy: { json: OWN_ERROR },
  },
  {
    what: "an integer that JavaScript would alter",
    provider: "didomi",
    method: "POST",
    path: EVENTS,
    token: DIDOMI_TOKEN,
    headers: JSON_TYPE,
    body: event().replace('"purposes":[]', '"purposes":[{"id":"p","enabled":true,"metadata":{"n":9007199254740993}}]'),
    status: 400,
    spoiltBy: { json: ALTERED },
  },
  {
    what: "gzip, undone as Express does",
    provider: "didomi",
    method: "POST",
    path: "/v1/sessions",
    headers: { ...JSON_TYPE, "content-encoding": "gzip" },
    body: gzipSync(KEY),
    status: 200,
  },
  {
    what: "gzip that is none",
    provider: "didomi",
    method: "POST",
    path: EVENTS,
    token: DIDOMI_TOKEN,
    headers: { ...JSON_TYPE, "content-encoding": "gzip" },
    body: event(),
    status: 400,
    spoiltBy: { json: OWN_ERROR, raw: OWN_ERROR, text: OWN_ERROR },
  },
  {
    what: "an unknown content coding",
    provider: "didomi",
    method: "POST",
    path: EVENTS,
    token: DIDOMI_TOKEN,
    headers: { ...JSON_TYPE, "content-encoding": "zstd" },
    body: event(),
    status: 400,
    spoiltBy: { json: OWN_ERROR, raw: OWN_ERROR, text: OWN_ERROR },
  },
  {
    what: "gzip where Django does not undo it",
    provider: "didit",
    method: "POST",
    path: "/auth/v2/token/",
    headers: { ...FORM_TYPE, ...BASIC, "content-encoding": "gzip" },
    body: gzipSync("grant_type=client_credentials"),
    status: 400,
  },
  {
    what: "a form",
    provider: "avacy",
    method: "POST",
    path: CONSENTS,
    headers: { ...FORM_TYPE, ...AVACY },
    body: new URLSearchParams([
      ...FIELDS.map(([name, value]) => [name, value]),
      ["subject[näme]", "Änn & Bob"],
    ]).toString(),
    status: 201,
  },
  {
    what: "a form with a field that comes again",
    provider: "didit",
    method: "POST",
    path: "/auth/v2/token/",
    headers: { ...FORM_TYPE, ...BASIC },
    body: "grant_type=client_credentials&grant_type=client_credentials",
    status: 400,
  },
  {
    what: "a form in parts, with a file",
    provider: "avacy",
    method: "POST",
    path: CONSENTS,
    headers: { ...MULTIPART, ...AVACY },
    body: `${parts}${part('name="attachment"; filename="a.txt"', "bytes")}${END}`,
    status: 201,
  },
  {
    what: "a form in parts, where Django takes it for any other",
    provider: "didit",
    method: "POST",
    path: "/auth/v2/token/",
    headers: { ...MULTIPART, ...BASIC },
    body: `${part('name="grant_type"', "client_credentials")}${END}`,
    status: 200,
  },
  {
    what: "a form in parts without its end",
    provider: "avacy",
    method: "POST",
    path: CONSENTS,
    headers: { ...MULTIPART, ...AVACY },
    body: parts,
    status: 400,
    spoiltBy: { multer: OWN_ERROR },
  },
  {
    what: "a form in parts that names no boundary",
    provider: "didit",
    method: "POST",
    path: "/auth/v2/token/",
    headers: { "content-type": "multipart/form-data", ...BASIC },
    body: parts,
    status: 400,
    spoiltBy: { multer: OWN_ERROR },
  },
  {
    what: "an empty body",
    provider: "avacy",
    method: "POST",
    path: CONSENTS,
    headers: { ...JSON_TYPE, ...AVACY },
    body: "",
    status: 400,
  },
  { what: "no body at all", provider: "didomi", method: "POST", path: EVENTS, token: DIDOMI_TOKEN, status: 400 },
  {
    what: "a body without a media type, which Express leaves alone",
    provider: "didomi",
    method: "POST",
    path: EVENTS,
    token: DIDOMI_TOKEN,
    body: Buffer.from(event()),
    status: 400,
  },
  {
    what: "a body of the largest size",
    provider: "avacy",
    method: "POST",
    path: CONSENTS,
    headers: { ...JSON_TYPE, ...AVACY },
    body: ofSize(LIMIT_BYTES),
    status: 201,
  },
  {
    what: "a body of one byte more",
    provider: "avacy",
    method: "POST",
    path: CONSENTS,
    headers: { ...JSON_TYPE, ...AVACY },
    body: ofSize(LIMIT_BYTES + 1),
    status: 413,
  },
  {
    what: "HEAD",
    provider: "didomi",
    method: "HEAD",
    path: "/v1/consents/users?organization_id=standin-org",
    token: DIDOMI_TOKEN,
    status: 200,
  },
  { what: "an unknown path", provider: "didomi", method: "GET", path: "/v1/nothing?a=1", status: 404 },
  {
    what: "a method that the path does not have",
    provider: "avacy",
    method: "DELETE",
    path: CONSENTS,
    headers: AVACY,
    status: 405,
  },
  {
    what: "a percent-encoding that is none",
    provider: "didomi",
    method: "GET",
    path: "/v1/consents/users/%E0%A4%A?organization_id=standin-org",
    token: DIDOMI_TOKEN,
    status: 400,
  },
  {
    what: "a preflight, answered by 204",
    provider: "didomi",
    method: "OPTIONS",
    path: "/v1/sessions",
    headers: {
      origin: "https://page.example",
      "access-control-request-method": "POST",
      "access-control-request-headers": "content-type,x-standin-world",
    },
    status: 204,
  },
  {
    what: "a cookie that is set, and a redirect that is left alone",
    provider: "netid",
    method: "GET",
    path: "/_mock/login?user=alice",
    redirect: "manual",
    status: 200,
  },
  {
    what: "a path without its last slash, which Django redirects",
    provider: "didit",
    method: "GET",
    path: "/auth/v2/session/11111111-2222-4333-8444-555555555555/decision",
    redirect: "manual",
    status: 301,
  },
  {
    what: "the same, followed",
    provider: "didit",
    method: "GET",
    path: "/auth/v2/session/11111111-2222-4333-8444-555555555555/decision",
    status: 401,
  },
  {
    what: "the same, where a redirect is an error",
    provider: "didit",
    method: "GET",
    path: "/auth/v2/session/11111111-2222-4333-8444-555555555555/decision",
    redirect: "error",
    status: "lost",
  },
  {
    what: "a gateway's reply, with a header that came twice",
    provider: "didomi",
    method: "POST",
    path: "/v1/sessions",
    headers: JSON_TYPE,
    body: KEY,
    effect: { gateway: { status: 503, body: "busy", headers: { "x-twice": "a, b" } } },
    status: 503,
  },
  {
    what: "a 304, which has no body",
    provider: "didomi",
    method: "GET",
    path: "/v1/consents/users?organization_id=standin-org",
    token: DIDOMI_TOKEN,
    effect: { gateway: { status: 304, body: "not sent" } },
    status: 304,
  },
  {
    what: "a connection that breaks off",
    provider: "didomi",
    method: "POST",
    path: "/v1/sessions",
    headers: JSON_TYPE,
    body: KEY,
    effect: { connection: "reset" },
    status: "lost",
  },
  {
    what: "a body that breaks off",
    provider: "didomi",
    method: "POST",
    path: "/v1/sessions",
    headers: JSON_TYPE,
    body: KEY,
    effect: { reply: "truncated" },
    status: "lost",
  },
  {
    what: "a form with a list by empty brackets",
    provider: "avacy",
    method: "POST",
    path: CONSENTS,
    headers: { ...FORM_TYPE, ...AVACY },
    body: formOf(["subject[t][]", "1"], ["subject[t][]", "2"]),
    status: 201,
  },
  {
    what: "a form with a list of lists",
    provider: "avacy",
    method: "POST",
    path: CONSENTS,
    headers: { ...FORM_TYPE, ...AVACY },
    body: formOf(["subject[t][0][]", "1"], ["subject[t][0][]", "2"], ["subject[t][1][]", "3"]),
    status: 201,
  },
  {
    what: "a form with a field that comes again, of which PHP takes the last",
    provider: "avacy",
    method: "POST",
    path: CONSENTS,
    headers: { ...FORM_TYPE, ...AVACY },
    body: formOf(["proofs", "a"], ["proofs", "b"]),
    status: 201,
    spoiltBy: { urlencoded: OF_ONE_NAME },
  },
  {
    what: "a form in parts with a field that comes again",
    provider: "avacy",
    method: "POST",
    path: CONSENTS,
    headers: { ...MULTIPART, ...AVACY },
    body: `${parts}${part('name="proofs"', "a")}${part('name="proofs"', "b")}${END}`,
    status: 201,
    spoiltBy: { multer: OF_ONE_NAME },
  },
  {
    what: "a form in which a field without brackets comes again, and none has any",
    provider: "avacy",
    method: "POST",
    path: CONSENTS,
    headers: { ...FORM_TYPE, ...AVACY },
    body: "identifier=a&identifier=b&ip_address=192.0.2.1",
    status: 400,
  },
  {
    what: "a form with a list that has a gap",
    provider: "avacy",
    method: "POST",
    path: CONSENTS,
    headers: { ...FORM_TYPE, ...AVACY },
    body: formOf(["subject[t][0]", "1"], ["subject[t][2]", "3"]),
    status: 201,
    spoiltBy: { urlencoded: "it has closed the gap" },
  },
  {
    what: "a form in parts with a list that has a gap",
    provider: "avacy",
    method: "POST",
    path: CONSENTS,
    headers: { ...MULTIPART, ...AVACY },
    body: `${parts}${part('name="subject[t][0]"', "1")}${part('name="subject[t][2]"', "3")}${END}`,
    status: 201,
  },
  {
    what: "a form with a value and an object under one name, of which PHP takes the last",
    provider: "avacy",
    method: "POST",
    path: CONSENTS,
    headers: { ...FORM_TYPE, ...AVACY },
    body: formOf(["subject[t]", "1"], ["subject[t][u]", "2"]),
    status: 201,
    spoiltBy: { urlencoded: "it has made a list of the two" },
  },
  {
    what: "a form with a bracket that is never closed",
    provider: "avacy",
    method: "POST",
    path: CONSENTS,
    headers: { ...FORM_TYPE, ...AVACY },
    body: formOf(["proofs[a", "1"]),
    status: 201,
    spoiltBy: { urlencoded: "it has made an object of it" },
  },
  {
    what: "a form in parts with a file whose name is not ASCII",
    provider: "avacy",
    method: "POST",
    path: CONSENTS,
    headers: { ...MULTIPART, ...AVACY },
    body: `${parts}${part('name="attachment"; filename="ä.txt"', "bytes")}${END}`,
    status: 201,
  },
  {
    what: "a header that came twice",
    provider: "didomi",
    method: "OPTIONS",
    path: "/v1/sessions",
    headers: [
      ["origin", "https://page.example"],
      ["access-control-request-method", "POST"],
      ["access-control-request-headers", "content-type"],
      ["access-control-request-headers", "x-standin-world"],
    ],
    status: 204,
  },
  {
    what: "credentials that came twice",
    provider: "avacy",
    method: "POST",
    path: CONSENTS,
    body: JSON.stringify(CONSENT),
    headers: [
      ["content-type", "application/json"],
      ["authorization", "Bearer 1|standin-token"],
      ["authorization", "Bearer 1|standin-token"],
    ],
    status: 401,
  },
  {
    what: "a media type that came twice",
    provider: "didomi",
    method: "POST",
    path: "/v1/sessions",
    headers: [
      ["content-type", "application/json"],
      ["content-type", "application/json"],
    ],
    body: KEY,
    status: 400,
  },
  {
    what: "a cookie",
    provider: "netid",
    method: "GET",
    path: NETID_STATUS,
    cookiesOf: "/_mock/login?user=alice",
    headers: { origin: "http://localhost:3000" },
    status: 200,
  },
  {
    what: "a cookie among others, in two headers",
    provider: "netid",
    method: "GET",
    path: NETID_STATUS,
    cookiesOf: "/_mock/login?user=alice",
    headers: [
      ["origin", "http://localhost:3000"],
      ["cookie", "first=1; second=a=b"],
    ],
    status: 200,
  },
  {
    what: "a body that comes in pieces",
    provider: "didomi",
    method: "POST",
    path: "/v1/sessions",
    headers: JSON_TYPE,
    body: [...KEY],
    status: 200,
  },
  {
    what: "a body of one byte more, in pieces",
    provider: "avacy",
    method: "POST",
    path: CONSENTS,
    headers: { ...JSON_TYPE, ...AVACY },
    body: inHalves(ofSize(LIMIT_BYTES + 1)),
    status: 413,
  },
  {
    what: "a body that breaks off on its way here",
    provider: "avacy",
    method: "POST",
    path: CONSENTS,
    headers: { ...JSON_TYPE, ...AVACY },
    body: [JSON.stringify(CONSENT), new Error("the disk is gone")],
    status: "lost",
    exchanges: [],
  },
  {
    what: "the same, in a world that is there",
    provider: "didomi",
    method: "POST",
    path: EVENTS,
    token: DIDOMI_TOKEN,
    headers: JSON_TYPE,
    body: [event(), new Error("the disk is gone")],
    status: "lost",
    exchanges: [],
  },
  {
    what: "a signal that was aborted before",
    provider: "avacy",
    method: "POST",
    path: CONSENTS,
    headers: { ...JSON_TYPE, ...AVACY },
    body: JSON.stringify(CONSENT),
    abort: "before",
    status: "lost",
    exchanges: [],
  },
  {
    what: "a signal that is aborted while the body is on its way",
    provider: "avacy",
    method: "POST",
    path: CONSENTS,
    headers: { ...JSON_TYPE, ...AVACY },
    body: [JSON.stringify(CONSENT), NO_END],
    abort: "in the body",
    status: "lost",
    exchanges: [],
  },
  {
    what: "a signal that is aborted while a fault delays the reply",
    provider: "avacy",
    method: "POST",
    path: CONSENTS,
    headers: { ...JSON_TYPE, ...AVACY },
    body: JSON.stringify(CONSENT),
    effect: { latencyMs: 600_000 },
    abort: "before the reply",
    status: "lost",
    exchanges: ["recordConsent 201"],
  },
  {
    what: "a signal that is aborted while the reply hangs",
    provider: "avacy",
    method: "POST",
    path: CONSENTS,
    headers: { ...JSON_TYPE, ...AVACY },
    body: JSON.stringify(CONSENT),
    effect: { connection: "hang" },
    abort: "before the reply",
    status: "lost",
    exchanges: ["recordConsent 0"],
  },
  {
    what: "a reply that comes in pieces",
    provider: "didomi",
    method: "POST",
    path: "/v1/sessions",
    headers: JSON_TYPE,
    body: KEY,
    effect: { reply: "slow", slowMs: 40 },
    status: 200,
  },
];
