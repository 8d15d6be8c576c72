import type { Engine } from "#engine/pipeline/engine.ts";

/** First segment of the paths under which the control API answers. */
export const CONTROL_PREFIX = "_standin";

export interface ControlOptions {
  /** The engine that the control API works on. */
  readonly engine: Engine;
  /** The version of standin, shown by health and archives. */
  readonly version: string;
  /** The seeds that worlds begin with, by provider; absent: the provider's own. */
  readonly seeds?: () => Readonly<Record<string, unknown>>;
  /** Calls `run` once, after `delayMs` real milliseconds. @returns a function that cancels it */
  readonly timer: (delayMs: number, run: () => void) => () => void;
  /** The control token, which every caller then needs. Without it, local programs need none. */
  readonly token?: string | undefined;
}
