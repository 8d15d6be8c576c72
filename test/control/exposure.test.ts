import { execFile, execFileSync } from "node:child_process";
import { createServer, request as sendHttp } from "node:http";
import { type AddressInfo, connect, type Server } from "node:net";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import express from "express";
import { getResponse } from "msw";
import { afterEach, describe, expect, it } from "vitest";
import { IN_PROCESS } from "#engine/contract/loopback.ts";
import { providerNames, registry } from "#mocks/registry.ts";
import { createStandin, type Standin, type StandinOptions } from "#standin/standin.ts";
import { createExpressRouter } from "#transports/express.ts";
import { createMswHandlers } from "#transports/msw.ts";
import { patchSockets } from "#transports/node-sockets.ts";
import { sendRaw } from "../support/raw-http.ts";

/** Who may drive standin is decided by the connection that a request comes by, whatever transport that is. */

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function start(options: StandinOptions = {}): Promise<Standin> {
  const standin = await createStandin(options);
  closers.push(() => standin.close({ graceMs: 0 }));
  return standin;
}

const LISTENERS: Readonly<Record<string, (standin: Standin, host?: string) => Promise<number>>> = {
  "node:http": async (standin, host) =>
    (await standin.listen(host === undefined ? { port: 0 } : { port: 0, host })).port,
  // Without an address it listens everywhere, as the first line of every tutorial does.
  Express: async (standin, host) => {
    const app = express();
    app.use(createExpressRouter(standin.engine));
    const server = await new Promise<Server>((resolve) => {
      const listening =
        host === undefined ? app.listen(0, () => resolve(listening)) : app.listen(0, host, () => resolve(listening));
    });
    closers.push(() => server.close());
    return (server.address() as AddressInfo).port;
  },
};

interface Asked {
  readonly status: number;
  readonly detail: string;
}

/** One request for the control API, with just these headers. */
function ask(port: number, headers: Record<string, string> = {}, method = "GET", host = "127.0.0.1"): Promise<Asked> {
  return new Promise((resolve, reject) => {
    const path = `/_standin/worlds${method === "GET" ? "" : "/w/reset"}`;
    const sent = sendHttp({ host, port, path, method, headers: { host: `localhost:${port}`, ...headers } }, (reply) => {
      reply.toArray().then((pieces) => {
        const { detail = "" } = JSON.parse(pieces.join(""));
        resolve({ status: reply.statusCode ?? 0, detail });
      }, reject);
    });
    sent.on("error", reject).end();
  });
}

const lanAddress = Object.values(networkInterfaces())
  .flatMap((each) => each ?? [])
  .find(({ internal, family }) => !internal && family === "IPv4")?.address;

function mayMakeNetworks(): boolean {
  try {
    execFileSync("unshare", ["-rn", "ip", "link", "add", "lan0", "type", "veth", "peer", "name", "lan1"], {
      stdio: "ignore",
    });
    return true;
  } catch {
    return false;
  }
}

describe("from another machine", () => {
  it.skipIf(!mayMakeNetworks())(
    "refuses callers without the token, also with a loopback Host (needs network namespaces)",
    async () => {
      const program = join(import.meta.dirname, "programs/lan.ts");
      const args = ["-rn", process.execPath, "--import", "tsx", "--conditions=standin-source", program];
      const { stdout } = await promisify(execFile)("unshare", args);
      expect(JSON.parse(stdout)).toEqual({
        fromOther: {
          "node:http": [403, 403],
          Express: [403, 403],
          "with the token": [401, 401],
          "sent the token": 200,
          "on loopback": "ECONNREFUSED",
        },
        fromHere: { "node:http": 200, Express: 200, "with the token": 401 },
      });
    },
  );

  it.skipIf(lanAddress === undefined)("and not by an address of this one either (needs a network)", async () => {
    for (const [name, listen] of Object.entries(LISTENERS)) {
      const port = await listen(await start(), "0.0.0.0");
      const refused = await ask(port, {}, "GET", lanAddress);
      expect(refused, name).toMatchObject({ status: 403, detail: expect.stringContaining(`is ${lanAddress}.`) });
      expect(refused.detail).toContain("--control-token");
      expect((await ask(port)).status, name).toBe(200);
    }
  });

  it("a simulator that is given no address, or only a port, cannot be reached", async () => {
    const standin = await start();
    const servers = [
      await standin.listen(),
      await standin.listen(0),
      await standin.listen({}),
      await standin.listen({ port: 0 }),
    ];
    for (const { url, port } of servers) {
      expect(url).toBe(`http://127.0.0.1:${port}`);
      if (lanAddress !== undefined) await expect(connected(port, lanAddress)).rejects.toThrow("ECONNREFUSED");
    }
    await expect(standin.listen(0, "")).rejects.toThrow(/address to listen on/);
    await expect(standin.listen({ host: null as unknown as string })).rejects.toThrow(/address to listen on/);
  });
});

const connected = (port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, host, () => resolve(socket.destroy() as unknown as undefined)).on("error", reject);
  });

/** What reverse proxies, load balancers, tunnels and content delivery networks add to a request. */
const FORWARDING_HEADERS = [
  "CDN-Loop",
  "CF-Connecting-IP",
  "CF-Ray",
  "Fastly-Client-IP",
  "Fly-Client-IP",
  "Forwarded-For",
  "Ngrok-Trace-Id",
  "Tailscale-User-Login",
  "True-Client-IP",
  "X-Amzn-Trace-Id",
  "X-Appengine-User-IP",
  "X-Azure-ClientIP",
  "X-Client-IP",
  "X-Cluster-Client-IP",
  "X-Envoy-External-Address",
  "X-Forwarded",
  "X-Forwarded-Host",
  "X-Original-URL",
  "X-ProxyUser-Ip",
  "X-Rewrite-URL",
];

describe.each(Object.keys(LISTENERS))("over %s", (name) => {
  const open = async (options?: StandinOptions): Promise<number> => {
    const port = await LISTENERS[name]?.(await start(options));
    if (port === undefined) throw new Error(`nothing is called ${name}`);
    return port;
  };

  it.each<[string, Record<string, string>, string]>([
    ["a host name that was pointed here", { host: "evil.example:4700" }, "evil.example"],
    ["a host name that begins like ours", { host: "localhost.evil.example" }, "localhost.evil.example"],
    ["an address of the network", { host: "10.0.0.1" }, "10.0.0.1"],
    ["an address that only looks like loopback", { host: "127.0.0.1.evil.example" }, "evil.example"],
    ["a proxy", { "x-forwarded-for": "203.0.113.9" }, "x-forwarded-for"],
    ["a proxy that hides the address", { "x-forwarded-proto": "https" }, "x-forwarded-proto"],
    ["a proxy by the standard", { forwarded: "for=203.0.113.9" }, "forwarded"],
    ["a proxy that only says that it is one", { via: "1.1 gateway" }, "via"],
    ["a proxy of another kind", { "x-real-ip": "203.0.113.9" }, "x-real-ip"],
    ["a proxy in front of clouds", { "cf-connecting-ip": "203.0.113.9" }, "cf-connecting-ip"],
    ["a page's script", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }, "another origin"],
    ["a page of another port", { origin: "http://localhost:3000" }, "another origin"],
    ["a page that hides its origin", { origin: "null" }, "another origin"],
    ["an image of a page", { "sec-fetch-site": "cross-site", "sec-fetch-dest": "image" }, "another origin"],
    ["a page of a sibling host", { "sec-fetch-site": "same-site" }, "another origin"],
  ])("%s drives nothing", async (_, headers, word) => {
    const port = await open();
    for (const method of ["GET", "POST"]) {
      const { status, detail } = await ask(port, headers, method);
      expect(status).toBe(403);
      expect(detail).toContain(word);
      expect(detail).toContain("--control-token");
    }
  });

  it.each(FORWARDING_HEADERS)("a request with the header %s drives nothing", async (name) => {
    const { status, detail } = await ask(await open(), { [name]: "1" });
    expect([status, detail]).toEqual([403, expect.stringContaining(`has the header ${name.toLowerCase()}.`)]);
  });

  it("a form that a page of another origin posts drives nothing", async () => {
    const port = await open();
    const form = { origin: "https://evil.example", "content-type": "application/x-www-form-urlencoded" };
    expect((await ask(port, form, "POST")).status).toBe(403);
  });

  it("its own page by the other scheme is another origin", async () => {
    const port = await open();
    expect((await ask(port, { origin: `https://localhost:${port}` })).status).toBe(403);
    expect((await ask(port, { origin: `http://localhost:${port}`, "sec-fetch-site": "same-origin" })).status).toBe(200);
  });

  it.each([
    ["GET /_standin/worlds", ["Host: localhost", "Host: evil.example"]],
    ["GET /_standin/worlds", ["Host: localhost", "hOST: localhost"]],
    ["GET /~w/didomi/v1/x", ["Host: localhost", "Host: localhost"]],
    ["GET http://localhost/_standin/worlds", ["Host: localhost", "Host: localhost"]],
  ])("a request with more than one Host is malformed: %s %j", async (line, hosts) => {
    const { status } = await sendRaw("127.0.0.1", await open(), [`${line} HTTP/1.1`, ...hosts]);
    expect(status).toBe(400);
  });

  it("a request without a Host may come from anywhere", async () => {
    const port = await open();
    expect((await sendRaw("127.0.0.1", port, ["GET /_standin/worlds HTTP/1.0"])).status).toBe(403);
  });

  it("callers with the token may, wherever the request comes from", async () => {
    const port = await open({ controlToken: "fake-control-token" });
    const headers = {
      host: "standin.example",
      origin: "https://elsewhere.example",
      "x-forwarded-for": "203.0.113.9",
    };
    expect((await ask(port, headers)).status).toBe(401);
    expect((await ask(port, { ...headers, authorization: "Bearer fake-control-token" })).status).toBe(200);
    expect((await ask(port)).status).toBe(401);
  });

  it("a proxy on this machine does not lend its own place to those who ask it", async () => {
    const port = await open();
    const proxy = createServer((incoming, outgoing) => {
      const headers = { ...incoming.headers, host: `127.0.0.1:${port}`, "x-forwarded-for": "203.0.113.9" };
      const sent = sendHttp(
        { host: "127.0.0.1", port, path: incoming.url, method: incoming.method, headers },
        (reply) => {
          outgoing.writeHead(reply.statusCode ?? 0, reply.headers);
          reply.pipe(outgoing);
        },
      );
      incoming.pipe(sent);
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    closers.push(() => proxy.close());
    expect((await ask((proxy.address() as AddressInfo).port)).status).toBe(403);
  });
});

describe("within this process", () => {
  const statusOf = async (send: typeof fetch, address: string, init?: RequestInit): Promise<number> =>
    (await send(address, init)).status;

  it("the simulator's fetch, and that of a world, may", async () => {
    const standin = await start();
    const world = await standin.world("w");
    expect(await statusOf(standin.fetch, "/_standin/worlds")).toBe(200);
    expect(await statusOf(standin.fetch, "http://127.0.0.1:4700/_standin/worlds")).toBe(200);
    expect(await statusOf(world.fetch, "/_standin/worlds")).toBe(200);
    expect(await statusOf(standin.fetch, "http://evil.example/_standin/worlds")).toBe(403);
  });

  it("a request that a server forwards may not: its origin is unknown", async () => {
    const standin = await start();
    const world = await standin.world("w");
    const received = new Request("http://localhost/_standin/worlds", { headers: { host: "localhost" } });
    for (const send of [standin.fetch, world.fetch]) expect((await send(received.clone())).status).toBe(403);
  });

  it("who calls the engine has to say by what connection", async () => {
    const { engine } = await start();
    const request = { method: "GET", path: "/_standin/worlds", query: "", headers: { host: "localhost" } };
    expect((await engine.exchange(request)).status).toBe(403);
    expect((await engine.exchange({ ...request, connection: IN_PROCESS })).status).toBe(200);
    for (const address of ["10.0.0.1", "::ffff:10.0.0.1", "fe80::1", undefined])
      for (const connection of [
        { localAddress: "127.0.0.1", remoteAddress: address },
        { localAddress: address, remoteAddress: "127.0.0.1" },
      ])
        expect((await engine.exchange({ ...request, connection })).status, JSON.stringify(connection)).toBe(403);
    for (const address of ["127.0.0.1", "127.255.255.254", "::1", "::ffff:127.0.0.1", "::FFFF:7f00:1"])
      expect(
        (await engine.exchange({ ...request, connection: { localAddress: address, remoteAddress: address } })).status,
      ).toBe(200);
  });

  const hosts = providerNames.flatMap((name) => registry[name].api.hosts);

  it("what MSW hands over may not: it was sent to a provider", async () => {
    const { engine } = await start();
    for (const host of hosts) {
      const reply = await getResponse(createMswHandlers(engine), new Request(`https://${host}/_standin/worlds`));
      expect(reply?.status, host).toBe(403);
    }
  });

  it("what is intercepted at sockets, as for a preloaded program, may not either", async () => {
    const { engine } = await start();
    closers.push(await patchSockets(engine, hosts));
    for (const host of hosts)
      for (const scheme of ["http", "https"])
        expect((await fetch(`${scheme}://${host}/_standin/worlds`)).status, `${scheme} ${host}`).toBe(403);
  });
});
