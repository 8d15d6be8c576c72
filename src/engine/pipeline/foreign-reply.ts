import { isBytes } from "../basics/bytes.ts";
import { isPromise } from "../basics/late.ts";
import { quoteValue } from "../basics/quote.ts";
import { setMember } from "../basics/table.ts";
import { DeferredBody } from "../contract/deferred-body.ts";
import { explainUnwritable } from "../contract/header-values.ts";
import type { Behaviour, ErasedHandler, ErasedWaitingHandler } from "../contract/mock.ts";
import type { Reply } from "../contract/request.ts";
import { StreamedBody } from "../contract/streamed-body.ts";

/*
 * Loaded only where there are mocks of one's own or overrides: what the compiler ensures for standin's own mocks is checked
 * here, before anything is committed.
 */

/** What a reply comes from, for messages. */
type Author = "an override" | "a handler";

/**
 * Checks that a value can be read as a reply at all.
 *
 * @throws Error that says what it is instead
 */
export function checkShape(reply: unknown, author: Author): Reply {
  if (isPromise(reply)) throw refusePromise(reply, author);
  if (typeof reply !== "object" || reply === null || !("status" in reply) || !Number.isInteger(reply.status)) {
    const advice = author === "an override" ? ": return original() to answer as the mock does" : "";
    const hint = reply === undefined ? `nothing${advice}` : quoteValue(reply);
    throw new Error(`${author} returns a reply, such as { status: 200, body: … }, and it returned ${hint}`);
  }
  const { reason } = reply as Reply;
  if (reason !== undefined && typeof (reason as Reply["reason"] | null)?.text !== "string")
    throw new Error(`the reason of its reply is made by defineReasons, and it is ${quoteValue(reason)}`);
  return reply as Reply;
}

/** The promise is refused, so its rejection is not handled elsewhere: it must not end the process. */
function refusePromise(promise: Promise<unknown>, author: Author): Error {
  Promise.resolve(promise).catch(() => {});
  return new Error(`it returned a promise: ${author} is a plain function, without async, and returns its reply`);
}

/** The behaviour of a mock of one's own, whose handlers return replies or throw. */
export function withCheckedHandlers(behaviour: Behaviour): Behaviour {
  const handlers: Record<string, ErasedHandler> = {};
  for (const [operationId, handler] of Object.entries<ErasedHandler>(behaviour.handlers))
    setMember<ErasedHandler>(handlers, operationId, (request, context) =>
      checkShape(handler(request, context), "a handler"),
    );
  const waitingHandlers: Record<string, ErasedWaitingHandler> = {};
  for (const [operationId, handler] of Object.entries<ErasedWaitingHandler>(behaviour.waitingHandlers ?? {}))
    setMember<ErasedWaitingHandler>(waitingHandlers, operationId, async (request, stopping) =>
      checkShape(await handler(request, stopping), "a handler"),
    );
  return { ...behaviour, handlers, waitingHandlers };
}

/** Headers that say how a reply is sent, which its sender decides. */
const FRAMING: ReadonlySet<string> = new Set([
  "connection",
  "content-encoding",
  "content-length",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/**
 * Returns a reply as it will be sent: names of headers in lower case, a JSON body as the data that its text holds.
 *
 * @returns or a text that says why it cannot be sent
 */
export function inspectReply(reply: Reply): Reply | string {
  const { status, mediaType } = reply;
  if (!Number.isInteger(status) || (status !== 0 && (status < 200 || status > 599)))
    return `its status is ${quoteValue(status)}, and a reply has one from 200 to 599`;
  if (mediaType !== undefined && (typeof mediaType !== "string" || explainUnwritable("content-type", mediaType)))
    return `its mediaType is ${quoteValue(mediaType)}, which HTTP cannot carry`;
  const headers = readHeaders(reply.headers);
  if (typeof headers === "string") return headers;
  const body = readBody(reply.body, mediaType);
  return "complaint" in body ? body.complaint : { ...reply, ...(headers && { headers }), ...body };
}

function readHeaders(given: unknown): Record<string, string | string[]> | string | undefined {
  if (given === undefined) return undefined;
  if (typeof given !== "object" || given === null || Array.isArray(given) || Symbol.iterator in given) {
    const kind =
      typeof given === "object" && given !== null ? Object.prototype.toString.call(given) : quoteValue(given);
    return `its headers are a plain object, such as { "x-one": "1" }, and not ${kind}`;
  }
  const headers: Record<string, string | string[]> = {};
  for (const [written, value] of Object.entries(given)) {
    const name = written.toLowerCase();
    // As in JSON, what is undefined is not there.
    if (value === undefined) continue;
    if (FRAMING.has(name)) return `it has the header ${name}, which says how standin sends the reply: leave it out`;
    if (typeof value !== "string" && !(Array.isArray(value) && value.every((each) => typeof each === "string")))
      return `its header ${quoteValue(written)} is a text, or a list of texts, and not ${quoteValue(value)}`;
    setMember<string | string[]>(headers, name, value);
  }
  return headers;
}

function readBody(body: unknown, mediaType: string | undefined): { readonly body?: unknown } | { complaint: string } {
  const isLater = body instanceof DeferredBody || body instanceof StreamedBody;
  if (body === undefined || typeof body === "string" || isBytes(body) || isLater) return {};
  if (mediaType !== undefined && !mediaType.endsWith("json"))
    return { complaint: `its body as ${mediaType} is a text or a Uint8Array, and not ${quoteValue(body)}` };
  try {
    // What is sent is this text, whatever `toJSON` makes of the data: so it is what the spec has to allow.
    const text = JSON.stringify(body);
    if (text === undefined) return { complaint: `its body is plain data, and not ${quoteValue(body)}` };
    return { body: JSON.parse(text) };
  } catch (error) {
    return { complaint: `its body cannot be written as JSON: ${(error as Error)?.message ?? error}` };
  }
}
