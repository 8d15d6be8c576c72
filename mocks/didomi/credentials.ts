import { DEFAULT_WORLD } from "#engine/basics/world-name.ts";
import { type Headers, headerOf } from "#engine/contract/exchange.ts";
import type { Reason } from "#engine/contract/reasons.ts";
import type { Caller, RoutedRequest } from "#engine/contract/request.ts";
import { bearerOf } from "#engine/kit/authorization.ts";
import type { Claims } from "#engine/kit/compact-token.ts";
import {
  credentialReasons,
  explainExpiry,
  explainToken,
  issuerOf,
  signToken,
  verifyToken,
} from "#engine/kit/tokens.ts";
import type { components } from "#generated/didomi/types.ts";
import { DEFAULT_ORGANIZATION, DEFAULT_TOKEN_LIFETIME_S, SESSION_LIFETIME_S } from "./assumptions.ts";
import { toOrganizationUserId } from "./organization-user-id.ts";
import { pick } from "./pick.ts";
import { reasons } from "./reasons.ts";
import type { ApiKey, DidomiContext } from "./state.ts";

type Schemas = components["schemas"];

/** A back end with an organization token. */
export interface OrganizationCaller extends Caller {
  readonly scheme: "organizationToken";
  readonly organizationId: string;
  /** The token belongs to no organization, as unknown credentials are accepted: it acts for the one that the request names. */
  readonly isUnbound: boolean;
}

/** An end user with a consent token. */
interface UserCaller extends Caller {
  readonly scheme: "consentToken";
  readonly organizationId: string;
  readonly organizationUserId: string;
  readonly token: ConsentClaims;
}

/** The callers by security scheme. */
export interface DidomiCallers {
  readonly organizationToken: OrganizationCaller;
  readonly consentToken: UserCaller;
}

export type DidomiCaller = DidomiCallers[keyof DidomiCallers];

/** The claims of a consent token besides its times. */
interface ConsentClaims
  extends Pick<Schemas["ConsentToken"], "organization_id" | "organization_user_id">,
    Partial<
      Pick<Schemas["ConsentToken"], "metadata" | "event" | "delegate" | "permissions" | "validations" | "validation">
    > {}

/** Tokens issued outside the default world contain its name, so that they select it without a path or header. */
export function worldOf({ headers }: { readonly headers: Headers }): string | undefined {
  const token = bearerOf(headers);
  return token === undefined ? undefined : issuerOf(token);
}

/** Resolves the caller. The signed claims distinguish both kinds of token. */
export function authenticate(request: RoutedRequest, context: DidomiContext): DidomiCaller | Reason {
  const token = bearerOf(request.headers);
  if (token === undefined) return explainMissingToken(request);
  const claims = verifyToken(token, context.tokenKeys.secretFor(token));
  if (claims === undefined)
    return context.acceptAnyCredentials ? toUnboundCaller(request) : explainToken(token, "signed", context);
  const expiresAt = claims["exp"];
  if (typeof expiresAt !== "number") return reasons.otherToken({ world: context.world });
  if (context.now >= expiresAt * 1000) return explainExpiry(expiresAt * 1000, context.now);
  if (isConsentClaims(claims))
    return {
      scheme: "consentToken",
      organizationId: claims.organization_id,
      organizationUserId: claims.organization_user_id,
      token: claims,
    };
  if (claims["type"] !== "api-key") return reasons.otherToken({ world: context.world });
  const organizationId = claims["organization_id"];
  return typeof organizationId === "string"
    ? { scheme: "organizationToken", organizationId, isUnbound: false }
    : toUnboundCaller(request);
}

function explainMissingToken({ headers, operation }: RoutedRequest): Reason {
  const takesConsentToken = operation.security.some((schemes) => schemes.includes("consentToken"));
  const tokens = `the access_token of POST /sessions${takesConsentToken ? " or the id_token of POST /consents/tokens" : ""}`;
  const expected = `"Authorization: Bearer <token>" with ${tokens}`;
  return headerOf(headers, "authorization") === undefined
    ? credentialReasons.missing({ expected })
    : credentialReasons.wrongHeader({ header: "Authorization", expected });
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** The organizations that a request names, the query's first. Values other than strings are left for validation to refuse. */
export function namedOrganizations({ method, query, body }: RoutedRequest): string[] {
  const members = body.kind === "parsed" && method === "POST" && isObject(body.value) ? body.value : {};
  return [query["organization_id"], members["organization_id"]].filter(
    (id): id is string => typeof id === "string" && id !== "",
  );
}

const toUnboundCaller = (request: RoutedRequest): OrganizationCaller => ({
  scheme: "organizationToken",
  organizationId: namedOrganizations(request)[0] ?? DEFAULT_ORGANIZATION,
  isUnbound: true,
});

// The signature vouches for the rest: only `mintConsentToken` makes claims of this type.
const isConsentClaims = (claims: Claims): claims is Claims & ConsentClaims => claims["type"] === "consent";

/** Narrows the engine's caller to the type that `authenticate` returned. */
export const isDidomiCaller = (caller: Caller | undefined): caller is DidomiCaller =>
  caller?.scheme === "organizationToken" || caller?.scheme === "consentToken";

/** Whether the caller may record choices. */
export const canWrite = (caller: DidomiCaller): boolean =>
  caller.scheme === "organizationToken" || (caller.token.permissions?.includes("write") ?? true);

/** Whether the caller may read choices. Permission to write includes it. */
export const canRead = (caller: DidomiCaller): boolean =>
  canWrite(caller) || (caller.scheme === "consentToken" && (caller.token.permissions?.includes("read") ?? true));

/** Whether choices made with the token wait for a validation. */
export const awaitsApproval = ({ token: { validations, validation } }: UserCaller): boolean =>
  [validations, validation].some((methods) => Object.values(methods ?? {}).some(({ enabled }) => enabled));

function sign(claims: Claims, lifetimeSeconds: number, { now, tokenKeys }: DidomiContext): string {
  const iat = Math.floor(now / 1000);
  const { secret, id } = tokenKeys.current;
  return signToken({ ...claims, iat, exp: iat + lifetimeSeconds }, secret, id === DEFAULT_WORLD ? undefined : id);
}

/** Opens a session: an organization token. An unknown key, where it is accepted, is bound to no organization. */
export const mintOrganizationToken = (
  { key, organization_id }: Pick<ApiKey, "key"> & Partial<Pick<ApiKey, "organization_id">>,
  context: DidomiContext,
): string =>
  sign(
    { sub: key, type: "api-key", ...(organization_id !== undefined && { organization_id }) },
    SESSION_LIFETIME_S,
    context,
  );

/** Mints a consent token. @returns the members of the request, defaults filled in, and the token */
export function mintConsentToken(input: Schemas["TokenInput"], context: DidomiContext): Schemas["ConsentToken"] {
  const organization_user_id = toOrganizationUserId(input.organization_user_id);
  const lifetime = input.lifetime ?? DEFAULT_TOKEN_LIFETIME_S;
  const optional: Partial<Schemas["ConsentToken"]> = {
    ...(input.event && { event: toTokenEvent(input.event) }),
    ...(input.delegate && { delegate: pick(input.delegate, ["id", "name", "metadata"]) }),
    ...pick(input, ["permissions"]),
    ...(input.validations && { validations: toValidations(input.validations) }),
    ...(input.validation && { validation: toValidations(input.validation) }),
  };
  const { organization_id, metadata } = input;
  const claims: ConsentClaims = { organization_id, organization_user_id, ...(metadata && { metadata }), ...optional };
  const id_token = sign({ sub: organization_user_id, type: "consent", ...claims }, lifetime, context);
  return { organization_id, organization_user_id, lifetime, metadata: metadata ?? {}, ...optional, id_token };
}

const toTokenEvent = (event: Schemas["TokenEventInput"]): Schemas["TokenEvent"] => ({
  ...pick(event, ["metadata"]),
  ...(event.user && { user: pick(event.user, ["metadata"]) }),
});

const toValidations = (methods: Schemas["ValidationMethodsInput"]): Schemas["ValidationMethods"] =>
  Object.fromEntries(Object.entries(methods).map(([name, method]) => [name, pick(method, ["enabled", "approval"])]));
