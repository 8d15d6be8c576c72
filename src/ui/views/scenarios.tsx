import { useState } from "preact/hooks";
import { apiOf, type ProviderDescription } from "../api.ts";
import { useAction } from "../loading.ts";
import { ownValue } from "../own-value.ts";
import { ChoiceField, Code, Empty, Form, Outcome, Page, TextField } from "../parts.tsx";
import { linkTo } from "../places.ts";
import { type Parameter, parametersOf, toParameters } from "../schema-form.ts";

type Scenario = ProviderDescription["scenarios"][number];

interface ScenariosProps {
  readonly world: string;
  readonly providers: readonly ProviderDescription[];
  readonly rest: readonly string[];
}

/** The scenarios of each provider, as forms made from their schemas. */
export function Scenarios({ world, providers, rest: [chosen = providers[0]?.name ?? ""] }: ScenariosProps) {
  const provider = providers.find(({ name }) => name === chosen);
  const [text, setText] = useState("");
  const found = (provider?.scenarios ?? []).filter(({ name, describe }) =>
    `${name} ${describe}`.toLowerCase().includes(text.toLowerCase()),
  );
  return (
    <Page title="Scenarios" lead="Each prepares state in this world by one click, as tests and the command line do.">
      <nav aria-label="Providers" class="tabs">
        {providers.map(({ name }) => (
          <a key={name} href={linkTo(world, "scenarios", name)} aria-current={name === chosen ? "page" : undefined}>
            {name}
          </a>
        ))}
      </nav>
      <div class="line">
        <TextField label="Find a scenario" type="search" value={text} onValue={setText} />
      </div>
      {found.length === 0 ? <Empty>No scenario matches.</Empty> : null}
      {found.map((scenario) => (
        <ScenarioForm key={`${chosen} ${scenario.name}`} world={world} provider={chosen} scenario={scenario} />
      ))}
    </Page>
  );
}

function ScenarioForm({
  world,
  provider,
  scenario,
}: {
  readonly world: string;
  readonly provider: string;
  readonly scenario: Scenario;
}) {
  const parameters = parametersOf(scenario.parameters);
  const [given, setGiven] = useState<Readonly<Record<string, string>>>({});
  const [result, setResult] = useState<unknown>();
  const action = useAction();
  const run = async (): Promise<void> => {
    setResult(await apiOf(world).scenario(provider, scenario.name, toParameters(parameters, given)));
  };
  return (
    <details class="card">
      <summary>
        <strong>{scenario.name}</strong> <span class="hint">{scenario.describe}</span>
      </summary>
      <Form class="grid" onSubmit={() => action.run(run, "Done.")}>
        {parameters.map((parameter) => (
          <ParameterField
            key={parameter.name}
            parameter={parameter}
            value={ownValue(given, parameter.name) ?? ""}
            onValue={(value) => setGiven({ ...given, [parameter.name]: value })}
          />
        ))}
        <button type="submit" class="main" disabled={action.isRunning}>
          Run
        </button>
      </Form>
      <Outcome action={action} />
      {result === undefined ? null : (
        <Code label={`Result of ${scenario.name}`} text={JSON.stringify(result, null, 2)} />
      )}
    </details>
  );
}

interface ParameterFieldProps {
  readonly parameter: Parameter;
  readonly value: string;
  readonly onValue: (value: string) => void;
}

function ParameterField({ parameter, value, onValue }: ParameterFieldProps) {
  const { name, kind, description, options, isRequired, usual } = parameter;
  const hint = kind === "json" ? `${description} As JSON.` : description;
  const common = { label: isRequired ? `${name} (required)` : name, value, onValue, hint, required: isRequired };
  const usually = usual === "" ? "left out" : `usual: ${usual}`;
  if (kind === "choice") return <ChoiceField {...common} options={[["", usually], ...options]} />;
  if (kind === "boolean") return <ChoiceField {...common} options={[["", usually], "true", "false"]} />;
  return <TextField {...common} type={kind === "number" ? "number" : "text"} placeholder={usual} />;
}
