/**
 * Runs one part of the benchmark that needs no server, in its own process, so that parts do not share a heap. Arguments: its
 * name, `quick` or `full`, and the requests of the soak. Prints its figures as JSON.
 */
import { measureClient } from "./parts/client.ts";
import { measureGrowth } from "./parts/growth.ts";
import { measureSoak } from "./parts/soak.ts";
import { measureStages } from "./parts/stages.ts";
import { measureWorlds } from "./parts/worlds.ts";
import { FULL, QUICK, type Scale } from "./scale.ts";

const parts: Readonly<Record<string, (scale: Scale) => Promise<unknown>>> = {
  growth: measureGrowth,
  worlds: measureWorlds,
  stages: measureStages,
  client: measureClient,
  soak: measureSoak,
};

const [name = "", speed, soakRequests] = process.argv.slice(2);
const measure = parts[name];
if (measure === undefined) throw new Error(`Unknown part ${name}. Known parts: ${Object.keys(parts).join(", ")}.`);
const scale = speed === "quick" ? QUICK : FULL;
console.log(JSON.stringify(await measure({ ...scale, soakRequests: Number(soakRequests) })));
