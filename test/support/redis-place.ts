import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as ioredis from "ioredis";
import type { LogHost } from "#engine/state/log.ts";
import { createRedisLog, type RedisClient, type RedisLog } from "#logs/redis.ts";
import { connectRedis, type IoRedis } from "#logs/redis-client.ts";
import type { LogKind } from "./log-conformance.ts";

export interface RedisServer {
  readonly url: string;
  readonly process: ChildProcess;
  close(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** Starts `redis-server` on a port and in a folder of its own. */
export async function startRedis(...more: string[]): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), "standin-redis-"));
  const port = await freePort();
  const settings = ["--port", `${port}`, "--bind", "127.0.0.1", "--dir", folder, "--save", "", ...more];
  const process = spawn("redis-server", settings, { stdio: ["ignore", "pipe", "inherit"] });
  for await (const text of process.stdout as AsyncIterable<Buffer>) if (`${text}`.includes("Ready to accept")) break;
  return {
    url: `redis://127.0.0.1:${port}`,
    process,
    async close() {
      process.kill("SIGKILL");
      if (process.exitCode === null && process.signalCode === null) await once(process, "exit");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export const openClient = (url: string): Promise<RedisClient> => connectRedis(url, ioredis as unknown as IoRedis);

let places = 0;

/** Worlds in a Redis, each place under a prefix of its own. */
export const shared = (server: () => RedisServer, { runs }: { readonly runs: number }): LogKind => ({
  name: "Redis",
  runs,
  async openPlace() {
    places += 1;
    const prefix = `p${places}:`;
    const clients = new Set<RedisClient>();
    const admin = new ioredis.Redis(server().url);
    return {
      async open(host: LogHost) {
        const client = await openClient(server().url);
        clients.add(client);
        return createRedisLog({ client, prefix, limitMs: 5000 })(host);
      },
      kill: (log) => (log as RedisLog).abandon(),
      isShared: true,
      setBroken: (isBroken) => void admin.config("SET", "maxmemory", isBroken ? "1" : "0"),
      async close() {
        for (const client of clients) client.disconnect();
        await admin.config("SET", "maxmemory", "0");
        admin.disconnect();
      },
    };
  },
});
