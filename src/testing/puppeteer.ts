/** Answers the providers' real hosts in a browser that Puppeteer drives. */
export type { BrowserRoute, RouteOptions } from "#interception/browser-routes.ts";
export type { RouteTarget } from "#interception/browser-target.ts";
export { routeHosts } from "./routes.ts";
