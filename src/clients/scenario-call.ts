import type { ScenarioTypes } from "#generated/scenario-types.ts";

type Providers = keyof ScenarioTypes;
type Given<Type> = Type extends { given: infer Parameters extends object } ? Parameters : never;
type Result<Type> = Type extends { result: infer Value } ? Value : never;

/** The arguments after the name: parameters may be left out unless one of them is required. */
type Rest<Parameters> = Record<never, never> extends Parameters ? [parameters?: Parameters] : [parameters: Parameters];

/**
 * Runs a scenario of a provider: `run(provider, name, { … })`. Names, parameters and result are typed.
 *
 * @returns the scenario's result
 */
export type ScenarioCall = <
  Provider extends Providers,
  // Written out, so that the compiler lists the names where one is wrong.
  Name extends { [Each in keyof ScenarioTypes[Provider] & string]: Each }[keyof ScenarioTypes[Provider] & string],
>(
  provider: Provider,
  name: Name,
  ...parameters: Rest<Given<ScenarioTypes[Provider][Name]>>
) => Promise<Result<ScenarioTypes[Provider][Name]>>;
