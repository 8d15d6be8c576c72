import { createTable, ownMember } from "#engine/basics/table.ts";
import { isLoopbackHost } from "#engine/contract/loopback.ts";
import type { Behaviour, Mock } from "#engine/contract/mock.ts";
import type { OperationEntry } from "#engine/contract/operation.ts";
import { decodePath } from "#engine/kit/decode.ts";
import { createLocator } from "#engine/pipeline/locate.ts";
import type { Mount } from "#engine/pipeline/mount.ts";
import { mountAll } from "#engine/pipeline/mount-mock.ts";
import type { RecordedExchange } from "./har-file.ts";

/** The target of a recorded request. */
export type Found =
  | FoundOperation
  /** A page of the mock itself, such as a login: it is replayed but not compared. */
  | { readonly kind: "page"; readonly mock: Mock; readonly path: string }
  | { readonly kind: "preflight" }
  /** A path of the provider's host without an operation in its spec. */
  | { readonly kind: "unknown"; readonly mock: Mock; readonly path: string }
  /** Another host. */
  | { readonly kind: "foreign" };

/** The operation name in reports for replies to an unknown path or a wrong method. */
export const COMMON_RESPONSE = "common response";

export interface FoundOperation {
  readonly kind: "operation";
  readonly mock: Mock;
  readonly behaviour: Behaviour;
  /** `COMMON_RESPONSE` if no operation accepts the request. */
  readonly operationId: string;
  readonly operation: OperationEntry;
  /** The provider's own path, still percent-encoded. */
  readonly path: string;
  /** Path parameters, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** A URL prefix of a provider, as behind a proxy. */
export interface BaseUrl {
  /** Without a trailing slash. */
  readonly prefix: string;
  readonly provider: string;
}

export interface FinderOptions {
  readonly providers: readonly Mock[];
  /** The provider of traffic whose host does not identify it. */
  readonly provider?: string | undefined;
  readonly baseUrls?: readonly BaseUrl[] | undefined;
}

interface Target {
  readonly mount: Mount;
  readonly path: string;
  /** Found by an address that belongs only to the provider. */
  readonly isSure: boolean;
}

/** Finds the provider by host, by path prefix for requests to standin, and by the options; then the operation by path. */
export function createOperationFinder({ providers, provider: fallback, baseUrls = [] }: FinderOptions) {
  const { mounts, prefixes, hosts } = mountAll(providers);
  const locate = createLocator(prefixes, hosts);

  function findTarget({ method, url, isOwn }: RecordedExchange): Target | undefined {
    const { href, host, hostname, pathname } = url;
    const base = baseUrls.find(
      ({ prefix }) => href === prefix || (/^[/?#]/.test(href.slice(prefix.length)) && href.startsWith(prefix)),
    );
    const named = base && mounts.get(base.provider);
    if (base !== undefined && named !== undefined) {
      const path = pathname.slice(new URL(base.prefix).pathname.replace(/\/$/, "").length) || "/";
      return { mount: named, path, isSure: true };
    }
    const address = locate({ method, path: pathname, query: "", headers: { host } });
    // A path prefix identifies the provider only in requests to standin.
    if ("mount" in address && address.mount !== undefined && (hosts.has(hostname) || isOwn || isLoopbackHost(hostname)))
      return { mount: address.mount, path: address.path, isSure: true };
    const assumed = fallback === undefined ? undefined : mounts.get(fallback);
    return assumed && { mount: assumed, path: pathname, isSure: false };
  }

  return async function find(exchange: RecordedExchange): Promise<Found> {
    const target = findTarget(exchange);
    if (target === undefined) return { kind: "foreign" };
    const { mount, path, isSure } = target;
    const { mock } = mount;
    const behaviour = await mount.behaviour();
    if (behaviour.findPage(exchange.method, path) !== undefined) return { kind: "page", mock, path };
    const route = behaviour.router.route(exchange.method, path);
    if (route.kind === "operation") {
      const { operationId, operation } = route;
      const parameters = decodePath(route.parameters) ?? route.parameters;
      return { kind: "operation", mock, behaviour, operationId, operation, path, parameters };
    }
    if (exchange.method === "OPTIONS") return { kind: "preflight" };
    if (isSure && isCommon(route.kind, exchange.reply.status, behaviour)) {
      const operation = toStrayOperation(exchange.method, path, behaviour);
      return { kind: "operation", mock, behaviour, operationId: COMMON_RESPONSE, operation, path, parameters: {} };
    }
    return isSure ? { kind: "unknown", mock, path } : { kind: "foreign" };
  };
}

/** Whether a reply is the provider's documented one for unknown paths or wrong methods. Otherwise the path may exist. */
function isCommon(route: "wrong-method" | "redirect" | "unknown", status: number, { commonResponses }: Behaviour) {
  const isOfRouting = route === "unknown" ? status === 404 : [301, 404, 405].includes(status);
  return isOfRouting && ownMember(commonResponses, String(status)) !== undefined;
}

/** A placeholder operation for requests that none accepts: any credentials may apply to it. */
const toStrayOperation = (method: string, path: string, { operations }: Behaviour): OperationEntry => ({
  method,
  path,
  slash: "either",
  security: Object.values(operations).flatMap(({ security }) => security),
  query: createTable(),
  headers: [],
  validateParameters: null,
  responses: createTable(),
});
