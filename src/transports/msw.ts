import { type HttpHandler, HttpResponse, http } from "msw";
import { StandinError } from "#engine/basics/errors.ts";
import { quoteName } from "#engine/basics/quote.ts";
import type { ExchangeReply } from "#engine/contract/exchange.ts";
import type { Engine } from "#engine/pipeline/engine.ts";
import { toExchangeRequest, toFetchError, toResponse } from "./fetch.ts";
import { inWorld } from "./in-world.ts";

export interface MswOptions {
  /** The world of requests that name none by a header; default: as the engine finds it, by their credentials. */
  readonly world?: string;
}

/**
 * Creates request handlers for MSW's `setupServer` and `setupWorker`: the engine answers requests to the real hosts of its
 * providers. Other requests are left to other handlers.
 */
export function createMswHandlers(engine: Engine, options: MswOptions = {}): HttpHandler[] {
  // Plain JavaScript may give the simulator itself.
  if (!Array.isArray((engine as Engine | undefined)?.providers) || typeof engine.exchange !== "function")
    throw new StandinError(
      "ERR_STANDIN_INVALID_OPTION",
      "`createMswHandlers` takes the engine of a simulator: createMswHandlers(standin.engine).",
    );
  const { world, ...others } = options;
  const [other] = Object.keys(others);
  if (other !== undefined)
    throw new StandinError(
      "ERR_STANDIN_INVALID_OPTION",
      `Unknown option ${quoteName(other)} of \`createMswHandlers\`. The only one is world.`,
    );
  const exchanger = inWorld(engine, world);
  const hosts = engine.providers.flatMap(({ api }) => api.hosts);
  return handleHosts(hosts, async (request) => {
    const reply = await exchanger.exchange(toExchangeRequest(request));
    const response = await toResponse(reply, request);
    return "document" in globalThis ? withCookies(response, reply) : response;
  });
}

/** Browsers drop cookies of a constructed response; MSW's own class stores them where MSW finds them again. */
function withCookies(response: Response, { headers }: ExchangeReply): Response {
  const cookies = headers["set-cookie"];
  if (cookies === undefined) return response;
  const others = [...response.headers].filter(([name]) => name !== "set-cookie");
  const all = [...others, ...[cookies].flat().map((cookie): [string, string] => ["set-cookie", cookie])];
  return new HttpResponse(response.body, { status: response.status, headers: all });
}

/** Handles all requests to these hosts, with any scheme and port. A request without a response is passed through. */
export function handleHosts(
  hosts: readonly string[],
  answer: (request: Request) => Promise<Response | undefined>,
): HttpHandler[] {
  const names = hosts.map((host) => host.replaceAll(".", "\\."));
  return [
    http.all(new RegExp(`^https?://(?:${names.join("|")})(?::\\d+)?/`, "i"), ({ request }) =>
      answer(request).catch(toBrokenOff),
    ),
  ];
}

/**
 * What MSW turns into an error of `fetch`, with this response as its `cause`: so it says why, and has the code that the cause
 * of a real one has. Whatever else is thrown, MSW shows as a bug of the handler; a fault that breaks a connection off is none.
 */
function toBrokenOff(error: unknown): Response {
  const { cause = error } = toFetchError(error) as Error;
  const { message, code } = cause as NodeJS.ErrnoException;
  return Object.assign(Response.error(), { message, ...(code !== undefined && { code }) });
}
