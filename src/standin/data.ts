import { createHash } from "node:crypto";
import type { Engine, EngineOptions } from "#engine/pipeline/engine.ts";
import { createStoredWorlds } from "#engine/world/stored-worlds.ts";
import { type Lmdb, logOf, openDataFolder, readSeedDigest, writeSeedDigest } from "#logs/data-folder.ts";
import { loadPeer } from "#transports/peers.ts";
import { wait } from "#transports/stopping.ts";
import type { Seeding, StandinData } from "./standin.ts";

const PEER = { packageName: "lmdb", title: "lmdb", purpose: "Keeping worlds in a folder (data)" };
const OLDEST_MAJOR = 3;

/**
 * Loads the optional package that keeps worlds.
 *
 * @throws StandinError if it is not installed, or too old
 */
export const loadLmdb = async (): Promise<Lmdb> => (await loadPeer(PEER, OLDEST_MAJOR, () => import("lmdb"))) as Lmdb;

/** An engine whose worlds are kept in a folder. */
export interface StoredEngine {
  readonly engine: Engine;
  readonly data: StandinData;
  /** Waits until everything is stored, and releases the folder. */
  close(): Promise<void>;
}

/**
 * Opens a folder of worlds, and goes on with what was scheduled there.
 *
 * @throws StandinError if the folder cannot be used; then nothing has changed
 */
export async function openStored(
  { data: path = "", seed, seeds, frozenAt }: Seeding & { readonly data?: string },
  create: (storing: Pick<EngineOptions, "log" | "stored">) => Engine,
): Promise<StoredEngine> {
  const folder = await openDataFolder(path, await loadLmdb());
  try {
    const digest = createHash("sha256").update(JSON.stringify({ seed, seeds, frozenAt })).digest("hex");
    const before = readSeedDigest(folder);
    const engine = create({ log: logOf(folder), stored: createStoredWorlds });
    const worlds = engine.worlds.names().length;
    if (before !== digest) await writeSeedDigest(folder, digest);
    await engine.worlds.resume();
    const isSeedChanged = worlds > 0 && before !== undefined && before !== digest;
    return { engine, data: { folder: folder.path, worlds, isSeedChanged }, close: () => close(engine) };
  } catch (error) {
    await folder.close();
    throw error;
  }
}

async function close(engine: Engine): Promise<void> {
  engine.worlds.stop();
  // Deliveries that have just ended are about to be stored.
  await wait(0);
  for (const name of engine.worlds.names())
    await engine.worlds
      .find(name)
      ?.image.allKept()
      ?.catch(() => {});
  await engine.close();
}
