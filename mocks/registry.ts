import type { Provider } from "#engine/provider.ts";
import { avacy } from "./avacy/index.ts";
import { didit } from "./didit/index.ts";
import { didomi } from "./didomi/index.ts";
import { netid } from "./netid/index.ts";

/** Every mock. What answers its requests is loaded when asked for. A further provider is a further import and member. */
export const registry = { didomi, avacy, didit, netid } as const satisfies Readonly<Record<string, Provider>>;

export type ProviderName = keyof typeof registry;

export const providerNames = Object.keys(registry) as readonly ProviderName[];

/**
 * The mock of this name, whatever the types say that the name can be.
 *
 * @throws RangeError naming those there are
 */
export function findMock(name: ProviderName): Provider {
  if (!Object.hasOwn(registry, name))
    throw new RangeError(`no provider is named ${String(name)}; there are ${providerNames.join(", ")}`);
  return registry[name];
}
