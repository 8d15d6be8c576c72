import type { AddressInfo, Server } from "node:net";
import { StandinError } from "#engine/basics/errors.ts";
import { toHostname } from "#engine/basics/host.ts";
import { loadOnce } from "#engine/basics/late.ts";
import { quoteName } from "#engine/basics/quote.ts";
import type { RequestSummary } from "#engine/contract/request-summary.ts";
import type { Engine } from "#engine/pipeline/engine.ts";
import type { RealHosts } from "#hosts/real-hosts.ts";
import { checkOptions } from "./check-options.ts";

export interface ListenOptions {
  /** Default: `0`, which picks a free port. */
  readonly port?: number;
  /** Default: 127.0.0.1, and ::1 where this machine has it, which only this machine reaches. */
  readonly host?: string;
  /**
   * Answers on a second port by HTTPS, with certificates of the user's own CA for the providers' real hosts and loopback names;
   * `true` picks a free port. Default: not.
   */
  readonly https?: boolean | { readonly port?: number };
  /** The folder of that CA; default: `STANDIN_CA_DIR`, or the place for a user's data. It is made when it is first needed. */
  readonly caDir?: string;
  /** As a proxy, refuses all hosts but the providers' and this machine. Default false: they are reached through it. */
  readonly offline?: boolean;
  /** As a proxy, lets requests to real hosts of providers through that are not mocked here. Default false. */
  readonly allowRealHosts?: boolean;
  /** Called with a sentence when the CA was made, or made anew. */
  readonly onNotice?: (sentence: string) => void;
}

export interface CloseOptions {
  /** Real milliseconds for pending requests to finish; default 2000. */
  readonly graceMs?: number;
}

export interface StandinServer {
  /** Without a trailing slash, e.g. `http://127.0.0.1:4700`. */
  readonly url: string;
  readonly port: number;
  /** Where it answers by HTTPS, if it was told to. `ca` is the file of the certificate that programs have to trust. */
  readonly https?: { readonly url: string; readonly port: number; readonly ca: string };
  /** Stops the server: see `close` of the simulator. */
  close(options?: CloseOptions): Promise<void>;
}

/** How long requests under way may take when a server stops. */
export const DEFAULT_GRACE_MS = 2000;
const LOCAL_ADDRESS = "127.0.0.1";

/** What a server has to know of its simulator. */
export interface ListenInternals {
  readonly controlToken: string | undefined;
  readonly onRequest: ((request: RequestSummary) => void) | undefined;
  readonly onClose: (server: StandinServer) => void;
}

/** Answers on a port, and on a second one by HTTPS if it is asked for. What only proxies and HTTPS need is loaded when it is. */
export async function listen(
  engine: Engine,
  options: ListenOptions,
  { onClose, ...internals }: ListenInternals,
): Promise<StandinServer> {
  const { port = 0, host, https = false } = options;
  const { createNodeServer } = await import("#transports/node.ts");
  let realHosts: RealHosts | undefined;
  const loadRealHosts = loadOnce(async () => {
    realHosts = (await import("./real-hosts.ts")).openRealHosts(engine, options, internals);
    return realHosts;
  });
  const { server, other, url, ...at } = await listenOn(
    () => createNodeServer(engine, async () => (await loadRealHosts()).proxy),
    port,
    host,
  );
  const others = [other];
  const stop = async (graceMs: number): Promise<void> => {
    for (const each of others) each?.close();
    await Promise.all([server.stop(graceMs), realHosts?.stop(graceMs)]);
  };
  const listening: StandinServer = {
    ...at,
    url: `http://${url}`,
    async close(options = {}) {
      checkOptions("close", options);
      const { graceMs = DEFAULT_GRACE_MS } = options;
      onClose(listening);
      await stop(graceMs);
    },
  };
  if (https === false) return listening;
  try {
    const opened = await loadRealHosts();
    const { file: ca } = await opened.authority();
    const { url, port, other } = await listenOn(opened.createServer, https === true ? 0 : (https.port ?? 0), host);
    others.push(other);
    return Object.assign(listening, { https: { url: `https://${url}`, port, ca } });
  } catch (error) {
    await stop(0);
    throw error;
  }
}

/**
 * @param create throws where there are no servers, as in a browser
 * @throws StandinError that says why it cannot listen
 */
async function listenOn<Made extends Server>(
  create: () => Made,
  port: number,
  host: string | undefined,
): Promise<Bound<Made>> {
  const server = await bind(create, port, host ?? LOCAL_ADDRESS);
  const at = server.address() as AddressInfo;
  const bound = { server, url: `${toHostname(at.address)}:${at.port}`, port: at.port };
  if (host !== undefined) return { ...bound, other: undefined };
  try {
    return { ...bound, other: await listenOnOther(server, at.port, port !== 0) };
  } catch (error) {
    server.close();
    throw error;
  }
}

interface Bound<Made> {
  readonly server: Made;
  /** The address as it stands in a URL. */
  readonly url: string;
  readonly port: number;
  /** Where it is reached by the other loopback address. */
  readonly other: Server | undefined;
}

function bind<Made extends Server>(
  create: () => Made,
  port: number,
  host: string,
  start: (server: Server, port: number) => void = (server) => server.listen(port, host),
): Promise<Made> {
  return new Promise<Made>((resolve, reject) => {
    const server = create();
    server.once("error", reject);
    server.once("listening", () => resolve(server));
    start(server, port);
  }).catch((cause: NodeJS.ErrnoException) => {
    throw new StandinError(
      "ERR_STANDIN_CANNOT_LISTEN",
      `Cannot listen on port ${port} of ${quoteName(host)} (${cause.code ?? cause.message}). Pass port 0 to get a free one.`,
      { cause },
    );
  });
}

/**
 * Gives a server the connections to the other loopback address as well: `localhost` leads to it too, on many systems first. Many
 * machines do not have that address.
 *
 * @param isChosen whether the port was asked for: then another program must not answer there in place of this one
 */
async function listenOnOther(server: Server, port: number, isChosen: boolean): Promise<Server | undefined> {
  const { createSecondEntrance, listenAtSix } = await import("#transports/node.ts");
  try {
    return await bind(() => createSecondEntrance(server), port, "::1", listenAtSix);
  } catch (error) {
    const { cause } = error as { readonly cause?: NodeJS.ErrnoException };
    if (isChosen && cause?.code === "EADDRINUSE") throw error;
    return undefined;
  }
}
