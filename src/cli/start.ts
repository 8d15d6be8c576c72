import { isIP } from "node:net";
import pc from "picocolors";
import type { Provider } from "#engine/provider.ts";
import { ownMember } from "#engine/table.ts";
import type { ProviderName } from "#mocks/registry.ts";
import { createStandin, isLoopback, type StandinServer } from "#standin/standin.ts";
import { toCurl } from "./curl.ts";
import { UsageError } from "./usage-error.ts";

export interface StartOptions {
  readonly port: number;
  readonly host: string;
  readonly provider: readonly ProviderName[];
  readonly seed?: string;
  readonly acceptAnyCredentials: boolean;
  readonly controlToken?: string;
  readonly maxWorlds?: number;
  readonly control: boolean;
  readonly json: boolean;
}

/**
 * Serves the providers until SIGINT or SIGTERM.
 *
 * @throws UsageError when that cannot be, or is not safe
 */
export async function start(options: StartOptions): Promise<void> {
  // An empty variable of the environment is as good as none.
  const controlToken = options.controlToken || undefined;
  if (controlToken !== undefined && !/^[\x21-\x7e]+$/.test(controlToken))
    throw new UsageError("The control token has blanks in it, or other characters that no header can carry.");
  if (options.control && controlToken === undefined) await refuseExposure(options);
  const { seeds, ...settings } =
    options.seed === undefined ? {} : await (await import("./seed-file.ts")).readSeedFile(options.seed);
  const standin = await createStandin({
    ...settings,
    ...(seeds !== undefined && { seeds }),
    providers: options.provider,
    acceptAnyCredentials: options.acceptAnyCredentials,
    control: options.control,
    ...(controlToken !== undefined && { controlToken }),
    ...(options.maxWorlds !== undefined && { maxWorlds: options.maxWorlds }),
    onBug: ({ provider, operationId, complaint, error }) => {
      console.error(`bug in standin: ${provider} ${operationId ?? ""}: ${complaint}`);
      if (error instanceof Error) console.error(error.stack);
    },
  });
  const server = await standin.listen(options.port, options.host).catch((error: unknown) => {
    throw toUsageError(error as NodeJS.ErrnoException, options);
  });
  const stopped = untilStopped();
  const told = standin.providers.map((provider) => describe(provider, server, seeds));
  console.log(options.json ? toJson(server, told) : toText(server, told, toControlLine(server, options)));
  await stopped;
  await standin.close();
}

/** What a person, or a script, needs to know of one running provider. */
interface Told {
  readonly name: string;
  readonly title: string;
  readonly url: string;
  readonly credentials: Readonly<Record<string, string>>;
  readonly curl: string;
}

function describe(
  provider: Provider,
  { url: origin }: StandinServer,
  seeds: Readonly<Record<string, unknown>> | undefined,
): Told {
  const { name, title } = provider.api;
  const seed = ownMember(seeds ?? {}, name) ?? provider.defaultSeed;
  const url = `${origin}/${name}`;
  return {
    name,
    title,
    url,
    credentials: provider.describeCredentials(seed),
    curl: toCurl(url, provider.exampleRequest(seed)),
  };
}

const toJson = ({ url }: StandinServer, told: readonly Told[]): string =>
  JSON.stringify({
    url,
    providers: Object.fromEntries(told.map(({ name, url, credentials }) => [name, { url, credentials }])),
  });

function toControlLine({ url }: StandinServer, { control, controlToken }: StartOptions): string {
  if (!control) return "There is no control API.";
  return `Control API  ${pc.cyan(`${url}/_standin`)}${controlToken ? "  (asks for the control token)" : ""}`;
}

function toText({ url }: StandinServer, told: readonly Told[], controlLine: string): string {
  const blocks = told.map(({ title, url, credentials, curl }) => {
    const widest = Math.max(...Object.keys(credentials).map((name) => name.length));
    const lines = Object.entries(credentials).map(([name, value]) => `  ${pc.dim(name.padEnd(widest))}  ${value}`);
    return [`${pc.bold(title)}  ${pc.cyan(url)}`, ...lines, `  ${curl}`].join("\n");
  });
  return `standin is listening on ${pc.cyan(url)}\n\n${blocks.join("\n\n")}\n\n${controlLine}\n\nCtrl-C stops it.`;
}

/** Whoever reaches the control API reads and changes everything, so other machines need a token for it. */
async function refuseExposure(options: StartOptions): Promise<void> {
  const { host } = options;
  const address = isIP(host) === 0 ? await lookUp(options) : host;
  if (isLoopback(address)) return;
  throw new UsageError(
    `Other machines can reach ${host}, and the control API there needs a token: give one with --control-token or STANDIN_CONTROL_TOKEN, or serve no control API with --no-control.`,
  );
}

async function lookUp(options: StartOptions): Promise<string> {
  const { lookup } = await import("node:dns/promises");
  const { address } = await lookup(options.host).catch((error: unknown) => {
    throw toUsageError(error as NodeJS.ErrnoException, options);
  });
  return address;
}

function toUsageError(error: NodeJS.ErrnoException, { port, host }: StartOptions): Error {
  switch (error.code) {
    case "EADDRINUSE":
      return new UsageError(`Port ${port} on ${host} is taken. Choose another with --port, or let --port 0 find one.`);
    case "EACCES":
      return new UsageError(`Port ${port} on ${host} may not be used by this user. Choose one above 1023 with --port.`);
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return new UsageError(`${host} is no address of this machine. --host 127.0.0.1 always is.`);
    default:
      return error;
  }
}

function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}
