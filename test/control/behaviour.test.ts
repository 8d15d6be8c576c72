import { describe, expect, it } from "vitest";
import { createStandin } from "#standin/standin.ts";
import { openTestStandin } from "#testing/test-standin.ts";
import { createMswHandlers } from "#transports/msw.ts";
import { createReceiver } from "../didit/receiver.ts";
import { prepareRequests } from "../support/prepared-requests.ts";
import { createOpener, piecesOf, type Reached } from "./open.ts";

const open = createOpener();
const START = "2024-01-01T00:00:00.000Z";

/** The measured requests of a world, by name, each ready to be sent again and again. */
async function requestsIn({ send, origin }: Reached, world: string) {
  const loads = await prepareRequests(`${origin}/~${world}`, send);
  return async (name: string): Promise<number> => {
    const { method, url, headers, body } = loads[name] ?? {};
    const reply = await send(url ?? "", { method: method ?? "", headers: headers ?? {}, ...(body && { body }) });
    await reply.arrayBuffer();
    return reply.status;
  };
}

describe("worlds", () => {
  it("are made, listed, looked at and removed", async () => {
    const { control } = await open("node:http", { frozenAt: START });
    expect((await control("GET", "/worlds")).body).toEqual({ worlds: [] });
    expect((await control("GET", "/worlds/a")).status).toBe(404);
    expect((await control("PUT", "/worlds/a")).body).toMatchObject({
      name: "a",
      trackReads: false,
      clock: { now: START, frozen: true, scale: 0 },
      snapshots: 0,
      faults: 0,
      exchanges: 0,
      events: 0,
    });
    await control("PUT", "/worlds/a/snapshots/one");
    await control("POST", "/worlds/a/faults", { preset: "outage" });
    const { worlds } = (await control("GET", "/worlds")).body;
    expect(worlds).toMatchObject([{ name: "a", snapshots: 1, faults: 1 }]);
    expect((await control("DELETE", "/worlds/a")).status).toBe(204);
    expect((await control("DELETE", "/worlds/a")).status).toBe(404);
  });

  it("are created on first use, and keep their settings when put again", async () => {
    const { control } = await open("node:http");
    expect((await control("GET", "/worlds/a/faults")).body).toEqual({ faults: [] });
    expect((await control("GET", "/worlds/a")).status).toBe(200);
    await control("PUT", "/worlds/a", { trackReads: true });
    expect((await control("PUT", "/worlds/a", {})).body.trackReads).toBe(true);
    expect((await control("PUT", "/worlds/a", { trackReads: false })).body.trackReads).toBe(false);
  });

  it("go back to a snapshot, to the seed, and apart by a fork", async () => {
    const reached = await open("node:http");
    const { control } = reached;
    const ask = await requestsIn(reached, "a");
    const kept = async (world: string) =>
      (await control("GET", `/worlds/${world}/state/avacy`)).body.collections.consents.length;
    await control("PUT", "/worlds/a/snapshots/before");
    await ask("avacy recordConsent");
    expect((await control("POST", "/worlds/a/fork", { into: "b" })).body.name).toBe("b");
    await ask("avacy recordConsent");
    expect([await kept("a"), await kept("b")]).toEqual([2, 1]);
    expect((await control("POST", "/worlds/a/snapshots/before/restore")).status).toBe(200);
    expect([await kept("a"), await kept("b")]).toEqual([0, 1]);
    expect(await ask("didomi getUser")).toBe(200);
    await control("POST", "/worlds/a/reset");
    expect(await ask("didomi getUser")).toBe(404);
    expect((await control("GET", "/worlds/a/snapshots")).body.snapshots.map(({ name }: never) => name)).toEqual([
      "before",
    ]);
  });

  it("give back their state as it was taken, in another world as well", async () => {
    const reached = await open("node:http");
    const { control } = reached;
    const ask = await requestsIn(reached, "a");
    await ask("avacy recordConsent");
    const state = (await control("GET", "/worlds/a/state/avacy")).body;
    expect(state.counters).not.toEqual({});
    expect((await control("PUT", "/worlds/b/state/avacy", state)).body).toEqual(state);
    const next = await requestsIn(reached, "b");
    await next("avacy recordConsent");
    const { consents } = (await control("GET", "/worlds/b/state/avacy")).body.collections;
    expect(consents.map(({ id }: never) => id)).toEqual([1, 2]);
  });
});

describe("the clock", () => {
  it("is set, frozen, scaled and advanced", async () => {
    const { control } = await open("node:http");
    const change = async (body: object) => (await control("PATCH", "/worlds/w/clock", body)).body;
    expect(await change({ now: START, frozen: true })).toEqual({ now: START, frozen: true, scale: 0 });
    const advance = async (by: unknown) => (await control("POST", "/worlds/w/clock/advance", { by })).body.now;
    expect(await advance(1500)).toBe("2024-01-01T00:00:01.500Z");
    expect(await advance("P1DT2H3M4.5S")).toBe("2024-01-02T02:03:06.000Z");
    expect(await advance("P1W")).toBe("2024-01-09T02:03:06.000Z");
    expect(await change({ scale: 60 })).toMatchObject({ frozen: false, scale: 60 });
    expect(await change({ frozen: false })).toMatchObject({ frozen: false, scale: 1 });
    expect((await control("GET", "/worlds/other/clock")).body).toMatchObject({ frozen: false, scale: 1 });
  });

  it.each([
    ["a token of Didomi after an hour", "didomi getUser", "PT1H", 401],
    ["a client token of Didit after a day", "didit getSessionDecision", "P1D", 401],
  ])("ends the life of %s", async (_, name, by, status) => {
    const reached = await open("node:http", { frozenAt: START });
    const ask = await requestsIn(reached, "w");
    const { standin, control } = reached;
    const before = await ask(name);
    expect(before).not.toBe(status);
    await control("POST", "/worlds/w/clock/advance", { by: by.replace("P1D", "PT23H").replace("PT1H", "PT59M") });
    expect(await ask(name)).toBe(before);
    await control("POST", "/worlds/w/clock/advance", { by });
    expect(await ask(name)).toBe(status);
    await standin.close();
  });

  it("lets a session of Didit run out", async () => {
    const { control } = await open("node:http", { frozenAt: START });
    const scenario = (name: string, body: object) =>
      control("POST", `/worlds/w/scenarios/didit/${encodeURIComponent(name)}`, body);
    const pending = async (): Promise<object> => {
      const { session_id } = (await scenario("a session", {})).body.result;
      return { session_id };
    };
    const [first, second] = [await pending(), await pending()];
    await control("POST", "/worlds/w/clock/advance", { by: "PT9M59S" });
    expect((await scenario("scan", first)).status).toBe(200);
    await control("POST", "/worlds/w/clock/advance", { by: "PT1S" });
    expect((await scenario("scan", second)).status).toBe(400);
  });

  it("retries webhooks when it is advanced, and the reply waits for them", async () => {
    const receiver = await createReceiver(503, 503, 200);
    const { control } = await open("node:http", { frozenAt: START });
    const scenario = (name: string, body: object) =>
      control("POST", `/worlds/w/scenarios/didit/${encodeURIComponent(name)}`, body);
    await scenario("a webhook receiver", { url: receiver.url });
    const { session_id } = (await scenario("a verification", {})).body.result;
    await scenario("open", { session_id });
    await scenario("submit", { session_id });
    const events = async () => (await control("GET", "/worlds/w/outbox")).body.events;
    await control("POST", "/worlds/w/clock/advance", { by: 0 });
    const [first] = await events();
    expect(first).toMatchObject({ provider: "didit", url: receiver.url });
    await control("POST", "/worlds/w/clock/advance", { by: "P2D" });
    const all = await events();
    expect(all.every(({ state }: never) => state === "delivered")).toBe(true);
    const count = receiver.deliveries.length;
    const again = await control("POST", `/worlds/w/outbox/${first.number}/redeliver`);
    expect(again.body.state).toBe("delivered");
    expect(receiver.deliveries.length).toBe(count + 1);
    await receiver.close();
  });
});

it("a time that no clock can show is refused in this process too, and so is a world that no URL can name", async () => {
  for (const frozenAt of ["1969-12-31T23:59:59Z", "+012000-01-01T00:00:00Z", -1, 253_402_300_800_000])
    await expect(createStandin({ frozenAt })).rejects.toThrow(
      /frozenAt is out of range.*A clock shows times from 1970/,
    );
  await using standin = await createStandin();
  for (const name of [".", "..", "a b", ""]) {
    await expect(standin.world(name)).rejects.toThrow(/A world's name is/);
    expect(() => createMswHandlers(standin.engine, { world: name })).toThrow(/A world's name is/);
  }
  const { clock } = await standin.world("w");
  for (const time of [-1, 253_402_300_800_000])
    await expect(clock.set(time)).rejects.toThrow(/A clock shows times from 1970/);

  await using fixture = await openTestStandin();
  const world = await fixture.world("w");
  for (const time of ["1969-12-31T23:59:59Z", "+012000-01-01T00:00:00Z"])
    await expect(world.clock.set(time)).rejects.toThrow(/^A clock shows times from 1970/);
});

describe("exchanges", () => {
  it("have their changes, the reason of a refusal, and the members that no handler read", async () => {
    const { control, send, origin } = await open("node:http");
    await control("PUT", "/worlds/w", { trackReads: true });
    const post = (body: object) =>
      send(`${origin}/~w/avacy/standin/domains_groups/1/consents`, {
        method: "POST",
        headers: { authorization: "Bearer 1|standin-token", "content-type": "application/json" },
        body: JSON.stringify(body),
      });
    const consent = { subject: { email: "a@example.com" }, identifier: "email", ip_address: "192.0.2.1" };
    await post({ ...consent, preferences: [{ name: "n", accepted: true }], colour: "blue" });
    await post(consent);
    const { exchanges } = (await control("GET", "/worlds/w/exchanges")).body;
    expect(exchanges[0]).toMatchObject({
      number: 1,
      operationId: "recordConsent",
      reply: { status: 201 },
      unread: ["/body/colour"],
    });
    expect(exchanges[0].changes.map(({ collection }: never) => collection)).toContain("consents");
    expect(exchanges[1].refusal).toMatchObject({ stage: "validate" });
    expect(exchanges[1].refusal.reasons.join()).toContain("preferences");
    expect(JSON.stringify(exchanges)).not.toContain("standin-token");
    expect((await control("DELETE", "/worlds/w/exchanges")).status).toBe(204);
    expect((await control("GET", "/worlds/w/exchanges")).body).toEqual({ exchanges: [] });
  });

  it("can be waited for: the reply comes with the exchange, or when time is up", async () => {
    const reached = await open("node:http");
    const { control, standin } = reached;
    const ask = await requestsIn(reached, "w");
    const world = standin.engine.worlds.find("w");
    const waiting = control("GET", "/worlds/w/exchanges?operation=recordConsent&count=2&waitMs=60000");
    await ask("avacy recordConsent");
    await ask("avacy recordConsent");
    expect((await waiting).body.exchanges).toHaveLength(2);
    expect(
      (await control("GET", "/worlds/w/exchanges?operation=recordConsent&count=3&waitMs=1")).body.exchanges,
    ).toHaveLength(2);
    expect(world?.users).toBe(0);
  });

  it("wait-for in this process says what there was instead", async () => {
    const { standin, send, origin } = await open("node:http");
    const world = await standin.world("w");
    await send(`${origin}/~w/avacy/nowhere`);
    await expect(world.waitFor({ operation: "recordConsent" }, { timeoutMs: 1 })).rejects.toThrow(
      /has 0 of the 1 exchanges .*GET \/~w\/avacy\/nowhere 404/,
    );
  });

  it("stream as they happen, go on from a number, and let go of the world when the reader leaves", async () => {
    const reached = await open("node:http");
    const { send, origin, standin } = reached;
    const ask = await requestsIn(reached, "w");
    const world = standin.engine.worlds.find("w");
    const so = world?.journal.entries().at(-1)?.number ?? 0;
    const stream = await send(`${origin}/_standin/worlds/w/exchanges/stream?since=${so - 1}`);
    expect(stream.headers.get("content-type")).toMatch(/^text\/event-stream/);
    expect(world?.users).toBe(1);
    await ask("avacy recordConsent");
    let text = "";
    for await (const piece of piecesOf(stream)) {
      text += new TextDecoder().decode(piece);
      if (text.includes(`id: ${so + 1}\n`)) break;
    }
    const data = [...text.matchAll(/^data: (.*)$/gm)].map(([, json]) => JSON.parse(json ?? ""));
    expect(data.map(({ number }) => number)).toEqual([so, so + 1]);
    await expect.poll(() => world?.users).toBe(0);
  });

  it("a stream ends with its world, and after as many as were asked for", async () => {
    const reached = await open("node:http");
    const { send, origin, control } = reached;
    const ask = await requestsIn(reached, "w");
    const url = `${origin}/_standin/worlds/w/exchanges/stream`;
    const two = await (await send(`${url}?since=0&limit=2`)).text();
    expect(two.match(/^id: /gm)).toHaveLength(2);
    const whole = await send(url);
    await ask("avacy recordConsent");
    await control("DELETE", "/worlds/w");
    expect((await whole.text()).match(/^id: /gm)).toHaveLength(1);
    const again = await send(`${url}?limit=1`, { headers: { "last-event-id": "0" } });
    await send(`${origin}/~w/avacy/nowhere`);
    expect(await again.text()).toContain("id: 1\n");
  });
});
