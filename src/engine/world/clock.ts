import { DURATION_RULE, toMilliseconds } from "../basics/durations.ts";
import { StandinError } from "../basics/errors.ts";
import { isPromise } from "../basics/late.ts";
import { quoteGiven } from "../basics/quote.ts";
import { CLOCK_RANGE, isClockTime, LAST_MS } from "../basics/times.ts";
import type { Transaction } from "../state/images.ts";
import type { WorldImage } from "../state/world-image.ts";

/** A world's time as a value: what the clock shows, and since when. Copying it copies the clock. */
export interface ClockSetting {
  /** World time, in milliseconds since 1970, at the moment of `realMs`. */
  readonly worldMs: number;
  readonly realMs: number;
  /** World milliseconds per real millisecond; 0 when frozen. */
  readonly scale: number;
}

/** A clock that shows the real time. */
export const REAL_TIME: ClockSetting = { worldMs: 0, realMs: 0, scale: 1 };

/** Calls `run` once, after `delayMs` real milliseconds. @returns a function that cancels it */
export type Timer = (delayMs: number, run: () => void) => () => void;

/**
 * The clock of one world. It shows the real time until it is set, frozen, advanced or scaled. Moving it forward runs the work
 * that becomes due, in order and each at its own time, and waits for it.
 */
export interface Clock {
  /** Whole milliseconds since 1970. */
  now(): number;
  set(worldMs: number): Promise<void>;
  /**
   * @param by whole milliseconds, or an ISO 8601 duration such as `PT15M`
   * @throws StandinError for anything else, or beyond the last time that a clock shows
   */
  advance(by: number | string): Promise<void>;
  freeze(): void;
  /** Runs on, at `scale` world milliseconds for each real one (1 by default). */
  run(scale?: number): void;
  /** Runs what is due by now, and waits until every delivery that is due has been tried. */
  settled(): Promise<void>;
  readonly setting: ClockSetting;
}

/** The clock as the engine uses it. */
export interface WorldClock extends Clock {
  /** Runs what is due by now, and sets the timer for what comes next. */
  wake(): void;
  /** Stops a move that is under way, as the world becomes another one: it resolves, and goes no further. */
  interrupt(): void;
  /** Stops the timer. */
  stop(): void;
  /** Real milliseconds until something is due; `undefined`: nothing is, or the clock stands. */
  untilDueMs(): number | undefined;
}

/** What a clock runs. */
export interface DueWork {
  /** World time of what is due next; `undefined`: nothing is. */
  nextMs(): number | undefined;
  /** Loads what running it needs; `undefined`: it is loaded, or nothing is due by then. */
  load(byMs: () => number): Promise<void> | undefined;
  /** Runs or starts everything that is due at `nowMs` or before. `undefined`: that has been done. */
  run(nowMs: number): Promise<void> | undefined;
  /** Whether some of it is still under way. */
  isBusy(): boolean;
  settled(): Promise<void>;
}

export interface ClockOptions {
  readonly image: WorldImage;
  readonly due: DueWork;
  /** Milliseconds since 1970. */
  readonly realNow: () => number;
  /** Default: scheduled work runs only when the clock is moved, or an exchange comes. */
  readonly timer?: Timer | undefined;
  /** Called when the clock is moved back: what measures time left has to move along. */
  readonly shift?: (transaction: Transaction, byMs: number) => void;
  /** Called with 1 when a move begins that has to wait, and with -1 when it ends. */
  readonly use?: (change: 1 | -1) => void;
}

/** As in the spec of the control API: a year takes half a minute. */
const HIGHEST_SCALE = 1_000_000;

const SPACE = "#clock";
const KEY = "setting";

/** Sets a world's clock within a transaction. */
export function writeClock(transaction: Transaction, setting: ClockSetting): void {
  transaction.set(SPACE, KEY, setting);
}

/** World time by a setting: whole milliseconds since 1970. A clock that runs stops at the last time that it can show. */
function timeBy(setting: ClockSetting, realMs: number): number {
  if (setting.scale === 0) return Math.floor(setting.worldMs);
  const elapsedMs = realMs - setting.realMs;
  const worldMs = Math.floor(setting.worldMs + (setting.scale === 1 ? elapsedMs : elapsedMs * setting.scale));
  return worldMs < LAST_MS ? worldMs : LAST_MS;
}

/** @throws StandinError for a scale that no clock may have */
export function checkScale(scale: unknown): void {
  if (typeof scale !== "number" || !Number.isFinite(scale) || scale < 0)
    throw new StandinError(
      "ERR_STANDIN_INVALID_CLOCK",
      `A clock takes a finite scale of 0 or more, not ${quoteGiven(scale)}.`,
    );
  if (scale > HIGHEST_SCALE)
    throw new StandinError(
      "ERR_STANDIN_INVALID_CLOCK",
      `A clock runs at most ${HIGHEST_SCALE} times as fast as real time, not ${scale} times.`,
    );
}

/**
 * Reads a duration by which a clock is moved.
 *
 * @returns milliseconds
 * @throws StandinError for anything else
 */
export function toAdvance(by: unknown): number {
  const byMs = toMilliseconds(by);
  if (byMs === undefined)
    throw new StandinError("ERR_STANDIN_INVALID_CLOCK", `${DURATION_RULE} ${quoteGiven(by)} is not one.`);
  return byMs;
}

/** @throws StandinError for a setting that no clock may have */
export function checkSetting(worldMs: number, scale: number): void {
  checkScale(scale);
  if (!Number.isFinite(worldMs))
    throw new StandinError("ERR_STANDIN_INVALID_CLOCK", `A clock takes finite milliseconds, not ${worldMs}.`);
  if (!isClockTime(worldMs)) throw new StandinError("ERR_STANDIN_INVALID_CLOCK", CLOCK_RANGE);
}

/** @throws StandinError for a clock that no world may begin with */
export const checkClock = ({ clock = REAL_TIME }: { readonly clock?: ClockSetting | undefined }): void =>
  checkSetting(clock.worldMs, clock.scale);

// Timers take 32 bits; a later one is set anew when this long has passed.
const LONGEST_DELAY_MS = 2 ** 31 - 1;

/** Runs what is due, and waits for its deliveries, until nothing is due any more. */
async function settle(due: DueWork, now: () => number, isGoingOn: () => boolean): Promise<void> {
  await due.settled();
  while (isGoingOn()) {
    await due.load(now);
    const nextMs = due.nextMs();
    if (nextMs === undefined || nextMs > now()) return;
    await due.run(now());
    await due.settled();
  }
}

export function createClock({ image, due, realNow, timer, shift, use }: ClockOptions): WorldClock {
  let cancelTimer: (() => void) | undefined;
  let moves: Promise<void> | undefined;
  let interruptions = 0;

  const read = (): ClockSetting => (image.read(SPACE, KEY) as ClockSetting | undefined) ?? REAL_TIME;
  const now = (): number => timeBy(read(), realNow());

  const write = (worldMs: number, scale: number): void | Promise<void> => {
    checkSetting(worldMs, scale);
    const setting = { worldMs, realMs: realNow(), scale };
    return image.keep(() =>
      image.transact((transaction) => {
        const movedMs = Math.floor(worldMs) - now();
        if (movedMs < 0) shift?.(transaction, movedMs);
        writeClock(transaction, setting);
      }),
    );
  };

  const stop = (): void => {
    cancelTimer?.();
    cancelTimer = undefined;
  };

  const untilDueMs = (): number | undefined => {
    const { scale } = read();
    const nextMs = scale === 0 ? undefined : due.nextMs();
    return nextMs === undefined ? undefined : Math.max(0, Math.ceil((nextMs - now()) / scale));
  };

  const setTimer = (): void => {
    stop();
    if (timer === undefined) return;
    const delayMs = untilDueMs();
    if (delayMs !== undefined) cancelTimer = timer(Math.min(delayMs, LONGEST_DELAY_MS), wake);
  };

  const runDue = (): void => {
    const running = due.run(now());
    if (running === undefined) setTimer();
    // If nothing can be kept at the moment, it is still due.
    else void running.then(setTimer, setTimer);
  };

  const wake = (): void => {
    const loading = due.load(now);
    if (loading === undefined) runDue();
    else void loading.then(runDue);
  };

  const moveTo = async (targetMs: number): Promise<void> => {
    const begun = interruptions;
    await due.settled();
    while (interruptions === begun) {
      await due.load(() => targetMs);
      const nextMs = due.nextMs();
      if (nextMs === undefined || nextMs > targetMs) break;
      await write(Math.max(now(), nextMs), read().scale);
      await due.run(now());
      await due.settled();
    }
    if (interruptions !== begun) return;
    await write(Math.max(now(), targetMs), read().scale);
    setTimer();
  };

  /** Moves follow each other. One with nothing to run is over at once. */
  const move = (target: () => number): Promise<void> => {
    checkSetting(target(), read().scale);
    const isQuiet = moves === undefined && !due.isBusy() && !((due.nextMs() ?? Number.POSITIVE_INFINITY) <= target());
    if (isQuiet || target() <= now()) {
      const written = write(target(), read().scale);
      setTimer();
      return Promise.resolve(written);
    }
    use?.(1);
    const moved = (moves ?? Promise.resolve()).then(() => moveTo(target())).finally(() => use?.(-1));
    const ended = moved
      .catch(() => {})
      .then(() => {
        if (moves === ended) moves = undefined;
      });
    moves = ended;
    return moved;
  };

  const change = (scale: number): void => {
    const written = write(now(), scale);
    // Nothing waits for it; what cannot be kept is taken back by the log.
    if (isPromise(written)) void written.then(setTimer, setTimer);
    else setTimer();
  };

  return {
    now,
    set: (worldMs) => move(() => worldMs),
    advance(by) {
      const byMs = toAdvance(by);
      return move(() => now() + byMs);
    },
    freeze: () => change(0),
    run: (scale = 1) => change(scale),
    async settled() {
      const begun = interruptions;
      use?.(1);
      await settle(due, now, () => interruptions === begun).finally(() => use?.(-1));
    },
    get setting() {
      return read();
    },
    wake,
    interrupt() {
      interruptions += 1;
    },
    stop,
    untilDueMs,
  };
}
