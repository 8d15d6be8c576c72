import { type ControlOptions, connect, connectToWorld, print, receive } from "./control-connection.ts";
import { toTable } from "./table.ts";
import { bold, lines, type Shown, show } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/** @param only the provider whose scenarios to list; default: all */
export async function listScenarios(only: string | undefined, options: ControlOptions): Promise<void> {
  const all = await receive(connect(options).providers(), options);
  const providers = all.filter(({ name }) => only === undefined || name === only);
  if (providers.length === 0)
    throw new UsageError(`No provider is named ${only}; there are ${all.map(({ name }) => name).join(", ")}.`);
  const rows = providers.flatMap(({ name, scenarios }) => scenarios.map((each) => [name, each.name, each.describe]));
  const toText = (): Shown => toTable(["provider", "scenario", "what it makes"], rows, { scenario: bold });
  print({ providers: providers.map(({ name, scenarios }) => ({ name, scenarios })) }, toText, options);
}

/** Prepares a world, and prints what the scenario tells of what it made. */
export async function runScenario(
  provider: string,
  name: string,
  parameters: Readonly<Record<string, unknown>>,
  options: ControlOptions,
): Promise<void> {
  const result = await receive(connectToWorld(options).scenario(provider, name, parameters), options);
  const said = result === undefined ? {} : { result };
  print(said, () => (result === undefined ? show`Done.` : lines(JSON.stringify(result, null, 2).split("\n"))), options);
}
