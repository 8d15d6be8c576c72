import type { Awaitable } from "../basics/late.ts";
import type { Table } from "../basics/table.ts";
import type { StateDefinition } from "../contract/collection.ts";
import type { Behaviour, Job, Mock } from "../contract/mock.ts";
import type { PreparedCollection } from "./collections.ts";
import type { OpenContextOf } from "./context.ts";

/** A behaviour as worlds need it: the jobs that their clocks run. */
export interface BehaviourWithJobs extends Behaviour {
  readonly jobs: Table<Readonly<Record<string, Job<StateDefinition>>>>;
}

/** A provider with what can be prepared of its state before the first request. */
export interface MountedState<Loaded extends BehaviourWithJobs = BehaviourWithJobs> {
  readonly mock: Mock;
  /** Base URL of standin as clients reach it, where it does not depend on the request. */
  readonly publicUrl?: string | undefined;
  readonly openContext: OpenContextOf;
  /** What answers its requests; loaded when first asked for, and without a promise from then on. */
  readonly behaviour: () => Awaitable<Loaded>;
  /** Its collections, by the spaces that hold their rows. */
  readonly collections: ReadonlyMap<string, PreparedCollection<unknown, string>>;
  /** The same, if it is loaded. */
  readonly loaded: () => Loaded | undefined;
}
