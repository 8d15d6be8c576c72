import type { Engine } from "#engine/pipeline/engine.ts";
import { createRealHosts, type RealHosts } from "#hosts/real-hosts.ts";
import { registry } from "#mocks/registry.ts";
import type { ListenInternals, ListenOptions } from "./listen.ts";

/** Prepares a simulator's answers at the real hosts of its providers. */
export function openRealHosts(
  engine: Engine,
  { caDir, offline, allowRealHosts, onNotice }: ListenOptions,
  { controlToken, onRequest }: Omit<ListenInternals, "onClose">,
): RealHosts {
  return createRealHosts({
    exchanger: engine,
    served: engine.providers.flatMap(({ api }) => [...api.hosts, `${api.name}.localhost`]),
    known: Object.values(registry).flatMap(({ api }) => api.hosts),
    offline: offline ?? false,
    allowRealHosts: allowRealHosts ?? false,
    onRequest,
    ...(controlToken !== undefined && { controlToken }),
    ...(caDir !== undefined && { caDir }),
    ...(onNotice !== undefined && { onNotice }),
  });
}
