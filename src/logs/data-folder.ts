import { statfsSync } from "node:fs";
import { access, constants, mkdir, open, readdir, realpath, rename, rm, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { StandinError } from "#engine/basics/errors.ts";
import { quoteName } from "#engine/basics/quote.ts";
import { lockFolder, type Release } from "./folder-lock.ts";
import { createLmdbLog, type Database, FORMAT, readFormat } from "./lmdb.ts";
import { checkDatabaseFile, PAGE_BYTES } from "./lmdb-check.ts";
import { FORMAT_KEY, fromValue, SEED_KEY, toValue } from "./lmdb-keys.ts";

/** The part of the package `lmdb` that opens a database. */
export interface Lmdb {
  open(options: Readonly<Record<string, unknown>>): unknown;
}

/** A folder in which worlds are kept, and which is this process's own until it is closed. */
export interface DataFolder {
  readonly path: string;
  readonly file: string;
  readonly database: Database;
  /** Closes the database and releases the folder. */
  close(): Promise<void>;
}

const FILE = "worlds.mdb";
/** The database until it has a format: a process may end while it makes one. */
const NEW_FILE = "new.mdb";
const OWN = /^(?:worlds\.mdb|new\.mdb|compact\.mdb)(?:-lock)?$|^lock(?:\..*)?$/;

const unusable = (sentence: string, cause?: unknown): StandinError =>
  new StandinError("ERR_STANDIN_DATA_UNUSABLE", sentence, { cause });

/**
 * Opens a folder of worlds, and makes it if there is none.
 *
 * @throws StandinError if it is in use, cannot be written, or is not a folder of worlds that this version reads
 */
export async function openDataFolder(given: string, lmdb: Lmdb, mayCreate = true): Promise<DataFolder> {
  const path = await toFolder(given, mayCreate);
  const shown = quoteName(path);
  const lock = await lockFolder(path).catch((error: NodeJS.ErrnoException) => {
    throw unusable(`The folder ${shown} cannot be locked (${error.code ?? error.message}). Choose another one.`, error);
  });
  if ("heldBy" in lock)
    throw unusable(
      `The folder ${shown} is in use by another standin (process ${lock.heldBy}). Stop that one, or choose another folder.`,
    );
  try {
    await createFile(path, lmdb, mayCreate, shown);
    const file = join(path, FILE);
    checkFile(file);
    const database = openFile(lmdb, file);
    try {
      checkFormat(readFormat(database), quoteName(file));
    } catch (error) {
      await database.close();
      throw error;
    }
    return { path, file, database, close: () => closeAll(database, lock) };
  } catch (error) {
    await lock();
    throw error;
  }
}

async function closeAll(database: Database, release: Release): Promise<void> {
  await database.close();
  await release();
}

/** Returns the log of a folder. Closing it closes the folder. */
export function logOf({ path, database, close }: DataFolder, freeBytes = (): number => freeBytesOf(path)) {
  return createLmdbLog({ database: { ...toPlain(database), close }, freeBytes });
}

/** What the worlds of a folder were last begun with; `undefined`: none ever was. */
export function readSeedDigest({ database }: DataFolder): unknown {
  const value = database.get(SEED_KEY);
  return value === undefined ? undefined : fromValue(value);
}

export async function writeSeedDigest({ database }: DataFolder, digest: string): Promise<void> {
  await database.put(SEED_KEY, toValue(digest));
}

/** The methods of a database live on its prototype. */
const toPlain = (database: Database): Omit<Database, "close"> => ({
  get: (key) => database.get(key),
  put: (key, value) => database.put(key, value),
  remove: (key) => database.remove(key),
  batch: (write) => database.batch(write),
  getRange: (options) => database.getRange(options),
  getKeys: (options) => database.getKeys(options),
  getKeysCount: (options) => database.getKeysCount(options),
  resetReadTxn: () => database.resetReadTxn(),
});

function freeBytesOf(path: string): number {
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
}

/** Node's own way to make the folders above as well never ends where none can be made, as in `/proc`. */
async function makeFolder(path: string): Promise<void> {
  if (await isThere(path)) return;
  const above = dirname(path);
  if (above !== path) await makeFolder(above);
  await mkdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
}

/** The folder, which is made if there is none. */
async function toFolder(given: string, mayCreate: boolean): Promise<string> {
  const path = resolve(given);
  const shown = quoteName(path);
  try {
    if (mayCreate) await makeFolder(path);
    const real = await realpath(path);
    const names = await readdir(real);
    const foreign = names.filter((name) => !OWN.test(name));
    if (!names.includes(FILE) && foreign.length > 0)
      throw unusable(
        `The folder ${shown} holds other things, such as ${quoteName(foreign[0] ?? "")}, and no worlds. Name an empty folder, or one that is not there yet.`,
      );
    if (!names.includes(FILE) && !mayCreate)
      throw unusable(`The folder ${shown} holds no worlds: \`standin start --data\` makes one that does.`);
    await access(real, constants.W_OK);
    return real;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") throw unusable(`There is no folder ${shown}.`, error);
    if (code === "EEXIST" || code === "ENOTDIR")
      throw unusable(`${shown} is not a folder. Name a folder in which worlds are kept.`, error);
    if (code === "EACCES" || code === "EROFS" || code === "EPERM")
      throw unusable(`The folder ${shown} cannot be written (${code}). Choose another one, or permit it.`, error);
    if (code === "ENOSPC") throw unusable(`The folder ${shown} cannot be made: the disk is full.`, error);
    throw error;
  }
}

/** Makes the database where there is none: under another name until it has a format, so that it is there wholly or not. */
async function createFile(path: string, lmdb: Lmdb, mayCreate: boolean, shown: string): Promise<void> {
  const file = join(path, FILE);
  for (const name of [NEW_FILE, `${NEW_FILE}-lock`, "compact.mdb", "compact.mdb-lock"])
    await rm(join(path, name), { force: true });
  if (!mayCreate || (await isThere(file))) return;
  const made = join(path, NEW_FILE);
  try {
    if (freeBytesOf(path) < 1024 * 1024) throw new Error("the disk is full");
    const database = openFile(lmdb, made);
    await database.put(FORMAT_KEY, toValue(FORMAT)).finally(() => database.close());
    await rename(made, file);
    await syncFolder(dirname(file));
  } catch (error) {
    throw unusable(`No database can be made in ${shown}: ${(error as Error).message}.`, error);
  } finally {
    await rm(`${made}-lock`, { force: true });
  }
}

const isThere = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

/** A new name is on the disk once its folder is. Not every system can do that. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path).catch(() => undefined);
  await folder?.sync().catch(() => {});
  await folder?.close();
}

/** Opens a database so that a commit is on the disk, by LMDB's own order of syncs, before its promise resolves. */
const openFile = (lmdb: Lmdb, path: string): Database =>
  lmdb.open({
    path,
    noSubdir: true,
    pageSize: PAGE_BYTES,
    encoding: "binary",
    keyEncoding: "binary",
    overlappingSync: false,
    cache: false,
  }) as Database;

/** @throws StandinError if the file is not a database, or damaged */
function checkFile(path: string): void {
  try {
    checkDatabaseFile(path);
  } catch (error) {
    throw damaged(quoteName(path), (error as Error).message, error);
  }
}

const damaged = (shown: string, why: string, cause?: unknown): StandinError =>
  unusable(
    `The file ${shown} is not a database of standin, or it is damaged: ${why}. Put a copy of it in its place, or move it away to begin anew.`,
    cause,
  );

function checkFormat(format: unknown, shown: string): void {
  if (format === FORMAT) return;
  if (typeof format !== "number" || !Number.isInteger(format)) throw damaged(shown, "it has no format");
  throw unusable(
    format > FORMAT
      ? `The file ${shown} was written by a newer standin (format ${format}; this one reads ${FORMAT}). Use that version.`
      : `The file ${shown} was written by an older standin (format ${format}; this one reads ${FORMAT}). Export its worlds by that version (\`standin data export\`), and import them by this one.`,
  );
}

/**
 * Writes the database anew without what is not used any more.
 *
 * @returns how many bytes it had, and has
 */
export async function compactFolder(
  given: string,
  lmdb: Lmdb,
): Promise<{ readonly before: number; readonly after: number }> {
  const folder = await openDataFolder(given, lmdb, false);
  const copy = join(folder.path, "compact.mdb");
  let isClosed = false;
  try {
    const before = (await stat(folder.file)).size;
    await (folder.database as Database & { backup(path: string, compact: boolean): Promise<void> }).backup(copy, true);
    checkFile(copy);
    const written = await open(copy);
    await written.sync();
    await written.close();
    await folder.database.close();
    isClosed = true;
    await rename(copy, folder.file);
    await syncFolder(folder.path);
    return { before, after: (await stat(folder.file)).size };
  } finally {
    await rm(copy, { force: true });
    await (isClosed ? folder.close().catch(() => {}) : folder.close());
  }
}
