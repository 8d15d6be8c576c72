import { StandinError } from "#engine/basics/errors.ts";
import { type AvacyContext, keyOfWebspace, type Webspace } from "./state.ts";

export type NewWebspace = { readonly tenant: string } & Partial<Omit<Webspace, "tenant">>;

/** Adds a tenant; an existing one is unchanged. */
export function addTenant({ tenants }: AvacyContext, name: string): void {
  if (tenants.get(name) === undefined) tenants.put({ name });
}

/**
 * Adds a webspace, and its tenant if it is new; or changes the webspace of that number or key. Defaults: the next number,
 * a random key.
 *
 * @throws StandinError if another webspace of the tenant has the key
 */
export function addWebspace(context: AvacyContext, given: NewWebspace): Webspace {
  const { tenant, key } = given;
  addTenant(context, tenant);
  const ofKey = key === undefined ? undefined : context.webspaces.first("byKey", [tenant, key]);
  const id = given.id ?? ofKey?.id ?? nextWebspaceId(context, tenant);
  if (ofKey !== undefined && ofKey.id !== id)
    throw new StandinError(
      "ERR_STANDIN_INVALID_PARAMETER",
      `Webspace ${ofKey.id} of tenant ${tenant} already has that key. Give webspace ${id} another.`,
    );
  const before = context.webspaces.get(keyOfWebspace(tenant, id));
  const webspace: Webspace = {
    ...before,
    ...given,
    id,
    key: key ?? before?.key ?? context.ids.uuid(),
    bannerConfigVersion: given.bannerConfigVersion ?? before?.bannerConfigVersion ?? "v3",
  };
  context.webspaces.put(webspace);
  return webspace;
}

function nextWebspaceId({ webspaces }: AvacyContext, tenant: string): number {
  const { rows } = webspaces.list("byTenant", [tenant], { limit: 1, descending: true });
  return (rows[0]?.id ?? 0) + 1;
}

/** Whether the tenant exists; if any credentials are accepted, it is added first. */
export function hasTenant(context: AvacyContext, name: string): boolean {
  if (context.acceptAnyCredentials) addTenant(context, name);
  return context.tenants.get(name) !== undefined;
}

/** Parses the number of a webspace in a path; returns `undefined` for anything but an integer. */
export function toWebspaceId(segment: string): number | undefined {
  const id = Number(segment);
  return /^(0|[1-9]\d*)$/.test(segment) && Number.isSafeInteger(id) ? id : undefined;
}

/** Finds a webspace; if any credentials are accepted, a missing one is added. */
export const findWebspace = (context: AvacyContext, tenant: string, id: number): Webspace | undefined =>
  context.webspaces.get(keyOfWebspace(tenant, id)) ?? provision(context, { tenant, id });

/** Finds a webspace by its key, as `findWebspace` does. */
export const findWebspaceByKey = (context: AvacyContext, tenant: string, key: string): Webspace | undefined =>
  context.webspaces.first("byKey", [tenant, key]) ?? provision(context, { tenant, key });

/** Returns the tenant that has a webspace of this key, if any. */
export const ownerOfWebspaceKey = ({ webspaces }: AvacyContext, key: string): string | undefined =>
  webspaces.first("byKeyOfAnyTenant", [key])?.tenant;

const provision = (context: AvacyContext, named: NewWebspace): Webspace | undefined =>
  context.acceptAnyCredentials ? addWebspace(context, named) : undefined;
