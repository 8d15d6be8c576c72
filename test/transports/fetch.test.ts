import { describe, expect, it, vi } from "vitest";
import { type ExchangeReply, type ExchangeRequest, RequestAborted, type Stopping } from "#engine/contract/exchange.ts";
import { createStandin } from "#standin/standin.ts";
import { createFetch } from "#transports/fetch.ts";

/** Answers by a script: paths lead to replies. What it was asked is kept. */
function scripted(replies: Readonly<Record<string, Partial<ExchangeReply> | Promise<ExchangeReply>>>) {
  const asked: { request: ExchangeRequest; body: string | undefined }[] = [];
  const send = createFetch({
    async exchange(request) {
      const body = typeof request.body === "function" ? await request.body(1000) : request.body;
      asked.push({ request, body: body === undefined ? undefined : new TextDecoder().decode(body as Uint8Array) });
      const reply = await replies[request.path];
      return { status: 200, headers: {}, body: `at ${request.path}`, ...reply };
    },
  });
  return { send, asked };
}

const to = (location: string, status = 302): Partial<ExchangeReply> => ({
  status,
  headers: { location },
  body: "moved",
});

describe("redirects in process", () => {
  it("are followed, and the response says where it came from", async () => {
    const { send } = scripted({ "/a": to("b/c?d=e"), "/b/c": to("/f#g") });
    const response = await send("/a");
    expect([await response.text(), response.redirected]).toEqual(["at /f", true]);
    expect(response.url).toBe("http://standin.localhost/f");
    const direct = await send("http://standin.localhost/f#here");
    expect([direct.url, direct.redirected]).toEqual(["http://standin.localhost/f", false]);
    expect([direct.clone().url, await direct.clone().text()]).toEqual(["http://standin.localhost/f", "at /f"]);
  });

  it.each([
    [301, "POST", "GET", undefined],
    [302, "POST", "GET", undefined],
    [303, "PUT", "GET", undefined],
    [302, "PUT", "PUT", "sent"],
    [307, "POST", "POST", "sent"],
    [308, "POST", "POST", "sent"],
  ])("of status %i turn %s into %s", async (status, method, next, body) => {
    const { send, asked } = scripted({ "/a": to("/b", status) });
    await send("/a", { method, body: "sent", headers: { "content-type": "text/x", "x-own": "1" } });
    expect(asked[1]).toMatchObject({ request: { method: next, headers: { "x-own": "1" } }, body });
    expect(asked[1]?.request.headers["content-type"]).toBe(body === undefined ? undefined : "text/x");
  });

  it("are left alone, or an error, where the request says so", async () => {
    const { send } = scripted({ "/a": to("/b") });
    const manual = await send("/a", { redirect: "manual" });
    expect([manual.status, manual.headers.get("location"), manual.redirected]).toEqual([302, "/b", false]);
    await expect(send("/a", { redirect: "error" })).rejects.toThrow(TypeError);
  });

  it("end after twenty, and lead neither out of HTTP nor nowhere", async () => {
    const { send, asked } = scripted({ "/a": to("/a"), "/b": to("ftp://x/"), "/c": to("http://[") });
    await expect(send("/a")).rejects.toThrow("fetch failed");
    expect(asked).toHaveLength(21);
    for (const path of ["/b", "/c"]) await expect(send(path)).rejects.toThrow("fetch failed");
  });

  it("to a path of the same simulator, however it is written, never leave the process", async () => {
    const platform = vi.spyOn(globalThis, "fetch").mockRejectedValue(new Error("it has left the process"));
    await using standin = await createStandin();
    const { port } = await standin.listen();
    const session = "11111111-2222-4333-8444-555555555555/decision";
    for (const base of [
      "/didit",
      "/~world/didit",
      "http://localhost/didit",
      `http://127.0.0.1:${port}/didit`,
      "https://apx.didit.me",
    ]) {
      const response = await standin.fetch(`${base}/auth/v2/session/${session}`);
      expect([base, response.status, response.redirected]).toEqual([base, 401, true]);
    }
    const world = await standin.world();
    const gateway = { status: 302, headers: { location: `https://apx.didit.me/auth/v2/session/${session}/` } };
    await world.faults.add({ match: { provider: "netid" }, at: "connection", effect: { gateway } });
    for (const send of [standin.fetch, world.fetch]) expect((await send("/netid/x")).status).toBe(401);
    expect(platform).not.toHaveBeenCalled();
    platform.mockRestore();
  });

  it("to another host go to the platform's own fetch, without credentials", async () => {
    const { send, asked } = scripted({ "/a": to("https://elsewhere.example/callback?code=1") });
    const platform = vi.spyOn(globalThis, "fetch").mockImplementation(async () => new Response("there"));
    try {
      const response = await send("/a", { headers: { authorization: "Bearer x", "x-own": "1" } });
      expect(await response.text()).toBe("there");
      expect(response.redirected).toBe(true);
      const [request] = platform.mock.calls[0] as [Request];
      expect([request.url, request.headers.get("authorization"), request.headers.get("x-own")]).toEqual([
        "https://elsewhere.example/callback?code=1",
        null,
        "1",
      ]);
      expect(asked).toHaveLength(1);
    } finally {
      platform.mockRestore();
    }
  });
});

/** A body whose every piece is made when it is asked for. */
function streamed(next: (count: number, controller: ReadableStreamDefaultController) => void) {
  let count = 0;
  const cancel = vi.fn();
  const body = new ReadableStream({
    pull(controller) {
      count += 1;
      next(count, controller);
    },
    cancel,
  });
  return { init: { method: "POST", body, duplex: "half" } as RequestInit, cancel };
}

const bytes = new TextEncoder().encode("piece");

/** Tells what the reader of a body gives to the engine, whose limit is 1,000 bytes. */
function reading() {
  const read: unknown[] = [];
  const send = createFetch({
    async exchange({ body }) {
      if (typeof body !== "function") throw new Error("there is no body to read");
      const arrived = await Promise.resolve(body(1000)).catch((error: unknown) => {
        read.push(error);
        throw error;
      });
      read.push(arrived);
      return { status: arrived === undefined ? 413 : 200, headers: {}, body: "read" };
    },
  });
  return { send, read };
}

describe("a body that comes in pieces", () => {
  it("is put together", async () => {
    const { send, read } = reading();
    const { init } = streamed((count, controller) => (count > 3 ? controller.close() : controller.enqueue(bytes)));
    expect((await send("/a", init)).status).toBe(200);
    expect(new TextDecoder().decode(read[0] as Uint8Array)).toBe("piecepiecepiece");
  });

  it("breaks off for the engine as that of a client that goes away, and for the caller as with fetch", async () => {
    for (const failure of [new Error("the disk is gone"), undefined]) {
      const { send, read } = reading();
      const { init } = streamed((count, controller) => {
        if (count === 1) controller.enqueue(bytes);
        // What is not bytes cannot be sent.
        else if (failure === undefined) controller.enqueue(17);
        else controller.error(failure);
      });
      const error = await send("/a", init).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ name: "TypeError", message: "fetch failed" });
      expect((error as Error).cause).toEqual(
        failure ?? new TypeError("a piece of the request's body is not a Uint8Array"),
      );
      expect(read).toEqual([expect.any(RequestAborted)]);
    }
  });

  it("is read no further than the limit, and no longer than until the caller gives up", async () => {
    const { send, read } = reading();
    const endless = streamed((_, controller) => controller.enqueue(bytes));
    expect((await send("/a", endless.init)).status).toBe(413);
    expect([read, endless.cancel.mock.calls.length]).toEqual([[undefined], 1]);

    const controller = new AbortController();
    const aborted = streamed((count, body) => {
      if (count === 1) body.enqueue(bytes);
      else controller.abort(new Error("enough"));
    });
    await expect(send("/a", { ...aborted.init, signal: controller.signal })).rejects.toThrow("enough");
    await vi.waitFor(() => expect(read).toEqual([undefined, expect.any(RequestAborted)]));
    expect(aborted.cancel).toHaveBeenCalledWith(new Error("enough"));

    const never = streamed((_, body) => body.enqueue(bytes));
    await expect(send("/a", { ...never.init, signal: controller.signal })).rejects.toThrow("enough");
    expect([read.length, never.cancel.mock.calls.length]).toEqual([2, 1]);
  });

  it("is not sent again by a redirect", async () => {
    const { send, asked } = scripted({ "/a": to("/b", 307) });
    const once = () => streamed((count, body) => (count > 1 ? body.close() : body.enqueue(bytes))).init;
    await expect(send("/a", once())).rejects.toThrow(TypeError);
    async function* pieces() {
      yield bytes;
    }
    await expect(send("/a", { ...once(), body: pieces() as never })).rejects.toThrow(TypeError);
    expect(asked.map(({ request }) => request.path)).toEqual(["/a", "/a"]);
  });
});

describe("a signal in process", () => {
  it("ends what a fault delays", async () => {
    let stopping: Stopping | undefined;
    const send = createFetch({
      exchange(request) {
        stopping = request.stopping;
        return new Promise(() => {});
      },
    });
    const controller = new AbortController();
    const waiting = send("/a", { signal: controller.signal });
    await expect.poll(() => stopping).toBeDefined();
    const [first, second, third] = [vi.fn(), vi.fn(), vi.fn()];
    stopping?.whenStopping(first);
    stopping?.whenStopping(second)();
    controller.abort(new Error("enough"));
    await expect(waiting).rejects.toThrow("enough");
    stopping?.whenStopping(third);
    expect([first, second, third].map(({ mock }) => mock.calls.length)).toEqual([1, 0, 1]);
  });

  it("ends a fetch that still waits, and one that has not begun", async () => {
    const { send, asked } = scripted({ "/slow": new Promise<ExchangeReply>(() => {}) });
    const controller = new AbortController();
    const waiting = send("/slow", { signal: controller.signal });
    await expect.poll(() => asked.length).toBe(1);
    controller.abort(new Error("enough"));
    await expect(waiting).rejects.toThrow("enough");
    await expect(send("/b", { signal: controller.signal })).rejects.toThrow("enough");
    expect(asked).toHaveLength(1);
  });

  it("ends a stream that is being read", async () => {
    const returned = vi.fn(async () => ({ done: true as const, value: undefined }));
    const pieces = { [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => {}), return: returned }) };
    const { send } = scripted({ "/stream": { status: 200, headers: {}, body: pieces } });
    const controller = new AbortController();
    const response = await send("/stream", { signal: controller.signal });
    const reading = response.text();
    controller.abort(new Error("enough"));
    await expect(reading).rejects.toThrow("enough");
    expect(returned).toHaveBeenCalled();
  });
});
