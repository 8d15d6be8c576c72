import type { StoredWorlds } from "./stored-worlds.ts";

/** Remembers the names of worlds that are gone, so that no world is mistaken for an earlier one of its name. */
export interface FormerWorlds {
  /** @param lastKey number of the last key that the world has signed with */
  add(name: string, lastKey: number, wasEvicted: boolean): void;
  /** Whether the last world of this name was evicted, and nothing has been put in its place yet. */
  wasEvicted(name: string): boolean;
  /** Lets a world of this name begin anew; or not, after all. */
  allow(name: string, isAllowed?: boolean): void;
  /** Number of the first key of the next world of this name: none has signed with it. */
  nextKey(name: string): number;
  /** Remembers what is stored of them. */
  recall(): Promise<void>;
}

interface Former {
  readonly nextKey: number;
  readonly wasEvicted: boolean;
}

/** @param limit how many names are remembered; the one that has been gone longest is forgotten first */
export function createFormerWorlds(limit: number, stored: StoredWorlds | undefined): FormerWorlds {
  const known = new Map<string, Former>();
  // What is forgotten had no higher number: a name that is not known begins here.
  let floor = 0;

  const set = (name: string, former: Former): void => {
    known.delete(name);
    known.set(name, former);
    const [oldest] = known.size > limit ? known : [];
    if (oldest !== undefined) {
      known.delete(oldest[0]);
      floor = Math.max(floor, oldest[1].nextKey);
    }
    stored?.keepFormer(name, former.nextKey, oldest?.[0], floor);
  };

  return {
    add: (name, lastKey, wasEvicted) => set(name, { nextKey: lastKey + 1, wasEvicted }),
    wasEvicted: (name) => known.get(name)?.wasEvicted ?? false,
    allow(name, isAllowed = true) {
      const former = known.get(name);
      if (former !== undefined) known.set(name, { ...former, wasEvicted: !isAllowed });
    },
    nextKey: (name) => known.get(name)?.nextKey ?? floor,
    async recall() {
      for (const [name, nextKey] of (await stored?.readFormer()) ?? [])
        if (name === "") floor = nextKey;
        else known.set(name, { nextKey, wasEvicted: false });
    },
  };
}
