import { describe, expect, it } from "vitest";
import { prepareRequests } from "../support/prepared-requests.ts";
import { createOpener, piecesOf, type Reached, WAYS } from "./open.ts";

const open = createOpener();

const CONSENT = {
  subject: { email: "ann@example.com" },
  identifier: "email",
  ip_address: "192.0.2.1",
  preferences: [{ name: "newsletter", accepted: true }],
};

/** A client that records consents in the world `w`, and adds faults to it. */
async function openWorld(way: string) {
  const reached = await open(way as keyof typeof WAYS);
  const { send, origin, control, standin } = reached;
  const world = await standin.world("w");
  return {
    ...reached,
    world,
    record: (init?: RequestInit) =>
      send(`${origin}/~w/avacy/standin/domains_groups/1/consents`, {
        method: "POST",
        headers: { authorization: "Bearer 1|standin-token", "content-type": "application/json" },
        body: JSON.stringify(CONSENT),
        ...init,
      }),
    disturb: async (effect: object, when: object = { first: 1 }) => {
      const { status, body } = await control("POST", "/worlds/w/faults", {
        match: { provider: "avacy", operation: "recordConsent" },
        when,
        effect,
      });
      expect([status, body.detail]).toEqual([201, undefined]);
    },
    kept: async () => (await control("GET", "/worlds/w/state/avacy")).body.collections.consents.length,
  };
}

describe.each(Object.keys(WAYS))("over %s a client sees", (way) => {
  it("the provider's own error, and nothing has happened", async () => {
    const { record, disturb, kept } = await openWorld(way);
    await disturb({ status: 500 });
    const reply = await record();
    expect([reply.status, reply.headers.get("x-standin-fault")]).toEqual([500, "fault-1"]);
    expect(await reply.json()).toEqual({ message: "Server Error" });
    expect(await kept()).toBe(0);
    expect((await record()).status).toBe(201);
  });

  it("too many requests, with the time to wait", async () => {
    const { record, disturb } = await openWorld(way);
    await disturb({ status: 429, retryAfterSeconds: 9 });
    const reply = await record();
    expect([reply.status, reply.headers.get("retry-after")]).toEqual([429, "9"]);
  });

  it("a connection that was reset, and nothing has happened", async () => {
    const { record, disturb, kept } = await openWorld(way);
    await disturb({ connection: "reset" });
    await expect(record()).rejects.toMatchObject({ message: "fetch failed", cause: { code: "ECONNRESET" } });
    expect(await kept()).toBe(0);
  });

  it("no answer until it gives up, and nothing has happened", async () => {
    const { record, disturb, kept, world } = await openWorld(way);
    await disturb({ connection: "hang" });
    const giveUp = new AbortController();
    const asked = record({ signal: giveUp.signal });
    const arrived = world.waitFor({ operation: "recordConsent" });
    expect(await Promise.race([asked.then(() => "answered"), arrived.then(() => "arrived")])).toBe("arrived");
    giveUp.abort();
    await expect(asked).rejects.toMatchObject({ name: "AbortError" });
    expect(await kept()).toBe(0);
  });

  it("a lost acknowledgement: the connection is reset, and everything has happened", async () => {
    const { record, disturb, kept } = await openWorld(way);
    await disturb({ connection: "lose-acknowledgement" });
    await expect(record()).rejects.toMatchObject({ cause: { code: "ECONNRESET" } });
    expect(await kept()).toBe(1);
  });

  it("a body that breaks off in the middle", async () => {
    const { record, disturb, kept } = await openWorld(way);
    await disturb({ reply: "truncated" });
    const reply = await record();
    expect(reply.status).toBe(201);
    await expect(reply.text()).rejects.toThrow(TypeError);
    expect(await kept()).toBe(1);
  });

  it("a body that ends in the middle as if it were whole", async () => {
    const { record, disturb, kept } = await openWorld(way);
    await disturb({ reply: "malformed" });
    const reply = await record();
    expect(reply.status).toBe(201);
    await expect(reply.json()).rejects.toThrow(SyntaxError);
    expect(await kept()).toBe(1);
  });

  it("a body that comes in pieces, and is whole in the end", async () => {
    const { record, disturb } = await openWorld(way);
    await disturb({ reply: "slow", slowMs: 60 });
    const reply = await record();
    const pieces: Uint8Array[] = [];
    for await (const piece of piecesOf(reply)) pieces.push(piece);
    expect(pieces.length).toBeGreaterThan(2);
    expect(JSON.parse(Buffer.concat(pieces).toString()).data.id).toBe(1);
  });

  it("a reply that is late, though everything has happened when the request came", async () => {
    const { record, disturb, kept, world } = await openWorld(way);
    await disturb({ latencyMs: 250 });
    let isAnswered = false;
    const asked = record().then(({ status }) => {
      isAnswered = true;
      return status;
    });
    await world.waitFor({ operation: "recordConsent" });
    expect([await kept(), isAnswered]).toEqual([1, false]);
    expect(await asked).toBe(201);
  });
});

describe("after a lost acknowledgement a retry behaves as the provider's would", () => {
  /** Sends one of the measured writes twice; the first answer is lost. */
  async function retry(reached: Reached, name: string, operation: string) {
    const { send, origin, control, standin } = reached;
    const { method, url, headers, body } = (await prepareRequests(`${origin}/~w`, send))[name] ?? {};
    const before = (await standin.world("w")).journal.entries().length;
    await control("POST", "/worlds/w/faults", {
      match: { operation },
      when: { first: 1 },
      effect: { connection: "lose-acknowledgement" },
    });
    const init = { method: method ?? "", headers: headers ?? {}, ...(body !== undefined && { body }) };
    await expect(send(url ?? "", init)).rejects.toThrow(TypeError);
    const reply = await send(url ?? "", init);
    const [lost] = (await control("GET", `/worlds/w/exchanges?since=${before}`)).body.exchanges;
    return { lost, status: reply.status, body: (await reply.json()) as Record<string, never> };
  }

  it("an event of Didomi is recorded twice, as events have no key of their own", async () => {
    const reached = await open("node:http", { frozenAt: "2024-01-01T00:00:00Z" });
    const { lost, status, body } = await retry(reached, "didomi createEvent", "createEvent");
    expect([lost.fault, lost.reply.status, status]).toEqual(["fault-1", 200, 200]);
    const { collections } = (await reached.control("GET", "/worlds/w/state/didomi")).body;
    const ids = collections.events.map(({ id }: { id: string }) => id);
    expect(ids).toContain(JSON.parse(lost.reply.body).id);
    expect(ids).toContain(body["id"]);
    expect(JSON.parse(lost.reply.body).id).not.toBe(body["id"]);
  });

  it("a consent of Avacy is archived twice", async () => {
    const { lost, status, body } = await retry(await open("node:http"), "avacy recordConsent", "recordConsent");
    expect([JSON.parse(lost.reply.body).data.id, status, body["data"]?.["id"]]).toEqual([1, 201, 2]);
  });

  it("a session of Didit is a second one", async () => {
    const reached = await open("node:http");
    const { lost, body } = await retry(reached, "didit createSession", "createSession");
    const ids = (await reached.control("GET", "/worlds/w/state/didit")).body.collections.sessions.map(
      ({ id }: { id: string }) => id,
    );
    expect(ids).toContain(JSON.parse(lost.reply.body).session_id);
    expect(ids).toContain(body["session_id"]);
    expect(ids.length).toBe(3);
  });

  it("a permission of netID is what it was", async () => {
    const reached = await open("node:http");
    const { lost, status } = await retry(reached, "netid writePermissions", "writePermissions");
    expect([lost.fault, status]).toEqual(["fault-1", lost.reply.status]);
    const { changes } = lost;
    expect(changes.length).toBeGreaterThan(0);
  });

  it("a user of Didomi who was made already is a conflict", async () => {
    const { send, origin, control } = await open("node:http");
    const session = await send(`${origin}/~w/didomi/v1/sessions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ type: "api-key", key: "standin-key", secret: "standin-secret" }),
    });
    const { access_token } = (await session.json()) as { access_token: string };
    await control("POST", "/worlds/w/faults", {
      match: { operation: "createUser" },
      when: { first: 1 },
      effect: { connection: "lose-acknowledgement" },
    });
    const create = () =>
      send(`${origin}/~w/didomi/v1/consents/users?organization_id=standin-org`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${access_token}` },
        body: JSON.stringify({ organization_user_id: "ann@example.com" }),
      });
    await expect(create()).rejects.toThrow(TypeError);
    expect((await create()).status).toBe(409);
  });
});
