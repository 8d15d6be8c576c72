import { DEFAULT_WORLD } from "#engine/basics/world-name.ts";
import { type Headers, headerOf } from "#engine/contract/exchange.ts";
import type { OperationEntry } from "#engine/contract/operation.ts";
import type { Reason } from "#engine/contract/reasons.ts";
import type { Caller, RoutedRequest } from "#engine/contract/request.ts";
import { basicOf, bearerOf } from "#engine/kit/authorization.ts";
import type { Claims } from "#engine/kit/compact-token.ts";
import {
  credentialReasons,
  explainExpiry,
  explainToken,
  issuerOf,
  signToken,
  verifyToken,
} from "#engine/kit/tokens.ts";
import { putApplication } from "./accounts.ts";
import { ACCEPT_BODY_CREDENTIALS, CLIENT_TOKEN_TTL_S } from "./assumptions.ts";
import { reasons } from "./reasons.ts";
import { type ApiKey, type Application, type DiditContext, OPTIONS_KEY, type User } from "./state.ts";

/** An application: by its secret where it fetches a token, by the token elsewhere. */
interface ApplicationCaller<Scheme extends string> extends Caller {
  readonly scheme: Scheme;
  readonly application: Application;
}

/** An application by one of its API keys. */
export interface ApiKeyCaller extends ApplicationCaller<"apiKey"> {
  readonly key: ApiKey;
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

/** Callers by the security schemes of the spec. */
export interface DiditCallers {
  readonly clientCredentials: ApplicationCaller<"clientCredentials">;
  readonly clientToken: ApplicationCaller<"clientToken">;
  readonly apiKey: ApiKeyCaller;
  readonly appUserToken: AppUserCaller;
  readonly dataSessionToken: SessionTokenCaller;
}

type DiditCaller = DiditCallers[keyof DiditCallers];

const SCHEMES = ["clientCredentials", "clientToken", "apiKey", "appUserToken", "dataSessionToken"];

const KEY_HEADER = "x-api-key";

/** Narrows the engine's caller to the type that `authenticate` returned. */
export const isDiditCaller = (caller: Caller | undefined): caller is DiditCaller =>
  caller !== undefined && SCHEMES.includes(caller.scheme);

/** Only a bearer token counts as credentials, even if it is malformed. */
export const sendsBearer = (headers: Headers): boolean =>
  /^bearer(\s|$)/i.test(headerOf(headers, "authorization") ?? "");

/** Tokens issued outside the default world contain its name, so that they select it without a path or header. */
export function worldOf({ headers }: { readonly headers: Headers }): string | undefined {
  const token = bearerOf(headers);
  return token === undefined ? undefined : issuerOf(token);
}

export function authenticate(request: RoutedRequest, context: DiditContext): DiditCaller | Reason {
  const { headers, operationId, operation } = request;
  if (operationId === "createClientToken") return findClient(request, context);
  if (takesKeyAlone(operation) || (takesKey(operation) && sendsKeyAlone(headers))) return findKey(headers, context);
  if (operationId === "getSessionStatus" && headerOf(headers, "authorization") === undefined)
    return context.options.get(OPTIONS_KEY)?.statusNeedsClientToken === false
      ? { scheme: "dataSessionToken" }
      : reasons.pollNeedsClientToken();
  return findBearer(headers, context, operation.security[0]?.includes("appUserToken"));
}

/** Whether an operation knows API keys alone: versions 2 and 3 do. */
export const takesKeyAlone = ({ security }: Pick<OperationEntry, "security">): boolean =>
  security.length > 0 && security.every((schemes) => schemes.includes("apiKey"));

const takesKey = ({ security }: OperationEntry): boolean => security.some((schemes) => schemes.includes("apiKey"));

export const sendsKey = (headers: Headers): boolean => headerOf(headers, KEY_HEADER) !== undefined;

/** Whether a key stands in place of the bearer token. */
export const sendsKeyAlone = (headers: Headers): boolean =>
  sendsKey(headers) && headerOf(headers, "authorization") === undefined;

/** Returns the application of an API key, or why the key is missing or invalid. */
export function findKey(headers: Headers, context: DiditContext): ApiKeyCaller | Reason {
  const { apiKeys, applications, now, world, acceptAnyCredentials } = context;
  const sent = headerOf(headers, KEY_HEADER);
  if (sent === undefined) return explainNoKey(headers);
  const key = apiKeys.get(sent);
  if (key === undefined) return acceptAnyCredentials ? findKeySubstitute(sent, context) : reasons.unknownKey({ world });
  if (key.isRevoked) return reasons.keyRevoked({ clientId: key.clientId });
  const { clientId, expiresAtMs } = key;
  if (expiresAtMs !== undefined && now >= expiresAtMs) return explainExpiry(expiresAtMs, now, "The API key");
  const application = applications.get(clientId);
  if (application === undefined) return reasons.keyOfUnknownClient({ clientId, world });
  return application.isActive ? { scheme: "apiKey", application, key } : reasons.keyOfDisabledClient({ clientId });
}

const explainNoKey = (headers: Headers): Reason =>
  sendsBearer(headers)
    ? reasons.tokenInPlaceOfKey()
    : credentialReasons.missing({ expected: "an API key as X-Api-Key: <key>" });

/** Accepts any key: it is a live one of the first application. */
function findKeySubstitute(sent: string, { applications, world }: DiditContext): ApiKeyCaller | Reason {
  const application = applications.first("all", []);
  if (application === undefined) return reasons.noApplication({ world });
  const { clientId } = application;
  return { scheme: "apiKey", application, key: { key: sent, clientId, mode: "live", isRevoked: false } };
}

/**
 * Returns the caller of a bearer token, or why the token is invalid.
 *
 * @param isForApp if any credentials are accepted, whether an unknown token stands for a person or an application
 */
export function findBearer(headers: Headers, context: DiditContext, isForApp = false): DiditCaller | Reason {
  const token = bearerOf(headers);
  if (token === undefined) return explainNoBearer(headers, isForApp);
  const claims = verifyToken(token, context.tokenKeys.secretFor(token));
  return claims === undefined ? findAppUser(token, context, isForApp) : findTokenHolder(claims, context);
}

function explainNoBearer(headers: Headers, isForApp: boolean): Reason {
  const expected = `${isForApp ? "the app token of a person" : "a client token"} as Authorization: Bearer <token>`;
  if (headerOf(headers, "authorization") === undefined) return credentialReasons.missing({ expected });
  return sendsBearer(headers)
    ? reasons.emptyBearer()
    : credentialReasons.wrongHeader({ header: "Authorization", expected });
}

function findTokenHolder(claims: Claims, { applications, now, world }: DiditContext): DiditCaller | Reason {
  const { client_id: clientId, exp } = claims;
  // Tokens of other mocks are signed with the same keys.
  if (typeof clientId !== "string" || typeof exp !== "number") return reasons.notAClientToken({ world });
  if (now >= exp * 1000) return explainExpiry(exp * 1000, now, "The client token");
  const application = applications.get(clientId);
  if (application === undefined) return reasons.tokenOfUnknownClient({ clientId, world });
  return application.isActive
    ? { scheme: "clientToken", application }
    : reasons.applicationDisabled({ clientId, world });
}

function findAppUser(token: string, context: DiditContext, isForApp: boolean): DiditCaller | Reason {
  const { users, world, acceptAnyCredentials } = context;
  const user = users.first("byAppToken", [token]);
  if (user !== undefined) return { scheme: "appUserToken", user };
  if (acceptAnyCredentials) return findSubstitute(context, isForApp);
  return isForApp ? reasons.unknownAppToken({ world }) : explainToken(token, "signed", context);
}

/** Accepts any token: it stands for the first person or the first application. */
function findSubstitute({ users, applications, world }: DiditContext, isForApp: boolean): DiditCaller | Reason {
  if (isForApp) {
    const user = users.first("all", []);
    return user === undefined ? reasons.noPerson({ world }) : { scheme: "appUserToken", user };
  }
  const application = applications.first("all", []);
  return application === undefined ? reasons.noApplication({ world }) : { scheme: "clientToken", application };
}

function findClient(request: RoutedRequest, context: DiditContext): DiditCaller | Reason {
  const { world, acceptAnyCredentials } = context;
  const pair = basicOf(request.headers) ?? (ACCEPT_BODY_CREDENTIALS ? readBody(request) : undefined);
  if (pair === undefined) return explainNoClient(request);
  if (pair.name === "") return reasons.emptyClientId();
  const { name: clientId, password } = pair;
  const known = context.applications.get(clientId);
  const application =
    known === undefined && acceptAnyCredentials
      ? putApplication({ client_id: clientId, client_secret: password }, context)
      : known;
  // If id and secret are swapped, the reason would show the secret as the id.
  if (application === undefined && password === "") return reasons.unknownClientWithoutSecret({ world });
  if (application === undefined)
    return context.applications.get(password) === undefined
      ? reasons.unknownClient({ clientId, world })
      : reasons.clientIdAndSecretSwapped({ clientId: password });
  if (!application.isActive) return reasons.applicationDisabled({ clientId, world });
  if (application.clientSecret !== password && !acceptAnyCredentials)
    return explainWrongSecret(application, password, context);
  return { scheme: "clientCredentials", application };
}

function explainWrongSecret({ clientId }: Application, password: string, { applications }: DiditContext): Reason {
  if (password === "") return reasons.emptyClientSecret({ clientId });
  const owner = applications.list("all", []).rows.find(({ clientSecret }) => clientSecret === password);
  return owner === undefined
    ? reasons.wrongClientSecret({ clientId })
    : reasons.clientSecretOfAnotherApplication({ owner: owner.clientId, clientId });
}

function explainNoClient(request: RoutedRequest): Reason {
  const expected = "client id and secret as Authorization: Basic base64(client_id:client_secret)";
  const header = headerOf(request.headers, "authorization");
  if (header !== undefined)
    return /^basic\s+\S/i.test(header)
      ? reasons.malformedBasic()
      : credentialReasons.wrongHeader({ header: "Authorization", expected });
  const { name = "", password = "" } = readBody(request) ?? {};
  return name !== "" && password !== "" ? reasons.credentialsInBody() : credentialReasons.missing({ expected });
}

function readBody({ body }: RoutedRequest): ReturnType<typeof basicOf> {
  if (body.kind !== "parsed" || typeof body.value !== "object") return undefined;
  const { client_id: name, client_secret: password } = { client_id: "", client_secret: "", ...body.value };
  return typeof name === "string" && typeof password === "string" ? { name, password } : undefined;
}

/** Signs a client token. The provider's are RS256; they are opaque to clients, and no key to verify them is published. */
export function mintClientToken(
  { clientId, id }: Application,
  { now, tokenKeys }: DiditContext,
  lifetimeSeconds = CLIENT_TOKEN_TTL_S,
) {
  const iat = Math.floor(now / 1000);
  const exp = iat + lifetimeSeconds;
  const claims = { iss: "https://didit.me", sub: id, client_id: clientId, iat, exp };
  const { secret, id: keyId } = tokenKeys.current;
  return { iat, exp, accessToken: signToken(claims, secret, keyId === DEFAULT_WORLD ? undefined : keyId) };
}
