/** A piece of work for an input of some size. What prepares the input is not part of it. */
export type Work = (size: number) => Promise<() => unknown> | (() => unknown);

/** How much larger the larger input is. */
export const TIMES = 16;
/**
 * Work that grows with its input takes 16 times as long then, and up to 40 times where the smaller input is collected as young garbage;
 * work that grows with the square of it takes 256 times as long.
 */
const MOST = 64;
/** Only what misses the bound every time is said to miss it, as a busy machine does not miss it every time. */
const ROUNDS = 8;
/** Less than this cannot be told from nothing. */
const LEAST_MICROSECONDS = 150;

/**
 * Compares the processor time that work takes for an input with what it takes for one 16 times as large.
 *
 * @param size of the largest input; smaller ones come first, so that what grows too fast is found before it takes for ever
 * @returns how many times as long the larger input takes, where that is more than it should; otherwise `undefined`
 */
export async function findGrowth(work: Work, size: number): Promise<number | undefined> {
  for (const each of [size / 8, size / 2, size]) {
    const ratio = await compare(work, Math.ceil(each));
    if (ratio !== undefined) return ratio;
  }
  return undefined;
}

async function compare(work: Work, size: number): Promise<number | undefined> {
  let [small, large] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  let ratio = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    large = Math.min(large, await timeOf(await work(size)));
    if (large <= MOST * LEAST_MICROSECONDS) return undefined;
    small = Math.min(small, await meanTimeOf(work, Math.ceil(size / TIMES)));
    ratio = large / Math.max(small, LEAST_MICROSECONDS);
    if (ratio <= MOST) return undefined;
  }
  return ratio;
}

/**
 * As many runs as make up the larger input: together they leave as much to be collected. The best of single runs would be one without any
 * collection, beside which a larger input seems to grow faster than it does.
 */
async function meanTimeOf(work: Work, size: number): Promise<number> {
  let total = 0;
  for (let run = 0; run < TIMES; run += 1) total += await timeOf(await work(size));
  return total / TIMES;
}

/** In microseconds of the processor. */
async function timeOf(run: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
