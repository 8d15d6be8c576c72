/** How much is measured. `--quick` takes a tenth of everything: enough to see that the suite works, and nothing more. */
export interface Scale {
  /** Executable of the Node that is measured; the load comes from the one that runs the suite. */
  readonly node: string;
  readonly isQuick: boolean;
  /** Seconds of load in one round. */
  readonly seconds: number;
  readonly warmupSeconds: number;
  readonly rounds: number;
  /** How often a start is timed. */
  readonly starts: number;
  /** Requests after which memory must show no trend. */
  readonly soakRequests: number;
  /** A number of requests or milliseconds, made smaller where the suite itself is tried. */
  of(full: number): number;
}

export const FULL: Scale = {
  node: process.execPath,
  isQuick: false,
  seconds: 1.25,
  warmupSeconds: 1.5,
  rounds: 5,
  starts: 10,
  soakRequests: 1_000_000,
  of: (full) => full,
};

export const QUICK: Scale = {
  node: process.execPath,
  isQuick: true,
  seconds: 0.3,
  warmupSeconds: 0.3,
  rounds: 1,
  starts: 2,
  soakRequests: 20_000,
  of: (full) => Math.ceil(full / 10),
};

export const say = (text: string): void => console.error(text);
