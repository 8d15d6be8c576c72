import { isPromise } from "../basics/late.ts";
import type { Images } from "../state/images.ts";
import { jobs } from "../state/jobs.ts";
import type { Log } from "../state/log.ts";
import { openWorldImage } from "../state/world-image.ts";
import { events } from "../webhooks/event-rows.ts";
import type { Timer } from "./clock.ts";

/** What a log that is this process's own keeps besides worlds, and what wakes those that are not open. */
export interface StoredWorlds {
  /** Names of the worlds that are stored, open or not. */
  names(): readonly string[];
  has(name: string): boolean;
  /** Whether something may be due in a world by itself, now or later. */
  isTimed(name: string): boolean;
  /** Opens a world again when something is due there. */
  wakeIn(name: string, delayMs: number, open: () => unknown): void;
  /** Wakes a world no more; without a name, none. */
  letSleep(name?: string): void;
  /** Keeps the number of the next key of a world that is gone. @param floor that of all names that are not kept any more */
  keepFormer(name: string, nextKey: number, forgotten: string | undefined, floor: number): void;
  /** Reads those numbers, in the order in which the worlds went; the floor has the name "". */
  readFormer(): Promise<readonly (readonly [name: string, nextKey: number])[]>;
}

export interface StoredWorldsOptions {
  readonly images: Images;
  readonly log: Log;
  readonly timer?: Timer | undefined;
}

/** The spaces of what is done at its time, without a request. */
const TIMED = [jobs.rows, events.rows];

const RETRY_MS = 1000;
// Timers take 32 bits; a later one is set anew when this long has passed.
const LONGEST_DELAY_MS = 2 ** 31 - 1;

/** The image of those that are gone. No world has this name. */
const FORMER = "~former";
const SPACE = "former";
const EVERYTHING = { from: "", to: "\uffff".repeat(8), limit: Number.POSITIVE_INFINITY };

interface FormerRow {
  readonly nextKey: number;
  /** The order in which they went. */
  readonly number: number;
}

export function createStoredWorlds({ images, log, timer }: StoredWorldsOptions): StoredWorlds {
  const alarms = new Map<string, () => void>();
  let count = 0;

  const letSleep = (name: string): void => {
    alarms.get(name)?.();
    alarms.delete(name);
  };

  const wakeIn: StoredWorlds["wakeIn"] = (name, delayMs, open) => {
    letSleep(name);
    const ring = async (): Promise<void> => {
      alarms.delete(name);
      try {
        await open();
      } catch {
        // There is no room for it yet.
        wakeIn(name, RETRY_MS, open);
      }
    };
    if (timer !== undefined)
      alarms.set(
        name,
        timer(Math.min(delayMs, LONGEST_DELAY_MS), () => void ring()),
      );
  };

  return {
    names() {
      const names = log.worlds();
      return isPromise(names) ? [] : names.filter((name) => !name.includes("~"));
    },
    has: (name) => log.stores?.(name) === true,
    isTimed: (name) => TIMED.some((space) => log.hasRows?.(name, space) ?? true),
    wakeIn,
    letSleep(name) {
      for (const each of name === undefined ? [...alarms.keys()] : [name]) letSleep(each);
    },
    keepFormer(name, nextKey, forgotten, floor) {
      if (!images.has(FORMER)) {
        images.create(FORMER);
        log.append({ kind: "create", world: FORMER });
      }
      count += 1;
      openWorldImage(images, log, FORMER).transact((transaction) => {
        transaction.set(SPACE, name, { nextKey, number: count } satisfies FormerRow);
        if (forgotten === undefined) return;
        transaction.delete(SPACE, forgotten);
        transaction.set(SPACE, "", { nextKey: floor, number: 0 } satisfies FormerRow);
      });
    },
    async readFormer() {
      if (!(await log.load(FORMER))) return [];
      const transaction = images.begin(FORMER);
      const rows = transaction?.range(SPACE, EVERYTHING) ?? [];
      transaction?.abandon();
      const former = rows.map(([name, row]): [string, FormerRow] => [name, row as FormerRow]);
      former.sort(([, a], [, b]) => a.number - b.number);
      count = former.at(-1)?.[1].number ?? 0;
      return former.map(([name, { nextKey }]) => [name, nextKey]);
    },
  };
}
