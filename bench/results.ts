import type { measureClient } from "./parts/client.ts";
import type { measureGrowth } from "./parts/growth.ts";
import type { measureLatency } from "./parts/latency.ts";
import type { measureMemory } from "./parts/memory.ts";
import type { measureNodes } from "./parts/nodes.ts";
import type { Placed } from "./parts/peers.ts";
import type { measureStages } from "./parts/stages.ts";
import type { measureStart } from "./parts/start.ts";
import type { measureThroughput } from "./parts/throughput.ts";
import type { measureWorlds } from "./parts/worlds.ts";

/** What one run has measured; parts that were not asked for are missing. */
export interface Results {
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
  readonly start?: Awaited<ReturnType<typeof measureStart>>;
  readonly memory?: Awaited<ReturnType<typeof measureMemory>>;
  readonly latency?: Awaited<ReturnType<typeof measureLatency>>;
  readonly growth?: Awaited<ReturnType<typeof measureGrowth>>;
  readonly worlds?: Awaited<ReturnType<typeof measureWorlds>>;
  readonly stages?: Awaited<ReturnType<typeof measureStages>>;
  readonly client?: Awaited<ReturnType<typeof measureClient>>;
  readonly peers?: readonly Placed[];
}
