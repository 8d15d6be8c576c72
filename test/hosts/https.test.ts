import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createStandin, type Standin } from "#standin/standin.ts";
import { askHttp1, askHttp2, askOn, openHttp2, openTls, type Server } from "./certificate-client.ts";

let caDir: string;
let standin: Standin;
let secure: Server;

async function listenSecurely(one: Standin): Promise<Server> {
  const { https } = await one.listen({ https: true, caDir });
  const { port = 0, ca = "" } = https ?? {};
  return { port, ca: await readFile(ca, "utf8") };
}

beforeAll(async () => {
  caDir = await mkdtemp(join(tmpdir(), "standin-https-"));
  standin = await createStandin();
  secure = await listenSecurely(standin);
});
afterAll(async () => {
  await standin.close();
  await rm(caDir, { recursive: true });
});

const ACCOUNT = JSON.stringify({ type: "api-key", key: "standin-key", secret: "standin-secret" });
const SESSION = {
  method: "POST",
  path: "/v1/sessions",
  headers: { "content-type": "application/json" },
  body: ACCOUNT,
};

const CLIENTS = [
  ["HTTP/1.1", askHttp1],
  ["HTTP/2", askHttp2],
] as const;

describe.each(CLIENTS)("%s at a real host", (_, ask) => {
  it("is answered as over the first port, with a body as well", async () => {
    const { status, body } = await ask(secure, "api.didomi.io", SESSION);
    expect([status, JSON.parse(body)]).toEqual([200, expect.objectContaining({ access_token: expect.any(String) })]);
  });

  it("is answered at a loopback name and by the provider's path", async () => {
    expect((await ask(secure, "localhost", { ...SESSION, path: "/didomi/v1/sessions" })).status).toBe(200);
    expect((await ask(secure, "didomi.localhost", SESSION)).status).toBe(200);
  });

  it("may name the Host of another provider at a loopback name, and nowhere else", async () => {
    const headers = { ...SESSION.headers, host: "api.didomi.io" };
    expect((await ask(secure, "localhost", { ...SESSION, headers })).status).toBe(200);
    const { status, body } = await ask(secure, "api.avacy.eu", { ...SESSION, headers });
    expect([status, JSON.parse(body).detail]).toEqual([
      421,
      "The connection was opened for api.avacy.eu (SNI), and the request names the Host api.didomi.io. Use one host for both.",
    ]);
  });

  it("is answered whatever the case of the Host, and with its final dot", async () => {
    const headers = { ...SESSION.headers, host: "API.Didomi.io.:443" };
    expect((await ask(secure, "api.didomi.io", { ...SESSION, headers })).status).toBe(200);
  });

  it("is refused where the body is too large, and goes on afterwards", async () => {
    const { status } = await ask(secure, "api.didomi.io", { ...SESSION, body: Buffer.alloc(8 * 1024 * 1024, 32) });
    expect(status).toBe(413);
    expect((await ask(secure, "api.didomi.io", SESSION)).status).toBe(200);
  });

  it.each([
    ["reset", { connection: "reset" }],
    ["lost", { connection: "lose-acknowledgement" }],
    ["truncated", { reply: "truncated" }],
  ] as const)("breaks off by a fault: %s", async (name, effect) => {
    await using world = await standin.world(name);
    await world.faults.add({ match: { provider: "didomi" }, effect });
    const headers = { ...SESSION.headers, "x-standin-world": world.name };
    await expect(ask(secure, "api.didomi.io", { ...SESSION, headers })).rejects.toThrow();
  });

  it("sends a slow reply in pieces, and a HEAD without a body", async () => {
    await using world = await standin.world("slow");
    await world.faults.add({ match: { provider: "didomi" }, effect: { reply: "slow", slowMs: 30 } });
    const headers = { ...SESSION.headers, "x-standin-world": world.name };
    expect(JSON.parse((await ask(secure, "api.didomi.io", { ...SESSION, headers })).body)).toHaveProperty(
      "access_token",
    );
    expect((await ask(secure, "api.didomi.io", { method: "HEAD", path: "/v1/consents/users" })).body).toBe("");
  });
});

describe("a certificate", () => {
  it.each([
    ["api.avacy.eu", "DNS:api.avacy.eu"],
    ["API.AVACY.EU", "DNS:api.avacy.eu"],
    ["verify.staging.didit.me", "DNS:verify.staging.didit.me"],
    ["netid.localhost", "DNS:netid.localhost"],
    ["localhost", "DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1"],
  ])("is for the name that is asked for: %s", async (name, expected) => {
    const socket = await openTls(secure, name);
    expect([socket.authorized, socket.getPeerCertificate().subjectaltname]).toEqual([true, expected]);
    socket.destroy();
  });

  it("is not there for other hosts: their clients refuse the one for localhost", async () => {
    await expect(openTls(secure, "api.example")).rejects.toMatchObject({ code: "ERR_TLS_CERT_ALTNAME_INVALID" });
  });

  it("is not trusted without the CA", async () => {
    await expect(openTls({ ...secure, ca: "" }, "api.avacy.eu")).rejects.toMatchObject({
      code: expect.stringMatching(/SELF_SIGNED|UNABLE_TO/),
    });
  });
});

describe("HTTP/2", () => {
  it("answers many requests of one connection at the same time, each in its world", async () => {
    const session = await openHttp2(secure, "api.didomi.io");
    const all = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        askOn(session, { ...SESSION, headers: { ...SESSION.headers, "x-standin-world": `many-${index % 4}` } }),
      ),
    );
    expect(all.map(({ status }) => status)).toEqual(Array(40).fill(200));
    session.close();
  });

  it("goes on for the others when one is broken off by a fault", async () => {
    await using world = await standin.world("one-fault");
    await world.faults.add({ match: { provider: "didomi" }, effect: { connection: "reset" } });
    const session = await openHttp2(secure, "api.didomi.io");
    const headers = { ...SESSION.headers, "x-standin-world": world.name };
    await expect(askOn(session, { ...SESSION, headers })).rejects.toThrow();
    expect((await askOn(session, SESSION)).status).toBe(200);
    session.close();
  });
});

describe("the second port", () => {
  it("answers bytes that are neither HTTP nor TLS with 400, and goes on", async () => {
    const { connect } = await import("node:net");
    const text = await new Promise<string>((resolve) => {
      const socket = connect(secure.port, "127.0.0.1", () => socket.write("PR\u0000\r\n\r\n"));
      socket.once("data", (chunk) => resolve(chunk.toString("latin1")));
    });
    expect(text).toMatch(/^HTTP\/1\.1 400 /);
    expect((await askHttp1(secure, "api.didomi.io", SESSION)).status).toBe(200);
  });

  it("closes with the first: idle connections at once, those that say nothing as well", async () => {
    const other = await createStandin();
    const at = await listenSecurely(other);
    const session = await openHttp2(at, "api.didomi.io");
    await askOn(session, SESSION);
    const idle = await openTls(at, "api.didomi.io", ["http/1.1"]);
    const { connect } = await import("node:net");
    const silent = connect(at.port, "127.0.0.1");
    await new Promise((resolve) => silent.once("connect", resolve));
    const closed = Promise.all(
      [session, idle, silent].map((each) => new Promise((resolve) => each.once("close", resolve))),
    );
    for (const each of [idle, silent]) each.on("error", () => {}).resume();
    await other.close({ graceMs: 60_000 });
    await closed;
  });

  it("says which port is taken, and closes the first one then", async () => {
    const other = await createStandin();
    await expect(other.listen({ https: { port: secure.port }, caDir })).rejects.toThrow(
      `Cannot listen on port ${secure.port} of 127.0.0.1 (EADDRINUSE)`,
    );
    await other.close({ graceMs: 60_000 });
  });
});
