import { StandinError } from "../basics/errors.ts";
import { quoteValue } from "../basics/quote.ts";
import { ownMember } from "../basics/table.ts";
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
 * Checks a request to add a fault, which in process nothing else has validated.
 *
 * @throws StandinError that names the member and what it may be
 */
export function checkRequest(request: FaultRequest): void {
  checkMembers(request);
  checkValues(request);
  checkNumbers(request);
}

/**
 * Refuses members that no fault has.
 *
 * @throws StandinError that names the member and those there are
 */
function checkMembers(value: unknown, shape: Shape = FAULT, place = "A fault"): void {
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

/** What a member may be: a predicate, and its description. */
type Rule = readonly [isAllowed: (value: unknown) => boolean, words: string];

const isText = (value: unknown): boolean => typeof value === "string" && value !== "";
const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const oneOf = (...words: readonly string[]): Rule => [
  (value) => words.includes(value as string),
  `one of ${words.join(", ")}`,
];

const TEXT: Rule = [isText, "a text that is not empty"];
const TEXTS: Rule = [
  (value) => isObject(value) && Object.values(value).every((each) => typeof each === "string"),
  "an object of texts",
];
const JSON_VALUE: Rule = [isJson, "a value that can be written as JSON"];
const STATUS: Rule = [(value) => Number.isInteger(value) && Number(value) >= 100 && Number(value) <= 599, "a status"];

/** Headers by which a connection's ends tell where a message ends: a fault must not contradict the body. */
const FRAMING = ["connection", "content-length", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade"];

const RULES = {
  match: { provider: TEXT, operation: TEXT, method: TEXT, path: TEXT, query: TEXTS, headers: TEXTS, body: JSON_VALUE },
  when: { seed: [(value) => typeof value === "string" || Number.isInteger(value), "a text or an integer"] },
  effect: {
    status: STATUS,
    body: JSON_VALUE,
    connection: oneOf("reset", "hang", "lose-acknowledgement"),
    reply: oneOf("truncated", "malformed", "slow"),
  },
  gateway: { headers: TEXTS, body: JSON_VALUE },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Rule>>>>;

const AT = oneOf("connection", "route", "handler");
const WHERE: Rule = [(value) => typeof value === "function", "a function"];

function isJson(value: unknown): boolean {
  try {
    return typeof value !== "function" && typeof value !== "symbol" && JSON.stringify(value) !== undefined;
  } catch {
    return false;
  }
}

/**
 * Refuses values that a member cannot have.
 *
 * @throws StandinError that names the member and what it may be
 */
function checkValues({ at, match = {}, when = {}, effect = {} }: FaultRequest): void {
  checkValue("at", at, AT);
  checkValue("where", match.where, WHERE);
  checkEach(match, RULES.match);
  checkEach(when, RULES.when);
  checkEach(effect, RULES.effect);
  checkEach(effect.gateway ?? {}, RULES.gateway);
  const framing = Object.keys(effect.gateway?.headers ?? {}).find((name) => FRAMING.includes(name.toLowerCase()));
  if (framing !== undefined)
    throw new StandinError(
      "ERR_STANDIN_INVALID_FAULT",
      `A gateway cannot send the header ${framing}: it follows from the body. Use effect.reply to break it.`,
    );
}

function checkEach(values: object, rules: Readonly<Record<string, Rule>>): void {
  for (const [name, rule] of Object.entries(rules))
    checkValue(name, ownMember(values as Readonly<Record<string, unknown>>, name), rule);
}

function checkValue(name: string, value: unknown, [isAllowed, words]: Rule): void {
  if (value !== undefined && !isAllowed(value))
    throw new StandinError(
      "ERR_STANDIN_INVALID_FAULT",
      `The ${name} of a fault must be ${words}, not ${quoteValue(value)}.`,
    );
}

/**
 * Refuses numbers that are out of range.
 *
 * @throws StandinError that names the member and its range
 */
function checkNumbers({ when = {}, effect = {} }: FaultRequest): void {
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
