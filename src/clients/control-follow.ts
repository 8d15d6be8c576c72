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

/**
 * Yields exchanges as they happen. If the stream breaks off (proxies and platforms close idle ones), it is reopened where
 * it stopped, unless the previous attempt received nothing.
 *
 * @throws FollowError if the stream is refused, standin no longer answers, or an event is not an exchange
 */
export async function* followExchanges(
  open: OpenStream,
  start: Position,
  signal?: AbortSignal,
): AsyncGenerator<Exchange, void> {
  let position = start;
  for (let heard = true; heard; ) {
    const opened = await open(position);
    if (signal?.aborted) return;
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
    if (position.limit === 0) return;
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
