import { stat } from "node:fs/promises";
import { isStandinError, StandinError } from "#engine/basics/errors.ts";
import { quoteName } from "#engine/basics/quote.ts";
import { checkWorldName, DEFAULT_WORLD } from "#engine/basics/world-name.ts";
import { applyWrites, countersSpace, type PreparedCollection } from "#engine/state/collections.ts";
import { prepareCollections } from "#engine/state/context.ts";
import { createImages, type Images, type Write } from "#engine/state/images.ts";
import { jobs } from "#engine/state/jobs.ts";
import { events } from "#engine/webhooks/event-rows.ts";
import { compactFolder, logOf, openDataFolder } from "#logs/data-folder.ts";
import type { LmdbLog } from "#logs/lmdb.ts";
import { readWorldFile, writeWorldFile } from "#logs/world-file.ts";
import { providerNames, registry } from "#mocks/registry.ts";
import { loadLmdb } from "#standin/data.ts";
import { version } from "#standin/version.ts";
import { toFileReason } from "./file-reason.ts";
import { toTable } from "./table.ts";
import { lines, say, sayJson, show } from "./terminal.ts";

export interface DataOptions {
  readonly json: boolean;
}

export interface WorldOptions extends DataOptions {
  readonly world?: string;
}

const MOCKS = providerNames.map((name) => registry[name]);
const COLLECTIONS = [
  jobs as PreparedCollection<unknown, string>,
  events as PreparedCollection<unknown, string>,
  ...MOCKS.flatMap((mock) => prepareCollections(mock) as PreparedCollection<unknown, string>[]),
];

/** Opens a folder that is there, for as long as the work takes. */
async function inFolder<Result>(
  folder: string,
  work: (log: LmdbLog, images: Images, file: string) => Promise<Result>,
): Promise<Result> {
  const images = createImages();
  const data = await openDataFolder(folder, await loadLmdb(), false);
  const apply = (world: string, writes: readonly Write[]): void => {
    const transaction = images.begin(world);
    if (transaction === undefined) return;
    applyWrites(transaction, writes, COLLECTIONS);
    transaction.commit();
  };
  const log = logOf(data)({ images, apply });
  try {
    return await work(log, images, data.file);
  } finally {
    await log.close();
  }
}

const namesIn = (log: LmdbLog): string[] => [...log.worlds()].filter((name) => !name.includes("~")).sort();

/** Tells what a folder holds. Every world is read, so that damage is found. */
export const dataInfo = (folder: string, { json }: DataOptions): Promise<void> =>
  inFolder(folder, async (log, images, file) => {
    const { size } = await stat(file);
    const worlds: { name: string; rows: number; snapshots: number }[] = [];
    for (const name of namesIn(log)) {
      await log.load(name);
      let rows = 0;
      for (const [space, held] of images.hold(name)?.spaces ?? [])
        if (!/^[\^=]/.test(space)) for (const _ of held.keys()) rows += 1;
      images.drop(name);
      worlds.push({ name, rows, snapshots: log.worlds().filter((each) => each.startsWith(`${name}~`)).length });
    }
    if (json) sayJson({ file, bytes: size, worlds });
    else
      say(
        lines([
          show`${file}: ${String(size)} bytes, ${String(worlds.length)} worlds`,
          toTable(
            ["world", "rows", "snapshots"],
            worlds.map(({ name, rows, snapshots }) => [name, String(rows), String(snapshots)]),
          ),
        ]),
      );
  });

/** Writes a folder's database anew, without what is not used any more. */
export async function compactData(folder: string, { json }: DataOptions): Promise<void> {
  const { before, after } = await compactFolder(folder, await loadLmdb());
  if (json) sayJson({ before, after });
  else say(show`Compacted ${folder}: ${String(before)} bytes before, ${String(after)} now.`);
}

/** Writes one world to a JSON file. */
export const exportData = (
  folder: string,
  file: string,
  { world = DEFAULT_WORLD, json }: WorldOptions,
): Promise<void> =>
  inFolder(folder, async (log, images) => {
    checkWorldName(world);
    if (!(await log.load(world)))
      throw new StandinError(
        "ERR_STANDIN_NOT_FOUND",
        `The folder has no world ${world}; it has ${namesIn(log).join(", ") || "none"}.`,
      );
    const rows = await writeWorldFile(file, images, world, version).catch((error: NodeJS.ErrnoException) => {
      throw usage(`${file} cannot be written: ${error.code ?? error.message}.`);
    });
    if (json) sayJson({ world, file, rows });
    else say(show`Exported world ${world} to ${file}: ${String(rows)} rows. Its snapshots are not in the file.`);
  });

/** Reads a world from a JSON file. All of it is checked before anything is stored. */
export const importData = (
  folder: string,
  file: string,
  { world = DEFAULT_WORLD, json, replace = false }: WorldOptions & { readonly replace?: boolean },
): Promise<void> =>
  inFolder(folder, async (log, images) => {
    checkWorldName(world);
    if (log.stores(world) && !replace)
      throw usage(`The folder has a world ${world} already. Name another one by --world, or pass --replace.`);
    const rows = await readInto(images, world, file);
    log.append({ kind: "create", world });
    log.append({ kind: "commit", world, writes: rows });
    await log.settled(world)?.catch((error: Error) => {
      throw usage(`World ${world} cannot be stored: ${error.message}. Nothing has changed.`);
    });
    if (json) sayJson({ world, file, rows: rows.length });
    else say(show`Imported ${file} as world ${world}: ${String(rows.length)} rows.`);
  });

const usage = (message: string): StandinError => new StandinError("ERR_STANDIN_USAGE", message);

const ENGINE_SPACES = /^[#!]/;

async function readInto(images: Images, world: string, file: string): Promise<Write[]> {
  const bySpace = new Map(COLLECTIONS.map((prepared) => [prepared.rows, prepared]));
  const counters = MOCKS.map(({ api }) => countersSpace(api.name));
  const rows: Write[] = [];
  images.create(world);
  const transaction = images.begin(world);
  if (transaction === undefined) throw new Error("unreachable");
  try {
    for await (const row of readWorldFile(file)) {
      checkRow(row, bySpace, counters, file, rows.length + 2);
      applyWrites(transaction, [row], COLLECTIONS);
      rows.push(row);
    }
  } catch (error) {
    if (isStandinError(error)) throw error;
    throw usage(`${quoteName(file)} cannot be read: ${toFileReason(error as NodeJS.ErrnoException)}.`);
  } finally {
    transaction.abandon();
  }
  return rows;
}

/** @throws StandinError if no mock and no part of the engine has such a row */
function checkRow(
  { space, key, value }: Write,
  bySpace: ReadonlyMap<string, PreparedCollection<unknown, string>>,
  counters: readonly string[],
  file: string,
  line: number,
): void {
  const refuse = (why: string): StandinError =>
    new StandinError("ERR_STANDIN_INVALID_STATE", `${quoteName(file)}, line ${line}: ${why}`);
  const collection = bySpace.get(space);
  if (collection === undefined) {
    if (counters.includes(space)) {
      if (!Number.isSafeInteger(value)) throw refuse(`The counter ${quoteName(key)} is a whole number.`);
    } else if (!ENGINE_SPACES.test(space)) throw refuse(`No provider has a collection ${quoteName(space)}.`);
    return;
  }
  let own: unknown;
  try {
    own = collection.definition.key(value);
  } catch {
    // It lacks what the key is made of.
  }
  if (own !== key) throw refuse(`The row is not one of ${space}: its key does not follow from it.`);
}
