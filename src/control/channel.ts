/** Hands values from whoever has them to whoever reads them. */
export interface Channel<T> extends AsyncIterable<T> {
  /** Ends the channel instead when too many values wait. */
  push(value: T): void;
  /** What was pushed before is still read. */
  end(): void;
}

/**
 * @param limit how many values may wait to be read
 * @param onEnd called once, when the channel ends, or its reader goes away
 */
export function createChannel<T>(limit: number, onEnd: () => void): Channel<T> {
  const waiting: T[] = [];
  let reader: ((result: IteratorResult<T, undefined>) => void) | undefined;
  let isOver = false;

  const end = (): void => {
    if (isOver) return;
    isOver = true;
    onEnd();
    reader?.({ done: true, value: undefined });
    reader = undefined;
  };

  const iterator: AsyncIterator<T, undefined> = {
    next() {
      const value = waiting.shift();
      if (value !== undefined) return Promise.resolve({ done: false, value });
      if (isOver) return Promise.resolve({ done: true, value: undefined });
      return new Promise((resolve) => {
        reader = resolve;
      });
    },
    return() {
      waiting.length = 0;
      end();
      return Promise.resolve({ done: true, value: undefined });
    },
  };

  return {
    push(value) {
      if (isOver) return;
      if (reader !== undefined) {
        const read = reader;
        reader = undefined;
        read({ done: false, value });
      } else if (waiting.length < limit) waiting.push(value);
      else end();
    },
    end,
    [Symbol.asyncIterator]: () => iterator,
  };
}
