import { createHash, randomUUID } from "node:crypto";
import { link, mkdtemp, readdir, rename, rm, stat, symlink } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { platform, tmpdir } from "node:os";
import { join } from "node:path";

/** Releases a lock. */
export type Release = () => Promise<void>;

const NAME = "lock";
/** A socket's path has room for about a hundred bytes. */
const LONGEST_PATH = 90;
const ATTEMPTS = 10;

/** What a file system says that has no sockets, or no second names of files. */
const UNSUPPORTED = ["ENOTSUP", "EOPNOTSUPP", "EPERM", "EINVAL", "ENOSYS", "EXDEV"];

/**
 * Locks a folder for this process. The lock is a socket that listens in the folder, so it ends with the process, however that
 * ends; and it is seen by every process of this machine that sees the folder, containers included.
 *
 * @returns the id of the process that has the lock, if another one has it
 */
export async function lockFolder(folder: string): Promise<Release | { readonly heldBy: string }> {
  if (platform() === "win32") return lockName(await nameOf(folder));
  try {
    return await lockWithin(folder);
  } catch (error) {
    if (!UNSUPPORTED.includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
    return lockName(await nameOf(folder));
  }
}

/** A name for the folder itself, whatever path leads to it. */
async function nameOf(folder: string): Promise<string> {
  const { dev, ino } = await stat(folder, { bigint: true });
  const name = `standin-${createHash("sha256").update(`${dev} ${ino}`).digest("hex").slice(0, 32)}`;
  if (platform() === "win32") return `\\\\.\\pipe\\${name}`;
  return platform() === "linux" ? `\0${name}` : join(tmpdir(), name);
}

/** Pipes and abstract sockets are no files: there is nothing that a process could leave behind. */
async function lockName(name: string): Promise<Release | { readonly heldBy: string }> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    try {
      return toRelease(await listen(name), async () => {});
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    }
    const heldBy = await holderOf(name);
    if (heldBy !== undefined) return { heldBy };
    if (!name.startsWith("\0") && platform() !== "win32") await rm(name, { force: true });
  }
  return { heldBy: "unknown" };
}

async function lockWithin(folder: string): Promise<Release | { readonly heldBy: string }> {
  const { path, remove } = await shortPath(folder);
  try {
    const lock = join(folder, NAME);
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const own = `${NAME}.${randomUUID().slice(0, 8)}`;
      const server = await listen(join(path, own));
      // The process that gives its socket this name first has the folder.
      const isFirst = await link(join(folder, own), lock).then(() => true, isTaken);
      await rm(join(folder, own), { force: true });
      if (isFirst) {
        await removeOthers(folder);
        return toRelease(server, () => rm(lock, { force: true }));
      }
      server.close();
      const heldBy = await holderOf(join(path, NAME));
      if (heldBy !== undefined) return { heldBy };
      await removeLeft(folder, path);
    }
    return { heldBy: "unknown" };
  } finally {
    await remove();
  }
}

/** Removes the socket of a process that has ended, unless another process has put its own there in the meantime. */
async function removeLeft(folder: string, path: string): Promise<void> {
  const left = `${NAME}.${randomUUID().slice(0, 8)}`;
  await rename(join(folder, NAME), join(folder, left)).catch(() => {});
  if ((await holderOf(join(path, left))) !== undefined)
    await link(join(folder, left), join(folder, NAME)).catch(() => {});
  await rm(join(folder, left), { force: true });
}

async function removeOthers(folder: string): Promise<void> {
  for (const name of await readdir(folder))
    if (name.startsWith(`${NAME}.`) && (await holderOf(join(folder, name))) === undefined)
      await rm(join(folder, name), { force: true });
}

function isTaken(error: NodeJS.ErrnoException): false {
  if (error.code === "EEXIST") return false;
  throw error;
}

/** A path to the folder that is short enough for a socket. */
async function shortPath(folder: string): Promise<{ readonly path: string; readonly remove: () => Promise<void> }> {
  if (Buffer.byteLength(folder) <= LONGEST_PATH - 15) return { path: folder, remove: async () => {} };
  const made = await mkdtemp(join(tmpdir(), "standin-"));
  const path = join(made, "d");
  await symlink(folder, path);
  return { path, remove: () => rm(made, { recursive: true, force: true }) };
}

function listen(path: string): Promise<Server> {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.end(`${process.pid}`);
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, () => {
      // The lock alone keeps no process running.
      server.unref();
      resolve(server);
    });
  });
}

/** The id of the process that listens; `undefined` if none does. */
function holderOf(path: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    let text = "";
    const socket = connect(path);
    // A process that is stopped holds its lock as well.
    const timeout = setTimeout(() => finish("unknown"), 2000);
    const finish = (holder: string | undefined): void => {
      clearTimeout(timeout);
      socket.destroy();
      resolve(holder);
    };
    socket.on("data", (data) => {
      text += data.toString();
    });
    socket.on("end", () => finish(text === "" ? "unknown" : text));
    socket.on("error", (error: NodeJS.ErrnoException) =>
      finish(["ECONNREFUSED", "ENOENT", "ENOTSOCK"].includes(error.code ?? "") ? undefined : "unknown"),
    );
  });
}

const toRelease =
  (server: Server, remove: () => Promise<void>): Release =>
  async () => {
    await remove();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
