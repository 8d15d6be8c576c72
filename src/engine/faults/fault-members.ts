import { StandinError } from "../basics/errors.ts";
import { quoteValue } from "../basics/quote.ts";
import type { FaultEffect, FaultMatch, FaultRequest, FaultTurns, GatewayReply } from "./fault.ts";

/** What a member may be: a predicate, and its description. */
type Rule = readonly [isAllowed: (value: unknown) => boolean, words: string];

/** The rules of all members of an object, some of which have members of their own. The types see to it that none is left out. */
type Members<Value> = Readonly<Record<keyof Required<Value> & string, Rule | Shape>>;
interface Shape {
  readonly [name: string]: Rule | Shape;
}

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isJson = (value: unknown): boolean => {
  try {
    return JSON.stringify(value) !== undefined;
  } catch {
    return false;
  }
};

const isWithin = (value: unknown, from: number, to: number): boolean =>
  typeof value === "number" && value >= from && value <= to;

/** The same range as in `specs/control.yaml`, which a test compares. */
function integer(from: number, to = Number.MAX_SAFE_INTEGER): Rule {
  const range = to === Number.MAX_SAFE_INTEGER ? `of at least ${from}` : `from ${from} to ${to}`;
  return [(value) => Number.isInteger(value) && isWithin(value, from, to), `an integer ${range}`];
}

const oneOf = (...words: readonly unknown[]): Rule => [(value) => words.includes(value), `one of ${words.join(", ")}`];

const TEXT: Rule = [(value) => typeof value === "string" && value !== "", "a text that is not empty"];
const TEXTS: Rule = [
  (value) => isObject(value) && Object.values(value).every((each) => typeof each === "string"),
  "an object of texts",
];
const JSON_VALUE: Rule = [isJson, "a value that can be written as JSON"];
/** What is refused later, by what else is known there. */
const CHECKED_LATER: Rule = [() => true, ""];

const MILLISECONDS = integer(0, 600_000);
const STATUS = integer(100, 599);

const MATCH: Members<FaultMatch> = {
  provider: TEXT,
  operation: TEXT,
  method: TEXT,
  path: TEXT,
  query: TEXTS,
  headers: TEXTS,
  body: JSON_VALUE,
  where: [(value) => typeof value === "function", "a function"],
};
const WHEN: Members<FaultTurns> = {
  after: integer(0),
  every: integer(1),
  first: integer(1),
  probability: [(value) => isWithin(value, 0, 1), "a number from 0 to 1"],
  seed: [(value) => typeof value === "string" || Number.isInteger(value), "a text or an integer"],
};
const GATEWAY: Members<GatewayReply> = { status: CHECKED_LATER, headers: TEXTS, body: JSON_VALUE };
const EFFECT: Members<FaultEffect> = {
  latencyMs: [(value) => isObject(value) || MILLISECONDS[0](value), MILLISECONDS[1]],
  status: STATUS,
  body: JSON_VALUE,
  retryAfterSeconds: integer(0, 86_400),
  gateway: GATEWAY,
  connection: oneOf("reset", "hang", "lose-acknowledgement"),
  reply: oneOf("truncated", "malformed", "slow"),
  slowMs: integer(1, 600_000),
};
const FAULT: Members<FaultRequest> = {
  at: oneOf("connection", "route", "handler"),
  match: MATCH,
  when: WHEN,
  effect: EFFECT,
  preset: CHECKED_LATER,
};

/** Headers by which a connection's ends tell where a message ends: a fault must not contradict the body. */
const FRAMING = ["connection", "content-length", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade"];

/**
 * Checks a request to add a fault, which in process nothing else has validated.
 *
 * @throws StandinError that names the member and what it may be
 */
export function checkRequest(request: FaultRequest): void {
  checkMembers(request, FAULT, "A fault");
  const { latencyMs, gateway } = request.effect ?? {};
  if (isObject(latencyMs))
    for (const name of ["from", "to"] as const) checkValue(`latencyMs.${name}`, latencyMs[name], MILLISECONDS);
  const framing = Object.keys(gateway?.headers ?? {}).find((name) => FRAMING.includes(name.toLowerCase()));
  if (framing !== undefined)
    throw refusal(
      `A gateway cannot send the header ${framing}: it follows from the body. Use effect.reply to break it.`,
    );
}

function checkMembers(value: unknown, shape: Shape, place: string): void {
  if (!isObject(value)) throw refusal(`${place} is an object, not ${quoteValue(value)}.`);
  for (const [name, member] of Object.entries(value)) {
    const rule = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (rule === undefined)
      throw refusal(`${place} has no member ${quoteValue(name)}; it may have ${Object.keys(shape).join(", ")}.`);
    if (member === undefined) continue;
    if (isRule(rule)) checkValue(name, member, rule);
    else checkMembers(member, rule, `The ${name} of a fault`);
  }
}

function checkValue(name: string, value: unknown, [isAllowed, words]: Rule): void {
  if (!isAllowed(value)) throw refusal(`The ${name} of a fault must be ${words}, not ${quoteValue(value)}.`);
}

const isRule = (rule: Rule | Shape): rule is Rule => Array.isArray(rule);

const refusal = (message: string): StandinError => new StandinError("ERR_STANDIN_INVALID_FAULT", message);
