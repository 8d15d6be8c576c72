import { createServer, request as sendHttp } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createStandin, type Standin } from "#standin/standin.ts";

/* Closing a simulator in this process. The grace period of an hour is longer than a test may take. */

const AN_HOUR_MS = 3_600_000;

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

async function start() {
  const standin = await createStandin();
  closers.push(() => standin.close({ graceMs: 0 }));
  return { standin, server: await standin.listen(), world: await standin.world() };
}

/** Sends a request whose body is not complete yet. @returns what completes it, and what comes of it */
async function begin(port: number, standin: Standin) {
  const [provider] = standin.providers;
  if (provider === undefined) throw new Error("there is no provider");
  const { path, headers = {}, body } = provider.exampleRequest(provider.defaultSeed);
  const options = { host: "127.0.0.1", port, path: `/${provider.api.name}${path}`, method: "POST" };
  const sent = sendHttp({ ...options, agent: false, headers: { ...headers, "content-type": "application/json" } });
  const status = new Promise<number | string>((resolve) => {
    sent.on("response", (reply) => reply.resume().on("end", () => resolve(reply.statusCode ?? 0)));
    sent.on("error", ({ message }) => resolve(message));
  });
  const text = JSON.stringify(body);
  sent.write(text.slice(0, 1));
  // The world is made by the request, so that its head has arrived.
  await vi.waitFor(() => expect(standin.engine.worlds.find("default")?.users).toBe(1), WAIT);
  return { status, complete: () => sent.end(text.slice(1)) };
}

const isTaken = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => resolve(true)).on("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });

// The first request of a file loads what answers it.
const WAIT = { timeout: 30_000 };

describe("closing", () => {
  it("lets a request under way finish, and takes no other", async () => {
    const { standin, server } = await start();
    const { status, complete } = await begin(server.port, standin);
    let closed = 0;
    const closing = [standin, server].map(async (each) => {
      await each.close({ graceMs: AN_HOUR_MS });
      closed += 1;
    });
    await vi.waitFor(async () => expect(await isTaken(server.port)).toBe(false));
    expect(closed).toBe(0);
    complete();
    expect(await status).toBe(200);
    await Promise.all(closing);
  });

  it("cuts it off after the grace period, which a second call shortens", async () => {
    for (const close of ["server", "standin"] as const) {
      const given = await start();
      const { status } = await begin(given.server.port, given.standin);
      const closing = given.server.close({ graceMs: AN_HOUR_MS });
      await given[close].close({ graceMs: 0 });
      // The simulator knows no more of a server that is being closed.
      if (close === "standin") await given.server.close({ graceMs: 0 });
      await closing;
      expect(await status).toBe("socket hang up");
    }
  });

  it("waits for no delay that a fault has brought about, and ends none of who asks in process", async () => {
    const { standin, server, world } = await start();
    await world.faults.add({ at: "connection", effect: { gateway: { status: 503 }, latencyMs: 600_000 } });
    const delayed = fetch(`${server.url}/${standin.providers[0]?.api.name}/x`);
    let isAnswered = false;
    const controller = new AbortController();
    const { signal } = controller;
    const inProcess = standin.fetch(`/${standin.providers[0]?.api.name}/x`, { signal }).then(() => {
      isAnswered = true;
    });
    await vi.waitFor(() => expect(world.journal.size).toBe(2), WAIT);
    await standin.close({ graceMs: AN_HOUR_MS });
    expect((await delayed).status).toBe(503);
    await new Promise((resolve) => setImmediate(resolve));
    expect(isAnswered).toBe(false);
    controller.abort(new Error("enough"));
    await expect(inProcess).rejects.toThrow("enough");
  });

  it("leaves nothing that can be asked or changed, and all to be looked at", async () => {
    const { standin, world } = await start();
    const [provider] = standin.providers;
    const name = provider?.api.name ?? "";
    const path = `/${name}/x`;
    await world.fetch(path);
    const state = await standin.engine.readState("default", name);
    if (state === undefined) throw new Error("there is no such provider");
    const request = { method: "GET", path, query: "", headers: {} };
    const closing = standin.close({ graceMs: AN_HOUR_MS });
    // From the call on, as a server takes no more connections.
    const refused: Readonly<Record<string, () => unknown>> = {
      fetch: () => standin.fetch(path),
      control: () => standin.fetch("/_standin/worlds"),
      exchange: () => standin.engine.exchange(request),
      scenario: () => standin.engine.runScenario("default", name, "x"),
      readState: () => standin.engine.readState("default", name),
      streamState: () => standin.engine.streamState("default", name),
      writeState: () => standin.engine.writeState("default", name, state),
      world: () => standin.world(),
      reseed: () => standin.reseed({}),
      listen: () => standin.listen(),
      intercept: () => standin.intercept(),
      "world.fetch": () => world.fetch(path),
      "world.waitFor": () => world.waitFor(),
      "world.reset": () => world.reset(),
      "world.snapshot": () => world.snapshot("x"),
      "world.restore": () => world.restore("x"),
      "world.fork": () => world.fork("x"),
      "world.scenario": () => world.scenario("didit", "a session"),
      "world.trackReads": () => world.trackReads(),
      "world.intercept": () => world.intercept(),
      "world.state": () => world.state("didit"),
      "world.replaceState": () => world.replaceState("didit", state as never),
      "world.deleteSnapshot": () => world.deleteSnapshot("x"),
      "world.webhooks.to": () => world.webhooks.to(undefined),
      "world.webhooks.settled": () => world.webhooks.settled(),
      "world.webhooks.redeliver": () => world.webhooks.redeliver(1),
      "world.faults.remove": () => world.faults.remove("x"),
      "world.clock.advance": async () => world.clock.advance(1),
      "world.clock.set": async () => world.clock.set(1),
      "world.clock.run": async () => world.clock.run(),
      "world.clock.freeze": async () => world.clock.freeze(),
      "world.outbox.add": async () => world.outbox.add(name, 0, []),
      "world.outbox.redeliver": () => world.outbox.redeliver(1),
    };
    const closed = "This standin is closed. Start another one with createStandin().";
    for (const isOver of [false, true]) {
      for (const [what, ask] of Object.entries(refused))
        await expect(ask(), `${what} ${isOver}`).rejects.toThrow(closed);
      await closing;
    }
    const members = Object.entries({ ...standin, ...world });
    const functions = members.filter(([, member]) => typeof member === "function").map(([member]) => member);
    const still = ["close", "drop", "baseUrl", "exchanges", "snapshots", "toHar"];
    expect(functions.filter((each) => !still.includes(each) && !Object.keys(refused).join().includes(each))).toEqual(
      [],
    );
    expect([world.journal.size, (await world.toHar()).log.entries.length, world.baseUrl("didit")]).toEqual([
      1,
      1,
      expect.any(String),
    ]);
    await world.drop();
    await standin.close();
  });

  it("ends what was about to listen or to intercept", async () => {
    const { standin } = await start();
    const late = [standin.listen(), standin.intercept()].map((each) => each.catch(({ message }) => message));
    await standin.close();
    expect(await Promise.all(late)).toEqual(Array(2).fill(expect.stringMatching(/^This standin is closed\./)));
    const next = await createStandin();
    using _interception = await next.intercept();
    await next.close();
  });

  it("answers who waits for exchanges with those there are", async () => {
    const { standin, server, world } = await start();
    const other = await standin.listen();
    await standin.fetch(`/${standin.providers[0]?.api.name}/x`);
    const wait = (url: string) => fetch(`${url}/_standin/worlds/default/exchanges?waitMs=60000&count=5`);
    const waiting = wait(server.url);
    let isAnswered = false;
    const elsewhere = wait(other.url).then(() => {
      isAnswered = true;
    });
    await vi.waitFor(() => expect(standin.engine.worlds.find("default")?.users).toBe(2), WAIT);
    await server.close({ graceMs: AN_HOUR_MS });
    const reply = await waiting;
    expect([reply.status, (await reply.json()).exchanges.length, isAnswered]).toEqual([200, 1, false]);
    await other.close({ graceMs: AN_HOUR_MS });
    await elsewhere;
    expect(world.journal.size).toBe(1);
  });

  it("of one server leaves the others, and their delays, as they are", async () => {
    const { standin, server, world } = await start();
    const other = await standin.listen();
    await world.faults.add({ at: "connection", effect: { gateway: { status: 503 }, latencyMs: 600_000 } });
    const path = `/${standin.providers[0]?.api.name}/x`;
    let isAnswered = false;
    const delayed = fetch(other.url + path).then(({ status }) => {
      isAnswered = true;
      return status;
    });
    await vi.waitFor(() => expect(world.journal.size).toBe(1), WAIT);
    await server.close({ graceMs: AN_HOUR_MS });
    expect([isAnswered, await isTaken(other.port)]).toEqual([false, true]);
    await other.close({ graceMs: AN_HOUR_MS });
    expect(await delayed).toBe(503);
  });

  it("keeps no idle connection, and can be asked for twice", async () => {
    const { standin, server } = await start();
    await (await fetch(server.url)).text();
    await Promise.all([standin.close({ graceMs: AN_HOUR_MS }), standin.close({ graceMs: AN_HOUR_MS })]);
    await standin.close({ graceMs: AN_HOUR_MS });
    await server.close({ graceMs: AN_HOUR_MS });
    expect(await isTaken(server.port)).toBe(false);
  });

  it("lets webhooks arrive that follow each other, breaks off what is left, and runs nothing by the clock any more", async () => {
    const answers: (() => void)[] = [];
    const receiver = createServer((request, response) => {
      request.resume();
      answers.push(() => response.writeHead(204).end());
    });
    await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
    closers.push(async () => void receiver.closeAllConnections());
    const { standin, world } = await start();
    const provider = standin.providers.find(({ webhooks }) => webhooks !== undefined)?.api.name ?? "";
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
    const events = ["one", "two", "three"].map((type) => ({ type, url, key: "k", secret: "s", body: {} }));
    world.outbox.add(provider, Date.now(), events);
    await vi.waitFor(() => expect(answers).toHaveLength(1), WAIT);
    let isClosed = false;
    const closing = standin.close({ graceMs: AN_HOUR_MS }).then(() => {
      isClosed = true;
    });
    answers[0]?.();
    await vi.waitFor(() => expect(answers).toHaveLength(2), WAIT);
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(isClosed).toBe(false);
    await standin.close({ graceMs: 0 });
    await closing;
    expect(world.outbox.entries()).toMatchObject([
      { state: "delivered" },
      { state: "pending", attempts: [{ error: "standin was stopped" }] },
      { state: "pending", attempts: [] },
    ]);
    // A million times as fast, its second attempt would be due at once.
    standin.engine.worlds.find(world.name)?.clock.run(1_000_000);
    await standin.close();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(answers).toHaveLength(2);
    receiver.close();
  });
});
