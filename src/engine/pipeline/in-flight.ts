import type { ReadableBody } from "../contract/body-reading.ts";
import type { Bug } from "../contract/bug.ts";
import type { CheckedReply } from "../contract/check-reply.ts";
import type { ExchangeRequest } from "../contract/exchange.ts";
import type { OperationEntry } from "../contract/operation.ts";
import type { FoundPage } from "../contract/pages.ts";
import type { ErasedWaitingHandler } from "../contract/provider.ts";
import { publicUrlOf } from "../contract/public-url.ts";
import type { Reason } from "../contract/reasons.ts";
import type { RefusalRecord } from "../contract/refusal.ts";
import type { Caller, RoutedRequest } from "../contract/routed.ts";
import type { AppliedFault } from "../faults/fault-effect.ts";
import type { TrailPoint } from "../journal/secret-trail.ts";
import type { DecodedParameters } from "../kit/decode.ts";
import type { ContextPlace, OpenContext } from "../state/context.ts";
import type { WriteRecord } from "../state/images.ts";
import type { WorldIdentity } from "../state/world-identity.ts";
import type { World } from "../world/world.ts";
import type { Mount, MountedBehaviour } from "./mount.ts";
import type { Route } from "./router.ts";

/** What a handler is given, its types forgotten. */
export interface DecodedRequest extends DecodedParameters {
  readonly body: unknown;
  readonly mediaType: string;
  readonly caller: Caller | undefined;
}

/** A handler that waits outside of the transaction, and what it is given. */
interface WaitingCall {
  readonly handler: ErasedWaitingHandler;
  readonly request: DecodedRequest;
}

const NO_CHANGES: readonly WriteRecord[] = Object.freeze([]);
const NO_PARAMETERS: Readonly<Record<string, string>> = Object.freeze({});

/**
 * One exchange under way: what came before the synchronous part, and what its stages have found out. When that part runs
 * again, because a log says that another process came first, `restart` forgets the latter.
 */
export class InFlightExchange implements ContextPlace {
  readonly request: ExchangeRequest;
  readonly mount: Mount;
  readonly behaviour: MountedBehaviour;
  readonly world: World;
  /** The provider's own path, without world and mount. */
  readonly path: string;
  /** Where the world's trail of secrets was when it began. */
  readonly trail: TrailPoint;

  // What is known before the synchronous part.
  /** The one that the request stands for, by the provider's reading. */
  method: string;
  page: FoundPage<OpenContext> | undefined = undefined;
  route: Route | undefined = undefined;
  operationId: string | undefined = undefined;
  operation: OperationEntry | undefined = undefined;
  pathParameters: Readonly<Record<string, string>> = NO_PARAMETERS;
  /** `undefined` when there is none, or it is too large. */
  body: ReadableBody | undefined = undefined;
  /** Bytes that the body must not exceed, where it does. */
  exceededLimitBytes: number | undefined = undefined;
  /** The percent-encoding of the path cannot be decoded. */
  hasMalformedPath = false;

  // What the stages find out.
  /** World time, the same throughout the exchange. */
  now = 0;
  routed: RoutedRequest | undefined = undefined;
  caller: Caller | undefined = undefined;
  /** Why there is no caller, where the operation asks for one. */
  noCaller: Reason | undefined = undefined;
  decoded: DecodedRequest | undefined = undefined;
  fault: AppliedFault | undefined = undefined;
  /** Whether the world has faults that could apply; `undefined` until that is looked at. */
  mayHaveFault: boolean | undefined = undefined;
  /** Headers that every reply of this exchange has, whatever it is. */
  headers: Record<string, string> | undefined = undefined;
  refusal: RefusalRecord | undefined = undefined;
  waiting: WaitingCall | undefined = undefined;
  /** What it changed in the provider's rows. */
  changes: readonly WriteRecord[] = NO_CHANGES;
  /** Members of the request that no handler read, where the world tracks that. */
  unread: readonly string[] | undefined = undefined;
  /** The reply is described by no spec: it is a page's, a gateway's, or still to come. */
  isExempt = false;
  /** It has scheduled jobs or emitted events. */
  hasNewWork = false;
  /** What it wrote has been committed. */
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

  /** Where the sender reaches the provider. Worked out when asked for, as few replies hold links. */
  publicUrl(): string {
    return publicUrlOf(this.request, this.path, this.world.name);
  }
}
