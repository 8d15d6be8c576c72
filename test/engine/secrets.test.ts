import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defineCollection } from "#engine/contract/collection.ts";
import type { Behaviour, Mock } from "#engine/contract/mock.ts";
import { toHar } from "#engine/journal/har.ts";
import { type Journal, journalReader } from "#engine/journal/journal.ts";
import { type Bug, createEngine, type Engine, type EngineOptions } from "#engine/pipeline/engine.ts";
import type { World } from "#engine/world/world.ts";
import { ask, createToyBehaviour, createToyWith, handlers, state } from "../support/toy-mock.ts";

interface Vault {
  readonly id: string;
  readonly secret: string;
  readonly pin: string;
  readonly code?: string;
}

/** The toy with a collection whose rows hold secrets of every kind. */
const withVaults = {
  ...state,
  vaults: defineCollection<Vault>()({
    key: ({ id }) => id,
    secrets: {
      members: ["secret", "pin"],
      codes: ["code"],
      parts: ({ secret }) => [secret.slice(secret.indexOf("|") + 1)],
    },
  }),
};

function openEngine(parts: Partial<Behaviour<typeof state>> = {}, options: Partial<EngineOptions> = {}): Engine {
  const toy = { ...createToyWith(async () => createToyBehaviour(parts)), state: withVaults } as unknown as Mock;
  return createEngine({ providers: [toy], realNow: () => 1_700_000_000_000, ...options });
}

const secretOf = (number: number): string => `${number}|planted-secret-${number}-of-many`;
const bare = (number: number): string => `planted-secret-${number}-of-many`;

/** Puts one vault in the place of whatever there is, by hand. */
const put = (engine: Engine, secret: string, world = "w", more: object = {}): Promise<void> =>
  engine.writeState(world, "toy", {
    collections: { vaults: [{ id: "v", secret, pin: "4711", ...more }] },
    counters: {},
  });

/** An exchange that quotes secrets in a place whose name says nothing. */
const quote = async (engine: Engine, text: string, world = "w") =>
  ask(engine, "GET", `/toy/notes/${encodeURIComponent(text)}`, { world });

const textOf = (journal: Journal): string => JSON.stringify(toHar(journal.entries(), { name: "s", version: "1" }));

describe("an exchange is shown without the secrets of its own time", () => {
  it.each<[string, (engine: Engine, world: World) => Promise<unknown>]>([
    ["as long as they are there", async () => {}],
    ["when one has been changed by hand", (engine) => put(engine, secretOf(2))],
    [
      "when it has been changed many times",
      async (engine) => {
        for (let number = 2; number < 50; number += 1) await put(engine, secretOf(number));
      },
    ],
    ["when all rows are gone", (engine) => engine.writeState("w", "toy", { collections: {}, counters: {} })],
    ["when the world was restored to a time before", (engine) => engine.worlds.restore("w", "empty")],
    [
      "when it was restored twice, and read in between",
      async (engine, { journal }) => {
        await engine.worlds.restore("w", "empty");
        journal.entries();
        await quote(engine, "x");
        await engine.worlds.restore("w", "empty");
      },
    ],
    [
      "when events were read before exchanges",
      async (engine, { trail }) => {
        await put(engine, secretOf(2));
        const { redactEvents } = journalReader.get();
        redactEvents(
          [
            {
              number: 1,
              provider: "toy",
              atMs: 0,
              event: { type: "t", url: "u", key: "k", secret: "s", body: 1 },
              state: "pending",
              attempts: [],
            },
          ],
          trail,
        );
      },
    ],
    ["when the world is no more", (engine) => engine.worlds.drop("w")],
    [
      "when another world has taken its place",
      async (engine) => {
        await engine.worlds.open("other");
        await engine.worlds.fork("other", "w");
      },
    ],
  ])("%s", async (_, then) => {
    const engine = openEngine();
    await engine.worlds.open("w");
    await engine.worlds.snapshot("w", "empty");
    await put(engine, secretOf(1));
    await quote(engine, `before ${secretOf(1)} after ${bare(1)}`);
    const world = await engine.worlds.open("w");
    await then(engine, world);
    expect(world.journal.size).toBeGreaterThan(0);
    expect(textOf(world.journal)).not.toContain(bare(1));
    expect(textOf(world.journal)).toContain("before%20[redacted]%20after%20[redacted]");
  });

  it("that was under way while the world was reset", async () => {
    let arrive = (_body: string): void => {};
    const body = new Promise<string>((resolve) => {
      arrive = resolve;
    });
    const engine = openEngine();
    // The first request of all waits until the mock is loaded.
    await quote(engine, "x", "elsewhere");
    await put(engine, secretOf(1));
    const asked = engine.exchange({
      method: "POST",
      path: "/~w/toy/notes",
      query: `note=${bare(1)}`,
      headers: { authorization: "Key ann" },
      body: () => body,
    });
    await engine.worlds.reset("w");
    arrive(`{"text":"${secretOf(1)}"}`);
    expect((await asked).status).toBe(200);
    const { journal } = await engine.worlds.open("w");
    expect(journal.size).toBe(1);
    expect(textOf(journal)).not.toContain(bare(1));
  });

  it("whatever becomes of the world, in any order", async () => {
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.constant("quote") },
      { weight: 3, arbitrary: fc.constant("rotate") },
      ...["rotate in an exchange", "snapshot", "restore", "reset", "fork", "drop", "read"].map((name) => ({
        weight: 1,
        arbitrary: fc.constant(name),
      })),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        let number = 0;
        const createNote: (typeof handlers)["createNote"] = ({ body }, context) => {
          context.vaults.put({ id: "v", secret: body.text, pin: "1" });
          return { status: 200, body: { id: "n", text: "x" } };
        };
        const engine = openEngine({ handlers: { ...handlers, createNote } });
        const journals = new Set<Journal>();
        let hasSnapshot = false;
        /** The secret that the world holds. */
        let held = "";
        let kept = "";
        for (const name of steps) {
          number += 1;
          journals.add((await engine.worlds.open("w")).journal);
          if (name === "quote" && held !== "") await quote(engine, `x${held}y`);
          if (name.startsWith("rotate")) held = secretOf(number);
          if (name === "rotate") await put(engine, held);
          if (name === "rotate in an exchange")
            await ask(engine, "POST", "/toy/notes", { world: "w", body: { text: held } });
          if (name === "snapshot") {
            await engine.worlds.snapshot("w", "s");
            [hasSnapshot, kept] = [true, held];
          }
          if (name === "restore" && hasSnapshot) {
            await engine.worlds.restore("w", "s");
            held = kept;
          }
          if (name === "reset") {
            await engine.worlds.reset("w");
            held = "";
          }
          if (name === "fork") {
            await engine.worlds.fork("w", "copy");
            await engine.worlds.fork("copy", "w");
          }
          if (name === "drop") {
            await engine.worlds.drop("w");
            [hasSnapshot, held] = [false, ""];
          }
          if (name === "read") for (const journal of journals) expect(textOf(journal)).not.toContain("planted-secret");
        }
        for (const journal of journals) expect(textOf(journal)).not.toContain("planted-secret");
      }),
      { numRuns: 30 },
    );
  });
});

describe("what a world has left", () => {
  it("is kept for exchanges alone, and no longer than they are", async () => {
    const engine = openEngine({}, { limits: { exchanges: 2 } });
    const { trail } = await engine.worlds.open("w");
    await engine.worlds.snapshot("w", "empty");
    for (let number = 1; number < 20; number += 1) {
      await put(engine, secretOf(number));
      await engine.worlds.restore("w", "empty");
    }
    expect(trail.end.position).toBe(0);
    await quote(engine, "x");
    const seen = new WeakRef(trail.end);
    await put(engine, secretOf(1));
    await put(engine, secretOf(2));
    expect(trail.end.position).toBeGreaterThan(0);
    expect(seen.deref()?.next?.next ?? seen.deref()?.next).toBe(trail.end);
  });

  it("counts among the journal's bytes: the oldest exchanges give way to it", async () => {
    const engine = openEngine({}, { limits: { journalBytes: 10_000 } });
    const { journal } = await engine.worlds.open("w");
    await put(engine, secretOf(0));
    for (let count = 0; count < 3; count += 1) await quote(engine, `x${secretOf(0)}`);
    for (let number = 1; number < 20; number += 1) await put(engine, secretOf(number));
    expect(journal.size).toBe(3);
    for (let number = 20; number < 200; number += 1) await put(engine, secretOf(number));
    expect(journal.size).toBe(0);
    await quote(engine, "y");
    expect(journal.entries().map(({ number }) => number)).toEqual([4]);
  });

  it("is looked at anew once much of it may have gone, and nothing is forgotten that is there", async () => {
    const createNote: (typeof handlers)["createNote"] = ({ body }, context) => {
      for (let number = 0; number < 3000; number += 1)
        context.vaults.put({ id: "v", secret: `${body.text}-${number}-of-many`, pin: "1" });
      return { status: 200, body: { id: "n", text: "x" } };
    };
    const engine = openEngine({ handlers: { ...handlers, createNote } }, { limits: { exchanges: 3 } });
    const { journal, trail } = await engine.worlds.open("w");
    for (let round = 0; round < 12; round += 1) {
      await ask(engine, "POST", "/toy/notes", { world: "w", body: { text: `planted-secret-${round}` } });
      await quote(engine, `planted-secret-${round}-2999-of-many`);
      expect(textOf(journal)).not.toContain("2999-of-many");
      expect(trail.known?.secrets.size).toBeLessThan(25_000);
    }
  });
});

describe("what rows declare", () => {
  const more = { code: "123456" };

  it("stays out of changes and their keys; short values wherever their name stands", async () => {
    const createNote: (typeof handlers)["createNote"] = (_request, context) => {
      context.vaults.put({ id: "v", secret: "short", pin: "4711", code: "123456" });
      return { status: 200, body: { id: "n", text: "pin 4711, code 123456, short" } };
    };
    const engine = openEngine({ handlers: { ...handlers, createNote } });
    await ask(engine, "POST", "/toy/notes?pin=4711&Code=123456&other=4711", {
      world: "w",
      body: { text: "t", pin: "4711" },
    });
    const [entry] = (await engine.worlds.open("w")).journal.entries();
    expect(entry?.changes).toMatchObject([
      { collection: "vaults", after: { id: "v", secret: "[redacted]", pin: "[redacted]", code: "[redacted]" } },
    ]);
    expect(entry?.request.query).toBe("pin=[redacted]&Code=[redacted]&other=4711");
    expect(entry?.request.body).toBe('{"text":"t","pin":"[redacted]"}');
    expect(entry?.reply.body).toBe('{"id":"n","text":"pin 4711, code 123456, short"}');
  });

  it("stays out of events, but for one-time codes, which people read there", async () => {
    const engine = openEngine();
    await put(engine, secretOf(1), "w", { code: "a-long-one-time-code" });
    await quote(engine, "a-long-one-time-code");
    const world = await engine.worlds.open("w");
    const body = {
      text: `Your code is a-long-one-time-code, not ${secretOf(1)}`,
      code: "a-long-one-time-code",
      token: "t",
    };
    world.outbox.add("toy", 0, [{ type: "t", url: `http://ann:pw@localhost/${bare(1)}`, key: "k", secret: "s", body }]);
    await engine.worlds.snapshot("w", "before");
    await put(engine, secretOf(2));
    await engine.worlds.restore("w", "before");
    await engine.worlds.reset("other");
    const shown = journalReader.get().redactEvents(world.outbox.entries(), world.trail);
    expect(shown.map(({ event }) => event)).toEqual([
      {
        type: "t",
        url: "http://ann:[redacted]@localhost/[redacted]",
        key: "k",
        secret: "[redacted]",
        body: {
          text: "Your code is a-long-one-time-code, not [redacted]",
          code: "a-long-one-time-code",
          token: "[redacted]",
        },
      },
    ]);
    expect(textOf(world.journal)).not.toContain("a-long-one-time-code");
  });

  it("stays out of an event whose rows a restore has taken away", async () => {
    const engine = openEngine();
    const world = await engine.worlds.open("w");
    await engine.worlds.snapshot("w", "empty");
    await put(engine, secretOf(1), "w", more);
    await quote(engine, "x");
    world.outbox.add("toy", 0, [{ type: "t", url: "u", key: "k", secret: "s", body: { link: `/x/${bare(1)}` } }]);
    world.journal.clear();
    await engine.worlds.restore("w", "empty");
    const [shown] = journalReader.get().redactEvents(world.outbox.entries(), world.trail);
    expect(shown?.event.body).toEqual({ link: "/x/[redacted]" });
  });
});

describe("credentials that the world does not know", () => {
  const unknown = "never-heard-of-it-1";
  const headers = { authorization: `Bearer ${unknown}` };

  it("are hidden in all of the exchange that brings them", async () => {
    const engine = openEngine();
    await engine.worlds.open("w");
    await ask(engine, "GET", `/toy/nowhere/${unknown}?note=${unknown}`, {
      world: "w",
      headers: { ...headers, "x-note": unknown },
    });
    await quote(engine, unknown);
    const [first, second] = (await engine.worlds.open("w")).journal.entries();
    expect(JSON.stringify(first)).not.toContain(unknown);
    expect(second?.request.path).toContain(unknown);
  });

  it("but not where they are the name of something: then they were sent in the wrong place", async () => {
    const engine = openEngine();
    await engine.writeState("w", "toy", {
      collections: { notes: [{ id: unknown, owner: "o", text: "t" }] },
      counters: {},
    });
    await ask(engine, "GET", `/toy/notes/${unknown}`, { world: "w", headers });
    const [entry] = (await engine.worlds.open("w")).journal.entries();
    expect(entry?.request).toMatchObject({
      path: `/~w/toy/notes/${unknown}`,
      headers: { authorization: "Bearer [redacted]" },
    });
  });
});

describe("a bug in standin is reported without secrets", () => {
  it.each([
    ["of the world", () => secretOf(1)],
    ["of the request", () => "never-heard-of-it-1"],
  ])("%s", async (_, secret) => {
    const bugs: Bug[] = [];
    const getNote: (typeof handlers)["getNote"] = ({ path }) => {
      throw new Error(`cannot read ${path.id}`, { cause: new Error(path.id) });
    };
    const engine = openEngine({ handlers: { ...handlers, getNote } }, { onBug: (bug) => bugs.push(bug) });
    await put(engine, secretOf(1));
    const reply = await ask(engine, "GET", `/toy/notes/${encodeURIComponent(secret())}`, {
      world: "w",
      headers: { authorization: "Key never-heard-of-it-1" },
    });
    expect(reply.status).toBe(500);
    const [{ complaint, error } = { complaint: "", error: undefined }] = bugs;
    expect(complaint).toBe("cannot read [redacted]");
    expect(String(reply.body)).toContain("cannot read [redacted]");
    expect(error).toMatchObject({ message: "cannot read [redacted]", cause: { message: "[redacted]" } });
    expect((error as Error).stack).toMatch(/^Error: cannot read \[redacted\]\n {4}at /);
  });

  it("of a job", async () => {
    const bugs: Bug[] = [];
    const jobs = {
      expire(id: string) {
        throw new Error(`cannot expire ${id} with ${bare(1)}`);
      },
    };
    const engine = openEngine({ jobs }, { onBug: (bug) => bugs.push(bug) });
    await put(engine, secretOf(1));
    await ask(engine, "POST", "/toy/notes", { world: "w", body: { text: "t", expiresAtMs: 1 } });
    await quote(engine, "x");
    expect(bugs.map(({ complaint }) => complaint.includes("with [redacted]"))).toEqual([true]);
  });
});
