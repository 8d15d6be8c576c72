import type { BodyStream } from "#engine/contract/exchange.ts";
import { LimitExceededError } from "#engine/contract/limits.ts";
import type { JournalEntry, JournalQuery } from "#engine/journal/journal.ts";
import type { World } from "#engine/world/world.ts";
import { createChannel } from "./channel.ts";
import { toExchangeView } from "./exchange-view.ts";
import type { WaitOptions } from "./wait.ts";

// Proxies and clients close connections that are idle for long.
const HEARTBEAT_MS = 15_000;

/** Streams the journals of worlds. */
export interface Followers {
  /**
   * Streams the exchanges of a world as server-sent events: with `since`, first those in the journal, then new ones. The
   * world counts as in use while the stream is read. Exchanges are read from the journal: a reader that is slower than the
   * journal drops them is cut off, and may resume after the last number it has read.
   *
   * @throws LimitExceededError if there are too many streams
   */
  follow(world: World, query: JournalQuery): BodyStream;
}

/** @param limit the maximum number of concurrent streams */
export function createFollowers(limit: number, timer: WaitOptions["timer"]): Followers {
  let open = 0;
  const write = createEventWriter();

  const follow = (world: World, query: JournalQuery): BodyStream => {
    if (open >= limit)
      throw new LimitExceededError(
        `The limit of ${limit} streams of exchanges is reached. Close streams that are no longer needed.`,
      );
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
      // Sent at once, so that clients know that they are connected.
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

/** Serializes an exchange once for all its readers. */
function createEventWriter(): (entry: JournalEntry) => string {
  let last: { readonly entry: JournalEntry; readonly text: string } | undefined;
  return (entry) => {
    if (last?.entry !== entry) last = { entry, text: toEvent(entry) };
    return last.text;
  };
}

const toEvent = (entry: JournalEntry): string =>
  `id: ${entry.number}\nevent: exchange\ndata: ${JSON.stringify(toExchangeView(entry))}\n\n`;
