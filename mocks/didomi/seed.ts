import type { ExampleRequest } from "#engine/contract/mock.ts";
import { checkSeedWith, findTwice, SeedError } from "#engine/kit/check-seed.ts";
import type { components } from "#generated/didomi/seed.ts";
import { DEFAULT_ORGANIZATION, RATE_LIMIT } from "./assumptions.ts";
import type { DidomiContext } from "./state.ts";

type Schemas = components["schemas"];
export type Seed = Schemas["Seed"];

/** The documented default: one organization, one key. */
export const defaultSeed: Required<Seed> = {
  organizations: [{ id: DEFAULT_ORGANIZATION, keys: [{ key: "standin-key", secret: "standin-secret" }] }],
};

/** A seed without a list of organizations means the default one. */
const organizationsOf = ({ organizations = defaultSeed.organizations }: Seed) => organizations;

export async function checkSeed(seed: unknown): Promise<Seed> {
  // Not loaded by a start with the default seed.
  const { validateSeed } = await import("#generated/didomi/seed-validator.js");
  const checked = checkSeedWith<Seed>(validateSeed, "didomi", seed);
  refuseRepeats(checked);
  return checked;
}

/** @throws SeedError if two organizations, or two keys, have the same name */
export function refuseRepeats(seed: Seed): void {
  const organizations = organizationsOf(seed);
  refuseTwice(
    "organization",
    organizations.map(({ id }) => id),
  );
  refuseTwice(
    "key",
    organizations.flatMap(({ keys = [] }) => keys.map(({ key }) => key)),
  );
}

function refuseTwice(what: string, names: readonly string[]): void {
  const twice = findTwice(names);
  if (twice !== undefined) throw new SeedError(`didomi.organizations declares the ${what} ${twice} twice.`);
}

export function writeSeed(given: Seed, context: DidomiContext): void {
  for (const organization of organizationsOf(given)) putOrganization(organization, context);
}

/** Declares an organization with its keys, or replaces it. */
export function putOrganization(
  { id, keys = [], consents_api_enabled = true, catalogue, rate_limit }: Schemas["Organization"],
  context: DidomiContext,
): void {
  context.organizations.put({
    id,
    consents_api_enabled,
    ...(catalogue && { catalogue }),
    ...(rate_limit && { rate_limit: { ...RATE_LIMIT, ...rate_limit } }),
  });
  for (const { key, secret, enabled = true } of keys) context.keys.put({ key, secret, enabled, organization_id: id });
}

const firstKeyOf = (given: Seed) => {
  const organizations = organizationsOf(given);
  const organization = organizations.find(({ keys = [] }) => keys.length > 0) ?? organizations[0];
  return { organization_id: organization?.id, ...organization?.keys?.[0] };
};

export function describeCredentials(seed: Seed): Record<string, string> {
  const { organization_id, key, secret } = firstKeyOf(seed);
  return {
    ...(organization_id !== undefined && { organization_id }),
    ...(key !== undefined && { key }),
    ...(secret !== undefined && { secret }),
  };
}

/** The first step of every integration: signing in. */
export function exampleRequest(seed: Seed): ExampleRequest {
  const { key = "your-key", secret = "your-secret" } = firstKeyOf(seed);
  return { method: "POST", path: "/v1/sessions", body: { type: "api-key", key, secret } };
}
