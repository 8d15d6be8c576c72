import type { BuiltIn, SeedsOf } from "#clients/provider-types.ts";
import type { ErasedHandler, Mock, MockTypes } from "#engine/contract/mock.ts";
import type { OverridesOf } from "#engine/contract/override.ts";
import { findMock, type ProviderName, providerNames, registry } from "#mocks/registry.ts";

/** A provider to mock: the name of one of standin's own, or a mock of one's own. */
export type GivenProvider = ProviderName | Mock;

/** The name of a given provider. */
export type GivenName<Given extends GivenProvider> = Given extends Mock ? Given["api"]["name"] : Given;

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
  readonly scenarios: Readonly<Record<string, { given: Readonly<Record<string, unknown>>; result: unknown }>>;
}

/** The types of one of standin's own providers by its name, else of the mock that has it. */
type TypesFor<Given, Name> = Name extends keyof BuiltIn
  ? BuiltIn[Name]
  : string extends Name
    ? { readonly operations: string; readonly scenarios: AnyTypes["scenarios"]; readonly seed?: unknown }
    : {
        readonly operations: keyof TypesOf<MockNamed<Given, Name>>["handlers"] & string;
        readonly scenarios: TypesOf<MockNamed<Given, Name>>["scenarios"];
        readonly seed?: unknown;
      };

/** The types of the given providers, for worlds: of names alone those of all of standin's own. */
export type ProvidersOf<Given extends GivenProvider> = [Given] extends [ProviderName]
  ? BuiltIn
  : { readonly [Name in GivenName<Given>]: TypesFor<Given, Name> };

/** Starting state by provider; of standin's own whether they are among the given or not, as seed files may serve several. */
export type SeedsFor<Given extends GivenProvider> = SeedsOf<BuiltIn> & {
  readonly [Name in Exclude<GivenName<Given>, ProviderName>]?: unknown;
};

/** Functions that answer operations in place of the mocks' own handlers, by provider and operation. */
export type Overrides<Given extends GivenProvider> = {
  readonly [Name in GivenName<Given>]?: OverridesOf<TypesOf<MockNamed<Given, Name>>["handlers"]>;
};

/**
 * Returns the mocks of the given providers; default: all of standin's own.
 *
 * @throws StandinError for an unknown name, for what is no mock, and for mocks that clash with one another
 */
export async function readProviders(given: readonly GivenProvider[] = providerNames): Promise<readonly Mock[]> {
  const mocks = given.map((each) => (typeof each === "string" ? findMock(each) : each));
  // Those of standin do not clash.
  if (mocks.every((mock) => STANDINS.has(mock))) return mocks;
  const { checkMocks } = await import("./check-mocks.ts");
  return checkMocks(mocks);
}

const STANDINS: ReadonlySet<Mock> = new Set(Object.values(registry));
