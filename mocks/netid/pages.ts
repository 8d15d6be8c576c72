import { ownMember } from "#engine/basics/table.ts";
import { headerOf } from "#engine/contract/exchange.ts";
import { escapeHtml, type MockPage, type PageReply, type PageRequest } from "#engine/contract/pages.ts";
import type { Reason } from "#engine/contract/reasons.ts";
import type { Refusal } from "#engine/contract/request.ts";
import { TPID_COOKIE_DOMAIN } from "./assumptions.ts";
import { mintSession, QUALITIES, readCookie } from "./credentials.ts";
import { reasons } from "./reasons.ts";
import type { NetidContext, User } from "./state.ts";
import { isLoopback, isRegistered } from "./tapps.ts";
import { provisionUser } from "./users.ts";
import { readOptions } from "./world-options.ts";

/** Login and logout, which take place on netID's own site. Both work as forms and as plain links. */
export const pages: readonly MockPage<NetidContext>[] = (["GET", "POST"] as const).flatMap((method) => [
  { method, path: "/_mock/login", answer: login },
  { method, path: "/_mock/logout", answer: logout },
]);

/** Limits the listed users. Further users can still log in by name. */
const MOST_LISTED = 100;
const NO_STORE = { "cache-control": "no-store" };
const USER_ID = /^[\w-]{1,64}$/;

/** A field of the form, or of the query. */
function fieldOf({ form, query }: PageRequest, name: string): string | undefined {
  const value = ownMember(form, name) ?? query[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

function login(request: PageRequest, context: NetidContext): PageReply {
  const returnTo = readReturnAddress(request, context);
  if (typeof returnTo === "object") return refuseReturn(returnTo);
  const id = fieldOf(request, "user");
  if (id === undefined) return { status: 200, headers: NO_STORE, body: choice(request, returnTo, context) };
  const session = fieldOf(request, "session") ?? "valid";
  const allowed = QUALITIES.join(", ");
  const quality = QUALITIES.find((each) => each === session);
  if (quality === undefined)
    return refuse(400, `session is ${allowed}.`, reasons.unknownSessionQuality({ session, allowed }));
  const user = findUser(id, context);
  if (user === undefined) return refuse(404, `User ${id} does not exist.`, explainUser(id, context));
  const cookie = mintSession(user.id, { quality }, context);
  return leave(returnTo, setCookie(request, cookie, context), `${user.id} is logged in.`);
}

function logout(request: PageRequest, context: NetidContext): PageReply {
  const returnTo = readReturnAddress(request, context);
  if (typeof returnTo === "object") return refuseReturn(returnTo);
  return leave(returnTo, `${setCookie(request, "", context)}; Max-Age=0`, "No user is logged in.");
}

function findUser(id: string, context: NetidContext): User | undefined {
  const user = context.users.get(id);
  return user === undefined && context.acceptAnyCredentials && USER_ID.test(id) ? provisionUser(id, context) : user;
}

const explainUser = (user: string, { world }: NetidContext): Reason =>
  USER_ID.test(user) ? reasons.unknownUser({ user, world }) : reasons.malformedUser({ user });

/** @returns why a redirect to this address is refused: the page would be an open redirect */
function readReturnAddress(request: PageRequest, context: NetidContext): string | Reason | undefined {
  const address = fieldOf(request, "return_to");
  if (address === undefined) return undefined;
  if (!URL.canParse(address)) return reasons.malformedReturnAddress();
  const { href, origin, protocol } = new URL(address);
  if (protocol !== "http:" && protocol !== "https:") return reasons.returnAddressScheme({ scheme: protocol });
  return isLoopback(origin) || isRegistered(origin, context) ? href : reasons.foreignReturnAddress({ origin });
}

/** A session cookie with its expiry inside, so that browsers still send it after it has expired. */
function setCookie({ headers }: PageRequest, value: string, context: NetidContext): string {
  const { secure_cookie } = readOptions(context);
  const host = (headerOf(headers, "host") ?? "").replace(/:\d*$/, "").toLowerCase();
  const domain = host.endsWith(`.${TPID_COOKIE_DOMAIN}`) ? `; Domain=${TPID_COOKIE_DOMAIN}` : "";
  const reach = secure_cookie ? "Secure; SameSite=None" : "SameSite=Lax";
  return `tpid_sec=${value}${domain}; Path=/; HttpOnly; ${reach}`;
}

function leave(returnTo: string | undefined, cookie: string, message: string): PageReply {
  const headers = { "set-cookie": cookie, ...NO_STORE };
  return returnTo === undefined
    ? { status: 200, headers, body: page(`<p>${escapeHtml(message)}</p><p><a href="login">Back</a></p>`) }
    : { status: 303, headers: { ...headers, location: returnTo } };
}

const refuse = (status: number, message: string, reason: Reason): Refusal => ({
  status,
  headers: NO_STORE,
  body: page(`<p>${escapeHtml(message)}</p>`),
  reason,
});

const refuseReturn = (reason: Reason): Refusal =>
  refuse(400, "return_to must be an address of this machine or of a registered origin.", reason);

function choice(request: PageRequest, returnTo: string | undefined, context: NetidContext): string {
  const session = readCookie(request.headers, context);
  const { rows } = context.users.list("all", [], { limit: MOST_LISTED });
  const state = {
    absent: "No user is logged in.",
    invalid: "The login has expired or is not good.",
    gone: "The account that is logged in was deleted.",
    open: session.kind === "open" ? `${escapeHtml(session.user.id)} is logged in.` : "",
  }[session.kind];
  const hidden = returnTo === undefined ? "" : `<input type="hidden" name="return_to" value="${escapeHtml(returnTo)}">`;
  const buttons = rows.map(
    ({ id, deleted }) =>
      `<p><button name="user" value="${escapeHtml(id)}">${escapeHtml(id)}</button>${deleted ? " (account deleted)" : ""}</p>`,
  );
  const logoutForm = `<form method="post" action="logout">${hidden}<button>Log out</button></form>`;
  return page(`<p>${state}</p>
<form method="post" action="login">${hidden}
${buttons.join("\n")}
</form>
${session.kind === "absent" ? "" : logoutForm}`);
}

const page = (content: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>netID login (standin)</title>
<style>body { font: 1rem system-ui; margin: 3rem auto; max-width: 24rem } button { font: inherit; padding: .4rem 1rem }</style>
<h1>netID login</h1>
${content}
</html>
`;
