import { describe, expect, it, vi } from "vitest";
import type { ExchangeReply, ExchangeRequest } from "#engine/exchange.ts";
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

describe("a signal in process", () => {
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
