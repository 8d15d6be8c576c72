import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { constants, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createControlClient } from "#clients/control.ts";
import { StandinError } from "#engine/basics/errors.ts";
import { isWorldName, WORLD_NAME_RULE } from "#engine/basics/world-name.ts";
import type { Exchanger } from "#engine/contract/exchange.ts";
import { argumentsFor, prepareChild } from "#hosts/child-environment.ts";
import { createRealHosts } from "#hosts/real-hosts.ts";
import { registry } from "#mocks/registry.ts";
import { createStandin } from "#standin/standin.ts";
import { inWorld } from "#transports/in-world.ts";
import { createForwarder, withLinks } from "#transports/node-forward.ts";
import { connect, LOCAL_URL, receive } from "./control-connection.ts";
import { type ChosenProviders, chooseProviders, type ProvidersOptions } from "./providers.ts";
import { complain, complainOfBug, show } from "./terminal.ts";

export interface RunOptions extends ProvidersOptions {
  readonly url?: string;
  readonly token?: string;
  readonly world?: string;
  readonly seed?: string;
  readonly caDir?: string;
  readonly offline: boolean;
  readonly allowRealHosts: boolean;
}

/** What answers the requests of the program. */
interface Answerer {
  readonly exchanger: Exchanger;
  readonly url: string;
  close(): Promise<void>;
}

const GRACE_MS = 500;
const USAGE = "ERR_STANDIN_USAGE";

/**
 * Runs a program whose requests to the providers' real hosts are answered, in whatever language it is written.
 *
 * @returns its exit code; 128 and the number of the signal that ended it
 * @throws StandinError if there is no such program, or standin cannot be reached
 */
export async function run([program = "", ...given]: readonly string[], options: RunOptions): Promise<number> {
  const { world, caDir, offline, allowRealHosts } = options;
  if (world !== undefined && !isWorldName(world)) throw new StandinError(USAGE, `--world: ${WORLD_NAME_RULE}`);
  const nodeModule = findNodeModule();
  const chosen = await chooseProviders(options);
  const answerer = await findAnswerer(options, chosen);
  const hosts = chosen.providers.flatMap(({ api }) => api.hosts);
  const real = createRealHosts({
    exchanger: inWorld(answerer.exchanger, world),
    served: [...hosts, ...chosen.providers.map(({ api }) => `${api.name}.localhost`)],
    known: [...Object.values(registry), ...chosen.mocks].flatMap(({ api }) => api.hosts),
    offline,
    allowRealHosts,
    ...(caDir && { caDir }),
    onNotice: (sentence) => complain(show`standin: ${sentence}`),
    onRequest: ({ refusal }) => refusal && complain(show`standin: ${refusal.reasons.join(" ")}`),
  });
  let folder: string | undefined;
  try {
    const authority = await real.authority();
    folder = await mkdtemp(join(tmpdir(), "standin-run-"));
    const [proxyPort, plain, secure] = await Promise.all([
      real.listenAsProxy(),
      real.listenAsDoor(),
      real.listenAsDoor(true),
    ]);
    const { url } = answerer;
    const child = { proxyPort, doors: [plain, secure] as const, hosts, nodeModule, authority, folder, url, world };
    const env = { ...process.env, ...(await prepareChild(child, process.env)) };
    return await untilEnded(program, argumentsFor(program, given, child), env);
  } finally {
    await real.stop(GRACE_MS);
    await answerer.close();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** The standin that is named, the one that answers at the usual address, or else one of this command's own. */
async function findAnswerer(options: RunOptions, { providers, mocks }: ChosenProviders): Promise<Answerer> {
  const { url, token, seed } = options;
  if (url && seed !== undefined)
    throw new StandinError(
      USAGE,
      "--seed is for a standin of this command's own; the one at --url has a seed already.",
    );
  if (url && mocks.length > 0)
    throw new StandinError(
      USAGE,
      "--mock and --spec are for a standin of this command's own: give them to the `standin start` of the one at --url.",
    );
  if (url) {
    await receive(connect({ url, ...(token && { token }) }).health(), { url });
    return shared(url);
  }
  if (seed === undefined && mocks.length === 0 && (await isStandin(LOCAL_URL))) return shared(LOCAL_URL);
  const seeding = seed === undefined ? {} : await (await import("#standin/seed-file.ts")).readSeedFile(seed, { mocks });
  const standin = await createStandin({ ...seeding, providers, onBug: complainOfBug });
  const server = await standin.listen();
  const exchanger: Exchanger = {
    exchange: (request) => standin.engine.exchange(withLinks(request, server.url)),
  };
  return { exchanger, url: server.url, close: () => standin.close({ graceMs: GRACE_MS }) };
}

const shared = (url: string): Answerer => ({ exchanger: createForwarder(url), url, close: async () => {} });

const PATIENCE_MS = 1000;

async function isStandin(baseUrl: string): Promise<boolean> {
  const patient: typeof fetch = (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) });
  const health = await createControlClient({ baseUrl, fetch: patient }).results.health();
  return health.ok && health.data.name === "standin";
}

function findNodeModule(): string {
  const path = join(dirname(createRequire(import.meta.url).resolve("standin/package.json")), "dist/run.cjs");
  if (!existsSync(path)) throw new StandinError(USAGE, `${path} is missing: install standin again.`);
  return path;
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2"] as const;
/** A terminal sends these to both programs. */
const OF_TERMINAL: readonly string[] = ["SIGINT", "SIGQUIT"];

/** Runs a program to its end, and passes signals on to it. */
function untilEnded(program: string, given: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  let child: ChildProcess;
  const pass = (signal: NodeJS.Signals): void => {
    if (!(process.stdin.isTTY && OF_TERMINAL.includes(signal))) child.kill(signal);
  };
  // Before the program begins: it may be signalled at once. What comes meanwhile is handled when it has begun.
  for (const signal of SIGNALS) process.on(signal, pass);
  return new Promise<number>((resolve, reject) => {
    child = spawn(program, given, { stdio: "inherit", env });
    child.once("error", ({ code, message }: NodeJS.ErrnoException) => {
      const why = code === "ENOENT" ? "was not found" : `cannot be run (${code ?? message})`;
      reject(new StandinError(USAGE, `The program ${JSON.stringify(program)} ${why}.`));
    });
    child.once("close", (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  }).finally(() => {
    for (const signal of SIGNALS) process.off(signal, pass);
  });
}
