import type { Caller, Reply, RoutedRequest } from "#engine/routed.ts";
import { findWebspace, hasTenant } from "./accounts.ts";
import { isAvacyCaller } from "./credentials.ts";
import { noSuchDomainsGroup, noSuchWebspace, teamNotFound, unauthenticated } from "./problems.ts";
import type { AvacyContext } from "./state.ts";

/** What the recording calls check before they look at the body: tenant, whose token it is, webspace. */
export async function authorize(
  { operationId, pathParameters }: RoutedRequest,
  caller: Caller | undefined,
  context: AvacyContext,
): Promise<Reply | undefined> {
  if (!isAvacyCaller(caller)) return undefined;
  const { tenant = "", id = "" } = pathParameters;
  if (!(await hasTenant(context, tenant))) return teamNotFound();
  if (caller.tenant !== undefined && caller.tenant !== tenant) return unauthenticated();
  if ((await findWebspace(context, tenant, id)) !== undefined) return undefined;
  return operationId === "recordConsent" ? noSuchDomainsGroup(id) : noSuchWebspace(id);
}
