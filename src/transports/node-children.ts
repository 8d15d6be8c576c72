import { existsSync } from "node:fs";
import { createRequire, syncBuiltinESMExports } from "node:module";
import { dirname, join } from "node:path";
import threads, { type Worker, type WorkerOptions } from "node:worker_threads";

/** Names the hosts to which programs and threads with a guard may send nothing, separated by commas. */
export const GUARDED_HOSTS = "STANDIN_INTERCEPTED_HOSTS";

/** The path of the built module `node-guard.ts`; `undefined` where this code was bundled into a program, without its package. */
function findGuard(): string | undefined {
  try {
    const path = join(dirname(createRequire(import.meta.url).resolve("standin/package.json")), "dist/guard.cjs");
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

/** Writes a path in `NODE_OPTIONS`, where blanks separate and backslashes escape. */
const quote = (path: string): string => `"${path.replaceAll(/[\\"]/g, "\\$&")}"`;

const append = (options: string | undefined, flag: string): string =>
  options?.includes(flag) ? options : `${options ?? ""} ${flag}`.trim();

/** What `NODE_OPTIONS` says for programs that are to require this file first. */
export const withRequired = (options: string | undefined, path: string): string =>
  append(options, `--require ${quote(path)}`);

/**
 * Gives the Node programs and threads that this process starts from now on a guard, which refuses their requests to these hosts.
 *
 * @returns a function that takes that back, for those that are started afterwards
 */
export function guardChildren(hosts: readonly string[]): () => void {
  const guard = findGuard();
  if (guard === undefined) return () => {};
  const flag = `--require ${quote(guard)}`;
  const before = { NODE_OPTIONS: process.env["NODE_OPTIONS"], [GUARDED_HOSTS]: process.env[GUARDED_HOSTS] };
  const during = { NODE_OPTIONS: append(before.NODE_OPTIONS, flag), [GUARDED_HOSTS]: hosts.join(",") };
  Object.assign(process.env, during);
  const unpatch = patchWorkers(({ env, execArgv }) =>
    isOwn(env)
      ? { env: toOwn(env, (options) => append(options, flag)) }
      : // Node reads NODE_OPTIONS again only for a thread with flags of its own.
        { execArgv: execArgv ?? process.execArgv },
  );
  return () => {
    unpatch();
    // What others have changed since is left to them.
    for (const name of ["NODE_OPTIONS", GUARDED_HOSTS] as const) {
      if (process.env[name] !== during[name]) continue;
      const value = before[name];
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
}

/**
 * Has threads preload the module that this process has preloaded, whatever environment or flags they are given. For those made from
 * a string of CommonJS code Node preloads none: they get a guard.
 *
 * @param withPreload adds the module to the text of `NODE_OPTIONS`
 * @param guard the path of what those made from CommonJS code require
 */
export function preloadThreads(
  hosts: readonly string[],
  withPreload: (options?: string) => string,
  guard: string | undefined = findGuard(),
): void {
  process.env[GUARDED_HOSTS] = hosts.join(",");
  patchWorkers(({ env, execArgv, ...options }) => ({
    ...(isOwn(env) && { env: toOwn(env, withPreload) }),
    ...(options.eval === true && guard && { execArgv: [...(execArgv ?? process.execArgv), "--require", guard] }),
  }));
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether a thread has an environment of its own: neither a copy of the process's nor the same. */
const isOwn = (env: unknown): env is Environment => typeof env === "object" && env !== null;

/** An environment that lets a thread load what it has to, with the settings of this process that it does not set itself. */
function toOwn(env: Environment, toOptions: (options?: string) => string): Record<string, string | undefined> {
  const settings = Object.entries(process.env).filter(([name]) => name.startsWith("STANDIN_"));
  return { ...Object.fromEntries(settings), ...env, NODE_OPTIONS: toOptions(env["NODE_OPTIONS"]) };
}

/** @param adapt returns the options of a thread that have to be others */
function patchWorkers(adapt: (options: WorkerOptions) => WorkerOptions): () => void {
  const original = threads.Worker;
  const patched = new Proxy(original, {
    construct(target, [file, given, ...rest], newTarget) {
      const options = { ...given, ...adapt(given ?? {}) };
      try {
        return Reflect.construct(target, [file, options, ...rest], newTarget);
      } catch (error) {
        const execArgv = withoutProcessFlags(options, given, error as Error);
        return Reflect.construct(target, [file, { ...options, execArgv }, ...rest], newTarget) as Worker;
      }
    },
  });
  threads.Worker = patched;
  syncBuiltinESMExports();
  return () => {
    if (threads.Worker === patched) threads.Worker = original;
    syncBuiltinESMExports();
  };
}

/**
 * The flags of the process without those that Node's error says to be none for threads. A thread that is given no flags has the
 * process's, and Node does not mind.
 *
 * @throws the error, if it is about anything else
 */
function withoutProcessFlags(
  { execArgv = [] }: WorkerOptions,
  given: WorkerOptions | undefined,
  error: Error,
): string[] {
  const [, list] = /invalid execArgv flags: (.*)/.exec(error.message) ?? [];
  if (list === undefined || given?.execArgv !== undefined) throw error;
  const invalid = list.split(", ");
  return execArgv.filter((flag, index) => {
    const before = execArgv[index - 1];
    const isValue = before !== undefined && invalid.includes(before) && !before.includes("=") && !flag.startsWith("-");
    return !invalid.includes(flag) && !isValue;
  });
}
