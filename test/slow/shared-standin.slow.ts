import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createStandin, type Standin } from "#standin/standin.ts";
import { type RedisServer, startRedis } from "../support/redis-place.ts";

let server: RedisServer;
let processes: readonly Standin[] = [];
beforeAll(async () => {
  server = await startRedis();
  processes = [await createStandin({ redis: server.url }), await createStandin({ redis: server.url })];
});
afterAll(async () => {
  server?.process.kill("SIGCONT");
  for (const each of processes) await each.close();
  await server?.close();
});

const at = (index: number): Standin => {
  const found = processes[index % processes.length];
  if (found === undefined) throw new Error("no process");
  return found;
};
const headers = { "x-api-key": "standin-api-key", "content-type": "application/json" };

async function create(standin: Standin, world: string, name: string): Promise<string> {
  const reply = await standin.fetch(`/~${world}/didit/v3/session/`, {
    method: "POST",
    headers,
    body: JSON.stringify({ workflow_id: WORKFLOW, vendor_data: name }),
  });
  expect(reply.status).toBe(201);
  return ((await reply.json()) as { session_id: string }).session_id;
}

async function count(standin: Standin, world: string): Promise<number> {
  const reply = await standin.fetch(`/~${world}/didit/v3/sessions/`, { headers });
  expect(reply.status).toBe(200);
  return ((await reply.json()) as { count: number }).count;
}

const WORKFLOW = "00000000-0000-4000-8000-0000000000f1";

describe("two processes that share worlds", () => {
  it("lose none of 500 concurrent writes", async () => {
    const before = await count(at(0), "many");
    const ids = await Promise.all(Array.from({ length: 500 }, (_, index) => create(at(index), "many", `u${index}`)));
    expect(new Set(ids).size).toBe(500);
    expect([await count(at(0), "many"), await count(at(1), "many")]).toEqual([before + 500, before + 500]);
  });

  it("show every write that was acknowledged, 300 times of 300", async () => {
    for (let round = 0; round < 300; round += 1) {
      const id = await create(at(round), "fresh", `u${round}`);
      const read = await at(round + 1).fetch(`/~fresh/didit/v3/session/${id}/decision/`, { headers });
      expect([round, read.status]).toEqual([round, 200]);
    }
  });

  it("share snapshots, restores, resets, forks, drops and the clock", async () => {
    const [one, other] = [await at(0).world("copied"), await at(1).world("copied")];
    const before = await count(at(0), "copied");
    await create(at(0), "copied", "a");
    await one.snapshot("s");
    await create(at(1), "copied", "b");
    expect(await count(at(0), "copied")).toBe(before + 2);
    await other.restore("s");
    expect(await count(at(0), "copied")).toBe(before + 1);
    await other.fork("forked");
    expect(await count(at(0), "forked")).toBe(before + 1);
    await other.reset();
    expect(await count(at(0), "copied")).toBe(before);
    await one.clock.set(Date.parse("2031-02-03T00:00:00Z"));
    const { clock } = await at(1).engine.worlds.open("copied");
    expect(clock.now()).toBeGreaterThanOrEqual(Date.parse("2031-02-03T00:00:00Z"));
  });

  it("deliver each event once, by one of them", async () => {
    const received: string[] = [];
    const receiver = createServer((request, reply) => {
      request.resume().on("end", () => {
        received.push(request.url ?? "");
        reply.end();
      });
    }).listen(0, "127.0.0.1");
    await once(receiver, "listening");
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
    const world = await at(0).engine.worlds.open("hooks");
    await world.outbox.sendTo(url);
    for (let index = 0; index < 6; index += 1) await create(at(index), "hooks", `h${index}`);
    const entries = async () => (await at(1).engine.worlds.open("hooks")).outbox.entries();
    await expect
      .poll(async () => (await entries()).filter(({ state }) => state === "delivered").length, { timeout: 8000 })
      .toBe(6);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    receiver.close();
    expect(received).toHaveLength(6);
  });

  it("refuse while Redis is away, and go on once it answers", async () => {
    await create(at(0), "away", "a");
    server.process.kill("SIGSTOP");
    const begun = performance.now();
    const reply = await at(0).fetch("/~away/didit/v3/sessions/", { headers });
    expect([reply.status, await reply.text()]).toEqual([503, expect.stringContaining("Redis has not answered")]);
    expect(performance.now() - begun).toBeLessThan(7000);
    server.process.kill("SIGCONT");
    const before = await count(at(1), "away");
    await create(at(0), "away", "b");
    expect(await count(at(1), "away")).toBe(before + 1);
  }, 20_000);

  it("refuse a world of which Redis has lost data, until it is reset", async () => {
    await create(at(0), "lost", "a");
    const admin = new Redis(server.url);
    await admin.flushall();
    admin.disconnect();
    const reply = await at(0).fetch("/~lost/didit/v3/sessions/", { headers });
    expect([reply.status, await reply.text()]).toEqual([503, expect.stringContaining("has lost data")]);
    await at(0).engine.worlds.reset("lost");
    const before = await count(at(0), "lost");
    await create(at(1), "lost", "b");
    expect(await count(at(0), "lost")).toBe(before + 1);
  });
});
