import { PlatformDate } from "#engine/basics/date.ts";
import { StandinError, toUnknownNameError } from "#engine/basics/errors.ts";
import type { Mock } from "#engine/contract/mock.ts";
import { defineScenarios } from "#engine/contract/scenarios.ts";
import type { ScenarioTypes } from "#generated/control/scenario-types.ts";
import { declarations } from "#generated/control/scenarios.js";
import type { Access } from "./access.ts";
import type { NoState } from "./operations.ts";
import type { ControlOptions } from "./options.ts";

/** Returns the provider of that name; default: the first. */
function findProvider({ providers }: ControlOptions["engine"], name = providers[0]?.api.name): Mock {
  const found = providers.find(({ api }) => api.name === name);
  if (found === undefined)
    throw toUnknownNameError(
      "ERR_STANDIN_INVALID_PARAMETER",
      "provider",
      String(name),
      providers.map(({ api }) => api.name),
    );
  return found;
}

/** Scenarios of the control API, used as provider states of its own contract. */
export function createScenarios({ engine }: ControlOptions, access: Access) {
  const { worlds } = engine;

  return defineScenarios<NoState, ScenarioTypes>(declarations, {
    "a world": {
      async prepare({ world: name, trackReads }) {
        const world = await worlds.open(name);
        world.trackReads = trackReads;
        return { world: world.name };
      },
    },
    "a snapshot": {
      async prepare({ world, snapshot }) {
        const { name } = await worlds.open(world);
        return { snapshot: (await worlds.snapshot(name, snapshot)).name };
      },
    },
    "a frozen clock": {
      async prepare({ world, now }) {
        const { clock } = await worlds.open(world);
        clock.freeze();
        await clock.set(PlatformDate.parse(now));
        return undefined;
      },
    },
    "a fault": {
      async prepare({ world }) {
        const { faults } = await worlds.open(world);
        return { fault: (await faults.add({ effect: { status: 500 } })).id };
      },
    },
    "an exchange": {
      async prepare({ world, provider: named, answered }) {
        const { name } = await worlds.open(world);
        const provider = findProvider(engine, named);
        const { method, path, headers, body } = answered
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
      async prepare({ world, url }) {
        const { outbox, clock } = await worlds.open(world);
        const sender = engine.providers.find(({ webhooks }) => webhooks !== undefined);
        if (sender === undefined)
          throw new StandinError("ERR_STANDIN_INVALID_PARAMETER", "No provider here sends webhooks.");
        const event = { type: "planted", url, key: "planted", secret: "fake-secret", body: {} };
        outbox.add(sender.api.name, clock.now(), [event]);
        await clock.settled();
        const added = outbox.entries().at(-1);
        if (added === undefined) throw new Error("The outbox has not kept the event.");
        return { event: added.number };
      },
    },
    "no room for another world": {
      async prepare() {
        for (let count = worlds.names().length; count < engine.limits.worlds; count += 1)
          await worlds.open(`filler-${count}`);
        return undefined;
      },
    },
    "no room for another snapshot": {
      async prepare({ world }) {
        const { name } = await worlds.open(world);
        for (let count = 0; count < engine.limits.snapshots; count += 1) await worlds.snapshot(name, `filler-${count}`);
        return undefined;
      },
    },
    "no room for another fault": {
      async prepare({ world }) {
        const { faults } = await worlds.open(world);
        while (faults.size < engine.limits.faults)
          await faults.add({ match: { path: "/nowhere" }, effect: { latencyMs: 1 } });
        return undefined;
      },
    },
    "a control token": {
      async prepare({ token }) {
        access.setToken(token);
        return undefined;
      },
    },
  });
}
