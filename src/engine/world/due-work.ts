import { StandinError } from "../basics/errors.ts";
import { isPromise } from "../basics/late.ts";
import type { Bug } from "../contract/bug.ts";
import { cancelJob, hasJobsOf, jobs, listJobs, nextJob, type ScheduledJob } from "../state/jobs.ts";
import type { MountedState } from "../state/mounted-state.ts";
import type { WorldIdentity } from "../state/world-identity.ts";
import type { WorldImage } from "../state/world-image.ts";
import type { WorldOutbox } from "../webhooks/outbox.ts";
import type { DueWork } from "./clock.ts";

export interface DueWorkOptions {
  readonly image: WorldImage;
  readonly outbox: WorldOutbox;
  readonly mounts: ReadonlyMap<string, MountedState>;
  readonly identity: WorldIdentity;
  readonly publicUrlOf: (provider: string, world: string) => string;
  readonly acceptAnyCredentials: boolean;
  readonly onBug: (bug: Bug) => void;
}

// A job that schedules itself again for the same moment would keep the clock from ever going on.
const MOST_REPEATS = 1000;

/** Reads the time that a key of the index `byTime` begins with. Between two jobs it is asked for by every exchange. */
function createDueTimes(): (key: string) => number {
  let last = "";
  let dueMs = 0;
  return (key) => {
    if (key !== last) {
      last = key;
      dueMs = Number(key.slice(0, 16));
    }
    return dueMs;
  };
}

/** What one world's clock runs: the jobs of its mocks, and the deliveries of its outbox. */
export interface WorldDueWork extends DueWork {
  /**
   * Runs the jobs that are due, and starts no delivery. They must be loaded.
   *
   * @returns whether there were any
   */
  runJobs(nowMs: number): boolean;
  /** World time of the next job; `undefined`: there is none. */
  nextJobMs(): number | undefined;
  /** The next jobs, earliest first. */
  list(limit: number): readonly ScheduledJob[];
}

export function createDueWork(options: DueWorkOptions): WorldDueWork {
  const { image, outbox, mounts, onBug } = options;
  const dueMsOf = createDueTimes();

  const nextJobMs = (): number | undefined => {
    const key = image.firstKey(jobs.indexes.byTime);
    return key === undefined ? undefined : dueMsOf(key);
  };

  /** Runs one job in a transaction of its own. What it has done is taken back if it throws; it is done with all the same. */
  const runJob = (job: ScheduledJob): void => {
    image.transact((transaction) => {
      cancelJob(transaction, job.provider, job.job, job.id);
      const mark = transaction.mark();
      try {
        const mount = mounts.get(job.provider);
        const run = mount?.loaded()?.jobs[job.job];
        if (mount === undefined || run === undefined)
          throw new StandinError(
            "ERR_STANDIN_INVALID_MOCK",
            `${job.provider} has no job "${job.job}". Declare it in the behaviour's jobs.`,
          );
        const publicUrl = () => options.publicUrlOf(job.provider, options.identity.name);
        const place = { now: job.atMs, identity: options.identity, publicUrl };
        const context = mount.openContext(transaction, place, options.acceptAnyCredentials);
        run(job.id, context);
        if (context.emitted.length > 0) outbox.addTo(transaction, job.provider, job.atMs, context.emitted, true);
      } catch (error) {
        transaction.undoTo(mark);
        const complaint = `job "${job.job}" for ${job.id} failed: ${(error as Error)?.message ?? error}`;
        onBug({ provider: job.provider, operationId: undefined, complaint, error });
      }
    });
  };

  const drop = ({ provider, job, id }: ScheduledJob): void => {
    const complaint = `job "${job}" for ${id} was dropped: it scheduled itself ${MOST_REPEATS} times for the same moment`;
    onBug({ provider, operationId: undefined, complaint });
    image.transact((transaction) => cancelJob(transaction, provider, job, id));
  };

  const runJobs = (nowMs: number): boolean => {
    let repeats: Map<string, number> | undefined;
    for (let hasRun = false; ; hasRun = true) {
      const dueMs = nextJobMs();
      if (dueMs === undefined || dueMs > nowMs) return hasRun;
      const job = image.transact(nextJob);
      if (job === undefined) return hasRun;
      const name = JSON.stringify([job.provider, job.job, job.id, job.atMs]);
      repeats ??= new Map();
      const count = (repeats.get(name) ?? 0) + 1;
      repeats.set(name, count);
      if (count <= MOST_REPEATS) runJob(job);
      else drop(job);
    }
  };

  const hasJobs = ({ mock }: MountedState): boolean =>
    image.transact((transaction) => hasJobsOf(transaction, mock.api.name));

  return {
    nextJobMs,
    list: (limit) => image.transact((transaction) => listJobs(transaction, limit)),
    runJobs,
    nextMs() {
      const job = nextJobMs();
      const delivery = outbox.nextAttemptMs();
      if (job === undefined) return delivery;
      return delivery === undefined ? job : Math.min(job, delivery);
    },
    load(byMs) {
      // In memory, only mocks that are loaded have scheduled anything.
      const dueMs = image.isKept ? nextJobMs() : undefined;
      if (dueMs === undefined || dueMs > byMs()) return undefined;
      const missing = [...mounts.values()].filter((mount) => mount.loaded() === undefined && hasJobs(mount));
      if (missing.length === 0) return undefined;
      // A load that fails is reported by the job that then cannot run.
      return Promise.allSettled(missing.map((mount) => mount.behaviour())).then(() => {});
    },
    run(nowMs) {
      // What jobs emit leaves only once it is kept.
      const kept = (nextJobMs() ?? Number.POSITIVE_INFINITY) > nowMs ? false : image.keep(() => runJobs(nowMs));
      if (isPromise(kept)) return kept.then(() => outbox.startDue(nowMs));
      outbox.startDue(nowMs);
      return undefined;
    },
    isBusy: outbox.isDelivering,
    settled: () => outbox.settled(),
  };
}
