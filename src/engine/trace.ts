/** Plain data that remembers which of its members somebody has read. */
export interface Traced<T> {
  readonly value: T;
  /**
   * Ends it: from now on the copy is plain data, wherever it has gone.
   *
   * @returns JSON pointers (RFC 6901) of what nobody has read: of a member that nobody looked at, not of each thing inside it
   */
  end(): string[];
}

interface Watched {
  readonly holder: object;
  readonly name: string;
  readonly value: unknown;
  readonly place: string;
  isRead: boolean;
}

/**
 * Copies plain data so that every member notes when it is read. What is copied out of it counts as read.
 *
 * @param pointer where the data stands: the beginning of every JSON pointer
 */
export function traceReads<T>(data: T, pointer: string): Traced<T> {
  const watched: Watched[] = [];
  const value = copy(data, pointer, watched) as T;
  return {
    value,
    end() {
      const unread = watched.filter(({ isRead }) => !isRead).map(({ place }) => place);
      for (const { holder, name, value: member } of watched)
        if (!Object.isFrozen(holder))
          Object.defineProperty(holder, name, { value: member, enumerable: true, configurable: true, writable: true });
      const all = new Set(unread);
      return unread.filter((place) => !isInside(place, all));
    },
  };
}

function copy(data: unknown, pointer: string, watched: Watched[]): unknown {
  if (typeof data !== "object" || data === null) return data;
  const holder: object = Array.isArray(data) ? [] : {};
  for (const [name, member] of Object.entries(data)) {
    const place = `${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    const each: Watched = { holder, name, value: copy(member, place, watched), place, isRead: false };
    watched.push(each);
    Object.defineProperty(holder, name, {
      enumerable: true,
      configurable: true,
      get() {
        each.isRead = true;
        return each.value;
      },
    });
  }
  return holder;
}

function isInside(place: string, others: ReadonlySet<string>): boolean {
  for (let end = place.lastIndexOf("/"); end > 0; end = place.lastIndexOf("/", end - 1))
    if (others.has(place.slice(0, end))) return true;
  return false;
}
