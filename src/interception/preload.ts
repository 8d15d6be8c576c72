/**
 * `node --import standin/preload app.js` connects an unchanged program to the mocks. Requests to the providers' real hosts are
 * answered in the process; all others pass through. The same holds for Node programs that it starts, through
 * `NODE_OPTIONS`.
 *
 * | environment | |
 * |---|---|
 * | `STANDIN_URL` | a standin in another process answers: state is shared with its other clients |
 * | `STANDIN_WORLD` | the world of requests that name none |
 * | `STANDIN_PROVIDERS` | only these, separated by commas or blanks; the others stay real |
 * | `STANDIN_SEED` | starting state: path of a seed file (not together with `STANDIN_URL`) |
 */
import { resolve } from "node:path";
import { escapeControls } from "#clients/terminal-text.ts";
import { isStandinError } from "#engine/basics/errors.ts";
import { interceptConnections } from "./interception.ts";
import { readSettings, withPreload } from "./preload-settings.ts";
import { checkRuntime } from "./runtime.ts";

async function preload(): Promise<void> {
  checkRuntime();
  const { url, seed, providers, world } = readSettings(process.env);
  const inWorld = world === undefined ? {} : { world };
  let hosts: readonly string[];
  // Imported on demand, so that a program's start only loads what it uses.
  if (url !== undefined) {
    const [{ createForwarder }, { findHosts }] = await Promise.all([
      import("#transports/node-forward.ts"),
      import("./remote.ts"),
    ]);
    hosts = findHosts(providers);
    await interceptConnections(createForwarder(url), hosts, inWorld);
  } else {
    const { createStandin } = await import("#standin/standin.ts");
    const start = seed === undefined ? {} : await (await import("#standin/seed-file.ts")).readSeedFile(seed);
    const { engine } = await createStandin({ ...start, providers });
    if (world !== undefined) await engine.worlds.open(world);
    hosts = engine.providers.flatMap(({ api }) => api.hosts);
    await interceptConnections(engine, hosts, inWorld);
  }
  process.env["NODE_OPTIONS"] = withPreload(process.env["NODE_OPTIONS"], import.meta.url);
  const { preloadThreads } = await import("#transports/node-children.ts");
  preloadThreads(hosts, (options) => withPreload(options, import.meta.url));
  // Child processes may run in another folder.
  if (seed !== undefined) process.env["STANDIN_SEED"] = resolve(seed);
}

/** Whether the error is one of usage, so that its message suffices, without a stack trace. */
const isMisuse = (error: unknown): error is Error => isStandinError(error);

/** Which copy of this module has been loaded here: a program and what it starts may have different ones, and the first answers. */
const preloaded = globalThis as { [PRELOADED]?: true };
const PRELOADED = Symbol.for("standin.preload");

try {
  if (preloaded[PRELOADED] !== true) {
    preloaded[PRELOADED] = true;
    await preload();
  }
} catch (error) {
  if (!isMisuse(error)) throw error;
  process.stderr.write(`standin/preload: ${escapeControls(error.message)}\n`);
  process.exit(2);
}
