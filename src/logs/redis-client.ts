import { StandinError } from "#engine/basics/errors.ts";
import type { RedisClient } from "./redis.ts";
import { SCRIPTS } from "./redis-scripts.ts";

/** The part of the package `ioredis` that is used. */
export interface IoRedis {
  readonly Redis: new (url: string, options: Readonly<Record<string, unknown>>) => RedisConnection;
}

interface RedisConnection extends RedisClient {
  connect(): Promise<void>;
  call(command: string, ...given: string[]): Promise<unknown>;
  on(event: "error", listener: (error: Error) => void): unknown;
}

/**
 * Connects to Redis.
 *
 * @throws StandinError if it cannot be reached, or would drop keys when its memory is full
 */
export async function connectRedis(url: string, { Redis }: IoRedis): Promise<RedisClient> {
  // A resent append is stored once: it names the head that it follows.
  const client = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: null, scripts: SCRIPTS });
  let last: Error | undefined;
  client.on("error", (error) => {
    last = error;
  });
  try {
    await client.connect();
    const text = `${await client.call("INFO", "memory")}`;
    const policy = /^maxmemory_policy:(\S+)/m.exec(text)?.[1];
    if (policy !== undefined && policy !== "noeviction")
      throw new Error(`its maxmemory-policy is ${policy}, and worlds would be lost; set it to noeviction`);
    return client;
  } catch (error) {
    client.disconnect();
    throw new StandinError(
      "ERR_STANDIN_REDIS_UNUSABLE",
      `Redis at ${withoutPassword(url)} cannot be used: ${(last ?? (error as Error)).message}. Check its address and its settings.`,
      { cause: error },
    );
  }
}

function withoutPassword(text: string): string {
  const { protocol, host, pathname } = new URL(text);
  return `${protocol}//${host}${pathname === "/" ? "" : pathname}`;
}
