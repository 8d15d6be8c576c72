import { ownMember } from "#engine/basics/table.ts";
import { DEFAULT_WORLD } from "#engine/basics/world-name.ts";
import type { Mock, WaitingScenario } from "#engine/contract/mock.ts";
import type { Access } from "./access.ts";
import type { ControlOptions } from "./options.ts";

type Parameters = Readonly<Record<string, unknown>>;

const textOf = (parameters: Parameters, name: string, fallback: string): string => {
  const value = ownMember(parameters, name) ?? fallback;
  if (typeof value !== "string") throw new RangeError(`${name} must be a text`);
  return value;
};

/** Returns the provider that the parameters name; default: the first. */
function providerOf({ providers }: ControlOptions["engine"], parameters: Parameters): Mock {
  const [first] = providers;
  const name = textOf(parameters, "provider", first?.api.name ?? "");
  const found = providers.find(({ api }) => api.name === name);
  if (found === undefined) throw new RangeError(`no provider is named ${name}`);
  return found;
}

/** Scenarios of the control API, used as provider states of its own contract. */
export function createScenarios({ engine }: ControlOptions, access: Access): Readonly<Record<string, WaitingScenario>> {
  const { worlds } = engine;
  const open = (parameters: Parameters) => worlds.open(textOf(parameters, "world", DEFAULT_WORLD));

  return {
    "a world": {
      describe: "A world as its seed makes it. Parameters: `world`, `trackReads`.",
      async prepare(parameters) {
        const world = await open(parameters);
        world.trackReads = parameters["trackReads"] === true;
        return { world: world.name };
      },
    },
    "a snapshot": {
      describe: "A snapshot of a world. Parameters: `world`, `snapshot`.",
      async prepare(parameters) {
        const { name } = await open(parameters);
        return { snapshot: (await worlds.snapshot(name, textOf(parameters, "snapshot", "before"))).name };
      },
    },
    "a frozen clock": {
      describe: "A world whose clock stands still. Parameters: `world`, `now`.",
      async prepare(parameters) {
        const { clock } = await open(parameters);
        clock.freeze();
        await clock.set(Date.parse(textOf(parameters, "now", "2024-01-01T00:00:00Z")));
        return undefined;
      },
    },
    "a fault": {
      describe: "A fault that answers everything by status 500. Parameter: `world`. Gives `fault`, its id.",
      async prepare(parameters) {
        const { faults } = await open(parameters);
        return { fault: (await faults.add({ effect: { status: 500 } })).id };
      },
    },
    "an exchange": {
      describe:
        "One exchange with a provider, which refuses it; with `answered`, the example that it answers. Parameters: `world`, `provider`, `answered`.",
      async prepare(parameters) {
        const { name } = await open(parameters);
        const provider = providerOf(engine, parameters);
        const { method, path, headers, body } =
          parameters["answered"] === true
            ? provider.exampleRequest(provider.defaultSeed)
            : { method: "GET", path: "/no-such-path" };
        const [below, query = ""] = path.split("?");
        await engine.exchange({
          method,
          path: `/~${name}/${provider.prefix ?? provider.api.name}${below}`,
          query,
          headers: { ...(body !== undefined && { "content-type": "application/json" }), ...headers },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        });
        return undefined;
      },
    },
    "an event": {
      describe: "An event that was not delivered. Parameters: `world`, `url`. Gives `event`, its number.",
      async prepare(parameters) {
        const { outbox, clock } = await open(parameters);
        const sender = engine.providers.find(({ webhooks }) => webhooks !== undefined);
        if (sender === undefined) throw new RangeError("no provider here sends webhooks");
        const url = textOf(parameters, "url", "http://127.0.0.1:9/");
        const event = { type: "planted", url, key: "planted", secret: "fake-secret", body: {} };
        outbox.add(sender.api.name, clock.now(), [event]);
        await clock.settled();
        return { event: outbox.entries().at(-1)?.number };
      },
    },
    "no room for another world": {
      describe: "The maximum number of worlds, all of them in use.",
      async prepare() {
        for (let count = worlds.names().length; count < engine.limits.worlds; count += 1)
          await worlds.open(`filler-${count}`);
        return undefined;
      },
    },
    "no room for another snapshot": {
      describe: "The maximum number of snapshots of a world. Parameter: `world`.",
      async prepare(parameters) {
        const { name } = await open(parameters);
        for (let count = 0; count < engine.limits.snapshots; count += 1) await worlds.snapshot(name, `filler-${count}`);
        return undefined;
      },
    },
    "no room for another fault": {
      describe: "The maximum number of faults of a world. Parameter: `world`.",
      async prepare(parameters) {
        const { faults } = await open(parameters);
        while (faults.size < engine.limits.faults)
          await faults.add({ match: { path: "/nowhere" }, effect: { latencyMs: 1 } });
        return undefined;
      },
    },
    "a control token": {
      describe: "Requires a control token from now on. Parameter: `token`.",
      async prepare(parameters) {
        access.setToken(textOf(parameters, "token", "fake-control-token"));
        return undefined;
      },
    },
  };
}
