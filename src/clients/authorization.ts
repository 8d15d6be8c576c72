import type { Fetch } from "./fetch.ts";
import type { Failure } from "./result.ts";
import { toOptionError } from "./standin-error.ts";
import type { TokenCache } from "./token-cache.ts";
import { isText } from "./values.ts";

/**
 * Returns the value of an `Authorization` header for a Bearer token (RFC 6750).
 *
 * @throws TypeError if the token is empty or has characters that a header cannot carry. The message does not quote the
 *   token; the platform's own message would.
 */
export function toAuthorization(token: string): string {
  const trimmed = typeof token === "string" ? token.trim() : "";
  if (!/^[\x20-\x7e]+$/.test(trimmed))
    throw toOptionError("The token is empty or contains characters that a header cannot carry.");
  return `Bearer ${trimmed}`;
}

/**
 * Returns the value of an `Authorization` header for a user name and password (RFC 7617), in UTF-8.
 *
 * @throws TypeError if either is empty, or the name contains a colon. The message quotes neither.
 */
export function toBasicAuthorization(name: string, secret: string): string {
  if (!isText(name) || name.includes(":") || !isText(secret))
    throw toOptionError("The client's id and secret must not be empty, and the id must not contain a colon.");
  const bytes = new TextEncoder().encode(`${name}:${secret}`);
  return `Basic ${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))}`;
}

/**
 * Adds a token from the cache to every request. On a 401, drops the token and sends the request once more with a new one.
 * Requests that have an `Authorization` header, or need none, are sent unchanged.
 *
 * If no token can be obtained, the reply that refused it becomes the reply to the request.
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
    // Not awaited: if the caller cloned the reply, cancelling ends only when both copies are cancelled.
    reply.body?.cancel().catch(() => {});
    tokens.drop(token.data);
    const fresh = await tokens.get();
    return fresh.ok ? send(sign(spare, fresh.data)) : toResponse(fresh);
  };
}

function sign(request: Request, token: string): Request {
  request.headers.set("authorization", toAuthorization(token));
  return request;
}

function toResponse<Problem>({ status, error, message, cause }: Failure<Problem>): Response {
  if (status < 400) throw cause ?? new Error(message);
  return new Response(JSON.stringify(error ?? message), { status, headers: { "content-type": "application/json" } });
}
