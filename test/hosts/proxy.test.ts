import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import http, { type IncomingMessage } from "node:http";
import net, { type AddressInfo, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect as connectTls } from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RequestSummary } from "#engine/contract/request-summary.ts";
import { createRealHosts } from "#hosts/real-hosts.ts";
import { createStandin, type ListenOptions, type Standin, type StandinOptions } from "#standin/standin.ts";
import { createNodeServer } from "#transports/node.ts";
import { sendRaw } from "../support/raw-http.ts";

let caDir: string;
let ca: string;
let standin: Standin;
/** A server that is not standin: it says what has arrived. */
let other: http.Server;
let otherPort: number;
const seen: RequestSummary[] = [];

beforeAll(async () => {
  caDir = await mkdtemp(join(tmpdir(), "standin-proxy-"));
  standin = await createStandin({ onRequest: (each) => seen.push(each) });
  await standin.listen({ https: true, caDir });
  ca = await readFile(join(caDir, "standin-ca.pem"), "utf8");
  other = http.createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    response.writeHead(207, "As It Was", { "x-two": ["a", "b"], "content-type": "text/x-own" });
    response.end(JSON.stringify({ url: request.url, headers: request.rawHeaders, body }));
  });
  other.on("upgrade", (_request, socket: Socket) => {
    socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
    socket.pipe(socket);
  });
  await new Promise<void>((resolve) => other.listen(0, "::", resolve));
  otherPort = (other.address() as AddressInfo).port;
});
afterAll(async () => {
  await standin.close();
  other.closeAllConnections();
  other.close();
  await rm(caDir, { recursive: true });
});

async function listen(options: ListenOptions = {}, of: StandinOptions = {}) {
  const one = await createStandin({ onRequest: (each) => seen.push(each), ...of });
  const server = await one.listen({ caDir, ...options });
  return { port: server.port, url: server.url, [Symbol.asyncDispose]: () => one.close({ graceMs: 60_000 }) };
}

/** Asks a proxy for a tunnel. @returns its socket, or what the proxy said instead */
function openTunnel(port: number, target: string, headers: http.OutgoingHttpHeaders = {}) {
  return new Promise<{ status: number; reason: string; body: string; socket: Socket }>((resolve, reject) => {
    const sent = http.request({ port, host: "127.0.0.1", method: "CONNECT", path: target, headers, agent: false });
    sent.on("connect", (response: IncomingMessage, socket: Socket, head: Buffer) => {
      socket.on("error", () => {});
      resolve({
        status: response.statusCode ?? 0,
        reason: response.statusMessage ?? "",
        body: head.toString("utf8"),
        socket,
      });
    });
    sent.on("error", reject).end();
  });
}

/** Asks by HTTPS through a proxy. */
async function askThrough(port: number, host: string, path = "/"): Promise<number> {
  const { socket, status } = await openTunnel(port, `${host}:443`);
  if (status !== 200) return status;
  const secure = connectTls({ socket, servername: host, ca });
  secure.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  const [chunk] = (await once(secure, "data")) as [Buffer];
  secure.destroy();
  return Number(chunk.toString("latin1").split(" ")[1]);
}

const absolute = (port: number, url: string, lines: readonly string[] = [], body = "") =>
  sendRaw(
    "127.0.0.1",
    port,
    [`${body === "" ? "GET" : "POST"} ${url} HTTP/1.1`, `Host: ${new URL(url).host}`, ...lines],
    body,
  );

describe("a request to a provider through the proxy", () => {
  it.each(["api.avacy.eu", "verify.didit.me", "netid.localhost"])("is answered: https at %s", async (host) => {
    await using server = await listen();
    expect(await askThrough(server.port, host, "/no-such")).toBe(404);
  });

  it("is answered in plain text as well: in a tunnel, and by its URL, whatever the case and with a final dot", async () => {
    await using server = await listen();
    const { socket } = await openTunnel(server.port, "API.avacy.eu.:80");
    socket.write("GET /no-such HTTP/1.1\r\nHost: api.avacy.eu\r\nConnection: close\r\n\r\n");
    const [chunk] = (await once(socket, "data")) as [Buffer];
    expect(chunk.toString("latin1")).toContain("The route no-such could not be found");
    expect((await absolute(server.port, "http://API.avacy.eu./no-such")).body).toContain("The route no-such");
  });

  it("is taken although its first bytes come with the question for the tunnel", async () => {
    await using server = await listen();
    const socket = net.connect(server.port, "127.0.0.1");
    socket.write(
      "CONNECT api.avacy.eu:80 HTTP/1.1\r\nHost: api.avacy.eu:80\r\n\r\nGET /no-such HTTP/1.1\r\nHost: api.avacy.eu\r\nConnection: close\r\n\r\n",
    );
    let text = "";
    for await (const chunk of socket) text += chunk;
    expect(text).toMatch(/^HTTP\/1\.1 200 Connection established\r\n\r\nHTTP\/1\.1 404 /);
  });

  it.each([
    ["offline", { offline: true, allowRealHosts: true }],
    ["by default", {}],
  ])("of one that is not mocked is refused, %s, and nothing is sent", async (_, options) => {
    await using server = await listen(options, { providers: ["didomi"] });
    const { status, reason, body } = await openTunnel(server.port, "api.avacy.eu:443");
    expect([status, JSON.parse(body).detail]).toEqual([403, reason]);
    expect(reason).toBe(
      "api.avacy.eu is the real host of a provider that is not mocked here: nothing was sent. Mock it, or let it through with --allow-real-hosts.",
    );
    expect((await absolute(server.port, "http://api.avacy.eu/x")).status).toBe(403);
    expect(seen.at(-1)).toMatchObject({ world: undefined, status: 403, refusal: { reasons: [reason] } });
    expect(await askThrough(server.port, "api.didomi.io")).toBe(404);
  });

  it("of one that is not mocked is let through where that is allowed", async () => {
    // A host that resolves nowhere stands in for the real one: that it is asked for is what counts.
    const hosts = { served: [], known: ["standin.invalid"] };
    const real = createRealHosts({ exchanger: standin.engine, ...hosts, caDir, allowRealHosts: true });
    const server = createNodeServer(standin.engine, () => real.proxy);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { status, reason } = await openTunnel((server.address() as AddressInfo).port, "standin.invalid:443");
    expect([status, reason]).toEqual([502, expect.stringMatching(/^standin\.invalid:443 cannot be reached \(E/)]);
    await Promise.all([server.stop(0), real.stop(0)]);
  });
});

describe("a request to another host through the proxy", () => {
  it("is sent on untouched, but for what is the proxy's", async () => {
    await using server = await listen();
    const lines = [
      "X-Own: Ä",
      "x-own: 2",
      "Proxy-Authorization: Basic eDp5",
      "Proxy-Connection: keep-alive",
      "Content-Length: 4",
    ];
    const reply = await absolute(server.port, `http://127.0.0.1:${otherPort}/a%20b?c=1`, lines, "body");
    expect(reply.head).toMatch(/^HTTP\/1\.1 207 As It Was\r\n/);
    expect(reply.head).toMatch(/x-two: a\r\nx-two: b\r\n/);
    const { url, headers, body } = JSON.parse(
      reply.body.replace(/^[\da-f]+\r\n|\r\n0\r\n\r\n$/g, "").split("\r\n")[0] ?? "",
    );
    expect([url, body]).toEqual(["/a%20b?c=1", "body"]);
    expect(headers.filter((_: string, at: number) => at % 2 === 0)).toEqual(
      expect.arrayContaining(["Host", "X-Own", "x-own", "Content-Length"]),
    );
    expect(headers.join(" ")).not.toMatch(/proxy/i);
  });

  it.each(["127.0.0.1", "[::1]", "localhost", "some.localhost"])("passes a tunnel byte by byte: %s", async (host) => {
    await using server = await listen({ offline: true });
    const { socket, status } = await openTunnel(server.port, `${host}:${otherPort}`);
    expect(status).toBe(200);
    socket.write("GET /x HTTP/1.1\r\nHost: any\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
    expect(String((await once(socket, "data"))[0])).toMatch(/^HTTP\/1\.1 101 /);
    const bytes = Buffer.from([0, 255, 128, 10, 13]);
    socket.write(bytes);
    expect((await once(socket, "data"))[0]).toEqual(bytes);
    socket.destroy();
  });

  it("is refused where it is told to be offline, but for this machine", async () => {
    await using server = await listen({ offline: true });
    const { status, reason } = await openTunnel(server.port, "example.invalid:443");
    expect([status, reason]).toEqual([403, "example.invalid is not a provider's host, and standin is offline."]);
    expect((await absolute(server.port, "http://example.invalid/")).status).toBe(403);
    expect((await absolute(server.port, `http://localhost:${otherPort}/`)).status).toBe(207);
  });

  it.each([
    ["no host", "example.invalid:99999"],
    ["no host", "user@example.invalid:443"],
    ["no host", "ex%61mple.invalid:443"],
  ])("is refused where it names %s: %s", async (_, target) => {
    await using server = await listen();
    expect((await openTunnel(server.port, target)).status).toBe(400);
  });

  it("is refused with its cause where the host does not answer", async () => {
    await using server = await listen();
    const { status, reason } = await openTunnel(server.port, "127.0.0.1:1");
    expect([status, reason]).toEqual([502, "127.0.0.1:1 cannot be reached (ECONNREFUSED)"]);
    for (const scheme of ["http", "https"])
      expect((await absolute(server.port, `${scheme}://127.0.0.1:1/`)).status).toBe(502);
  });
});

describe("the server's own address", () => {
  it("is answered through itself, without a loop", async () => {
    await using server = await listen();
    for (const host of ["127.0.0.1", "localhost", "standin.localhost"])
      expect((await absolute(server.port, `http://${host}:${server.port}/_standin/health`)).status).toBe(200);
    const { socket, status } = await openTunnel(server.port, `localhost:${server.port}`);
    expect(status).toBe(200);
    socket.destroy();
  });

  it("closes at once, whatever tunnels and connections are idle", async () => {
    const server = await listen();
    const { socket: outward } = await openTunnel(server.port, `127.0.0.1:${otherPort}`);
    const { socket: inward } = await openTunnel(server.port, "api.avacy.eu:443");
    const closed = Promise.all([outward, inward].map((each) => once(each.resume(), "close")));
    await server[Symbol.asyncDispose]();
    await closed;
  });
});

describe("a client that is not on this machine", () => {
  const FORWARDED = { "X-Forwarded-For": "203.0.113.9" };
  const withPassword = (password: string) => ({
    ...FORWARDED,
    "Proxy-Authorization": `Basic ${Buffer.from(`any:${password}`).toString("base64")}`,
  });

  it("is refused, unless it has the token", async () => {
    await using open = await listen();
    const { status, reason } = await openTunnel(open.port, "api.avacy.eu:443", FORWARDED);
    expect([status, reason]).toEqual([403, expect.stringMatching(/^This proxy is for programs on this machine/)]);
    await using closed = await listen({}, { controlToken: "s3cret:1" });
    for (const headers of [FORWARDED, withPassword("wrong"), withPassword("s3cret"), withPassword("")])
      expect((await openTunnel(closed.port, "api.avacy.eu:443", headers)).status).toBe(407);
    const { status: right, socket } = await openTunnel(closed.port, "api.avacy.eu:443", withPassword("s3cret:1"));
    expect(right).toBe(200);
    socket.destroy();
    expect((await openTunnel(closed.port, "api.avacy.eu:443")).status).toBe(200);
  });
});
