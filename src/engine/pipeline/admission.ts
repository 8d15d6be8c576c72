import { isPromise } from "../basics/late.ts";
import { DEFAULT_WORLD } from "../basics/world-name.ts";
import type { Bug } from "../contract/bug.ts";
import { type Awaitable, type ExchangeReply, type ExchangeRequest, headerOf } from "../contract/exchange.ts";
import { LimitExceededError } from "../contract/limits.ts";
import type { Mock } from "../contract/mock.ts";
import type { RequestSummary } from "../contract/request-summary.ts";
import { EXCHANGE_HEADER } from "../journal/raw-entry.ts";
import type { World } from "../world/world.ts";
import type { Worlds } from "../world/worlds.ts";
import { limitReply, overview, problemReply } from "./engine-errors.ts";
import type { EngineOptions } from "./engine-options.ts";
import { InFlightExchange } from "./in-flight.ts";
import type { Locator } from "./locate.ts";
import type { Mount, MountedBehaviour } from "./mount.ts";
import { isAccepted, withBody } from "./stages.ts";

export interface AdmissionOptions {
  readonly providers: readonly Mock[];
  readonly locate: Locator<Mount>;
  readonly worlds: Worlds;
  /** Milliseconds since 1970. */
  readonly realNow: () => number;
  readonly onBug: (bug: Bug) => void;
  readonly onRequest: ((request: RequestSummary) => void) | undefined;
  readonly landingPage?: EngineOptions["landingPage"];
  /** Runs all stages of an admitted exchange. */
  readonly travel: (one: InFlightExchange) => Awaitable<ExchangeReply>;
}

const NO_PROVIDER = "Neither the path nor the Host names a provider.";
const NO_WORLD = "There is no room for this world, or it was evicted.";
/** A token, say, of a request whose path lacks the provider. */
const LONG_SEGMENT = /([^/]{12})[^/]{20,}/g;

/** Creates the entry point of requests: it finds a request's provider and world, or refuses the request. */
export function createAdmission({
  providers,
  locate,
  worlds,
  realNow,
  onBug,
  onRequest,
  landingPage,
  travel,
}: AdmissionOptions): (request: ExchangeRequest) => Awaitable<ExchangeReply> {
  /** Entry point of requests: answers synchronously, unless something has to be awaited. */
  function exchange(request: ExchangeRequest): Awaitable<ExchangeReply> {
    const address = locate(request);
    if ("detail" in address) return lost(request, problemReply(address.status, address.detail), address.detail);
    const { mount, path } = address;
    if (mount === undefined)
      return landingPage !== undefined && isLanding(request)
        ? landingPage(request)
        : lost(request, overview(path, providers), NO_PROVIDER);
    const behaviour = mount.loaded();
    if (behaviour === undefined) return onceLoaded(mount, request);
    const worldName = address.world ?? issuingWorld(behaviour.worldOf?.(request)) ?? DEFAULT_WORLD;
    // No world is created for a request that may never arrive completely.
    if (typeof request.body === "function" && !worlds.has(worldName))
      return onceArrived(worldName, behaviour, path, request);
    const world = visitOrRefuse(worldName, behaviour, path, request);
    return isPromise(world)
      ? world.then((visited) => enter(visited, behaviour, path, request))
      : enter(world, behaviour, path, request);
  }

  /** Tells of a request that reaches no world, and so no journal. Its path is cut, and its query left out: it may be anything. */
  function lost({ method, path: sent }: ExchangeRequest, reply: ExchangeReply, reason: string): ExchangeReply {
    const path = sent.replace(LONG_SEGMENT, "$1…");
    const refusal = reply.status < 400 ? undefined : { stage: "route" as const, reasons: [reason] };
    onRequest?.({ world: undefined, method, path, query: "", status: reply.status, fault: undefined, refusal });
    return reply;
  }

  /** Answers a request in a new world, which is kept only if the request is accepted. */
  function enter(
    world: World | ExchangeReply,
    behaviour: MountedBehaviour,
    path: string,
    request: ExchangeRequest,
  ): Awaitable<ExchangeReply> {
    if ("status" in world) return lost(request, world, NO_WORLD);
    const one = new InFlightExchange(request, behaviour, world, path, onBug);
    const reply = travel(one);
    if (world.creation !== "tentative") return reply;
    if (isPromise(reply)) return leaveLater(one, reply);
    return leave(one, reply);
  }

  /** Drops a new world that the request was not accepted in, and its journal with it: then the reply names no exchange. */
  function leave(one: InFlightExchange, reply: ExchangeReply): ExchangeReply {
    const isKept = isAccepted(one);
    worlds.leave(one.world, isKept);
    if (!isKept && worlds.find(one.world.name) !== one.world) delete reply.headers[EXCHANGE_HEADER];
    return reply;
  }

  async function leaveLater(one: InFlightExchange, waited: Promise<ExchangeReply>): Promise<ExchangeReply> {
    try {
      return leave(one, await waited);
    } catch (error) {
      worlds.leave(one.world, isAccepted(one));
      throw error;
    }
  }

  /** Loads a provider's behaviour for its first requests, then restarts them. */
  async function onceLoaded(mount: Mount, request: ExchangeRequest): Promise<ExchangeReply> {
    try {
      await mount.behaviour();
    } catch (error) {
      const provider = mount.mock.api.name;
      const complaint = `its behaviour cannot be loaded: ${(error as Error)?.message ?? error}`;
      onBug({ provider, operationId: undefined, complaint, error });
      return problemReply(500, `${provider} cannot answer: ${complaint}`);
    }
    return exchange(request);
  }

  /** Reads the body of a request before its world is created. */
  async function onceArrived(
    worldName: string,
    behaviour: MountedBehaviour,
    path: string,
    request: ExchangeRequest,
  ): Promise<ExchangeReply> {
    const arrived = await withBody(request, behaviour, path);
    return enter(await visitOrRefuse(worldName, behaviour, path, arrived), behaviour, path, arrived);
  }

  /** Returns the world, or the reply to a request whose world cannot be opened. */
  function visitOrRefuse(
    name: string,
    behaviour: MountedBehaviour,
    path: string,
    request: ExchangeRequest,
  ): Awaitable<World | ExchangeReply> {
    try {
      const world = worlds.visit(name);
      return isPromise(world) ? refuseLater(world, behaviour, path, request, realNow) : world;
    } catch (error) {
      return refuseWorld(error, behaviour, path, request, realNow());
    }
  }

  // Only an existing or former world can have issued a token: a forged one must not create a world.
  const issuingWorld = (name: string | undefined): string | undefined =>
    name !== undefined && (worlds.has(name) || worlds.whyEvicted(name) !== undefined) ? name : undefined;

  return exchange;
}

/** Whether a browser asks for a page at the root. */
const isLanding = ({ method, path, headers }: ExchangeRequest): boolean =>
  path === "/" &&
  (method === "GET" || method === "HEAD") &&
  headerOf(headers, "accept")?.includes("text/html") === true;

/** Returns the reply to a request whose world cannot be opened. */
function refuseWorld(
  error: unknown,
  behaviour: MountedBehaviour,
  path: string,
  { method, headers }: ExchangeRequest,
  now: number,
): ExchangeReply {
  if (!(error instanceof LimitExceededError) || error.reason === undefined) throw error;
  return limitReply(behaviour, 503, error.reason, { method, path, headers, now });
}

const refuseLater = (
  world: Promise<World>,
  behaviour: MountedBehaviour,
  path: string,
  request: ExchangeRequest,
  realNow: () => number,
): Promise<World | ExchangeReply> => world.catch((error) => refuseWorld(error, behaviour, path, request, realNow()));
