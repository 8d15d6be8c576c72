import { StandinError, toUnknownNameError } from "#engine/basics/errors.ts";
import { quoteValue } from "#engine/basics/quote.ts";
import { setMember } from "#engine/basics/table.ts";
import type { Mock } from "#engine/contract/mock.ts";
import type { ErasedOverrides } from "#engine/contract/override.ts";
import { withOverrides } from "#engine/pipeline/overrides.ts";

/**
 * Checks overrides before any world is made. This loads the behaviours of the providers that have some, and of no others.
 *
 * @returns a copy that later changes of the option do not reach
 * @throws StandinError for an unknown provider or operation, or what is no function
 */
export async function checkOverrides(
  providers: readonly Mock[],
  overrides: object,
): Promise<Readonly<Record<string, ErasedOverrides>>> {
  const checked: Record<string, ErasedOverrides> = {};
  for (const [name, given] of Object.entries(overrides)) {
    if (given === undefined) continue;
    const mock = providers.find(({ api }) => api.name === name);
    if (mock === undefined) {
      const known = providers.map(({ api }) => api.name);
      throw toUnknownNameError("ERR_STANDIN_UNKNOWN_PROVIDER", "provider", quoteValue(name), known);
    }
    if (typeof given !== "object" || given === null)
      throw new StandinError(
        "ERR_STANDIN_INVALID_OPTION",
        `The overrides of ${name} are an object of functions by operation, not ${quoteValue(given)}.`,
      );
    const copy: ErasedOverrides = { ...given };
    withOverrides(await mock.behaviour(), name, copy);
    setMember(checked, name, copy);
  }
  return checked;
}
