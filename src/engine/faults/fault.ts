import type { Headers } from "../contract/exchange.ts";
import type { RawQuery } from "../contract/routed.ts";

/** A deliberate disturbance of exchanges, as it is asked for. */
export interface FaultRequest {
  /** Where in an exchange it strikes; default: `handler`, or what the preset says. */
  readonly at?: FaultPosition;
  /** Default: every exchange. */
  readonly match?: FaultMatch;
  /** Default: every time. */
  readonly when?: FaultTurns;
  /** Either this or a preset. */
  readonly effect?: FaultEffect;
  readonly preset?: FaultPreset;
}

/**
 * `connection`: before anything of the request is looked at, as a gateway in front of the provider would. `route`: once the
 * body is parsed, before credentials are checked. `handler`: in place of the handler, so that the provider still refuses what
 * it refuses by itself.
 */
export type FaultPosition = "connection" | "route" | "handler";

/** Which exchanges a fault is about; what is left out matches everything. */
export interface FaultMatch {
  readonly provider?: string;
  /** An `operationId`. */
  readonly operation?: string;
  readonly method?: string;
  /** The provider's own path; `*` stands for anything. */
  readonly path?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** What the body must hold: objects are compared by the members named here, all else literally. */
  readonly body?: unknown;
  /** Anything else, where the fault is made in this process. */
  readonly where?: (request: MatchedRequest) => boolean;
}

/** A request as faults look at it. */
export interface MatchedRequest {
  readonly provider: string;
  /** `undefined` where the path or the method is unknown. */
  readonly operationId: string | undefined;
  readonly method: string;
  readonly path: string;
  readonly query: RawQuery;
  readonly headers: Headers;
  /** Parsed; `undefined` where it has not been parsed, or cannot be. */
  readonly body: unknown;
}

/** Whose turn it is among the exchanges that match. All that is given must hold. */
export interface FaultTurns {
  /** Lets this many pass first. */
  readonly after?: number;
  /** Every so many of those that follow. */
  readonly every?: number;
  /** No more than this many; then the fault is used up. */
  readonly first?: number;
  /** From 0 to 1, drawn from a seeded generator: the same on every run. */
  readonly probability?: number;
  /** First state of that generator; default: the id of the fault. */
  readonly seed?: string | number;
}

/** What a fault does to an exchange. */
export interface FaultEffect {
  /** The reply leaves this many real milliseconds later. The exchange itself happens when it arrives. */
  readonly latencyMs?: number | { readonly from: number; readonly to: number };
  /** The provider's own error of this status, instead of handling the request. */
  readonly status?: number;
  /** The body of that error; default: the spec's example. */
  readonly body?: unknown;
  /** For status 429; default 1. */
  readonly retryAfterSeconds?: number;
  /** A reply of something in front of the provider, instead of handling the request. It need not be in the specification. */
  readonly gateway?: GatewayReply;
  /**
   * `reset`: the connection is reset before the request is handled. `hang`: the request is not handled and gets no reply, for
   * ten minutes at most. `lose-acknowledgement`: the exchange is committed, then the connection is reset before the reply.
   */
  readonly connection?: "reset" | "hang" | "lose-acknowledgement";
  /**
   * `truncated`: the connection breaks off in the middle of the body. `malformed`: the body ends in the middle, as if it
   * were whole. `slow`: the body comes in small pieces.
   */
  readonly reply?: "truncated" | "malformed" | "slow";
  /** How long a slow body takes, in real milliseconds; default 2000. */
  readonly slowMs?: number;
}

/** What a gateway, a proxy or a load balancer answers by itself. */
export interface GatewayReply {
  /** 100 does not do: a final status, from 200 to 599. */
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text is sent as it is, anything else as JSON. Default: a short HTML page that names the status. */
  readonly body?: unknown;
}

export type FaultPreset = "flaky" | "slow" | "outage" | "gateway-timeout" | "maintenance" | "throttled";

/** A fault that is in force, and what it has done. */
export interface Fault {
  readonly id: string;
  readonly at: FaultPosition;
  readonly match: FaultMatch;
  readonly when: FaultTurns;
  readonly effect: FaultEffect;
  readonly preset?: FaultPreset;
  /** How many exchanges it has matched. */
  readonly matched: number;
  /** How many of them it has disturbed. */
  readonly disturbed: number;
}

/** A fault whose turn has come. */
export interface TakenFault {
  readonly fault: Fault;
  /** Draws from the fault's own generator: from 0, inclusive, to 1, exclusive. */
  readonly draw: () => number;
}

/** A named fault. If a provider documents no reply of the effect's status, a gateway's reply is sent instead. */
export interface PresetFault extends Pick<FaultRequest, "at" | "when"> {
  readonly effect: FaultEffect;
}

/** Named faults. Each is the same on every run. */
export const PRESETS: Readonly<Record<FaultPreset, PresetFault>> = {
  flaky: { when: { probability: 0.3 }, effect: { status: 500 } },
  slow: { effect: { latencyMs: { from: 500, to: 2000 } } },
  outage: { at: "connection", effect: { gateway: { status: 503 } } },
  "gateway-timeout": { at: "connection", effect: { gateway: { status: 504 } } },
  maintenance: { at: "connection", effect: { gateway: { status: 503, headers: { "retry-after": "3600" } } } },
  throttled: { when: { every: 2 }, effect: { status: 429, retryAfterSeconds: 1 } },
};
