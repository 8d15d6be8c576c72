import { StandinError } from "#engine/basics/errors.ts";
import type { Engine, EngineOptions } from "#engine/pipeline/engine.ts";
import { jobs } from "#engine/state/jobs.ts";
import { events } from "#engine/webhooks/event-rows.ts";
import { createRedisLog, type RedisLog } from "#logs/redis.ts";
import { connectRedis, type IoRedis } from "#logs/redis-client.ts";
import { loadPeer } from "#transports/peers.ts";
import { clearTimeout, setTimeout } from "#transports/timers.ts";

const PEER = { packageName: "ioredis", title: "ioredis", purpose: "Sharing worlds by Redis (redis)" };
const OLDEST_MAJOR = 5;
const PREFIX = "standin:";
/** How long Redis may take before a request is refused. */
const LIMIT_MS = 5000;
/** Who does what is due looks for it that often; another process takes over once the lease has ended. */
const TURN_MS = 500;
const LEASE_MS = 3000;

/** An engine whose worlds other processes use as well. */
export interface SharedEngine {
  readonly engine: Engine;
  /** Waits until everything is stored, and ends the connection. */
  close(): Promise<void>;
}

/**
 * Connects to a Redis in which worlds are kept.
 *
 * @throws StandinError if it cannot be used
 */
export async function openShared(
  { redis = "", data }: { readonly redis?: string; readonly data?: string },
  create: (storing: Partial<Pick<EngineOptions, "log" | "mayDeliver">>) => Engine,
): Promise<SharedEngine> {
  if (data !== undefined)
    throw new StandinError(
      "ERR_STANDIN_INVALID_OPTION",
      "Worlds are kept in a folder (data) or in Redis (redis), not in both. Leave one of them out.",
    );
  if (!/^rediss?:\/\//.test(redis) || !URL.canParse(redis))
    throw new StandinError(
      "ERR_STANDIN_INVALID_OPTION",
      "The option redis takes a URL such as redis://localhost:6379, or rediss:// for TLS.",
    );
  const client = await connectRedis(redis, (await loadPeer(PEER, OLDEST_MAJOR, () => import("ioredis"))) as IoRedis);
  let log: RedisLog | undefined;
  let leadsUntilMs = 0;
  const engine = create({
    log: (host) => {
      log = createRedisLog({
        client,
        prefix: PREFIX,
        limitMs: LIMIT_MS,
        timedSpaces: [jobs.rows, events.rows],
      })(host);
      return log;
    },
    mayDeliver: () => performance.now() < leadsUntilMs,
  });
  const turns = startTurns(async () => {
    const askedMs = performance.now();
    const hasLease = await log?.lease(LEASE_MS).catch(() => false);
    // If it was not answered, what was granted before still ends in time.
    if (hasLease === true) leadsUntilMs = askedMs + LEASE_MS;
    if (hasLease === true && log !== undefined) await wakeAll(engine, log);
  });
  return {
    engine,
    async close() {
      await turns.stop();
      leadsUntilMs = 0;
      await log?.release().catch(() => {});
      await engine.close();
    },
  };
}

/** Does what is due in all worlds, whichever process has planned it. */
async function wakeAll(engine: Engine, log: RedisLog): Promise<void> {
  for (const name of await log.timedWorlds().catch(() => []))
    try {
      // Opening a world that is gone would create it.
      if (!engine.worlds.has(name) && !(await log.has(name))) continue;
      const { clock } = await engine.worlds.open(name);
      await log.catchUp(name);
      clock.wake();
    } catch {
      // It is tried again in the next turn.
    }
}

function startTurns(work: () => Promise<void>): { stop(): Promise<void> } {
  let isStopped = false;
  let timeout: ReturnType<typeof setTimeout> | undefined;
  let turn = Promise.resolve();
  const run = (): void => {
    turn = work().finally(() => {
      if (isStopped) return;
      timeout = setTimeout(run, TURN_MS);
      timeout.unref();
    });
  };
  run();
  return {
    async stop() {
      isStopped = true;
      clearTimeout(timeout);
      await turn;
    },
  };
}
