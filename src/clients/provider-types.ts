import type { ProviderTypeTable } from "#generated/provider-types.ts";

/** What the compiler knows of one provider. */
export interface ProviderTypes {
  /** The names of its operations. */
  readonly operations: string;
  /** By name: the parameters that a scenario may be given, and its result. */
  readonly scenarios: object;
  /** Its starting state. */
  readonly seed?: unknown;
}

/** Providers by name. */
export type Providers = { readonly [Name in string]: ProviderTypes };

/** The providers that come with the package. */
export type BuiltIn = { readonly [Name in keyof ProviderTypeTable]: ProviderTypeTable[Name] };

/** The name of a provider. Written out, so that the compiler lists the names where one is wrong. */
export type NameOf<P extends Providers> = { readonly [Name in keyof P & string]: Name }[keyof P & string];

/** The name of an operation of one provider; by default of any. */
export type OperationOf<P extends Providers, Name extends NameOf<P> = NameOf<P>> = P[Name]["operations"];

/** The same data where nothing of it is changed, so that constants (`as const`) fit. */
type Unchanged<Data> = Data extends readonly (infer Item)[]
  ? readonly Unchanged<Item>[]
  : Data extends object
    ? { readonly [Member in keyof Data]: Unchanged<Data[Member]> }
    : Data;

/** Starting state by provider, as in a seed file. */
export type SeedsOf<P extends Providers> = { readonly [Name in NameOf<P>]?: Unchanged<P[Name]["seed"]> };

/** A provider with one of its operations, or an operation alone; an absent member matches all. */
export type ProviderAndOperation<P extends Providers> =
  | { readonly [Name in NameOf<P>]: { readonly provider: Name; readonly operation?: OperationOf<P, Name> } }[NameOf<P>]
  | { readonly provider?: never; readonly operation?: OperationOf<P> };
