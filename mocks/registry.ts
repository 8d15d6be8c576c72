import { toUnknownNameError } from "#engine/basics/errors.ts";
import { quoteValue } from "#engine/basics/quote.ts";
import type { Mock } from "#engine/contract/mock.ts";
import { avacy } from "./avacy/index.ts";
import { didit } from "./didit/index.ts";
import { didomi } from "./didomi/index.ts";
import { netid } from "./netid/index.ts";

/** All mocks. Their behaviour is loaded on demand. To add a provider, add an import and a member. */
export const registry = { didomi, avacy, didit, netid } as const satisfies Readonly<Record<string, Mock>>;

export type ProviderName = keyof typeof registry;

export const providerNames = Object.keys(registry) as readonly ProviderName[];

/**
 * Returns the mock of a name, which may be any string at run time.
 *
 * @throws StandinError with the known names
 */
export function findMock(name: ProviderName): Mock {
  if (!Object.hasOwn(registry, name))
    throw toUnknownNameError("ERR_STANDIN_UNKNOWN_PROVIDER", "provider", quoteValue(name), providerNames);
  return registry[name];
}
