import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { afterEach, describe, expect, it } from "vitest";
import { StandinError } from "#engine/basics/errors.ts";
import { isHost, toHostname } from "#engine/basics/host.ts";
import { isWorldName } from "#engine/basics/world-name.ts";
import { isLoopbackAddress, isLoopbackHost } from "#engine/contract/loopback.ts";
import { createExpressRouter } from "#transports/express.ts";
import { inWorld } from "#transports/in-world.ts";
import { createDataPlane } from "#transports/node.ts";
import { type RawReply, sendRaw } from "../support/raw-http.ts";
import { createToy, createToyEngine, handlers } from "../support/toy-mock.ts";

/** What a request says of where it goes: to which host, as which world, by which scheme. */

const showingUrl = createToy({
  handlers: {
    ...handlers,
    page: (_request, { publicUrl }) => ({ status: 200, body: publicUrl, mediaType: "text/html" }),
  },
});

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

const MOUNTS = {
  "node:http": (engine: ReturnType<typeof createToyEngine>) => createDataPlane(engine),
  Express: (engine: ReturnType<typeof createToyEngine>) => express().use(createExpressRouter(engine)),
  "Express, mounted": (engine: ReturnType<typeof createToyEngine>) =>
    express().use("/mounted", createExpressRouter(engine)),
};

async function serve(mount: keyof typeof MOUNTS = "node:http", host = "127.0.0.1") {
  const engine = createToyEngine({ providers: [showingUrl] });
  const server = createServer(MOUNTS[mount](engine));
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  closers.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  const send = (target: string, ...headers: string[]): Promise<RawReply> =>
    sendRaw(host, port, [`GET ${target} HTTP/1.1`, ...headers]);
  return { port, send };
}

describe("a Host", () => {
  it.each([
    "a b",
    "a/b",
    "a@b",
    "[::1",
    "host:port",
    "host:99999",
    "a,b",
    "999.1.1.1",
    "[::g]",
    "é.example",
    "-",
    "a?b",
  ])("that is none is a 400, and stands in no link: %s", async (host) => {
    const { send } = await serve();
    const { status, body } = await send("/toy/page", `Host: ${host}`);
    expect(status).toBe(400);
    expect(body).not.toContain("://");
    expect(JSON.parse(body).detail).toContain("Host");
    expect(isHost(host)).toBe(false);
  });

  it.each([
    "localhost",
    "localhost:4700",
    "127.0.0.1:1",
    "[::1]:4700",
    "my_app.test",
    "A.Example",
    "localhost:",
    "xn--e1a.example",
  ])("that is one is where links lead: %s", async (host) => {
    const { send } = await serve();
    expect((await send("/toy/page", `Host: ${host}`)).body).toBe(`http://${host}/toy`);
  });

  it("may be missing or empty: links then lead to the address at which the request arrived", async () => {
    const { port } = await serve();
    const old = await sendRaw("127.0.0.1", port, ["GET /toy/page HTTP/1.0"]);
    expect(old.body).toBe(`http://127.0.0.1:${port}/toy`);
    expect((await sendRaw("127.0.0.1", port, ["GET /toy/page HTTP/1.1", "Host:"])).body).toBe(old.body);
    const six = await serve("node:http", "::1");
    expect((await sendRaw("::1", six.port, ["GET /toy/page HTTP/1.0"])).body).toBe(`http://[::1]:${six.port}/toy`);
    expect(toHostname("::ffff:127.0.0.1")).toBe("127.0.0.1");
  });
});

describe("what a proxy says", () => {
  const HOST = "Host: inside.test:4700";
  it.each([
    [["X-Forwarded-Proto: https"], "https://inside.test:4700"],
    [["X-Forwarded-Proto: HTTPS, http"], "https://inside.test:4700"],
    [["X-Forwarded-Host: shop.example"], "http://shop.example"],
    [["X-Forwarded-Proto: https", "X-Forwarded-Host: shop.example, inside"], "https://shop.example"],
    // One that is not well-formed spoils the others.
    [["X-Forwarded-Proto: javascript"], "http://inside.test:4700"],
    [["X-Forwarded-Proto: javascript", "X-Forwarded-Host: shop.example"], "http://inside.test:4700"],
    [["X-Forwarded-Proto: https", "X-Forwarded-Host: a b"], "http://inside.test:4700"],
    [["X-Forwarded-Proto: https://evil.example/?", "X-Forwarded-Host: shop.example"], "http://inside.test:4700"],
    [["X-Forwarded-Proto:"], "http://inside.test:4700"],
  ])("is believed together or not at all: %j", async (headers, origin) => {
    const { send } = await serve();
    expect((await send("/toy/page", HOST, ...headers)).body).toBe(`${origin}/toy`);
  });
});

describe("a target in absolute form", () => {
  it.each(["node:http", "Express"] as const)(
    "is answered over %s where it is ours, whatever the Host says",
    async (mount) => {
      const { port, send } = await serve(mount);
      const host = "Host: elsewhere.example";
      for (const own of [`http://127.0.0.1:${port}`, `http://localhost:${port}`, `HTTP://standin.localhost:${port}`]) {
        const { status, body } = await send(`${own}/toy/page?a=1`, host);
        expect([status, body]).toEqual([200, `${own.replace("HTTP:", "http:")}/toy`]);
      }
      // The provider's own host, and its name below localhost, at any port.
      expect((await send("http://api.toy.example/page", host)).body).toBe("http://api.toy.example");
      expect((await send("https://api.toy.example/page", host)).body).toBe("https://api.toy.example");
      expect((await send("http://toy.localhost:80/page", host)).body).toBe("http://toy.localhost:80");
      expect(JSON.parse((await send(`http://127.0.0.1:${port}`, host)).body)).toMatchObject({ name: "standin" });
    },
  );

  it.each(["node:http", "Express"] as const)("is a 421 over %s where it is another's", async (mount) => {
    const { port, send } = await serve(mount);
    for (const other of [
      "http://other.example/toy/page",
      "http://other.example/_standin/worlds",
      `http://other.example:${port}/toy/page`,
      // Another server of this machine.
      `http://localhost:${port + 1}/toy/page`,
      "http://127.0.0.1/toy/page",
      "http:///toy/page",
    ]) {
      const { status, body } = await send(other, "Host: 127.0.0.1");
      expect(status, other).toBe(421);
      expect(JSON.parse(body)).toMatchObject({
        title: "Misdirected Request",
        detail: expect.stringContaining("not a proxy"),
      });
    }
    expect((await send("http://a@127.0.0.1/toy/page", "Host: 127.0.0.1")).status).toBe(400);
  });

  it("keeps what a framework has taken off its path", async () => {
    const { port, send } = await serve("Express, mounted");
    const { body } = await send(`http://localhost:${port}/mounted/~w/toy/page`, "Host: x");
    expect(body).toBe(`http://localhost:${port}/mounted/~w/toy`);
  });
});

describe("the world of a request", () => {
  it("is refused where path and header name different ones, and both are named", async () => {
    const { send } = await serve();
    const { status, body } = await send("/~one/toy/page", "Host: localhost", "x-standin-world: two");
    expect(status).toBe(400);
    expect(JSON.parse(body).detail).toBe(
      'The path names the world "one", the header x-standin-world the world "two". Name one world.',
    );
    expect((await send("/~one/toy/page", "Host: localhost", "x-standin-world: one")).status).toBe(200);
  });

  it.each([".", "..", "", "a b", "a%20b", "~", "x".repeat(65)])(
    "is refused where none can have its name: %j",
    async (name) => {
      const { send } = await serve();
      expect(isWorldName(name)).toBe(false);
      const byPath = await send(`/~${name.replace(" ", "+")}/toy/page`, "Host: localhost");
      expect([byPath.status, JSON.parse(byPath.body).detail]).toEqual([
        400,
        expect.stringContaining("A world's name is"),
      ]);
      const byHeader = await send("/toy/page", "Host: localhost", `x-standin-world: ${name}`);
      expect(byHeader.status).toBe(400);
      const engine = createToyEngine();
      expect(() => engine.worlds.open(name)).toThrow(/A world's name is .* and neither "\." nor "\.\."\./);
      for (const work of [
        engine.worlds.reset(name),
        engine.worlds.fork("default", name),
        engine.worlds.snapshot(name, "s"),
      ])
        await expect(work).rejects.toThrow(StandinError);
      expect(() => inWorld(engine, name)).toThrow(StandinError);
      expect(engine.worlds.names()).not.toContain(name);
    },
  );

  it("may have dots beside other characters, and 64 of them", () => {
    for (const name of ["...", ".a", "a.", "1", "_", "x".repeat(64)]) expect(isWorldName(name), name).toBe(true);
  });

  it("is the path's where a world's fetch is asked for another", async () => {
    const engine = createToyEngine({ providers: [showingUrl] });
    const request = { method: "GET", path: "/~other/toy/page", query: "", headers: {} };
    expect((await inWorld(engine, "mine").exchange(request)).body).toBe("http://standin.localhost/~other/toy");
    expect((await inWorld(engine, "mine").exchange({ ...request, path: "/toy/page" })).body).toBe(
      "http://standin.localhost/~mine/toy",
    );
  });

  it("has no snapshot that a URL would leave out", async () => {
    const { worlds } = createToyEngine();
    for (const name of ["", ".", "..", "x".repeat(201)])
      await expect(worlds.snapshot("w", name)).rejects.toThrow(/A snapshot's name has 1 to 200 characters/);
    for (const name of ["...", "signed in", "x".repeat(200)])
      expect((await worlds.snapshot("w", name)).name).toBe(name);
  });
});

it("loopback is what no other machine can be, in any spelling of sockets, resolvers and URLs", () => {
  const loopback = [
    "127.0.0.1",
    "127.1.2.3",
    "127.255.255.255",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "::FFFF:7F00:0001",
  ];
  const others = [
    ...[
      "126.255.255.255",
      "128.0.0.0",
      "0.0.0.0",
      "::",
      "10.0.0.1",
      "169.254.169.254",
      "127.0.0.256",
      "127.0.0",
      "1127.0.0.1",
    ],
    ...[
      "::ffff:10.0.0.1",
      "::ffff:a00:1",
      "::2",
      "::127.0.0.1",
      "fe80::1",
      "::ffff:8000:1",
      "::ffff:0:127.0.0.1",
      "localhost",
      "",
    ],
  ];
  for (const address of loopback) expect(isLoopbackAddress(address), address).toBe(true);
  for (const address of others) expect(isLoopbackAddress(address), address).toBe(false);
  for (const host of [
    "localhost",
    "LOCALHOST:1",
    "a.b.localhost",
    "localhost.",
    "127.0.0.1:80",
    "[::1]",
    "[::ffff:7f00:1]:1",
  ])
    expect(isLoopbackHost(host), host).toBe(true);
  for (const host of [
    "localhost.evil.example",
    "evil-localhost",
    "127.0.0.1.evil.example",
    "::1",
    "[::2]",
    "",
    "localhost:",
    "local host",
  ])
    expect(isLoopbackHost(host), host).toBe(false);
});
