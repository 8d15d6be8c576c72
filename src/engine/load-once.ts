import type { Awaitable } from "./exchange.ts";

/**
 * Loads something when it is first asked for. From then on it is at hand, without a promise; whoever asks while it loads
 * waits for the same load. A load that failed is not remembered: the next one who asks tries again.
 */
export function loadOnce<Value>(load: () => Promise<Value>): () => Awaitable<Value> {
  let held: Awaitable<Value> | undefined;
  const keep = (value: Value): Value => {
    held = value;
    return value;
  };
  const forget = (error: unknown): never => {
    held = undefined;
    throw error;
  };
  return () => {
    held ??= load().then(keep, forget);
    return held;
  };
}
