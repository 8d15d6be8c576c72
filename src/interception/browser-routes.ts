import type { World } from "#clients/world.ts";
import { StandinError } from "#engine/basics/errors.ts";
import { type GivenProvider, readProviders } from "#standin/providers.ts";
import type { ThirdPartyCookies } from "./browser-exchange.ts";
import { type ContextRoute, openBrowserHub } from "./browser-hub.ts";
import { type RouteTarget, toBrowserContext } from "./browser-target.ts";

export interface RouteOptions {
  /**
   * Whether pages of other sites get the providers' cookies, and may have them set: `block` does as browsers that block third-party
   * cookies. Default `allow`.
   */
  readonly thirdPartyCookies?: ThirdPartyCookies;
  /** Called with every request that is broken off, and why; default: a warning of the process. */
  readonly onRefused?: (sentence: string) => void;
}

/** The providers' real hosts are answered in a browser context until this ends. */
export interface BrowserRoute extends AsyncDisposable {
  /** Has requests reach the network again. `await using` does the same. */
  stop(): Promise<void>;
}

/** A route that can be ended without letting requests through. */
export interface EndableRoute extends BrowserRoute {
  /** Breaks off all further requests to the providers' hosts. */
  end(why: string): void;
}

/**
 * Answers the requests of a browser context to the providers' real hosts in a world: those of pages, frames, popups and workers.
 * Cookies, CORS and preflights are the browser's own; neither TLS nor a proxy is needed. A request to the real host of a provider
 * that the world does not have is broken off; all others reach the network.
 *
 * @param given the world's providers; default: all of standin's own
 * @throws StandinError if the browser is not made of Chromium
 */
export async function routeContext(
  target: RouteTarget,
  world: Pick<World, "fetch" | "baseUrl">,
  { thirdPartyCookies = "allow", onRefused = warn }: RouteOptions = {},
  given?: readonly GivenProvider[],
): Promise<EndableRoute> {
  if (thirdPartyCookies !== "allow" && thirdPartyCookies !== "block")
    throw new StandinError(
      "ERR_STANDIN_INVALID_OPTION",
      `thirdPartyCookies is "allow" or "block", not ${JSON.stringify(thirdPartyCookies)}.`,
    );
  const context = toBrowserContext(target);
  const hub = await openBrowserHub(context);
  const all = await readProviders();
  const own = (await readProviders(given)).filter(({ api }) => !all.some((each) => each.api.name === api.name));
  const mocks = [...all, ...own];
  const isServed = (name: string): boolean => {
    try {
      return world.baseUrl(name as Parameters<World["baseUrl"]>[0]) !== "";
    } catch {
      return false;
    }
  };
  const ending = new AbortController();
  const route: ContextRoute = {
    target: context,
    served: mocks.filter(({ api }) => isServed(api.name)).flatMap(({ api }) => api.hosts),
    known: mocks.flatMap(({ api }) => api.hosts),
    fetch: world.fetch,
    thirdPartyCookies,
    onRefused,
    preflights: new Set(),
    signal: ending.signal,
  };
  await hub.add(route);
  const stop = async (): Promise<void> => {
    ending.abort();
    await hub.remove(route);
  };
  return {
    stop,
    end(why) {
      route.ended = why;
      ending.abort();
    },
    [Symbol.asyncDispose]: stop,
  };
}

const warn = (sentence: string): void => process.emitWarning(sentence, { code: "STANDIN_NOT_SENT" });
