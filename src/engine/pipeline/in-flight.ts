import type { ReadableBody } from "../contract/body-reading.ts";
import type { Bug } from "../contract/bug.ts";
import type { CheckedReply } from "../contract/check-reply.ts";
import type { ExchangeRequest } from "../contract/exchange.ts";
import type { ErasedWaitingHandler } from "../contract/mock.ts";
import type { OperationEntry } from "../contract/operation.ts";
import type { FoundPage } from "../contract/pages.ts";
import { linkBaseOf, publicUrlAt, publicUrlOf } from "../contract/public-url.ts";
import type { Reason } from "../contract/reasons.ts";
import type { RefusalRecord } from "../contract/refusal.ts";
import type { Caller, RoutedRequest } from "../contract/request.ts";
import type { AppliedFault } from "../faults/fault-effect.ts";
import type { TrailPoint } from "../journal/secret-trail.ts";
import type { DecodedParameters } from "../kit/decode.ts";
import type { ContextPlace, OpenContext } from "../state/context.ts";
import type { WriteRecord } from "../state/images.ts";
import type { WorldIdentity } from "../state/world-identity.ts";
import type { World } from "../world/world.ts";
import type { Mount, MountedBehaviour } from "./mount.ts";
import type { Route } from "./router.ts";

/** A handler's request without its operation's types. */
export interface DecodedRequest extends DecodedParameters {
  readonly body: unknown;
  readonly mediaType: string;
  readonly caller: Caller | undefined;
}

/** A waiting handler and its request. */
interface WaitingCall {
  readonly handler: ErasedWaitingHandler;
  readonly request: DecodedRequest;
}

const NO_CHANGES: readonly WriteRecord[] = Object.freeze([]);
const NO_PARAMETERS: Readonly<Record<string, string>> = Object.freeze({});

/**
 * The state of one exchange: what is known before the synchronous part, and the results of its stages. If that part runs again,
 * because a log reports that another process committed first, `restart` clears those results.
 */
export class InFlightExchange implements ContextPlace {
  readonly request: ExchangeRequest;
  readonly mount: Mount;
  readonly behaviour: MountedBehaviour;
  readonly world: World;
  /** The provider's own path, without world and mount. */
  readonly path: string;
  /** The point of the world's secret trail at which the exchange began. */
  readonly trail: TrailPoint;

  // What is known before the synchronous part.
  /** The effective method, after the provider's method override. */
  method: string;
  page: FoundPage<OpenContext> | undefined = undefined;
  route: Route | undefined = undefined;
  operationId: string | undefined = undefined;
  operation: OperationEntry | undefined = undefined;
  pathParameters: Readonly<Record<string, string>> = NO_PARAMETERS;
  /** `undefined` if there is none, or it is too large. */
  body: ReadableBody | undefined = undefined;
  /** The limit, if the body exceeds it. */
  exceededLimitBytes: number | undefined = undefined;
  /** The percent-encoding of the path cannot be decoded. */
  hasMalformedPath = false;

  // Results of the stages.
  /** World time, the same throughout the exchange. */
  now = 0;
  routed: RoutedRequest | undefined = undefined;
  caller: Caller | undefined = undefined;
  /** Why there is no caller, if the operation requires one. */
  noCaller: Reason | undefined = undefined;
  decoded: DecodedRequest | undefined = undefined;
  fault: AppliedFault | undefined = undefined;
  /** Whether the world has faults that could apply; `undefined`: not determined yet. */
  mayHaveFault: boolean | undefined = undefined;
  /** Headers to add to any reply of this exchange. */
  headers: Record<string, string> | undefined = undefined;
  refusal: RefusalRecord | undefined = undefined;
  waiting: WaitingCall | undefined = undefined;
  /** Changed rows of the provider. */
  changes: readonly WriteRecord[] = NO_CHANGES;
  /** Members of the request that no handler read, if the world tracks that. */
  unread: readonly string[] | undefined = undefined;
  /** The reply is not checked against the spec: it is a page's, a gateway's, or a waiting handler's. */
  isExempt = false;
  /** The exchange has scheduled jobs or emitted events. */
  hasNewWork = false;
  /** The exchange's writes have been committed. */
  hasWritten = false;
  /** The reply, once it has been checked. */
  checked: CheckedReply | undefined = undefined;

  readonly onBug: (bug: Bug) => void;

  constructor(
    request: ExchangeRequest,
    behaviour: MountedBehaviour,
    world: World,
    path: string,
    onBug: (bug: Bug) => void,
  ) {
    this.onBug = onBug;
    this.request = request;
    this.method = request.method;
    this.mount = behaviour.mount;
    this.behaviour = behaviour;
    this.world = world;
    this.path = path;
    this.trail = world.trail.see();
  }

  get identity(): WorldIdentity {
    return this.world.identity;
  }

  restart(now: number): void {
    this.now = now;
    this.world.trail.see();
    if (this.checked === undefined) return;
    this.routed = undefined;
    this.caller = undefined;
    this.noCaller = undefined;
    this.decoded = undefined;
    this.fault = undefined;
    this.mayHaveFault = undefined;
    this.headers = undefined;
    this.refusal = undefined;
    this.waiting = undefined;
    this.changes = NO_CHANGES;
    this.unread = undefined;
    this.isExempt = false;
    this.hasNewWork = false;
    this.hasWritten = false;
    this.checked = undefined;
  }

  /** The provider's base URL for the client. Computed on access, as few replies contain links. */
  publicUrl(): string {
    const { publicUrl = linkBaseOf(this.request.headers), mock } = this.mount;
    return publicUrl === undefined
      ? publicUrlOf(this.request, this.path, this.world.name)
      : publicUrlAt(publicUrl, mock.api.name, this.world.name);
  }
}
