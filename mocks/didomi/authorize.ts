import type { Caller, Refusal, RoutedRequest } from "#engine/contract/request.ts";
import { canRead, canWrite, type DidomiCaller, isDidomiCaller, namedOrganizations } from "./credentials.ts";
import { badRequest, forbidden } from "./problems.ts";
import { reasons } from "./reasons.ts";
import type { DidomiContext } from "./state.ts";

/** Checks first that the request names one organization, and that the caller may act for it. */
export function authorize(
  request: RoutedRequest,
  caller: Caller | undefined,
  { organizations }: DidomiContext,
): Refusal | undefined {
  if (!isDidomiCaller(caller)) return undefined;
  const [named, other] = namedOrganizations(request);
  if (named !== undefined && other !== undefined && other !== named)
    return badRequest(
      "'organization_id' differs between the query and the body of the request",
      reasons.organizationsDiffer({ inQuery: named, inBody: other }),
    );
  if (named === undefined && caller.scheme === "organizationToken" && !caller.isUnbound) {
    // An unreadable body may have named it: the body's own error is more useful.
    const isUnreadable = request.body.kind === "malformed" || request.body.kind === "unsupported";
    return isUnreadable ? undefined : badRequest("'organization_id' is required", reasons.organizationMissing());
  }
  const { organizationId } = caller;
  if (named !== undefined && named !== organizationId)
    return forbidden(reasons.otherOrganization({ named, own: organizationId }));
  if (organizations.get(organizationId)?.consents_api_enabled === false)
    return forbidden(reasons.apiNotActivated({ organization: organizationId }));
  return checkPermission(request, caller);
}

function checkPermission({ method }: RoutedRequest, caller: DidomiCaller): Refusal | undefined {
  const isWrite = method === "POST";
  if (isWrite ? canWrite(caller) : canRead(caller)) return undefined;
  const permissions = caller.scheme === "consentToken" ? (caller.token.permissions ?? []).join(", ") : "";
  return forbidden(isWrite ? reasons.mayNotWrite({ permissions }) : reasons.mayNotRead({ permissions }));
}
