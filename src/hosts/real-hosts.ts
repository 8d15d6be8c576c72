import { type AddressInfo, createServer, type Server } from "node:net";
import { loadOnce } from "#engine/basics/late.ts";
import type { Exchanger } from "#engine/contract/exchange.ts";
import { createNodeServer } from "#transports/node.ts";
import { type Authority, openAuthority } from "./authority.ts";
import { createDoor, type Facts } from "./door.ts";
import { createHostTable } from "./host-table.ts";
import { createProxy, type ForwardProxy, type ProxyOptions } from "./proxy.ts";
import { createSecureContexts } from "./secure-contexts.ts";

export interface RealHostsOptions extends Partial<Pick<ProxyOptions, "offline" | "allowRealHosts" | "onRequest">> {
  readonly exchanger: Exchanger;
  /** The real hosts that are answered. */
  readonly served: readonly string[];
  /** Those of all providers that there are mocks for. */
  readonly known: readonly string[];
  /** With it, clients on other machines may use the proxy as well. */
  readonly controlToken?: string | undefined;
  /** The folder of the CA; default: that of the user. */
  readonly caDir?: string | undefined;
  readonly onNotice?: ((sentence: string) => void) | undefined;
}

/** Answers at the providers' real hosts: as a proxy, and by HTTPS. */
export interface RealHosts {
  readonly proxy: ForwardProxy;
  /** The CA, opened when it is first needed. @throws StandinError if its folder cannot be used */
  authority(): Promise<Authority>;
  /** A server, not listening yet, whose clients speak TLS. */
  createServer(): Server;
  /** Listens on a free port of this machine, as a proxy and nothing else. @returns the port */
  listenAsProxy(): Promise<number>;
  /**
   * Listens on a free port of this machine for connections that clients believe to lead to a host.
   *
   * @param isTaken whether they believe to speak TLS, and do not
   */
  listenAsDoor(isTaken?: boolean): Promise<number>;
  /** Stops the proxy and all servers. */
  stop(graceMs: number): Promise<void>;
}

export function createRealHosts(options: RealHostsOptions): RealHosts {
  const { exchanger, served, known, controlToken, caDir, onNotice, onRequest } = options;
  const hosts = createHostTable(served, known);
  const open = loadOnce(async () => {
    const opened = await openAuthority({ folder: caDir, names: [...new Set([...known, ...served, "localhost"])] });
    if (opened.notice !== undefined) onNotice?.(opened.notice);
    return { opened, contexts: createSecureContexts(opened, hosts) };
  });
  const contexts = async () => (await open()).contexts;
  const { offline = false, allowRealHosts = false } = options;
  const proxy = createProxy({ exchanger, hosts, contexts, offline, allowRealHosts, token: controlToken, onRequest });
  const stops: ((graceMs: number) => Promise<unknown>)[] = [proxy.stop];
  const createDoorServer = (facts: Facts): Server => {
    const door = createDoor({ exchanger, hosts, contexts });
    const server = createServer({ noDelay: true }, (socket) => door.take(socket, facts));
    stops.push((graceMs) => {
      const closed = new Promise((resolve) => server.close(resolve));
      return Promise.all([door.stop(graceMs), closed]);
    });
    return server;
  };
  return {
    proxy,
    authority: async () => (await open()).opened,
    createServer: () => createDoorServer({}),
    async listenAsProxy() {
      const server = createNodeServer(exchanger, () => proxy);
      stops.push((graceMs) => server.stop(graceMs));
      return listenOnLoopback(server);
    },
    listenAsDoor: (isTaken = false) => listenOnLoopback(createDoorServer({ isTaken })),
    async stop(graceMs) {
      await Promise.all(stops.map((stop) => stop(graceMs)));
    },
  };
}

const listenOnLoopback = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
