import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { isAccessError } from "./api.ts";
import { toMessage } from "./formats.ts";

export interface Loaded<Value> {
  /** The latest value; `undefined` before the first. */
  readonly value: Value | undefined;
  /** Why the latest attempt failed. */
  readonly problem: string | undefined;
  readonly isDenied: boolean;
  reload(): void;
}

/** While a page is looked at, what it shows is at most this old. */
const REFRESH_MS = 4000;

/**
 * Loads a value, again whenever `keys` change, and every few seconds while the page is visible.
 *
 * @param refreshMs 0: once
 */
export function useLoaded<Value>(
  load: () => Promise<Value>,
  keys: readonly unknown[],
  refreshMs: number = REFRESH_MS,
): Loaded<Value> {
  const [state, setState] = useState<Omit<Loaded<Value>, "reload">>({
    value: undefined,
    problem: undefined,
    isDenied: false,
  });
  const run = useRef(0);
  const read = useCallback(async () => {
    const mine = ++run.current;
    try {
      const value = await load();
      if (mine === run.current) setState({ value, problem: undefined, isDenied: false });
    } catch (error) {
      if (mine === run.current)
        setState(({ value }) => ({ value, problem: toMessage(error), isDenied: isAccessError(error) }));
    }
  }, keys);
  useEffect(() => {
    setState({ value: undefined, problem: undefined, isDenied: false });
    void read();
    const timer = refreshMs === 0 ? undefined : setInterval(() => document.hidden || void read(), refreshMs);
    return () => {
      run.current += 1;
      clearInterval(timer);
    };
  }, [read, refreshMs]);
  return { ...state, reload: () => void read() };
}

/** What became of the latest action of a form or button. */
export interface Action {
  readonly isRunning: boolean;
  readonly problem: string | undefined;
  readonly done: string | undefined;
  /** Runs an action, and says what became of it. */
  run(action: () => Promise<unknown>, done?: string): void;
}

export function useAction(afterwards: () => void = () => {}): Action {
  const [state, setState] = useState<Omit<Action, "run">>({ isRunning: false, problem: undefined, done: undefined });
  const run = async (action: () => Promise<unknown>, done: string): Promise<void> => {
    setState({ isRunning: true, problem: undefined, done: undefined });
    try {
      await action();
      setState({ isRunning: false, problem: undefined, done });
    } catch (error) {
      setState({ isRunning: false, problem: toMessage(error), done: undefined });
    }
    afterwards();
  };
  return { ...state, run: (action, done = "Done.") => void run(action, done) };
}
