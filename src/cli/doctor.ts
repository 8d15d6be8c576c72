import { lookup } from "node:dns/promises";
import { readFileSync } from "node:fs";
import { access } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { isStandinError } from "#engine/basics/errors.ts";
import { ownMember } from "#engine/basics/table.ts";
import { isLoopbackAddress } from "#engine/contract/loopback.ts";
import type { Mock } from "#engine/contract/mock.ts";
import { readSeedFile } from "#standin/seed-file.ts";
import { nameOwner, tryPort } from "./port-owner.ts";
import { chooseProviders } from "./providers.ts";
import { toTable } from "./table.ts";
import { green, type Part, red, type StyledText, say, sayJson, show } from "./terminal.ts";
import { isInRange } from "./version-range.ts";

export interface DoctorOptions {
  readonly port: number;
  readonly host?: string;
  /** Default: one of the usual names in the current folder. */
  readonly seed?: string;
  /** Modules that export mocks of one's own. */
  readonly mock?: readonly string[];
  readonly json: boolean;
}

/** One thing that standin needs. */
interface Finding {
  readonly item: string;
  readonly ok: boolean;
  /** What there is and, where it is in the way, what to do. */
  readonly message: string;
}

/** The parts of this package's manifest that say what it needs. */
interface Manifest {
  readonly engines: { readonly node: string };
  readonly peerDependencies: Readonly<Record<string, string>>;
}

/**
 * Says what is in the way of standin on this machine and in the current folder.
 *
 * @returns whether nothing is
 */
export async function doctor(options: DoctorOptions): Promise<boolean> {
  const manifest: Manifest = createRequire(import.meta.url)("standin/package.json");
  const { mocks } = await chooseProviders({ ...(options.mock !== undefined && { mock: options.mock }) });
  const findings = (
    await Promise.all([
      checkNode(process.versions.node, manifest),
      checkPort(options),
      checkLocalhost(),
      checkProxy(process.env),
      ...Object.entries(manifest.peerDependencies).map(([name, range]) => checkPeer(name, range, process.cwd())),
      checkSeedFile(options.seed, mocks),
    ])
  ).flat();
  const ok = findings.every((each) => each.ok);
  if (options.json) sayJson({ ok, findings });
  else say(toText(findings));
  return ok;
}

function checkNode(version: string, { engines }: Manifest): Finding {
  const ok = isInRange(version, engines.node);
  const advice = ok ? "" : `. standin needs ${engines.node}: see https://nodejs.org`;
  return { item: "node", ok, message: `Node ${version}${advice}` };
}

async function checkPort({ port, host = "127.0.0.1" }: DoctorOptions): Promise<Finding> {
  const item = "port";
  const code = await tryPort(port, host);
  if (code === undefined) return { item, ok: true, message: `${port} on ${host} is free` };
  if (code !== "EADDRINUSE")
    return {
      item,
      ok: false,
      message: `${port} on ${host} cannot be used (${code}). Choose others by --port and --host`,
    };
  const owner = await nameOwner(port, host);
  const advice = owner.includes("standin")
    ? "Use it (`standin status`), end it, or start another with --port"
    : "End it, or start standin with --port";
  return { item, ok: false, message: `${port} on ${host} is taken: ${owner} answers there. ${advice}` };
}

async function checkLocalhost(): Promise<Finding> {
  const item = "localhost";
  const found = await lookup("localhost", { all: true }).catch(() => []);
  const addresses = found.map(({ address }) => address);
  if (addresses.length === 0)
    return { item, ok: false, message: "does not resolve. Write 127.0.0.1 in URLs, or add it to the hosts file" };
  const ok = addresses.every(isLoopbackAddress);
  const advice = ok ? "" : ", which is not loopback. Write 127.0.0.1 in URLs, and correct the hosts file";
  return { item, ok, message: `resolves to ${addresses.join(", ")}${advice}` };
}

const PROXY_VARIABLES = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"];
/** What programs take for an exception of a loopback name or address. */
const EXCEPTIONS: Readonly<Record<string, readonly string[]>> = {
  localhost: ["*", "localhost", ".localhost"],
  "127.0.0.1": ["*", "127.0.0.1", "127.0.0.0/8", "127.*"],
};

/** The URL of a proxy is not shown, as it may hold credentials. */
function checkProxy(environment: NodeJS.ProcessEnv): Finding {
  const item = "proxy";
  const names = PROXY_VARIABLES.flatMap((name) => [name, name.toLowerCase()]).filter((name) =>
    ownMember(environment, name),
  );
  if (names.length === 0) return { item, ok: true, message: "no proxy is set" };
  const excepted = (environment["NO_PROXY"] || environment["no_proxy"] || "")
    .split(/[\s,]+/)
    .map((each) => each.toLowerCase().replace(/:\d+$/, ""));
  const missing = Object.keys(EXCEPTIONS).filter((host) => !EXCEPTIONS[host]?.some((each) => excepted.includes(each)));
  const isSet = `${names.join(" and ")} ${names.length === 1 ? "is" : "are"} set`;
  if (missing.length === 0) return { item, ok: true, message: `${isSet}, and NO_PROXY excepts this machine` };
  const advice = "Clients may send requests for standin to the proxy: add both to NO_PROXY";
  return { item, ok: false, message: `${isSet}, and NO_PROXY lacks ${missing.join(" and ")}. ${advice}` };
}

function checkPeer(name: string, range: string, folder: string): Finding {
  const version = findVersion(name, folder);
  if (version === undefined)
    return { item: name, ok: true, message: `not installed here, and only needed by what uses it` };
  const ok = isInRange(version, range);
  const advice = ok ? "" : `, but standin supports ${range}: npm install --save-dev ${name}@"${range}"`;
  return { item: name, ok, message: `${version}${advice}` };
}

/** Finds the version that a program in this folder would load. */
function findVersion(name: string, folder: string): string | undefined {
  for (const modules of createRequire(join(folder, "any.js")).resolve.paths(name) ?? [])
    try {
      const { version } = JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8")) as {
        version?: unknown;
      };
      return String(version);
    } catch {
      // It is not in this one.
    }
  return undefined;
}

const SEED_NAMES = ["yaml", "yml", "json", "js", "mjs", "ts", "mts"].map((ending) => `standin.seed.${ending}`);

async function checkSeedFile(given: string | undefined, mocks: readonly Mock[]): Promise<Finding[]> {
  const item = "seed file";
  const files = given === undefined ? await filesThere(SEED_NAMES) : [given];
  if (files.length === 0)
    return [{ item, ok: true, message: "none here, nor needed: `standin init` writes one to start with" }];
  return Promise.all(
    files.map(async (file): Promise<Finding> => {
      try {
        await readSeedFile(file, { mocks });
        return { item, ok: true, message: `${file} is valid; \`standin start --seed ${file}\` begins with it` };
      } catch (error) {
        if (!isStandinError(error)) throw error;
        return { item, ok: false, message: error.message };
      }
    }),
  );
}

async function filesThere(names: readonly string[]): Promise<string[]> {
  const there = await Promise.all(
    names.map((name) =>
      access(name).then(
        () => [name],
        () => [],
      ),
    ),
  );
  return there.flat();
}

const toText = (findings: readonly Finding[]): StyledText =>
  toTable(
    ["", "item", "finding"],
    findings.map(({ item, ok, message }) => [ok ? OK : IN_THE_WAY, item, message]),
    { "": toColour },
  );

const OK = "ok";
const IN_THE_WAY = "in the way";

const toColour = (part: Part): StyledText =>
  part === IN_THE_WAY ? red(part) : part === OK ? green(part) : show`${part}`;
