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
 * | `STANDIN_MOCKS` | mocks of one's own besides: paths of modules that export one each, separated by commas |
 * | `STANDIN_SEED` | starting state: path of a seed file (not together with `STANDIN_URL`) |
 */
import { resolve } from "node:path";
import { escapeControls } from "#clients/terminal-text.ts";
import { isStandinError } from "#engine/basics/errors.ts";
import { providerNames } from "#mocks/registry.ts";
import { readProviders } from "#standin/providers.ts";
import { interceptConnections } from "./interception.ts";
import { checkName, type PreloadSettings, readSettings, withPreload } from "./preload-settings.ts";
import { checkRuntime } from "./runtime.ts";

async function preload(): Promise<void> {
  checkRuntime();
  const settings = readSettings(process.env);
  const { url, seed, world } = settings;
  const inWorld = world === undefined ? {} : { world };
  const { providers, mocks } = await loadProviders(settings);
  const hosts = providers.flatMap(({ api }) => api.hosts);
  // Imported on demand, so that a program's start only loads what it uses.
  if (url !== undefined) {
    const { createForwarder } = await import("#transports/node-forward.ts");
    await interceptConnections(createForwarder(url), hosts, inWorld);
  } else {
    const { createStandin } = await import("#standin/standin.ts");
    const start = seed === undefined ? {} : await (await import("#standin/seed-file.ts")).readSeedFile(seed, { mocks });
    const { engine } = await createStandin({ ...start, providers });
    if (world !== undefined) await engine.worlds.open(world);
    await interceptConnections(engine, hosts, inWorld);
  }
  process.env["NODE_OPTIONS"] = withPreload(process.env["NODE_OPTIONS"], import.meta.url);
  const { preloadThreads } = await import("#transports/node-children.ts");
  preloadThreads(hosts, (options) => withPreload(options, import.meta.url));
  // Child processes may run in another folder.
  if (seed !== undefined) process.env["STANDIN_SEED"] = resolve(seed);
  if (settings.mocks.length > 0) process.env["STANDIN_MOCKS"] = settings.mocks.map((path) => resolve(path)).join(",");
}

/** The providers that the settings name, and the mocks of one's own among them. */
async function loadProviders({ providers: names, mocks: paths }: PreloadSettings) {
  const mocks = paths.length === 0 ? [] : await (await import("#standin/mock-file.ts")).readMockFiles(paths);
  const all = await readProviders([...providerNames, ...mocks]);
  for (const name of names ?? [])
    checkName(
      name,
      all.map(({ api }) => api.name),
    );
  return { mocks, providers: names === undefined ? all : all.filter(({ api }) => names.includes(api.name)) };
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
