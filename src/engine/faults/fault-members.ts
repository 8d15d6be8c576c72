import { StandinError } from "../basics/errors.ts";
import { quoteValue } from "../basics/quote.ts";
import type { FaultEffect, FaultMatch, FaultRequest, FaultTurns, GatewayReply } from "./fault.ts";

/** Every member, and what each holds where that has members of its own. The types see to it that none is left out. */
type Members<Value> = Readonly<Record<keyof Required<Value> & string, Shape | undefined>>;
interface Shape {
  readonly [name: string]: Shape | undefined;
}

const MATCH: Members<FaultMatch> = {
  provider: undefined,
  operation: undefined,
  method: undefined,
  path: undefined,
  query: undefined,
  headers: undefined,
  body: undefined,
  where: undefined,
};
const WHEN: Members<FaultTurns> = {
  after: undefined,
  every: undefined,
  first: undefined,
  probability: undefined,
  seed: undefined,
};
const GATEWAY: Members<GatewayReply> = { status: undefined, headers: undefined, body: undefined };
const EFFECT: Members<FaultEffect> = {
  latencyMs: undefined,
  status: undefined,
  body: undefined,
  retryAfterSeconds: undefined,
  gateway: GATEWAY,
  connection: undefined,
  reply: undefined,
  slowMs: undefined,
};
const FAULT: Members<FaultRequest> = { at: undefined, match: MATCH, when: WHEN, effect: EFFECT, preset: undefined };

/**
 * Refuses members that no fault has: in process nothing else looks at them.
 *
 * @throws StandinError that names the member and those there are
 */
export function checkMembers(value: unknown, shape: Shape = FAULT, place = "A fault"): void {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new StandinError("ERR_STANDIN_INVALID_FAULT", `${place} is an object, not ${quoteValue(value)}.`);
  for (const [name, member] of Object.entries(value)) {
    if (!Object.hasOwn(shape, name))
      throw new StandinError(
        "ERR_STANDIN_INVALID_FAULT",
        `${place} has no member ${quoteValue(name)}; it may have ${Object.keys(shape).join(", ")}.`,
      );
    const inner = shape[name];
    if (inner !== undefined && member !== undefined) checkMembers(member, inner, `The ${name} of a fault`);
  }
}
