import {
  type Change,
  type ChangeLog,
  type Collection,
  countersSpace,
  openCollection,
  openCounters,
  prepareCollection,
  type StateDefinition,
} from "./collections.ts";
import type { OutboxEvent } from "./outbox.ts";
import type { Context, Provider, Tools } from "./provider.ts";
import { createIds, type Ids } from "./random.ts";
import type { Transaction } from "./store.ts";

/** Where and when a context is opened. */
export interface ContextPlace {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly world: { readonly name: string; readonly secret: string };
  publicUrl(): string;
}

/** The tools of one transaction, the events it has emitted so far, and what it has changed. */
export type OpenContext = Context<StateDefinition> & {
  readonly emitted: readonly OutboxEvent[];
  readonly changes: readonly Change[];
};

const NO_EVENTS: readonly OutboxEvent[] = [];
const NO_CHANGES: readonly Change[] = [];

/** Opens the context of one transaction. */
export type OpenContextOf = (
  transaction: Transaction,
  place: ContextPlace,
  acceptAnyCredentials: boolean,
) => OpenContext;

/**
 * Prepares a provider's context. Opening one costs next to nothing: collections and tools are made when first asked for.
 */
export function prepareContext(provider: Provider): OpenContextOf {
  const { name } = provider.api;
  const counters = countersSpace(name);

  class PreparedContext implements Tools, ChangeLog {
    readonly transaction: Transaction;
    readonly acceptAnyCredentials: boolean;
    readonly now: number;
    readonly #place: ContextPlace;
    readonly opened: (Collection<unknown> | undefined)[] = [];
    emitted: readonly OutboxEvent[] = NO_EVENTS;
    changes: readonly Change[] = NO_CHANGES;
    #ids: Ids | undefined;

    constructor(transaction: Transaction, place: ContextPlace, acceptAnyCredentials: boolean) {
      this.transaction = transaction;
      this.acceptAnyCredentials = acceptAnyCredentials;
      this.now = place.now;
      this.#place = place;
    }

    get secret(): string {
      return this.#place.world.secret;
    }

    get world(): string {
      return this.#place.world.name;
    }

    get publicUrl(): string {
      return this.#place.publicUrl();
    }

    note(change: Change): void {
      if (this.changes === NO_CHANGES) this.changes = [change];
      else (this.changes as Change[]).push(change);
    }

    get ids(): Ids {
      this.#ids ??= createIds(this.transaction);
      return this.#ids;
    }

    get counters() {
      return openCounters(this.transaction, counters);
    }

    // Handlers take their context apart, so this one is bound to it.
    get emit(): (event: OutboxEvent) => void {
      return (event) => {
        this.emitted = [...this.emitted, event];
      };
    }
  }

  for (const [index, [collection, definition]] of Object.entries(provider.state).entries()) {
    const prepared = prepareCollection(name, collection, definition);
    Object.defineProperty(PreparedContext.prototype, collection, {
      get(this: PreparedContext) {
        this.opened[index] ??= openCollection(this.transaction, prepared, this);
        return this.opened[index];
      },
    });
  }
  return (transaction, place, acceptAnyCredentials) =>
    new PreparedContext(transaction, place, acceptAnyCredentials) as unknown as OpenContext;
}
