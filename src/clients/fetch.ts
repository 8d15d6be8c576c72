/** Sends a request: the global `fetch`, or a function that replaces it, as in tests. */
export type Fetch = (request: Request) => Promise<Response>;

/** Reads the global `fetch` on every call, so that later replacements take effect. */
export const globalFetch: Fetch = (request) => fetch(request);

/**
 * Adds a timeout, even if `send` ignores abort signals. It covers the whole reply, including the body.
 *
 * @param timeoutMs milliseconds until the returned promise rejects with a `TimeoutError`
 */
export function withTimeout(send: Fetch, timeoutMs: number): Fetch {
  return async (request) => {
    // `AbortSignal.any` and `.timeout` would be shorter, but on Node 20 garbage collection may take them before they fire.
    const controller = new AbortController();
    const { signal } = controller;
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
    });
    const follow = (): void => controller.abort(request.signal.reason);
    request.signal.addEventListener("abort", follow);
    if (request.signal.aborted) follow();
    const giveUp = (): void => controller.abort(new DOMException(`no reply within ${timeoutMs} ms`, "TimeoutError"));
    const timer = setTimeout(giveUp, timeoutMs);
    try {
      return await Promise.race([sendWhole(send, new Request(request, { signal })), aborted]);
    } finally {
      clearTimeout(timer);
      request.signal.removeEventListener("abort", follow);
    }
  };
}

async function sendWhole(send: Fetch, request: Request): Promise<Response> {
  const reply = await send(request);
  await reply.clone().arrayBuffer();
  return reply;
}

/**
 * Returns an absolute URL without its trailing slash.
 *
 * @throws TypeError if it is not absolute
 */
export function toBaseUrl(baseUrl: string): string {
  if (!URL.canParse(baseUrl))
    throw new TypeError(`baseUrl must be absolute, such as https://example.com, not "${baseUrl}".`);
  return baseUrl.replace(/\/$/, "");
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
