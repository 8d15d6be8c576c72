import type { BuiltIn, NameOf, Providers } from "./provider-types.ts";

type Given<Type> = Type extends { given: infer Parameters extends object } ? Parameters : never;
type Result<Type> = Type extends { result: infer Value } ? Value : never;

/** The arguments after the name: parameters may be left out unless one of them is required. */
type Rest<Parameters> = Record<never, never> extends Parameters ? [parameters?: Parameters] : [parameters: Parameters];

/**
 * Runs a scenario of a provider: `run(provider, name, { … })`. Names, parameters and result are typed.
 *
 * @returns the scenario's result
 */
export type ScenarioCall<P extends Providers = BuiltIn> = <
  Provider extends NameOf<P>,
  // Written out, so that the compiler lists the names where one is wrong.
  Name extends { [Each in keyof P[Provider]["scenarios"] & string]: Each }[keyof P[Provider]["scenarios"] & string],
>(
  provider: Provider,
  name: Name,
  ...parameters: Rest<Given<P[Provider]["scenarios"][Name]>>
) => Promise<Result<P[Provider]["scenarios"][Name]>>;
