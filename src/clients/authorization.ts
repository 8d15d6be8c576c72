import type { Fetch } from "./fetch.ts";
import type { Failure } from "./result.ts";
import type { TokenCache } from "./token-cache.ts";

/**
 * The value of an `Authorization` header (RFC 6750).
 *
 * @throws TypeError when the token is empty or holds what no header may carry. Its text is not repeated: left to itself,
 *   the platform would quote the token in its own complaint.
 */
export function toAuthorization(token: string): string {
  const trimmed = typeof token === "string" ? token.trim() : "";
  if (!/^[\x20-\x7e]+$/.test(trimmed))
    throw new TypeError("the token is empty or holds characters no header may carry");
  return `Bearer ${trimmed}`;
}

/**
 * The value of an `Authorization` header for a name and its secret (RFC 7617), in UTF-8.
 *
 * @throws TypeError when either is empty, or the name holds a colon, which would end it. Neither is repeated.
 */
export function toBasicAuthorization(name: string, secret: string): string {
  if (!isGiven(name) || name.includes(":") || !isGiven(secret))
    throw new TypeError("the client's id and secret must not be empty, and the id must not hold a colon");
  const bytes = new TextEncoder().encode(`${name}:${secret}`);
  return `Basic ${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))}`;
}

/**
 * Signs every request with a token from the cache. A 401 drops that token and the request is sent once more with a new
 * one. A request that brings its own `Authorization`, or that is open to all, is passed on as it is.
 *
 * When no token is to be had, the reply that refused it is the reply to the request.
 */
export function withTokens<Problem>(
  send: Fetch,
  tokens: TokenCache<Problem>,
  isOpen: (request: Request) => boolean,
): Fetch {
  return async (request) => {
    if (isOpen(request) || request.headers.has("authorization")) return send(request);
    const token = await tokens.get();
    if (!token.ok) return toResponse(token);
    const spare = request.clone();
    const reply = await send(sign(request, token.data));
    if (reply.status !== 401) return reply;
    // Not waited for: where somebody has cloned the reply and reads neither, it ends when both have been given up.
    reply.body?.cancel().catch(() => {});
    tokens.drop(token.data);
    const fresh = await tokens.get();
    return fresh.ok ? send(sign(spare, fresh.data)) : toResponse(fresh);
  };
}

/** Whether a setting is a text at all: in plain JavaScript a variable of the environment may be missing. */
export const isGiven = (text: unknown): text is string => typeof text === "string" && text !== "";

function sign(request: Request, token: string): Request {
  request.headers.set("authorization", toAuthorization(token));
  return request;
}

function toResponse<Problem>({ status, error, message, cause }: Failure<Problem>): Response {
  if (status < 400) throw cause ?? new Error(message);
  return new Response(JSON.stringify(error ?? message), { status, headers: { "content-type": "application/json" } });
}
