import type { JournalEntry, JournalQuery } from "#engine/journal.ts";
import type { World } from "#engine/world.ts";
import { createChannel } from "./channel.ts";
import { toExchange } from "./shown-exchange.ts";
import type { WaitOptions } from "./wait.ts";

// Proxies, and clients, give up on connections that are silent for long.
const HEARTBEAT_MS = 15_000;
// Whoever reads more slowly than that is sent away, and may go on from the last number it has seen.
const MOST_WAITING = 1000;

/**
 * The exchanges of a world as server-sent events: those there are, where the query says `since`, and those to come. The
 * world counts as in use for as long as somebody listens.
 */
export function followExchanges(world: World, query: JournalQuery, timer: WaitOptions["timer"]): AsyncIterable<string> {
  let left = query.limit ?? Number.POSITIVE_INFINITY;
  let cancel = (): void => {};
  const channel = createChannel<string>(MOST_WAITING, () => {
    cancel();
    unsubscribe();
    world.users -= 1;
  });
  const tell = (entry: JournalEntry): void => {
    if (left <= 0 || entry.number <= (query.since ?? 0)) return;
    left -= 1;
    channel.push(toEvent(entry));
    if (left === 0) channel.end();
  };
  const beat = (): void => {
    cancel = timer(HEARTBEAT_MS, () => {
      channel.push(":\n\n");
      beat();
    });
  };
  world.users += 1;
  const unsubscribe = world.journal.subscribe({ recorded: tell, ended: channel.end }, query);
  beat();
  // Comes at once, so that clients know that they are connected.
  channel.push(":\n\n");
  if (query.since !== undefined) for (const entry of world.journal.entries(query)) tell(entry);
  return channel;
}

const toEvent = (entry: JournalEntry): string =>
  `id: ${entry.number}\nevent: exchange\ndata: ${JSON.stringify(toExchange(entry))}\n\n`;
