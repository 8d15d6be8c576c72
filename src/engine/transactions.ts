import { type Awaitable, chain } from "./awaitable.ts";
import type { Change } from "./collections.ts";
import type { OpenContext } from "./context.ts";
import type { Mount } from "./mount.ts";
import type { Store, Transaction } from "./store.ts";
import type { World } from "./world.ts";

/** In which world, for which provider and when a transaction runs. */
export interface Place {
  readonly world: World;
  readonly mount: Mount;
  readonly now: number;
  readonly publicUrl: () => string;
  /** What the transaction has changed, once it has committed. */
  changes?: readonly Change[];
}

// Each round in which one transaction must run again, another one has committed; this many only ever means a fault.
const MOST_TRIES = 1000;
/** What a transaction read has changed before it could commit. */
const OVERTAKEN = Symbol("overtaken");

/** The world was removed while an exchange was under way in it. */
export class WorldGone extends Error {
  override readonly name = "WorldGone";
}

/** What a transaction does, given the provider's context. */
type Work<Result> = (context: OpenContext, transaction: Transaction) => Awaitable<Result>;

/**
 * Runs work as one transaction, and again when what it read has changed meanwhile.
 *
 * @param isWanted whether a result is to be committed; default: every one
 * @throws WorldGone when there is no such world any more
 */
export type CommitOrRepeat = <Result>(
  place: Place,
  work: Work<Result>,
  isWanted?: (result: Result) => boolean,
) => Awaitable<Result>;

export function createTransactions({
  store,
  acceptAnyCredentials,
}: {
  readonly store: Store;
  readonly acceptAnyCredentials: boolean;
}): CommitOrRepeat {
  function commitOrRepeat<Result>(
    place: Place,
    work: Work<Result>,
    isWanted: (result: Result) => boolean = () => true,
  ): Awaitable<Result> {
    return chain(attempt(place, work, isWanted), (first) => {
      if (first !== OVERTAKEN) return first;
      // Those that overtake each other take turns from here on: else each commit would send all others back again.
      return place.world.turns.take(async () => {
        for (let tries = 1; tries < MOST_TRIES; tries += 1) {
          const result = await attempt(place, work, isWanted);
          if (result !== OVERTAKEN) return result;
        }
        throw new Error(`a transaction was overtaken ${MOST_TRIES} times`);
      });
    });
  }

  function attempt<Result>(
    place: Place,
    work: Work<Result>,
    isWanted: (result: Result) => boolean,
  ): Awaitable<Result | typeof OVERTAKEN> {
    const { world, mount, now, publicUrl } = place;
    return chain(store.begin(world.name), (transaction) => {
      if (transaction === undefined) throw new WorldGone(`World ${world.name} was removed while it was in use.`);
      const context = mount.openContext({ transaction, now, world, acceptAnyCredentials, publicUrl });
      return chain(work(context, transaction), (result) => {
        if (!isWanted(result)) return result;
        return chain(transaction.commit(), (isCommitted) => {
          if (!isCommitted) return OVERTAKEN;
          place.changes = context.changes;
          if (context.emitted.length > 0) world.outbox.add(mount.provider.api.name, now, context.emitted);
          return result;
        });
      });
    });
  }

  return commitOrRepeat;
}
