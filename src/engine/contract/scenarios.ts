import type { StateDefinition } from "./collection.ts";
import type { Awaitable } from "./exchange.ts";
import type { Context, ScenarioDeclaration, ScenarioTable } from "./mock.ts";

/** The types of one scenario, as generated from `scenarios.yaml`. */
interface ScenarioType {
  /** The parameters as callers give them. */
  readonly given: object;
  /** The names of those with a default. */
  readonly defaults: string;
  readonly result: unknown;
}

type ScenarioTypesOf<Types> = { readonly [Name in keyof Types]: ScenarioType };

/** The parameters as a scenario gets them: valid, with the defaults filled in. */
export type ScenarioParameters<Type extends ScenarioType> = Readonly<
  Type["given"] & Required<Pick<Type["given"], Type["defaults"] & keyof Type["given"]>>
>;

type DeepReadonly<Value> = Value extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : Value extends object
    ? { readonly [Name in keyof Value]: DeepReadonly<Value[Name]> }
    : Value;

interface Running<State extends StateDefinition, Type extends ScenarioType> {
  /** Loads the modules it needs, before it runs; `undefined` once they are loaded. */
  needs?(): Promise<unknown> | undefined;
  run(context: Context<State>, parameters: ScenarioParameters<Type>): DeepReadonly<Type["result"]>;
}

interface Preparing<Type extends ScenarioType> {
  prepare(parameters: ScenarioParameters<Type>): Awaitable<DeepReadonly<Type["result"]>>;
}

/** The code of scenarios by name; the generated types check parameters and results. */
export type ScenarioCode<State extends StateDefinition, Types extends ScenarioTypesOf<Types>> = {
  readonly [Name in keyof Types]: Running<State, Types[Name]> | Preparing<Types[Name]>;
};

/** A table of scenarios that the compiler knows the types of. */
export type TypedScenarios<State extends StateDefinition, Types> = ScenarioTable<State> & {
  /** Only for the compiler: there is no such member. */
  readonly "~types"?: Types;
};

/**
 * Joins the scenarios of a mock with their declarations. A declaration without code does not compile, nor does code without a
 * declaration: `defineScenarios<typeof state, ScenarioTypes>(declarations, { … })`.
 */
export function defineScenarios<State extends StateDefinition, Types extends ScenarioTypesOf<Types>>(
  declarations: { readonly [Name in keyof Types]: ScenarioDeclaration },
  code: ScenarioCode<State, Types>,
): TypedScenarios<State, Types> {
  const names = Object.keys(declarations) as (keyof Types)[];
  return Object.fromEntries(names.map((name) => [name, { ...declarations[name], ...code[name] }])) as never;
}
