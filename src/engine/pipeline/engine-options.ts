import type { Bug } from "../contract/bug.ts";
import type { Awaitable, ExchangeReply, ExchangeRequest, Stopping } from "../contract/exchange.ts";
import type { Limits } from "../contract/limits.ts";
import type { Mock } from "../contract/mock.ts";
import type { ErasedOverrides } from "../contract/override.ts";
import type { RequestSummary } from "../contract/request-summary.ts";
import type { Send } from "../contract/webhook.ts";
import type { Images } from "../state/images.ts";
import type { Log, LogHost } from "../state/log.ts";
import type { ClockSetting, Timer } from "../world/clock.ts";
import type { StoredWorlds, StoredWorldsOptions } from "../world/stored-worlds.ts";

/** What every world begins with. */
export interface SeedOptions {
  /** Seed of every world's id generator; default 1. */
  readonly seed?: string | number;
  /** Initial clock setting of worlds; default: real time. */
  readonly clock?: ClockSetting;
  /** Parsed seeds by provider name; default: each provider's own. */
  readonly seeds?: Readonly<Record<string, unknown>>;
}

export interface EngineOptions extends SeedOptions {
  readonly providers: readonly Mock[];
  /** Functions that answer operations in place of a mock's own handlers, by provider and operation. */
  readonly overrides?: Readonly<Record<string, ErasedOverrides | undefined>>;
  /** Holds the worlds in memory; default: a new store. */
  readonly images?: Images;
  /** Stores worlds outside this process; absent: worlds are in memory only. */
  readonly log?: (host: LogHost) => Log;
  /** With a log that is this process's own; absent: other processes may use it, too. */
  readonly stored?: (options: StoredWorldsOptions) => StoredWorlds;
  /** Milliseconds since 1970. */
  readonly realNow: () => number;
  /** Timer for scheduled work; absent: it only runs when a clock is moved explicitly, or on an exchange. */
  readonly timer?: Timer;
  /** Waits this many real milliseconds, or until the server stops, for faults that delay replies; absent: no delay. */
  readonly wait?: (delayMs: number, stopping?: Stopping) => Promise<void>;
  /** Sends webhooks; absent: they are only stored. */
  readonly send?: Send;
  /** Whether an option allows a URL as a webhook target; default: only seeds and in-process calls allow any. */
  readonly isTarget?: (url: string) => boolean;
  /** Whether this process delivers webhooks, where several share worlds; default: it does. */
  readonly mayDeliver?: () => boolean;
  readonly acceptAnyCredentials?: boolean;
  /** Base URL of standin, e.g. `http://127.0.0.1:4700`, for links that are created without a request. */
  readonly origin?: () => string | undefined;
  /** Base URL of standin in all links, whatever address a request names; no trailing slash. Default: as each request reaches it. */
  readonly publicUrl?: string;
  /** Limits of what is stored; absent ones have the default of `Limits`. */
  readonly limits?: Partial<Limits>;
  /** Returns the heap limit in bytes; absent, or `undefined`: unknown. */
  readonly heapBytes?: () => number | undefined;
  /** Whether new worlds record which members of a request no handler read. Default false. */
  readonly trackReads?: boolean;
  /** Called with every request of a provider, and with those that name none; not with calls of the control API. */
  readonly onRequest?: (request: RequestSummary) => void;
  /** Answers a browser that asks for the page at the root; absent: it gets JSON, as programs do. */
  readonly landingPage?: (request: ExchangeRequest) => Awaitable<ExchangeReply>;
  /** Called with every bug in standin: a reply that violates its spec, a handler that throws. */
  readonly onBug?: (bug: Bug) => void;
}
