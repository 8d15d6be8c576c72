import { StandinError } from "../basics/errors.ts";
import { quoteValue } from "../basics/quote.ts";
import type { FaultEffect, FaultMatch, FaultRequest, FaultTurns, GatewayReply } from "./fault.ts";

/** From and to, inclusive; `whole`: no fraction. The same as in `specs/control.yaml`, which a test compares. */
type NumberRange = readonly [from: number, to: number, whole?: "whole"];

const LONGEST_MS: NumberRange = [0, 600_000, "whole"];
const ANY_COUNT = Number.MAX_SAFE_INTEGER;

const TURNS: Partial<Record<keyof FaultTurns, NumberRange>> = {
  after: [0, ANY_COUNT, "whole"],
  every: [1, ANY_COUNT, "whole"],
  first: [1, ANY_COUNT, "whole"],
  probability: [0, 1],
};
const EFFECTS: Partial<Record<keyof FaultEffect, NumberRange>> = {
  retryAfterSeconds: [0, 86_400, "whole"],
  slowMs: [1, 600_000, "whole"],
};

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

/**
 * Refuses numbers that are out of range.
 *
 * @throws StandinError that names the member and its range
 */
export function checkNumbers({ when = {}, effect = {} }: FaultRequest): void {
  for (const [name, range] of Object.entries(TURNS)) checkNumber(name, when[name as keyof FaultTurns], range);
  for (const [name, range] of Object.entries(EFFECTS)) checkNumber(name, effect[name as keyof FaultEffect], range);
  const { latencyMs } = effect;
  if (typeof latencyMs !== "object" || latencyMs === null) checkNumber("latencyMs", latencyMs, LONGEST_MS);
  else
    for (const name of ["from", "to"] as const)
      checkNumber(`latencyMs.${name}`, latencyMs[name] ?? Number.NaN, LONGEST_MS);
}

function checkNumber(name: string, value: unknown, [from, to, whole]: NumberRange): void {
  if (value === undefined) return;
  const isInside = typeof value === "number" && value >= from && value <= to;
  if (isInside && (whole === undefined || Number.isInteger(value))) return;
  const kind = whole === undefined ? "a number" : "an integer";
  const end = to === ANY_COUNT ? `of at least ${from}` : `from ${from} to ${to}`;
  throw new StandinError(
    "ERR_STANDIN_INVALID_FAULT",
    `The ${name} of a fault must be ${kind} ${end}, not ${quoteValue(value)}.`,
  );
}
