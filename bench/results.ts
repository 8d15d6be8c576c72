import type { measureClient } from "./parts/client.ts";
import type { measureFirst } from "./parts/first.ts";
import type { measureGrowth } from "./parts/growth.ts";
import type { measureLatency } from "./parts/latency.ts";
import type { measureMemory } from "./parts/memory.ts";
import type { measureNodes } from "./parts/nodes.ts";
import type { Placed } from "./parts/peers.ts";
import type { measureSoak } from "./parts/soak.ts";
import type { measureStages } from "./parts/stages.ts";
import type { measureStart } from "./parts/start.ts";
import type { measureThroughput } from "./parts/throughput.ts";
import type { measureWorlds } from "./parts/worlds.ts";

/** Counted up when figures are measured by other rules than before, so that they cannot be compared. */
export const SUITE = 2;

/** What one run has measured; parts that were not asked for are missing. */
export interface Results {
  /** Absent in the first suite, whose writes were all of one user. */
  readonly suite?: number;
  /** ISO 8601. */
  readonly date: string;
  readonly machine: {
    readonly cpu: string | undefined;
    readonly cores: number;
    readonly memoryGigabytes: number;
    readonly system: string;
    readonly node: string;
  };
  readonly throughput?: Awaited<ReturnType<typeof measureThroughput>>;
  readonly nodes?: Awaited<ReturnType<typeof measureNodes>>;
  readonly first?: Awaited<ReturnType<typeof measureFirst>>;
  readonly start?: Awaited<ReturnType<typeof measureStart>>;
  readonly memory?: Awaited<ReturnType<typeof measureMemory>>;
  readonly latency?: Awaited<ReturnType<typeof measureLatency>>;
  readonly growth?: Awaited<ReturnType<typeof measureGrowth>>;
  readonly worlds?: Awaited<ReturnType<typeof measureWorlds>>;
  readonly stages?: Awaited<ReturnType<typeof measureStages>>;
  readonly client?: Awaited<ReturnType<typeof measureClient>>;
  readonly soak?: Awaited<ReturnType<typeof measureSoak>>;
  readonly peers?: readonly Placed[];
}
