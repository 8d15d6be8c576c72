import { CONTROL_PREFIX, type ControlOptions, createControl } from "#control/index.ts";
import { isPromise } from "#engine/basics/late.ts";
import type { ExchangeReply, ExchangeRequest, Exchanger } from "#engine/contract/exchange.ts";
import { isLoopbackHost } from "#engine/contract/loopback.ts";
import { EXCHANGE_HEADER } from "#engine/journal/raw-entry.ts";
import { type Bug, createEngine, type Engine } from "#engine/pipeline/engine.ts";
import { WORLD_HEADER } from "#engine/pipeline/locate.ts";

/** A start does not need it. */
const answerInspector = async (request: ExchangeRequest): Promise<ExchangeReply> =>
  (await import("./inspector.ts")).answerInspector(request);

/** Whether a browser asks for the inspector, or for one of its files. */
const isInspector = ({ method, path }: ExchangeRequest): boolean =>
  (method === "GET" || method === "HEAD") && (path.length <= PREFIX.length + 1 || path.startsWith(`${PREFIX}/ui/`));

/** Path prefix of the control API. */
const PREFIX = `/${CONTROL_PREFIX}`;

const isControl = ({ path }: Pick<ExchangeRequest, "path">): boolean =>
  path.startsWith(PREFIX) && (path.length === PREFIX.length || path.charCodeAt(PREFIX.length) === 47);

/** Whether a URL leads to the control API of a server of this machine that listens on one of these ports. */
export function isControlUrl(url: string, ports: readonly number[]): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, port, pathname } = new URL(url);
  const isHere = ports.includes(Number(port === "" ? (protocol === "https:" ? 443 : 80) : port));
  return isHere && isControl({ path: pathname }) && (isLoopbackHost(hostname) || isAddress(hostname));
}

/** Whether it is an IP address, or the unspecified one: a server may listen on any address of this machine. */
const isAddress = (hostname: string): boolean => /^(?:[\d.]+|\[.*\])$/.test(hostname);

export interface ControlPlaneOptions extends ControlOptions {
  /** Real milliseconds since 1970. */
  readonly realNow: () => number;
  readonly onBug?: ((bug: Bug) => void) | undefined;
}

/**
 * Puts the control API in front of the engine that it controls. It is served by an engine of its own, which is made when
 * first asked for: most simulators are never controlled from outside.
 */
export function withControl(options: ControlPlaneOptions): Exchanger {
  let plane: Exchanger | undefined;
  const control = (): Exchanger => {
    plane ??= createControlPlane(options);
    return plane;
  };
  const answerControl: Exchanger["exchange"] = (request) =>
    isInspector(request) ? answerInspector(request) : control().exchange(request);
  return {
    limits: options.engine.limits,
    exchange: (request) => (isControl(request) ? answerControl(request) : options.engine.exchange(request)),
  };
}

/** The engine that serves the control API. It has one world, whatever a request names. */
export function createControlPlane({ onBug, realNow, ...options }: ControlPlaneOptions): Engine {
  const engine = createEngine({
    providers: [createControl(options)],
    realNow,
    // The journal of the control API itself is never read.
    limits: { worlds: 1, exchanges: 1 },
    ...(onBug !== undefined && { onBug }),
  });
  return {
    ...engine,
    exchange(request) {
      const reply = engine.exchange(withoutWorld(request));
      return isPromise(reply) ? reply.then(withoutName) : withoutName(reply);
    },
  };
}

/** Removes the name of the exchange, which no journal shows. */
function withoutName(reply: ExchangeReply): ExchangeReply {
  delete reply.headers[EXCHANGE_HEADER];
  return reply;
}

/** Removes the world from a request: the control API names worlds in its paths. */
function withoutWorld(request: ExchangeRequest): ExchangeRequest {
  if (request.headers[WORLD_HEADER] === undefined) return request;
  return { ...request, headers: { ...request.headers, [WORLD_HEADER]: undefined } };
}
