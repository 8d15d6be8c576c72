import { StandinError } from "#engine/basics/errors.ts";
import { type ControlOptions, connect, connectToWorld, print, receive } from "./control-connection.ts";
import { toTable } from "./table.ts";
import { bold, lines, type StyledText, show } from "./terminal.ts";

/** @param only the provider whose scenarios to list; default: all */
export async function listScenarios(only: string | undefined, options: ControlOptions): Promise<void> {
  const all = await receive(connect(options).providers(), options);
  const providers = all.filter(({ name }) => only === undefined || name === only);
  if (providers.length === 0) throw unknownProvider(only, all);
  const rows = providers.flatMap(({ name, scenarios }) => scenarios.map((each) => [name, each.name, each.describe]));
  const toText = (): StyledText => toTable(["provider", "scenario", "description"], rows, { scenario: bold });
  print({ providers: providers.map(({ name, scenarios }) => ({ name, scenarios })) }, toText, options);
}

const unknownProvider = (name: string | undefined, all: readonly { readonly name: string }[]): StandinError =>
  new StandinError(
    "ERR_STANDIN_USAGE",
    `Unknown provider ${name}. Known providers: ${all.map((each) => each.name).join(", ")}.`,
  );

/** Runs a scenario and prints its result. */
export async function runScenario(
  provider: string,
  name: string,
  parameters: Readonly<Record<string, unknown>>,
  options: ControlOptions,
): Promise<void> {
  const all = await receive(connect(options).providers(), options);
  if (!all.some((each) => each.name === provider)) throw unknownProvider(provider, all);
  const result = await receive(connectToWorld(options).scenario(provider, name, parameters), options);
  const said = result === undefined ? {} : { result };
  print(said, () => (result === undefined ? show`Done.` : lines(JSON.stringify(result, null, 2).split("\n"))), options);
}
