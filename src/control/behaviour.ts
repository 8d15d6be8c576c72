import type { Behaviour, ErasedHandler } from "#engine/provider.ts";
import { commonResponses, operations } from "#generated/control/operations.ts";
import { createAccess } from "./access.ts";
import { createHandlers } from "./handlers/index.ts";
import type { NoState } from "./operations.ts";
import type { ControlOptions } from "./options.ts";
import { problems, toRefusal } from "./problems.ts";
import { createScenarios } from "./scenarios.ts";

/** What answers requests. */
export function createBehaviour(options: ControlOptions): Behaviour<NoState> {
  const access = createAccess(options);
  return {
    operations,
    commonResponses,
    authenticate: access.authenticate,
    authorize: access.authorize,
    problems,
    handlers: refusing(createHandlers(options)),
    scenarios: createScenarios(options, access),
  };
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
