import { decodePath } from "#engine/decode.ts";
import type { OperationEntry } from "#engine/operation.ts";
import type { Behaviour, Provider } from "#engine/provider.ts";
import { createApiRouter, type Router } from "#engine/router.ts";
import type { RecordedExchange } from "./har-file.ts";

/** What a recorded request was for. */
export type Found =
  | FoundOperation
  /** A page of the mock itself, such as a login: it is replayed, and not compared. */
  | { readonly kind: "page"; readonly provider: Provider; readonly path: string }
  | { readonly kind: "preflight" }
  /** The provider's host, but no operation of its spec. */
  | { readonly kind: "unknown"; readonly provider: Provider; readonly path: string }
  /** Another host. */
  | { readonly kind: "foreign" };

export interface FoundOperation {
  readonly kind: "operation";
  readonly provider: Provider;
  readonly behaviour: Behaviour;
  readonly operationId: string;
  readonly operation: OperationEntry;
  /** The provider's own path, still percent-encoded. */
  readonly path: string;
  /** Path parameters, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** A URL prefix below which a provider answers, as behind a proxy. */
export interface BaseUrl {
  /** Without a trailing slash. */
  readonly prefix: string;
  readonly provider: string;
}

export interface FinderOptions {
  readonly providers: readonly Provider[];
  /** Whose traffic it is where the host does not say. */
  readonly provider?: string | undefined;
  readonly baseUrls?: readonly BaseUrl[] | undefined;
}

interface Target {
  readonly provider: Provider;
  readonly path: string;
  /** Found by an address that belongs to the provider alone. */
  readonly isSure: boolean;
}

/** Finds providers by host, by path prefix where standin itself was asked, and by what the options say; operations by path. */
export function createOperationFinder({ providers, provider: fallback, baseUrls = [] }: FinderOptions) {
  const byName = new Map(providers.map((each) => [each.api.name, each]));
  const byPrefix = new Map(providers.map((each) => [each.prefix ?? each.api.name, each]));
  const byHost = new Map(
    providers.flatMap((each) => [...each.api.hosts, `${each.api.name}.localhost`].map((host) => [host, each] as const)),
  );
  const routers = new Map<Provider, Router>();

  function findTarget({ url, isOwn }: RecordedExchange): Target | undefined {
    const { href, hostname, pathname } = url;
    const base = baseUrls.find(
      ({ prefix }) => href === prefix || (/^[/?#]/.test(href.slice(prefix.length)) && href.startsWith(prefix)),
    );
    const named = base && byName.get(base.provider);
    if (base !== undefined && named !== undefined)
      return {
        provider: named,
        path: pathname.slice(new URL(base.prefix).pathname.replace(/\/$/, "").length) || "/",
        isSure: true,
      };
    const path = pathname.replace(/^\/~[^/]*/, "") || "/";
    const ofHost = byHost.get(hostname);
    if (ofHost !== undefined) return { provider: ofHost, path, isSure: true };
    const [, first = "", rest = ""] = /^\/([^/]*)(.*)$/.exec(path) ?? [];
    const ofPrefix = isOwn || isLocal(hostname) ? byPrefix.get(first) : undefined;
    if (ofPrefix !== undefined) return { provider: ofPrefix, path: rest || "/", isSure: true };
    const assumed = fallback === undefined ? undefined : byName.get(fallback);
    return assumed && { provider: assumed, path, isSure: false };
  }

  return async function find(exchange: RecordedExchange): Promise<Found> {
    const target = findTarget(exchange);
    if (target === undefined) return { kind: "foreign" };
    const { provider, path, isSure } = target;
    const behaviour = await provider.behaviour();
    const router = routers.get(provider) ?? createApiRouter(provider.api, behaviour);
    routers.set(provider, router);
    const route = router.route(exchange.method, path);
    if (route.kind === "operation") {
      const { operationId, operation } = route;
      const parameters = decodePath(route.parameters) ?? route.parameters;
      return { kind: "operation", provider, behaviour, operationId, operation, path, parameters };
    }
    if (path.startsWith("/_mock/")) return { kind: "page", provider, path };
    if (exchange.method === "OPTIONS") return { kind: "preflight" };
    return isSure ? { kind: "unknown", provider, path } : { kind: "foreign" };
  };
}

const isLocal = (host: string): boolean => /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(host);
