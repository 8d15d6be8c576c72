import { expect } from "vitest";
import type { World } from "#clients/world.ts";
import { isStandinError } from "#engine/basics/errors.ts";
import { createReceiver } from "../didit/receiver.ts";

/* What every kind of world does: in process, in the fixtures, and by the control client over HTTP. */

/** The time at which the clocks of all worlds here begin, frozen. */
export const FROZEN_AT = "2024-01-01T00:00:00.000Z";

export type Check = (world: World) => Promise<void>;

const signIn: RequestInit = {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ type: "api-key", key: "standin-key", secret: "standin-secret" }),
};

const nowOf = async (world: World): Promise<string> => (await world.clock.now()).toISOString();

const verify = (world: World) => world.scenario("didit", "a verification");

export const CHECKS: Readonly<Record<string, Check>> = {
  async "answers by path, by real addresses and by base URLs"(world) {
    for (const url of ["/didomi/v1/sessions", "https://api.didomi.io/v1/sessions"])
      expect((await world.fetch(url, signIn)).status, url).toBe(200);
    expect((await world.fetch(`${world.baseUrl("didomi")}/v1/sessions`, signIn)).status).toBe(200);
    expect((await world.fetch(new Request(`${world.baseUrl("netid")}/nowhere`))).status).toBe(404);
    expect(await world.exchanges({ provider: "didomi", operation: "createSession" })).toHaveLength(3);
  },

  async "moves its clock"(world) {
    expect(await nowOf(world)).toBe(FROZEN_AT);
    await world.clock.advance(0);
    await world.clock.advance("PT1H");
    await world.clock.advance(1000);
    expect(await nowOf(world)).toBe("2024-01-01T01:00:01.000Z");
    const same = ["2025-01-01", "2025-01-01T00:00Z", "2025-01-01T00:00:00Z", "2025-01-01T02:00:00.000+02:00"];
    for (const time of [...same, new Date("2025-01-01T00:00:00Z"), Date.UTC(2025, 0, 1)]) {
      await world.clock.set(time);
      expect(await nowOf(world)).toBe("2025-01-01T00:00:00.000Z");
      await world.clock.set(0);
    }
    await world.clock.set("9999-12-31T23:59:59.999Z");
    await world.clock.set(FROZEN_AT);
    await world.clock.run(1_000_000);
    await expect.poll(() => nowOf(world)).not.toBe(FROZEN_AT);
    await world.clock.freeze();
    const stopped = await nowOf(world);
    expect(await nowOf(world)).toBe(stopped);
    await world.clock.set(FROZEN_AT);
    await world.clock.run(0);
    expect(await nowOf(world)).toBe(FROZEN_AT);
  },

  async "lists exchanges, waits for them, and exports them"(world) {
    expect(await world.exchanges()).toEqual([]);
    const waiting = world.waitFor({ operation: "createSession" }, { count: 2, timeoutMs: 30_000 });
    for (let count = 0; count < 2; count += 1) await world.fetch("/didomi/v1/sessions", signIn);
    await world.fetch("/didomi/nowhere");
    expect((await waiting).map(({ number, at, provider }) => [number, at, provider])).toEqual([
      [1, FROZEN_AT, "didomi"],
      [2, FROZEN_AT, "didomi"],
    ]);
    expect(await world.waitFor({ status: 404 }, { timeoutMs: 0 })).toMatchObject([{ number: 3 }]);
    expect(await world.exchanges({ status: "4xx" })).toMatchObject([{ number: 3, refusal: { stage: "route" } }]);
    expect(await world.exchanges({ since: 1, limit: 1 })).toMatchObject([{ number: 2 }]);
    expect(await world.exchanges({ provider: "netid" })).toEqual([]);
    expect((await world.toHar()).log.entries).toHaveLength(3);
    expect((await world.toHar({ method: "get" })).log).toMatchObject({ version: "1.2", entries: [{}] });
  },

  async "says which members of a request are not read, when it is asked to"(world) {
    await world.fetch("/didomi/v1/sessions", signIn);
    await world.trackReads();
    await world.fetch("/didomi/v1/sessions", signIn);
    await world.reset();
    await world.fetch("/didomi/v1/sessions", signIn);
    await world.trackReads(false);
    await world.fetch("/didomi/v1/sessions", signIn);
    expect((await world.exchanges()).map(({ unread }) => unread !== undefined)).toEqual([true, false]);
  },

  async "adds, lists and removes faults"(world) {
    const match = { provider: "didomi", operation: "createSession" } as const;
    const first = await world.faults.add({ match, when: { first: 1 }, effect: { status: 500 } });
    const second = await world.faults.add({ match: { provider: "netid" }, preset: "outage" });
    expect(first).toEqual({
      id: "fault-1",
      at: "handler",
      match,
      when: { first: 1 },
      effect: { status: 500 },
      matched: 0,
      disturbed: 0,
    });
    const statuses = [500, 200];
    for (const status of statuses) expect((await world.fetch("/didomi/v1/sessions", signIn)).status).toBe(status);
    expect(await world.faults.list()).toMatchObject([{ id: first.id, disturbed: 1 }, second]);
    await world.faults.remove(first.id);
    expect(await world.faults.list()).toEqual([second]);
    await world.faults.clear();
    expect(await world.faults.list()).toEqual([]);
  },

  async "is saved, restored, reset, and copied"(world) {
    const empty = await world.state("didit");
    expect(await world.snapshot("before")).toBe(undefined);
    await verify(world);
    const full = await world.state("didit");
    expect(full).not.toEqual(empty);
    await world.clock.advance("PT1M");
    await world.snapshot("after");
    expect(await world.snapshots()).toEqual([
      { name: "before", now: FROZEN_AT },
      { name: "after", now: "2024-01-01T00:01:00.000Z" },
    ]);
    await using copy = await world.fork(`${world.name}2`);
    expect([copy.name, await copy.state("didit"), await nowOf(copy)]).toEqual([
      `${world.name}2`,
      full,
      "2024-01-01T00:01:00.000Z",
    ]);
    await world.restore("before");
    expect([await world.state("didit"), await nowOf(world)]).toEqual([empty, FROZEN_AT]);
    await world.replaceState("didit", full);
    expect(await world.state("didit")).toEqual(full);
    await world.reset();
    expect(await world.state("didit")).toEqual(empty);
    await world.deleteSnapshot("before");
    expect((await world.snapshots()).map(({ name }) => name)).toEqual(["after"]);
    expect(await copy.state("didit")).toEqual(full);
  },

  async "runs scenarios, and gives their results"(world) {
    const { token } = await world.scenario("avacy", "an API token", { token: "7|fake-token" });
    expect(token).toBe("7|fake-token");
    expect(await world.scenario("avacy", "a rate limit")).toBe(undefined);
    expect((await verify(world)).decision.status).toBe("Not Started");
  },

  async "sends webhooks where it is told to, and tells when all have been tried"(world) {
    const receiver = await createReceiver(503, 204);
    try {
      await verify(world);
      await world.webhooks.settled();
      expect(await world.webhooks.list()).toEqual([]);

      await world.webhooks.to(receiver.url);
      await verify(world);
      await world.webhooks.settled();
      expect(receiver.deliveries).toHaveLength(1);
      expect(await world.webhooks.list()).toMatchObject([
        {
          number: 1,
          provider: "didit",
          at: FROZEN_AT,
          url: receiver.url,
          state: "pending",
          attempts: [{ status: 503 }],
        },
      ]);
      await world.clock.advance("P1D");
      const [delivered] = await world.webhooks.list();
      expect(delivered).toMatchObject({
        state: "delivered",
        body: { status: "Not Started" },
        attempts: [{ status: 503 }, { status: 204 }],
      });
      expect((await world.webhooks.redeliver(1)).attempts).toHaveLength(3);
      expect(receiver.deliveries).toHaveLength(3);
    } finally {
      await receiver.close();
    }
  },

  async "keeps its receiver in a reset and a restore, and gives it to copies"(world) {
    const receiver = await createReceiver();
    const countSent = async (each: World): Promise<number> => {
      const before = receiver.deliveries.length;
      await verify(each);
      await each.webhooks.settled();
      return receiver.deliveries.length - before;
    };
    try {
      await world.snapshot("before");
      await world.webhooks.to(new URL(receiver.url));
      await using copy = await world.fork(`${world.name}3`);
      expect(await countSent(copy)).toBe(1);
      await world.restore("before");
      expect(await countSent(world)).toBe(1);
      await world.reset();
      expect(await countSent(world)).toBe(1);
      for (const none of [undefined, null]) {
        await world.webhooks.to(receiver.url);
        await world.webhooks.to(none as undefined);
        expect(await countSent(world)).toBe(0);
      }
      expect(await countSent(copy)).toBe(1);
    } finally {
      await receiver.close();
    }
  },

  async "answers at the providers' real hosts while it intercepts"(world) {
    using interception = await world.intercept();
    expect((await fetch("https://api.didomi.io/v1/sessions", signIn)).status).toBe(200);
    interception.stop();
    expect(await world.exchanges({ operation: "createSession" })).toHaveLength(1);
    await using copy = await world.fork(`${world.name}4`);
    await copy.intercept();
    await copy.drop();
    // The end of a world ends its interception, so that there may be another.
    (await world.intercept()).stop();
  },

  async "says so when it is used after its end"(world) {
    await world.drop();
    await world.drop();
    for (const call of [() => world.exchanges(), () => world.clock.advance(0), () => verify(world)])
      expect(await refusalOf(call)).toEqual({
        code: "ERR_STANDIN_WORLD_GONE",
        message: `World ${world.name} was dropped. Open it anew by world("${world.name}").`,
      });
  },
};

export interface Refused {
  readonly code: string;
  readonly message: string;
}

/** What a call is refused with, or by which bug it fails. */
export async function refusalOf(call: () => unknown): Promise<Refused> {
  try {
    await call();
  } catch (error) {
    if (isStandinError(error)) return { code: error.code, message: error.message };
    return { code: "(a bug)", message: String(error) };
  }
  return { code: "(not refused)", message: "" };
}

/** Calls as code without types makes them. */
// biome-ignore lint/suspicious/noExplicitAny: what the compiler would refuse is the subject
type Untyped = any;

const CYCLIC: Record<string, unknown> = {};
CYCLIC["self"] = CYCLIC;

/** What every kind of world refuses, with the same code and the same message. */
export const REFUSED: readonly (readonly [title: string, call: (world: Untyped) => unknown, code: string])[] = [
  ...[-1, Number.NaN, Number.POSITIVE_INFINITY, "2h", "", "P", "PT", "-PT1H", "PT1H ", null, {}, undefined].map(
    (by) =>
      [
        `advancing by ${typeof by === "string" ? JSON.stringify(by) : String(by)}`,
        (world: Untyped) => world.clock.advance(by),
        "ERR_STANDIN_INVALID_CLOCK",
      ] as const,
  ),
  ["advancing beyond the last time", ({ clock }) => clock.advance(1e15), "ERR_STANDIN_INVALID_CLOCK"],
  ...[
    -1,
    9e15,
    253_402_300_800_000,
    Number.NaN,
    "soon",
    "",
    "2024-01-01T25:00:00Z",
    "x".repeat(300),
    new Date(Number.NaN),
    {},
    null,
    undefined,
    true,
    "2024-02-30",
    "2024-02-30T00:00:00Z",
    "2024-06-31T00:00:00+02:00",
    "March 7, 2024",
    "2024-01-01 12:00",
    "2024",
  ].map(
    (time) =>
      [
        `setting the clock to ${String(time).slice(0, 30)}`,
        (world: Untyped) => world.clock.set(time),
        "ERR_STANDIN_INVALID_CLOCK",
      ] as const,
  ),
  ...[-1, 1_000_001, 1e308, Number.NaN, Number.POSITIVE_INFINITY, "2", {}].map(
    (scale) =>
      [
        `running at ${String(scale)} (${typeof scale})`,
        (world: Untyped) => world.clock.run(scale),
        "ERR_STANDIN_INVALID_CLOCK",
      ] as const,
  ),
  ["the base URL of a misspelt provider", (world) => world.baseUrl("didmi"), "ERR_STANDIN_UNKNOWN_PROVIDER"],
  ["the base URL of no provider", (world) => world.baseUrl(), "ERR_STANDIN_UNKNOWN_PROVIDER"],
  ["the state of an unknown provider", (world) => world.state("acme"), "ERR_STANDIN_UNKNOWN_PROVIDER"],
  ["replacing the state of an unknown one", (world) => world.replaceState("acme", {}), "ERR_STANDIN_UNKNOWN_PROVIDER"],
  ["a scenario of an unknown provider", (world) => world.scenario("acme", "x"), "ERR_STANDIN_UNKNOWN_PROVIDER"],
  ["an unknown scenario", (world) => world.scenario("didit", "a sesion"), "ERR_STANDIN_UNKNOWN_SCENARIO"],
  [
    "an unknown parameter of a scenario",
    (world) => world.scenario("avacy", "an API token", { tokn: "x" }),
    "ERR_STANDIN_INVALID_PARAMETER",
  ],
  [
    "a parameter of another type",
    (world) => world.scenario("avacy", "an API token", { token: 5 }),
    "ERR_STANDIN_INVALID_PARAMETER",
  ],
  [
    "a state with an unknown collection",
    (world) => world.replaceState("didit", { collections: { x: [] }, counters: {} }),
    "ERR_STANDIN_INVALID_STATE",
  ],
  ["restoring an unknown snapshot", (world) => world.restore("nothing"), "ERR_STANDIN_NOT_FOUND"],
  ["deleting an unknown snapshot", (world) => world.deleteSnapshot("nothing"), "ERR_STANDIN_NOT_FOUND"],
  ...["", ".", "..", "x".repeat(201), 5].map(
    (name) =>
      [
        `a snapshot called ${String(name).slice(0, 5)}`,
        (world: Untyped) => world.snapshot(name),
        "ERR_STANDIN_INVALID_NAME",
      ] as const,
  ),
  ...["", ".", "..", "a b", "x".repeat(65), 5, null].map(
    (name) =>
      [
        `a fork into ${String(name).slice(0, 5)}`,
        (world: Untyped) => world.fork(name),
        "ERR_STANDIN_INVALID_NAME",
      ] as const,
  ),
  ["a fork into itself", (world) => world.fork(world.name), "ERR_STANDIN_INVALID_NAME"],
  ["removing an unknown fault", (world) => world.faults.remove("fault-9"), "ERR_STANDIN_NOT_FOUND"],
  ["redelivering an unknown event", (world) => world.webhooks.redeliver(9), "ERR_STANDIN_NOT_FOUND"],
  ...[
    "soon",
    "ftp://x",
    "",
    "http://",
    5,
    {},
    "user:secret@host",
    "http://127.0.0.1/a\r\nb",
    "http://127.0.0.1/a b",
    `http://127.0.0.1/${"x".repeat(8000)}`,
  ].map(
    (url) =>
      [
        `webhooks to ${JSON.stringify(url).slice(0, 30)}`,
        (world: Untyped) => world.webhooks.to(url),
        "ERR_STANDIN_INVALID_OPTION",
      ] as const,
  ),
  ...[undefined, null, -1, 0, 1.5, Number.NaN, "x", {}].map(
    (number) =>
      [
        `redelivering ${String(number)}`,
        (world: Untyped) => world.webhooks.redeliver(number),
        "ERR_STANDIN_INVALID_OPTION",
      ] as const,
  ),
  ...["no", null, 1, 0].map(
    (isOn) =>
      [
        `tracking reads by ${JSON.stringify(isOn)}`,
        (world: Untyped) => world.trackReads(isOn),
        "ERR_STANDIN_INVALID_OPTION",
      ] as const,
  ),
  ["freezing at a time", (world) => world.clock.freeze("2024-01-01T00:00:00Z"), "ERR_STANDIN_INVALID_OPTION"],
  ...[undefined, null, "", ".", "..", 5, {}, "\ud800", "x".repeat(201), "x".repeat(20_000)].flatMap((name) =>
    (["snapshot", "restore", "deleteSnapshot"] as const).map(
      (verb) =>
        [
          `${verb} by the name ${String(JSON.stringify(name)).slice(0, 9)} of ${String(name).length}`,
          (world: Untyped) => world[verb](name),
          "ERR_STANDIN_INVALID_NAME",
        ] as const,
    ),
  ),
  ...[undefined, null, "", ".", "..", "a/b", 5, {}, "\ud800", "x".repeat(20_000)].map(
    (id) =>
      [
        `removing the fault ${String(JSON.stringify(id)).slice(0, 9)}`,
        (world: Untyped) => world.faults.remove(id),
        "ERR_STANDIN_NOT_FOUND",
      ] as const,
  ),
  ...[null, "x", [], 5, CYCLIC, { token: 5n }].map(
    (parameters, at) =>
      [
        `parameters that are none (${at})`,
        (world: Untyped) => world.scenario("avacy", "an API token", parameters),
        "ERR_STANDIN_INVALID_PARAMETER",
      ] as const,
  ),
  ...[undefined, null, "x", 5, CYCLIC, { match: { body: 5n }, effect: { status: 500 } }].map(
    (fault, at) =>
      [
        `a fault that is none (${at})`,
        (world: Untyped) => world.faults.add(fault),
        "ERR_STANDIN_INVALID_FAULT",
      ] as const,
  ),
  ...[
    undefined,
    null,
    "x",
    5,
    {},
    [],
    CYCLIC,
    { collections: {} },
    { counters: {} },
    { collections: {}, counters: {}, more: 1 },
    { collections: [], counters: {} },
    { collections: null, counters: {} },
    { collections: {}, counters: [] },
    { collections: { sessions: {} }, counters: {} },
    { collections: { sessions: ["x"] }, counters: {} },
    { collections: { sessions: [null] }, counters: {} },
    { collections: { sessions: [[]] }, counters: {} },
    { collections: { sessions: [{}] }, counters: {} },
    ...[-5, "5", Number.NaN, 1.5, null, 1e300].map((value) => ({
      collections: {},
      counters: { "sessions of c": value },
    })),
  ].map(
    (state, at) =>
      [
        `a state that is none (${at})`,
        (world: Untyped) => world.replaceState("didit", state),
        "ERR_STANDIN_INVALID_STATE",
      ] as const,
  ),
  [
    "a state with the same row twice",
    async (world) => {
      await verify(world);
      const { collections, counters } = await world.state("didit");
      const rows = Object.entries<unknown[]>(collections);
      await world.replaceState("didit", {
        collections: Object.fromEntries(rows.map(([name, each]) => [name, [...each, ...each]])),
        counters,
      });
    },
    "ERR_STANDIN_INVALID_STATE",
  ],
  ...(
    [
      ["nothing", {}],
      ["a misspelt member", { efect: { status: 500 } }],
      ["a misspelt member of its match", { match: { providr: "didomi" }, effect: { status: 500 } }],
      ["a misspelt effect", { effect: { latency: 5 } }],
      ["no status of an error", { effect: { status: 200 } }],
      ["a status in words", { effect: { status: "500" } }],
      ["an unknown preset", { preset: "flakey" }],
      ["a preset with an effect", { preset: "flaky", effect: { status: 500 } }],
      ["an unknown position", { at: "start", effect: { status: 500 } }],
      ["a turn below the first", { when: { first: 0 }, effect: { status: 500 } }],
      ["a probability above 1", { when: { probability: 1.1 }, effect: { status: 500 } }],
      ["a delay that is too long", { effect: { latencyMs: 600_001 } }],
      ["a gateway without a status", { effect: { gateway: {} } }],
      ["a list", []],
    ] as const
  ).map(
    ([title, fault]) =>
      [`a fault with ${title}`, (world: Untyped) => world.faults.add(fault), "ERR_STANDIN_INVALID_FAULT"] as const,
  ),
  [
    "a fault of a misspelt provider",
    (world) => world.faults.add({ match: { provider: "didmi" }, effect: { status: 500 } }),
    "ERR_STANDIN_UNKNOWN_PROVIDER",
  ],
  [
    "a fault of a misspelt operation",
    (world) => world.faults.add({ match: { operation: "createSesion" }, effect: { status: 500 } }),
    "ERR_STANDIN_UNKNOWN_OPERATION",
  ],
  [
    "exchanges of a misspelt provider",
    (world) => world.exchanges({ provider: "didmi" }),
    "ERR_STANDIN_UNKNOWN_PROVIDER",
  ],
  [
    "exchanges of an operation of another provider",
    (world) => world.exchanges({ provider: "netid", operation: "createSession" }),
    "ERR_STANDIN_UNKNOWN_OPERATION",
  ],
  ...[{ stats: 200 }, { status: 99 }, { status: "5x" }, { since: -1 }, { limit: 0 }, { provider: "" }, [], 5].map(
    (filter) =>
      [
        `exchanges by ${JSON.stringify(filter)}`,
        (world: Untyped) => world.exchanges(filter),
        "ERR_STANDIN_INVALID_OPTION",
      ] as const,
  ),
  ["an archive by an unknown member", (world) => world.toHar({ stats: 200 }), "ERR_STANDIN_INVALID_OPTION"],
  ["waiting with a limit", (world) => world.waitFor({ limit: 1 }), "ERR_STANDIN_INVALID_OPTION"],
  ["waiting for none", (world) => world.waitFor({}, { count: 0 }), "ERR_STANDIN_INVALID_OPTION"],
  ["waiting for less than no time", (world) => world.waitFor({}, { timeoutMs: -1 }), "ERR_STANDIN_INVALID_OPTION"],
  ["waiting in vain", (world) => world.waitFor({ status: 418 }, { timeoutMs: 1 }), "ERR_STANDIN_NOT_FOUND"],
];
