import { basicOf, bearerOf } from "#engine/authorization.ts";
import { type Awaitable, chain } from "#engine/awaitable.ts";
import { type Headers, headerOf } from "#engine/exchange.ts";
import type { Caller, RoutedRequest } from "#engine/routed.ts";
import { type Claims, keyIdOf, signToken, verifyToken } from "#engine/tokens.ts";
import { DEFAULT_WORLD, isWorldName } from "#engine/world-name.ts";
import { putApplication } from "./accounts.ts";
import { ACCEPT_BODY_CREDENTIALS, CLIENT_TOKEN_TTL_S } from "./options.ts";
import { type Application, type DiditContext, OPTIONS_KEY, type Options, type User } from "./state.ts";

/** An application: by its secret where it fetches a token, by the token elsewhere. */
interface ApplicationCaller extends Caller {
  readonly scheme: "clientCredentials" | "clientToken";
  readonly application: Application;
}

/** The Didit app of one person. */
interface AppUserCaller extends Caller {
  readonly scheme: "appUserToken";
  readonly user: User;
}

/** A browser that polls, where the session token alone suffices. */
interface SessionTokenCaller extends Caller {
  readonly scheme: "dataSessionToken";
}

export type DiditCaller = ApplicationCaller | AppUserCaller | SessionTokenCaller;

const SCHEMES = ["clientCredentials", "clientToken", "appUserToken", "dataSessionToken"];

/** Narrows what the engine hands back to what `authenticate` gave it. */
export const isDiditCaller = (caller: Caller | undefined): caller is DiditCaller =>
  caller !== undefined && SCHEMES.includes(caller.scheme);

/** Only what was sent as a bearer token counts as credentials, however bad it is. */
export const sendsBearer = (headers: Headers): boolean =>
  /^bearer(\s|$)/i.test(headerOf(headers, "authorization") ?? "");

/** Tokens issued outside of the default world name theirs, so that they lead back to it from anywhere. */
export function worldOf({ headers }: { readonly headers: Headers }): string | undefined {
  const token = bearerOf(headers);
  const world = token && keyIdOf(token);
  return world !== undefined && isWorldName(world) ? world : undefined;
}

export function authenticate(request: RoutedRequest, context: DiditContext): Awaitable<DiditCaller | undefined> {
  const { headers, operationId } = request;
  if (operationId === "createClientToken") return findClient(request, context);
  if (operationId === "getSessionStatus" && headerOf(headers, "authorization") === undefined)
    return chain(context.options.get(OPTIONS_KEY), authenticatePoll, request, context);
  return authenticateBearer(request, context);
}

const authenticatePoll = (
  options: Options | undefined,
  request: RoutedRequest,
  context: DiditContext,
): Awaitable<DiditCaller | undefined> =>
  options?.statusNeedsClientToken === false ? { scheme: "dataSessionToken" } : authenticateBearer(request, context);

const authenticateBearer = ({ headers, operation }: RoutedRequest, context: DiditContext) =>
  findBearer(headers, context, operation.security[0]?.includes("appUserToken"));

/**
 * Whose bearer token this is.
 *
 * @param isForApp whom an unknown token stands for, where any credentials are taken: a person, or an application
 */
export function findBearer(
  headers: Headers,
  context: DiditContext,
  isForApp = false,
): Awaitable<DiditCaller | undefined> {
  const token = bearerOf(headers);
  if (token === undefined) return undefined;
  return chain(verifyToken(token, context.secret), findHolder, token, context, isForApp);
}

function findHolder(
  claims: Claims | undefined,
  token: string,
  context: DiditContext,
  isForApp: boolean,
): Awaitable<DiditCaller | undefined> {
  if (claims === undefined) return findAppUser(token, context, isForApp);
  if (typeof claims["exp"] !== "number" || context.now >= claims["exp"] * 1000) return undefined;
  return chain(context.applications.get(String(claims["client_id"])), toApplicationCaller);
}

const toApplicationCaller = (application: Application | undefined): DiditCaller | undefined =>
  application?.isActive ? { scheme: "clientToken", application } : undefined;

async function findAppUser(token: string, context: DiditContext, isForApp: boolean): Promise<DiditCaller | undefined> {
  const user = await context.users.first("byAppToken", [token]);
  if (user !== undefined) return { scheme: "appUserToken", user };
  return context.acceptAnyCredentials ? findSubstitute(context, isForApp) : undefined;
}

/** Any token will do: it stands for the first person, or the first application, that there is. */
async function findSubstitute(
  { users, applications }: DiditContext,
  isForApp: boolean,
): Promise<DiditCaller | undefined> {
  if (isForApp) {
    const user = await users.first("all", []);
    return user && { scheme: "appUserToken", user };
  }
  const application = await applications.first("all", []);
  return application && { scheme: "clientToken", application };
}

async function findClient(request: RoutedRequest, context: DiditContext): Promise<DiditCaller | undefined> {
  const pair = basicOf(request.headers) ?? readBody(request);
  if (pair === undefined || pair.name === "") return undefined;
  const { name, password } = pair;
  const known = await context.applications.get(name);
  const application =
    known === undefined && context.acceptAnyCredentials
      ? await putApplication({ client_id: name, client_secret: password }, context)
      : known;
  if (application === undefined || !application.isActive) return undefined;
  if (application.clientSecret !== password && !context.acceptAnyCredentials) return undefined;
  return { scheme: "clientCredentials", application };
}

function readBody({ body }: RoutedRequest): ReturnType<typeof basicOf> {
  if (!ACCEPT_BODY_CREDENTIALS || body.kind !== "parsed" || typeof body.value !== "object") return undefined;
  const { client_id: name, client_secret: password } = { client_id: "", client_secret: "", ...body.value };
  return typeof name === "string" && typeof password === "string" ? { name, password } : undefined;
}

/** Signs a client token. The vendor's are RS256; clients hold them opaque, and no key is published to verify them by. */
export async function mintClientToken(
  { clientId, id }: Application,
  { now, secret, world }: DiditContext,
  lifetimeSeconds = CLIENT_TOKEN_TTL_S,
) {
  const iat = Math.floor(now / 1000);
  const exp = iat + lifetimeSeconds;
  const claims = { iss: "https://didit.me", sub: id, client_id: clientId, iat, exp };
  return { iat, exp, accessToken: await signToken(claims, secret, world === DEFAULT_WORLD ? undefined : world) };
}
