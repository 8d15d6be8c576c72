import { describe, expect, it } from "vitest";
import { createControlClient, type Exchange, FollowError } from "#clients/control.ts";
import { readServerSentEvents } from "#clients/control-events.ts";
import { recordFetch, targetOf } from "./recording-fetch.ts";

const PROBLEM = { type: "about:blank", title: "Not Found", status: 404, detail: "There is no such world." };

const refuse = (status: number, body: unknown) =>
  recordFetch(() => Response.json(body, { status, headers: { "content-type": "application/problem+json" } }));

const exchangeOf = (number: number): Exchange => ({
  number,
  at: "2024-01-01T00:00:00.000Z",
  provider: "toy",
  request: { method: "GET", path: "/toy/things", query: "", headers: {} },
  reply: { status: 200, headers: {} },
  changes: [],
});

const eventOf = (number: number): string =>
  `id: ${number}\nevent: exchange\ndata: ${JSON.stringify(exchangeOf(number))}\n\n`;

/** A stream of these pieces, which then ends, or breaks off, or stays open. */
function streamOf(pieces: readonly string[], then: "ends" | "breaks" | "stays" = "ends"): Response {
  const bytes = pieces.map((piece) => new TextEncoder().encode(piece));
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const piece = bytes[sent++];
      if (piece !== undefined) controller.enqueue(piece);
      else if (then === "ends") controller.close();
      else if (then === "breaks") controller.error(new TypeError("terminated"));
      else await new Promise(() => {});
    },
  });
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
}

async function numbersOf(exchanges: AsyncIterable<Exchange>): Promise<number[]> {
  const numbers: number[] = [];
  for await (const { number } of exchanges) numbers.push(number);
  return numbers;
}

describe("the control client", () => {
  it("asks a standin on this machine, without a token, unless told otherwise", async () => {
    const network = recordFetch(() => Response.json({ name: "standin", version: "0.1.0", worlds: 0 }));
    expect(await createControlClient({ fetch: network.fetch }).results.health()).toEqual({
      ok: true,
      data: { name: "standin", version: "0.1.0", worlds: 0 },
    });
    const elsewhere = { baseUrl: "https://standin.example/", token: "the-token", fetch: network.fetch };
    await createControlClient(elsewhere).results.health();
    expect(network.sent.map(({ url, headers }) => [url, headers.get("authorization")])).toEqual([
      ["http://127.0.0.1:4700/_standin/health", null],
      ["https://standin.example/_standin/health", "Bearer the-token"],
    ]);
  });

  it("refuses settings that cannot be right, without repeating the token", () => {
    expect(() => createControlClient({ baseUrl: "127.0.0.1:4700/x y" }).results).toThrow(TypeError);
    expect(() => createControlClient({ token: "söcret" }).results).toThrow(/^The token is empty or contains/);
  });

  it("gives the base URL of a provider in a world", () => {
    const client = createControlClient({ baseUrl: "http://localhost:1234/" }).results;
    expect(client.world("checkout-test").baseUrl("toy")).toBe("http://localhost:1234/~checkout-test/toy");
    expect(client.world().baseUrl("toy")).toBe("http://localhost:1234/~default/toy");
  });

  it("sends each verb as the operation of its name", async () => {
    const network = recordFetch(() => Response.json({}));
    const client = createControlClient({ fetch: network.fetch }).results;
    const world = client.world("w");
    await client.providers();
    await client.worlds();
    await world.get();
    await world.put({ trackReads: true });
    await world.delete();
    await world.reset();
    await world.fork("copy");
    await world.snapshots();
    await world.snapshot("signed in");
    await world.restore("signed in");
    await world.deleteSnapshot("signed in");
    await world.clock();
    await world.changeClock({ frozen: true });
    await world.advance("PT15M");
    await world.faults();
    await world.addFault({ preset: "flaky" });
    await world.clearFaults();
    await world.removeFault("fault-1");
    await world.exchanges({ provider: "toy", status: 404, since: 3, limit: 5 });
    await world.exchanges({ status: "4xx" });
    await world.clearExchanges();
    await world.har({ operation: "getThing" });
    await world.scenario("toy", "a thing", { id: 7 });
    await world.scenario("toy", "a/b");
    await world.state("toy");
    await world.putState("toy", { collections: {}, counters: {} });
    await world.outbox();
    await world.redeliver(2);
    expect(network.sent.map((sent) => `${sent.method} ${targetOf(sent)} ${sent.body}`.trim())).toEqual([
      "GET /_standin/providers",
      "GET /_standin/worlds",
      "GET /_standin/worlds/w",
      'PUT /_standin/worlds/w {"trackReads":true}',
      "DELETE /_standin/worlds/w",
      "POST /_standin/worlds/w/reset",
      'POST /_standin/worlds/w/fork {"into":"copy"}',
      "GET /_standin/worlds/w/snapshots",
      "PUT /_standin/worlds/w/snapshots/signed%20in",
      "POST /_standin/worlds/w/snapshots/signed%20in/restore",
      "DELETE /_standin/worlds/w/snapshots/signed%20in",
      "GET /_standin/worlds/w/clock",
      'PATCH /_standin/worlds/w/clock {"frozen":true}',
      'POST /_standin/worlds/w/clock/advance {"by":"PT15M"}',
      "GET /_standin/worlds/w/faults",
      'POST /_standin/worlds/w/faults {"preset":"flaky"}',
      "DELETE /_standin/worlds/w/faults",
      "DELETE /_standin/worlds/w/faults/fault-1",
      "GET /_standin/worlds/w/exchanges?provider=toy&since=3&limit=5&status=404",
      "GET /_standin/worlds/w/exchanges?status=4xx",
      "DELETE /_standin/worlds/w/exchanges",
      "GET /_standin/worlds/w/exchanges/har?operation=getThing",
      'POST /_standin/worlds/w/scenarios/toy/a%20thing {"id":7}',
      "POST /_standin/worlds/w/scenarios/toy/a%2Fb {}",
      "GET /_standin/worlds/w/state/toy",
      'PUT /_standin/worlds/w/state/toy {"collections":{},"counters":{}}',
      "GET /_standin/worlds/w/outbox",
      "POST /_standin/worlds/w/outbox/2/redeliver",
    ]);
  });
});

describe("what a call comes to", () => {
  it("is the list itself where the API wraps one, and undefined where there is nothing to say", async () => {
    const network = recordFetch(({ method }) =>
      method === "DELETE" ? new Response(null, { status: 204 }) : Response.json({ worlds: [], faults: [] }),
    );
    const client = createControlClient({ fetch: network.fetch }).results;
    expect(await client.worlds()).toEqual({ ok: true, data: [] });
    expect(await client.world("w").faults()).toEqual({ ok: true, data: [] });
    expect(await client.world("w").clearFaults()).toEqual({ ok: true, data: undefined });
  });

  it("is a value when standin refuses, with the problem and its detail", async () => {
    const client = createControlClient({ fetch: refuse(404, PROBLEM).fetch }).results;
    const refused = { ok: false, status: 404, error: PROBLEM, message: PROBLEM.detail };
    expect(await client.world("w").get()).toEqual(refused);
    expect(await client.world("w").delete()).toEqual(refused);
  });

  it("is a value when another server answers, or none", async () => {
    const stranger = createControlClient({ fetch: refuse(404, { error: "no" }).fetch }).results;
    expect(await stranger.health()).toMatchObject({ ok: false, status: 404, error: undefined });
    const cause = new TypeError("fetch failed");
    const unreachable = createControlClient({ fetch: () => Promise.reject(cause) }).results;
    expect(await unreachable.health()).toMatchObject({ ok: false, status: 0, cause });
    expect(await unreachable.world("w").clearFaults()).toMatchObject({ ok: false, status: 0, cause });
  });

  it("is a value when a name would step up the path, and nothing is sent", async () => {
    const network = recordFetch(() => new Response(null, { status: 204 }));
    const client = createControlClient({ fetch: network.fetch }).results;
    for (const name of ["", ".", ".."]) {
      const { ok, message } = (await client.world("w").deleteSnapshot(name)) as { ok: boolean; message: string };
      expect([ok, message]).toEqual([
        false,
        `No usable reply: "${name}" is not a valid name of a snapshot. Nothing was sent.`,
      ]);
      expect((await client.world(name).delete()).ok).toBe(false);
    }
    expect(network.sent).toEqual([]);
  });

  it("is a value when the time is up; waiting for exchanges adds to the time", async () => {
    const client = createControlClient({ fetch: () => new Promise(() => {}), timeoutMs: 1 }).results;
    const early = await client.world("w").get();
    expect(early).toMatchObject({ ok: false, status: 0, message: "No usable reply: no reply within 1 ms" });
    const waited = await client.world("w").exchanges({ waitMs: 4 });
    expect(waited).toMatchObject({ ok: false, message: "No usable reply: no reply within 5 ms" });
  });
});

describe("following the journal", () => {
  it("gives exchanges however their bytes are cut, and passes over comments and other events", async () => {
    const text = `: hello\n\n${eventOf(1)}event: other\ndata: {}\n\n${eventOf(2).replaceAll("\n", "\r\n")}: bye\n\n`;
    for (const size of [1, 2, 7, text.length]) {
      const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
        text.slice(index * size, (index + 1) * size),
      );
      const network = recordFetch(() => streamOf(pieces));
      const client = createControlClient({ fetch: network.fetch }).results;
      expect(await numbersOf(client.world("w").follow({ status: 200 }))).toEqual([1, 2]);
      expect(network.sent.map((sent) => [targetOf(sent), sent.headers.get("accept")])).toEqual([
        ["/_standin/worlds/w/exchanges/stream?status=200", "text/event-stream"],
      ]);
    }
  });

  it("goes on where a stream broke off, and asks only for what is missing", async () => {
    const answers = [streamOf([eventOf(4), eventOf(6)], "breaks"), streamOf([": still here\n\n"], "breaks")];
    const network = recordFetch(() => answers.shift() ?? streamOf([eventOf(7)]));
    const client = createControlClient({ fetch: network.fetch }).results;
    expect(await numbersOf(client.world("w").follow({ since: 3, limit: 3 }))).toEqual([4, 6, 7]);
    expect(network.sent.map((sent) => new URL(sent.url).search)).toEqual([
      "?since=3&limit=3",
      "?since=6&limit=1",
      "?since=6&limit=1",
    ]);
  });

  it("pauses before it asks again, so that streams that break off at once are not opened without end", async () => {
    const network = recordFetch(() => streamOf([eventOf(network.sent.length)], "breaks"));
    const client = createControlClient({ fetch: network.fetch }).results;
    const controller = new AbortController();
    const following = numbersOf(client.world("w").follow({}, { signal: controller.signal }));
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    expect(network.sent).toHaveLength(1);
    // The pause ends with the reader.
    controller.abort();
    expect(await following).toEqual([1]);
  });

  it.each(["application/json", "text/html", "text/event-streams", undefined])(
    "throws for a reply that is not a stream of events: %s",
    async (type) => {
      const headers: HeadersInit = type === undefined ? {} : { "content-type": type };
      const client = createControlClient({
        fetch: async () => new Response(new TextEncoder().encode("{}"), { headers }),
      }).results;
      const error = await numbersOf(client.world("w").follow()).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({
        name: "FollowError",
        message: "No usable reply: the reply is not a stream of events",
      });
    },
  );

  it("does not ask again when all that was wanted has come", async () => {
    const network = recordFetch(() => streamOf([eventOf(1)], "breaks"));
    const client = createControlClient({ fetch: network.fetch }).results;
    expect(await numbersOf(client.world("w").follow({ limit: 1 }))).toEqual([1]);
    expect(network.sent).toHaveLength(1);
  });

  it("throws when standin refuses, when no server answers, and when streams break off one after the other", async () => {
    const failureOf = async (fetch: () => Promise<Response>) => {
      const client = createControlClient({ fetch }).results;
      const error = await numbersOf(client.world("w").follow()).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(FollowError);
      return error instanceof FollowError ? error.failure : undefined;
    };
    expect(await failureOf(async () => Response.json(PROBLEM, { status: 404 }))).toMatchObject({ error: PROBLEM });
    expect(await failureOf(() => Promise.reject(new TypeError("fetch failed")))).toMatchObject({ status: 0 });
    expect(await failureOf(async () => streamOf([], "breaks"))).toMatchObject({
      status: 0,
      message: "No usable reply: terminated",
    });
  });

  it.each(["{", "null", "[1]", '{"number":"1"}', '{"number":1.5}'])(
    "throws for an event that is not an exchange, and does not ask again: %s",
    async (data) => {
      const network = recordFetch(() => {
        if (network.sent.length > 3) throw new TypeError("asked again and again");
        return streamOf([`${eventOf(1)}event: exchange\ndata: ${data}\n\n`], "stays");
      });
      const client = createControlClient({ fetch: network.fetch }).results;
      const exchanges = client.world("w").follow()[Symbol.asyncIterator]();
      expect((await exchanges.next()).value).toMatchObject({ number: 1 });
      expect(await exchanges.next().catch((error: unknown) => error)).toMatchObject({
        name: "FollowError",
        message: "No usable reply: an event is not an exchange",
      });
      expect(network.sent).toHaveLength(1);
    },
  );

  it("ends without an error when it is aborted, before it begins, while nothing comes, and while reading", async () => {
    const controller = new AbortController();
    const client = createControlClient({
      async fetch({ signal }) {
        signal.throwIfAborted();
        return streamOf([eventOf(1)], "stays");
      },
    }).results;
    const seen: number[] = [];
    for await (const { number } of client.world("w").follow({}, { signal: controller.signal })) {
      seen.push(number);
      controller.abort();
    }
    expect(seen).toEqual([1]);
    expect(await numbersOf(client.world("w").follow({}, { signal: controller.signal }))).toEqual([]);

    const quiet = new AbortController();
    const silent = createControlClient({ fetch: async () => streamOf([], "stays") }).results;
    const following = numbersOf(silent.world("w").follow({}, { signal: quiet.signal }));
    queueMicrotask(() => quiet.abort());
    expect(await following).toEqual([]);

    const { body } = streamOf([eventOf(1)]);
    if (body === null) throw new Error("a stream has a body");
    for await (const event of readServerSentEvents(body, AbortSignal.abort())) expect(event).toBe(undefined);
  });

  it("closes the stream when the reader stops", async () => {
    let closed = false;
    const body = new ReadableStream<Uint8Array>({
      start: (stream) => stream.enqueue(new TextEncoder().encode(eventOf(1))),
      cancel() {
        closed = true;
      },
    });
    const headers = { "content-type": "text/event-stream" };
    const client = createControlClient({ fetch: async () => new Response(body, { headers }) }).results;
    for await (const { number } of client.world("w").follow()) {
      expect(number).toBe(1);
      break;
    }
    expect(closed).toBe(true);
  });
});
