import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createStandin, type Standin } from "#standin/standin.ts";
import { prepareRequests } from "../support/prepared-requests.ts";

const WORLDS = 200;
const START = "2024-01-01T00:00:00.000Z";
const READS_AND_WRITES = [
  "didomi getUser",
  "didomi createEvent",
  "avacy validateWebspace",
  "avacy recordConsent",
  "didit getSessionDecision",
  "didit createSession",
  "netid readStatus",
  "netid writePermissions",
] as const;

/** A move in a world. */
type Move =
  | { readonly kind: "ask"; readonly name: (typeof READS_AND_WRITES)[number] }
  | { readonly kind: "advance"; readonly minutes: number }
  | { readonly kind: "disturb"; readonly operation: string; readonly effect: object; readonly every: number }
  | { readonly kind: "plant" | "snapshot" | "restore" | "reset" | "repair" | "trackReads" };

const moves: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant("ask" as const), name: fc.constantFrom(...READS_AND_WRITES) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("advance" as const), minutes: fc.integer({ min: 1, max: 90 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("disturb" as const),
      operation: fc.constantFrom("recordConsent", "createEvent", "writePermissions"),
      effect: fc.constantFrom<object>(
        { status: 500 },
        { status: 429 },
        { connection: "reset" },
        { connection: "lose-acknowledgement" },
        { reply: "malformed" },
        { reply: "truncated" },
      ),
      every: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom("plant", "snapshot", "restore", "reset", "repair", "trackReads"),
    }),
  },
);

/** A mark that is in everything that is written in a world, and nowhere else. */
const markOf = (world: string): string => `mark-of-${world}-`;

/** Runs these moves in a world, one after the other, and returns the result of each. */
async function live(standin: Standin, name: string, sequence: readonly Move[]): Promise<string[]> {
  const world = await standin.world(name);
  const seen: string[] = [];
  const mark = markOf(name);
  const fetcher: typeof fetch = (url, init) => {
    const body = typeof init?.body === "string" ? init.body.replaceAll("bench", mark).replaceAll("Mario", mark) : null;
    return standin.fetch(url, { ...init, body });
  };
  let loads = await prepareRequests(`http://standin.localhost/~${name}`, fetcher);
  let hasSnapshot = false;

  const ask = async (which: string): Promise<string> => {
    const { method = "", url = "", headers = {}, body } = loads[which] ?? {};
    try {
      const reply = await fetcher(url, { method, headers, ...(body !== undefined && { body }) });
      return `${which} ${reply.status} ${JSON.stringify([...reply.headers])} ${await reply.text()}`;
    } catch (error) {
      return `${which} ${String(error)}`;
    }
  };

  const move = async (each: Move): Promise<string> => {
    switch (each.kind) {
      case "ask":
        return ask(each.name);
      case "advance":
        await world.clock.advance(each.minutes * 60_000);
        return `advanced to ${(await world.clock.now()).toISOString()}`;
      case "disturb":
        await world.faults.add({
          match: { operation: each.operation as "createSession" },
          when: { every: each.every },
          effect: each.effect,
        });
        return "disturbed";
      case "plant":
        return JSON.stringify(await world.scenario("didit", "a verification", { vendor_data: mark }));
      case "snapshot":
        await world.snapshot("kept");
        hasSnapshot = true;
        return "kept";
      case "restore":
        if (hasSnapshot) await world.restore("kept");
        return "restored";
      case "reset":
        await world.reset();
        loads = await prepareRequests(`http://standin.localhost/~${name}`, fetcher);
        return "reset";
      case "repair":
        await world.faults.clear();
        return "repaired";
      case "trackReads":
        await world.trackReads();
        return "tracked";
    }
  };

  for (const each of sequence) {
    seen.push(await move(each));
    // Lets the others in between, differently for each.
    for (let turns = seen.length % 3; turns > 0; turns -= 1) await new Promise(setImmediate);
  }
  return seen;
}

/** Everything that a world holds. */
async function holdings({ engine, providers }: Standin, name: string): Promise<string> {
  const world = await engine.worlds.open(name);
  const states = await Promise.all(providers.map(({ api }) => engine.readState(name, api.name)));
  return JSON.stringify({
    states,
    clock: world.clock.now(),
    faults: world.faults.list(),
    journal: world.journal.entries(),
    outbox: world.outbox.entries(),
    snapshots: engine.worlds.snapshots(name),
  });
}

const open = () => createStandin({ frozenAt: START, maxWorlds: WORLDS + 1 });

describe("two hundred worlds at once", () => {
  it("show nothing of each other, and each is as it would be alone", async () => {
    const lives = fc.array(fc.array(moves, { minLength: 4, maxLength: 16 }), { minLength: WORLDS, maxLength: WORLDS });
    await fc.assert(
      fc.asyncProperty(lives, async (sequences) => {
        const together = await open();
        const names = sequences.map((_, index) => `w${String(index).padStart(3, "0")}`);
        const seen = await Promise.all(
          sequences.map((sequence, index) => live(together, names[index] ?? "", sequence)),
        );
        const marks = names.map(markOf);
        for (const [index, name] of names.entries()) {
          const held = await holdings(together, name);
          const foreign = [...`${held}${seen[index]?.join()}`.matchAll(/mark-of-w\d+-/g)].filter(
            ([mark]) => mark !== marks[index],
          );
          expect(foreign, name).toEqual([]);
          const alone = await open();
          expect(await live(alone, name, sequences[index] ?? []), name).toEqual(seen[index]);
          expect(await holdings(alone, name), name).toEqual(held);
          expect(alone.engine.worlds.names()).toEqual([name]);
          await alone.close();
        }
        await together.close();
      }),
      { numRuns: 3, seed: 20240101, endOnFailure: true },
    );
  });

  it("the marks are there to be found", async () => {
    const standin = await open();
    await live(standin, "w000", [{ kind: "ask", name: "didomi createEvent" }, { kind: "plant" }]);
    expect(await holdings(standin, "w000")).toContain("mark-of-w000-");
    await standin.close();
  });
});
