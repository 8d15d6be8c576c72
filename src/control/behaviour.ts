import { loadOnce } from "#engine/basics/late.ts";
import type { Stopping } from "#engine/contract/exchange.ts";
import type { Behaviour, ErasedWaitingHandler } from "#engine/contract/mock.ts";
import { faultChecks } from "#engine/faults/faults.ts";
import type { Engine } from "#engine/pipeline/engine.ts";
import { commonResponses, operations } from "#generated/control/operations.ts";
import { createAccess } from "./access.ts";
import { createHandlers } from "./handlers/index.ts";
import type { NoState } from "./operations.ts";
import type { ControlOptions } from "./options.ts";
import { problems, toRefusal } from "./problems.ts";
import { reasons } from "./reasons.ts";

/** Creates the behaviour of the control API. */
export function createBehaviour(options: ControlOptions): Behaviour<NoState> {
  const access = createAccess(options);
  return {
    operations,
    commonResponses,
    // Refused requests of pages and other machines are not stored.
    readsBody: (request) =>
      "scheme" in access.authenticate(request) && access.authorize({ ...request, arrival: request }) === undefined,
    authenticate: access.authenticate,
    authorize: access.authorize,
    // What refuses a fault says what one may be.
    needs: (operationId) => (operationId === "addFault" ? faultChecks.load() : undefined),
    problems,
    handlers: {},
    waitingHandlers: refusing(createHandlers(options), options.engine),
    scenarios: loadOnce(async () => (await import("./scenarios.ts")).createScenarios(options, access)),
    reasons,
  };
}

/**
 * Wraps handlers so that expected errors become problem replies instead of exceptions. A world that was created for a
 * refused request is removed again.
 */
function refusing(
  handlers: Readonly<Record<string, ErasedWaitingHandler>>,
  { worlds }: Engine,
): Readonly<Record<string, ErasedWaitingHandler>> {
  const entries = Object.entries(handlers).map(([id, handler]): [string, ErasedWaitingHandler] => [
    id,
    (request, stopping) => {
      const { world } = request.path as { readonly world?: string };
      const work = () => answer(handler, request, stopping, () => worlds.find(world ?? "")?.image.allKept());
      return world === undefined ? work() : worlds.attempt(world, work, ({ status }) => status >= 400);
    },
  ]);
  return Object.fromEntries(entries);
}

async function answer(
  handler: ErasedWaitingHandler,
  request: Parameters<ErasedWaitingHandler>[0],
  stopping: Stopping | undefined,
  allKept: () => Promise<void> | undefined,
) {
  try {
    const reply = await handler(request, stopping);
    // Some changes are not waited for by the handler.
    const keeping = allKept();
    if (keeping !== undefined) await keeping;
    return reply;
  } catch (error) {
    return toRefusal(error);
  }
}
