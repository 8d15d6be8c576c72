import type { Provider } from "#engine/provider.ts";

/** Every mock, loaded when asked for. A further provider is one further line. */
export const registry = {
  didomi: async (): Promise<Provider> => (await import("./didomi/index.ts")).didomi,
  avacy: async (): Promise<Provider> => (await import("./avacy/index.ts")).avacy,
  didit: async (): Promise<Provider> => (await import("./didit/index.ts")).didit,
  netid: async (): Promise<Provider> => (await import("./netid/index.ts")).netid,
} as const;

export type ProviderName = keyof typeof registry;

export const providerNames = Object.keys(registry) as readonly ProviderName[];
