import type { Awaitable } from "./awaitable.ts";
import { type OpenContext, type OpenContextOf, prepareContext } from "./context.ts";
import { loadOnce } from "./load-once.ts";
import { createPageRouter, type PageRouter } from "./pages.ts";
import type { Behaviour, Provider } from "./provider.ts";
import { createApiRouter, type Router } from "./router.ts";

/** A provider with everything that can be prepared before the first request. */
export interface Mount {
  readonly provider: Provider;
  readonly openContext: OpenContextOf;
  /** What answers its requests; loaded when first asked for, and at hand from then on. */
  readonly behaviour: () => Awaitable<MountedBehaviour>;
}

/** A provider's behaviour with its routing tables built. */
export interface MountedBehaviour extends Behaviour {
  readonly mount: Mount;
  readonly router: Router;
  readonly findPage: PageRouter<OpenContext>;
}

export function mountProvider(provider: Provider): Mount {
  const mount: Mount = {
    provider,
    openContext: prepareContext(provider),
    behaviour: loadOnce(async () => mountBehaviour(mount, await provider.behaviour())),
  };
  return mount;
}

/** What not every provider has. With it all behaviours are of one shape, and quick to read. */
const OPTIONAL = {
  worldOf: undefined,
  authorize: undefined,
  bodyMediaType: undefined,
  parseForm: undefined,
  normalizeBody: undefined,
  crossOrigin: undefined,
  rateLimit: undefined,
  pages: undefined,
};

const mountBehaviour = (mount: Mount, behaviour: Behaviour): MountedBehaviour => ({
  ...OPTIONAL,
  ...behaviour,
  mount,
  router: createApiRouter(mount.provider.api, behaviour),
  findPage: createPageRouter(behaviour.pages ?? []),
});
