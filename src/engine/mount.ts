import { type OpenContext, prepareContext } from "./context.ts";
import { createPageRouter, type PageRouter } from "./pages.ts";
import type { Provider } from "./provider.ts";
import { createApiRouter, type Router } from "./router.ts";

/** A provider with everything that can be prepared before the first request. */
export interface Mount {
  readonly provider: Provider;
  readonly router: Router;
  readonly findPage: PageRouter<OpenContext>;
  readonly openContext: ReturnType<typeof prepareContext>;
}

export const mountProvider = (provider: Provider): Mount => ({
  provider,
  router: createApiRouter(provider.api),
  findPage: createPageRouter(provider.pages ?? []),
  openContext: prepareContext(provider),
});
