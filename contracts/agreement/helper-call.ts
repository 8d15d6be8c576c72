import { isDeepStrictEqual } from "node:util";
import type { CallSite, Delivery, ExpectedReply, FromState, HelperCall, HelperExchange, State } from "./contract.ts";
import { withDifferences } from "./matchers.ts";
import { exampleOf, type Spec } from "./spec.ts";

/** A request as sent, without the base URL. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly headers: Readonly<Record<string, string>>;
  /** As text. */
  readonly body: string | undefined;
}

/** The base URL of the helpers' clients. */
const BASE_URL = "http://provider.invalid";
const JSON_TYPE = /[/+]json\b/;

/** @param base the URL before the provider's own path */
export async function readAsked(request: Request, base: string): Promise<Asked> {
  const { pathname, searchParams } = new URL(request.url);
  const body = await request.text();
  return {
    method: request.method,
    path: pathname.slice(new URL(base).pathname.replace(/\/$/, "").length),
    query: [...searchParams],
    headers: Object.fromEntries(request.headers),
    body: body === "" ? undefined : body,
  };
}

/** Returns the expected request of a helper's exchange. */
export function toAsked(spec: Spec, { operationId, sends }: HelperExchange, from: FromState): Asked {
  const method = spec.operations.get(operationId)?.method;
  if (method === undefined) throw new Error(`the spec knows no operation ${operationId}`);
  const { path, query = {}, headers = {}, body } = sends(from);
  return {
    method,
    path,
    query: Object.entries(query).flatMap(([name, values]) => [values].flat().map((value) => [name, value] as const)),
    headers,
    body: body === undefined || typeof body === "string" ? body : JSON.stringify(body),
  };
}

/** Answers the requests of a helper, and sets up its states. */
export interface Counterpart {
  /**
   * @param request `rest` is its URL without the base URL
   * @param number counted from 0
   */
  send(request: { readonly rest: string; readonly init: RequestInit }, number: number): Promise<Response>;
  /** A value that only the provider knows. */
  valueOf(name: string, example: string): string;
  passTime?(ms: number): Promise<void>;
  prepare?(...state: State): Promise<void>;
  /** The URL for webhooks, and those it has sent. */
  readonly receiver?: { readonly url: string; deliveries(): Promise<readonly Delivery[]> };
}

/**
 * Calls helpers as the contract says, and compares every request and the result with it exactly.
 *
 * @throws Error if a request differs from the contract, is missing or added, if a reply has another status or other
 *   values, or if the result of the call differs
 */
export async function watchCall(call: HelperCall, spec: Spec, counterpart: Counterpart) {
  const { exchanges } = call;
  const told = new Map<string, string>();
  const replies: unknown[] = [];
  const complaints: string[] = [];
  const from: FromState = (name, example = `the-${name}`) => told.get(name) ?? counterpart.valueOf(name, example);
  let clockMs = Date.parse("2024-01-01T00:00:00Z");

  async function answer(request: Request): Promise<Response> {
    const number = replies.length;
    const exchange = exchanges[number];
    if (exchange === undefined) throw new Error(`a request too many: ${request.method} ${request.url}`);
    replies.push(undefined);
    const { base = BASE_URL } = exchange.sends(from);
    if (!request.url.startsWith(`${base}/`)) throw new Error(`${request.url} is not below ${base}`);
    const asked = await readAsked(request, base);
    const difference = differenceOf(toAsked(spec, exchange, from), asked);
    if (difference !== undefined) throw new Error(`request ${number + 1} has another ${difference}`);
    const { method, headers, body } = asked;
    const init: RequestInit = { method, headers, redirect: "manual", ...(body !== undefined && { body }) };
    const reply = await counterpart.send({ rest: request.url.slice(base.length), init }, number);
    replies[number] = await readReply(reply.clone());
    learn(told, replies[number]);
    const complaint = complaintOfReply(spec, exchange, asked.headers["accept"], reply.status, replies[number]);
    if (complaint !== undefined) throw new Error(`reply ${number + 1} ${complaint}`);
    return reply;
  }

  const site: CallSite = {
    baseUrl: BASE_URL,
    // A client may turn an error thrown here into a value, which would hide it.
    fetch: (request) =>
      answer(request).catch((error: Error) => {
        complaints.push(error.message);
        throw error;
      }),
    now: () => clockMs,
    from,
    async passTime(ms, whose) {
      if (whose !== "provider") clockMs += ms;
      if (whose !== "client") await counterpart.passTime?.(ms);
    },
    prepare: async (...state) => counterpart.prepare?.(...state),
    receiverUrl: counterpart.receiver?.url ?? `${BASE_URL}/receiver`,
    deliveries: async () => (await counterpart.receiver?.deliveries()) ?? [],
  };
  const outcome = await call.call(site).catch((error: Error) => {
    throw new Error(complaints[0] ?? error.message, { cause: error });
  });
  if (complaints[0] !== undefined) throw new Error(complaints[0]);
  if (replies.length < exchanges.length)
    throw new Error(`${replies.length} requests were made, and the contract has ${exchanges.length}`);
  const seen = { replies, from };
  const expected = call.returns(seen);
  if (!isDeepStrictEqual(outcome, expected))
    throw new Error(`the result of the call is ${show(outcome)} instead of ${show(expected)}`);
  return seen;
}

const show = (value: unknown): string => JSON.stringify(value) ?? String(value);

const toValue = ({ headers, body }: Asked): unknown =>
  body !== undefined && JSON_TYPE.test(headers["content-type"] ?? "") ? JSON.parse(body) : body;

/** Returns the first part of a request that differs from the contract, or undefined. */
function differenceOf(expected: Asked, asked: Asked): string | undefined {
  const sorted = ({ query }: Asked): unknown => [...query].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const parts: readonly (readonly [string, unknown, unknown])[] = [
    ["method", expected.method, asked.method],
    ["path", expected.path, asked.path],
    ["query", sorted(expected), sorted(asked)],
    ["set of headers", expected.headers, asked.headers],
    ["body", toValue(expected), toValue(asked)],
  ];
  const found = parts.find(([, one, other]) => !isDeepStrictEqual(one, other));
  return found && `${found[0]}: ${show(found[2])} instead of ${show(found[1])}`;
}

async function readReply(reply: Response): Promise<unknown> {
  const text = await reply.text();
  return JSON_TYPE.test(reply.headers.get("content-type") ?? "") && text !== "" ? JSON.parse(text) : text;
}

/** Collects values of a reply for the next request: by name, nested ones with dots. */
function learn(told: Map<string, string>, value: unknown, prefix = ""): void {
  if (typeof value !== "object" || value === null) {
    if (prefix !== "" && (typeof value === "string" || typeof value === "number")) told.set(prefix, String(value));
    return;
  }
  for (const [name, member] of Object.entries(value)) learn(told, member, prefix === "" ? name : `${prefix}.${name}`);
}

function complaintOfReply(
  spec: Spec,
  expected: ExpectedReply,
  accept: string | undefined,
  status: number,
  body: unknown,
): string | undefined {
  if (status !== expected.status) return `has the status ${status} instead of ${expected.status}: ${show(body)}`;
  for (const name of expected.exactly ?? []) {
    const wanted = memberOf(expectedBody(spec, expected, accept), name);
    const found = memberOf(body, name);
    if (!isDeepStrictEqual(found, wanted)) return `says ${name}: ${show(found)} instead of ${show(wanted)}`;
  }
  return undefined;
}

/** Returns the body of a reply in the pact, without matchers: the spec's example with the differences. */
function expectedBody(spec: Spec, reply: ExpectedReply, accept: string | undefined): unknown {
  const { operationId, status, example, differs, exactly } = reply;
  const kinds = Object.entries(spec.operations.get(operationId)?.responses.get(status)?.content ?? {});
  const [, media] =
    kinds.find(([mediaType]) => mediaType === accept) ?? kinds.find(([mediaType]) => JSON_TYPE.test(mediaType)) ?? [];
  return media === undefined ? undefined : withDifferences(exampleOf(media, example), differs, exactly);
}

const memberOf = (value: unknown, name: string): unknown =>
  name.split(".").reduce<unknown>((at, key) => (at as Readonly<Record<string, unknown>> | undefined)?.[key], value);
