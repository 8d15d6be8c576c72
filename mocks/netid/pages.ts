import { ownMember } from "#engine/basics/table.ts";
import { headerOf } from "#engine/contract/exchange.ts";
import type { MockPage, PageReply, PageRequest } from "#engine/contract/pages.ts";
import { isReason, type Reason } from "#engine/contract/reasons.ts";
import type { Refusal } from "#engine/contract/request.ts";
import { cookieOf } from "#engine/kit/cookies.ts";
import { TPID_COOKIE_DOMAIN } from "./assumptions.ts";
import { claimsOf, mintSession, QUALITIES, readCookie } from "./credentials.ts";
import type { AskingSite, Held } from "./html.ts";
import { templates } from "./late-html.ts";
import { reasons } from "./reasons.ts";
import type { NetidContext, User } from "./state.ts";
import { activeTappsOf, isLoopback, isRegistered } from "./tapps.ts";
import { provisionUser } from "./users.ts";
import { readOptions } from "./world-options.ts";

/** Login and logout, which take place on netID's own site. Both work as forms and as plain links. */
export const pages: readonly MockPage<NetidContext>[] = (["GET", "POST"] as const).flatMap((method) => [
  { method, path: "/_mock/login", needs: templates.load, answer: login },
  { method, path: "/_mock/logout", needs: templates.load, answer: logout },
]);

/** Limits the listed users. Further users can still log in by name. */
const MOST_LISTED = 100;
/** Of the TAPPs that one origin is registered for. */
const MOST_TAPPS = 5;
/** A click on these pages has effects, so that no page of another may hold them in a frame. */
const HEADERS = { "cache-control": "no-store", "content-security-policy": "frame-ancestors 'none'" };
const USER_ID = /^[\w-]{1,64}$/;

/** A field of the form, or of the query. */
function fieldOf({ form, query }: PageRequest, name: string): string | undefined {
  const value = ownMember(form, name) ?? query[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

function login(request: PageRequest, context: NetidContext): PageReply {
  const site = readReturnAddress(request, context);
  if (site !== undefined && isReason(site)) return refuseReturn(site, context);
  const id = fieldOf(request, "user");
  if (id === undefined) return { status: 200, headers: HEADERS, body: choice(request, site, context) };
  const named = fieldOf(request, "session") ?? "valid";
  const allowed = QUALITIES.join(", ");
  const quality = QUALITIES.find((each) => each === named);
  if (quality === undefined)
    return refuse(400, `session is ${allowed}.`, reasons.unknownSessionQuality({ session: named, allowed }), context);
  const user = findUser(id, context);
  if (user === undefined) return refuse(404, `User ${id} does not exist.`, explainUser(id, context), context);
  const { session } = heldBy(request, context);
  const isAgain = session.kind === "open" && session.user.id === user.id;
  const cookie = mintSession(user.id, { quality }, context);
  const expiresAtMs = claimsOf(cookie, context)?.expiresAtMs ?? context.now;
  return leave(site, setCookie(request, cookie, context), () =>
    templates.get().loggedInPage({ user, quality, expiresAtMs, isAgain, context }),
  );
}

function logout(request: PageRequest, context: NetidContext): PageReply {
  const site = readReturnAddress(request, context);
  if (site !== undefined && isReason(site)) return refuseReturn(site, context);
  const cookie = `${setCookie(request, "", context)}; Max-Age=0`;
  return leave(site, cookie, () => templates.get().loggedOutPage(heldBy(request, context), context));
}

/** What the browser of a request is logged in by. */
function heldBy({ headers }: PageRequest, context: NetidContext): Held {
  const cookie = cookieOf(headers, "tpid_sec");
  return {
    session: readCookie(headers, context),
    claims: cookie === undefined ? undefined : claimsOf(cookie, context),
  };
}

function findUser(id: string, context: NetidContext): User | undefined {
  const user = context.users.get(id);
  return user === undefined && context.acceptAnyCredentials && USER_ID.test(id) ? provisionUser(id, context) : user;
}

const explainUser = (user: string, { world }: NetidContext): Reason =>
  USER_ID.test(user) ? reasons.unknownUser({ user, world }) : reasons.malformedUser({ user });

/** @returns why a redirect to this address is refused: the page would be an open redirect */
function readReturnAddress(request: PageRequest, context: NetidContext): AskingSite | Reason | undefined {
  const address = fieldOf(request, "return_to");
  if (address === undefined) return undefined;
  if (!URL.canParse(address)) return reasons.malformedReturnAddress();
  const { href, origin, protocol } = new URL(address);
  if (protocol !== "http:" && protocol !== "https:") return reasons.returnAddressScheme({ scheme: protocol });
  return isLoopback(origin) || isRegistered(origin, context)
    ? { returnTo: href, origin, tapps: activeTappsOf(origin, MOST_TAPPS, context) }
    : reasons.foreignReturnAddress({ origin });
}

/** A session cookie with its expiry inside, so that browsers still send it after it has expired. */
function setCookie({ headers }: PageRequest, value: string, context: NetidContext): string {
  const { secure_cookie } = readOptions(context);
  const host = (headerOf(headers, "host") ?? "").replace(/:\d*$/, "").toLowerCase();
  const domain = host.endsWith(`.${TPID_COOKIE_DOMAIN}`) ? `; Domain=${TPID_COOKIE_DOMAIN}` : "";
  const reach = secure_cookie ? "Secure; SameSite=None" : "SameSite=Lax";
  return `tpid_sec=${value}${domain}; Path=/; HttpOnly; ${reach}`;
}

function leave(site: AskingSite | undefined, cookie: string, showEnd: () => string): PageReply {
  const headers = { "set-cookie": cookie, ...HEADERS };
  return site === undefined
    ? { status: 200, headers, body: showEnd() }
    : { status: 303, headers: { ...headers, location: site.returnTo } };
}

const refuse = (status: number, message: string, reason: Reason, context: NetidContext): Refusal => ({
  status,
  headers: HEADERS,
  body: templates.get().refusalPage(message, reason.text, context),
  reason,
});

const refuseReturn = (reason: Reason, context: NetidContext): Refusal =>
  refuse(400, "return_to must be an address of this machine or of a registered origin.", reason, context);

function choice(request: PageRequest, site: AskingSite | undefined, context: NetidContext): string {
  const { rows: users } = context.users.list("all", [], { limit: MOST_LISTED });
  return templates.get().loginPage({ held: heldBy(request, context), site, users, context });
}
