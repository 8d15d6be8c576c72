/** Headers that describe a body: they go where it goes. */
const OF_BODY = ["content-encoding", "content-language", "content-location", "content-type", "content-length"];
/** Headers that another origin is not shown. */
const OF_ORIGIN = ["authorization", "proxy-authorization", "cookie", "host"];

/**
 * The request to which a redirect leads (Fetch standard, "HTTP-redirect fetch").
 *
 * @param sentBody what has been sent as a request's body, where it has to be sent again
 * @throws TypeError where it leads nowhere
 */
export async function toNext(
  request: Request,
  status: number,
  location: string,
  sentBody: (request: Request) => Promise<BodyInit>,
): Promise<Request> {
  const url = resolve(location, request.url);
  const { method } = request;
  const becomesGet =
    status === 303 ? method !== "GET" && method !== "HEAD" : (status === 301 || status === 302) && method === "POST";
  const headers = new Headers(request.headers);
  if (becomesGet) for (const name of OF_BODY) headers.delete(name);
  if (url.origin !== new URL(request.url).origin) for (const name of OF_ORIGIN) headers.delete(name);
  const common = { headers, redirect: request.redirect, signal: request.signal, credentials: request.credentials };
  if (becomesGet || request.body === null) return new Request(url, { ...common, method: becomesGet ? "GET" : method });
  return new Request(url, { ...common, method, body: await sentBody(request) });
}

function resolve(location: string, base: string): URL {
  let url: URL;
  try {
    url = new URL(location, base);
  } catch {
    throw failed("the address of a redirect cannot be read");
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") throw failed("a redirect leads out of HTTP");
  if (url.hash === "") url.hash = new URL(base).hash;
  return url;
}

export const failed = (why: string): TypeError => new TypeError("fetch failed", { cause: new Error(why) });
