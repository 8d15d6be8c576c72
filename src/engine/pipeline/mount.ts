import type { Table } from "../basics/table.ts";
import type { ErasedHandler, ErasedWaitingHandler } from "../contract/mock.ts";
import type { PageRouter } from "../contract/pages.ts";
import type { RawQuery, Reply } from "../contract/request.ts";
import type { parseForm } from "../kit/form.ts";
import type { OpenContext } from "../state/context.ts";
import type { BehaviourWithJobs, MountedState } from "../state/mounted-state.ts";
import type { WorldIdentity, WorldSecrets } from "../state/world-identity.ts";
import type { readArrived } from "./body.ts";
import type { parseBody } from "./parse-body.ts";
import type { Router } from "./router.ts";

/** A provider with everything that can be prepared before the first request. */
export type Mount = MountedState<MountedBehaviour>;

/** The functions that decode and parse bodies. */
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
  /** The operations that overrides answer; absent without any. */
  readonly overridden: ReadonlySet<string> | undefined;
  /** @throws RangeError unless the behaviour has the job */
  readonly checkJob: (job: string) => void;
  /** Checks replies that are not of standin's own making; absent where all are. */
  readonly inspectReply: ((reply: Reply) => Reply | string) | undefined;
  readonly parseQuery: (raw: string) => RawQuery;
  readonly router: Router;
  readonly findPage: PageRouter<OpenContext>;
  /** How bodies are read and parsed: whatever reads requests is loaded with the first behaviour. */
  readonly bodies: Bodies;
  readonly secretsOf: (world: WorldIdentity) => WorldSecrets;
}
