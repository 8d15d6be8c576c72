import { PlatformDate } from "#engine/basics/date.ts";
import type { ExampleRequest } from "#engine/contract/mock.ts";
import { checkSeedWith, findTwice, SeedError } from "#engine/kit/check-seed.ts";
import type { components } from "#generated/avacy/seed.ts";
import { addTenant, addWebspace, type NewWebspace } from "./accounts.ts";
import { VALIDATE_ERROR_SHAPE } from "./assumptions.ts";
import type { ApiToken, AvacyContext, Options } from "./state.ts";

type Schemas = components["schemas"];
export type Seed = Schemas["Seed"];

/** Recognisably not a real one: those are random UUIDs. */
const DEFAULT_WEBSPACE_KEY = "00000000-0000-4000-8000-000000000001";

const DEFAULT_TENANTS: readonly Schemas["Tenant"][] = [
  {
    name: "standin",
    webspaces: [{ id: 1, key: DEFAULT_WEBSPACE_KEY }],
    tokens: [{ token: "1|standin-token" }],
  },
];

export const defaultSeed: Seed = { tenants: [...DEFAULT_TENANTS] };

const tenantsOf = ({ tenants = [...DEFAULT_TENANTS] }: Seed): readonly Schemas["Tenant"][] => tenants;

export async function checkSeed(given: unknown): Promise<Seed> {
  const { validateSeed } = await import("#generated/avacy/seed-validator.js");
  const checked = checkSeedWith<Seed>(validateSeed, "avacy", given);
  const tenants = tenantsOf(checked);
  refuseTwice("avacy.tenants", "name", tenants);
  refuseTwice(
    "avacy.tenants.tokens",
    "token",
    tenants.flatMap(({ tokens = [] }) => tokens),
  );
  tenants.forEach(({ webspaces = [] }, index) => {
    const place = `avacy.tenants.${index}.webspaces`;
    refuseTwice(place, "id", webspaces);
    refuseTwice(
      place,
      "key",
      webspaces.filter(({ key }) => key !== undefined),
    );
  });
  return checked;
}

/** Refuses duplicate names, which would silently be merged. Tokens and keys are not shown. */
function refuseTwice<Name extends "name" | "id" | "token" | "key">(
  place: string,
  name: Name,
  rows: readonly Partial<Readonly<Record<Name, unknown>>>[],
): void {
  const twice = findTwice(rows.map((row) => row[name]));
  if (twice === undefined) return;
  const shown = name === "name" || name === "id" ? `${name} ${JSON.stringify(twice)}` : `one ${name}`;
  throw new SeedError(`${place} has ${shown} twice.`);
}

export function seed(given: Seed, context: AvacyContext): void {
  for (const { name, webspaces = [], tokens = [] } of tenantsOf(given)) {
    addTenant(context, name);
    for (const webspace of webspaces) addWebspace(context, toNewWebspace(name, webspace));
    for (const token of tokens) context.tokens.put(toApiToken(name, token));
  }
  context.options.put(toOptions(given.options));
}

export function toNewWebspace(tenant: string, given: Partial<Schemas["Webspace"]>): NewWebspace {
  const { id, key, banner_config_version: bannerConfigVersion, cdn_url: cdnUrl } = given;
  return {
    tenant,
    ...(id !== undefined && { id }),
    ...(key !== undefined && { key }),
    ...(bannerConfigVersion !== undefined && { bannerConfigVersion }),
    ...(cdnUrl !== undefined && { cdnUrl }),
  };
}

export function toApiToken(tenant: string, given: Schemas["Token"]): ApiToken {
  const { token, expires_at: expiresAt, revoked = false } = given;
  return {
    token,
    tenant,
    revoked,
    ...(expiresAt !== undefined && { expiresAtMs: new PlatformDate(expiresAt).getTime() }),
  };
}

const toOptions = (given: Schemas["Options"] = {}): Options => ({
  validateErrorShape: given.validate_error_shape ?? VALIDATE_ERROR_SHAPE,
  ...(given.rate_limit_per_minute !== undefined && { rateLimitPerMinute: given.rate_limit_per_minute }),
});

/** The first tenant with its first webspace and token, for a first request. */
function firstAccount(given: Seed) {
  const [tenant] = tenantsOf(given);
  const [webspace] = tenant?.webspaces ?? [];
  const [token] = tenant?.tokens ?? [];
  return { tenant: tenant?.name, webspace, token: token?.token };
}

export function describeCredentials(given: Seed): Record<string, string> {
  const { tenant, webspace, token } = firstAccount(given);
  return {
    ...(tenant !== undefined && { tenant }),
    ...(webspace !== undefined && { webspace: String(webspace.id) }),
    ...(webspace?.key !== undefined && { webspaceKey: webspace.key, accountToken: `${tenant}|${webspace.key}` }),
    ...(token !== undefined && { token }),
  };
}

export function exampleRequest(given: Seed): ExampleRequest {
  const { tenant = "your-tenant", webspace, token = "your-token" } = firstAccount(given);
  return {
    method: "POST",
    path: `/${encodeURIComponent(tenant)}/domains_groups/${webspace?.id ?? 1}/consents`,
    headers: { authorization: `Bearer ${token}` },
    body: {
      subject: { email: "mario@example.com" },
      identifier: "email",
      ip_address: "192.0.2.1",
      legal_notices: [{ name: "privacy_policy" }],
      preferences: [{ name: "newsletter", accepted: true }],
    },
  };
}
