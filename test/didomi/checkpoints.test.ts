import fc from "fast-check";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { encodeKey } from "#engine/contract/collection.ts";
import { keysOf } from "#engine/kit/world-keys.ts";
import { prepareContext } from "#engine/state/context.ts";
import { createImages, type Transaction } from "#engine/state/images.ts";
import { seedRandom } from "#engine/state/random.ts";
import { eraseCheckpoints } from "#mocks/didomi/checkpoints.ts";
import { handlers } from "#mocks/didomi/handlers/index.ts";
import { didomi } from "#mocks/didomi/index.ts";
import type { Checkpoint, DidomiContext, StatePlace, StoredEvent, UserState } from "#mocks/didomi/state.ts";
import { mergePlainly, type PlainStep } from "../../contracts/didomi/plain-merge.ts";
import { ORGANIZATION, START, USER_ID } from "./calls.ts";

/** These tests call the handlers without an engine around them: that takes microseconds, and shows every row. */

const interval = vi.hoisted(() => ({ steps: 0 }));
vi.mock("#mocks/didomi/state.ts", async (importOriginal) => ({
  ...(await importOriginal<typeof import("#mocks/didomi/state.ts")>()),
  get CHECKPOINT_INTERVAL() {
    return interval.steps;
  },
}));

const USUAL_INTERVAL = (await vi.importActual<typeof import("#mocks/didomi/state.ts")>("#mocks/didomi/state.ts"))
  .CHECKPOINT_INTERVAL;

beforeEach(() => {
  interval.steps = USUAL_INTERVAL;
});

const OF_USER = { organization_user_id: USER_ID };
const REGULATIONS = ["gdpr", "cpra"] as const;
type Regulation = (typeof REGULATIONS)[number];

const request = <Path extends object, Query extends object, Body>(path: Path, query: Query, body: Body) => ({
  path,
  query: { organization_id: ORGANIZATION, ...query },
  headers: {},
  body,
  mediaType: "application/json",
  caller: { scheme: "organizationToken", organizationId: ORGANIZATION, isUnbound: false } as const,
});

type EventInput = Parameters<typeof handlers.createEvent>[0]["body"];
type EventPatch = Parameters<typeof handlers.updateEvent>[0]["body"];
type UserPatch = Parameters<typeof handlers.updateUser>[0]["body"];

/** What a transaction has read. */
interface Reads {
  /** By the name of the space that they lie in. */
  readonly rows: Map<string, number>;
  lists: number;
}

function countReads(transaction: Transaction, reads: Reads): Transaction {
  const get: Transaction["get"] = (space, key) => {
    reads.rows.set(space, (reads.rows.get(space) ?? 0) + 1);
    return transaction.get(space, key);
  };
  const range: Transaction["range"] = (space, part) => {
    reads.lists += 1;
    return transaction.range(space, part);
  };
  return new Proxy(transaction, {
    get(target, name) {
      if (name === "get") return get;
      if (name === "range") return range;
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === "function" ? member.bind(target) : member;
    },
  });
}

/** The mock's state and a clock, and the calls that these tests make. Ids of events are the numbers of their insertion. */
function openWorld() {
  const images = createImages({ freeze: true });
  images.create("world");
  const openContext = prepareContext(didomi, keysOf);
  let now = Date.parse(START);
  let recorded = 0;
  let reads: Reads = { rows: new Map(), lists: 0 };

  const transact = <Result>(work: (context: DidomiContext, transaction: Transaction) => Result): Result => {
    const transaction = images.begin("world");
    if (transaction === undefined) throw new Error("The world is gone.");
    reads = { rows: new Map(), lists: 0 };
    const identity = { name: "world", origin: "", keys: { first: 0, last: 0 }, ancestors: [] };
    const place = { now, identity, publicUrl: () => "" };
    const context = openContext(countReads(transaction, reads), place, false) as unknown as DidomiContext;
    try {
      const result = work(context, transaction);
      transaction.commit();
      return result;
    } finally {
      transaction.abandon();
    }
  };
  transact((_context, transaction) => seedRandom(transaction, 1));

  const rowsOf = <Row>(context: DidomiContext, name: "states" | "checkpoints", regulation: Regulation): Row[] => {
    const user = context.users.first("byOrganizationUserId", [ORGANIZATION, USER_ID]);
    if (user === undefined) return [];
    const { rows } = context[name].list("byUser", [ORGANIZATION, user.id]);
    return rows.filter((row) => row.regulation === regulation) as Row[];
  };

  const calls = {
    advance(byMs: number) {
      now += byMs;
    },
    record(input: Omit<EventInput, "id" | "user">, user: EventInput["user"] = {}): string {
      recorded += 1;
      const body = { ...input, id: String(recorded), user: { ...user, ...OF_USER } };
      expect(transact((context) => handlers.createEvent(request({}, {}, body), context)).status).toBe(200);
      return body.id;
    },
    /** @returns the status */
    change: (id: string, body: EventPatch): number =>
      transact((context) => handlers.updateEvent(request({ id }, OF_USER, body), context)).status,
    remove: (id: string): number =>
      transact((context) => handlers.deleteEvent(request({ id }, OF_USER, undefined), context)).status,
    removeWhere: (filter: Record<string, string>): number =>
      transact((context) => handlers.deleteEvents(request({}, { ...OF_USER, filter }, undefined), context)).status,
    changeUser: (body: UserPatch): number =>
      transact((context) =>
        handlers.updateUser(request({ id: USER_ID }, { $by_organization_user_id: "" }, body), context),
      ).status,
    erase: (): number =>
      transact((context) =>
        handlers.deleteUser(request({ id: USER_ID }, { $by_organization_user_id: "" }, undefined), context),
      ).status,
    state: (regulation: Regulation = "gdpr"): UserState | undefined =>
      transact((context) => rowsOf<UserState>(context, "states", regulation))[0],
    checkpoints: (regulation: Regulation = "gdpr"): Checkpoint[] =>
      transact((context) => rowsOf<Checkpoint>(context, "checkpoints", regulation)),
    transact,
    reads: () => reads,
  };
  return calls;
}

type World = ReturnType<typeof openWorld>;

interface PlacedStep extends PlainStep {
  readonly at: string;
  readonly sequence: number;
}

/** The steps of the user, in the order in which they count, from what is stored: events and direct changes. */
function stepsOf(context: DidomiContext, { organization_id, user_id, regulation }: StatePlace): PlacedStep[] {
  const events = context.events.list("byUser", [organization_id, user_id, "confirmed", regulation]).rows;
  const changes = context.directChanges.list("byUser", [organization_id, user_id, regulation]).rows;
  const toSeen = ({ country, ...user }: PlainStep["user"]) => ({
    ...(typeof country === "string" && { last_seen_country: country }),
    ...(country !== undefined && { country }),
    ...user,
  });
  const toStep = (event: StoredEvent) => ({ ...event, user: toSeen(event.user), at: event.updated_at });
  const steps = [...events.map(toStep), ...changes];
  return steps.sort((a, b) => (a.at === b.at ? a.sequence - b.sequence : a.at < b.at ? -1 : 1));
}

// As text, so that the order of members counts as well.
const textOf = ({ metadata, country, last_seen_country, consents }: ReturnType<typeof mergePlainly>): string =>
  JSON.stringify({ metadata, country, last_seen_country, consents }, null, 1);

/** Compares state and checkpoints with a merge of all steps from nothing. */
function expectAsMergedFromNothing(world: World, regulation: Regulation): void {
  const state = world.state(regulation);
  const checkpoints = world.checkpoints(regulation);
  if (state === undefined) {
    expect(checkpoints).toEqual([]);
    return;
  }
  const steps = world.transact((context) => stepsOf(context, state));
  const { at = "", sequence = 0 } = steps.at(-1) ?? {};
  expect(textOf(state)).toBe(textOf(mergePlainly(steps)));
  expect(state).toMatchObject({ step_count: steps.length, last_step_at: at, last_step_sequence: sequence });
  expect(checkpoints.map(({ step_count }) => step_count)).toEqual(
    Array.from({ length: Math.floor(steps.length / interval.steps) }, (_, index) => (index + 1) * interval.steps),
  );
  for (const checkpoint of checkpoints) {
    const merged = steps.slice(0, checkpoint.step_count);
    const { at, sequence } = merged.at(-1) ?? {};
    expect(checkpoint).toMatchObject({ at, sequence });
    expect(textOf(checkpoint)).toBe(textOf(mergePlainly(merged)));
  }
}

const id = fc.constantFrom("a", "b", "c", "7");
const answer = fc.constantFrom(true, false, null);
const value = fc.constantFrom("", "x", "x,y").map((text) => ({ value: text }));
const metadata = fc.dictionary(fc.constantFrom("k", "l", "3", "1"), fc.nat(2), { maxKeys: 2 });
const country = fc.constantFrom("FR", "DE", null);
const olderShape = fc.constantFrom<{ id: string }[]>([{ id: "old" }], []);
const ids = fc.array(id, { maxLength: 2 });

const consents = fc.record(
  {
    purposes: fc.array(
      fc.record(
        {
          id,
          enabled: answer,
          enabled_li: answer,
          metadata,
          values: fc.dictionary(id, value, { maxKeys: 2 }),
          channels: olderShape,
          preferences: olderShape,
        },
        { requiredKeys: ["id"] },
      ),
      { maxLength: 3 },
    ),
    channels: fc.array(fc.record({ id, enabled: answer, metadata }, { requiredKeys: ["id"] }), { maxLength: 2 }),
    vendors: fc.record({ enabled: ids, disabled: ids, enabled_li: ids, disabled_li: ids }, { requiredKeys: [] }),
    tcfcs: fc.constantFrom(null, "one", "two"),
  },
  { requiredKeys: [] },
);
const status = fc.constantFrom("confirmed", "confirmed", "pending_approval");
const regulation = fc.constantFrom("gdpr", "gdpr", "gdpr", "cpra");
const event = fc.record(
  { regulation, status, metadata: fc.record({ tag: fc.constantFrom("x", "y", "z") }), consents },
  { requiredKeys: ["consents"] },
);
const user = fc.record({ metadata, country, last_seen_country: country }, { requiredKeys: [] });
/** One of the events there are, counted from the latest, or one that is gone. */
const which = fc.oneof(fc.nat(4), fc.nat(40));
const day = fc.integer({ min: 1, max: 28 }).map((number) => `2023-12-${String(number).padStart(2, "0")}`);

/** One thing that happens, as a function, which shows as its name and parameters when a run fails. */
type Action = (world: World, recorded: string[]) => void;
function action<Value>(
  name: string,
  values: fc.Arbitrary<Value>,
  run: (value: Value, ...args: Parameters<Action>) => void,
) {
  return values.map((value): Action => {
    const act: Action = (world, recorded) => run(value, world, recorded);
    return Object.assign(act, { [fc.toStringMethod]: () => `${name}(${fc.stringify(value)})` });
  });
}

const actions = fc.oneof(
  {
    weight: 8,
    arbitrary: action("record", fc.tuple(event, user), ([event, user], world, recorded) => {
      recorded.push(world.record(event, user));
    }),
  },
  {
    weight: 4,
    arbitrary: action("import", fc.tuple(event, user, day), ([event, user, created_at], world, recorded) => {
      recorded.push(world.record({ ...event, created_at }, user));
    }),
  },
  {
    weight: 4,
    arbitrary: action(
      "change",
      fc.tuple(which, fc.record({ status, consents }, { requiredKeys: [] })),
      ([which, patch], world, recorded) => {
        expect([200, 404]).toContain(world.change(recorded.at(-1 - which) ?? "none", patch));
      },
    ),
  },
  {
    weight: 4,
    arbitrary: action("remove", which, (which, world, recorded) => {
      expect([204, 404]).toContain(world.remove(recorded.at(-1 - which) ?? "none"));
    }),
  },
  {
    weight: 1,
    arbitrary: action("removeWhere", fc.constantFrom("x", "y", "z"), (tag, world) => {
      expect(world.removeWhere({ "metadata.tag": tag })).toBe(204);
    }),
  },
  {
    weight: 3,
    arbitrary: action(
      "changeUser",
      fc.record({ metadata, country, last_seen_country: country, consents }, { requiredKeys: [] }),
      (patch, world) => {
        expect([200, 404]).toContain(world.changeUser(patch));
      },
    ),
  },
  {
    weight: 4,
    arbitrary: action("advance", fc.constantFrom(1, 1000, 86_400_000, -1, -60_000), (byMs, world) =>
      world.advance(byMs),
    ),
  },
);

describe("what a user has chosen, kept up with checkpoints", () => {
  it("is what all steps add up to, after any sequence of changes to them", () => {
    const history = fc.array(actions, { minLength: 10, maxLength: 60, size: "max" });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), history, (steps, happened) => {
        interval.steps = steps;
        const world = openWorld();
        const recorded: string[] = [];
        for (const act of happened) {
          act(world, recorded);
          for (const regulation of REGULATIONS) expectAsMergedFromNothing(world, regulation);
        }
      }),
      { numRuns: 300, seed: 20_240_101 },
    );
  });

  it("is the same in a state that was put without checkpoints, which come back with the next change", () => {
    interval.steps = 3;
    const world = openWorld();
    for (let number = 0; number < 10; number += 1) {
      world.advance(1000);
      world.record({ consents: { purposes: [{ id: `p${number % 4}`, enabled: number % 3 === 0 }] } });
    }
    const { user_id = "" } = world.state() ?? {};
    world.transact((context) => eraseCheckpoints(ORGANIZATION, user_id, context));
    expect(world.checkpoints()).toEqual([]);
    world.record({ consents: { purposes: [{ id: "p9", enabled: true }] } });
    expect(world.checkpoints()).toEqual([]);
    world.remove("5");
    expectAsMergedFromNothing(world, "gdpr");
  });

  it("does not rest on a checkpoint whose own step is gone, as in a state that was changed by hand", () => {
    interval.steps = 4;
    const world = openWorld();
    for (let number = 0; number < 10; number += 1) {
      world.advance(1000);
      world.record({ consents: { purposes: [{ id: `p${number % 4}`, enabled: number % 3 === 0 }] } });
    }
    // Deleted behind the mock's back: the last step of the second checkpoint.
    world.transact(({ events }) => {
      expect(events.delete(encodeKey([ORGANIZATION, "8"]))).toBe(true);
    });
    world.remove("10");
    expectAsMergedFromNothing(world, "gdpr");
  });

  it("goes with the user, checkpoints included", () => {
    interval.steps = 2;
    const world = openWorld();
    for (let number = 0; number < 6; number += 1)
      world.record({ regulation: number % 2 ? "cpra" : "gdpr", consents: { purposes: [{ id: "a", enabled: true }] } });
    expect(world.checkpoints("gdpr")).toHaveLength(1);
    expect(world.checkpoints("cpra")).toHaveLength(1);
    expect(world.erase()).toBe(200);
    const left = world.transact(({ checkpoints, states, events }) =>
      [checkpoints, states, events].map((rows) => rows.list("byUser", [ORGANIZATION]).rows.length),
    );
    expect(left).toEqual([0, 0, 0]);
  });
});

describe("what a change among 2,000 events reads", () => {
  const EVENTS = 2000;
  const STEP_SPACES = ["didomi/events", "didomi/directChanges"];

  /** A user with as many events, each a second after the one before. */
  function openLongHistory(): World {
    const world = openWorld();
    for (let number = 0; number < EVENTS; number += 1) {
      world.advance(1000);
      world.record({ consents: { purposes: [{ id: `p${number % 5}`, enabled: number % 2 === 0 }] } });
    }
    return world;
  }

  const stepsRead = ({ rows }: Reads): number =>
    STEP_SPACES.reduce((count, space) => count + (rows.get(space) ?? 0), 0);
  const rowsRead = ({ rows }: Reads): number => [...rows.values()].reduce((count, each) => count + each, 0);

  /** Steps that were merged before the change, and those after it, can be read; and the changed event itself a few times. */
  const expectFewSteps = (world: World, stepsBehind: number): void =>
    expect(stepsRead(world.reads())).toBeLessThanOrEqual(stepsBehind + USUAL_INTERVAL + 5);

  it("is no more than what lies between the last checkpoint and the end, for a recent event", () => {
    const world = openLongHistory();
    for (const behind of [0, 1, 50, 200]) {
      expect(world.remove(String(EVENTS - behind))).toBe(204);
      expectFewSteps(world, behind);
      expect(world.change(String(EVENTS - behind - 1), { status: "confirmed" })).toBe(200);
      expectFewSteps(world, behind + 1);
    }
    expectAsMergedFromNothing(world, "gdpr");
  });

  it("is what comes after a checkpoint, for an event in the middle", () => {
    const world = openLongHistory();
    expect(world.remove(String(EVENTS / 2))).toBe(204);
    expectFewSteps(world, EVENTS / 2);
    expectAsMergedFromNothing(world, "gdpr");
  });

  it("is little for an import that is older than the latest events, and for a direct change behind the latest event", () => {
    const world = openLongHistory();
    const created_at = new Date(Date.parse(START) + (EVENTS - 20) * 1000 + 1).toISOString();
    world.record({ created_at, consents: { purposes: [{ id: "p1", enabled: true }] } });
    expectFewSteps(world, 20);
    world.advance(-5000);
    expect(world.changeUser({ consents: { purposes: [{ id: "p2", enabled: null }] } })).toBe(200);
    expectFewSteps(world, 21);
    expectAsMergedFromNothing(world, "gdpr");
  });

  it("is nothing but the event itself for one that is approved as the latest", () => {
    const world = openLongHistory();
    const id = world.record({ status: "pending_approval", consents: { purposes: [{ id: "p1", enabled: true }] } });
    world.advance(1000);
    expect(world.change(id, { status: "confirmed" })).toBe(200);
    expect(stepsRead(world.reads())).toBeLessThanOrEqual(3);
    expectAsMergedFromNothing(world, "gdpr");
  });

  it("is the same handful of rows for every new event, and no list, with a checkpoint or without", () => {
    const world = openWorld();
    const counts = new Set<number>();
    for (let number = 1; number <= EVENTS; number += 1) {
      world.advance(1000);
      world.record({ consents: { purposes: [{ id: "a", enabled: true }] } });
      expect(world.reads().lists).toBe(0);
      if (number > 1 && number % USUAL_INTERVAL !== 0) counts.add(rowsRead(world.reads()));
    }
    expect(counts.size).toBe(1);
    expect(world.checkpoints()).toHaveLength(Math.floor(EVENTS / USUAL_INTERVAL));
  });
});
