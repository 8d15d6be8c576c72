import type { Fetch } from "#clients/fetch.ts";
import {
  createNetidClient,
  createNetidServerClient,
  isIdConsentGiven,
  isLoggedIn,
  type NetidClient,
  type StatusResult,
  syncIdOf,
  tcStringOf,
  tpidOf,
  type WriteResult,
} from "#clients/netid.ts";
import type { CallSite } from "../agreement/contract.ts";
import { COOKIE, ORIGIN, TAPP, TOKEN } from "./exchanges.ts";

export interface Page {
  readonly tappId?: string;
  readonly origin?: string;
  /** Whether the browser has the cookie, and sends it. */
  readonly hasCookie?: boolean;
}

/** Does what a browser does and no script can: sends origin and cookie, and hides replies that are not for this origin. */
export function inBrowser({ fetch, from }: CallSite, { origin = ORIGIN, hasCookie = true }: Page = {}): Fetch {
  return async (request) => {
    request.headers.set("origin", origin);
    if (hasCookie && request.credentials === "include") request.headers.set("cookie", from("cookie", COOKIE));
    const reply = await fetch(request);
    const isReadable =
      reply.headers.get("access-control-allow-origin") === origin &&
      reply.headers.get("access-control-allow-credentials") === "true";
    if (!isReadable) throw new TypeError("Failed to fetch");
    return reply;
  };
}

/** An app's platform keeps cookies too, and sends them unless it is told not to. */
export const inApp =
  ({ fetch }: CallSite): Fetch =>
  (request) => {
    if (request.credentials !== "omit") request.headers.set("cookie", COOKIE);
    return fetch(request);
  };

export const openPage = (site: CallSite, page: Page = {}): NetidClient =>
  createNetidClient({ baseUrl: site.baseUrl, fetch: inBrowser(site, page), tappId: page.tappId ?? TAPP });

/** The token as it comes out of a file, with a line's end. */
export const openServer = (site: CallSite): NetidClient =>
  createNetidServerClient({
    baseUrl: site.baseUrl,
    fetch: inApp(site),
    token: `${site.from("bearer_token", TOKEN)}\n`,
  });

export const QUESTIONS = ["isIdConsentGiven", "tcStringOf", "tpidOf", "syncIdOf", "isLoggedIn"] as const;

/** All that can be asked about an outcome. A write tells nothing of decisions. */
export const ask = (outcome: StatusResult | WriteResult) => ({
  outcome,
  consent: outcome.kind === "written" ? null : isIdConsentGiven(outcome),
  tcString: outcome.kind === "written" ? undefined : tcStringOf(outcome),
  tpid: tpidOf(outcome),
  syncId: syncIdOf(outcome),
  identifiers: identifiersIn(outcome),
  isLoggedIn: isLoggedIn(outcome),
});

/** Names of identifiers, in the order of the alphabet. */
function identifiersIn(outcome: StatusResult | WriteResult): string {
  if (outcome.kind !== "found" && outcome.kind !== "written") return "";
  return Object.keys(outcome.data.subject_identifiers).sort().join();
}

/** What is known of a user; absent members are unknown. */
export interface Known {
  readonly consent?: boolean | null | undefined;
  readonly tcString?: string | undefined;
  readonly tpid?: string | undefined;
  readonly syncId?: string | undefined;
  /** Those that the reply names at all; default: the tpid. */
  readonly identifiers?: string | undefined;
}

/** The result of `ask` if a user is logged in. */
const told = (outcome: object, { consent = null, tcString, tpid, syncId, identifiers = "tpid" }: Known) => ({
  outcome,
  consent,
  tcString,
  tpid,
  syncId,
  identifiers,
  isLoggedIn: true as boolean | null,
});

export const found = (data: unknown, known: Known) => told({ kind: "found", ok: true, data }, known);
export const written = (data: unknown, known: Known) => told({ kind: "written", ok: true, data }, known);
export const notFound = told(
  { kind: "notFound", ok: true, data: { status_code: "PERMISSIONS_NOT_FOUND" } },
  { identifiers: "" },
);

/** @param loggedIn null: the failure does not tell */
export const failed = (failure: object, loggedIn: boolean | null) => ({
  ...told({ kind: "error", ok: false, error: undefined, ...failure }, { identifiers: "" }),
  isLoggedIn: loggedIn,
});
