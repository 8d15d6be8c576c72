import { StandinError } from "../basics/errors.ts";
import type { Collection, StateDefinition } from "../contract/collection.ts";
import type { Context, Ids, Mock, Tools } from "../contract/mock.ts";
import type { OutboxEntry, OutboxEvent } from "../contract/webhook.ts";
import {
  countersSpace,
  openCollection,
  openCounters,
  type PreparedCollection,
  prepareCollection,
} from "./collections.ts";
import type { Transaction } from "./images.ts";
import { cancelJob, type JobCheck, scheduleJob } from "./jobs.ts";
import { createIds } from "./random.ts";
import { readReceiver } from "./receiver.ts";
import type { WorldIdentity, WorldSecrets } from "./world-identity.ts";

/** The time, the world's identity and the public URL of a context. */
export interface ContextPlace {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly identity: WorldIdentity;
  publicUrl(): string;
}

/** The tools of one transaction, and the events it has emitted so far. */
export type OpenContext = Context<StateDefinition> & { readonly emitted: readonly OutboxEvent[] };

const NO_EVENTS: readonly OutboxEvent[] = Object.freeze([]);

/** Opens the context of one transaction. */
export type OpenContextOf = (
  transaction: Transaction,
  place: ContextPlace,
  acceptAnyCredentials: boolean,
) => OpenContext;

/** A provider's collections, prepared in the order in which it declares them. */
export const prepareCollections = ({ api, state }: Mock): PreparedCollection<unknown, string>[] =>
  Object.entries(state).map(([name, definition]) => prepareCollection(api.name, name, definition));

type SecretsOf = (world: WorldIdentity) => WorldSecrets;

/** What a context has besides, once there is something to ask. */
interface LateTools extends JobCheck {
  /** Reads a provider's events from the outbox; default: there are none. */
  readonly eventsOf?: (transaction: Transaction, provider: string) => readonly OutboxEntry[];
}

/**
 * Prepares a provider's context. Opening one is cheap: collections and tools are created on first access.
 *
 * @param secretsOf needs the provider's behaviour to be loaded, as cryptography comes with it
 */
export function prepareContext(mock: Mock, secretsOf: SecretsOf, late: LateTools = {}): OpenContextOf {
  const { name } = mock.api;
  const counters = countersSpace(name);

  class PreparedContext implements Tools {
    readonly transaction: Transaction;
    readonly acceptAnyCredentials: boolean;
    readonly now: number;
    readonly #place: ContextPlace;
    readonly opened: (Collection<unknown> | undefined)[] = [];
    emitted: readonly OutboxEvent[] = NO_EVENTS;
    #events: OutboxEvent[] | undefined;
    #ids: Ids | undefined;

    constructor(transaction: Transaction, place: ContextPlace, acceptAnyCredentials: boolean) {
      this.transaction = transaction;
      this.acceptAnyCredentials = acceptAnyCredentials;
      this.now = place.now;
      this.#place = place;
    }

    get secret(): string {
      return secretsOf(this.#place.identity).secret;
    }

    get tokenKeys(): WorldSecrets {
      return secretsOf(this.#place.identity);
    }

    get world(): string {
      return this.#place.identity.name;
    }

    get publicUrl(): string {
      return this.#place.publicUrl();
    }

    get ids(): Ids {
      this.#ids ??= createIds(this.transaction);
      return this.#ids;
    }

    get counters() {
      return openCounters(this.transaction, counters);
    }

    get webhookReceiver(): string | undefined {
      return readReceiver(this.transaction);
    }

    // Handlers destructure their context, so these are bound to it.
    get emit(): Tools["emit"] {
      return (event) => {
        this.#events ??= [];
        this.#events.push(event);
        this.emitted = this.#events;
      };
    }

    get outboxEntries(): Tools["outboxEntries"] {
      return () => late.eventsOf?.(this.transaction, name) ?? [];
    }

    get schedule(): Tools["schedule"] {
      return (atMs, job, id) => scheduleJob(this.transaction, late, name, job, id, Math.max(atMs, this.now));
    }

    get cancel(): Tools["cancel"] {
      return (job, id) => cancelJob(this.transaction, name, job, id);
    }
  }

  defineCollections(PreparedContext.prototype, mock);
  return (transaction, place, acceptAnyCredentials) =>
    new PreparedContext(transaction, place, acceptAnyCredentials) as unknown as OpenContext;
}

/** The collections that a context has opened so far. */
interface OpenedCollections {
  readonly transaction: Transaction;
  readonly opened: (Collection<unknown> | undefined)[];
}

/** Defines a member for each of a provider's collections on contexts. */
function defineCollections(prototype: OpenedCollections, mock: Mock): void {
  const tools = new Set(Object.getOwnPropertyNames(prototype));
  for (const [index, prepared] of prepareCollections(mock).entries()) {
    if (tools.has(prepared.name))
      throw new StandinError(
        "ERR_STANDIN_INVALID_MOCK",
        `${mock.api.name} has a collection called ${prepared.name}, which is the name of a tool of every context.`,
      );
    Object.defineProperty(prototype, prepared.name, {
      get(this: OpenedCollections) {
        this.opened[index] ??= openCollection(this.transaction, prepared);
        return this.opened[index];
      },
    });
  }
}
