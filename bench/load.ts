import autocannon from "autocannon";

/** One request, sent over and over. */
export interface Load {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** Sends a load to loopback for a bounded time. @returns requests a second, answered with 2xx; anything else throws */
export async function throughput(load: Load, seconds: number): Promise<number> {
  const result = await autocannon({ ...load, connections: 32, duration: seconds });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${load.method} ${load.url}: ${result.non2xx} replies were no success, ${result.errors} failed`);
  return result.requests.average;
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};

/** Milliseconds that work takes, as the median of `rounds`. */
export async function medianMs(rounds: number, work: (round: number) => unknown): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await work(round);
    times.push(performance.now() - start);
  }
  return median(times);
}
