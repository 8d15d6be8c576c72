import type { Caller, Refusal, RoutedRequest } from "#engine/contract/request.ts";
import { findWebspace, hasTenant, toWebspaceId } from "./accounts.ts";
import { isAvacyCaller } from "./credentials.ts";
import { noSuchDomainsGroup, noSuchWebspace, teamNotFound, unauthenticated } from "./problems.ts";
import { reasons } from "./reasons.ts";
import type { AvacyContext } from "./state.ts";

/** Checks of the recording calls before the body: tenant, the token's tenant, webspace. */
export function authorize(
  { operationId, pathParameters }: RoutedRequest,
  caller: Caller | undefined,
  context: AvacyContext,
): Refusal | undefined {
  if (!isAvacyCaller(caller)) return undefined;
  const { tenant = "", id: segment = "" } = pathParameters;
  if (!hasTenant(context, tenant)) return teamNotFound(reasons.unknownTenant({ tenant, world: context.world }));
  const owner = caller.tenant;
  if (owner !== undefined && owner !== tenant) return unauthenticated(reasons.tokenOfAnotherTenant({ owner, tenant }));
  const notFound = operationId === "recordConsent" ? noSuchDomainsGroup : noSuchWebspace;
  const id = toWebspaceId(segment);
  if (id === undefined) return notFound(segment, reasons.malformedWebspaceId({ id: segment }));
  if (findWebspace(context, tenant, id) === undefined)
    return notFound(segment, reasons.unknownWebspace({ tenant, id }));
  return undefined;
}
