import { soak } from "../../test/fuzz/soak.ts";
import { type Scale, say } from "../scale.ts";
import { round } from "../statistics.ts";

const MEGABYTE = 2 ** 20;

/** The same load as `npm run soak`: what the contracts accept, over and over, so that memory that grows is a leak. */
export async function measureSoak({ soakRequests: requests }: Scale) {
  const begin = performance.now();
  const { samples, heapBytesPerMillion, unexpected } = await soak({ requests });
  if (unexpected > 0) throw new Error(`${unexpected} of ${requests} requests failed`);
  const heapBytes = samples.at(-1)?.heapBytes ?? Number.NaN;
  const figure = {
    requests,
    seconds: round((performance.now() - begin) / 1000, 0),
    firstHeapMegabytes: round((samples[0]?.heapBytes ?? Number.NaN) / MEGABYTE, 1),
    lastHeapMegabytes: round(heapBytes / MEGABYTE, 1),
    /** By the trend of the second half of all requests, and as a part of the heap at the end. */
    growthPercent: round(((heapBytesPerMillion * requests) / 2 / 1e6 / heapBytes) * 100, 2),
  };
  say(
    `  ${requests} requests: heap ${figure.lastHeapMegabytes} MB, grown by ${figure.growthPercent} % in the second half`,
  );
  return figure;
}
