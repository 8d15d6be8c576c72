import type { BodyStream } from "#engine/exchange.ts";

/** Texts for one reader, who takes them one by one. Nothing waits here: what is not taken yet stays where it is kept. */
export interface Channel extends BodyStream {
  /** Whether the reader has taken everything, and waits for more. */
  isWaitedFor(): boolean;
  /** Hands over a text, if the reader waits for one. */
  offer(text: string): void;
  /** What is still there to take is taken, and nothing is waited for any more. */
  end(): void;
  /** The reader has been too slow. */
  breakOff(): void;
}

export interface ChannelOptions {
  /** The next text; `undefined`: there is none yet. */
  readonly take: () => string | undefined;
  /** Called once, when the first text is asked for. */
  readonly onStart: () => void;
  /** Called once after that, when the channel ends, is broken off, or its reader goes away. */
  readonly onEnd: () => void;
}

type Result = IteratorResult<string, undefined>;

const DONE: Result = { done: true, value: undefined };

/** A channel that does nothing before its reader asks for the first text. */
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
      cut.abort(new Error("The reader has been too slow: what it has not read yet is not kept any more."));
    },
    [Symbol.asyncIterator]: () => iterator,
  };
}
