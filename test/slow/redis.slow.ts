import { afterAll, beforeAll, describe, it } from "vitest";
import { CHECKS } from "../support/log-conformance.ts";
import { type RedisServer, shared, startRedis } from "../support/redis-place.ts";

let server: RedisServer;
beforeAll(async () => {
  server = await startRedis();
});
afterAll(() => server?.close());

describe("worlds in Redis", () => {
  const kind = shared(() => server, { runs: 60 });
  for (const [sentence, check] of Object.entries(CHECKS)) it(sentence, () => check(kind));
});
