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
  publicUrl(): string;
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

/** What a transaction does at a place, given the provider's context. */
type Work<At extends Place, Result> = (context: OpenContext, place: At, transaction: Transaction) => Awaitable<Result>;

/**
 * Runs work as one transaction, and again when what it read has changed meanwhile.
 *
 * @param isWanted whether a result is to be committed
 * @throws WorldGone when there is no such world any more
 */
export type CommitOrRepeat = <At extends Place, Result>(
  place: At,
  work: Work<At, Result>,
  isWanted: (result: Result) => boolean,
) => Awaitable<Result>;

/** Commits whatever comes of a transaction. */
export const always = (): boolean => true;

/** One run of a transaction. */
interface Run<Result> {
  readonly place: Place;
  readonly context: OpenContext;
  readonly transaction: Transaction;
  readonly isWanted: (result: Result) => boolean;
}

export function createTransactions({
  store,
  acceptAnyCredentials,
}: {
  readonly store: Store;
  readonly acceptAnyCredentials: boolean;
}): CommitOrRepeat {
  const commitOrRepeat: CommitOrRepeat = (place, work, isWanted) =>
    chain(attempt(place, work, isWanted), repeatIfOvertaken, place, work, isWanted);

  function repeatIfOvertaken<At extends Place, Result>(
    first: Result | typeof OVERTAKEN,
    place: At,
    work: Work<At, Result>,
    isWanted: (result: Result) => boolean,
  ): Awaitable<Result> {
    if (first !== OVERTAKEN) return first;
    // Those that overtake each other take turns from here on: else each commit would send all others back again.
    return place.world.turns.take(async () => {
      for (let tries = 1; tries < MOST_TRIES; tries += 1) {
        const result = await attempt(place, work, isWanted);
        if (result !== OVERTAKEN) return result;
      }
      throw new Error(`a transaction was overtaken ${MOST_TRIES} times`);
    });
  }

  const attempt = <At extends Place, Result>(
    place: At,
    work: Work<At, Result>,
    isWanted: (result: Result) => boolean,
  ): Awaitable<Result | typeof OVERTAKEN> => chain(store.begin(place.world.name), start, place, work, isWanted);

  function start<At extends Place, Result>(
    transaction: Transaction | undefined,
    place: At,
    work: Work<At, Result>,
    isWanted: (result: Result) => boolean,
  ): Awaitable<Result | typeof OVERTAKEN> {
    if (transaction === undefined) throw new WorldGone(`World ${place.world.name} was removed while it was in use.`);
    const context = place.mount.openContext(transaction, place, acceptAnyCredentials);
    try {
      const result = work(context, place, transaction);
      const run = { place, context, transaction, isWanted };
      return result instanceof Promise ? finishLater(result, run) : finish(result, run);
    } catch (error) {
      transaction.abandon();
      throw error;
    }
  }

  return commitOrRepeat;
}

const finishLater = <Result>(result: Promise<Result>, run: Run<Result>): Promise<Result | typeof OVERTAKEN> =>
  result.then(
    (settled) => finish(settled, run),
    (error) => {
      run.transaction.abandon();
      throw error;
    },
  );

function finish<Result>(result: Result, run: Run<Result>): Awaitable<Result | typeof OVERTAKEN> {
  if (run.isWanted(result)) return chain(run.transaction.commit(), conclude, result, run);
  run.transaction.abandon();
  return result;
}

function conclude<Result>(
  isCommitted: boolean,
  result: Result,
  { place, context }: Run<Result>,
): Result | typeof OVERTAKEN {
  if (!isCommitted) return OVERTAKEN;
  place.changes = context.changes;
  if (context.emitted.length > 0) place.world.outbox.add(place.mount.provider.api.name, place.now, context.emitted);
  return result;
}
