import { type Results, SUITE } from "./results.ts";
import { round } from "./statistics.ts";
import { workloads } from "./workloads.ts";

/** One bar, and how far the measured value is from it. */
export interface Target {
  readonly what: string;
  /** `undefined`: the run did not measure it. */
  readonly measured: string | undefined;
  readonly bar: string;
  /** `undefined`: the bar is met, or nothing was measured. */
  readonly shortfall: string | undefined;
  /** The part of the benchmark that measures it. */
  readonly part: string;
}

interface Bar {
  readonly what: string;
  readonly part: string;
  readonly value: (results: Results) => number | undefined;
  readonly bar: number;
  readonly unit: "ms" | "µs" | "MB" | "%" | "";
  /** Default: at most. */
  readonly isLeast?: boolean;
  /** What the run has measured, where that depends on its settings. */
  readonly extent?: (results: Results) => string | undefined;
}

/** The size at which copies of a world are compared with their bar. */
const MANY_RECORDS = 1_000_000;

const largest = ({ worlds }: Results) => worlds?.turns.at(-1);

const copies = (["snapshot", "restore", "reset", "fork"] as const).map(
  (name): Bar => ({
    what: `${name} of a world of 1,000,000 records`,
    part: "worlds",
    value: (results) => {
      const ms = largest(results)?.[`${name}Ms`];
      return ms === undefined ? undefined : round(ms * 1000, 1);
    },
    bar: 15,
    unit: "µs",
    extent: (results) => {
      const records = largest(results)?.recordsInAll ?? 0;
      return records < MANY_RECORDS ? `${records.toLocaleString("en-US")} records only` : undefined;
    },
  }),
);

const ratios = Object.entries(workloads).map(
  ([name, { kind, bar }]): Bar => ({
    what: `${kind}: ${name}; processor time, bare ÷ standin`,
    part: "throughput",
    value: ({ throughput }) => throughput?.[name]?.cpuRatio,
    bar,
    unit: "",
    isLeast: true,
  }),
);

const bars: readonly Bar[] = [
  {
    what: "first test of a Vitest file, that of the README",
    part: "first",
    value: ({ first }) => first?.test.medianMs,
    bar: 35,
    unit: "ms",
  },
  {
    what: "start to the first reply, above `node -e 0`",
    part: "start",
    value: ({ start }) => start?.aboveNodeMs,
    bar: 35,
    unit: "ms",
  },
  {
    what: "first 1,000 mixed requests of a process, in process, each",
    part: "first",
    value: ({ first }) => first?.requests.wallMicros,
    bar: 300,
    unit: "µs",
  },
  ...ratios,
  ...copies,
  { what: "idle memory", part: "memory", value: ({ memory }) => memory?.idleMegabytes, bar: 60, unit: "MB" },
  {
    what: "growth of the heap in the second half of a long run",
    part: "soak",
    value: ({ soak }) => soak?.growthPercent,
    bar: 1,
    unit: "%",
    extent: ({ soak }) => soak && `${soak.requests.toLocaleString("en-US")} requests`,
  },
];

/** Compares a run with all bars. Figures of an earlier suite were measured by other rules, and count as not measured. */
export function toTargets(results: Results): readonly Target[] {
  const comparable = results.suite === SUITE ? results : { date: results.date, machine: results.machine };
  return bars.map((bar) => toTarget(bar, comparable));
}

function toTarget({ what, part, value, bar, unit, isLeast = false, extent }: Bar, results: Results): Target {
  const measured = value(results);
  const inUnits = (figure: number): string => [figure.toLocaleString("en-US"), unit].filter(Boolean).join(" ");
  const missing = measured === undefined ? 0 : isLeast ? bar - measured : measured - bar;
  const remark = extent?.(results);
  return {
    what,
    part,
    measured: measured === undefined ? undefined : `${inUnits(measured)}${remark === undefined ? "" : ` (${remark})`}`,
    bar: `${isLeast ? "at least" : "at most"} ${inUnits(bar)}`,
    shortfall: missing > 0 ? inUnits(round(missing)) : undefined,
  };
}
