import type { Awaitable } from "./awaitable.ts";
import type { Change } from "./collections.ts";
import type { OpenContext } from "./context.ts";
import type { ExchangeRequest } from "./exchange.ts";
import type { Disturbance } from "./fault-effect.ts";
import type { Mount, MountedBehaviour } from "./mount.ts";
import type { OperationEntry } from "./operation.ts";
import { publicUrlOf } from "./public-url.ts";
import type { RateStanding } from "./rate-limit.ts";
import type { Refusal } from "./refusal.ts";
import type { Caller, Reply, RoutedRequest } from "./routed.ts";
import type { Place } from "./transactions.ts";
import type { World } from "./world.ts";

const NO_CHANGES: readonly Change[] = Object.freeze([]);
const NO_PARAMETERS: Readonly<Record<string, string>> = Object.freeze({});

/** A request that no handler takes, and whose reply may still depend on who is calling. */
interface Deferred {
  readonly reply: (context: OpenContext) => Awaitable<Reply>;
}

/** What routing makes of a request: one to handle, or already the reply to it. */
export type Routed = RoutedRequest | Deferred | Reply;

/** What is known of one exchange while it is under way. The stages fill it in. */
export class Passage implements Place {
  readonly request: ExchangeRequest;
  readonly mount: Mount;
  readonly behaviour: MountedBehaviour;
  readonly world: World;
  /** The provider's own path, without world and mount. */
  readonly path: string;
  /** World time, the same throughout the exchange. */
  readonly now: number;
  operationId: string | undefined = undefined;
  operation: OperationEntry | undefined = undefined;
  pathParameters: Readonly<Record<string, string>> = NO_PARAMETERS;
  /** Who is calling, once that is known. */
  caller: Caller | undefined = undefined;
  bodyText: string | undefined = undefined;
  /** What routing made of the request. */
  routed: Routed | undefined = undefined;
  /** What a fault does to it; `null` once it is known that none does. */
  disturbance: Disturbance | null | undefined = undefined;
  /** Counted once, however often the transaction runs. */
  standing: RateStanding | undefined = undefined;
  /** Headers that ride on the reply whatever it is. */
  headers: Record<string, string> | undefined = undefined;
  /** Why it was refused, if it was. */
  refusal: Refusal | undefined = undefined;
  /** What it changed in the state. */
  changes: readonly Change[] = NO_CHANGES;
  /** Members of the request that no handler read, where the world is traced. */
  unread: readonly string[] | undefined = undefined;

  constructor(request: ExchangeRequest, behaviour: MountedBehaviour, world: World, path: string) {
    this.request = request;
    this.mount = behaviour.mount;
    this.behaviour = behaviour;
    this.world = world;
    this.path = path;
    this.now = world.clock.now();
  }

  /** Where the sender reaches the provider. Worked out when asked for, as few replies hold links. */
  publicUrl(): string {
    return publicUrlOf(this.request, this.path, this.world.name);
  }
}
