import type { BodyStream } from "#engine/contract/exchange.ts";

/** A pull-based stream of texts for one reader. It buffers nothing: unread texts stay in their source. */
export interface Channel extends BodyStream {
  /** Whether the reader has read everything and waits for more. */
  isWaitedFor(): boolean;
  /** Passes a text to the reader, if it waits for one. */
  offer(text: string): void;
  /** Ends the stream after the texts that the source still has. */
  end(): void;
  /** Cuts off a reader that is too slow. */
  breakOff(): void;
}

export interface ChannelOptions {
  /** Returns the next text, or `undefined` if none is available yet. */
  readonly take: () => string | undefined;
  /** Called once, when the first text is requested. */
  readonly onStart: () => void;
  /** Called once after that, when the channel ends or is aborted, or its reader leaves. */
  readonly onEnd: () => void;
}

type Result = IteratorResult<string, undefined>;

const DONE: Result = { done: true, value: undefined };

/** Creates a channel that does nothing before its reader requests the first text. */
export function createChannel({ take, onStart, onEnd }: ChannelOptions): Channel {
  const cut = new AbortController();
  let reader: ((result: Result) => void) | undefined;
  let isStarted = false;
  let isOver = false;

  const settle = (result: Result): void => {
    const settled = reader;
    reader = undefined;
    settled?.(result);
  };

  const end = (): void => {
    if (isOver) return;
    isOver = true;
    if (isStarted) onEnd();
    settle(DONE);
  };

  const iterator: AsyncIterator<string, undefined> = {
    next() {
      if (!isStarted && !isOver) {
        isStarted = true;
        onStart();
      }
      const text = cut.signal.aborted ? undefined : take();
      if (cut.signal.aborted) return Promise.reject(cut.signal.reason);
      if (text !== undefined) return Promise.resolve({ done: false, value: text });
      if (isOver) return Promise.resolve(DONE);
      return new Promise((resolve) => {
        reader = resolve;
      });
    },
    return() {
      end();
      return Promise.resolve(DONE);
    },
  };

  return {
    signal: cut.signal,
    isWaitedFor: () => reader !== undefined,
    offer: (text) => settle({ done: false, value: text }),
    end,
    breakOff() {
      end();
      cut.abort(new Error("The reader is too slow: exchanges it has not read are no longer in the journal."));
    },
    [Symbol.asyncIterator]: () => iterator,
  };
}
