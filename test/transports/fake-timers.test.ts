import express from "express";
import { afterEach, expect, it, vi } from "vitest";
import { createStandin, type Standin } from "#standin/standin.ts";
import { createExpressRouter } from "#transports/express.ts";

const PATH = "/avacy/wp/validate/standin/00000000-0000-4000-8000-000000000001";
const realTimers = { setTimeout, setImmediate };

/** Fake timers hold up whatever asks for one, as those of Vitest and Jest do. The client is Node's own, which needs none. */
async function askWithFakeTimers(url: string): Promise<number> {
  const { get } = await import("node:http");
  vi.useFakeTimers({ toFake: ["setTimeout", "setImmediate", "setInterval", "clearTimeout", "clearInterval"] });
  try {
    return await new Promise((resolve, reject) => {
      get(url, { agent: false }, (reply) => resolve(reply.resume().statusCode ?? 0)).on("error", reject);
      realTimers.setTimeout(() => reject(new Error("no reply came")), 5000);
    });
  } finally {
    vi.useRealTimers();
  }
}

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function open(): Promise<Standin> {
  const standin = await createStandin();
  closers.push(() => standin.close({ graceMs: 0 }));
  return standin;
}

it("a server in the process of the test replies while its timers are faked, and afterwards", async () => {
  const standin = await open();
  const { url } = await standin.listen();
  expect(await askWithFakeTimers(url + PATH)).toBe(200);
  expect((await fetch(url + PATH)).status).toBe(200);
});

it("so does a router, and replies that a fault delays or writes slowly", async () => {
  const standin = await open();
  const server = express().use("/mounted", createExpressRouter(standin.engine)).listen(0, "127.0.0.1");
  closers.push(() => server.close());
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  const { faults } = await standin.world();
  for (const effect of [{ latencyMs: 5 }, { reply: "slow" as const }]) {
    await faults.clear();
    await faults.add({ effect });
    expect(await askWithFakeTimers(`http://127.0.0.1:${port}/mounted${PATH}`), JSON.stringify(effect)).toBe(200);
  }
});

it("in process as well", async () => {
  const standin = await open();
  const { faults } = await standin.world();
  await faults.add({ effect: { latencyMs: 5 } });
  vi.useFakeTimers();
  try {
    expect((await standin.fetch(PATH)).status).toBe(200);
  } finally {
    vi.useRealTimers();
  }
});
