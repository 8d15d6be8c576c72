import { isLoopbackHost } from "#engine/loopback.ts";
import type { Provider } from "#engine/provider.ts";
import { ownMember } from "#engine/table.ts";
import type { ProviderName } from "#mocks/registry.ts";
import { CONTROL_TOKEN } from "#standin/check-options.ts";
import { createStandin, type StandinServer } from "#standin/standin.ts";
import { toCurl } from "./curl.ts";
import { bold, complain, complainOfBug, cyan, dim, lines, type Shown, say, sayJson, show } from "./terminal.ts";
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
  readonly webhookTargets?: readonly string[];
  /** Real milliseconds that requests under way may take when it stops; default: as the simulator has it. */
  readonly grace?: number;
  readonly json: boolean;
}

/**
 * Serves the providers until SIGINT or SIGTERM.
 *
 * @throws UsageError when that cannot be, or is not safe
 */
export async function start(options: StartOptions): Promise<void> {
  const { controlToken } = options;
  if (controlToken === "")
    throw new UsageError(
      "The control token is empty: leave out --control-token, or give it one that no other program knows.",
    );
  if (controlToken !== undefined && !CONTROL_TOKEN[0](controlToken))
    throw new UsageError("The control token has blanks in it, or other characters that no header can carry.");
  if (options.webhookTargets !== undefined) await checkTargets(options.webhookTargets);
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
    ...(options.webhookTargets !== undefined && { webhookTargets: options.webhookTargets }),
    onBug: complainOfBug,
  });
  const server = await standin.listen(options.port, options.host).catch((error: unknown) => {
    throw toUsageError(error as NodeJS.ErrnoException, options);
  });
  const stopped = untilSignal();
  const told = standin.providers.map((provider) => describe(provider, server, seeds));
  if (options.json) sayJson(toJson(server, told));
  else say(toText(server, told, toControlLine(server, options)));
  await stopped;
  await standin.close(options.grace === undefined ? {} : { graceMs: options.grace });
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

const toJson = ({ url }: StandinServer, told: readonly Told[]) => ({
  url,
  providers: Object.fromEntries(told.map(({ name, url, credentials }) => [name, { url, credentials }])),
});

function toControlLine({ url }: StandinServer, { control, controlToken }: StartOptions): Shown {
  if (!control) return show`There is no control API.`;
  const address = cyan(`${url}/_standin`);
  if (controlToken) return show`Control API  ${address}  (asks for the control token)`;
  return isLoopbackHost(new URL(url).host)
    ? show`Control API  ${address}`
    : show`Control API  ${address}  (for programs of this machine; others need a --control-token)`;
}

function toText({ url }: StandinServer, told: readonly Told[], controlLine: Shown): Shown {
  const blocks = told.map(({ title, url, credentials, curl }) => {
    const widest = Math.max(...Object.keys(credentials).map((name) => name.length));
    const values = Object.entries(credentials).map(([name, value]) => show`  ${dim(name.padEnd(widest))}  ${value}`);
    return [show`${bold(title)}  ${cyan(url)}`, ...values, show`  ${curl}`, ""];
  });
  return lines([show`standin is listening on ${cyan(url)}`, "", ...blocks.flat(), controlLine, "", "Ctrl-C stops it."]);
}

async function checkTargets(targets: readonly string[]): Promise<void> {
  const { parseTargets } = await import("#engine/target-option.ts");
  try {
    parseTargets(targets);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
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

const SIGNALS = ["SIGINT", "SIGTERM"] as const;
// `npm start` passes on the Ctrl-C that the terminal has sent already.
const REPEATED_WITHIN_MS = 50;

/** Resolves at the first signal to stop. A second one says that nobody waits for what is under way, and ends the process. */
function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    let firstMs: number | undefined;
    const stop = (): void => {
      const nowMs = performance.now();
      if (firstMs !== undefined && nowMs - firstMs >= REPEATED_WITHIN_MS) {
        complain(show`Ended at once: what was under way was cut off.`);
        process.exit(0);
      }
      firstMs ??= nowMs;
      resolve();
    };
    for (const signal of SIGNALS) process.on(signal, stop);
  });
}
