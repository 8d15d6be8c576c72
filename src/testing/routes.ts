import type { World } from "#clients/world.ts";
import type { BrowserRoute, EndableRoute, RouteOptions } from "#interception/browser-routes.ts";
import type { RouteTarget } from "#interception/browser-target.ts";
import type { GivenProvider } from "#standin/providers.ts";

/**
 * Answers the providers' real hosts in a browser context of Playwright or Puppeteer, in a world: that of a fixture, or of a standin in
 * this process. See `BrowserWorld.route`.
 *
 * @throws StandinError if the browser is not made of Chromium
 */
export async function routeHosts(
  target: RouteTarget,
  world: Pick<World, "fetch" | "baseUrl">,
  options?: RouteOptions,
): Promise<BrowserRoute> {
  return open(target, world, options);
}

async function open(
  target: RouteTarget,
  world: Pick<World, "fetch" | "baseUrl">,
  options?: RouteOptions,
  given?: readonly GivenProvider[],
): Promise<EndableRoute> {
  // Most tests have no browser.
  const { routeContext } = await import("#interception/browser-routes.ts");
  return routeContext(target, world, options, given);
}

/** A world with routes, which end with its test: what pages send then is broken off, and reaches neither world nor network. */
export function withRoutes<Routed extends World>(world: Routed, given: readonly GivenProvider[] | undefined) {
  const routes: EndableRoute[] = [];
  return {
    world: {
      ...world,
      async route(target: RouteTarget, options?: RouteOptions): Promise<BrowserRoute> {
        const route = await open(target, world, options, given);
        routes.push(route);
        return route;
      },
    },
    end(): void {
      for (const each of routes) each.end("the test has ended");
    },
  };
}
