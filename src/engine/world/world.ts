import type { Bug } from "../contract/bug.ts";
import type { EngineLimits } from "../contract/limits.ts";
import type { Send } from "../contract/webhook.ts";
import { clearFaults, createFaults, type Faults, type LoadableSpec } from "../faults/faults.ts";
import { createJournal, type Journal, journalReader, type SharedBytes } from "../journal/journal.ts";
import { SecretTrail, type secretSpacesOf } from "../journal/secret-trail.ts";
import { clearRates, shiftRates } from "../kit/rate-limit.ts";
import type { Images, Transaction } from "../state/images.ts";
import type { Log } from "../state/log.ts";
import type { MountedState } from "../state/mounted-state.ts";
import { readIdentity, type WorldIdentity } from "../state/world-identity.ts";
import { openWorldImage, type WorldImage } from "../state/world-image.ts";
import { clearOutbox, eventsKept, shiftOutbox } from "../webhooks/event-rows.ts";
import { createOutbox, type WorldOutbox } from "../webhooks/outbox.ts";
import { createClock, type Timer, type WorldClock } from "./clock.ts";
import { createDueWork, type WorldDueWork } from "./due-work.ts";
import type { StoredWorlds } from "./stored-worlds.ts";

/**
 * How a world was created. `explicit`: by the control API or by code of this process. `request`: by an accepted request that
 * named it. `tentative`: by a request that may yet be refused.
 */
export type WorldCreation = "explicit" | "request" | "tentative";

/**
 * One isolated universe. All of it is data in its image: a copy of the image is a copy of the world. What is here besides is
 * evidence (the journal) or how it is used at the moment.
 */
export interface World {
  readonly name: string;
  /** By which it signs what it issues. */
  readonly identity: WorldIdentity;
  readonly image: WorldImage;
  readonly clock: WorldClock;
  readonly due: WorldDueWork;
  readonly journal: Journal;
  /** What secrets it holds and has held. */
  readonly trail: SecretTrail;
  readonly faults: Faults;
  readonly outbox: WorldOutbox;
  readonly limits: EngineLimits;
  /** Real milliseconds since 1970. */
  readonly createdMs: number;
  /** Real milliseconds since 1970 of the last exchange, or other use. */
  lastUsedMs: number;
  /** Exchanges, streams and waits that are under way: as long as there are any, it is not evicted. */
  users: number;
  /** Whether exchanges note which members of a request no handler read. */
  trackReads: boolean;
  creation: WorldCreation;
}

/** What every world of an engine is given. */
export interface WorldOptions {
  readonly images: Images;
  readonly log?: Log | undefined;
  /** Where the log is this process's own. */
  readonly stored?: StoredWorlds | undefined;
  /** Milliseconds since 1970. */
  readonly realNow: () => number;
  readonly timer?: Timer | undefined;
  readonly send?: Send | undefined;
  /** Whether an option names a URL as a target of events. */
  readonly isTarget?: ((url: string) => boolean) | undefined;
  /** Whether this process delivers webhooks; default: it does. */
  readonly mayDeliver?: (() => boolean) | undefined;
  readonly mounts: ReadonlyMap<string, MountedState>;
  readonly publicUrlOf: (provider: string, world: string) => string;
  readonly acceptAnyCredentials: boolean;
  readonly onBug: (bug: Bug) => void;
  readonly limits: EngineLimits;
  /** Whether new worlds track reads. */
  readonly trackReads: boolean;
}

/** What all worlds of an engine have in common. */
export interface WorldsParts {
  /** Which rows hold secrets. */
  readonly secretSpaces: ReturnType<typeof secretSpacesOf>;
  /** What the journals of all worlds take together. */
  readonly journals: SharedBytes;
}

/** The world of an image that is there. */
export function createWorld(
  name: string,
  creation: WorldCreation,
  options: WorldOptions,
  { secretSpaces, journals }: WorldsParts,
): World {
  const { images, log, realNow, timer, send, isTarget, mounts, limits, trackReads } = options;
  const image = openWorldImage(images, log, name, limits);
  const identity = readIdentity(name, image);
  const outbox = createOutbox({
    image,
    realNow,
    send,
    world: name,
    now: () => clock.now(),
    policyOf: (provider) => mounts.get(provider)?.mock.webhooks,
    isTarget,
    mayDeliver: options.mayDeliver,
    limit: limits.events,
    limitBytes: limits.eventBytes,
    onChange: () => clock.wake(),
  });
  const trail = new SecretTrail({ image, ...secretSpaces, identity, eventsKept, limit: limits.journalBytes });
  const { publicUrlOf, acceptAnyCredentials } = options;
  const onBug = withoutSecrets(options.onBug, trail);
  const due = createDueWork({ image, outbox, mounts, identity, publicUrlOf, acceptAnyCredentials, onBug });
  const use = (change: 1 | -1): void => {
    world.users += change;
  };
  const clock: WorldClock = createClock({ image, due, realNow, timer, shift: shiftLocal, use });
  const specs: LoadableSpec[] = [...mounts].map(([spec, { behaviour }]) => ({ name: spec, operations: behaviour }));
  const now = realNow();
  const world: World = {
    name,
    identity,
    image,
    clock,
    due,
    outbox,
    limits,
    journal: createJournal({ entries: limits.exchanges, bytes: limits.journalBytes }, trail, journals),
    trail,
    faults: createFaults({ image, specs, limit: limits.faults }),
    createdMs: now,
    lastUsedMs: now,
    users: 0,
    trackReads,
    creation,
  };
  return world;
}

/** Reports a job's bug with secrets redacted. */
const withoutSecrets =
  (onBug: (bug: Bug) => void, trail: SecretTrail): ((bug: Bug) => void) =>
  (bug) => {
    const tell = (): void => onBug(journalReader.get().redactBug(bug, trail));
    const loading = journalReader.load();
    if (loading === undefined) tell();
    else void loading.then(tell);
  };

/** Shifts the due times of what a restore keeps by the jump of the clock, so that the time left stays the same. */
export function shiftLocal(transaction: Transaction, byMs: number): void {
  shiftRates(transaction, byMs);
  shiftOutbox(transaction, byMs);
}

/** Clears what a reset clears and a restore keeps. */
export function clearLocal(transaction: Transaction): void {
  clearFaults(transaction);
  clearRates(transaction);
  clearOutbox(transaction);
}

/** Runs work during which a world counts as in use. */
export async function whileInUse<Result>(world: World, work: () => Promise<Result>): Promise<Result> {
  world.users += 1;
  try {
    return await work();
  } finally {
    world.users -= 1;
  }
}
