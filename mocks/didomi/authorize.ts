import { type Awaitable, chain } from "#engine/awaitable.ts";
import type { Caller, Reply, RoutedRequest } from "#engine/routed.ts";
import { canRead, canWrite, type DidomiCaller, isDidomiCaller, namedOrganizations } from "./credentials.ts";
import { badRequest, forbidden } from "./problems.ts";
import type { DidomiContext, Organization } from "./state.ts";

/** Which organization is meant, and may this caller act for it? Asked before the rest of the request is looked at. */
export function authorize(
  request: RoutedRequest,
  caller: Caller | undefined,
  { organizations }: DidomiContext,
): Awaitable<Reply | undefined> {
  if (!isDidomiCaller(caller)) return undefined;
  const named = namedOrganizations(request);
  const [first] = named;
  if (named.some((id) => id !== first))
    return badRequest("'organization_id' differs between the query and the body of the request");
  if (first === undefined && caller.scheme === "organizationToken" && !caller.isUnbound) {
    // A body that cannot be read may have named it: what is wrong with the body says more.
    const isUnreadable = request.body.kind === "malformed" || request.body.kind === "unsupported";
    return isUnreadable ? undefined : badRequest("'organization_id' is required");
  }
  if (first !== undefined && first !== caller.organizationId) return forbidden();
  return chain(organizations.get(caller.organizationId), authorizeIn, request, caller);
}

function authorizeIn(
  organization: Organization | undefined,
  { method }: RoutedRequest,
  caller: DidomiCaller,
): Reply | undefined {
  if (organization?.consents_api_enabled === false) return forbidden();
  return (method === "POST" ? canWrite(caller) : canRead(caller)) ? undefined : forbidden();
}
