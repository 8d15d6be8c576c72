import { toPointer } from "../basics/json-pointer.ts";

/** Plain data that records which of its members have been read. */
export interface TrackedReads<T> {
  readonly value: T;
  /**
   * Ends it: from now on the copy is plain data, wherever it has gone.
   *
   * @returns JSON pointers (RFC 6901) of the members that were not read; an unread member counts once, without its descendants.
   *   Limited to the first ones by `MOST_UNREAD` and `MOST_CHARACTERS`
   */
  end(): string[];
}

// Members may be as many, and their names as long, as a body allows.
export const MOST_UNREAD = 1000;
const MOST_CHARACTERS = 65_536;

interface Watched {
  readonly holder: object;
  readonly name: string;
  readonly value: unknown;
  /** Its own members. */
  readonly inside: readonly Watched[];
  isRead: boolean;
}

/**
 * Copies plain data so that every member notes when it is read. What is copied out of it counts as read.
 *
 * @param pointer where the data stands: the beginning of every JSON pointer
 */
export function trackReads<T>(data: T, pointer: string): TrackedReads<T> {
  const { value, inside } = copy(data);
  return {
    value: value as T,
    end() {
      const unread: string[] = [];
      listUnread(inside, pointer, unread, { left: MOST_CHARACTERS });
      release(inside);
      return unread;
    },
  };
}

function copy(data: unknown): { readonly value: unknown; readonly inside: readonly Watched[] } {
  if (typeof data !== "object" || data === null) return { value: data, inside: [] };
  const holder: object = Array.isArray(data) ? [] : {};
  const inside = Object.entries(data).map(([name, member]) => {
    const each: Watched = { holder, name, ...copy(member), isRead: false };
    Object.defineProperty(holder, name, {
      enumerable: true,
      configurable: true,
      get() {
        each.isRead = true;
        return each.value;
      },
    });
    return each;
  });
  return { value: holder, inside };
}

/** Pointers are made for what is listed alone: those of all members together may be far longer than the data. */
function listUnread(
  members: readonly Watched[],
  pointer: string,
  unread: string[],
  characters: { left: number },
): void {
  for (const { name, inside, isRead } of members) {
    if (isRead && inside.length === 0) continue;
    const place = pointer + toPointer([name]);
    if (isRead) listUnread(inside, place, unread, characters);
    else {
      characters.left -= place.length;
      if (unread.length === MOST_UNREAD || characters.left < 0) return;
      unread.push(place);
    }
  }
}

function release(members: readonly Watched[]): void {
  for (const { holder, name, value, inside } of members) {
    if (!Object.isFrozen(holder))
      Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true });
    release(inside);
  }
}
