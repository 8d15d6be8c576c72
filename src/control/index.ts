import { defineMock, type Mock } from "#engine/contract/mock.ts";
import { api } from "#generated/control/api.ts";
import { CONTROL_PREFIX, type ControlOptions } from "./options.ts";

export { CONTROL_PREFIX, type ControlOptions } from "./options.ts";

/** The control API as a provider: its own engine serves it, and it works on the worlds of another engine. */
export const createControl = (options: ControlOptions): Mock =>
  defineMock({
    // It is served at every address of standin, so it has no host of its own.
    api: { ...api, hosts: [], prefixes: [""] },
    prefix: CONTROL_PREFIX,
    // Its state is that of the other engine.
    state: {},
    defaultSeed: {},
    checkSeed: () => ({}),
    seed: () => {},
    describeCredentials: () => ({}),
    exampleRequest: () => ({ method: "GET", path: "/health" }),
    behaviour: async () => (await import("./behaviour.ts")).createBehaviour(options),
  });
