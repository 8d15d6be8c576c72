import type { readArrived } from "./body.ts";
import type { PreparedCollection, StateDefinition } from "./collections.ts";
import type { OpenContext, OpenContextOf } from "./context.ts";
import type { Awaitable } from "./exchange.ts";
import type { parseForm } from "./form.ts";
import type { PageRouter } from "./pages.ts";
import type { parseBody } from "./parse-body.ts";
import type { Behaviour, ErasedHandler, ErasedWaitingHandler, Job, Provider } from "./provider.ts";
import type { RawQuery } from "./routed.ts";
import type { Router } from "./router.ts";
import type { Table } from "./table.ts";
import type { WorldIdentity, WorldSecrets } from "./world-identity.ts";

/** A provider with everything that can be prepared before the first request. */
export interface Mount {
  readonly provider: Provider;
  readonly openContext: OpenContextOf;
  /** What answers its requests; loaded when first asked for, and without a promise from then on. */
  readonly behaviour: () => Awaitable<MountedBehaviour>;
  /** Its collections, by the spaces that hold their rows. */
  readonly collections: ReadonlyMap<string, PreparedCollection<unknown, string>>;
  /** The same, if it is loaded. */
  readonly loaded: () => MountedBehaviour | undefined;
}

/** What reads bodies. */
interface Bodies {
  readonly readArrived: typeof readArrived;
  readonly parseBody: typeof parseBody;
  readonly parseForm: typeof parseForm;
}

/** A provider's behaviour with its tables built. */
export interface MountedBehaviour extends Behaviour {
  readonly mount: Mount;
  readonly handlers: Table<Readonly<Record<string, ErasedHandler>>>;
  readonly waitingHandlers: Table<Readonly<Record<string, ErasedWaitingHandler>>>;
  readonly jobs: Table<Readonly<Record<string, Job<StateDefinition>>>>;
  readonly parseQuery: (raw: string) => RawQuery;
  readonly router: Router;
  readonly findPage: PageRouter<OpenContext>;
  /** How bodies are read and parsed: whatever reads requests is loaded with the first behaviour. */
  readonly bodies: Bodies;
  readonly secretsOf: (world: WorldIdentity) => WorldSecrets;
}
