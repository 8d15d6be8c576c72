import { defineProvider, type Provider } from "#engine/provider.ts";
import { api } from "#generated/control/api.ts";
import { CONTROL_PREFIX, type ControlOptions } from "./options.ts";

export { CONTROL_PREFIX, type ControlOptions } from "./options.ts";

/** The control API: one more provider for the engine, over the worlds of another. */
export const createControl = (options: ControlOptions): Provider =>
  defineProvider({
    // It answers wherever standin does, so it has no host of its own.
    api: { ...api, hosts: [], prefixes: [""] },
    prefix: CONTROL_PREFIX,
    // Its state is the other engine.
    state: {},
    defaultSeed: {},
    checkSeed: () => ({}),
    seed: () => {},
    describeCredentials: () => ({}),
    exampleRequest: () => ({ method: "GET", path: "/health" }),
    behaviour: async () => (await import("./behaviour.ts")).createBehaviour(options),
  });
