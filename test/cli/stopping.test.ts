import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer, request as sendHttp } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { providerNames, registry } from "#mocks/registry.ts";
import { endAll, requireBuild, startStandin } from "./launch.ts";

/*
 * How `standin start` ends. Grace periods of these tests are longer than a test may take, where the end must not wait for
 * one, and very short where it must.
 */

const FOREVER = ["--grace", "60m"];

beforeAll(requireBuild);
afterEach(endAll);

type Started = Awaited<ReturnType<typeof startStandin>>;

const portOf = ({ ready }: Started): number => Number(new URL(ready.url).port);

/** A provider whose example is a POST, and the example as it stands on the wire. */
function exampleOf(): { head: string[]; body: string } {
  for (const name of providerNames) {
    const { defaultSeed, exampleRequest } = registry[name];
    const { method, path, headers = {}, body } = exampleRequest(defaultSeed);
    if (body === undefined) continue;
    const text = JSON.stringify(body);
    const lines = Object.entries({
      ...headers,
      host: "localhost",
      "content-type": "application/json",
      "content-length": text.length,
    });
    return {
      head: [`${method} /${name}${path} HTTP/1.1`, ...lines.map(([key, value]) => `${key}: ${value}`)],
      body: text,
    };
  }
  throw new Error("no provider has an example with a body");
}

/** A connection, and all that has come back on it so far. */
async function open(port: number) {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  let text = "";
  socket.setEncoding("latin1").on("data", (chunk) => {
    text += chunk;
  });
  socket.on("error", () => {});
  const ended = once(socket, "close").then(() => text);
  return { socket, ended };
}

const write = (socket: Socket, ...parts: string[]): void => void socket.write(parts.join("\r\n"));

/** Sends the head of a request and the first character of its body: it is under way from then on. */
async function begin(port: number) {
  const { head, body } = exampleOf();
  const connection = await open(port);
  write(connection.socket, ...head, "expect: 100-continue", "", "");
  await once(connection.socket, "data");
  connection.socket.write(body.slice(0, 1));
  return { ...connection, rest: body.slice(1) };
}

async function addFault({ ready }: Started, effect: object): Promise<void> {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ at: "connection", effect });
  const reply = await fetch(`${ready.url}/_standin/worlds/default/faults`, { method: "POST", headers, body });
  expect(reply.status).toBe(201);
}

/** Asks, and waits until standin has recorded that it did. */
async function ask(started: Started) {
  const url = `${started.ready.url}/${providerNames[0]}/no-such-path`;
  const answered = new Promise<{ status: number; text: string }>((resolve, reject) => {
    sendHttp(url, { agent: false }, (reply) => {
      reply.toArray().then((pieces) => resolve({ status: reply.statusCode ?? 0, text: pieces.join("") }), reject);
    })
      .on("error", reject)
      .end();
  });
  answered.catch(() => {});
  await fetch(`${started.ready.url}/_standin/worlds/default/exchanges?waitMs=10000`);
  return answered;
}

/** Waits until it takes no more connections: it has begun to stop. */
async function untilClosed(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, "127.0.0.1");
    const isRefused = await new Promise<boolean>((resolve) => {
      socket.once("connect", () => resolve(false)).once("error", () => resolve(true));
    });
    socket.destroy();
    if (isRefused) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe.each(["SIGINT", "SIGTERM"] as const)("at %s", (signal) => {
  it("requests under way are finished, connections without one are closed, and the exit code is 0", async () => {
    const started = await startStandin(FOREVER);
    const port = portOf(started);
    const unused = await open(port);
    const kept = await open(port);
    write(kept.socket, "GET / HTTP/1.1", "Host: localhost", "", "");
    await once(kept.socket, "data");
    const half = await open(port);
    write(half.socket, "GET / HT");
    const { socket, ended, rest } = await begin(port);
    started.child.kill(signal);
    await untilClosed(port);
    await Promise.all([unused.ended, kept.ended, half.ended]);
    expect(started.child.exitCode).toBeNull();
    socket.write(rest);
    const text = await ended;
    expect(text).toMatch(/HTTP\/1\.1 2\d\d /);
    expect(text).toMatch(/connection: close/i);
    expect(await started.ended).toMatchObject({ code: 0, stderr: "" });
  });
});

describe("a standin that stops", () => {
  it("waits no longer than the grace period, and the exit code is 0 all the same", async () => {
    const started = await startStandin(["--grace", "50ms"]);
    const { ended } = await begin(portOf(started));
    started.child.kill("SIGTERM");
    expect(await ended).not.toContain("HTTP/1.1 2");
    expect(await started.ended).toMatchObject({ code: 0, stderr: "" });
  });

  it.each<[string, object, RegExp | Error]>([
    ["a delay", { gateway: { status: 503, body: "late" }, latencyMs: 600_000 }, /^late$/],
    ["a slow body", { gateway: { status: 503, body: "0123456789" }, reply: "slow", slowMs: 600_000 }, /^0123456789$/],
    ["a hanging connection", { connection: "hang" }, new Error("socket hang up")],
  ])("does not wait for what a fault has brought about: %s", async (_, effect, expected) => {
    const started = await startStandin(FOREVER);
    await addFault(started, effect);
    const answered = ask(started);
    // The slow reply has begun, the others are held back.
    const settled = answered.then(
      (answer) => answer,
      (error: Error) => error,
    );
    await fetch(`${started.ready.url}/_standin/worlds/default/exchanges?waitMs=10000`);
    started.child.kill("SIGTERM");
    const outcome = await settled;
    if (expected instanceof Error) expect(outcome).toMatchObject({ message: expected.message });
    else expect(outcome).toMatchObject({ status: 503, text: expect.stringMatching(expected) });
    expect(await started.ended).toMatchObject({ code: 0, stderr: "" });
  });

  it("does not wait for those who only listen, and they are not told that this was all", async () => {
    const started = await startStandin(FOREVER);
    const stream = await fetch(`${started.ready.url}/_standin/worlds/default/exchanges/stream`);
    const reader = stream.body?.getReader();
    await reader?.read();
    started.child.kill("SIGTERM");
    await expect(reader?.read()).rejects.toThrow("terminated");
    expect((await started.ended).code).toBe(0);
  });

  it("lets a reply leave in full that its reader takes slowly", async () => {
    const started = await startStandin(FOREVER);
    const port = portOf(started);
    const replyBytes = 800_000;
    await addFault(started, { gateway: { status: 503, body: "x".repeat(replyBytes) } });
    const { socket } = await open(port);
    socket.pause();
    // Replies of one connection leave in turn: all but the first wait for the reader.
    // They arrive as one piece: what comes while a reply waits for its reader would not be read.
    const count = 11;
    socket.write(`GET /${providerNames[0]}/x HTTP/1.1\r\nHost: localhost\r\n\r\n`.repeat(count));
    await fetch(`${started.ready.url}/_standin/worlds/default/exchanges?waitMs=10000`);
    started.child.kill("SIGTERM");
    await untilClosed(port);
    let received = 0;
    socket.removeAllListeners("data").on("data", (chunk) => {
      received += chunk.length;
    });
    socket.resume();
    await once(socket, "close");
    expect(received).toBeGreaterThan(count * replyBytes);
    expect((await started.ended).code).toBe(0);
  });

  it("ends at once at a second signal, with a line that says so", async () => {
    for (const second of ["SIGINT", "SIGTERM"] as const) {
      const started = await startStandin(FOREVER);
      const { ended } = await begin(portOf(started));
      started.child.kill("SIGINT");
      await untilClosed(portOf(started));
      // Sooner than this it is taken for the same one, sent on by `npm start`.
      await new Promise((resolve) => setTimeout(resolve, 100));
      started.child.kill(second);
      expect(await ended).not.toContain("HTTP/1.1 2");
      expect(await started.ended).toMatchObject({
        code: 0,
        stderr: "Stopped at once: open requests were cut off.\n",
      });
    }
  });

  it("lets a webhook under way arrive", async () => {
    const provider = Object.values(registry).find(({ webhooks }) => webhooks !== undefined)?.api.name ?? "";
    const arrivals: (() => void)[] = [];
    const receiver = createServer((request, response) => {
      request.resume();
      arrivals.push(() => response.writeHead(204).end());
    });
    await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
    const { port } = receiver.address() as AddressInfo;
    const started = await startStandin(FOREVER);
    const run = (scenario: string, parameters: object) =>
      fetch(`${started.ready.url}/_standin/worlds/default/scenarios/${provider}/${encodeURIComponent(scenario)}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(parameters),
      });
    await run("a webhook receiver", { url: `http://127.0.0.1:${port}/` });
    await run("a verification", {});
    await expect.poll(() => arrivals.length).toBe(1);
    started.child.kill("SIGTERM");
    await untilClosed(portOf(started));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(isRunning(started.child)).toBe(true);
    arrivals[0]?.();
    expect((await started.ended).code).toBe(0);
    receiver.close();
  });

  it("takes the Ctrl-C that npm passes on for the one that the terminal has sent", async () => {
    const started = await startStandin(FOREVER);
    const { socket, ended, rest } = await begin(portOf(started));
    started.child.kill("SIGINT");
    started.child.kill("SIGINT");
    await untilClosed(portOf(started));
    socket.write(rest);
    expect(await ended).toMatch(/HTTP\/1\.1 2\d\d /);
    expect((await started.ended).code).toBe(0);
  });
});

const isRunning = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null;
