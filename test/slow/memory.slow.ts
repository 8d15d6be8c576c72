import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createControlClient } from "#clients/control.ts";
import { endAll, requireBuild, startStandin } from "../cli/launch.ts";

/** What once took all memory, against processes that have little: they answer afterwards, and end as they are told to. */

const SMALL = { NODE_OPTIONS: "--max-old-space-size=256" };
const CONSENTS = "/avacy/standin/domains_groups/1/consents";
const HEADERS = { authorization: "Bearer 1|standin-token", "content-type": "application/json" };
const WIDE = "x".repeat(100_000);

const toConsent = (person: number, proofs = WIDE): string =>
  JSON.stringify({
    subject: { email: `person-${person}@example.com` },
    identifier: "email",
    ip_address: "192.0.2.1",
    proofs,
    legal_notices: [{ name: "privacy_policy" }],
    preferences: [{ name: "newsletter", accepted: true }],
  });

beforeAll(requireBuild);
afterAll(endAll);

/** Starts a small standin, and looks after the attack whether it is still there. */
async function withStandin(attack: (url: string) => Promise<void>): Promise<void> {
  const { ready, child, ended } = await startStandin([], SMALL);
  try {
    await attack(ready.url);
    expect((await fetch(`${ready.url}/_standin/health`)).status).toBe(200);
  } finally {
    child.kill("SIGTERM");
  }
  expect(await ended).toMatchObject({ code: 0 });
}

const record = async (url: string, person: number): Promise<number> => {
  const reply = await fetch(url + CONSENTS, { method: "POST", headers: HEADERS, body: toConsent(person) });
  await reply.arrayBuffer();
  return reply.status;
};

/** Fills the default world. @returns how many consents it has taken */
async function fill(url: string): Promise<number> {
  for (let taken = 0; taken < 2000; taken += 1) {
    const status = await record(url, taken);
    if (status === 507) return taken;
    expect(status).toBe(201);
  }
  throw new Error("the world is never full");
}

/** A connection that is written to and never read from. */
async function openDeaf(url: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  await once(socket, "connect");
  return socket.pause().on("error", () => {});
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

it("a world that is full loses nothing, and is read as a whole", async () => {
  await withStandin(async (url) => {
    const taken = await fill(url);
    expect(taken).toBeGreaterThan(100);
    const state = await createControlClient({ baseUrl: url }).results.world("default").state("avacy");
    if (!state.ok) throw new Error(state.message);
    expect(state.data.collections["consents"]).toHaveLength(taken);
    for (let more = 0; more < 100; more += 1) expect(await record(url, more)).toBe(507);
  });
});

it("journals of many worlds, full of headers, bodies and changed rows, are bounded, and are read", async () => {
  await withStandin(async (url) => {
    const header = "h".repeat(12_000);
    for (let number = 0; number < 3000; number += 1) {
      const world = `world-${number % 60}`;
      const reply = await fetch(`${url}/~${world}${CONSENTS}`, {
        method: "POST",
        headers: { ...HEADERS, "x-note": header },
        body: toConsent(number, WIDE.slice(0, 40_000)),
      });
      await reply.arrayBuffer();
    }
    for (let number = 0; number < 60; number += 10) {
      const world = createControlClient({ baseUrl: url }).results.world(`world-${number}`);
      for (const read of [await world.exchanges(), await world.har()]) expect(read).toMatchObject({ ok: true });
    }
  });
});

it("unread streams of exchanges are cut off", async () => {
  await withStandin(async (url) => {
    const streams = await Promise.all(Array.from({ length: 60 }, () => openDeaf(url)));
    for (const stream of streams)
      stream.write("GET /_standin/worlds/default/exchanges/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    await pause(500);
    for (let number = 0; number < 3000; number += 1) {
      const reply = await fetch(`${url}${CONSENTS}?note=${number}`, {
        method: "POST",
        headers: HEADERS,
        body: `{"note":"${WIDE.slice(0, 50_000)}"}`,
      });
      await reply.arrayBuffer();
    }
    for (const stream of streams) stream.destroy();
  });
});

it("an outbox refuses what would be one more event owed, while the clock stands still", async () => {
  await withStandin(async (url) => {
    const world = createControlClient({ baseUrl: url }).results.world("default");
    expect(await world.changeClock({ frozen: true })).toMatchObject({ ok: true });
    expect(await world.scenario("didit", "a webhook receiver", { url: "http://127.0.0.1:9/" })).toMatchObject({
      ok: true,
    });
    let refused = 0;
    for (let number = 0; number < 3000; number += 1) {
      const made = await world.scenario("didit", "a verification", {
        status: "Approved",
        vendor_data: WIDE.slice(0, 500),
      });
      if (!made.ok) refused += 1;
    }
    expect(refused).toBeGreaterThan(0);
    expect(await world.outbox()).toMatchObject({ ok: true });
  });
});

it("pipelined requests wait while long replies are not read", async () => {
  await withStandin(async (url) => {
    await fill(url);
    const reading = "GET /_standin/worlds/default/state/avacy HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".repeat(900);
    const sockets = await Promise.all(Array.from({ length: 5 }, () => openDeaf(url)));
    for (const socket of sockets) socket.write(reading);
    await pause(5000);
    for (const socket of sockets) socket.destroy();
  });
});
