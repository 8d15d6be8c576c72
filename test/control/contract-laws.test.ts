import { describe, expect, it } from "vitest";
import type { Question, WalkReply } from "../../contracts/agreement/contract.ts";
import { createLaws } from "../../contracts/control/laws.ts";

/** What random walks hold against the control API, each law before a liar. */
const PROVIDER = "shop";
const world = { name: "one", clock: { now: "then", frozen: true, scale: 0 } };
const path = { world: "one", snapshot: "before", fault: "fault-1", provider: PROVIDER };

type Answers = Readonly<Record<string, { readonly status: number; readonly body?: unknown }>>;

/** Answers every question about an operation alike; `one/getState` is for that world alone. */
const answering =
  (answers: Answers) =>
  async (question: Question): Promise<unknown> => {
    if ("scenario" in question) throw new Error("no law asks a scenario");
    const { operationId, path: { world: name = "" } = {} } = question;
    return answers[`${name}/${operationId}`] ?? answers[operationId] ?? { status: 404 };
  };

const state = (rows: number) => ({
  status: 200,
  body: { collections: { things: Array(rows).fill({}) }, counters: {} },
});
const shown = (body: unknown) => ({ status: 200, body });
const EMPTY: Answers = {
  listFaults: shown({ faults: [] }),
  listExchanges: shown({ exchanges: [] }),
  listEvents: shown({ events: [] }),
  getState: state(1),
};
const told = (operationId: string, body?: unknown): WalkReply => ({
  now: 0,
  operationId,
  path,
  query: {},
  headers: {},
  sent: undefined,
  body,
});

const breaches: readonly (readonly [law: string, WalkReply, honest: Answers, lie: Answers])[] = [
  ["what was deleted is gone", told("deleteWorld"), {}, { getWorld: shown(world) }],
  ["a snapshot that was deleted is gone", told("deleteSnapshot"), {}, { getSnapshot: shown({}) }],
  ["a fault that was deleted is gone", told("deleteFault"), {}, { getFault: shown({}) }],
  ["no fault is left", told("clearFaults"), EMPTY, { listFaults: shown({ faults: [{}] }) }],
  ["no exchange is left", told("clearExchanges"), EMPTY, { listExchanges: shown({ exchanges: [{}] }) }],
  ["a world is as it was shown", told("putWorld", world), { getWorld: shown(world) }, { getWorld: shown({}) }],
  [
    "a world that was reset has no past",
    told("resetWorld", world),
    { ...EMPTY, getWorld: shown(world) },
    { ...EMPTY, getWorld: shown(world), listEvents: shown({ events: [{}] }) },
  ],
  [
    "a clock shows what it was set to",
    told("changeClock", world.clock),
    { getClock: shown(world.clock) },
    { getClock: shown({ ...world.clock, frozen: false }) },
  ],
  [
    "a fault is as it was added",
    told("addFault", { id: "fault-2" }),
    { getFault: shown({ id: "fault-2" }) },
    { getFault: shown({ id: "fault-1" }) },
  ],
  ["a state is as it was put", told("putState", state(1).body), { getState: state(1) }, { getState: state(2) }],
  ["a state can be put back", told("getState", state(1).body), { putState: state(1) }, { putState: state(2) }],
  [
    "a copy has the same state",
    told("forkWorld", { name: "two" }),
    { getWorld: shown({ name: "two" }), getState: state(1) },
    { getWorld: shown({ name: "two" }), getState: state(1), "two/getState": state(2) },
  ],
];

describe("laws of the control API", () => {
  it.each(breaches)("%s", async (_law, answered, honest, lie) => {
    expect(await createLaws([PROVIDER]).observe(answered, answering(honest))).toBeUndefined();
    expect(await createLaws([PROVIDER]).observe(answered, answering(lie))).toEqual(expect.any(String));
  });

  it("a snapshot brings back the state of its time, however often the world has changed", async () => {
    const laws = createLaws([PROVIDER]);
    const known = { getWorld: shown(world), getSnapshot: shown({}) };
    await laws.observe(told("putSnapshot", {}), answering({ ...known, getState: state(1) }));
    const restored = told("restoreSnapshot", world);
    expect(await laws.observe(restored, answering({ ...known, getState: state(1) }))).toBeUndefined();
    expect(await laws.observe(restored, answering({ ...known, getState: state(2) }))).toContain("snapshot");
    await laws.observe(told("deleteWorld"), answering({}));
    expect(await laws.observe(restored, answering({ ...known, getState: state(2) }))).toBeUndefined();
  });

  it("a reset brings back the same state each time", async () => {
    const laws = createLaws([PROVIDER]);
    const known = { ...EMPTY, getWorld: shown(world) };
    expect(await laws.observe(told("resetWorld", world), answering(known))).toBeUndefined();
    const other = answering({ ...known, getState: state(2) });
    expect(await laws.observe(told("resetWorld", world), other)).toContain("seed");
  });
});
