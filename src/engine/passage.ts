import type { Change } from "./collections.ts";
import type { ExchangeRequest } from "./exchange.ts";
import type { Disturbance } from "./fault-effect.ts";
import type { Mount } from "./mount.ts";
import type { OperationEntry } from "./operation.ts";
import { publicUrlOf } from "./public-url.ts";
import type { RateStanding } from "./rate-limit.ts";
import type { Refusal } from "./refusal.ts";
import type { World } from "./world.ts";

/** What is known of one exchange while it is under way. The stages fill it in. */
export interface Passage {
  readonly request: ExchangeRequest;
  readonly mount: Mount;
  readonly world: World;
  /** The provider's own path, without world and mount. */
  readonly path: string;
  /** World time, the same throughout the exchange. */
  readonly now: number;
  /** Where the sender reaches the provider. Worked out when asked for, as few replies hold links. */
  readonly publicUrl: () => string;
  operationId: string | undefined;
  operation: OperationEntry | undefined;
  pathParameters: Readonly<Record<string, string>>;
  bodyText: string | undefined;
  /** What a fault does to it; `null` once it is known that none does. */
  disturbance: Disturbance | null | undefined;
  /** Counted once, however often the transaction runs. */
  standing: RateStanding | undefined;
  /** Headers that ride on the reply whatever it is. */
  headers: Record<string, string> | undefined;
  /** Why it was refused, if it was. */
  refusal: Refusal | undefined;
  /** What it changed in the state. */
  changes: readonly Change[];
  /** Members of the request that no handler read, where the world is traced. */
  unread: readonly string[] | undefined;
}

const NO_CHANGES: readonly Change[] = Object.freeze([]);
const NO_PARAMETERS: Readonly<Record<string, string>> = Object.freeze({});

export const createPassage = (request: ExchangeRequest, mount: Mount, world: World, path: string): Passage => ({
  request,
  mount,
  world,
  path,
  now: world.clock.now(),
  publicUrl: () => publicUrlOf(request, path, world.name),
  operationId: undefined,
  operation: undefined,
  pathParameters: NO_PARAMETERS,
  bodyText: undefined,
  disturbance: undefined,
  standing: undefined,
  headers: undefined,
  refusal: undefined,
  changes: NO_CHANGES,
  unread: undefined,
});
