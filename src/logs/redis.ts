import { randomUUID } from "node:crypto";
import { StandinError } from "#engine/basics/errors.ts";
import { isIndex, isLocal, type Write, type WriteRecord } from "#engine/state/images.ts";
import type { Log, LogEntry, LogHost } from "#engine/state/log.ts";

/** What of a Redis client is used, with the scripts of `redis-scripts.ts` as commands. */
export interface RedisClient {
  standinCatchUp(base: string, known: string, number: string): Promise<Since>;
  standinAppend(base: string, ...given: string[]): Promise<Since | readonly ["stored"]>;
  standinRead(base: string, what: "all" | "head"): Promise<StoredWorld>;
  hset(key: string, ...fields: string[]): Promise<unknown>;
  expire(key: string, seconds: number): Promise<unknown>;
  sadd(key: string, member: string): Promise<unknown>;
  standinLease(key: string, holder: string, forMs: string): Promise<number>;
  smembers(key: string): Promise<string[]>;
  disconnect(): void;
}

/** What has come since a head; entries are the newest first. */
type Since = readonly ["level" | "lost" | "reload"] | readonly ["entries", readonly string[]];
type StoredWorld = readonly [head: string, number: string, live: string, rows?: string[], local?: string[]];

export interface RedisLogOptions {
  readonly client: RedisClient;
  /** What all keys begin with. */
  readonly prefix: string;
  /** How long Redis may take. */
  readonly limitMs: number;
  /** Spaces of what is done at its time, without a request. */
  readonly timedSpaces?: readonly string[];
}

/** The log as tests end it, and as those use it who do what is due. */
export interface RedisLog extends Log {
  /** Whether a world is stored. */
  has(world: string): Promise<boolean>;
  /** Names of worlds in which something may be due. */
  timedWorlds(): Promise<readonly string[]>;
  /** Takes or keeps the lease of those who do what is due. @returns whether this process has it */
  lease(forMs: number): Promise<boolean>;
  /** Gives it back. */
  release(): Promise<void>;
  /** Ends it as the end of the process would. */
  abandon(): void;
}

/** Changes of one world that are stored together: all that came in one turn. */
class Batch {
  readonly id = randomUUID();
  readonly changes: string[] = [];
  /** `undefined`: others have to read the whole world. */
  writes: Write[] | undefined = [];
  /** `undefined`: it is taken back by reading the whole world. */
  undo: WriteRecord[] | undefined = [];
  /** Rows that take the place of all others, stored under a name of their own first. */
  readonly fills: { readonly name: string; readonly rows: readonly Write[] }[] = [];
  /** What has to be stored before. */
  readonly after: (() => Promise<boolean>)[] = [];
  /** Nothing more is added to it. */
  isComplete = false;
  wasSent = false;
  isNew = false;
  readonly done: Promise<boolean>;
  resolve: (isStored: boolean) => void = () => {};
  reject: (error: Error) => void = () => {};

  constructor() {
    this.done = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    this.done.catch(() => {});
  }
}

/** What this process knows of a world. */
interface Known {
  /** The last entry that is in the image and stored; "": none is. `undefined`: it was never asked for. */
  head: string | undefined;
  number: number;
  /** In order; none of them is known to be stored. */
  pending: Batch[];
  isSending: boolean;
  /** The image has to be read anew. */
  isStale: boolean;
  /** Redis has lost data of it. */
  isLost: boolean;
  check: Promise<void> | undefined;
}

const FILL_STEP = 500;
const FILL_SECONDS = 3600;
/** Others read the whole world rather than a larger entry. */
const LARGEST_ENTRY = 32 * 1024;

const toField = ({ space, key }: Pick<Write, "space" | "key">): string => JSON.stringify([space, key]);

/**
 * The log of worlds that several processes share by Redis. Each append names the head that it follows, and Redis stores it only
 * if that is still the head.
 */
export const createRedisLog =
  (options: RedisLogOptions) =>
  (host: LogHost): RedisLog =>
    new OpenRedisLog(options, host);

class OpenRedisLog implements RedisLog {
  readonly #options: RedisLogOptions;
  readonly #client: RedisClient;
  readonly #host: LogHost;
  readonly #known = new Map<string, Known>();
  readonly #id = randomUUID();
  #isClosed = false;
  #isAbandoned = false;

  constructor(options: RedisLogOptions, host: LogHost) {
    this.#options = options;
    this.#client = options.client;
    this.#host = host;
  }

  async worlds(): Promise<readonly string[]> {
    const names = await this.#within(this.#client.smembers(this.#namesKey()));
    const live = await Promise.all(names.map((name) => this.has(name)));
    return names.filter((_, at) => live[at]);
  }

  async has(world: string): Promise<boolean> {
    const [, , live] = await this.#within(this.#client.standinRead(this.#base(world), "head"));
    return live === "1";
  }

  async load(world: string): Promise<boolean> {
    const known = this.#knownOf(world);
    while (known.pending.length > 0) await known.pending.at(-1)?.done.catch(() => {});
    return this.#read(world, known).catch((error: Error) => {
      throw unusable(world, error);
    });
  }

  catchUp(world: string): Promise<void> | undefined {
    const known = this.#known.get(world);
    if (known === undefined) return undefined;
    // All who ask before the question is sent share its answer.
    known.check ??= this.#check(world, known);
    return known.check;
  }

  append(entry: LogEntry): void {
    const known = this.#knownOf(entry.world);
    if (entry.kind === "copy") this.#appendCopy(entry.from, entry.world, known);
    else if (entry.kind === "commit") this.#appendCommit(this.#openBatch(known), entry.writes, entry.written);
    else this.#appendWhole(this.#openBatch(known), entry.kind);
    void this.#send(entry.world, known);
  }

  settled(world: string): Promise<boolean> | undefined {
    return this.#known.get(world)?.pending.at(-1)?.done;
  }

  async close(): Promise<void> {
    for (const { pending } of this.#known.values())
      while (pending.length > 0) await pending.at(-1)?.done.catch(() => {});
    this.#isClosed = true;
    this.#client.disconnect();
  }

  abandon(): void {
    this.#isAbandoned = true;
    this.#client.disconnect();
  }

  /** Ends the refusal of a world of which Redis has lost data: it is stored anew, by what copies leave out. */
  renew(world: string): void {
    const known = this.#known.get(world);
    if (known === undefined || !known.isLost) return;
    known.isLost = false;
    known.head = undefined;
    const batch = this.#openBatch(known);
    this.#appendWhole(batch, "create");
    for (const [space, rows] of this.#host.images.hold(world)?.spaces ?? [])
      if (isLocal(space) && !isIndex(space))
        for (const key of rows.keys())
          batch.changes.push("set", "l", toField({ space, key }), JSON.stringify(rows.get(key)));
    void this.#send(world, known);
  }

  async timedWorlds(): Promise<readonly string[]> {
    return this.#within(this.#client.smembers(this.#timedKey()));
  }

  async lease(forMs: number): Promise<boolean> {
    return (await this.#within(this.#client.standinLease(this.#leaseKey(), this.#id, `${forMs}`))) === 1;
  }

  async release(): Promise<void> {
    await this.#within(this.#client.standinLease(this.#leaseKey(), this.#id, "0"));
  }

  #base = (world: string): string => `${this.#options.prefix}{${encodeURIComponent(world)}}:`;
  #leaseKey = (): string => `${this.#options.prefix}{~}:lease`;
  #timedKey = (): string => `${this.#options.prefix}{~}:timed`;
  #namesKey = (): string => `${this.#options.prefix}{~}:names`;

  #knownOf(world: string): Known {
    const before = this.#known.get(world);
    if (before !== undefined) return before;
    const known: Known = {
      head: undefined,
      number: 0,
      pending: [],
      isSending: false,
      isStale: false,
      isLost: false,
      check: undefined,
    };
    this.#known.set(world, known);
    return known;
  }

  /** Gives up on what Redis does not answer in time. What becomes of it is then unknown. */
  #within<Result>(answer: Promise<Result>): Promise<Result> {
    const { limitMs } = this.#options;
    let timeout: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timeout = setTimeout(() => reject(new Error(`Redis has not answered within ${limitMs} ms`)), limitMs);
    });
    return Promise.race([answer, late]).finally(() => clearTimeout(timeout));
  }

  #openBatch(known: Known): Batch {
    const last = known.pending.at(-1);
    if (last !== undefined && !last.isComplete) return last;
    const batch = new Batch();
    known.pending.push(batch);
    if (this.#isClosed) batch.reject(new Error("standin is closed"));
    return batch;
  }

  #appendCommit(batch: Batch, writes: readonly Write[], written: readonly WriteRecord[] | undefined): void {
    for (const write of writes) {
      const place = isLocal(write.space) ? "l" : "r";
      if (write.value === undefined) batch.changes.push("delete", place, toField(write), "");
      else batch.changes.push("set", place, toField(write), JSON.stringify(write.value));
    }
    batch.writes?.push(...writes);
    if (written === undefined) batch.undo = undefined;
    else batch.undo?.push(...written);
  }

  #appendWhole(batch: Batch, kind: "create" | "drop"): void {
    batch.changes.push(kind, "", "", "");
    batch.writes = undefined;
    batch.undo = undefined;
    batch.isNew = kind === "create";
  }

  /** The copy is stored once its source is, and the source goes on once the copy is stored. */
  #appendCopy(from: string, to: string, known: Known): void {
    const batch = this.#openBatch(known);
    const held = this.#host.images.hold(to);
    const rows: Write[] = [];
    for (const [space, all] of held?.spaces ?? [])
      if (!isLocal(space) && !isIndex(space))
        for (const key of all.keys()) rows.push({ space, key, value: all.get(key) });
    const name = `t:${randomUUID()}`;
    batch.fills.push({ name, rows });
    batch.changes.push("replace", name, "", "");
    batch.writes = undefined;
    batch.undo = undefined;
    batch.isNew = true;
    const source = this.#known.get(from);
    if (source === undefined || source === known) return;
    const last = source.pending.at(-1);
    const before = { head: source.head, number: source.number };
    if (last !== undefined) last.isComplete = true;
    batch.after.push(() => (last === undefined ? this.#isLevel(from, before) : last.done));
    const next = new Batch();
    next.after.push(() => batch.done);
    source.pending.push(next);
    void this.#send(from, source);
  }

  async #isLevel(world: string, { head = "", number }: Pick<Known, "head" | "number">): Promise<boolean> {
    const [answer] = await this.#within(this.#client.standinCatchUp(this.#base(world), head, `${number}`));
    return answer === "level";
  }

  /** Sends what waits, one after the other; answers are not waited for. */
  async #send(world: string, known: Known): Promise<void> {
    if (known.isSending) return;
    known.isSending = true;
    try {
      // All that is appended in one turn is stored together.
      await undefined;
      for (let at = 0; at < known.pending.length; ) {
        const batch = known.pending[at];
        if (batch === undefined) break;
        if (batch.wasSent) at += 1;
        else {
          await this.#prepare(world, known, batch);
          if (known.pending.includes(batch)) this.#sendOne(world, known, batch);
          at = 0;
        }
      }
    } catch (error) {
      this.#fail(world, known, error as Error);
    } finally {
      known.isSending = false;
    }
  }

  async #prepare(world: string, known: Known, batch: Batch): Promise<void> {
    const base = this.#base(world);
    if (known.head === undefined) {
      const [head, number] = await this.#within(this.#client.standinRead(base, "head"));
      known.head = head;
      known.number = Number(number);
    }
    for (const before of batch.after)
      if (!(await before().catch(() => false))) {
        await this.#takeBack(world, known);
        return;
      }
    batch.isComplete = true;
    for (const { name, rows } of batch.fills) {
      for (let at = 0; at < rows.length; at += FILL_STEP) {
        const fields = rows.slice(at, at + FILL_STEP).flatMap((row) => [toField(row), JSON.stringify(row.value)]);
        await this.#within(this.#client.hset(base + name, ...fields));
      }
      // A process that ends now leaves nothing behind.
      if (rows.length > 0) await this.#within(this.#client.expire(base + name, FILL_SECONDS));
    }
    const { timedSpaces = [] } = this.#options;
    if (batch.writes?.some(({ space }) => timedSpaces.includes(space)) || (batch.isNew && !world.includes("~")))
      await this.#within(this.#client.sadd(this.#timedKey(), world));
    if (batch.isNew) await this.#within(this.#client.sadd(this.#namesKey(), world));
  }

  #sendOne(world: string, known: Known, batch: Batch): void {
    const at = known.pending.indexOf(batch);
    const before = known.pending[at - 1]?.id ?? known.head ?? "";
    batch.wasSent = true;
    const text = batch.writes === undefined ? "" : JSON.stringify(batch.writes.map(toParts));
    const entry = text.length > LARGEST_ENTRY ? "" : text;
    const given = [before, batch.id, known.head ?? "", `${known.number}`, entry, ...batch.changes];
    this.#within(this.#client.standinAppend(this.#base(world), ...given))
      .then((answer) => this.#answered(world, known, batch, answer))
      .catch((error: Error) => {
        if (known.pending.includes(batch)) this.#fail(world, known, error);
      });
  }

  async #answered(world: string, known: Known, batch: Batch, answer: Since | readonly ["stored"]): Promise<void> {
    if (!known.pending.includes(batch)) return;
    if (answer[0] === "stored") {
      while (known.pending.includes(batch)) this.#confirm(known);
      return;
    }
    await this.#absorb(world, known, answer);
    if (known.pending.includes(batch)) await this.#takeBack(world, known);
  }

  /** The first that waits is stored. */
  #confirm(known: Known): void {
    const first = known.pending.shift();
    if (first === undefined) return;
    known.head = first.id;
    known.number += 1;
    first.resolve(true);
  }

  async #check(world: string, known: Known): Promise<void> {
    await undefined;
    known.check = undefined;
    try {
      if (known.isStale) await this.#read(world, known);
      if (known.head === undefined) return;
      const asked = this.#client.standinCatchUp(this.#base(world), known.head, `${known.number}`);
      await this.#absorb(world, known, await this.#within(asked));
    } catch (error) {
      throw unusable(world, error as Error);
    }
  }

  /** Puts into the image what other processes have stored, and takes back what they have overtaken. */
  async #absorb(world: string, known: Known, since: Since): Promise<void> {
    const [kind, entries = []] = since;
    if (kind === "level") return;
    if (kind === "lost") {
      known.isLost = true;
      throw new Error("Redis has lost data of it; `standin reset` makes it anew");
    }
    if (kind === "reload") return this.#takeBack(world, known, true);
    const all = [...entries].reverse().map(toEntry);
    const first = all.findIndex(({ before }) => before === known.head);
    if (first < 0) return;
    for (const { id, writes } of all.slice(first)) {
      if (known.pending[0]?.id === id) {
        this.#confirm(known);
        continue;
      }
      if (known.pending.length > 0 || writes === undefined) await this.#takeBack(world, known, writes === undefined);
      if (writes === undefined) return;
      // Reading the world anew has brought it as well.
      if (known.isStale || known.head !== all.find((each) => each.id === id)?.before) return;
      this.#host.apply(world, writes);
      known.head = id;
      known.number += 1;
    }
  }

  /** Takes back all that waits: the work has to run again. */
  async #takeBack(world: string, known: Known, isToRead = false): Promise<void> {
    const taken = known.pending.splice(0);
    try {
      if (!this.#undo(world, taken) || isToRead || known.isStale) await this.#read(world, known);
      for (const { resolve } of taken) resolve(false);
    } catch (error) {
      known.isStale = true;
      for (const { reject } of taken) reject(new Error(toReason(error as Error)));
      throw error;
    }
  }

  #fail(world: string, known: Known, error: Error): void {
    if (this.#isAbandoned) return;
    const taken = known.pending.splice(0);
    if (!this.#undo(world, taken)) known.isStale = true;
    for (const { reject } of taken) reject(new Error(toReason(error)));
  }

  /** @returns false if that takes reading the whole world */
  #undo(world: string, batches: readonly Batch[]): boolean {
    const records: WriteRecord[] = [];
    for (const { undo } of batches) {
      if (undo === undefined) return false;
      records.push(...undo);
    }
    const { images } = this.#host;
    if (records.length === 0 || !images.has(world)) return true;
    const transaction = images.begin(world);
    for (const { space, key, before } of records.reverse())
      if (before === undefined) transaction?.delete(space, key);
      else transaction?.set(space, key, before);
    transaction?.commit();
    return true;
  }

  /** Reads the whole world. @returns whether it is stored */
  async #read(world: string, known: Known): Promise<boolean> {
    const { images, apply, forget } = this.#host;
    const answer = await this.#within(this.#client.standinRead(this.#base(world), "all"));
    const [head, number, live, rows = [], local = []] = answer;
    known.head = head;
    known.number = Number(number);
    known.isStale = false;
    if (live !== "1") {
      if (!images.has(world)) return false;
      images.drop(world);
      forget?.(world);
      return false;
    }
    images.create(world);
    apply(world, [...toWrites(rows), ...toWrites(local)]);
    return true;
  }
}

const unusable = (world: string, error: Error): StandinError =>
  new StandinError("ERR_STANDIN_NOT_STORED", `World ${world} cannot be used: ${toReason(error)}.`, { cause: error });

const toParts = ({ space, key, value }: Write): unknown[] => (value === undefined ? [space, key] : [space, key, value]);

const toWrite = ([space, key, value]: readonly unknown[]): Write => ({
  space: space as string,
  key: key as string,
  value,
});

/** An entry as Redis keeps it. */
function toEntry(text: string): { before: string; id: string; writes: Write[] | undefined } {
  const middle = text.indexOf(" ");
  const end = text.indexOf(" ", middle + 1);
  const content = text.slice(end + 1);
  return {
    before: text.slice(0, middle),
    id: text.slice(middle + 1, end),
    writes: content === "" ? undefined : (JSON.parse(content) as unknown[][]).map(toWrite),
  };
}

function toWrites(fields: readonly string[]): Write[] {
  const writes: Write[] = [];
  for (let at = 0; at < fields.length; at += 2)
    writes.push(toWrite([...(JSON.parse(fields[at] ?? "[]") as unknown[]), JSON.parse(fields[at + 1] ?? "null")]));
  return writes;
}

const toReason = ({ message }: Error): string =>
  message.includes("OOM") ? "the memory of Redis is full (maxmemory)" : message;
