import { sha256 } from "#engine/basics/signatures.ts";
import { type Headers, headerOf } from "#engine/contract/exchange.ts";
import type { Reason } from "#engine/contract/reasons.ts";
import type { Caller, RoutedRequest } from "#engine/contract/request.ts";
import type { TokenKey } from "#engine/contract/token-keys.ts";
import { basicOf, bearerOf } from "#engine/kit/authorization.ts";
import type { Claims } from "#engine/kit/compact-token.ts";
import { cookieOf } from "#engine/kit/cookies.ts";
import { decryptToken, encryptToken } from "#engine/kit/encrypted-tokens.ts";
import {
  credentialReasons,
  explainExpiry,
  explainToken,
  issuerOf,
  signToken,
  verifyToken,
} from "#engine/kit/tokens.ts";
import { ACCESS_TOKEN_TTL_S, DEFAULT_TAPP_ID } from "./assumptions.ts";
import { chooseGeneration, type Generation } from "./media-types.ts";
import { reasons } from "./reasons.ts";
import type { ExportUser, NetidContext, Tapp, User } from "./state.ts";
import { explainTapp } from "./tapp-reasons.ts";
import { findTapp, TAPP_PARAMETER } from "./tapps.ts";
import { provisionUser } from "./users.ts";
import { readOptions } from "./world-options.ts";

/** What the cookie or the Bearer token of a request says of its user. */
export type Session = OpenSession | RefusedSession;

/** A valid login of an existing account. */
export interface OpenSession {
  readonly kind: "open";
  readonly user: User;
}

/** `absent`: nothing was sent. `invalid`: expired, altered, or not issued here. `gone`: valid, but without an account. */
export interface RefusedSession {
  readonly kind: "absent" | "invalid" | "gone";
  readonly reason: Reason;
}

/** The caller who reads or writes about one user. `authorize` decides whether it may. */
export interface SubjectCaller extends Caller {
  readonly scheme: "tpidCookie" | "bearerToken";
  /** As the query or the token names it, or why there is none. */
  readonly tapp: Tapp | Reason;
  readonly session: Session;
  /** The shape of reply that `Accept` asks for; `undefined`: one that does not exist. */
  readonly generation: Generation | undefined;
}

/** A caller whom `authorize` has let through: for an active TAPP, about a user who is logged in. */
export interface AuthorizedSubject extends SubjectCaller {
  readonly tapp: Tapp;
  readonly session: OpenSession;
  readonly generation: Generation;
}

/** A partner's back office. */
export interface ExportCaller extends Caller {
  readonly scheme: "exportUser";
  /** `undefined`: any user is taken, for any TAPP. */
  readonly user: ExportUser | undefined;
  readonly generation: Generation | undefined;
  /** As the framework's error repeats it. */
  readonly path: string;
}

export type NetidCaller = SubjectCaller | ExportCaller;

/** The callers that handlers are given, by security scheme: those that `authorize` has let through. */
export interface NetidCallers {
  readonly tpidCookie: AuthorizedSubject;
  readonly bearerToken: AuthorizedSubject;
  readonly exportUser: ExportCaller;
}

const sessionCookieOf = (headers: Headers): string | undefined => cookieOf(headers, "tpid_sec");

/** An Authorization header makes the caller a server; without one, anything that only browsers send makes it a browser. */
const isBearerVariant = ({ headers, query }: RoutedRequest): boolean =>
  headers["authorization"] !== undefined ||
  (query[TAPP_PARAMETER] === undefined && headers["origin"] === undefined && sessionCookieOf(headers) === undefined);

/** Cookies and tokens name the world that issued them, so that they lead back to it from anywhere. */
export function worldOf({ headers }: { readonly headers: Headers }): string | undefined {
  const token = bearerOf(headers) ?? sessionCookieOf(headers);
  return token === undefined ? undefined : issuerOf(token);
}

/**
 * Reads the credentials. Reads and writes always get a caller, as the vendor checks media types and the TAPP before the
 * user: the caller holds what is missing, and `authorize` refuses it in that order.
 */
export function authenticate(request: RoutedRequest, context: NetidContext): NetidCaller | Reason {
  if (request.operationId === "exportPermissions") return readExportUser(request, context);
  const { headers, query } = request;
  const generation = chooseGeneration(request);
  if (isBearerVariant(request)) {
    const { tapp, session } = readBearer(headers, context);
    return { scheme: "bearerToken", tapp, session, generation };
  }
  const named = query[TAPP_PARAMETER];
  const tapp = findTapp(named, context) ?? explainTapp(named, context);
  return { scheme: "tpidCookie", tapp, session: readCookie(headers, context), generation };
}

/** Browsers say of a request to another site whether it may use the cookies of that site (Storage Access API). */
function explainMissingCookie(headers: Headers): Reason {
  const access = headerOf(headers, "sec-fetch-storage-access");
  return access === "none" || access === "inactive" ? reasons.cookieWithheld({ access }) : reasons.cookieMissing();
}

/** Reads the login from the cookie. */
export function readCookie(headers: Headers, context: NetidContext): Session {
  const cookie = sessionCookieOf(headers);
  if (cookie === undefined) return { kind: "absent", reason: explainMissingCookie(headers) };
  if (cookie === "") return { kind: "absent", reason: reasons.cookieEmpty() };
  const claims = decryptToken(cookie, context.tokenKeys.secretFor(cookie));
  if (claims === undefined) return { kind: "invalid", reason: explainCookie(cookie, context) };
  return toSession(claims, "session", context);
}

/** What a cookie says of itself, expired or not; `undefined` for one that this world has not issued. */
export function claimsOf(
  cookie: string,
  { tokenKeys }: NetidContext,
): { userId: string; expiresAtMs: number } | undefined {
  const claims = decryptToken(cookie, tokenKeys.secretFor(cookie));
  if (claims === undefined) return undefined;
  const { use, sub, exp } = claims;
  if (use !== "session" || typeof sub !== "string" || typeof exp !== "number") return undefined;
  return { userId: sub, expiresAtMs: exp * 1000 };
}

function explainCookie(cookie: string, context: NetidContext): Reason {
  const { tokens, tokenKeys } = context;
  const isBearer =
    tokens.get(cookie) !== undefined || verifyToken(cookie, tokenKeys.secretFor(cookie))?.["use"] === "access";
  return isBearer ? reasons.bearerAsCookie() : explainToken(cookie, "encrypted", context, CREDENTIALS.session);
}

/** The TAPP that a Bearer token is for, and its user. */
interface Bearer {
  readonly tapp: Tapp | Reason;
  readonly session: Session;
}

/** A token of the seed stands for the user and TAPP named there, any other for those it was issued for. */
function readBearer(headers: Headers, context: NetidContext): Bearer {
  const token = bearerOf(headers);
  if (token === undefined) return toRefusedBearer("absent", explainMissingBearer(headers));
  const fixed = context.tokens.get(token);
  if (fixed !== undefined) {
    const session = openSession(fixed.user, "access", context);
    return { tapp: findTappOfToken(fixed.tapp_id, context), session };
  }
  const claims = verifyToken(token, context.tokenKeys.secretFor(token));
  if (claims === undefined) {
    if (context.acceptAnyCredentials) return provisionBearer(token, context);
    return toRefusedBearer("invalid", explainBearer(token, context));
  }
  const session = toSession(claims, "access", context);
  if (session.kind === "invalid") return toRefusedBearer("invalid", session.reason);
  return { tapp: findTappOfToken(claims["tapp_id"], context), session };
}

/** A token that is absent or invalid leads to no TAPP. */
const toRefusedBearer = (kind: "absent" | "invalid", reason: Reason): Bearer => ({
  tapp: reason,
  session: { kind, reason },
});

const findTappOfToken = (id: unknown, context: NetidContext): Tapp | Reason =>
  findTapp(id, context) ?? reasons.unknownTappOfToken({ tapp: String(id), world: context.world });

function explainMissingBearer(headers: Headers): Reason {
  const header = headerOf(headers, "authorization");
  if (header === undefined) return reasons.bearerMissing();
  if (/^bearer\s*$/i.test(header)) return reasons.emptyBearer();
  if (/^basic(\s|$)/i.test(header)) return reasons.basicInsteadOfBearer();
  return credentialReasons.wrongHeader({ header: "Authorization", expected: "Authorization: Bearer <token>" });
}

function explainBearer(token: string, context: NetidContext): Reason {
  const { tokenKeys, world } = context;
  if (decryptToken(token, tokenKeys.secretFor(token))?.["use"] === "session") return reasons.cookieAsBearer();
  // A token without the header that names a world was never issued by one, so it was meant to be one of the seed's.
  return issuerOf(token) === undefined
    ? reasons.unknownBearer({ world })
    : explainToken(token, "signed", context, CREDENTIALS.access);
}

function provisionBearer(token: string, context: NetidContext): Bearer {
  const user = provisionUser(`user-${sha256(token).slice(0, 12)}`, context);
  return { tapp: findTappOfToken(DEFAULT_TAPP_ID, context), session: { kind: "open", user } };
}

/** How reasons name a credential, by what it is used for. */
const CREDENTIALS = { session: "The cookie tpid_sec", access: "The Bearer token" };
type Use = keyof typeof CREDENTIALS;

function toSession(claims: Claims, use: Use, context: NetidContext): Session {
  const { now, world } = context;
  const { sub, exp } = claims;
  // Every mock signs with the world's keys, so a token of another mock comes this far.
  if (claims["use"] !== use || typeof sub !== "string" || typeof exp !== "number")
    return { kind: "invalid", reason: reasons.tokenOfAnotherKind({ world, credential: CREDENTIALS[use] }) };
  if (now >= exp * 1000) return { kind: "invalid", reason: explainExpiry(exp * 1000, now, CREDENTIALS[use]) };
  return openSession(sub, use, context);
}

function openSession(userId: string, use: Use, { users, world }: NetidContext): Session {
  const user = users.get(userId);
  if (user === undefined)
    return { kind: "gone", reason: reasons.unknownAccount({ credential: CREDENTIALS[use], user: userId, world }) };
  if (user.deleted) return { kind: "gone", reason: reasons.deletedAccount({ user: userId }) };
  return { kind: "open", user };
}

const BASIC = "Authorization: Basic with the base64 of <name>:<password> of an export user";

function readExportUser(request: RoutedRequest, context: NetidContext): ExportCaller | Reason {
  const { headers, path } = request;
  const { exportUsers, acceptAnyCredentials, world } = context;
  const given = basicOf(headers);
  if (given === undefined) return explainMissingBasic(headers);
  const user = exportUsers.get(given.name);
  if (user === undefined && !acceptAnyCredentials) return explainExportUser(given, world);
  if (user !== undefined && user.password !== given.password) return reasons.wrongExportPassword({ user: given.name });
  return { scheme: "exportUser", user, generation: chooseGeneration(request), path };
}

/** Keys and tokens are sent as a name without a password by some clients, so that such a name is not shown. */
const explainExportUser = ({ name, password }: { name: string; password: string }, world: string): Reason =>
  password === ""
    ? reasons.exportPasswordMissing({ expected: BASIC })
    : reasons.unknownExportUser({ user: name, world });

function explainMissingBasic(headers: Headers): Reason {
  const header = headerOf(headers, "authorization");
  if (header === undefined) return credentialReasons.missing({ expected: BASIC });
  if (/^bearer(\s|$)/i.test(header)) return reasons.bearerInsteadOfBasic();
  return credentialReasons.wrongHeader({ header: "Authorization", expected: BASIC });
}

/** What a login or a token can be like. */
export type Quality = "valid" | "expired" | "forged";
export const QUALITIES: readonly Quality[] = ["valid", "expired", "forged"];

export interface TokenOptions {
  readonly quality?: Quality | undefined;
  readonly lifetimeSeconds?: number | undefined;
}

/** Times of issue and expiry, in seconds since 1970; an expired token expires just now. */
function timesOf({ quality }: TokenOptions, lifetimeSeconds: number, now: number): { iat: number; exp: number } {
  const seconds = Math.floor(now / 1000);
  const iat = quality === "expired" ? seconds - lifetimeSeconds : seconds;
  return { iat, exp: iat + lifetimeSeconds };
}

/** A forged token is made as ours are, but with another key. */
const keyOf = ({ quality }: TokenOptions, { tokenKeys: { current } }: NetidContext): TokenKey =>
  quality === "forged" ? { ...current, secret: sha256(current.secret) } : current;

/** Makes the value of the cookie `tpid_sec`: encrypted, with its expiry inside. */
export function mintSession(userId: string, options: TokenOptions, context: NetidContext): string {
  const lifetimeSeconds = options.lifetimeSeconds ?? readOptions(context).session_seconds;
  const claims = { use: "session", sub: userId, ...timesOf(options, lifetimeSeconds, context.now) };
  const { secret, id } = keyOf(options, context);
  return encryptToken(claims, secret, context.ids.hex(24), id);
}

/** Makes a Bearer token for one user and one TAPP. */
export function mintAccessToken(userId: string, tappId: string, options: TokenOptions, context: NetidContext): string {
  const times = timesOf(options, options.lifetimeSeconds ?? ACCESS_TOKEN_TTL_S, context.now);
  const claims = { use: "access", sub: userId, tapp_id: tappId, ...times };
  const { secret, id } = keyOf(options, context);
  return signToken(claims, secret, id);
}

/** Narrows what the engine passes on to what `authenticate` gave it. */
export const isNetidCaller = (caller: Caller | undefined): caller is NetidCaller =>
  caller?.scheme === "tpidCookie" || caller?.scheme === "bearerToken" || caller?.scheme === "exportUser";
