import {
  type Change,
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

/** What the engine supplies to one transaction of one provider. */
export interface ContextOptions {
  readonly transaction: Transaction;
  readonly now: number;
  readonly world: { readonly name: string; readonly secret: string };
  readonly acceptAnyCredentials: boolean;
  readonly publicUrl: () => string;
}

/** The tools of one transaction, the events it has emitted so far, and what it has changed. */
export type OpenContext = Context<StateDefinition> & {
  readonly emitted: readonly OutboxEvent[];
  readonly changes: readonly Change[];
};

const NO_EVENTS: readonly OutboxEvent[] = [];

/**
 * Prepares a provider's context. Opening one costs next to nothing: collections and tools are made when first asked for.
 */
export function prepareContext(provider: Provider): (options: ContextOptions) => OpenContext {
  const { name } = provider.api;
  const counters = countersSpace(name);

  class PreparedContext implements Tools {
    readonly now: number;
    readonly secret: string;
    readonly world: string;
    readonly acceptAnyCredentials: boolean;
    readonly transaction: Transaction;
    readonly #publicUrl: () => string;
    readonly opened: (Collection<unknown> | undefined)[] = [];
    emitted: readonly OutboxEvent[] = NO_EVENTS;
    readonly changes: Change[] = [];
    #ids: Ids | undefined;

    constructor(options: ContextOptions) {
      this.now = options.now;
      this.secret = options.world.secret;
      this.world = options.world.name;
      this.acceptAnyCredentials = options.acceptAnyCredentials;
      this.transaction = options.transaction;
      this.#publicUrl = options.publicUrl;
    }

    get publicUrl(): string {
      return this.#publicUrl();
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
  return (options) => new PreparedContext(options) as unknown as OpenContext;
}
