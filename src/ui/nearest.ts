import type { ProviderDescription } from "./api.ts";

export interface RouteLine {
  readonly provider: string;
  readonly operationId: string;
  readonly method: string;
  /** With the provider's prefix. */
  readonly path: string;
}

export const routesOf = (providers: readonly ProviderDescription[]): RouteLine[] =>
  providers.flatMap(({ name, path: prefix, operations }) =>
    operations.map(({ operationId, method, path }) => ({ provider: name, operationId, method, path: prefix + path })),
  );

const stepsOf = (path: string): string[] =>
  path
    .split("?", 1)[0]
    ?.replace(/^\/~[^/]*/, "")
    .split("/")
    .filter((step) => step !== "") ?? [];

/** How far a path is from a template: 0 where it matches, more for each step that differs. */
export function distanceTo(
  { method, path }: RouteLine,
  asked: { readonly method: string; readonly path: string },
): number {
  const [wanted, given] = [stepsOf(path), stepsOf(asked.path)];
  let distance = Math.abs(wanted.length - given.length) * 2;
  wanted.slice(0, given.length).forEach((step, at) => {
    if (!step.startsWith("{") && step !== given[at])
      distance += step.toLowerCase() === given[at]?.toLowerCase() ? 1 : 2;
  });
  return distance + (asked.method === "" || asked.method === method ? 0 : 1);
}

/** Routes by their distance from what was asked, the nearest first; of equal ones those with fewer parameters. */
export function byDistance(routes: readonly RouteLine[], asked: { readonly method: string; readonly path: string }) {
  const parameters = ({ path }: RouteLine): number => path.split("{").length;
  return routes
    .map((route) => ({ route, distance: distanceTo(route, asked) }))
    .sort((a, b) => a.distance - b.distance || parameters(a.route) - parameters(b.route));
}
