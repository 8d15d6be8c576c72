import createClient, { type Client, defaultPathSerializer } from "openapi-fetch";
import type { components, paths } from "#generated/control/types.ts";
import { toAuthorization } from "./authorization.ts";
import { type ControlResult, readProblem } from "./control-results.ts";
import { createWorldClient, type WorldClient } from "./control-world.ts";
import { type Fetch, globalFetch, toBaseUrl, withTimeout } from "./fetch.ts";
import { mapResult, toResult } from "./result.ts";

export { type ControlProblem, type ControlResult, FollowError } from "./control-results.ts";
export type { AwaitedExchangeFilter, ExchangeFilter, WorldClient } from "./control-world.ts";
export type { Failure, Success } from "./result.ts";

const LOCAL_URL = "http://127.0.0.1:4700";
const CONTROL_PATH = "/_standin";
const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_WORLD = "default";

type Schemas = components["schemas"];
export type World = Schemas["World"];
export type Clock = Schemas["Clock"];
export type Fault = Schemas["Fault"];
export type FaultRequest = Schemas["FaultRequest"];
export type Exchange = Schemas["Exchange"];
export type OutboxEvent = Schemas["Event"];
export type ProviderDescription = Schemas["Provider"];

export interface ControlClientOptions {
  /** Where standin answers; absolute. Default `http://127.0.0.1:4700`. */
  readonly baseUrl?: string;
  /** The token standin was started with (`--control-token`). On a loopback address it needs none. */
  readonly token?: string;
  /** Sends requests; default the global `fetch`. That of `createStandin()` needs no port. */
  readonly fetch?: Fetch;
  /**
   * Milliseconds until a call is given up; default 30000. Waiting for exchanges adds to it; following them, moving the
   * clock and delivering events again take as long as they take.
   */
  readonly timeoutMs?: number;
}

/** Drives a running standin: its worlds, their time, faults, journal and state. */
export interface ControlClient {
  /**
   * Every operation, typed by the specification: `client.api.GET("/worlds/{world}", { params })` resolves to
   * `{ data, error, response }`. It has no time limit, and a network failure rejects.
   */
  readonly api: Client<paths>;
  health(): Promise<ControlResult<Schemas["Health"]>>;
  /** The providers that answer here, with their operations and scenarios. */
  providers(): Promise<ControlResult<ProviderDescription[]>>;
  /** The worlds there are, the longest used first. */
  worlds(): Promise<ControlResult<World[]>>;
  /** One world. Nothing is sent until something is asked of it. Default: the world `default`. */
  world(name?: string): WorldClient;
}

/**
 * A client for the control API of a running standin.
 *
 * @throws TypeError when `baseUrl` is not absolute, or the token cannot stand in a header
 */
export function createControlClient(options: ControlClientOptions = {}): ControlClient {
  const { baseUrl = LOCAL_URL, token, fetch = globalFetch, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  const origin = toBaseUrl(baseUrl);
  const api = createClient<paths>({
    baseUrl: origin + CONTROL_PATH,
    fetch,
    headers: { Accept: "application/json", ...(token !== undefined && { Authorization: toAuthorization(token) }) },
    pathSerializer: toPath,
  });
  const within = (extraMs = 0) => ({ fetch: withTimeout(fetch, timeoutMs + extraMs) });

  return {
    api,
    health: () => toResult(api.GET("/health", within()), readProblem),
    async providers() {
      return mapResult(await toResult(api.GET("/providers", within()), readProblem), ({ providers }) => providers);
    },
    async worlds() {
      return mapResult(await toResult(api.GET("/worlds", within()), readProblem), ({ worlds }) => worlds);
    },
    world: (name = DEFAULT_WORLD) => createWorldClient({ api, origin, within }, name),
  };
}

/** A name of dots alone would be taken for a step up the path, and the request would mean something else. */
function toPath(template: string, parameters: Record<string, unknown>): string {
  for (const [name, value] of Object.entries(parameters))
    if (value === "" || value === "." || value === "..")
      throw new RangeError(`"${value}" is no name of a ${name}; nothing was sent`);
  return defaultPathSerializer(template, parameters);
}
