import type { ErasedHandler, Mock, MockTypes } from "#engine/contract/mock.ts";
import type { OverridesOf } from "#engine/contract/override.ts";
import { findMock, type ProviderName, providerNames, registry } from "#mocks/registry.ts";

/** A provider to mock: the name of one of standin's own, or a mock of one's own. */
export type GivenProvider = ProviderName | Mock;

export type NameOf<Given extends GivenProvider> = Given extends Mock ? Given["api"]["name"] : Given;

/** The mock of a name among the given providers. */
type MockNamed<Given, Name> = Given extends ProviderName
  ? Given extends Name
    ? (typeof registry)[Given]
    : never
  : Given extends Mock
    ? Name extends Given["api"]["name"]
      ? Given
      : never
    : never;

/** What the compiler knows of a mock; of any mock, that operations have names. */
type TypesOf<Given> = Given extends { readonly "~types"?: infer Types }
  ? NonNullable<Types> extends MockTypes
    ? NonNullable<Types>
    : AnyTypes
  : AnyTypes;

interface AnyTypes extends MockTypes {
  readonly handlers: Readonly<Record<string, ErasedHandler>>;
}

/** Functions that answer operations in place of the mocks' own handlers, by provider and operation. */
export type Overrides<Given extends GivenProvider> = {
  readonly [Name in NameOf<Given>]?: OverridesOf<TypesOf<MockNamed<Given, Name>>["handlers"]>;
};

/**
 * Returns the mocks of the given providers; default: all of standin's own.
 *
 * @throws StandinError for an unknown name, for what is no mock, and for mocks that clash with one another
 */
export async function readProviders(given: readonly GivenProvider[] = providerNames): Promise<readonly Mock[]> {
  const isName = (each: GivenProvider): each is ProviderName => typeof each === "string";
  const mocks = given.map((each) => (isName(each) ? findMock(each) : each));
  const known: readonly unknown[] = Object.values(registry);
  // Those of standin do not clash, so that no start of theirs loads what checks others.
  if (mocks.every((each) => known.includes(each))) return mocks;
  const { checkMocks } = await import("./check-mocks.ts");
  return checkMocks(mocks);
}
