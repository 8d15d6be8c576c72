import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { startStandin } from "../cli/launch.ts";

const dist = join(import.meta.dirname, "../../dist");

/** A file of `dist/` that a process has loaded. */
export interface LoadedFile {
  /** Without folder and hash. */
  readonly name: string;
  readonly text: string;
  /** The modules that it was made of, as its source map names them. */
  readonly sources: readonly string[];
}

interface Coverage {
  readonly result: readonly { readonly url: string }[];
}

/**
 * Runs the built command, in which compiling code from text is forbidden, while something is done with it.
 *
 * @returns the files of `dist/` that it had loaded when it ended
 */
export async function filesLoadedBy(use: (url: string) => Promise<void>): Promise<LoadedFile[]> {
  const scratch = await mkdtemp(join(tmpdir(), "standin-loaded-"));
  try {
    const { ready, child, ended } = await startStandin([], {
      NODE_V8_COVERAGE: scratch,
      NODE_OPTIONS: "--disallow-code-generation-from-strings",
    });
    await use(ready.url).finally(() => child.kill("SIGTERM"));
    await ended;
    // V8 names every script that was run: no list of ours can forget one.
    const [report = ""] = await readdir(scratch);
    const { result } = JSON.parse(await readFile(join(scratch, report), "utf8")) as Coverage;
    const paths = result.filter(({ url }) => url.startsWith("file:")).map(({ url }) => fileURLToPath(url));
    return await Promise.all(
      paths
        .filter((path) => !relative(dist, path).startsWith(".."))
        .map(async (path) => ({
          name: nameOf(path),
          text: await readFile(path, "utf8"),
          sources: await sourcesOf(path),
        })),
    );
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** A file that only hands on what others hold has no map. */
async function sourcesOf(path: string): Promise<readonly string[]> {
  const map = await readFile(`${path}.map`, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return '{"sources":[]}';
    throw error;
  });
  return (JSON.parse(map) as { readonly sources: readonly string[] }).sources;
}

const nameOf = (path: string): string => basename(path, ".js").replace(/-[\w-]{8}$/, "");
