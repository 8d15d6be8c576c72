/** Sends a request. The global `fetch` is one, and so is any function that answers in its place, as in tests. */
export type Fetch = (request: Request) => Promise<Response>;

/** Looks `fetch` up at every call, so that whatever replaces it later is seen. */
export const globalFetch: Fetch = (request) => fetch(request);

/**
 * Gives up after a while, also when `send` pays no attention to abort signals. The limit holds for the whole reply,
 * body included.
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
 * An absolute URL without its last slash.
 *
 * @throws TypeError when it is not absolute
 */
export function toBaseUrl(baseUrl: string): string {
  if (!URL.canParse(baseUrl))
    throw new TypeError(`baseUrl must be absolute, such as https://example.com, not "${baseUrl}"`);
  return baseUrl.replace(/\/$/, "");
}

/**
 * A `Request` for the `openapi-fetch` client of a provider with several hosts. The client is made without a base URL of
 * its own; `locate` gives the one that a path and a method belong to. Absolute addresses are left as they are.
 */
export function requestAt(locate: (path: string, method: string) => string): typeof Request {
  return class extends Request {
    constructor(input: RequestInfo | URL, init?: RequestInit) {
      const isPath = typeof input === "string" && input.startsWith("/");
      super(isPath ? locate(input, init?.method ?? "GET") + input : input, init);
    }
  };
}
