import { ownMember } from "../basics/table.ts";
import type { BodyReading } from "./body-reading.ts";
import type { OperationEntry } from "./operation.ts";
import type { ParsedBody } from "./request.ts";

/**
 * Why a request was refused, in a sentence for the integrator: what was wrong, where, and what is expected. It is shown in the
 * journal, never in the provider's reply, and never contains a secret. Only `defineReasons` creates reasons.
 */
export interface Reason {
  /** The kind of reason, e.g. `tokenExpired`, independent of the values in the sentence. */
  readonly code: string;
  readonly text: string;
  readonly [made]: true;
}

declare const made: unique symbol;

/** The names in braces in a template. */
type Placeholders<Template extends string> = Template extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

type Values<Template extends string> = Readonly<Record<Placeholders<Template>, string | number>>;

/** Creates a reason from its template and the values of its placeholders. */
export type ReasonMaker<Template extends string = string> = ([Placeholders<Template>] extends [never]
  ? () => Reason
  : (values: Values<Template>) => Reason) & { readonly template: string };

/** Type guard for reasons in a union. */
export const isReason = (value: object): value is Reason => "code" in value && "text" in value;

/** The reasons of one mock by code, for the documentation. */
export type ReasonTable = Readonly<Record<string, { readonly template: string }>>;

const LONGEST_VALUE = 200;

/**
 * Declares reasons by code: after `const reasons = defineReasons({ unknownKey: "No key is called {key}." })`, create one by
 * `reasons.unknownKey({ key: "k-1" })`.
 */
export function defineReasons<const Templates extends Readonly<Record<string, string>>>(
  templates: Templates,
): { readonly [Code in keyof Templates]: ReasonMaker<Templates[Code]> } {
  const makers = Object.entries(templates).map(([code, template]) => {
    const make = (values: Readonly<Record<string, string | number>> = {}): Reason =>
      ({ code, text: fill(template, values) }) as Reason;
    return [code, Object.assign(make, { template })];
  });
  return Object.fromEntries(makers);
}

const fill = (template: string, values: Readonly<Record<string, string | number>>): string =>
  template.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => toPlaceholderText(ownMember(values, name) ?? ""));

// Values come from requests: long ones are truncated, and control characters must not reach a terminal.
function toPlaceholderText(value: string | number): string {
  const text = String(value);
  const shown = text.slice(0, LONGEST_VALUE).replaceAll(/\p{Cc}/gu, "\uFFFD");
  return text.length > LONGEST_VALUE ? `${shown}…` : shown;
}

/** The engine's own reasons, common to all providers. */
export const engineReasons = defineReasons({
  unknownPath: "No operation has this path. Nearest: {nearest}.",
  methodNotAllowed: "{path} does not take {method}, only {allowed}.",
  redirected:
    "This operation has the path {path}, with or without its last slash as here: the client was redirected there, and nothing else was looked at.",
  malformedPath: "The percent-encoding of the path cannot be decoded.",
  bodyTooLarge: "The body is larger than {limitBytes} bytes, the limit of this operation.",
  wrongScheme: "Credentials of {scheme} were sent; this operation takes {accepted}.",
  tooManyRequests:
    "More than {limit} requests in {windowSeconds} seconds; the next window begins in {resetSeconds} seconds.",
  unsupportedMediaType: 'A body of media type "{mediaType}" is not taken here; send {accepted}.',
  unsupportedCoding: 'A body of Content-Encoding "{coding}" is not taken here; send {accepted}.',
  unsupportedCharset: 'A body in the charset "{charset}" is not taken here; send UTF-8.',
  malformedBody: "The body cannot be read as {mediaType}: {detail}.",
  invalid: "The request does not fit the specification: {violations}.",
  unexplained: "The handler answered with status {status} and gave no reason.",
  malformedForm: "The form cannot be read: {detail}.",
  crossSite:
    "A page of another origin has sent this form, or fetched this page of the mock: follow a link to it instead. Programs leave out Origin and Sec-Fetch-Site.",
});

/** Reasons why standin has no room for a request or a world. They are sent in the reply too, as no provider replies so. */
export const roomReasons = defineReasons({
  worldEvicted:
    "World {world} was evicted when there were {limit} worlds: what it held is gone. Reset it by the control API to begin anew, or allow more worlds (worlds, --max-worlds).",
  noRoomForVisitedWorld:
    "There are {limit} worlds that requests have made by their path or header, all used within the last {idleSeconds} seconds. Delete those that are done, or allow more (worldsByRequest, or --max-worlds for twice as many).",
  noRoomForWorld:
    "There are {limit} worlds, all used within the last {idleSeconds} seconds. Delete those that are done, or allow more (worlds, --max-worlds).",
  worldFull:
    "World {world} is full: its rows would take more than {limitBytes} bytes. Delete some, reset the world, or allow more (worldBytes).",
  worldsFull:
    "All worlds together are full: their rows would take more than {limitBytes} bytes. Delete worlds or snapshots that are done, or allow more (bytes).",
  outboxFull:
    "The outbox of world {world} is full: it owes {count} events that have not been delivered. Advance the clock so that they are, clear it by a reset, or allow more (events, eventBytes).",
});

/** Returns the reason why a body is unsupported or malformed. */
export function explainUnreadable(
  body: Extract<ParsedBody, { kind: "unsupported" | "malformed" }>,
  { requestBody }: Pick<OperationEntry, "requestBody">,
  { inflates = [] }: BodyReading = {},
): Reason {
  const { mediaType } = body;
  if (body.kind === "malformed") return engineReasons.malformedBody({ mediaType, detail: body.detail });
  const { defect } = body;
  if (defect?.kind === "charset") return engineReasons.unsupportedCharset({ charset: defect.charset });
  if (defect?.kind === "coding")
    return engineReasons.unsupportedCoding({ coding: defect.coding, accepted: [...inflates, "identity"].join(" or ") });
  return engineReasons.unsupportedMediaType({
    mediaType,
    accepted: Object.keys(requestBody?.content ?? {}).join(" or "),
  });
}
