import createClient, { type Client, defaultPathSerializer } from "openapi-fetch";
import type { components, paths } from "#generated/control/types.ts";
import { toAuthorization } from "./authorization.ts";
import { type ControlResult, readProblem } from "./control-results.ts";
import { createWorldClient, type WorldClient } from "./control-world.ts";
import { type Fetch, globalFetch, toBaseUrl, withTimeout } from "./fetch.ts";
import type { BuiltIn, Providers } from "./provider-types.ts";
import { DEFAULT_WORLD, openRemoteWorld, requireData } from "./remote-world.ts";
import { mapResult, toResult } from "./result.ts";
import { StandinError } from "./standin-error.ts";
import { checkOptions } from "./values.ts";
import type { World } from "./world.ts";

export { type ControlProblem, type ControlResult, FollowError } from "./control-results.ts";
export type { AwaitedExchangeFilter, ExchangeFilter as ResultsFilter, WorldClient } from "./control-world.ts";
export type {
  BuiltIn,
  NameOf,
  OperationOf,
  ProviderAndOperation,
  Providers,
  ProviderTypes,
  SeedsOf,
} from "./provider-types.ts";
export type { Failure, Success } from "./result.ts";
export type { ScenarioCall } from "./scenario-call.ts";
export { StandinError } from "./standin-error.ts";
export type {
  Exchange,
  ExchangeFilter,
  ExchangeQuery,
  Fault,
  FaultMatch,
  FaultRequest,
  Har,
  MatchedRequest,
  OutboxEvent,
  ProviderState,
  Snapshot,
  WaitOptions,
  World,
  WorldClock,
  WorldFaults,
  WorldInterception,
  WorldInterceptOptions,
  WorldWebhooks,
} from "./world.ts";

const LOCAL_URL = "http://127.0.0.1:4700";
const CONTROL_PATH = "/_standin";
const DEFAULT_TIMEOUT_MS = 30_000;

type Schemas = components["schemas"];
export type WorldDescription = Schemas["World"];
export type ClockDescription = Schemas["Clock"];
export type DueItem = Schemas["DueItem"];
export type ProviderDescription = Schemas["Provider"];

export interface ControlClientOptions {
  /** The URL of standin; absolute. Default `http://127.0.0.1:4700`. */
  readonly baseUrl?: string;
  /** The control token (`--control-token`). Local programs need none if standin was started without one. */
  readonly token?: string;
  /** Sends requests; default the global `fetch`. That of `createStandin()` needs no port. */
  readonly fetch?: Fetch;
  /**
   * Timeout of a call in milliseconds; default 30000. Waiting for exchanges adds to it; following them, moving the clock
   * and redelivering events have no timeout.
   */
  readonly timeoutMs?: number;
}

/** Controls a running standin. */
export interface ControlClient<P extends Providers = BuiltIn> {
  /**
   * Opens a world, created from the seed on first use: the same as `standin.world()` in process. Default: the world `default`.
   *
   * @throws StandinError if standin refuses, or does not answer
   */
  world(name?: string): Promise<World<P>>;
  /** The same control for those who prefer values: no call throws, and a refusal is a result with `error.detail`. */
  readonly results: ControlResults;
}

/** Controls a running standin, its worlds, their clocks, faults, journals and state, by results. */
export interface ControlResults {
  /**
   * Every operation, typed by the specification: `client.api.GET("/worlds/{world}", { params })` resolves to
   * `{ data, error, response }`. It has no timeout, and a network failure rejects.
   */
  readonly api: Client<paths>;
  health(): Promise<ControlResult<Schemas["Health"]>>;
  /** Returns the providers of this standin, with their operations and scenarios. */
  providers(): Promise<ControlResult<ProviderDescription[]>>;
  /** Returns the limits of what is stored, and what is used of them. */
  limits(): Promise<ControlResult<Schemas["Limits"]>>;
  /** Returns which checkers have seen which documented replies, as of the release of this version. */
  agreement(): Promise<ControlResult<Schemas["Agreement"]>>;
  /** Returns all worlds, least recently used first. */
  worlds(): Promise<ControlResult<WorldDescription[]>>;
  /** Returns one world without sending a request. Default: the world `default`. */
  world(name?: string): WorldClient;
}

const CONTROL_CLIENT_OPTIONS = { baseUrl: true, token: true, fetch: true, timeoutMs: true } as const satisfies Readonly<
  Record<keyof ControlClientOptions, true>
>;

/**
 * Creates a client for the control API of a running standin.
 *
 * @throws TypeError with the code ERR_STANDIN_INVALID_OPTION if `baseUrl` is not absolute or has a password in it, an option is
 *   unknown, or a header cannot carry the token
 */
export function createControlClient<P extends Providers = BuiltIn>(
  options: ControlClientOptions = {},
): ControlClient<P> {
  checkOptions("createControlClient", options, CONTROL_CLIENT_OPTIONS);
  const { baseUrl = LOCAL_URL, token, fetch = globalFetch, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  const origin = toBaseUrl(baseUrl);
  const api = createClient<paths>({
    baseUrl: origin + CONTROL_PATH,
    fetch,
    headers: { Accept: "application/json", ...(token !== undefined && { Authorization: toAuthorization(token) }) },
    pathSerializer: toPath,
  });
  const within = (extraMs = 0) => ({ fetch: withTimeout(fetch, timeoutMs + extraMs) });

  const clientOf = (world: string): WorldClient => createWorldClient({ api, origin, within }, world);

  const results: ControlResults = {
    api,
    health: () => toResult(api.GET("/health", within()), readProblem),
    async providers() {
      return mapResult(await toResult(api.GET("/providers", within()), readProblem), ({ providers }) => providers);
    },
    limits: () => toResult(api.GET("/limits", within()), readProblem),
    agreement: () => toResult(api.GET("/agreement", within()), readProblem),
    async worlds() {
      return mapResult(await toResult(api.GET("/worlds", within()), readProblem), ({ worlds }) => worlds);
    },
    world: (name = DEFAULT_WORLD) => clientOf(name),
  };
  let mocked: Promise<Schemas["Health"]["providers"]> | undefined;
  return {
    results,
    async world(name = DEFAULT_WORLD) {
      mocked ??= results.health().then((health) => requireMocked(requireData(health), origin));
      // A standin that does not answer yet is asked again.
      mocked.catch(() => {
        mocked = undefined;
      });
      return openRemoteWorld<P>({ origin, providers: await mocked, clientOf, fetch }, name);
    },
  };
}

/** @throws StandinError if another server has answered, or a standin of another version */
function requireMocked({ name, providers }: Schemas["Health"], origin: string): Schemas["Health"]["providers"] {
  if (name === "standin" && Array.isArray(providers)) return providers;
  throw new StandinError(
    "ERR_STANDIN_CONTROL_REFUSED",
    `The server at ${origin} is not standin, or one of another version than this client.`,
  );
}

/** Refuses `.` and `..`: in a path they would address another resource. */
function toPath(template: string, parameters: Record<string, unknown>): string {
  for (const [name, value] of Object.entries(parameters))
    if (value === "" || value === "." || value === "..")
      throw new RangeError(`"${value}" is not a valid name of a ${name}. Nothing was sent.`);
  return defaultPathSerializer(template, parameters);
}
