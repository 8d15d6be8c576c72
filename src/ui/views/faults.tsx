import { useState } from "preact/hooks";
import { apiOf, type Fault, type FaultRequest, type ProviderDescription } from "../api.ts";
import { useAction, useLoaded } from "../loading.ts";
import { ownValue } from "../own-value.ts";
import { ChoiceField, Empty, Form, Outcome, Page, Section, Shown, TextField } from "../parts.tsx";

const PRESETS = [
  ["", "none: choose the effect"],
  ["flaky", "flaky: three of ten answer 500"],
  ["slow", "slow: 500 to 2000 ms late"],
  ["outage", "outage: a gateway answers 503"],
  ["gateway-timeout", "gateway-timeout: it answers 504"],
  ["maintenance", "maintenance: 503 with Retry-After"],
  ["throttled", "throttled: every second answers 429"],
] as const;
const EFFECTS = [
  ["status", "the provider’s own error"],
  ["gateway", "a gateway’s reply"],
  ["latency", "a late reply"],
  ["reset", "the connection is reset"],
  ["hang", "no reply at all"],
  ["lose-acknowledgement", "committed, then the reply is lost"],
  ["truncated", "the body breaks off"],
  ["malformed", "half of the body"],
  ["slow", "the body comes slowly"],
] as const;
const METHODS = [["", "any"], "GET", "POST", "PUT", "PATCH", "DELETE"] as const;
const POSITIONS = [
  ["", "usual"],
  ["handler", "in place of the handler"],
  ["route", "before credentials"],
  ["connection", "before parsing"],
] as const;

interface Draft {
  readonly preset: string;
  readonly provider: string;
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly at: string;
  readonly effect: string;
  readonly number: string;
  readonly first: string;
  readonly every: string;
}

const BLANK: Draft = {
  preset: "",
  provider: "",
  operation: "",
  method: "",
  path: "",
  at: "",
  effect: "status",
  number: "500",
  first: "",
  every: "",
};
/** What the number of an effect is, and what it usually is. */
const NUMBERS: Readonly<Record<string, readonly [label: string, usual: string]>> = {
  status: ["Status", "500"],
  gateway: ["Status of the gateway", "503"],
  latency: ["Milliseconds late", "1000"],
  slow: ["Milliseconds for the body", "2000"],
};

/** The faults of a world, and a form that adds one. */
export function Faults({
  world,
  providers,
}: {
  readonly world: string;
  readonly providers: readonly ProviderDescription[];
}) {
  const calls = apiOf(world);
  const loaded = useLoaded(calls.faults, [world]);
  const action = useAction(loaded.reload);
  return (
    <Page
      title="Faults"
      lead="Errors and delays on purpose, in this world alone. The first fault that matches an exchange takes effect."
      tools={
        <button type="button" onClick={() => action.run(calls.clearFaults, "There are no faults any more.")}>
          Remove all
        </button>
      }
    >
      <Outcome action={action} />
      <Shown loaded={loaded}>
        {(faults) =>
          faults.length === 0 ? (
            <Empty>This world has no faults: everything is answered as the provider would.</Empty>
          ) : (
            faults.map((fault) => (
              <FaultCard
                key={fault.id}
                fault={fault}
                onRemove={() => action.run(() => calls.removeFault(fault.id), `${fault.id} is removed.`)}
              />
            ))
          )
        }
      </Shown>
      <FaultForm
        providers={providers}
        onAdd={(fault) => action.run(() => calls.addFault(fault), "The fault is added.")}
      />
    </Page>
  );
}

function FaultCard({ fault, onRemove }: { readonly fault: Fault; readonly onRemove: () => void }) {
  const { id, preset, match, when, effect, at, matched, disturbed } = fault;
  return (
    <Section
      title={preset === undefined ? id : `${id}: ${preset}`}
      tools={
        <button type="button" aria-label={`Remove ${id}`} onClick={onRemove}>
          Remove
        </button>
      }
    >
      <ul class="facts">
        <li>
          {disturbed} of {matched} disturbed
        </li>
        <li>at {at}</li>
        <li>{describe("matches", match) ?? "matches everything"}</li>
        {describe("when", when) === undefined ? null : <li>{describe("when", when)}</li>}
        <li>{describe("effect", effect)}</li>
      </ul>
    </Section>
  );
}

function describe(word: string, members: object): string | undefined {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  if (entries.length === 0) return undefined;
  return `${word} ${entries.map(([name, value]) => `${name} ${typeof value === "object" ? JSON.stringify(value) : value}`).join(", ")}`;
}

function FaultForm({
  providers,
  onAdd,
}: {
  readonly providers: readonly ProviderDescription[];
  readonly onAdd: (fault: FaultRequest) => void;
}) {
  const [draft, setDraft] = useState(BLANK);
  const set = (change: Partial<Draft>): void => setDraft({ ...draft, ...change });
  const operations = providers
    .filter(({ name }) => draft.provider === "" || name === draft.provider)
    .flatMap((each) => each.operations);
  const number = ownValue(NUMBERS, draft.effect);
  return (
    <Section title="Add a fault">
      <Form class="grid" onSubmit={() => onAdd(toFault(draft))}>
        <ChoiceField label="Preset" value={draft.preset} onValue={(preset) => set({ preset })} options={PRESETS} />
        {draft.preset !== "" ? null : (
          <>
            <ChoiceField
              label="Effect"
              value={draft.effect}
              onValue={(effect) => set({ effect, number: ownValue(NUMBERS, effect)?.[1] ?? "" })}
              options={EFFECTS}
            />
            {number === undefined ? null : (
              <TextField
                label={number[0]}
                type="number"
                value={draft.number}
                onValue={(value) => set({ number: value })}
                required
              />
            )}
          </>
        )}
        <ChoiceField
          label="Provider"
          value={draft.provider}
          onValue={(provider) => set({ provider, operation: "" })}
          options={[["", "any"], ...providers.map(({ name }) => name)]}
        />
        <ChoiceField
          label="Operation"
          value={draft.operation}
          onValue={(operation) => set({ operation })}
          options={[["", "any"], ...operations.map(({ operationId }) => operationId)]}
        />
        <ChoiceField label="Method" value={draft.method} onValue={(method) => set({ method })} options={METHODS} />
        <TextField
          label="Path of the provider"
          value={draft.path}
          onValue={(path) => set({ path })}
          placeholder="/v1/* (any)"
        />
        <ChoiceField label="Position" value={draft.at} onValue={(at) => set({ at })} options={POSITIONS} />
        <TextField
          label="At most this often"
          type="number"
          value={draft.first}
          onValue={(first) => set({ first })}
          placeholder="always"
        />
        <TextField
          label="Every n-th only"
          type="number"
          value={draft.every}
          onValue={(every) => set({ every })}
          placeholder="every one"
        />
        <button type="submit" class="main">
          Add the fault
        </button>
      </Form>
    </Section>
  );
}

function toFault({ preset, provider, operation, method, path, at, effect, number, first, every }: Draft): FaultRequest {
  const match = withoutBlanks({ provider, operation, method, path });
  const when = { ...(first !== "" && { first: Number(first) }), ...(every !== "" && { every: Number(every) }) };
  return {
    match,
    ...(Object.keys(when).length > 0 && { when }),
    ...(at !== "" && { at }),
    ...(preset !== "" ? { preset } : { effect: toEffect(effect, Number(number)) }),
  } as FaultRequest;
}

const withoutBlanks = (members: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== ""));

function toEffect(effect: string, number: number): object {
  switch (effect) {
    case "status":
      return { status: number };
    case "gateway":
      return { gateway: { status: number } };
    case "latency":
      return { latencyMs: number };
    case "slow":
      return { reply: "slow", slowMs: number };
    case "truncated":
    case "malformed":
      return { reply: effect };
    default:
      return { connection: effect };
  }
}
