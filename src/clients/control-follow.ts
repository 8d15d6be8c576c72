import type { components } from "#generated/control/types.ts";
import { InvalidEventError, readServerSentEvents } from "./control-events.ts";
import { type ControlResult, FollowError } from "./control-results.ts";
import { toFailure } from "./result.ts";
import { isRecord } from "./values.ts";

type Exchange = components["schemas"]["Exchange"];

/** The position to resume at, and the number of exchanges still to send. */
interface Position {
  readonly since?: number;
  readonly limit?: number;
}

/** Requests the stream of exchanges after a position. */
export type OpenStream = (position: Position) => Promise<ControlResult<ReadableStream<Uint8Array> | null>>;

/** As they are when this module is loaded: fake timers of a test are not waited for. */
const { setTimeout, clearTimeout } = globalThis;

/** Milliseconds before a stream is opened again: the first pause, and the longest. Each is twice as long as the one before. */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5000;

/** @param signal ends the pause at once */
const pause = (milliseconds: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timeout);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timeout = setTimeout(end, milliseconds);
    signal?.addEventListener("abort", end);
  });

/**
 * Yields exchanges as they happen. If the stream breaks off (proxies and platforms close idle ones), it is reopened where
 * it stopped, after a pause, unless the previous attempt received nothing.
 *
 * @throws FollowError if the stream is refused, standin no longer answers, or an event is not an exchange
 */
export async function* followExchanges(
  open: OpenStream,
  start: Position,
  signal?: AbortSignal,
): AsyncGenerator<Exchange, void> {
  let position = start;
  let pauseMs = FIRST_PAUSE_MS;
  for (let heard = true; heard; ) {
    const opened = await open(position);
    if (signal?.aborted) {
      if (opened.ok) void opened.data?.cancel().catch(() => {});
      return;
    }
    if (!opened.ok) throw new FollowError(opened);
    if (opened.data === null) return;
    heard = false;
    try {
      for await (const { event, data } of readServerSentEvents(opened.data, signal)) {
        heard = true;
        if (event !== "exchange" || data === undefined) continue;
        const exchange = toExchange(data);
        position = after(position, exchange);
        yield exchange;
      }
      return;
    } catch (cause) {
      if (!heard || cause instanceof InvalidEventError) throw new FollowError(toFailure(cause));
    }
    if (position.limit === 0 || signal?.aborted) return;
    await pause(pauseMs, signal);
    pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
  }
}

const after = ({ limit }: Position, { number }: Exchange): Position => ({
  since: number,
  ...(limit !== undefined && { limit: limit - 1 }),
});

/** @throws InvalidEventError unless it is JSON, and has the number from which the stream is resumed */
function toExchange(data: string): Exchange {
  try {
    const exchange = JSON.parse(data);
    if (isRecord(exchange) && Number.isSafeInteger(exchange["number"])) return exchange;
  } catch {
    // The platform's message quotes the text.
  }
  throw new InvalidEventError("an event is not an exchange");
}
