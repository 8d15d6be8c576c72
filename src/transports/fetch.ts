import type { Engine } from "#engine/engine.ts";
import type { BodyReader } from "#engine/exchange.ts";

/** Where relative paths are taken to be, as there is no server that could say. */
const BASE = "http://standin.localhost";

/** A function with the signature of `fetch` that answers by an engine, in this process and without a port. It only converts. */
export function createFetch(engine: Engine): typeof fetch {
  return async (input, init) => {
    const request = new Request(typeof input === "string" && input.startsWith("/") ? BASE + input : input, init);
    const url = new URL(request.url);
    const headers: Record<string, string> = { host: url.host };
    request.headers.forEach((value, name) => {
      headers[name] = value;
    });
    const reply = await engine.exchange({
      method: request.method,
      path: url.pathname,
      query: url.search.slice(1),
      scheme: url.protocol.slice(0, -1),
      headers,
      body: request.body === null ? undefined : readerOf(request),
    });
    const replyHeaders = new Headers();
    for (const [name, value] of Object.entries(reply.headers))
      for (const each of [value].flat()) replyHeaders.append(name, each);
    const empty = request.method === "HEAD" || [204, 205, 304].includes(reply.status);
    const body = empty ? null : ((reply.body ?? null) as BodyInit | null);
    return new Response(body, { status: reply.status, headers: replyHeaders });
  };
}

function readerOf(request: Request): BodyReader {
  return async (limitBytes) => {
    const bytes = await request.arrayBuffer();
    return bytes.byteLength > limitBytes ? undefined : new TextDecoder().decode(bytes);
  };
}
