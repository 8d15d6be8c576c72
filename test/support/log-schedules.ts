import type { ExchangeReply } from "#engine/contract/exchange.ts";
import type { Engine } from "#engine/pipeline/engine.ts";
import { createImages } from "#engine/state/images.ts";
import type { LogEntry } from "#engine/state/log.ts";
import { createDraws, drawsFrom } from "#engine/state/random.ts";
import { createScriptedLog, type LogFault, type ScriptedLog } from "./scripted-log.ts";
import { ask, bodyOf, createToyEngine, type Note } from "./toy-mock.ts";

export const WORLD = "w";
const NOW_MS = 1_700_000_000_000;

/** The ids that notes get, one after the other, where nothing goes wrong. */
async function idsInOrder(count: number): Promise<string[]> {
  const engine = createToyEngine();
  const ids: string[] = [];
  while (ids.length < count)
    ids.push(String(bodyOf(await ask(engine, "POST", "/toy/notes", { world: WORLD, body: { text: "x" } }))["id"]));
  return ids;
}

const reference = idsInOrder(20);

/** The rows of one space as a list of entries leaves them. */
function rowsOf(entries: readonly LogEntry[], space: string): Map<string, unknown> {
  const rows = new Map<string, unknown>();
  for (const entry of entries)
    if (entry.kind === "commit")
      for (const write of entry.writes)
        if (write.space !== space) continue;
        else if (write.value === undefined) rows.delete(write.key);
        else rows.set(write.key, write.value);
  return rows;
}

interface Asked {
  readonly text: string;
  reply: ExchangeReply | undefined;
  /** What was kept when the reply came. */
  keptThen: number;
}

/** One schedule: requests of several kinds, and what becomes of them in the log, all drawn from a seed. */
class Schedule {
  readonly engine: Engine;
  readonly log: ScriptedLog;
  readonly asked: Asked[] = [];
  readonly complaints: string[] = [];
  foreign = 0;
  readonly #draw: () => number;

  constructor(seed: number, fault: LogFault | undefined) {
    this.#draw = createDraws(drawsFrom(`schedule ${seed}`)).draw;
    let log: ScriptedLog | undefined;
    this.engine = createToyEngine({
      images: createImages(),
      log: (host) => {
        log = createScriptedLog(host, fault);
        return log;
      },
    });
    if (log === undefined) throw new Error("the engine made no log");
    this.log = log;
  }

  #below(limit: number): number {
    return Math.floor(this.#draw() * limit);
  }

  #ask(): void {
    const text = `${this.#below(4) === 0 ? "brief" : "note"} ${this.asked.length}`;
    const asked: Asked = { text, reply: undefined, keptThen: 0 };
    this.asked.push(asked);
    const kind = this.#below(8);
    const body = text.startsWith("brief") ? { text, expiresAtMs: NOW_MS } : { text };
    const reply =
      kind === 0
        ? ask(this.engine, "GET", "/toy/notes/unknown", { world: WORLD })
        : ask(this.engine, "POST", "/toy/notes", { world: WORLD, body: kind === 1 ? { text: "refuse me" } : body });
    void Promise.resolve(reply).then((answered) => {
      asked.reply = answered;
      asked.keptThen = this.log.kept.length;
    });
  }

  /** Something happens in the log. */
  #step(): void {
    const pending = this.log.pendingIn(WORLD);
    const kind = this.#below(6);
    if (kind < 3) this.log.keep(WORLD, 1 + this.#below(Math.max(pending, 1)));
    else if (kind === 3) this.log.overtake(WORLD, []);
    else if (kind === 4) {
      this.foreign += 1;
      const id = `foreign-${this.foreign}`;
      this.log.overtake(WORLD, [{ space: "toy/notes", key: id, value: { id, owner: "else", text: id } }]);
    } else if (this.#below(4) === 0) this.log.reject(WORLD);
  }

  async run(): Promise<readonly string[]> {
    await prepare(this.engine, this.log);
    const count = 2 + this.#below(6);
    while (this.asked.length < count) {
      if (this.#below(2) === 0) this.#ask();
      else this.#step();
      await settle();
    }
    // Some schedules end in the middle: what then hangs has not been answered, and never will be.
    if (this.#below(10) > 0)
      for (let rounds = 0; this.asked.some(({ reply }) => reply === undefined) && rounds < 50; rounds += 1) {
        this.log.keep(WORLD, Number.POSITIVE_INFINITY);
        await settle();
      }
    await this.#check();
    return this.complaints;
  }

  async #check(): Promise<void> {
    const { kept } = this.log;
    const created = new Map<string, Note>();
    for (const entry of kept)
      if (entry.kind === "commit")
        for (const { space, value } of entry.writes) {
          const note = value as Note | undefined;
          if (space !== "toy/notes" || note === undefined) continue;
          if (created.has(note.id)) this.complaints.push(`note ${note.id} was created twice`);
          created.set(note.id, note);
        }
    const ours = [...created.values()].filter(({ owner }) => owner === "ann");
    this.#checkReplies(ours);
    const ids = await reference;
    ours.forEach(({ id }, index) => {
      if (id !== ids[index]) this.complaints.push(`note ${index} has the id ${id}, not ${ids[index]}`);
    });
    this.#checkEnd();
  }

  #checkReplies(ours: readonly Note[]): void {
    for (const { text, reply, keptThen } of this.asked) {
      if (reply === undefined || reply.status !== 200) continue;
      const id = String(bodyOf(reply)["id"]);
      const keptNotes = rowsWrittenBy(this.log.kept.slice(0, keptThen));
      if (!keptNotes.has(id)) this.complaints.push(`${text} was answered before it was kept`);
      if (ours.filter((note) => note.text === text).length !== 1)
        this.complaints.push(
          `${text} was acknowledged, and is kept ${ours.filter((note) => note.text === text).length} times`,
        );
    }
    // Rejected writes are not stored; stored writes were acknowledged, or their caller had given up.
    for (const note of ours) {
      const asked = this.asked.find(({ text }) => text === note.text);
      if (asked?.reply !== undefined && asked.reply.status !== 200)
        this.complaints.push(`${note.text} is kept, but was answered with ${asked.reply.status}`);
    }
  }

  /** The image is what the kept entries make, once nothing is pending any more; brief notes have ended, each by one event. */
  #checkEnd(): void {
    if (this.log.pendingIn(WORLD) > 0) return;
    const world = this.engine.worlds.find(WORLD);
    if (world === undefined) throw new Error("the world is gone");
    const shown = world.image.transact((transaction) =>
      transaction.range("toy/notes", { from: "", to: "\uffff", limit: 1000 }),
    );
    const expected = [...rowsOf(this.log.kept, "toy/notes")].sort(([a], [b]) => (a < b ? -1 : 1));
    if (JSON.stringify(shown) !== JSON.stringify(expected)) this.complaints.push("the image is not what was kept");
    const events = world.outbox.entries().map(({ event }) => `${event.type} ${(event.body as Note).text ?? ""}`);
    if (new Set(events).size !== events.length) this.complaints.push(`events are doubled: ${events.join(", ")}`);
  }
}

const rowsWrittenBy = (entries: readonly LogEntry[]): Set<string> =>
  new Set(
    entries.flatMap((entry) =>
      entry.kind === "commit" ? entry.writes.filter(({ space }) => space === "toy/notes").map(({ key }) => key) : [],
    ),
  );

/** The world is there and kept, and the mock is loaded, before anything goes wrong. */
export async function prepare(engine: Engine, log: ScriptedLog): Promise<void> {
  let isAnswered = false;
  void Promise.resolve(ask(engine, "GET", "/toy/page", { world: WORLD })).then(() => {
    isAnswered = true;
  });
  while (!isAnswered) {
    log.keep(WORLD, Number.POSITIVE_INFINITY);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Lets everything that can go on go on. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) await Promise.resolve();
}

export async function firstComplaint(schedules: number, fault?: LogFault): Promise<string | undefined> {
  for (let seed = 1; seed <= schedules; seed += 1) {
    const [complaint] = await new Schedule(seed, fault).run();
    if (complaint !== undefined) return `schedule ${seed}: ${complaint}`;
  }
  return undefined;
}
