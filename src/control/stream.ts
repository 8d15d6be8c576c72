import { BoundReached } from "#engine/bounds.ts";
import type { BodyStream } from "#engine/exchange.ts";
import type { JournalEntry, JournalQuery } from "#engine/journal.ts";
import type { World } from "#engine/world.ts";
import { createChannel } from "./channel.ts";
import { toExchange } from "./shown-exchange.ts";
import type { WaitOptions } from "./wait.ts";

// Proxies, and clients, give up on connections that are silent for long.
const HEARTBEAT_MS = 15_000;

/** Follows the journals of worlds. */
export interface Followers {
  /**
   * The exchanges of a world as server-sent events: those there are, where the query says `since`, and those to come. The
   * world counts as in use for as long as they are read. They are read from the journal: a reader whom the journal does not
   * wait for is cut off, and may go on from the last number that it has seen.
   *
   * @throws BoundReached when there are too many
   */
  follow(world: World, query: JournalQuery): BodyStream;
}

/** @param limit how many there may be at the same time */
export function createFollowers(limit: number, timer: WaitOptions["timer"]): Followers {
  let open = 0;
  const write = createEventWriter();

  const follow = (world: World, query: JournalQuery): BodyStream => {
    if (open >= limit)
      throw new BoundReached(`${limit} streams of exchanges are followed already. End those that are done.`);
    const { journal } = world;
    let left = query.limit ?? Number.POSITIVE_INFINITY;
    let position = query.since ?? journal.last;
    let oldestUnread = Number.POSITIVE_INFINITY;
    let isGreeted = false;
    let cancel = (): void => {};
    let unsubscribe = (): void => {};

    const toText = (entry: JournalEntry): string => {
      position = entry.number;
      oldestUnread = Number.POSITIVE_INFINITY;
      left -= 1;
      return write(entry);
    };
    const take = (): string | undefined => {
      // Comes at once, so that clients know that they are connected.
      if (!isGreeted) {
        isGreeted = true;
        return BEAT;
      }
      if (oldestUnread < journal.first) channel.breakOff();
      const [entry] = left > 0 ? journal.entries({ ...query, since: position, limit: 1 }) : [];
      const text = entry && toText(entry);
      if (left <= 0) channel.end();
      return text;
    };
    const recorded = (entry: JournalEntry): void => {
      if (left <= 0 || entry.number <= position) return;
      if (channel.isWaitedFor()) {
        channel.offer(toText(entry));
        if (left <= 0) channel.end();
        return;
      }
      oldestUnread = Math.min(oldestUnread, entry.number);
      if (oldestUnread < journal.first) channel.breakOff();
    };
    const beat = (): void => {
      cancel = timer(HEARTBEAT_MS, () => {
        channel.offer(BEAT);
        beat();
      });
    };
    const channel = createChannel({
      take,
      onStart() {
        open += 1;
        world.users += 1;
        beat();
        unsubscribe = journal.subscribe({ recorded, ended: () => channel.end() }, query);
      },
      onEnd() {
        open -= 1;
        world.users -= 1;
        cancel();
        unsubscribe();
      },
    });
    return channel;
  };
  return { follow };
}

const BEAT = ":\n\n";

/** Writes an exchange once, however many follow it. */
function createEventWriter(): (entry: JournalEntry) => string {
  let last: { readonly entry: JournalEntry; readonly text: string } | undefined;
  return (entry) => {
    if (last?.entry !== entry) last = { entry, text: toEvent(entry) };
    return last.text;
  };
}

const toEvent = (entry: JournalEntry): string =>
  `id: ${entry.number}\nevent: exchange\ndata: ${JSON.stringify(toExchange(entry))}\n\n`;
