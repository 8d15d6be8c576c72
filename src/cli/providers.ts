import { StandinError } from "#engine/basics/errors.ts";
import { toSuggestion } from "#engine/basics/nearest.ts";
import { quoteName } from "#engine/basics/quote.ts";
import type { Mock } from "#engine/contract/mock.ts";
import { registry } from "#mocks/registry.ts";

/** The options that name providers. */
export interface ProvidersOptions {
  /** Names; default: all. */
  readonly provider?: readonly string[];
  /** Modules that export mocks of one's own. */
  readonly mock?: readonly string[];
  /** OpenAPI documents to make mocks of, each with a name and `=` in front if it is to have another. */
  readonly spec?: readonly string[];
}

/** The providers that a command works on. */
export interface ChosenProviders {
  readonly providers: readonly Mock[];
  /** Those of `--mock` and `--spec`, chosen or not: seed files may name them. */
  readonly mocks: readonly Mock[];
}

/**
 * Loads the mocks of one's own, and chooses providers by name.
 *
 * @throws StandinError for an unknown name, a module that exports no mock, and mocks that clash
 */
export async function chooseProviders({ provider, mock = [], spec = [] }: ProvidersOptions): Promise<ChosenProviders> {
  const mocks = mock.length + spec.length === 0 ? [] : await (await import("./own-mocks.ts")).readMocks(mock, spec);
  const all = [...Object.values(registry), ...mocks];
  if (provider === undefined) return { providers: all, mocks };
  return { providers: provider.map((name) => findProvider(name, all)), mocks };
}

/** @throws StandinError with the known names */
export function findProvider(name: string, all: readonly Mock[]): Mock {
  const found = all.find(({ api }) => api.name === name);
  if (found !== undefined) return found;
  const known = all.map(({ api }) => api.name);
  throw new StandinError(
    "ERR_STANDIN_USAGE",
    `--provider ${quoteName(name)}: there is no such provider. Allowed choices are ${known.join(", ")}.${toSuggestion(name, known)}`,
  );
}
