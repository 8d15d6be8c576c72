import { spawn } from "node:child_process";
import http from "node:http";
import http2 from "node:http2";
import https from "node:https";
import net from "node:net";
import tls, { connect as namedConnect } from "node:tls";
import { describe, expect, it } from "vitest";
import { interceptConnections } from "#interception/interception.ts";
import { createStandin, type Standin } from "#standin/standin.ts";
import { createForwarder } from "#transports/node-forward.ts";
import { openOutside, resolveToLoopback, TLS_OF_OUTSIDE } from "./outside.ts";

const HOST = "api.didomi.io";
const BODY = '{"type":"api-key","key":"standin-key","secret":"standin-secret"}';
const HEADERS = { "content-type": "application/json", "content-length": String(BODY.length) };
const earlyFetch = globalThis.fetch;

/** Both kinds of interception: that of `standin.intercept()`, and that of a preload. */
const INTERCEPTIONS = {
  "all requests": (standin: Standin) => standin.intercept(),
  connections: ({ engine }: Standin) => interceptConnections(engine, [HOST]),
};

/** The status of a reply. */
function sendBy(request: typeof http.request, options: https.RequestOptions): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const common = { method: "POST", path: "/v1/sessions", headers: HEADERS, timeout: 5000, ...options };
    const sent = request(common, (response) => response.resume().once("end", () => resolve(response.statusCode)));
    sent.once("error", reject).once("timeout", () => sent.destroy(new Error("the client gave up")));
    sent.end(BODY);
  });
}

const overTls = (socket: net.Socket) =>
  sendBy(https.request, { host: HOST, createConnection: () => tls.connect({ socket, servername: HOST }) });

const overPlain = (socket: net.Socket) => sendBy(http.request, { host: HOST, createConnection: () => socket });

/** Waits for the reply of a proxy. */
const replyOf = (socket: net.Socket): Promise<string> =>
  new Promise((resolve, reject) => {
    socket.once("data", (piece) => resolve(String(piece))).once("error", reject);
    socket.once("close", () => reject(new Error("the proxy closed")));
  });

const CONNECT = `CONNECT ${HOST}:443 HTTP/1.1\r\nHost: ${HOST}:443\r\n\r\n`;
const ABSOLUTE = `http://${HOST}/v1/sessions`;

/** Opens a tunnel by writing these pieces one by one. */
async function tunnel(port: number, pieces: readonly (string | Buffer)[]): Promise<net.Socket> {
  const socket = net.connect(port, "127.0.0.1");
  const reply = replyOf(socket);
  // Nothing awaits it before all is written.
  reply.catch(() => {});
  for (const each of pieces) {
    socket.write(each);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(await reply).toMatch(/^HTTP\/1\.1 200 /);
  return socket;
}

/** The ways in which clients use a proxy without TLS. Each resolves with the status of its reply. */
const BY_PROXY: Readonly<Record<string, (port: number) => Promise<number | undefined>>> = {
  "CONNECT of node:http": (port) =>
    new Promise((resolve, reject) => {
      const asked = http.request({ host: "127.0.0.1", port, method: "CONNECT", path: `${HOST}:443` });
      asked.once("connect", (_, socket: net.Socket) => overTls(socket).then(resolve, reject)).once("error", reject);
      asked.end();
    }),
  "CONNECT on a socket": async (port) => overTls(await tunnel(port, [CONNECT])),
  "CONNECT as bytes": async (port) => overTls(await tunnel(port, [Buffer.from(CONNECT)])),
  "CONNECT with its head in parts": async (port) =>
    overTls(await tunnel(port, [CONNECT.slice(0, 40), CONNECT.slice(40, -2), CONNECT.slice(-2)])),
  "CONNECT in other letters, with a dot": async (port) =>
    overTls(await tunnel(port, [CONNECT.replaceAll(HOST, "API.Didomi.io.")])),
  "CONNECT, then TLS to no name": async (port) => {
    const socket = await tunnel(port, [CONNECT]);
    return sendBy(https.request, { host: HOST, createConnection: () => tls.connect(0, { socket }) });
  },
  "CONNECT, then no TLS": async (port) => overPlain(await tunnel(port, [CONNECT])),
  "CONNECT on a corked socket": async (port) => {
    const socket = net.connect(port, "127.0.0.1").setNoDelay();
    socket.cork();
    for (const line of CONNECT.split(/(?<=\r\n)/)) socket.write(line, "latin1");
    socket.uncork();
    expect(await replyOf(socket)).toMatch(/^HTTP\/1\.1 200 /);
    return overTls(socket);
  },
  "an absolute address": (port) => sendBy(http.request, { host: "127.0.0.1", port, path: ABSOLUTE }),
  "an absolute address on a connection for others": async (port) => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const other = { host: "127.0.0.1", port, agent, path: "http://other.example/" };
    expect(await sendBy(http.request, other)).toBe(418);
    const status = await sendBy(http.request, { ...other, path: ABSOLUTE });
    // Afterwards the others still reach the proxy.
    expect(await sendBy(http.request, other)).toBe(418);
    agent.destroy();
    return status;
  },
};

describe.each(Object.entries(INTERCEPTIONS))("an interception of %s", (_, intercept) => {
  it.each(Object.entries(BY_PROXY))("answers what a client sends by a proxy: %s", async (_, send) => {
    await using proxy = await openOutside();
    await using standin = await createStandin();
    using _interception = await intercept(standin);
    expect(await send(proxy.port)).toBe(200);
    expect(proxy.seen()).not.toMatch(/didomi/i);
  });

  it("answers what a client sends by a proxy that speaks TLS", async () => {
    await using proxy = await openOutside({ isSecure: true });
    await using standin = await createStandin();
    using _interception = await intercept(standin);
    const open = () => tls.connect({ ...TLS_OF_OUTSIDE, port: proxy.port, host: "127.0.0.1" });
    const socket = open();
    socket.write(CONNECT);
    expect(await replyOf(socket)).toMatch(/^HTTP\/1\.1 200 /);
    expect(await overTls(socket)).toBe(200);
    expect(await sendBy(http.request, { path: ABSOLUTE, createConnection: open })).toBe(200);
    expect(proxy.seen()).toBe("");
  });

  it("answers what a client sends by a SOCKS proxy", async () => {
    await using proxy = await openOutside();
    await using standin = await createStandin();
    using _interception = await intercept(standin);
    const socket = net.connect(proxy.port, "127.0.0.1");
    socket.write(Buffer.from([5, 1, 0]));
    await replyOf(socket);
    const name = Buffer.from(HOST);
    socket.write(Buffer.concat([Buffer.from([5, 1, 0, 3, name.length]), name, Buffer.from([1, 187])]));
    expect((await replyOf(socket)).slice(0, 2)).toBe("\x05\0");
    expect(await overTls(socket)).toBe(200);
    expect(proxy.seen()).toBe("\x05\x01\0");
    const fourth = net.connect(proxy.port, "127.0.0.1");
    fourth.write(`\x04\x01\x01\xbb\0\0\0\x01user\0${HOST}\0`, "latin1");
    expect((await replyOf(fourth)).slice(0, 2)).toBe("\0Z");
    expect(await overTls(fourth)).toBe(200);
    expect(proxy.seen()).toBe("\x05\x01\0");
  });

  it("refuses a first line that is written in parts, and says so", async () => {
    await using proxy = await openOutside();
    await using standin = await createStandin();
    using _interception = await intercept(standin);
    for (const cut of [1, 7, 9, 20]) {
      const opened = tunnel(proxy.port, [CONNECT.slice(0, cut), CONNECT.slice(cut)]);
      await expect(opened).rejects.toMatchObject({ code: "ERR_STANDIN_NOT_SENT" });
    }
    expect(proxy.seen()).not.toContain(HOST);
  });

  it("answers at a host's name in any case, and with a dot at its end", async () => {
    await using standin = await createStandin();
    using _interception = await intercept(standin);
    for (const host of ["API.Didomi.io", `${HOST}.`]) {
      expect(await sendBy(https.request, { host }), host).toBe(200);
      expect(await sendBy(http.request, { host, headers: { ...HEADERS, host: `${host}:80` } }), host).toBe(200);
      const init = { method: "POST", headers: { "content-type": "application/json" }, body: BODY };
      for (const send of [fetch, earlyFetch])
        expect(await send(`https://${host}/v1/sessions`, init), host).toMatchObject({ status: 200 });
    }
  });

  it("lets proxies serve other hosts", async () => {
    await using proxy = await openOutside();
    await using standin = await createStandin();
    using _interception = await intercept(standin);
    const other = CONNECT.replaceAll(HOST, "other.example");
    (await tunnel(proxy.port, [other])).destroy();
    (await tunnel(proxy.port, [other.slice(0, 9), other.slice(9)])).destroy();
    expect(proxy.seen()).toBe(other + other);
    for (const path of ["http://other.example/", `http://${HOST}.example/`, `http://example/?http://${HOST}/`])
      expect(await sendBy(http.request, { host: "127.0.0.1", port: proxy.port, path })).toBe(418);
  });

  it("lets text pass that only looks like a request, and what is written to other processes", async () => {
    await using logger = await openOutside({ isSilent: true });
    await using standin = await createStandin();
    using _interception = await intercept(standin);
    const lines = [`GET https://${HOST}/v1 200\n`, `CONNECT ${HOST}:443 refused\n`, `POST ${HOST} HTTP/1.1\n`];
    const socket = net.connect(logger.port, "127.0.0.1");
    for (const line of lines) await new Promise((resolve) => socket.write(line, resolve));
    await expect.poll(logger.seen).toBe(lines.join(""));
    socket.destroy();
    const child = spawn(process.execPath, ["-e", "process.stdin.pipe(process.stdout)"], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    let printed = "";
    child.stdout.on("data", (piece) => {
      printed += piece;
    });
    child.stdin.end(CONNECT);
    await new Promise((resolve) => child.once("close", resolve));
    expect(printed).toBe(CONNECT);
  });

  it.each([false, true])("answers on a kept connection that is older, with TLS: %s", async (isSecure) => {
    using _name = resolveToLoopback(HOST);
    await using provider = await openOutside({ isSecure });
    await using standin = await createStandin();
    const { Agent, request } = isSecure ? https : http;
    const agent = new Agent({ keepAlive: true, maxSockets: 1, ...TLS_OF_OUTSIDE });
    const options = { host: HOST, port: provider.port, agent };
    expect(await sendBy(request, options)).toBe(418);
    const before = provider.seen();
    const stop = await intercept(standin);
    expect([await sendBy(request, options), await sendBy(request, options)]).toEqual([200, 200]);
    expect(provider.seen()).toBe(before);
    stop.stop();
    expect(await sendBy(request, options)).toBe(418);
    agent.destroy();
  });

  it("answers the fetch of before on a connection that it has kept", async () => {
    using _name = resolveToLoopback(HOST);
    await using provider = await openOutside();
    await using standin = await createStandin();
    const url = `http://${HOST}:${provider.port}/v1/sessions`;
    const init = { method: "POST", headers: { "content-type": "application/json" }, body: BODY };
    expect(await earlyFetch(url, init)).toMatchObject({ status: 418 });
    const before = provider.seen();
    using _interception = await intercept(standin);
    for (let count = 0; count < 3; count += 1) expect(await earlyFetch(url, init)).toMatchObject({ status: 200 });
    expect(provider.seen()).toBe(before);
  });

  it("refuses the rest of a request that is older", async () => {
    using _name = resolveToLoopback(HOST);
    await using provider = await openOutside({ isSilent: true });
    await using standin = await createStandin();
    const sent = http.request({ host: HOST, port: provider.port, method: "POST", headers: { "content-length": 9 } });
    const failed = new Promise((resolve) => sent.once("error", resolve));
    sent.write("part");
    await expect.poll(provider.seen).toContain("part");
    using _interception = await intercept(standin);
    sent.end(" rest");
    expect(await failed).toMatchObject({ code: "ERR_STANDIN_NOT_SENT" });
    expect(provider.seen()).not.toContain("rest");
  });

  it("refuses HTTP/2, and says so", async () => {
    await using standin = await createStandin();
    using _interception = await intercept(standin);
    for (const scheme of ["http", "https"]) {
      const session = http2.connect(`${scheme}://${HOST}`);
      session.request({ ":path": "/v1/sessions" }).on("error", () => {});
      const error = await new Promise((resolve) => session.on("error", resolve));
      expect(error, scheme).toMatchObject({ code: "ERR_STANDIN_NOT_SENT", message: expect.stringContaining("HTTP/2") });
    }
  });
});

describe("an interception", () => {
  it("refuses requests of an HTTP/2 session that is older, or leads to a proxy", async () => {
    using _name = resolveToLoopback(HOST);
    const seen: string[] = [];
    const server = http2.createServer((request, response) => {
      seen.push(request.authority);
      response.end();
    });
    server.on("connect", (request) => seen.push(request.authority));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as net.AddressInfo;
    const sessions = [HOST, "127.0.0.1"].map((host) => http2.connect(`http://${host}:${port}`));
    const [old, proxy] = sessions;
    await Promise.all(sessions.map((each) => new Promise((resolve) => each.once("connect", resolve))));
    await using standin = await createStandin();
    using _interception = await standin.intercept();
    const refusal = expect.objectContaining({ code: "ERR_STANDIN_NOT_SENT" });
    expect(() => old?.request({ ":path": "/" })).toThrow(refusal);
    const connect = { ":method": "CONNECT", ":authority": `${HOST}:443` };
    expect(() => proxy?.request(connect)).toThrow(refusal);
    for (const each of sessions) each.destroy();
    await new Promise((resolve) => server.close(resolve));
    expect(seen).toEqual([]);
  });

  it("forwards to a standin over TLS, and does not take that for a provider", async () => {
    for (const host of ["127.0.0.1", "localhost"]) {
      await using elsewhere = await openOutside({ isSilent: true });
      const forwarder = createForwarder(`https://${host}:${elsewhere.port}`);
      using _interception = await interceptConnections(forwarder, [HOST]);
      const sent = https.get(`https://${HOST}/`).on("error", () => {});
      const isSecure = (): boolean => elsewhere.seen().startsWith("\x16\x03");
      await expect.poll(isSecure, { message: host }).toBe(true);
      expect(elsewhere.seen()).not.toContain(HOST);
      sent.destroy();
    }
  });

  const options = { servername: HOST, ALPNProtocols: ["h2", "http/1.1"] };
  const CALLS: Readonly<Record<string, (listener: () => void) => net.Socket>> = {
    "tls, options": (listener) => tls.connect({ host: HOST, port: 443 }, listener),
    "tls, port and host": (listener) => tls.connect(443, HOST, {}, listener),
    "tls, port, host and listener": (listener) => Reflect.apply(tls.connect, tls, [443, HOST, listener]),
    "tls, port, host and options": (listener) => tls.connect(443, HOST, { ALPNProtocols: ["http/1.1"] }, listener),
    "tls, port and options": (listener) => tls.connect(443, { host: HOST }, listener),
    "tls, an address with a name": (listener) => tls.connect(443, "192.0.2.1", options, listener),
    "tls, other letters": (listener) => tls.connect({ host: "API.DIDOMI.IO", port: 443 }, listener),
    "tls, a dot": (listener) => tls.connect({ host: `${HOST}.`, port: 443 }, listener),
    "tls by its name": (listener) => namedConnect(443, HOST, {}, listener),
    "net, options": (listener) => net.connect({ host: HOST, port: 80 }, listener),
    "net, port and host": (listener) => net.connect(80, HOST, listener),
    "net, a port that is text": (listener) => net.connect("80" as unknown as number, HOST, listener),
    "net, other letters and a dot": (listener) => net.createConnection(80, "API.didomi.io.", listener),
    "a socket's connect": (listener) => new net.Socket().connect(80, HOST, listener),
    "a socket's connect with options": (listener) => new net.Socket().connect({ port: 80, host: HOST }, listener),
  };
  it.each(Object.entries(CALLS))("recognizes a connection by %s", async (_, call) => {
    await using standin = await createStandin();
    using _interception = await interceptConnections(standin.engine, [HOST]);
    const socket = await new Promise<net.Socket>((resolve, reject) => {
      const opened = call(() => resolve(opened)).once("error", reject);
    });
    expect(await overPlain(socket)).toBe(200);
  });

  it("refuses TLS by a function that was put aside before, and over its own connections", async () => {
    const early = tls.connect;
    await using standin = await createStandin();
    using _interception = await interceptConnections(standin.engine, [HOST]);
    const under = net.connect(443, HOST);
    const over = new tls.TLSSocket(under);
    (over as tls.TLSSocket & { _start(): void })._start();
    const failing = [early({ host: HOST, port: 443 }), under];
    const errors = failing.map((socket) => new Promise((resolve) => socket.once("error", resolve)));
    for (const error of await Promise.all(errors))
      expect(error).toMatchObject({ message: expect.stringMatching(/standin and not sent: .*tls\.connect/) });
  });
});
