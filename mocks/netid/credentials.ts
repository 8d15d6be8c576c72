import { basicOf, bearerOf } from "#engine/authorization.ts";
import { type Awaitable, chain } from "#engine/awaitable.ts";
import { cookieOf } from "#engine/cookies.ts";
import type { Headers } from "#engine/exchange.ts";
import type { Caller, RawQuery, RoutedRequest } from "#engine/routed.ts";
import { sha256 } from "#engine/signatures.ts";
import { type Claims, keyIdOf, openToken, sealToken, signToken, verifyToken } from "#engine/tokens.ts";
import { isWorldName } from "#engine/world-name.ts";
import { chooseGeneration, type Generation } from "./media-types.ts";
import { ACCESS_TOKEN_TTL_S, DEFAULT_TAPP_ID } from "./options.ts";
import type { ExportUser, FixedToken, NetidContext, Tapp, User } from "./state.ts";
import { findTapp } from "./tapps.ts";
import { provisionUser } from "./users.ts";
import { readOptions } from "./world-options.ts";

/** What the cookie or the Bearer token of a request says of its user. */
export type Session =
  | { readonly kind: "absent" }
  /** Expired, altered, or not ours. */
  | { readonly kind: "invalid" }
  /** Good, but the account was deleted. */
  | { readonly kind: "gone" }
  | { readonly kind: "open"; readonly user: User };

/** Whoever reads or writes about one user. That there is a caller does not mean that it may: `authorize` looks at that. */
export interface SubjectCaller extends Caller {
  readonly scheme: "tpidCookie" | "bearerToken";
  /** As the query names it, or the token. */
  readonly tapp: Tapp | undefined;
  readonly session: Session;
  /** The shape of reply that `Accept` asks for; `undefined`: none that there is. */
  readonly generation: Generation | undefined;
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

/** The query parameter that names the TAPP in a browser. */
export const TAPP_PARAMETER = "q.tapp_id.eq";

const ABSENT: Session = { kind: "absent" };
const INVALID: Session = { kind: "invalid" };
const GONE: Session = { kind: "gone" };

const sessionCookieOf = (headers: Headers): string | undefined => cookieOf(headers, "tpid_sec");

/** An Authorization header decides; else anything that only browsers send does. */
const isBearerVariant = ({ headers, query }: { headers: Headers; query: RawQuery }): boolean =>
  headers["authorization"] !== undefined ||
  (query[TAPP_PARAMETER] === undefined && headers["origin"] === undefined && sessionCookieOf(headers) === undefined);

/** Cookies and tokens name the world that issued them, so that they lead back to it from anywhere. */
export function worldOf({ headers }: { readonly headers: Headers }): string | undefined {
  const token = bearerOf(headers) ?? sessionCookieOf(headers);
  const world = token && keyIdOf(token);
  return world !== undefined && isWorldName(world) ? world : undefined;
}

export function authenticate(request: RoutedRequest, context: NetidContext): Awaitable<NetidCaller | undefined> {
  const { headers, query } = request;
  if (request.operationId === "exportPermissions")
    return chain(findExportUser(headers, context), toExportCaller, request);
  if (isBearerVariant(request)) return chain(readBearer(headers, context), toBearerCaller, request);
  return chain(findTapp(query[TAPP_PARAMETER], context), withCookie, request, context);
}

const toExportCaller = (user: ExportUser | "anyone" | undefined, request: RoutedRequest): ExportCaller | undefined =>
  user && {
    scheme: "exportUser",
    user: user === "anyone" ? undefined : user,
    generation: chooseGeneration(request),
    path: request.path,
  };

const toBearerCaller = ({ tapp, session }: Bearer, request: RoutedRequest): SubjectCaller => ({
  scheme: "bearerToken",
  tapp,
  session,
  generation: chooseGeneration(request),
});

const withCookie = (tapp: Tapp | undefined, request: RoutedRequest, context: NetidContext): Awaitable<SubjectCaller> =>
  chain(readCookie(request.headers, context), toCookieCaller, tapp, request);

const toCookieCaller = (session: Session, tapp: Tapp | undefined, request: RoutedRequest): SubjectCaller => ({
  scheme: "tpidCookie",
  tapp,
  session,
  generation: chooseGeneration(request),
});

/** Who is logged in, as the cookie says. */
export function readCookie(headers: Headers, context: NetidContext): Awaitable<Session> {
  const cookie = sessionCookieOf(headers);
  if (cookie === undefined || cookie === "") return ABSENT;
  return chain(openToken(cookie, context.secret), toSession, "session", context);
}

/** What a Bearer token is for, and whose it is. */
interface Bearer {
  readonly tapp: Tapp | undefined;
  readonly session: Session;
}

function readBearer(headers: Headers, context: NetidContext): Awaitable<Bearer> {
  const token = bearerOf(headers);
  if (token === undefined) return { tapp: undefined, session: ABSENT };
  return chain(context.tokens.get(token), readToken, token, context);
}

/** A fixed token stands for whom the seed says, any other for whom it was issued. */
const readToken = (fixed: FixedToken | undefined, token: string, context: NetidContext): Awaitable<Bearer> =>
  fixed === undefined
    ? chain(verifyToken(token, context.secret), readClaims, token, context)
    : withTapp(openFor(fixed.user, context), fixed.tapp_id, context);

function readClaims(claims: Claims | undefined, token: string, context: NetidContext): Awaitable<Bearer> {
  if (claims === undefined && context.acceptAnyCredentials) return provisionBearer(token, context);
  return withTapp(toSession(claims, "access", context), claims?.["tapp_id"], context);
}

async function provisionBearer(token: string, context: NetidContext): Promise<Bearer> {
  const user = await provisionUser(`user-${(await sha256(token)).slice(0, 12)}`, context);
  return { tapp: await findTapp(DEFAULT_TAPP_ID, context), session: { kind: "open", user } };
}

/** An invalid token leads to no TAPP. */
const withTapp = (read: Awaitable<Session>, tappId: unknown, context: NetidContext): Awaitable<Bearer> =>
  chain(read, findTappOf, tappId, context);

const findTappOf = (session: Session, tappId: unknown, context: NetidContext): Awaitable<Bearer> =>
  session.kind === "invalid"
    ? { tapp: undefined, session }
    : chain(findTapp(tappId, context), (tapp, of) => ({ tapp, session: of }), session);

function toSession(claims: Claims | undefined, use: string, context: NetidContext): Awaitable<Session> {
  if (claims === undefined || claims["use"] !== use) return INVALID;
  const { sub, exp } = claims;
  if (typeof sub !== "string" || typeof exp !== "number" || context.now >= exp * 1000) return INVALID;
  return openFor(sub, context);
}

const openFor = (userId: string, { users }: NetidContext): Awaitable<Session> =>
  chain(users.get(userId), (user) => (user === undefined || user.deleted ? GONE : { kind: "open", user }));

async function findExportUser(
  headers: Headers,
  { exportUsers, acceptAnyCredentials }: NetidContext,
): Promise<ExportUser | "anyone" | undefined> {
  const given = basicOf(headers);
  if (given === undefined) return undefined;
  const user = await exportUsers.get(given.name);
  if (user === undefined && acceptAnyCredentials) return "anyone";
  return user?.password === given.password ? user : undefined;
}

/** What a login or a token can be like. */
export type Quality = "valid" | "expired" | "forged";
export const QUALITIES: readonly Quality[] = ["valid", "expired", "forged"];

export interface TokenOptions {
  readonly quality?: Quality | undefined;
  readonly lifetimeSeconds?: number | undefined;
}

/** When something was issued so that it is as good, or as bad, as asked for. */
function timesOf({ quality }: TokenOptions, lifetimeSeconds: number, now: number): { iat: number; exp: number } {
  const seconds = Math.floor(now / 1000);
  const iat = quality === "expired" ? seconds - lifetimeSeconds : seconds;
  return { iat, exp: iat + lifetimeSeconds };
}

/** A forged token is made as ours are, with somebody else's key. */
const keyOf = async ({ quality }: TokenOptions, { secret }: NetidContext): Promise<string> =>
  quality === "forged" ? sha256(secret) : secret;

/** The value of the cookie `tpid_sec`: encrypted, with its expiry inside. */
export async function mintSession(userId: string, options: TokenOptions, context: NetidContext): Promise<string> {
  const lifetimeSeconds = options.lifetimeSeconds ?? (await readOptions(context)).session_seconds;
  const claims = { use: "session", sub: userId, ...timesOf(options, lifetimeSeconds, context.now) };
  return sealToken(claims, await keyOf(options, context), await context.ids.hex(24), context.world);
}

/** A Bearer token for one user and one TAPP. */
export async function mintAccessToken(
  userId: string,
  tappId: string,
  options: TokenOptions,
  context: NetidContext,
): Promise<string> {
  const times = timesOf(options, options.lifetimeSeconds ?? ACCESS_TOKEN_TTL_S, context.now);
  const claims = { use: "access", sub: userId, tapp_id: tappId, ...times };
  return signToken(claims, await keyOf(options, context), context.world);
}

/** Narrows what the engine hands back to what `authenticate` gave it. */
export const isNetidCaller = (caller: Caller | undefined): caller is NetidCaller =>
  caller?.scheme === "tpidCookie" || caller?.scheme === "bearerToken" || caller?.scheme === "exportUser";
