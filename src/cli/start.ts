import { ownMember } from "#engine/basics/table.ts";
import { isLoopbackHost } from "#engine/contract/loopback.ts";
import type { Mock } from "#engine/contract/mock.ts";
import { createStandin, type ListenOptions, type StandinOptions, type StandinServer } from "#standin/standin.ts";
import { toCurl } from "./curl.ts";
import { chooseProviders, type ProvidersOptions } from "./providers.ts";
import { bold, complain, complainOfBug, cyan, dim, lines, type StyledText, say, sayJson, show } from "./terminal.ts";

export interface StartOptions extends ProvidersOptions {
  readonly port: number;
  readonly host?: string;
  readonly https?: boolean;
  readonly httpsPort?: number;
  readonly caDir?: string;
  readonly offline?: boolean;
  readonly allowRealHosts?: boolean;
  readonly seed?: string;
  readonly watch?: boolean;
  readonly acceptAnyCredentials: boolean;
  readonly controlToken?: string;
  readonly maxWorlds?: number;
  readonly control: boolean;
  readonly webhookTargets?: readonly string[];
  readonly publicUrl?: string;
  /** Folder in which worlds are kept. */
  readonly data?: string;
  /** URL of a Redis in which worlds are kept. */
  readonly redis?: string;
  /** Real milliseconds for open requests to finish when it stops; default: that of the simulator. */
  readonly grace?: number;
  readonly quiet: boolean;
  readonly json: boolean;
}

/**
 * Serves the providers until SIGINT or SIGTERM.
 *
 * @throws StandinError if it cannot start, or the control token is unusable
 */
export async function start(options: StartOptions): Promise<void> {
  const { controlToken, publicUrl, watch, webhookTargets } = options;
  if (watch || [controlToken, publicUrl, webhookTargets].some((each) => each !== undefined))
    await (await import("./check-start.ts")).checkStart(options);
  const { providers, mocks } = await chooseProviders(options);
  const seeding =
    options.seed === undefined
      ? {}
      : await (await import("#standin/seed-file.ts")).readSeedFile(options.seed, { mocks });
  const standin = await createStandin({
    ...seeding,
    providers,
    acceptAnyCredentials: options.acceptAnyCredentials,
    control: options.control,
    ...(controlToken !== undefined && { controlToken }),
    ...(options.maxWorlds !== undefined && { maxWorlds: options.maxWorlds }),
    ...(webhookTargets !== undefined && { webhookTargets }),
    ...(publicUrl !== undefined && { publicUrl }),
    ...(options.data !== undefined && { data: options.data }),
    ...(options.redis !== undefined && { redis: options.redis }),
    ...(await toRequestLog(options)),
    onBug: complainOfBug,
  });
  const server = await standin.listen(toListenOptions(options)).catch(async (error: unknown) => {
    throw (await import("./listen-error.ts")).toUsageError(error, { httpsPort: HTTPS_PORT, ...options });
  });
  const stopped = untilSignal();
  const shown = options.json ? server : toShownServer(server);
  const summaries = standin.providers.map((provider) => describe(provider, shown, seeding.seeds));
  if (options.json) sayJson(toJson(server, summaries, publicUrl));
  else say(toText(shown, summaries, toControlLine(shown, options), publicUrl));
  if (standin.data !== undefined) (await import("./data-folder.ts")).tellData(standin.data, options.json);
  if (watch && options.seed !== undefined) {
    const { watchSeed } = await import("./watch-seed.ts");
    void stopped.then(watchSeed(options.seed, seeding, standin, options.json));
  }
  await stopped;
  await standin.close(options.grace === undefined ? {} : { graceMs: options.grace });
}

/** The port for HTTPS if none is named. */
const HTTPS_PORT = 4743;

function toListenOptions({
  port,
  host,
  https,
  httpsPort,
  caDir,
  offline,
  allowRealHosts,
}: StartOptions): ListenOptions {
  return {
    port,
    ...(host !== undefined && { host }),
    ...((https || httpsPort !== undefined) && { https: { port: httpsPort ?? HTTPS_PORT } }),
    ...(caDir && { caDir }),
    ...(offline && { offline }),
    ...(allowRealHosts && { allowRealHosts }),
    onNotice: (sentence) => complain(show`${sentence}`),
  };
}

/** Where a program reads one line of JSON, requests are shown to people only. */
async function toRequestLog({ quiet, json }: StartOptions): Promise<Pick<StandinOptions, "onRequest">> {
  if (quiet || (json && !process.stderr.isTTY)) return {};
  const { createRequestLog } = await import("./request-log.ts");
  return { onRequest: createRequestLog(json ? process.stderr : process.stdout) };
}

/**
 * The server as people are to call it: pages of `localhost` are of the same site, whatever their ports, so that browsers send
 * cookies. Programs that read JSON get the address itself, which no resolver has to find.
 */
const toShownServer = ({ url, ...server }: StandinServer): StandinServer => ({
  ...server,
  url: url.replace(/^http:\/\/127\.0\.0\.1(?=:|$)/, "http://localhost"),
});

/** The summary of a running provider, for people and scripts. */
interface MockSummary {
  readonly name: string;
  readonly title: string;
  readonly url: string;
  readonly credentials: Readonly<Record<string, string>>;
  readonly curl: string;
}

function describe(
  provider: Mock,
  { url: origin }: StandinServer,
  seeds: Readonly<Record<string, unknown>> | undefined,
): MockSummary {
  const { name, title } = provider.api;
  const seed = ownMember(seeds ?? {}, name) ?? provider.defaultSeed;
  const url = `${origin}/${provider.prefix ?? name}`;
  return {
    name,
    title,
    url,
    credentials: provider.describeCredentials(seed),
    curl: toCurl(url, provider.exampleRequest(seed)),
  };
}

const toJson = ({ url, https }: StandinServer, summaries: readonly MockSummary[], publicUrl: string | undefined) => ({
  url,
  ...(https && { https: https.url, ca: https.ca }),
  ...(publicUrl !== undefined && { publicUrl }),
  providers: Object.fromEntries(summaries.map(({ name, url, credentials }) => [name, { url, credentials }])),
});

function toControlLine({ url }: StandinServer, { control, controlToken }: StartOptions): StyledText {
  if (!control) return show`Control API  off (--no-control), and the inspector with it`;
  const line = show`Inspector    ${cyan(`${url}/_standin/`)}\nControl API  ${cyan(`${url}/_standin`)}`;
  if (controlToken) return show`${line}  (requires the control token)`;
  return isLoopbackHost(new URL(url).host) ? line : show`${line}  (local programs only; others need --control-token)`;
}

function toText(
  { url, https }: StandinServer,
  summaries: readonly MockSummary[],
  controlLine: StyledText,
  publicUrl: string | undefined,
): StyledText {
  const blocks = summaries.map(({ title, url, credentials, curl }) => {
    const widest = Math.max(...Object.keys(credentials).map((name) => name.length));
    const values = Object.entries(credentials).map(
      // A path leads to a page for people.
      ([name, value]) => show`  ${dim(name.padEnd(widest))}  ${value.startsWith("/") ? url + value : value}`,
    );
    return [show`${bold(title)}  ${cyan(url)}`, ...values, show`  ${curl}`, ""];
  });
  return lines([
    show`standin is listening on ${cyan(url)}`,
    ...(https === undefined ? [] : [show`and on ${cyan(https.url)}, with the CA ${https.ca}`]),
    "",
    ...blocks.flat(),
    controlLine,
    ...(publicUrl === undefined ? [] : [show`Links lead to ${cyan(publicUrl)}`]),
    "",
    "Press Ctrl-C to stop.",
  ]);
}

const SIGNALS = ["SIGINT", "SIGTERM"] as const;
// `npm start` forwards a Ctrl-C that the terminal has already sent to this process.
const REPEATED_WITHIN_MS = 50;

/** Resolves on the first signal to stop. A second signal ends the process without waiting for open requests. */
function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    let firstMs: number | undefined;
    const stop = (): void => {
      const nowMs = performance.now();
      if (firstMs !== undefined && nowMs - firstMs >= REPEATED_WITHIN_MS) {
        complain(show`Stopped at once: open requests were cut off.`);
        process.exit(0);
      }
      firstMs ??= nowMs;
      resolve();
    };
    for (const signal of SIGNALS) process.on(signal, stop);
  });
}
