import type { Engine } from "#engine/engine.ts";

/** First segment of the paths under which the control API answers. */
export const CONTROL_PREFIX = "_standin";

export interface ControlOptions {
  /** What is controlled. */
  readonly engine: Engine;
  /** Of standin itself, as health and archives tell it. */
  readonly version: string;
  /** Calls `run` once, after `delayMs` real milliseconds. @returns what cancels it */
  readonly timer: (delayMs: number, run: () => void) => () => void;
  /** The control token, which every caller then needs; absent: programs of this machine need none. */
  readonly token?: string | undefined;
}
