import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHECKS } from "../support/log-conformance.ts";
import { openClient, type RedisServer, shared, startRedis } from "../support/redis-place.ts";

let server: RedisServer;
beforeAll(async () => {
  server = await startRedis();
});
afterAll(() => server?.close());

describe("worlds in Redis", () => {
  const kind = shared(() => server, { runs: 60 });
  for (const [sentence, check] of Object.entries(CHECKS)) it(sentence, () => check(kind));
});

it("refuses a Redis that drops keys when its memory is full", async () => {
  const careless = await startRedis("--maxmemory-policy", "allkeys-lru");
  try {
    await expect(openClient(careless.url)).rejects.toThrow(/maxmemory-policy is allkeys-lru.*noeviction/);
  } finally {
    await careless.close();
  }
});
