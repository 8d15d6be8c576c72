import { bearerOf } from "#engine/authorization.ts";
import { type Awaitable, chain } from "#engine/awaitable.ts";
import type { Headers } from "#engine/exchange.ts";
import type { Caller, RoutedRequest } from "#engine/routed.ts";
import { type Claims, keyIdOf, signToken, verifyToken } from "#engine/tokens.ts";
import { DEFAULT_WORLD, isWorldName } from "#engine/world-name.ts";
import type { components } from "#generated/didomi/types.ts";
import { DEFAULT_ORGANIZATION, DEFAULT_TOKEN_LIFETIME_S, SESSION_LIFETIME_S } from "./options.ts";
import { pick } from "./pick.ts";
import type { ApiKey, DidomiContext } from "./state.ts";

type Schemas = components["schemas"];

/** A back end that holds an organization token. */
interface OrganizationCaller extends Caller {
  readonly scheme: "organizationToken";
  readonly organizationId: string;
  /** The token belongs to no organization, as unknown credentials were taken: it acts for whichever one is named. */
  readonly isUnbound: boolean;
}

/** An end user who holds a consent token. */
interface UserCaller extends Caller {
  readonly scheme: "consentToken";
  readonly organizationId: string;
  readonly organizationUserId: string;
  readonly token: ConsentClaims;
}

export type DidomiCaller = OrganizationCaller | UserCaller;

/** What a consent token holds besides its times: what it was minted with. */
interface ConsentClaims
  extends Pick<Schemas["ConsentToken"], "organization_id" | "organization_user_id">,
    Partial<
      Pick<Schemas["ConsentToken"], "metadata" | "event" | "delegate" | "permissions" | "validations" | "validation">
    > {}

/** Tokens issued outside of the default world name theirs, so that they lead back to it from anywhere. */
export function worldOf({ headers }: { readonly headers: Headers }): string | undefined {
  const token = bearerOf(headers);
  const world = token && keyIdOf(token);
  return world !== undefined && isWorldName(world) ? world : undefined;
}

/** Both kinds of token are told apart by what is signed into them. */
export function authenticate(request: RoutedRequest, context: DidomiContext): Awaitable<DidomiCaller | undefined> {
  const token = bearerOf(request.headers);
  if (token === undefined) return undefined;
  return chain(verifyToken(token, context.secret), toCaller, request, context);
}

function toCaller(
  claims: Claims | undefined,
  request: RoutedRequest,
  context: DidomiContext,
): DidomiCaller | undefined {
  if (claims === undefined) return context.acceptAnyCredentials ? toUnboundCaller(request) : undefined;
  if (typeof claims["exp"] !== "number" || context.now >= claims["exp"] * 1000) return undefined;
  if (isConsentClaims(claims))
    return {
      scheme: "consentToken",
      organizationId: claims.organization_id,
      organizationUserId: claims.organization_user_id,
      token: claims,
    };
  if (claims["type"] !== "api-key") return undefined;
  const organizationId = claims["organization_id"];
  return typeof organizationId === "string"
    ? { scheme: "organizationToken", organizationId, isUnbound: false }
    : toUnboundCaller(request);
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** The organizations a request names, the query's first. Anything but a text is left for validation to refuse. */
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

// Our own signature vouches for the rest: whoever carries the type was made by `mintConsentToken`.
const isConsentClaims = (claims: Claims): claims is Claims & ConsentClaims => claims["type"] === "consent";

/** Narrows what the engine hands back to what `authenticate` gave it. */
export const isDidomiCaller = (caller: Caller | undefined): caller is DidomiCaller =>
  caller?.scheme === "organizationToken" || caller?.scheme === "consentToken";

/** Whether the caller may record choices. */
export const canWrite = (caller: DidomiCaller): boolean =>
  caller.scheme === "organizationToken" || (caller.token.permissions?.includes("write") ?? true);

/** Whether the caller may read choices. Who may write may read. */
export const canRead = (caller: DidomiCaller): boolean =>
  canWrite(caller) || (caller.scheme === "consentToken" && (caller.token.permissions?.includes("read") ?? true));

/** Whether choices made with the token wait for a validation. */
export const awaitsApproval = ({ token: { validations, validation } }: UserCaller): boolean =>
  [validations, validation].some((methods) => Object.values(methods ?? {}).some(({ enabled }) => enabled));

const sign = (claims: Claims, lifetimeSeconds: number, { now, secret, world }: DidomiContext): Promise<string> => {
  const iat = Math.floor(now / 1000);
  return signToken({ ...claims, iat, exp: iat + lifetimeSeconds }, secret, world === DEFAULT_WORLD ? undefined : world);
};

/** Opens a session: an organization token. An unknown key, where it is taken, is bound to no organization. */
export const mintOrganizationToken = (
  { key, organization_id }: Pick<ApiKey, "key"> & Partial<Pick<ApiKey, "organization_id">>,
  context: DidomiContext,
): Promise<string> =>
  sign(
    { sub: key, type: "api-key", ...(organization_id !== undefined && { organization_id }) },
    SESSION_LIFETIME_S,
    context,
  );

/** Mints a consent token. @returns what the request said, defaults filled in, and the token */
export async function mintConsentToken(
  input: Schemas["TokenInput"],
  context: DidomiContext,
): Promise<Schemas["ConsentToken"]> {
  const organization_user_id = String(input.organization_user_id);
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
  const id_token = await sign({ sub: organization_user_id, type: "consent", ...claims }, lifetime, context);
  return { organization_id, organization_user_id, lifetime, metadata: metadata ?? {}, ...optional, id_token };
}

const toTokenEvent = (event: Schemas["TokenEventInput"]): Schemas["TokenEvent"] => ({
  ...pick(event, ["metadata"]),
  ...(event.user && { user: pick(event.user, ["metadata"]) }),
});

const toValidations = (methods: Schemas["ValidationMethodsInput"]): Schemas["ValidationMethods"] =>
  Object.fromEntries(Object.entries(methods).map(([name, method]) => [name, pick(method, ["enabled", "approval"])]));
