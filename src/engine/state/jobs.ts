import { defineCollection, encodeKey } from "../contract/collection.ts";
import { afterPrefix, openCollection, openCounters, prepareCollection } from "./collections.ts";
import type { Transaction } from "./images.ts";

/** Work that a mock has scheduled on the world's clock. It is state: snapshots, restores and forks carry it. */
export interface ScheduledJob {
  readonly provider: string;
  /** Which of the mock's `jobs`. */
  readonly job: string;
  /** The subject of the job, e.g. the id of a session. */
  readonly id: string;
  /** World time when it is due, milliseconds since 1970. */
  readonly atMs: number;
  /** Decides between jobs of the same time: first scheduled, first run. */
  readonly sequence: number;
}

const OWNER = "#work";
const COUNTERS = `${OWNER}/#counters`;

const keyOf = (provider: string, job: string, id: string): string => encodeKey([provider, job, id]);

export const jobs = prepareCollection(
  OWNER,
  "jobs",
  defineCollection<ScheduledJob>()({
    key: ({ provider, job, id }) => keyOf(provider, job, id),
    // A job that is due before 1970 is due at once.
    indexes: { byTime: ({ atMs, sequence }) => ({ equals: [], order: [Math.max(atMs, 0), sequence] }) },
  }),
);

export interface JobCheck {
  /** @throws RangeError unless the mock has the job */
  readonly checkJob?: (job: string) => void;
}

/** Schedules a job, or moves the one of the same name and id. */
export function scheduleJob(
  transaction: Transaction,
  { checkJob }: JobCheck,
  provider: string,
  job: string,
  id: string,
  atMs: number,
): void {
  checkJob?.(job);
  if (!Number.isSafeInteger(atMs))
    throw new RangeError(
      `Job "${job}" of ${provider} is scheduled at ${atMs}, which is not a time in whole milliseconds.`,
    );
  const sequence = openCounters(transaction, COUNTERS).next("jobs");
  openCollection(transaction, jobs).put({ provider, job, id, atMs, sequence });
}

/** @returns whether there was such a job */
export const cancelJob = (transaction: Transaction, provider: string, job: string, id: string): boolean =>
  openCollection(transaction, jobs).delete(keyOf(provider, job, id));

/** The job that is due next, whenever that is. */
export const nextJob = (transaction: Transaction): ScheduledJob | undefined =>
  openCollection(transaction, jobs).first("byTime", []);

/** The jobs that are due first, in the order in which they run. */
export const listJobs = (transaction: Transaction, limit: number): readonly ScheduledJob[] =>
  openCollection(transaction, jobs).list("byTime", [], { limit }).rows;

/** Whether any job of a provider is scheduled. */
export function hasJobsOf(transaction: Transaction, provider: string): boolean {
  const from = encodeKey([provider]);
  return transaction.range(jobs.rows, { from, to: afterPrefix(from), limit: 1 }).length > 0;
}
