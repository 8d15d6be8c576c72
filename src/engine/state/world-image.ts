import { StandinError } from "../basics/errors.ts";
import { type EngineLimits, LimitExceededError } from "../contract/limits.ts";
import { type Reason, roomReasons } from "../contract/reasons.ts";
import type { Growth, HeldImage, Images, ImageView, Transaction } from "./images.ts";
import type { Log } from "./log.ts";

/** One world's image and, where there is one, its log. */
export interface WorldImage extends Pick<ImageView, "layersOf" | "watch"> {
  /** Whether a log keeps the world: then its image may hold what no code of this process has made. */
  readonly isKept: boolean;
  /** What it takes, by estimate. */
  readonly bytes: number;
  /** One value, without a transaction. */
  read(space: string, key: string): unknown;
  /** The first key of a space; `undefined` if it is empty. */
  firstKey(space: string): string | undefined;
  /**
   * @throws StandinError if the world has been dropped
   */
  begin(): Transaction;
  /** Commits a transaction and appends its writes to the log. */
  commit(transaction: Transaction): void;
  /** Runs work as one transaction, which is committed unless it throws. */
  transact<Result>(work: (transaction: Transaction) => Result): Result;
  /** Returns the reason if the additions of a transaction exceed a limit. */
  whyFull(transaction: Transaction): Reason | undefined;
  /**
   * The same for what may add to any space.
   *
   * @throws LimitExceededError if there is no room
   */
  checkRoom(transaction: Transaction): void;
  /** All of it as it is now. */
  hold(): HeldImage | undefined;
  /** See `Log.settled`. */
  settled(): Promise<boolean> | undefined;
  /** Runs work, and repeats it while a log reports that another process committed first. With a log, returns a promise. */
  keep<Result>(work: () => Result): Result | Promise<Result>;
  /** Waits for all work that `keep` has begun; `undefined` without a log. Rejects if some of it cannot be stored. */
  allKept(): Promise<void> | undefined;
}

/**
 * Waits for a world's log, as `Log.settled` does.
 *
 * @throws StandinError if the log cannot store
 */
export const settledIn = (log: Log | undefined, name: string): Promise<boolean> | undefined =>
  log?.settled(name)?.catch((error: Error) => {
    throw new StandinError(
      "ERR_STANDIN_NOT_STORED",
      `The changes of world ${name} cannot be stored, and have been rolled back: ${error.message}.`,
    );
  });

// Each time work is overtaken, other work has been kept; this often in a row only ever means a fault.
export const MOST_RUNS = 1000;

/**
 * @param name of a world whose image is there
 * @param limits absent: unlimited
 */
export function openWorldImage(images: Images, log: Log | undefined, name: string, limits?: EngineLimits): WorldImage {
  const view = images.view(name);
  const settled = (): Promise<boolean> | undefined => settledIn(log, name);
  const begin = (): Transaction => {
    const transaction = view.begin();
    if (transaction === undefined)
      throw new StandinError("ERR_STANDIN_WORLD_GONE", `World ${name} was removed while it was in use.`);
    return transaction;
  };
  const commit = (transaction: Transaction): void => {
    if (log !== undefined) {
      const writes = transaction.writes();
      if (writes.length > 0) log.append({ kind: "commit", world: name, writes, written: transaction.written });
    }
    transaction.commit();
  };
  const keepLater = async <Result>(work: () => Result): Promise<Result> => {
    for (let runs = 0; runs < MOST_RUNS; runs += 1) {
      const catchingUp = log?.catchUp(name);
      if (catchingUp !== undefined) await catchingUp;
      const result = work();
      if ((await settled()) !== false) return result;
    }
    throw new Error(`Work in world ${name} was overtaken ${MOST_RUNS} times.`);
  };
  const underWay = new Set<Promise<unknown>>();
  const keepNoted = <Result>(work: () => Result): Promise<Result> => {
    const keeping = keepLater(work);
    const noted = keeping.finally(() => underWay.delete(noted));
    underWay.add(noted);
    noted.catch(() => {});
    return keeping;
  };
  const allKept = async (): Promise<void> => {
    while (underWay.size > 0) await Promise.all(underWay);
    await settled();
  };
  const whyOver = ({ rows, kept }: Growth): Reason | undefined => {
    if (rows > 0 && limits?.isOver("worldBytes", view.bytes))
      return roomReasons.worldFull({ world: name, limitBytes: limits.worldBytes });
    // Transactions that shrink a world are always accepted, although a deleted row that copies share leaves a mark.
    if (rows + kept > 0 && limits?.isOver("bytes", images.atMostBytes) && images.isOver(limits.bytes))
      return roomReasons.worldsFull({ limitBytes: limits.bytes });
    return undefined;
  };
  return {
    whyFull: ({ growth }) => whyOver(growth),
    checkRoom({ allGrowth }) {
      const reason = whyOver(allGrowth);
      if (reason !== undefined) throw new LimitExceededError(reason);
    },
    hold: () => images.hold(name),
    isKept: log !== undefined,
    get bytes() {
      return view.bytes;
    },
    read: (space, key) => view.read(space, key),
    firstKey: (space) => view.firstKey(space),
    layersOf: (space) => view.layersOf(space),
    watch: (watcher) => view.watch(watcher),
    begin,
    commit,
    transact(work) {
      const transaction = begin();
      try {
        const result = work(transaction);
        commit(transaction);
        return result;
      } finally {
        transaction.abandon();
      }
    },
    settled,
    keep: (work) => (log === undefined ? work() : keepNoted(work)),
    allKept: () => (log === undefined ? undefined : allKept()),
  };
}
