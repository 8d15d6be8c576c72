import { StandinError, toUnknownNameError } from "../basics/errors.ts";
import { quoteValue } from "../basics/quote.ts";
import { ownMember, setMember } from "../basics/table.ts";
import type { Awaitable } from "../contract/exchange.ts";
import type { Behaviour, ErasedHandler, ErasedWaitingHandler } from "../contract/mock.ts";
import type { ErasedOverride, ErasedOverrides, WaitingContext } from "../contract/override.ts";
import type { Reply } from "../contract/request.ts";
import { checkShape } from "./foreign-reply.ts";

/*
 * Loaded only where there are overrides. They replace handlers of one engine's copy of a behaviour: the mock itself, which all
 * simulators of a process share, stays as it is.
 */

/** A behaviour some of whose handlers are replaced. */
export interface OverriddenBehaviour extends Behaviour {
  /** The operations that overrides answer. */
  readonly overridden: ReadonlySet<string>;
}

/**
 * Replaces handlers of a behaviour.
 *
 * @param provider its name, for messages
 * @throws StandinError for an operation that the mock does not have, or an override that is not a function
 */
export function withOverrides(behaviour: Behaviour, provider: string, overrides: ErasedOverrides): OverriddenBehaviour {
  const handlers: Record<string, ErasedHandler> = { ...behaviour.handlers };
  const waitingHandlers: Record<string, ErasedWaitingHandler> = { ...behaviour.waitingHandlers };
  const overridden = new Set<string>();
  for (const [operationId, override] of Object.entries(overrides)) {
    if (override === undefined) continue;
    checkOverride(behaviour, provider, operationId, override);
    overridden.add(operationId);
    const waiting = ownMember(waitingHandlers, operationId);
    if (waiting !== undefined) setMember(waitingHandlers, operationId, overrideWaiting(waiting, override));
    else setMember(handlers, operationId, overrideHandler(ownMember(handlers, operationId), override));
  }
  return { ...behaviour, handlers, waitingHandlers, overridden };
}

function checkOverride({ operations }: Behaviour, provider: string, operationId: string, override: unknown): void {
  if (!Object.hasOwn(operations, operationId)) {
    const known = Object.keys(operations);
    throw toUnknownNameError(
      "ERR_STANDIN_UNKNOWN_OPERATION",
      `operation of ${provider}`,
      quoteValue(operationId),
      known,
      "operations",
    );
  }
  if (typeof override !== "function")
    throw new StandinError(
      "ERR_STANDIN_INVALID_OPTION",
      `The override of ${provider} ${operationId} is a function (request, context, original) => reply, not ${quoteValue(override)}.`,
    );
}

/** The handler that an override makes of a mock's own one. What it throws ends the exchange without a commit. */
function overrideHandler(own: ErasedHandler | undefined, override: ErasedOverride): ErasedHandler {
  return (request, context) => {
    const calls = new OriginalCalls();
    try {
      const reply = override(request, context, (other = request) => calls.make(other, () => run(own, other, context)));
      calls.checkCount();
      return checkShape(reply, "an override");
    } finally {
      calls.end();
    }
  };
}

const run = (own: ErasedHandler | undefined, request: unknown, context: unknown): Reply => {
  if (own === undefined) throw new Error("the mock has no handler of its own for it: do not call original");
  return own(request, context);
};

/** The same for an operation that waits, whose override may wait as well. */
function overrideWaiting(own: ErasedWaitingHandler, override: ErasedOverride): ErasedWaitingHandler {
  return async (request, stopping) => {
    const calls = new OriginalCalls();
    const context: WaitingContext = { stopping };
    try {
      const made = override(request, context, (other = request) => calls.make(other, () => own(other, stopping)));
      const reply = await made;
      calls.checkCount();
      return checkShape(reply, "an override");
    } finally {
      calls.end();
    }
  };
}

const TWICE = "it called original twice, which would change state twice: call it once, and keep the reply";
const LATE = "it called original after it had returned, when the exchange was over: call it before";

/** Counts the calls of the mock's own handler in one exchange. */
class OriginalCalls {
  #count = 0;
  #hasEnded = false;

  make(request: unknown, call: () => Awaitable<Reply>): Awaitable<Reply> {
    if (this.#hasEnded) throw new Error(LATE);
    if (!isRequest(request))
      throw new Error(
        `it called original with ${quoteValue(request)}: give it a request, such as { ...request, body: … }, or nothing`,
      );
    this.#count += 1;
    if (this.#count > 1) throw new Error(TWICE);
    return call();
  }

  /** An override may have caught the error. */
  checkCount(): void {
    if (this.#count > 1) throw new Error(TWICE);
  }

  end(): void {
    this.#hasEnded = true;
  }
}

/** Whether a handler can read it as a request. */
const isRequest = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "path" in value && "query" in value && "headers" in value;
