import { type AvacyContext, keyOfWebspace, type Webspace } from "./state.ts";

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

export async function hasTenant(context: AvacyContext, name: string): Promise<boolean> {
  if ((await context.tenants.get(name)) !== undefined) return true;
  if (!context.acceptAnyCredentials) return false;
  await addTenant(context, name);
  return true;
}

/** @param segment the id as it stands in a path; anything that is not a whole number names no webspace */
export async function findWebspace(
  context: AvacyContext,
  tenant: string,
  segment: string,
): Promise<Webspace | undefined> {
  const id = Number(segment);
  if (!/^(0|[1-9]\d*)$/.test(segment) || !Number.isSafeInteger(id)) return undefined;
  const webspace = await context.webspaces.get(keyOfWebspace(tenant, id));
  if (webspace !== undefined || !context.acceptAnyCredentials) return webspace;
  return addWebspace(context, { tenant, id });
}

export async function findWebspaceByKey(
  context: AvacyContext,
  tenant: string,
  key: string,
): Promise<Webspace | undefined> {
  const webspace = await context.webspaces.first("byKey", [tenant, key]);
  if (webspace !== undefined || !context.acceptAnyCredentials) return webspace;
  return addWebspace(context, { tenant, key });
}
