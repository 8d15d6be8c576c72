import type { Headers } from "../contract/exchange.ts";
import type { RawQuery } from "../contract/request.ts";

/** A request to add a fault. */
export interface FaultRequest {
  /** Position in an exchange at which it applies; default: that of the preset, or `handler`. */
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
 * `connection`: before the request is parsed, like a gateway in front of the provider. `route`: after the body is parsed,
 * before credentials are checked. `handler`: in place of the handler, so that the provider still refuses invalid requests
 * by itself.
 */
export type FaultPosition = "connection" | "route" | "handler";

/** Which exchanges a fault applies to; absent members match everything. */
export interface FaultMatch {
  readonly provider?: string;
  /** An `operationId`. */
  readonly operation?: string;
  readonly method?: string;
  /** The provider's own path; `*` matches any characters. */
  readonly path?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Matches the body: of objects the members given here are compared, any other value must be equal. */
  readonly body?: unknown;
  /** A custom predicate, only for faults that are added in this process. */
  readonly where?: (request: MatchedRequest) => boolean;
}

/** The parts of a request that faults can match. */
export interface MatchedRequest {
  readonly provider: string;
  /** `undefined` if the path or the method is unknown. */
  readonly operationId: string | undefined;
  readonly method: string;
  readonly path: string;
  readonly query: RawQuery;
  readonly headers: Headers;
  /** The parsed body; `undefined` if it has not been parsed, or cannot be. */
  readonly body: unknown;
}

/** Selects among the exchanges that match. All given conditions must hold. */
export interface FaultTurns {
  /** Skips this many first. */
  readonly after?: number;
  /** Applies to every nth of those that follow. */
  readonly every?: number;
  /** Applies at most this many times; then the fault is used up. */
  readonly first?: number;
  /** From 0 to 1, drawn from a seeded generator: the same on every run. */
  readonly probability?: number;
  /** Seed of that generator; default: the id of the fault. */
  readonly seed?: string | number;
}

/** What a fault does to an exchange. */
export interface FaultEffect {
  /** Delays the reply by this many real milliseconds. The exchange itself is handled on arrival. */
  readonly latencyMs?: number | { readonly from: number; readonly to: number };
  /** The provider's own error of this status, instead of handling the request. */
  readonly status?: number;
  /** The body of that error; default: the spec's example. */
  readonly body?: unknown;
  /** For status 429; default 1. */
  readonly retryAfterSeconds?: number;
  /** A gateway's reply, instead of handling the request. It need not be in the spec. */
  readonly gateway?: GatewayReply;
  /**
   * `reset`: the connection is reset before the request is handled. `hang`: the request is not handled and gets no reply, for
   * ten minutes at most. `lose-acknowledgement`: the exchange is committed, then the connection is reset before the reply.
   */
  readonly connection?: "reset" | "hang" | "lose-acknowledgement";
  /**
   * `truncated`: the connection is broken off in the middle of the body. `malformed`: the body ends in the middle, as if it
   * were complete. `slow`: the body is sent in small chunks.
   */
  readonly reply?: "truncated" | "malformed" | "slow";
  /** How long a slow body takes, in real milliseconds; default 2000. */
  readonly slowMs?: number;
}

/** The own reply of a gateway, a proxy or a load balancer. */
export interface GatewayReply {
  /** A final status, from 200 to 599. */
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text is sent as it is, anything else as JSON. Default: a short HTML page that names the status. */
  readonly body?: unknown;
}

export type FaultPreset = "flaky" | "slow" | "outage" | "gateway-timeout" | "maintenance" | "throttled";

/** An active fault and its counts. */
export interface Fault {
  readonly id: string;
  readonly at: FaultPosition;
  readonly match: FaultMatch;
  readonly when: FaultTurns;
  readonly effect: FaultEffect;
  readonly preset?: FaultPreset;
  /** How many exchanges it has matched. */
  readonly matched: number;
  /** How many of them it has been applied to. */
  readonly disturbed: number;
}

/** A fault that is due for an exchange. */
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
