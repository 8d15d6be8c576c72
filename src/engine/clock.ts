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

/** Calls `run` once, after `delayMs` real milliseconds. @returns what cancels it */
export type Timer = (delayMs: number, run: () => void) => () => void;

/**
 * The clock of one world. It shows the real time until it is set, frozen, advanced or scaled, and it runs what is due.
 * Whoever moves it forward waits for the work that fell due on the way: it ran in its order, each at its own time.
 */
export interface Clock {
  /** Whole milliseconds since 1970. */
  now(): number;
  set(worldMs: number): Promise<void>;
  advance(byMs: number): Promise<void>;
  freeze(): void;
  /** Runs on, at `scale` world milliseconds for each real one (1 by default). */
  run(scale?: number): void;
  /** Runs work at a time of this clock; at once when that time has passed. */
  schedule(atMs: number, work: () => Promise<void>): void;
  /** Waits for work that is running now. */
  settled(): Promise<void>;
  readonly setting: ClockSetting;
  restore(setting: ClockSetting): void;
  /** Forgets all work that is not running yet. */
  clear(): void;
}

export interface ClockOptions {
  /** Milliseconds since 1970. */
  readonly realNow: () => number;
  /** Default: scheduled work runs only when the clock is moved by hand. */
  readonly timer?: Timer | undefined;
  readonly setting?: ClockSetting | undefined;
}

interface DueWork {
  readonly atMs: number;
  readonly work: () => Promise<void>;
}

// Timers take 32 bits; a later one is set anew when this long has passed.
const LONGEST_DELAY_MS = 2 ** 31 - 1;

export function createClock({ realNow, timer, setting: initial = REAL_TIME }: ClockOptions): Clock {
  let setting = initial;
  // In the order of their times; work of the same time in the order in which it was scheduled.
  let due: DueWork[] = [];
  const running = new Set<Promise<void>>();
  let disarm: (() => void) | undefined;

  const now = (): number => {
    if (setting.scale === 0) return setting.worldMs;
    const elapsedMs = realNow() - setting.realMs;
    return Math.floor(setting.worldMs + (setting.scale === 1 ? elapsedMs : elapsedMs * setting.scale));
  };

  const rebase = (worldMs: number, scale: number): void => {
    if (!Number.isFinite(worldMs) || !Number.isFinite(scale) || scale < 0)
      throw new RangeError(`a clock takes finite milliseconds and a scale of 0 or more, not ${worldMs} and ${scale}`);
    setting = { worldMs, realMs: realNow(), scale };
    arm();
  };

  const arm = (): void => {
    disarm?.();
    disarm = undefined;
    const [next] = due;
    if (next === undefined || timer === undefined || setting.scale === 0) return;
    const delayMs = Math.max(0, Math.ceil((next.atMs - now()) / setting.scale));
    disarm = timer(Math.min(delayMs, LONGEST_DELAY_MS), () => {
      startDue();
      arm();
    });
  };

  const start = ({ work }: DueWork): Promise<void> => {
    const done = work().finally(() => running.delete(done));
    running.add(done);
    return done;
  };

  const startDue = (): void => {
    while (due[0] !== undefined && due[0].atMs <= now()) {
      const [next] = due.splice(0, 1);
      if (next !== undefined) void start(next);
    }
  };

  const settled = async (): Promise<void> => {
    while (running.size > 0) await Promise.allSettled(running);
  };

  const moveTo = async (targetMs: number): Promise<void> => {
    const { scale } = setting;
    if (running.size === 0 && !(due[0] !== undefined && due[0].atMs <= targetMs)) {
      rebase(targetMs, scale);
      return;
    }
    await settled();
    while (due[0] !== undefined && due[0].atMs <= targetMs) {
      const [next] = due.splice(0, 1);
      if (next === undefined) break;
      rebase(Math.max(now(), next.atMs), scale);
      await start(next);
      await settled();
    }
    rebase(Math.max(now(), targetMs), scale);
  };

  return {
    now,
    set: (worldMs) => (worldMs > now() ? moveTo(worldMs) : Promise.resolve(rebase(worldMs, setting.scale))),
    advance: (byMs) => (byMs > 0 ? moveTo(now() + byMs) : Promise.resolve(rebase(now() + byMs, setting.scale))),
    freeze: () => rebase(now(), 0),
    run: (scale = 1) => rebase(now(), scale),
    schedule(atMs, work) {
      if (atMs <= now()) {
        void start({ atMs, work });
        return;
      }
      const place = due.findLastIndex((other) => other.atMs <= atMs) + 1;
      due.splice(place, 0, { atMs, work });
      arm();
    },
    settled,
    get setting() {
      return setting;
    },
    restore(earlier) {
      setting = earlier;
      arm();
    },
    clear() {
      due = [];
      arm();
    },
  };
}

let dateSecond = -1;
let dateText = "";

/** The time as HTTP writes it in a `Date` header (RFC 9110, 5.6.7). */
export function toHttpDate(ms: number): string {
  const second = Math.floor(ms / 1000);
  if (second !== dateSecond) {
    dateSecond = second;
    dateText = new Date(second * 1000).toUTCString();
  }
  return dateText;
}

let isoMs = Number.NaN;
let isoText = "";

/** A time by ISO 8601, in UTC with milliseconds. One exchange writes the same moment several times. */
export function toIsoTime(ms: number): string {
  if (ms !== isoMs) {
    isoText = new Date(ms).toISOString();
    isoMs = ms;
  }
  return isoText;
}
