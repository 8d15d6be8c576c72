import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createStandin } from "#standin/standin.ts";
import { end, run, send, withProgram } from "../logs/torture.ts";
import { type RedisServer, startRedis } from "../support/redis-place.ts";

const KILLS = 10;
const WORKFLOW = "00000000-0000-4000-8000-0000000000f1";
const headers = { "x-api-key": "standin-api-key" };

let server: RedisServer;
beforeAll(async () => {
  server = await startRedis();
});
afterAll(() => server?.close());

interface Receiver {
  readonly url: string;
  /** Ids of events, each as often as it came. */
  readonly received: string[];
  /** While it is set, requests are taken and never answered. */
  isSilent: boolean;
  readonly server: Server;
}

async function startReceiver(): Promise<Receiver> {
  const receiving = createServer((request, reply) => {
    let text = "";
    request.on("data", (part) => {
      text += part;
    });
    request.on("end", () => {
      receiver.received.push(String(JSON.parse(text).event_id));
      if (!receiver.isSilent) reply.end();
    });
  }).listen(0, "127.0.0.1");
  const receiver: Receiver = { url: "", received: [], isSilent: true, server: receiving };
  await once(receiving, "listening");
  return Object.assign(receiver, { url: `http://127.0.0.1:${(receiving.address() as AddressInfo).port}/hook` });
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Kills the process that has the lease in the tick in which its n-th answer is whole. */
async function killAtAnswer(program: string, index: number): Promise<void> {
  // A database for each, so that each has a lease of its own.
  const redis = `${server.url}/${index}`;
  const leading = await run(program, redis);
  const admin = new Redis(redis);
  await expect.poll(() => admin.exists("standin:{~}:lease"), { timeout: 8000 }).toBe(1);
  admin.disconnect();
  const other = await createStandin({ redis });
  const receiver = await startReceiver();
  try {
    const world = await other.engine.worlds.open("w");
    await world.outbox.sendTo(receiver.url);
    const acknowledged: string[] = [];
    const last = 2 + index * 2;
    const client = async (): Promise<void> => {
      while (leading.child.signalCode === null && acknowledged.length < last)
        await send(
          `${leading.url}/~w/didit/v3/session/`,
          "POST",
          { workflow_id: WORKFLOW },
          ({ status, body }) => {
            if (status === 201) acknowledged.push(JSON.parse(body).session_id);
            if (acknowledged.length === last) leading.child.kill("SIGKILL");
          },
          headers,
        );
    };
    await Promise.all([client(), client(), client()]);
    await leading.ended;
    await sleep(100);
    const unknown = [...receiver.received];
    receiver.received.length = 0;
    receiver.isSilent = false;
    for (const id of acknowledged) {
      const read = await other.fetch(`/~w/didit/v3/session/${id}/decision/`, { headers });
      expect([index, id, read.status]).toEqual([index, id, 200]);
    }
    const entries = async () => (await other.engine.worlds.open("w")).outbox.entries();
    await expect
      .poll(async () => (await entries()).filter(({ state }) => state !== "delivered"), { timeout: 10_000 })
      .toEqual([]);
    expect((await entries()).length).toBeGreaterThanOrEqual(acknowledged.length);
    expect(receiver.received).toEqual(expect.arrayContaining(unknown));
    expect(new Set(receiver.received).size).toBe((await entries()).length);
  } finally {
    await end(leading);
    receiver.server.close();
    receiver.server.closeAllConnections();
    await other.close();
  }
}

it(`another process takes over from one that is killed, ${KILLS} times, and loses nothing`, async () => {
  await withProgram(async (program) => {
    for (let index = 0; index < KILLS; index += 5)
      await Promise.all(Array.from({ length: 5 }, (_, each) => killAtAnswer(program, index + each)));
  }, "shared-standin");
});
