import type { readArrived } from "./body.ts";
import type { OpenContext } from "./context.ts";
import type { parseForm } from "./form.ts";
import type { BehaviourWithJobs, MountedState } from "./mounted-state.ts";
import type { PageRouter } from "./pages.ts";
import type { parseBody } from "./parse-body.ts";
import type { ErasedHandler, ErasedWaitingHandler } from "./provider.ts";
import type { RawQuery } from "./routed.ts";
import type { Router } from "./router.ts";
import type { Table } from "./table.ts";
import type { WorldIdentity, WorldSecrets } from "./world-identity.ts";

/** A provider with everything that can be prepared before the first request. */
export type Mount = MountedState<MountedBehaviour>;

/** What reads bodies. */
interface Bodies {
  readonly readArrived: typeof readArrived;
  readonly parseBody: typeof parseBody;
  readonly parseForm: typeof parseForm;
}

/** A provider's behaviour with its tables built. */
export interface MountedBehaviour extends BehaviourWithJobs {
  readonly mount: Mount;
  readonly handlers: Table<Readonly<Record<string, ErasedHandler>>>;
  readonly waitingHandlers: Table<Readonly<Record<string, ErasedWaitingHandler>>>;
  readonly parseQuery: (raw: string) => RawQuery;
  readonly router: Router;
  readonly findPage: PageRouter<OpenContext>;
  /** How bodies are read and parsed: whatever reads requests is loaded with the first behaviour. */
  readonly bodies: Bodies;
  readonly secretsOf: (world: WorldIdentity) => WorldSecrets;
}
