import { type Awaitable, chain } from "#engine/awaitable.ts";
import type { Caller, Reply, RoutedRequest } from "#engine/routed.ts";
import { findWebspace, hasTenant } from "./accounts.ts";
import { type AvacyCaller, isAvacyCaller } from "./credentials.ts";
import { noSuchDomainsGroup, noSuchWebspace, teamNotFound, unauthenticated } from "./problems.ts";
import type { AvacyContext, Webspace } from "./state.ts";

/** What the recording calls check before they look at the body: tenant, whose token it is, webspace. */
export function authorize(
  request: RoutedRequest,
  caller: Caller | undefined,
  context: AvacyContext,
): Awaitable<Reply | undefined> {
  if (!isAvacyCaller(caller)) return undefined;
  return chain(hasTenant(context, tenantOf(request)), authorizeIn, request, caller, context);
}

const tenantOf = ({ pathParameters }: RoutedRequest): string => pathParameters["tenant"] ?? "";

function authorizeIn(
  isThere: boolean,
  request: RoutedRequest,
  caller: AvacyCaller,
  context: AvacyContext,
): Awaitable<Reply | undefined> {
  const tenant = tenantOf(request);
  if (!isThere) return teamNotFound();
  if (caller.tenant !== undefined && caller.tenant !== tenant) return unauthenticated();
  const { id = "" } = request.pathParameters;
  return chain(findWebspace(context, tenant, id), refuseWithout, request.operationId, id);
}

function refuseWithout(webspace: Webspace | undefined, operationId: string, id: string): Reply | undefined {
  if (webspace !== undefined) return undefined;
  return operationId === "recordConsent" ? noSuchDomainsGroup(id) : noSuchWebspace(id);
}
