import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { networkInterfaces } from "node:os";
import { afterEach, describe, expect, it, vi } from "vitest";
import { isStandinError, StandinError } from "#engine/basics/errors.ts";
import type { WebhookPolicy } from "#engine/contract/webhook.ts";
import { parseTargets } from "#engine/webhooks/target-option.ts";
import { registry } from "#mocks/registry.ts";
import { createStandin, type StandinOptions } from "#standin/standin.ts";
import { createWebhookSender } from "#transports/webhook.ts";
import { ask, createToy, createToyEngine, handlers, type Note, toyScenarios } from "../support/toy-mock.ts";

/* The targets to which a world may send events. Host names are resolved by a stub; each lookup takes its next answer. */

const ANSWERS: Record<string, string[][]> = {};
let lookUps: string[] = [];

vi.mock("node:dns", async (original) => {
  const dns = await original<typeof import("node:dns")>();
  const lookup = (name: string, _options: object, done: (error: Error | null, found: unknown) => void): void => {
    lookUps.push(name);
    const answers = ANSWERS[name];
    const addresses = (answers !== undefined && answers.length > 1 ? answers.shift() : answers?.[0]) ?? [];
    if (addresses.length === 0)
      done(Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: "ENOTFOUND" }), []);
    else
      done(
        null,
        addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
      );
  };
  return { ...dns, lookup, default: { ...dns, lookup } };
});

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
  for (const name of Object.keys(ANSWERS)) delete ANSWERS[name];
  lookUps = [];
});

/** A receiver on every address of this machine. */
async function receive(answer: RequestListener = (_request, response) => void response.writeHead(204).end()) {
  const received: string[] = [];
  const server = createServer((request, response) => {
    received.push(`${request.headers.host} ${request.url}`);
    request.resume();
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "::", resolve));
  closers.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return { port: (server.address() as AddressInfo).port, received };
}

const toRequest = (url: string, isNamed = false) => ({ url, headers: {}, body: "{}", timeoutMs: 5000, isNamed });

it.each(["*", "http://*", "https://*.example", "__proto__", "http://__proto__", "http://a b", "http://x/y"])(
  "%s names no target",
  (entry) => {
    expect(() => parseTargets([entry])).toThrow(/^A webhook target is an origin/);
  },
);

describe("a webhook to a target that is not configured", () => {
  it.each(["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "app.localhost"])(
    "never goes to the control API of the same standin: %s",
    async (host) => {
      await using standin = await createStandin({ webhookTargets: ["http://0.0.0.0"] });
      const { port } = await standin.listen();
      const world = await standin.world();
      const url = `http://${host}:${port}/_standin/worlds/pwn/reset`;
      const provider = standin.providers.find(({ webhooks }) => webhooks !== undefined)?.api.name ?? "";
      world.outbox.add(provider, Date.now(), [{ type: "t", url, key: "k", secret: "s", body: {} }]);
      await vi.waitFor(() => expect(world.outbox.entries()[0]?.state).toBe("failed"), { timeout: 10_000 });
      const [event] = world.outbox.entries();
      expect(event?.attempts.map(({ error }) => error)).toEqual([expect.stringMatching(/^Not sent: .* control API/)]);
      expect(standin.engine.worlds.names()).not.toContain("pwn");
    },
  );

  it.each([
    "http://127.0.0.1:PORT/",
    "http://127.9.9.9:PORT/",
    "http://localhost:PORT/",
    "http://[::1]:PORT/",
    "http://[::ffff:127.0.0.1]:PORT/",
    // Other spellings of 127.0.0.1.
    "http://2130706433:PORT/",
    "http://0x7f.1:PORT/",
    "http://inside.example:PORT/",
    "http://both.example:PORT/",
  ])("goes to loopback: %s", async (url) => {
    ANSWERS["localhost"] = [["127.0.0.1"]];
    ANSWERS["inside.example"] = [["::ffff:127.0.0.1"]];
    // Only one of its addresses may be connected to.
    ANSWERS["both.example"] = [["192.0.2.1", "127.0.0.1"]];
    const { port, received } = await receive();
    expect(await createWebhookSender().send(toRequest(url.replace("PORT", String(port))))).toBe(204);
    expect(received).toHaveLength(1);
  });

  it.each([
    ["http://10.0.0.1/hook", "10.0.0.1"],
    ["http://192.168.1.1:8080/", "192.168.1.1"],
    ["http://169.254.169.254/latest/meta-data", "169.254.169.254"],
    ["http://[::ffff:10.0.0.1]/", "::ffff:a00:1"],
    ["http://[fd00::2]/", "fd00::2"],
    ["http://0.0.0.0/", "0.0.0.0"],
    ["http://[::]/", "[::]"],
    ["http://167772161/", "10.0.0.1"],
    ["https://outside.example/hook?a=1", "outside.example is 203.0.113.9"],
    ["http://six.example/", "six.example is ::ffff:10.0.0.1"],
    ["http://many.example/", "203.0.113.9, 10.0.0.1"],
    ["ftp://127.0.0.1/", "not a URL of http"],
    ["nonsense", "not a URL of http"],
  ])("goes nowhere else, and says why: %s", async (url, words) => {
    ANSWERS["outside.example"] = [["203.0.113.9"]];
    ANSWERS["six.example"] = [["::ffff:10.0.0.1"]];
    ANSWERS["many.example"] = [["203.0.113.9", "10.0.0.1"]];
    const failure = await createWebhookSender()
      .send(toRequest(url))
      .catch((error: Error) => error);
    expect(isStandinError(failure, "ERR_STANDIN_WEBHOOK_REFUSED")).toBe(true);
    expect((failure as Error).message).toMatch(/^Not sent: /);
    expect((failure as Error).message).toContain(words);
  });

  it("goes by the address that its name has when the connection is made", async () => {
    ANSWERS["moving.example"] = [["127.0.0.1"], ["10.0.0.1"]];
    const { port, received } = await receive();
    const { send } = createWebhookSender();
    const request = toRequest(`http://moving.example:${port}/`);
    expect(await send(request)).toBe(204);
    await expect(send(request)).rejects.toThrow("moving.example is 10.0.0.1, which is not loopback");
    expect([lookUps, received.length]).toEqual([["moving.example", "moving.example"], 1]);
  });

  it("fails as any other where its name has no address, and may be tried again", async () => {
    const failure = await createWebhookSender()
      .send(toRequest("http://nowhere.example/"))
      .catch((error: Error) => error);
    expect(isStandinError(failure)).toBe(false);
    expect((failure as Error).message).toContain("ENOTFOUND nowhere.example");
  });
});

it("a webhook follows no redirect", async () => {
  const elsewhere = await receive();
  const location = `http://127.0.0.1:${elsewhere.port}/`;
  const { port } = await receive((_request, response) => void response.writeHead(307, { location }).end());
  expect(await createWebhookSender().send(toRequest(`http://127.0.0.1:${port}/`))).toBe(307);
  expect(elsewhere.received).toEqual([]);
});

it("a webhook is given up when no answer comes in time, or standin stops", async () => {
  const { port, received } = await receive(() => {});
  const sender = createWebhookSender();
  const request = toRequest(`http://127.0.0.1:${port}/`);
  await expect(sender.send({ ...request, timeoutMs: 20 })).rejects.toThrow("no answer within 20 ms");
  const sending = sender.send(request).catch((error: Error) => error.message);
  await vi.waitFor(() => expect(received).toHaveLength(2));
  await sender.finish(0);
  expect(await sending).toBe("standin was stopped");
});

it("an answer's body is not waited for", async () => {
  const { port } = await receive((_request, response) => void response.writeHead(200).write("endless"));
  expect(await createWebhookSender().send(toRequest(`http://127.0.0.1:${port}/`))).toBe(200);
});

describe("targets of an option", () => {
  const isTarget = parseTargets([
    "https://hooks.example",
    "http://app:3000",
    "db",
    "queue:8080",
    "[fd00::2]:81",
    "B.Example:80",
  ]);
  it.each([
    ["https://hooks.example/any/path?a", true],
    ["https://hooks.example:443/", true],
    ["http://hooks.example/", false],
    ["https://hooks.example:8443/", false],
    ["https://hooks.example.evil.example/", false],
    ["https://hooks.example@evil.example/", false],
    ["http://app:3000/hook", true],
    ["http://app/hook", false],
    ["http://db/", true],
    ["https://db:1/", true],
    ["http://queue:8080/", true],
    ["https://queue:8080/", true],
    ["http://queue/", false],
    ["http://[fd00::2]:81/", true],
    ["http://b.example/", true],
    ["nonsense", false],
  ])("%s: %s", (url, is) => {
    expect(isTarget(url)).toBe(is);
  });

  it.each([
    "",
    "*",
    "a b",
    "https://hooks.example/path",
    "ftp://hooks.example",
    "hooks.example/x",
    "user@host",
    "https://",
  ])("are none: %j", (entry) => {
    expect(() => parseTargets([entry])).toThrow(
      /A webhook target is an origin, such as https:\/\/hooks\.example, or a host/,
    );
  });
});

const OUTSIDE = "https://hooks.example/in?a=1";
const FROZEN = { worldMs: 1_700_000_000_000, realMs: 0, scale: 0 };

/** An engine whose notes say where their event goes, as a provider with webhooks of its own would have it. */
function createEngine(options: { seed?: unknown; isTarget?: (url: string) => boolean } = {}) {
  const sent: { url: string; isNamed: boolean }[] = [];
  const webhooks: WebhookPolicy = {
    toRequest: ({ body }) => ({ headers: {}, body: (body as Note).text }),
    retryDelaysSeconds: [60],
    isToRetry: () => true,
    timeoutMs: 1000,
  };
  const toy = createToy({
    webhooks,
    handlers: {
      ...handlers,
      createNote({ body, caller }, context) {
        const note: Note = { id: context.ids.uuid(), owner: caller.owner, text: body.text };
        context.notes.put(note);
        context.emit({ type: "created", url: body.text, key: note.owner, secret: "s", body: note });
        return { status: 200, body: note };
      },
    },
    scenarios: toyScenarios({ "a receiver": { parameters: ["url", "deep"], run: () => undefined } }),
  });
  const engine = createToyEngine({
    providers: [toy],
    clock: FROZEN,
    send: async ({ url, isNamed }) => {
      sent.push({ url, isNamed });
      if (!isNamed) throw new StandinError("ERR_STANDIN_WEBHOOK_REFUSED", "Not sent: not named.");
      return 200;
    },
    ...(options.seed !== undefined && { seeds: { toy: options.seed } }),
    ...(options.isTarget !== undefined && { isTarget: options.isTarget }),
  });
  const emit = async (world = "w", url = OUTSIDE) => {
    await ask(engine, "POST", "/toy/notes", { world, body: { text: url } });
    const { clock, outbox } = await engine.worlds.open(world);
    await clock.settled();
    return outbox.entries().at(-1);
  };
  return { engine, sent, emit };
}

describe("an event to a target outside", () => {
  it("that only a request has named stands in the outbox with the reason, and is not tried again", async () => {
    const { engine, sent, emit } = createEngine();
    expect(await emit()).toMatchObject({
      state: "failed",
      attempts: [{ error: "Not sent: not named.", body: OUTSIDE }],
    });
    const { clock } = await engine.worlds.open("w");
    await clock.advance(3_600_000);
    expect(sent).toEqual([{ url: OUTSIDE, isNamed: false }]);
  });

  it("is sent where the seed names that very URL", async () => {
    const { emit } = createEngine({ seed: { notes: [{ id: "1", owner: "ann", text: OUTSIDE }] } });
    expect((await emit())?.state).toBe("delivered");
    for (const other of [`${OUTSIDE}&b=2`, "https://hooks.example/", "https://hooks.example:444/in?a=1"])
      expect((await emit("w", other))?.state, other).toBe("failed");
  });

  it("is sent where an option names it", async () => {
    const { emit } = createEngine({ isTarget: parseTargets(["hooks.example"]) });
    expect((await emit())?.state).toBe("delivered");
    expect((await emit("w", "https://other.example/"))?.state).toBe("failed");
  });

  it("is sent where a scenario, a state or an event by hand names it: in that world, its copies, and until it is reset", async () => {
    const names: Record<string, (given: ReturnType<typeof createEngine>) => Promise<unknown>> = {
      scenario: ({ engine }) => engine.runScenario("w", "toy", "a receiver", { deep: [{ url: OUTSIDE }] }),
      state: async ({ engine }) =>
        engine.writeState("w", "toy", {
          collections: { notes: [{ id: "1", owner: "a", text: OUTSIDE }] },
          counters: {},
        }),
      "event by hand": async ({ engine }) => {
        const event = { type: "t", url: OUTSIDE, key: "k", secret: "s", body: { text: "x" } };
        (await engine.worlds.open("w")).outbox.add("toy", 0, [event]);
      },
    };
    for (const [name, call] of Object.entries(names)) {
      const given = createEngine();
      await call(given);
      expect((await given.emit())?.state, name).toBe("delivered");
      expect((await given.emit("other"))?.state, name).toBe("failed");
      await given.engine.worlds.fork("w", "copy");
      expect((await given.emit("copy"))?.state, name).toBe("delivered");
      await given.engine.worlds.reset("w");
      expect((await given.emit())?.state, name).toBe("failed");
    }
  });

  it("that was not sent is sent by hand once it is named", async () => {
    const { engine, emit } = createEngine();
    const event = await emit();
    const { outbox } = await engine.worlds.open("w");
    expect((await outbox.redeliver(event?.number ?? 0))?.state).toBe("failed");
    await engine.runScenario("w", "toy", "a receiver", { url: OUTSIDE });
    expect((await outbox.redeliver(event?.number ?? 0))?.state).toBe("delivered");
  });
});

describe("a simulator", () => {
  const provider = Object.values(registry).find(({ webhooks }) => webhooks !== undefined)?.api.name ?? "";
  const lanAddress = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .find(({ internal, family }) => !internal && family === "IPv4")?.address;

  /** Has an event that a request to the provider has brought about delivered, by the real sender. */
  async function deliver(url: string, options: StandinOptions = {}) {
    const standin = await createStandin(options);
    closers.push(() => standin.close({ graceMs: 0 }));
    const { image, outbox, clock } = await standin.engine.worlds.open("w");
    const event = { type: "t", url, key: "k", secret: "s", body: {} };
    image.transact((transaction) => outbox.addTo(transaction, provider, clock.now(), [event]));
    clock.wake();
    await vi.waitFor(() => expect(outbox.entries()[0]?.state).not.toBe("pending"));
    return outbox.entries()[0];
  }

  it("refuses an option that names no targets", async () => {
    await expect(createStandin({ webhookTargets: ["https://hooks.example/path"] })).rejects.toThrow(
      /A webhook target is/,
    );
  });

  it.skipIf(lanAddress === undefined)(
    "sends to the network where an option names it, and not otherwise (needs a network)",
    async () => {
      const { port, received } = await receive();
      const url = `http://${lanAddress}:${port}/hook`;
      expect(await deliver(url)).toMatchObject({
        state: "failed",
        attempts: [{ error: expect.stringContaining(`Not sent: ${lanAddress} is not loopback`) }],
      });
      expect(received).toEqual([]);
      expect(await deliver(url, { webhookTargets: [`http://${lanAddress}:${port}`] })).toMatchObject({
        state: "delivered",
      });
      expect(received).toHaveLength(1);
    },
  );
});
