import { unwatchFile, watchFile } from "node:fs";
import { readSeedFile } from "#standin/seed-file.ts";
import type { Seeding, Standin } from "#standin/standin.ts";
import { complain, type StyledText, say, show } from "./terminal.ts";

// Asking for the state of a file finds it wherever it is, also when it is replaced, in containers, and on network drives.
const INTERVAL_MS = 200;
/** Changes that follow each other within this time count once. Longer than the interval, so that they are seen to. */
const SETTLED_MS = 300;

/**
 * Resets all worlds to the seed whenever its file says something new. A faulty file changes nothing.
 *
 * @param read what the file said when worlds began with it
 * @param isForPrograms the standard output is for programs
 * @returns a function that ends it
 */
export function watchSeed(
  file: string,
  read: Seeding,
  standin: Pick<Standin, "engine" | "providers" | "reseed">,
  isForPrograms: boolean,
): () => void {
  const tell = isForPrograms ? complain : say;
  let known = JSON.stringify(read);
  let version = 0;
  let timer: NodeJS.Timeout | undefined;
  let reloading = Promise.resolve();

  const reload = async (): Promise<void> => {
    version += 1;
    try {
      const seeding = await readSeedFile(file, { mocks: standin.providers, version });
      const content = JSON.stringify(seeding);
      if (content === known) return;
      const { names } = standin.engine.worlds;
      await standin.reseed(seeding);
      known = content;
      tell(toText(file, names().length));
    } catch (error) {
      complain(show`${(error as Error).message} The seed of before stays in use.`);
    }
  };
  const listener = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      reloading = reloading.then(reload);
    }, SETTLED_MS);
  };
  watchFile(file, { interval: INTERVAL_MS, persistent: false }, listener);
  // It may have changed since it was read.
  listener();
  return () => {
    clearTimeout(timer);
    unwatchFile(file, listener);
  };
}

const toText = (file: string, worlds: number): StyledText =>
  show`${file} has changed: ${worlds === 1 ? "1 world was" : `${worlds} worlds were`} reset to it.`;
