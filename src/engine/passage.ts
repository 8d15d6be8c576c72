import type { ExchangeRequest } from "./exchange.ts";
import type { Mount } from "./mount.ts";
import type { OperationEntry } from "./operation.ts";
import { publicUrlOf } from "./public-url.ts";
import type { RateStanding } from "./rate-limit.ts";
import type { Reply } from "./routed.ts";
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
  /** The fault that answers instead of the handler; `null` once it is known that there is none. */
  disturbance: Reply | null | undefined;
  /** Counted once, however often the transaction runs. */
  standing: RateStanding | undefined;
  /** Headers that ride on the reply whatever it is. */
  headers: Record<string, string> | undefined;
}

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
});
