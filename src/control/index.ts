import { defineProvider, type ErasedHandler, type Provider } from "#engine/provider.ts";
import { api } from "#generated/control/api.ts";
import { createAccess } from "./access.ts";
import { createHandlers } from "./handlers/index.ts";
import { CONTROL_PREFIX, type ControlOptions } from "./options.ts";
import { problems, toRefusal } from "./problems.ts";
import { createScenarios } from "./scenarios.ts";

export { CONTROL_PREFIX, type ControlOptions } from "./options.ts";

/** The control API: one more provider for the engine, over the worlds of another. */
export function createControl(options: ControlOptions): Provider {
  const access = createAccess(options);
  return defineProvider({
    // It answers wherever standin does, so it has no host of its own.
    api: { ...api, hosts: [], prefixes: [""] },
    prefix: CONTROL_PREFIX,
    // Its state is the other engine.
    state: {},
    defaultSeed: {},
    checkSeed: () => ({}),
    seed: async () => {},
    describeCredentials: () => ({}),
    exampleRequest: () => ({ method: "GET", path: "/health" }),
    authenticate: access.authenticate,
    authorize: access.authorize,
    problems,
    handlers: refusing(createHandlers(options)),
    scenarios: createScenarios(options, access),
  });
}

/** Handlers that answer what they cannot do by a problem, instead of throwing. */
function refusing(handlers: Readonly<Record<string, ErasedHandler>>): Readonly<Record<string, ErasedHandler>> {
  const entries = Object.entries(handlers).map(([id, handler]): [string, ErasedHandler] => [
    id,
    async (request, context) => {
      try {
        return await handler(request, context);
      } catch (error) {
        return toRefusal(error);
      }
    },
  ]);
  return Object.fromEntries(entries);
}
