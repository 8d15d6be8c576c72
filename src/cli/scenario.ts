import type { ProviderDescription } from "#clients/control.ts";
import { type StandinError, toUnknownNameError } from "#engine/basics/errors.ts";
import { resolveSchema, toSchemaText } from "#engine/basics/schema-text.ts";
import { ownMember } from "#engine/basics/table.ts";
import { type ControlOptions, connect, connectToWorld, print, receive } from "./control-connection.ts";
import { toTypedValue } from "./control-values.ts";
import { toTable } from "./table.ts";
import { bold, lines, type StyledText, show } from "./terminal.ts";

type Scenario = ProviderDescription["scenarios"][number];
type Schema = Scenario["parameters"];

/** @param only the provider whose scenarios to list; default: all */
export async function listScenarios(only: string | undefined, options: ControlOptions): Promise<void> {
  const all = await receive(connect(options).providers(), options);
  const providers = all.filter(({ name }) => only === undefined || name === only);
  if (providers.length === 0) throw unknownProvider(only, all);
  const rows = providers.flatMap(({ name, scenarios }) => scenarios.flatMap((each) => toRows(name, each)));
  const toText = (): StyledText =>
    toTable(["provider", "scenario", "parameter", "description"], rows, { scenario: bold });
  print({ providers: providers.map(({ name, scenarios }) => ({ name, scenarios })) }, toText, options);
}

/** A row for the scenario, and one for each of its parameters. */
function toRows(provider: string, { name, describe, parameters = {} }: Scenario): string[][] {
  const required = Array.isArray(parameters["required"]) ? parameters["required"] : [];
  return [
    [provider, name, "", describe],
    ...Object.entries(propertiesOf(parameters)).map(([parameter, schema]) => {
      const { default: value, description } = resolveSchema(schema, parameters);
      const takes = [
        ...(required.includes(parameter) ? ["required"] : []),
        toSchemaText(schema, parameters),
        ...(value === undefined ? [] : [`default ${typeof value === "string" ? value : JSON.stringify(value)}`]),
      ].join("; ");
      const meaning = typeof description === "string" ? description.replaceAll(/\s+/g, " ") : "";
      return ["", "", parameter, `${takes}. ${meaning}`.trim()];
    }),
  ];
}

/** Another server may answer anything. */
function propertiesOf({ properties }: Schema): Readonly<Record<string, Schema>> {
  const entries = typeof properties === "object" && properties !== null ? Object.entries(properties) : [];
  return Object.fromEntries(entries.filter(([, each]) => typeof each === "object" && each !== null));
}

const unknownProvider = (name: string | undefined, all: readonly { readonly name: string }[]): StandinError =>
  toUnknownNameError(
    "ERR_STANDIN_USAGE",
    "provider",
    String(name),
    all.map((each) => each.name),
  );

/** Runs a scenario and prints its result. The texts of its parameters are converted by what their schemas say. */
export async function runScenario(
  provider: string,
  name: string,
  texts: Readonly<Record<string, string>>,
  options: ControlOptions,
): Promise<void> {
  const all = await receive(connect(options).providers(), options);
  const known = all.find((each) => each.name === provider);
  if (known === undefined) throw unknownProvider(provider, all);
  const schema = known.scenarios.find((each) => each.name === name)?.parameters ?? {};
  const parameters = Object.fromEntries(
    Object.entries(texts).map(([key, text]): [string, unknown] => [key, toTypedValue(text, typesOf(schema, key))]),
  );
  const result = await receive(connectToWorld(options).scenario(provider, name, parameters), options);
  const said = result === undefined ? {} : { result };
  print(said, () => (result === undefined ? show`Done.` : lines(JSON.stringify(result, null, 2).split("\n"))), options);
}

function typesOf(schema: Schema, name: string): unknown[] {
  const { type } = resolveSchema(ownMember(propertiesOf(schema), name) ?? {}, schema);
  return type === undefined ? [] : [type].flat();
}
