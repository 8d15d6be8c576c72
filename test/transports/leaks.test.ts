import { once } from "node:events";
import { request as sendHttp } from "node:http";
import { connect, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { ExchangeReply, Exchanger } from "#engine/contract/exchange.ts";
import { createStandin, type Standin } from "#standin/standin.ts";
import { createFetch } from "#transports/fetch.ts";
import { createNodeServer } from "#transports/node.ts";
import { createToyBehaviour, createToyEngine, createToyWith } from "../support/toy-mock.ts";

/* A client that disconnects early leaves no resources in use. */

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function listen(engine: Exchanger): Promise<number> {
  const server = createNodeServer(engine);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function open(port: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1").on("error", () => {});
  closers.push(() => socket.destroy());
  await once(socket, "connect");
  return socket;
}

const turns = async (count = 20): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

describe("an upload that breaks off", () => {
  /** A provider whose behaviour is there only when it is told so. */
  async function openCold() {
    let load = (): void => {};
    let asked = (): void => {};
    const isAsked = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const loaded = new Promise<void>((resolve) => {
      load = resolve;
    });
    const toy = createToyWith(async () => {
      asked();
      await loaded;
      return createToyBehaviour();
    });
    const engine = createToyEngine({ providers: [toy] });
    const world = await engine.worlds.open("w");
    return { world, port: await listen(engine), load, isAsked };
  }

  it.each([
    ["in the middle of its body", 'POST /~w/toy/notes HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{"text'],
    ["after all of it", 'POST /~w/toy/notes HTTP/1.1\r\nHost: a\r\nContent-Length: 12\r\n\r\n{"text":"x"}'],
  ])("while behaviours are still loading, %s, leaves its world to be evicted", async (_, text) => {
    const { world, port, load, isAsked } = await openCold();
    const socket = await open(port);
    socket.write(text);
    await isAsked;
    socket.destroy();
    await turns();
    load();
    await expect.poll(() => world.users).toBe(0);
    await turns();
    expect(world.users).toBe(0);
  });

  it("once they are loaded, leaves its world to be evicted", async () => {
    const { world, port, load } = await openCold();
    load();
    const socket = await open(port);
    socket.write('POST /~w/toy/notes HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{"text');
    await expect.poll(() => world.users).toBe(1);
    socket.destroy();
    await expect.poll(() => world.users).toBe(0);
  });
});

describe("a stream", () => {
  /** Tells whether what it gave is still open. */
  function openStreams() {
    const counts = { begun: 0, open: 0 };
    let answer = (): void => {};
    const isAnswered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const reply = (): ExchangeReply => ({
      status: 200,
      headers: { "content-type": "text/plain" },
      body: {
        async *[Symbol.asyncIterator]() {
          counts.begun += 1;
          counts.open += 1;
          try {
            for (;;) {
              yield "piece ".repeat(2000);
              await new Promise((resolve) => setImmediate(resolve));
            }
          } finally {
            counts.open -= 1;
          }
        },
      },
    });
    const exchanger: Exchanger = {
      exchange: ({ path }) => (path === "/late" ? isAnswered.then(reply) : reply()),
    };
    return { counts, exchanger, answer };
  }

  it.each(["/now", "/late"])("whose client has gone before it begins (%s) is over", async (path) => {
    const { counts, exchanger, answer } = openStreams();
    const socket = await open(await listen(exchanger));
    socket.write(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`);
    await turns(3);
    socket.destroy();
    await turns();
    answer();
    await turns();
    await expect.poll(() => counts.open).toBe(0);
  });

  it("whose client goes while it reads, or asks only for its head, is over", async () => {
    const { counts, exchanger } = openStreams();
    const port = await listen(exchanger);
    const socket = await open(port);
    socket.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    await once(socket, "data");
    expect(counts.open).toBe(1);
    socket.destroy();
    await expect.poll(() => counts.open).toBe(0);
    await new Promise((resolve) => sendHttp({ port, method: "HEAD", path: "/" }, resolve).end());
    expect(counts.open).toBe(0);
  });

  it("that waits behind another one does not begin, and is over when their client goes", async () => {
    const { counts, exchanger } = openStreams();
    const socket = await open(await listen(exchanger));
    socket.write("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n".repeat(5));
    await once(socket, "data");
    expect(counts).toEqual({ begun: 1, open: 1 });
    socket.destroy();
    await expect.poll(() => counts.open).toBe(0);
    await turns();
    expect(counts.begun).toBe(1);
  });

  it("whose reply `fetch` discards, as the caller has aborted or sent HEAD, never begins", async () => {
    const { counts, exchanger, answer } = openStreams();
    const fetcher = createFetch(exchanger);
    const controller = new AbortController();
    const given = fetcher("/late", { signal: controller.signal });
    controller.abort();
    answer();
    await expect(given).rejects.toThrow();
    expect((await fetcher("/now", { method: "HEAD" })).status).toBe(200);
    expect(counts.begun).toBe(0);
  });
});

describe("an event stream of the control API", () => {
  async function openWorld(): Promise<{ standin: Standin; port: number; users: () => number | undefined }> {
    const standin = await createStandin({ providers: ["didomi"] });
    closers.push(standin.close);
    await standin.engine.worlds.open("w");
    return { standin, port: (await standin.listen()).port, users: () => standin.engine.worlds.find("w")?.users };
  }

  it("whose client has gone before the first event leaves its world to be evicted, cold and warm", async () => {
    const { port, users } = await openWorld();
    for (let round = 0; round < 3; round += 1) {
      const socket = await open(port);
      socket.write("GET /_standin/worlds/w/exchanges/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
      await turns(round);
      socket.destroy();
    }
    await turns(50);
    // Behaviours load in their own time.
    await new Promise((resolve) => setTimeout(resolve, 50));
    await expect.poll(users).toBe(0);
  });

  it("keeps its world in use as long as it is read", async () => {
    const { port, users } = await openWorld();
    const socket = await open(port);
    socket.write("GET /_standin/worlds/w/exchanges/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    await once(socket, "data");
    expect(users()).toBe(1);
    socket.destroy();
    await expect.poll(users).toBe(0);
  });
});
