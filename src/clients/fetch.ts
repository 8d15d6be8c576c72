import { startDeadline } from "./deadline.ts";
import { toOptionError } from "./standin-error.ts";

/** Sends a request: the global `fetch`, or a function that replaces it, as in tests. */
export type Fetch = (request: Request) => Promise<Response>;

/** Reads the global `fetch` on every call, so that later replacements take effect. */
export const globalFetch: Fetch = (request) => fetch(request);

/** Most bytes of a reply. Larger ones, or endless ones, would end the program rather than the call. */
const MOST_REPLY_BYTES = 134_217_728;

/**
 * Adds a timeout, even if `send` ignores abort signals, and a limit. Both cover the whole reply, including the body.
 *
 * @param timeoutMs milliseconds until the returned promise rejects with a `TimeoutError`
 * @param mostBytes of a reply; for a longer one it rejects, too
 */
export function withTimeout(send: Fetch, timeoutMs: number, mostBytes = MOST_REPLY_BYTES): Fetch {
  return async (request) => {
    const { signal, end } = startDeadline(timeoutMs, request.signal, () => `no reply within ${timeoutMs} ms`);
    const aborted = new Promise<never>((_, reject) => {
      if (signal.aborted) reject(signal.reason);
      signal.addEventListener("abort", () => reject(signal.reason));
    });
    try {
      return await Promise.race([sendWhole(send, new Request(request, { signal }), mostBytes), aborted]);
    } finally {
      end();
    }
  };
}

/** @throws Error for a reply of more bytes */
async function sendWhole(send: Fetch, request: Request, mostBytes: number): Promise<Response> {
  const reply = await send(request);
  const reader = reply.clone().body?.getReader();
  let bytes = 0;
  for (let next = await reader?.read(); next?.done === false; next = await reader?.read()) {
    bytes += next.value.byteLength;
    if (bytes <= mostBytes) continue;
    // Both, or none is told: a body that has been cloned ends when all its readers have left.
    void reader?.cancel().catch(() => {});
    void reply.body?.cancel().catch(() => {});
    throw new Error(`the reply has more than ${mostBytes} bytes`);
  }
  return reply;
}

const LONGEST_SHOWN = 200;

/**
 * Returns an absolute URL without its trailing slash.
 *
 * @throws TypeError if it is not an absolute http or https URL, or has a user name or password, which `fetch` refuses; the message quotes neither
 */
export function toBaseUrl(baseUrl: string): string {
  const text = String(baseUrl);
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) {
    // Credentials may stand in it.
    const shown = /[@?]/.test(text) ? "this one" : `"${text.slice(0, LONGEST_SHOWN)}"`;
    throw toOptionError(`baseUrl must be absolute, such as https://example.com, not ${shown}.`);
  }
  const { username, password } = new URL(text);
  if (username !== "" || password !== "")
    throw toOptionError("baseUrl must not have a user name or a password: fetch takes no such URL.");
  return text.replace(/\/$/, "");
}

/**
 * Returns a `Request` class for the `openapi-fetch` client of a provider with several hosts. The client has no base URL;
 * `locate` returns the one of a path and a method. Absolute URLs are unchanged.
 */
export function requestAt(locate: (path: string, method: string) => string): typeof Request {
  return class extends Request {
    constructor(input: RequestInfo | URL, init?: RequestInit) {
      const isPath = typeof input === "string" && input.startsWith("/");
      super(isPath ? locate(input, init?.method ?? "GET") + input : input, init);
    }
  };
}
