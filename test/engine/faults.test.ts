import { describe, expect, it } from "vitest";
import { StandinError } from "#engine/basics/errors.ts";
import { LimitExceededError } from "#engine/contract/limits.ts";
import type { FaultRequest } from "#engine/faults/fault.ts";
import type { Engine } from "#engine/pipeline/engine.ts";
import { ask, bodyOf, createToyEngine } from "../support/toy-mock.ts";

async function withFault(request: FaultRequest, engine = createToyEngine()) {
  const { faults } = await engine.worlds.open("default");
  await faults.add(request);
  return engine;
}

const read = (engine: Engine, id = "n") => ask(engine, "GET", `/toy/notes/${id}`);
const write = (engine: Engine, text: unknown = "x") => ask(engine, "POST", "/toy/notes", { body: { text } });
const countNotes = async (engine: Engine) => (await engine.readState("default", "toy"))?.collections["notes"]?.length;

/** Which of so many reads are disturbed: `x` yes, `.` no. */
async function pattern(when: FaultRequest["when"], reads: number): Promise<string> {
  const engine = await withFault({ match: { operation: "getNote" }, when: when ?? {}, effect: { status: 503 } });
  let marks = "";
  for (let count = 0; count < reads; count += 1) marks += (await read(engine)).status === 503 ? "x" : ".";
  return marks;
}

describe("whose turn it is", () => {
  it("is everybody's, unless something is said", async () => {
    expect(await pattern(undefined, 4)).toBe("xxxx");
  });

  it("is that of the first N", async () => {
    expect(await pattern({ first: 2 }, 5)).toBe("xx...");
  });

  it("is that of every Nth", async () => {
    expect(await pattern({ every: 3 }, 7)).toBe("..x..x.");
  });

  it("is not that of the N before", async () => {
    expect(await pattern({ after: 2 }, 5)).toBe("..xxx");
  });

  it("is that of the first N of every Nth after N", async () => {
    expect(await pattern({ after: 1, every: 2, first: 2 }, 9)).toBe("..x.x....");
  });

  it("is drawn, and drawn alike on every run; another seed draws otherwise", async () => {
    const drawn = await pattern({ probability: 0.5 }, 40);
    expect(await pattern({ probability: 0.5 }, 40)).toBe(drawn);
    expect(await pattern({ probability: 0.5, seed: 2 }, 40)).not.toBe(drawn);
    const disturbed = drawn.split("x").length - 1;
    expect(disturbed).toBeGreaterThan(10);
    expect(disturbed).toBeLessThan(30);
  });

  it("is never or always where the probability is 0 or 1", async () => {
    expect(await pattern({ probability: 0 }, 20)).toBe(".".repeat(20));
    expect(await pattern({ probability: 1 }, 20)).toBe("x".repeat(20));
  });

  it("passes on to the next fault that matches", async () => {
    const engine = await withFault({ when: { after: 1, first: 1 }, effect: { status: 503 } });
    await withFault({ effect: { status: 429 } }, engine);
    const statuses = [await read(engine), await read(engine), await read(engine)].map(({ status }) => status);
    expect(statuses).toEqual([429, 503, 429]);
  });
});

describe("what a fault matches", () => {
  it.each<[string, FaultRequest["match"], number]>([
    ["its provider", { provider: "toy" }, 503],
    ["its operation", { operation: "createNote" }, 503],
    ["another operation", { operation: "getNote" }, 200],
    ["its method, however it is spelt", { method: "post" }, 503],
    ["another method", { method: "GET" }, 200],
    ["its path", { path: "/notes" }, 503],
    ["a path with anything in it", { path: "/no*s" }, 503],
    ["another path", { path: "/note" }, 200],
    ["a path in which a dot is a dot", { path: "/n.tes" }, 200],
    ["a header", { headers: { Authorization: "Key ann" } }, 503],
    ["a header of another value", { headers: { authorization: "Key bob" } }, 200],
    ["members of the body", { body: { text: "deep", more: { a: 1 } } }, 503],
    ["a member of the body of another value", { body: { text: "deeper" } }, 200],
    ["a member that the body lacks", { body: { text: "deep", other: null } }, 200],
    ["a list in the body, literally", { body: { list: [1, { b: 2 }] } }, 503],
    ["a longer list than the body has", { body: { list: [1, { b: 2 }, 3] } }, 200],
    ["a query", { query: { tag: "two" } }, 503],
    ["a query of another value", { query: { tag: "three" } }, 200],
    ["what a function says", { where: ({ body }) => JSON.stringify(body).includes("deep") }, 503],
  ])("is %s", async (_, match, expected) => {
    const engine = await withFault({ match: match ?? {}, effect: { status: 503 } });
    const body = { text: "deep", more: { a: 1, b: 2 }, list: [1, { b: 2, c: 3 }] };
    const { status } = await ask(engine, "POST", "/toy/notes?tag=one&tag=two", { body });
    expect(status).toBe(expected);
  });

  it("is only what the provider would have answered: what it refuses by itself is refused, and not counted", async () => {
    const engine = await withFault({ when: { first: 1 }, effect: { status: 503 } });
    expect((await ask(engine, "GET", "/toy/notes/n", { headers: { authorization: "" } })).status).toBe(401);
    expect((await write(engine, 7)).status).toBe(400);
    const { faults } = await engine.worlds.open("default");
    expect(faults.list()).toMatchObject([{ matched: 0, disturbed: 0 }]);
    expect((await write(engine)).status).toBe(503);
    expect(faults.list()).toMatchObject([{ matched: 1, disturbed: 1 }]);
  });
});

describe("an effect", () => {
  it("answers by the body that was given, if it fits the spec", async () => {
    const engine = await withFault({ effect: { status: 503, body: { error: "on strike" } } });
    expect(bodyOf(await read(engine))).toEqual({ error: "on strike" });
  });

  it("answers too many requests in the provider's words, with the time to wait", async () => {
    const engine = await withFault({ effect: { status: 429, retryAfterSeconds: 17 } });
    const { status, headers } = await write(engine);
    expect([status, headers["retry-after"]]).toEqual([429, "17"]);
  });

  it("reset and hang commit nothing, and send no reply", async () => {
    for (const connection of ["reset", "hang"] as const) {
      const engine = await withFault({ effect: { connection } });
      expect(await write(engine)).toMatchObject({ status: 0, delivery: { kind: connection } });
      expect(await countNotes(engine)).toBe(0);
    }
  });

  it("a lost acknowledgement is committed", async () => {
    const engine = await withFault({ effect: { connection: "lose-acknowledgement" } });
    expect(await write(engine)).toMatchObject({ status: 200, delivery: { kind: "reset" } });
    expect(await countNotes(engine)).toBe(1);
  });

  it("an error of the provider commits nothing", async () => {
    const engine = await withFault({ effect: { status: 503 } });
    await write(engine);
    expect(await countNotes(engine)).toBe(0);
  });

  it("truncated, malformed and slow replies are committed", async () => {
    for (const reply of ["truncated", "malformed", "slow"] as const) {
      const engine = await withFault({ effect: { reply } });
      expect((await write(engine)).status).toBe(200);
      expect(await countNotes(engine)).toBe(1);
    }
  });

  it("a malformed body is no JSON any more", async () => {
    const engine = await withFault({ effect: { reply: "malformed" } });
    const { body } = await write(engine);
    expect(String(body)).toMatch(/^\{/);
    expect(() => JSON.parse(String(body))).toThrow();
  });

  it("where there is no body to spoil, the connection breaks off", async () => {
    const engine = createToyEngine();
    const { id } = bodyOf(await write(engine));
    await withFault({ effect: { reply: "truncated" } }, engine);
    expect(await ask(engine, "DELETE", `/toy/notes/${id}`)).toMatchObject({ status: 204, delivery: { kind: "reset" } });
    expect(await countNotes(engine)).toBe(0);
  });

  it("latency is waited after the exchange has happened, a range is drawn alike on every run", async () => {
    const run = async (): Promise<number[]> => {
      const waited: number[] = [];
      const wait = async (delayMs: number) => void waited.push(delayMs);
      const engine = await withFault({ effect: { latencyMs: { from: 10, to: 30 } } }, createToyEngine({ wait }));
      for (let count = 0; count < 20; count += 1) await write(engine);
      expect(await countNotes(engine)).toBe(20);
      return waited;
    };
    const waited = await run();
    expect(await run()).toEqual(waited);
    expect(Math.min(...waited)).toBeGreaterThanOrEqual(10);
    expect(Math.max(...waited)).toBeLessThanOrEqual(30);
    expect(new Set(waited).size).toBeGreaterThan(5);
  });

  it("is named on the reply and in the journal", async () => {
    const engine = await withFault({ when: { every: 2 }, effect: { status: 503 } });
    const replies = [await read(engine), await read(engine)];
    expect(replies.map(({ headers }) => headers["x-standin-fault"])).toEqual([undefined, "fault-1"]);
    const { journal } = await engine.worlds.open("default");
    expect(journal.entries().map(({ fault }) => fault)).toEqual([undefined, "fault-1"]);
  });
});

describe("a preset", () => {
  it("flaky disturbs some, outage all, throttled every second one", async () => {
    const statusesOf = async (preset: FaultRequest["preset"], provider = "toy") => {
      const engine = await withFault({ match: { provider }, ...(preset && { preset }) });
      const statuses: number[] = [];
      for (let count = 0; count < 20; count += 1) statuses.push((await read(engine)).status);
      return statuses;
    };
    expect(new Set(await statusesOf("outage"))).toEqual(new Set([503]));
    expect(new Set(await statusesOf("gateway-timeout"))).toEqual(new Set([504]));
    expect(new Set(await statusesOf("maintenance"))).toEqual(new Set([503]));
    expect((await statusesOf("throttled")).slice(0, 4)).toEqual([404, 429, 404, 429]);
    const flaky = (await statusesOf("flaky")).filter((status) => status === 500).length;
    expect(flaky).toBeGreaterThan(1);
    expect(flaky).toBeLessThan(15);
  });

  it("takes other turns", async () => {
    const engine = await withFault({ preset: "outage", when: { first: 1 } });
    expect([(await read(engine)).status, (await read(engine)).status]).toEqual([503, 404]);
  });
});

const GATEWAY_503 = { gateway: { status: 503 } };

describe("the position of a fault", () => {
  const NOTE = { text: "x" };
  const GATEWAY = { gateway: { status: 502, headers: { "X-Via": "proxy" }, body: "bad gateway" } };
  const anonymous = (engine: Engine) =>
    ask(engine, "POST", "/toy/notes", { body: "{", headers: { authorization: "" } });

  it.each([
    ["connection", [502, 502, 502]],
    ["route", [502, 404, 502]],
    ["handler", [401, 404, 502]],
  ] as const)("%s decides what the provider still refuses by itself", async (at, statuses) => {
    const engine = await withFault({ at, effect: GATEWAY });
    const unknown = await ask(engine, "GET", "/toy/nowhere");
    const good = await ask(engine, "POST", "/toy/notes", { body: NOTE });
    expect([(await anonymous(engine)).status, unknown.status, good.status]).toEqual(statuses);
  });

  it("lets a fault at one position pass where one before it has struck, and counts for itself", async () => {
    const engine = await withFault({ at: "handler", effect: { status: 503 }, match: { operation: "getNote" } });
    const { faults } = await engine.worlds.open("default");
    await faults.add({ at: "connection", when: { first: 1 }, effect: GATEWAY });
    expect([(await read(engine)).status, (await read(engine)).status]).toEqual([502, 503]);
    expect(faults.list().map(({ matched, disturbed }) => [matched, disturbed])).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });

  it("answers as a gateway does: its own status, headers and body, marked, and in no spec", async () => {
    const engine = await withFault({ at: "connection", effect: { gateway: { status: 599, body: { down: true } } } });
    const reply = await read(engine);
    expect(reply).toMatchObject({ status: 599, body: '{"down":true}' });
    expect(reply.headers).toMatchObject({ "content-type": "application/json", "x-standin-fault": "fault-1" });
    const plain = await read(await withFault({ effect: GATEWAY }));
    expect(plain).toMatchObject({ status: 502, body: "bad gateway" });
    expect(plain.headers).toMatchObject({ "content-type": "text/plain; charset=utf-8", "x-via": "proxy" });
  });

  it("leaves a browser's preflight alone, but for the connection", async () => {
    const preflight = async (at: "connection" | "route" | "handler") => {
      const engine = await withFault({ at, effect: GATEWAY });
      const { status } = await ask(engine, "OPTIONS", "/toy/notes/n");
      return [status, (await engine.worlds.open("default")).faults.list()[0]?.matched];
    };
    expect(await preflight("connection")).toEqual([502, 1]);
    expect(await preflight("route")).toEqual([204, 0]);
    expect(await preflight("handler")).toEqual([204, 0]);
  });

  it("matches what is known there: a body once it is parsed, an operation always", async () => {
    const engine = await withFault({ at: "route", match: { body: NOTE }, effect: GATEWAY });
    const statusOf = async (body: unknown) =>
      (await ask(engine, "POST", "/toy/notes", { body, headers: { authorization: "" } })).status;
    expect([await statusOf({ ...NOTE, more: 1 }), await statusOf({ text: "y" }), await statusOf("{")]).toEqual([
      502, 401, 401,
    ]);
    const other = await withFault({ at: "connection", match: { operation: "createNote" }, effect: GATEWAY });
    expect([(await anonymous(other)).status, (await read(other)).status]).toEqual([502, 404]);
  });

  it("changes nothing but the fault's own counts, whatever the handler would have done", async () => {
    for (const at of ["connection", "route", "handler"] as const) {
      const engine = await withFault({ at, when: { first: 1 }, effect: { gateway: { status: 200 } } });
      expect((await ask(engine, "POST", "/toy/notes", { body: NOTE })).status).toBe(200);
      expect((await engine.readState("default", "toy"))?.collections["notes"]).toEqual([]);
      const { faults, outbox } = await engine.worlds.open("default");
      expect(faults.list()[0]).toMatchObject({ at, matched: 1, disturbed: 1 });
      expect(outbox.size).toBe(0);
    }
  });

  it("is the same again after a restore, as faults stay and their draws go on", async () => {
    const engine = await withFault({ when: { probability: 0.5 }, effect: { status: 503 } });
    const { worlds } = engine;
    const statuses = async (count: number) => {
      const found: number[] = [];
      while (found.length < count) found.push((await read(engine)).status);
      return found;
    };
    const unbroken = await statuses(20);
    const again = await withFault({ when: { probability: 0.5 }, effect: { status: 503 } });
    await worlds.snapshot("default", "s");
    await worlds.restore("default", "s");
    const { faults } = await engine.worlds.open("default");
    expect(faults.list()[0]?.matched).toBe(20);
    const first: number[] = [];
    while (first.length < 10) first.push((await read(again)).status);
    await again.worlds.snapshot("default", "s");
    await again.worlds.restore("default", "s");
    while (first.length < 20) first.push((await read(again)).status);
    expect(first).toEqual(unbroken);
  });
});

describe("a fault is refused", () => {
  it.each<[string, FaultRequest, string]>([
    [
      "with a body to match before there is one",
      { at: "connection", match: { body: {} }, effect: GATEWAY_503 },
      "route",
    ],
    ["with a status where no operation may be known", { at: "route", effect: { status: 503 } }, "name an operation"],
    ["that answers twice", { effect: { status: 503, ...GATEWAY_503 } }, "leave out either"],
    [
      "with a header that HTTP cannot carry",
      { effect: { gateway: { status: 503, headers: { via: "ł" } } } },
      "cannot carry",
    ],
    [
      "with a header of two lines",
      { effect: { gateway: { status: 503, headers: { via: "a\r\nb: c" } } } },
      "cannot carry",
    ],
    ["with a header without a name", { effect: { gateway: { status: 503, headers: { "a b": "c" } } } }, "not the name"],
    ["with a status that ends nothing", { effect: { gateway: { status: 100 } } }, "200 to 599"],
  ])("%s", async (_, request, complaint) => {
    await expect(withFault(request)).rejects.toThrow(complaint);
  });

  it.each<[string, FaultRequest, string]>([
    ["about an unknown provider", { match: { provider: "toi" }, effect: { status: 503 } }, "Known providers: toy."],
    ["about an unknown operation", { match: { operation: "getNot" }, effect: { status: 503 } }, "getNote"],
    ["with an undocumented status", { effect: { status: 418 } }, "it has"],
    ["with a body that does not fit", { effect: { status: 503, body: { wrong: 1 } } }, "not what toy answers"],
    ["with a body and no status", { effect: { body: {} } }, "status"],
    ["that breaks off and answers", { effect: { connection: "reset", status: 503 } }, "either"],
    ["with a range that goes backwards", { effect: { latencyMs: { from: 2, to: 1 } } }, "from the shorter"],
    ["without an effect", {}, "flaky"],
    ["with an empty effect", { effect: {} }, "latencyMs"],
    ["with a preset and an effect", { preset: "slow", effect: { status: 503 } }, "either"],
  ])("%s, saying what to do", async (_, request, words) => {
    const { faults } = await createToyEngine().worlds.open("default");
    await expect(faults.add(request)).rejects.toThrow(StandinError);
    await expect(faults.add(request)).rejects.toThrow(words);
    expect(faults.size).toBe(0);
  });

  it("when there are too many; those that are used up give way", async () => {
    const engine = createToyEngine({ limits: { faults: 2 } });
    const { faults } = await engine.worlds.open("default");
    await faults.add({ when: { first: 1 }, effect: { status: 503 } });
    await faults.add({ match: { path: "/nowhere" }, effect: { status: 503 } });
    await expect(faults.add({ effect: { status: 503 } })).rejects.toThrow(LimitExceededError);
    await read(engine);
    expect((await faults.add({ effect: { status: 503 } })).id).toBe("fault-3");
    expect(faults.list().map(({ id }) => id)).toEqual(["fault-2", "fault-3"]);
  });
});

describe("faults of a world", () => {
  it("are its own, and go with a reset", async () => {
    const engine = await withFault({ effect: { status: 503 } });
    expect((await ask(engine, "GET", "/toy/notes/n", { world: "other" })).status).toBe(404);
    await engine.worlds.reset("default");
    expect((await read(engine)).status).toBe(404);
  });

  it("can be looked at and removed one by one", async () => {
    const { faults } = await createToyEngine().worlds.open("default");
    const { id } = await faults.add({ effect: { status: 503 } });
    expect(faults.get(id)?.effect).toEqual({ status: 503 });
    expect([faults.remove(id), faults.remove(id), faults.get(id)]).toEqual([true, false, undefined]);
  });
});
