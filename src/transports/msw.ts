import type { HttpHandler } from "msw";
// The whole of "msw" takes twice as long to load.
import { http } from "msw/core/http";
import type { Engine } from "#engine/engine.ts";
import { createFetch } from "./fetch.ts";
import { inWorld } from "./in-world.ts";

export interface MswOptions {
  /** The world of requests that name none by a header; default: as the engine finds it, by their credentials. */
  readonly world?: string;
}

/**
 * Request handlers for MSW's `setupServer` and `setupWorker`: whatever is sent to the real hosts of an engine's providers
 * is answered by the engine. Everything else is left to other handlers. They only convert.
 */
export function createMswHandlers(engine: Engine, { world }: MswOptions = {}): HttpHandler[] {
  const send = createFetch(inWorld(engine, world));
  const hosts = engine.providers.flatMap(({ api }) => api.hosts);
  // Whatever else is thrown here, MSW shows as a bug of the handler; a fault that breaks a connection off is none.
  return handleHosts(hosts, (request) => send(request).catch(() => Response.error()));
}

/** Has all answered that is sent to these hosts, by whatever scheme and port. What gets no answer goes its own way. */
export function handleHosts(
  hosts: readonly string[],
  answer: (request: Request) => Promise<Response | undefined>,
): HttpHandler[] {
  const names = hosts.map((host) => host.replaceAll(".", "\\."));
  return [http.all(new RegExp(`^https?://(?:${names.join("|")})(?::\\d+)?/`, "i"), ({ request }) => answer(request))];
}
