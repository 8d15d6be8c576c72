import plain, { createServer } from "node:http";
import http2 from "node:http2";
import https from "node:https";
import net from "node:net";
import { PassThrough } from "node:stream";
import tls from "node:tls";
import threads from "node:worker_threads";
import { getResponse } from "msw";
import { setupServer } from "msw/node";
import { afterEach, describe, expect, it, vi } from "vitest";
import { interceptConnections } from "#interception/interception.ts";
import { connectStandin } from "#interception/remote.ts";
import { createStandin } from "#standin/standin.ts";
import { createMswHandlers } from "#transports/msw.ts";
import { type Call, plainCallers, secureCallers } from "./callers.ts";

const SIGN_IN_URL = "https://api.didomi.io/v1/sessions";
const signIn: Call = {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: '{"type":"api-key","key":"standin-key","secret":"standin-secret"}',
};

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe("an interception", () => {
  it.each(Object.entries(secureCallers))("answers real addresses, called by %s", async (_, call) => {
    await using standin = await createStandin();
    using _interception = await standin.intercept({ world: "intercepted" });
    const { status, body } = await call(SIGN_IN_URL, signIn);
    expect([status, Object.keys(JSON.parse(body))]).toEqual([200, ["type", "key", "access_token"]]);
    const world = await standin.world("intercepted");
    expect(world.journal.entries().map(({ operationId }) => operationId)).toEqual(["createSession"]);
  });

  it.each(Object.entries(plainCallers))("answers addresses without TLS as well, called by %s", async (_, call) => {
    await using standin = await createStandin();
    using _interception = await standin.intercept();
    expect(await call(SIGN_IN_URL.replace("https", "http"), signIn)).toMatchObject({ status: 200 });
  });

  it("answers every provider that runs, at each of its hosts", async () => {
    await using standin = await createStandin();
    using _interception = await standin.intercept();
    for (const { api } of standin.providers)
      for (const host of api.hosts) {
        const response = await fetch(`https://${host}/nowhere`);
        expect(response.headers.has("x-standin-nearest"), host).toBe(true);
        await response.text();
      }
  });

  it("leads links in replies back to itself", async () => {
    await using standin = await createStandin();
    using _interception = await standin.intercept();
    const authorization = `Basic ${btoa("standin-client:standin-secret")}`;
    const form = { "content-type": "application/x-www-form-urlencoded", authorization };
    const token = await fetch("https://apx.didit.me/auth/v2/token/", {
      method: "POST",
      headers: form,
      body: "grant_type=client_credentials",
    });
    const { access_token } = (await token.json()) as { access_token: string };
    const session = await fetch("https://apx.didit.me/auth/v2/session/", {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${access_token}` },
      body: '{"scope":"names"}',
    });
    const { url } = (await session.json()) as { url: string };
    expect(url).toMatch(/^https:\/\/apx\.didit\.me\//);
    expect((await fetch(url)).status).toBe(200);
  });

  it("lets everything else pass: its own servers, other servers, webhooks", async () => {
    await using standin = await createStandin();
    const { url } = await standin.listen();
    const other = createServer((request, response) => {
      let text = "";
      request.on("data", (chunk) => {
        text += chunk;
      });
      request.on("end", () => response.end(`${request.method} ${text}`));
    });
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const otherUrl = `http://127.0.0.1:${(other.address() as net.AddressInfo).port}/`;
    using _interception = await standin.intercept();
    for (const [name, call] of Object.entries(plainCallers)) {
      if (name === "a socket of its own") continue;
      expect(await call(`${url}/`, { method: "GET", headers: {} }), name).toMatchObject({ status: 200 });
      const sent = { method: "POST", headers: { "content-type": "text/plain" }, body: "as it is" };
      expect(await call(otherUrl, sent), name).toEqual({ status: 200, body: "POST as it is" });
    }
    other.closeAllConnections();
    other.close();
  });

  it("refuses requests to other hosts where that is asked for", async () => {
    await using standin = await createStandin();
    const { url } = await standin.listen();
    using _interception = await standin.intercept({ onUnhandledRequest: "error" });
    const printed = vi.spyOn(console, "error").mockReturnValue();
    for (const name of ["fetch", "node:http", "node:http by its name"]) {
      await expect(plainCallers[name]?.(`${url}/`, { method: "GET", headers: {} }), name).rejects.toThrow();
      expect(printed.mock.lastCall?.join()).toContain(`GET ${url}/`);
      printed.mockClear();
    }
    expect(await fetch(SIGN_IN_URL, signIn)).toMatchObject({ status: 200 });
  });

  it("remembers no cookies: a client that sends none is not signed in", async () => {
    await using standin = await createStandin();
    using _interception = await standin.intercept();
    const login = await fetch("https://einwilligungsspeicher.netid.de/_mock/login?user=alice");
    expect(login.headers.getSetCookie()).toHaveLength(1);
    const asked = await fetch(
      "https://einwilligungsspeicher.netid.de/netid-user-status?q.tapp_id.eq=00000000-0000-4000-8000-000000000001",
      { headers: { origin: "http://localhost:3000" } },
    );
    expect(await asked.json()).toMatchObject({ status_code: "NO_TPID" });
  });

  it("takes every patch back when it ends", async () => {
    const before = [...patched(), http(), { ...process.env }];
    await using standin = await createStandin();
    const interception = await standin.intercept();
    for (const [index, each] of patched().entries()) expect(each, String(index)).not.toBe(before[index]);
    expect(process.env["NODE_OPTIONS"]).toContain("guard.cjs");
    interception.stop();
    interception.stop();
    expect([...patched(), http(), { ...process.env }]).toEqual(before);
    for (const [index, each] of patched().entries()) expect(each, String(index)).toBe(before[index]);
  });

  it.each(["bun", "deno"])("is refused under %s, whose connections it could not intercept", async (runtime) => {
    vi.stubGlobal("process", { ...process, versions: { ...process.versions, [runtime]: "1.0.0" } });
    await using standin = await createStandin();
    const refusal = { code: "ERR_STANDIN_UNSUPPORTED_RUNTIME" };
    await expect(standin.intercept()).rejects.toMatchObject(refusal);
    await expect(interceptConnections(standin.engine, [])).rejects.toMatchObject(refusal);
  });

  it("is one at a time, and ends with its standin", async () => {
    const standin = await createStandin();
    await using other = await createStandin();
    await standin.intercept({ world: "first" });
    await expect(other.intercept()).rejects.toThrow(
      "The requests of this process are intercepted already, for the world first. Stop that first.",
    );
    await standin.close();
    using _second = await other.intercept();
    expect(await fetch(SIGN_IN_URL, signIn)).toMatchObject({ status: 200 });
  });
});

const http = (): unknown => globalThis.XMLHttpRequest;

const patched = (): unknown[] => [
  fetch,
  https.request,
  https.get,
  plain.request,
  tls.connect,
  net.Socket.prototype.connect,
  net.Socket.prototype._write,
  net.Socket.prototype._writev,
  Object.getPrototypeOf(createSession()).request,
  threads.Worker,
];

/** An HTTP/2 session that leads nowhere. */
function createSession(): http2.ClientHttp2Session {
  const session = http2.connect("http://127.0.0.1", { createConnection: () => new PassThrough() });
  session.on("error", () => {}).destroy();
  return session;
}

describe("a fault of an intercepted world", () => {
  it.each(Object.entries({ ...secureCallers }))("breaks the connection off for %s", async (_, call) => {
    await using standin = await createStandin();
    using _interception = await standin.intercept();
    const world = await standin.world();
    await world.faults.add({ effect: { connection: "reset" } });
    await expect(call(SIGN_IN_URL, signIn).catch(codeOf)).resolves.toBe("ECONNRESET");
    expect(world.journal.size).toBe(1);
  });

  it.each(Object.entries({ ...secureCallers }))("leaves %s waiting until it gives up", async (_, call) => {
    await using standin = await createStandin();
    using _interception = await standin.intercept();
    await (await standin.world()).faults.add({ effect: { connection: "hang" } });
    await expect(call(SIGN_IN_URL, { ...signIn, timeoutMs: 50 })).rejects.toThrow(/gave up|timeout/);
  });

  it.each(Object.entries({ ...secureCallers }).slice(0, 4))("cuts the body short for %s", async (_, call) => {
    await using standin = await createStandin();
    using _interception = await standin.intercept();
    await (await standin.world()).faults.add({ effect: { reply: "truncated" } });
    await expect(call(SIGN_IN_URL, signIn)).rejects.toThrow(/terminated|aborted$/);
  });
});

/** `fetch` keeps the reason one level deeper. */
const codeOf = (error: Error & { code?: string; cause?: { code?: string } }): string | undefined =>
  error.cause?.code ?? error.code;

describe("an interception of connections, as a preload makes it", () => {
  it.each(Object.entries(secureCallers))("answers %s, with faults and all", async (_, call) => {
    await using standin = await createStandin();
    using _interception = await interceptConnections(standin.engine, ["api.didomi.io"], { world: "preloaded" });
    expect(await call(SIGN_IN_URL, signIn)).toMatchObject({ status: 200 });
    const world = await standin.world("preloaded");
    await world.faults.add({ effect: { connection: "reset" } });
    await expect(call(SIGN_IN_URL, signIn).catch(codeOf)).resolves.toBe("ECONNRESET");
    expect(world.journal.size).toBe(2);
    await expect(standin.intercept()).rejects.toThrow("intercepted already, for the world preloaded");
  });

  it.each(Object.entries(plainCallers))("answers without TLS as well: %s", async (_, call) => {
    await using standin = await createStandin();
    using _interception = await interceptConnections(standin.engine, ["api.didomi.io"]);
    expect(await call(SIGN_IN_URL.replace("https", "http"), signIn)).toMatchObject({ status: 200 });
  });
});

describe("an interception for a standin that runs elsewhere", () => {
  it("has real addresses answered there, links and faults included", async () => {
    await using standin = await createStandin();
    const { url } = await standin.listen();
    using _interception = await connectStandin(url).intercept({ world: "remote" });
    for (const call of Object.values(secureCallers))
      expect(await call(SIGN_IN_URL, signIn)).toMatchObject({ status: 200 });
    const world = await standin.world("remote");
    expect(world.journal.size).toBe(Object.values(secureCallers).length);
    await world.faults.add({ effect: { connection: "reset" } });
    for (const call of Object.values(secureCallers))
      await expect(call(SIGN_IN_URL, signIn).catch(codeOf)).resolves.toBe("ECONNRESET");
  });

  it("leaves providers alone that it is not asked for", async () => {
    await using standin = await createStandin();
    const { url } = await standin.listen();
    vi.spyOn(console, "error").mockReturnValue();
    using _interception = await connectStandin(url, ["avacy"]).intercept({ onUnhandledRequest: "error" });
    expect((await fetch("https://api.avacy.eu/unknown/nowhere")).headers.has("x-standin-nearest")).toBe(true);
    await expect(fetch(SIGN_IN_URL, signIn)).rejects.toThrow();
  });
});

describe("request handlers for MSW", () => {
  it("answer real addresses in the user's own MSW server, among other handlers", async () => {
    await using standin = await createStandin();
    const server = setupServer(...createMswHandlers(standin.engine, { world: "theirs" }));
    server.listen({ onUnhandledRequest: "error" });
    try {
      expect(await fetch(SIGN_IN_URL, signIn)).toMatchObject({ status: 200 });
      const world = await standin.world("theirs");
      expect(world.journal.size).toBe(1);
      await world.faults.add({ effect: { connection: "reset" } });
      await expect(fetch(SIGN_IN_URL, signIn)).rejects.toThrow(TypeError);
    } finally {
      server.close();
    }
  });

  it.each([
    [undefined, {}, "takes the engine of a simulator"],
    [{}, {}, "takes the engine of a simulator"],
    [{ engine: {} }, {}, "takes the engine of a simulator"],
    ["engine", { wrld: "x" }, "Unknown option wrld of `createMswHandlers`. The only one is world."],
  ])("are not made of anything else: %j, %j", async (given, options, message) => {
    await using standin = await createStandin();
    const engine = (given === "engine" ? standin.engine : given) as typeof standin.engine;
    expect(() => createMswHandlers(engine, options as { world?: string })).toThrow(message);
  });

  it("leave a request its own choice of a world", async () => {
    await using standin = await createStandin();
    const server = setupServer(...createMswHandlers(standin.engine, { world: "theirs" }));
    server.listen();
    try {
      await fetch(SIGN_IN_URL, { ...signIn, headers: { ...signIn.headers, "x-standin-world": "chosen" } });
      expect((await standin.world("chosen")).journal.size).toBe(1);
      expect((await standin.world("theirs")).journal.size).toBe(0);
    } finally {
      server.close();
    }
  });

  it("leave cookies where MSW keeps those of a page", async () => {
    await using standin = await createStandin();
    const document = { cookie: "" };
    vi.stubGlobal("document", document);
    const login = new Request("https://einwilligungsspeicher.netid.de/_mock/login?user=alice");
    const response = await getResponse(createMswHandlers(standin.engine), login);
    expect(response?.headers.getSetCookie()).toEqual([document.cookie]);
    expect(document.cookie).toMatch(/^tpid_sec=.+; Domain=netid\.de;/);
  });
});
