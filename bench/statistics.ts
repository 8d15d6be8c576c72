export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export const round = (value: number, digits = 2): number => Number(value.toFixed(digits));

/** Milliseconds that work takes, as the median of `rounds`. */
export async function medianMs(rounds: number, work: (round: number) => unknown): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < rounds; index += 1) {
    const start = performance.now();
    await work(index);
    times.push(performance.now() - start);
  }
  return median(times);
}

/** What one call of some work costs, on average. */
export interface Cost {
  readonly calls: number;
  readonly wallMicros: number;
  /** Of this process: what other work on the machine takes is not in it. */
  readonly cpuMicros: number;
}

/** Repeats work for so many milliseconds, after a fifth of that to warm up. */
export async function costOf(forMs: number, work: (call: number) => unknown): Promise<Cost> {
  let call = 0;
  for (const end = performance.now() + forMs / 5; performance.now() < end; call += 1) await work(call);
  const first = call;
  const cpu = process.cpuUsage();
  const start = performance.now();
  for (const end = start + forMs; performance.now() < end; call += 1) await work(call);
  const wallMs = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  const calls = call - first;
  return { calls, wallMicros: round((wallMs * 1000) / calls), cpuMicros: round((user + system) / calls) };
}
