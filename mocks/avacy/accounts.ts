import { type Awaitable, chain } from "#engine/awaitable.ts";
import { type AvacyContext, keyOfWebspace, type Tenant, type Webspace } from "./state.ts";

export type NewWebspace = { readonly tenant: string } & Partial<Omit<Webspace, "tenant">>;

/** Adds a tenant; one that is there stays as it is. */
export async function addTenant({ tenants }: AvacyContext, name: string): Promise<void> {
  if ((await tenants.get(name)) === undefined) await tenants.put({ name });
}

/**
 * Adds a webspace, and its tenant where there is none; or changes the one of that number. What is not given is chosen:
 * the next number, a drawn key.
 */
export async function addWebspace(context: AvacyContext, given: NewWebspace): Promise<Webspace> {
  const { tenant } = given;
  await addTenant(context, tenant);
  const id = given.id ?? (await nextWebspaceId(context, tenant));
  const before = await context.webspaces.get(keyOfWebspace(tenant, id));
  const webspace: Webspace = {
    ...before,
    ...given,
    id,
    key: given.key ?? before?.key ?? (await context.ids.uuid()),
    bannerConfigVersion: given.bannerConfigVersion ?? before?.bannerConfigVersion ?? "v3",
  };
  await context.webspaces.put(webspace);
  return webspace;
}

async function nextWebspaceId({ webspaces }: AvacyContext, tenant: string): Promise<number> {
  const { rows } = await webspaces.list("byTenant", [tenant], { limit: 1, descending: true });
  return (rows[0]?.id ?? 0) + 1;
}

/** Whether there is such a tenant; where any credentials are taken, there is from then on. */
export const hasTenant = (context: AvacyContext, name: string): Awaitable<boolean> =>
  chain(context.tenants.get(name), isOrBecomesTenant, context, name);

function isOrBecomesTenant(tenant: Tenant | undefined, context: AvacyContext, name: string): Awaitable<boolean> {
  if (tenant !== undefined) return true;
  return context.acceptAnyCredentials ? addTenant(context, name).then(() => true) : false;
}

/** @param segment the id as it stands in a path; anything that is not a whole number names no webspace */
export function findWebspace(context: AvacyContext, tenant: string, segment: string): Awaitable<Webspace | undefined> {
  const id = Number(segment);
  if (!/^(0|[1-9]\d*)$/.test(segment) || !Number.isSafeInteger(id)) return undefined;
  return orProvision(context.webspaces.get(keyOfWebspace(tenant, id)), { tenant, id }, context);
}

export const findWebspaceByKey = (
  context: AvacyContext,
  tenant: string,
  key: string,
): Awaitable<Webspace | undefined> =>
  orProvision(context.webspaces.first("byKey", [tenant, key]), { tenant, key }, context);

/** What was found, or, where any credentials are taken, what they name. */
const orProvision = (
  found: Awaitable<Webspace | undefined>,
  named: NewWebspace,
  context: AvacyContext,
): Awaitable<Webspace | undefined> =>
  context.acceptAnyCredentials ? chain(found, (webspace) => webspace ?? addWebspace(context, named)) : found;
