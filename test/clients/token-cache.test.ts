import { describe, expect, it } from "vitest";
import type { Result } from "#clients/result.ts";
import { createTokenCache, type TokenCache } from "#clients/token-cache.ts";

const HOUR_MS = 3_600_000;

/** A cache over numbered tokens, with a clock that stands still until it is moved. */
function openCache(refuses: () => boolean = () => false) {
  const clock = { ms: 0 };
  const asked = { times: 0 };
  const cache: TokenCache<string> = createTokenCache({
    async obtain(): Promise<Result<string, string>> {
      asked.times += 1;
      const token = `token-${asked.times}`;
      await Promise.resolve();
      if (refuses()) return { ok: false, status: 500, error: "down", message: "down" };
      return { ok: true, data: token };
    },
    lifetimeSeconds: 3600,
    renewAheadSeconds: 300,
    now: () => clock.ms,
  });
  return { cache, clock, asked };
}

describe("a token cache", () => {
  it("asks once and then gives what it holds", async () => {
    const { cache, asked } = openCache();
    expect(asked.times).toBe(0);
    expect(await cache.get()).toEqual({ ok: true, data: "token-1" });
    expect(await cache.get()).toEqual({ ok: true, data: "token-1" });
    expect(asked.times).toBe(1);
  });

  it("makes one request for all who ask at the same time", async () => {
    const { cache, asked } = openCache();
    const answers = await Promise.all(Array.from({ length: 50 }, () => cache.get()));
    expect(new Set(answers.map((answer) => answer.ok && answer.data))).toEqual(new Set(["token-1"]));
    expect(asked.times).toBe(1);
  });

  it("renews a token five minutes before its end and not earlier", async () => {
    const { cache, clock } = openCache();
    await cache.get();
    clock.ms = HOUR_MS - 300_001;
    expect(await cache.get()).toEqual({ ok: true, data: "token-1" });
    clock.ms = HOUR_MS - 300_000;
    expect(await cache.get()).toEqual({ ok: true, data: "token-2" });
  });

  it("counts a token's life from the moment it was asked for, not from its arrival", async () => {
    const clock = { ms: 0 };
    let asked = 0;
    const cache = createTokenCache<string>({
      async obtain() {
        asked += 1;
        clock.ms += 60_000;
        return { ok: true, data: `token-${asked}` };
      },
      lifetimeSeconds: 3600,
      renewAheadSeconds: 300,
      now: () => clock.ms,
    });
    await cache.get();
    clock.ms = HOUR_MS - 300_000;
    expect(await cache.get()).toEqual({ ok: true, data: "token-2" });
  });

  it("keeps giving the old token when renewal fails while it still lives, and the failure once it does not", async () => {
    const state = { refuses: false };
    const { cache, clock } = openCache(() => state.refuses);
    await cache.get();
    state.refuses = true;
    clock.ms = HOUR_MS - 1;
    expect(await cache.get()).toEqual({ ok: true, data: "token-1" });
    clock.ms = HOUR_MS;
    expect(await cache.get()).toMatchObject({ ok: false, error: "down" });
  });

  it("does not keep a failure", async () => {
    const state = { refuses: true };
    const { cache } = openCache(() => state.refuses);
    expect(await cache.get()).toMatchObject({ ok: false });
    state.refuses = false;
    expect(await cache.get()).toEqual({ ok: true, data: "token-2" });
  });

  it("drops the token it holds, but never one that has taken the place of a dropped one", async () => {
    const { cache } = openCache();
    await cache.get();
    cache.drop("token-1");
    expect(await cache.get()).toEqual({ ok: true, data: "token-2" });
    cache.drop("token-1");
    expect(await cache.get()).toEqual({ ok: true, data: "token-2" });
  });
});
