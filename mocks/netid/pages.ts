import { headerOf } from "#engine/exchange.ts";
import type { MockPage, PageRequest } from "#engine/pages.ts";
import { escapeHtml } from "#engine/pages.ts";
import type { Reply } from "#engine/routed.ts";
import { mintSession, QUALITIES, readCookie } from "./credentials.ts";
import { TPID_COOKIE_DOMAIN } from "./options.ts";
import type { NetidContext, User } from "./state.ts";
import { isLoopback, isOriginOfAny } from "./tapps.ts";
import { provisionUser } from "./users.ts";
import { readOptions } from "./world-options.ts";

/** Logging in and out, which people do on netID's own site. Both work as forms and as plain links. */
export const pages: readonly MockPage<NetidContext>[] = (["GET", "POST"] as const).flatMap((method) => [
  { method, path: "/_mock/login", answer: login },
  { method, path: "/_mock/logout", answer: logout },
]);

/** More would be no page. Those beyond still log in by name. */
const MOST_LISTED = 100;
const USER_ID = /^[\w-]{1,64}$/;

/** A field of the form, or of the query. */
function fieldOf({ form, query }: PageRequest, name: string): string | undefined {
  const value = form[name] ?? query[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

async function login(request: PageRequest, context: NetidContext): Promise<Reply> {
  const returnTo = await readReturnAddress(request, context);
  if (returnTo === null) return refused("return_to must be an address of this machine or of a registered origin.");
  const id = fieldOf(request, "user");
  if (id === undefined) return show(200, await choice(request, returnTo, context));
  const quality = fieldOf(request, "session") ?? "valid";
  const wanted = QUALITIES.find((each) => each === quality);
  if (wanted === undefined) return refused(`session is ${QUALITIES.join(", ")}.`);
  const user = await findUser(id, context);
  if (user === undefined) return show(404, page(`<p>There is no user ${escapeHtml(id)}.</p>`));
  const cookie = await mintSession(user.id, { quality: wanted }, context);
  return leave(returnTo, await setCookie(request, cookie, context), `${user.id} is logged in.`);
}

async function logout(request: PageRequest, context: NetidContext): Promise<Reply> {
  const returnTo = await readReturnAddress(request, context);
  if (returnTo === null) return refused("return_to must be an address of this machine or of a registered origin.");
  return leave(returnTo, `${await setCookie(request, "", context)}; Max-Age=0`, "Nobody is logged in.");
}

async function findUser(id: string, context: NetidContext): Promise<User | undefined> {
  const user = await context.users.get(id);
  return user === undefined && context.acceptAnyCredentials && USER_ID.test(id) ? provisionUser(id, context) : user;
}

/** @returns null for an address that people must not be sent to: the page would be a door to anywhere */
async function readReturnAddress(request: PageRequest, context: NetidContext): Promise<string | null | undefined> {
  const address = fieldOf(request, "return_to");
  if (address === undefined) return undefined;
  if (!URL.canParse(address)) return null;
  const { href, origin, protocol } = new URL(address);
  if (protocol !== "http:" && protocol !== "https:") return null;
  return isLoopback(origin) || (await isOriginOfAny(origin, context)) ? href : null;
}

/** A session cookie: its expiry is inside, so that browsers go on sending it when it has expired. */
async function setCookie({ headers }: PageRequest, value: string, context: NetidContext): Promise<string> {
  const { secure_cookie } = await readOptions(context);
  const host = (headerOf(headers, "host") ?? "").replace(/:\d*$/, "").toLowerCase();
  const domain = host.endsWith(`.${TPID_COOKIE_DOMAIN}`) ? `; Domain=${TPID_COOKIE_DOMAIN}` : "";
  const reach = secure_cookie ? "Secure; SameSite=None" : "SameSite=Lax";
  return `tpid_sec=${value}${domain}; Path=/; HttpOnly; ${reach}`;
}

function leave(returnTo: string | undefined, cookie: string, message: string): Reply {
  const headers = { "set-cookie": cookie, "cache-control": "no-store" };
  return returnTo === undefined
    ? { status: 200, headers, body: page(`<p>${escapeHtml(message)}</p><p><a href="login">Back</a></p>`) }
    : { status: 303, headers: { ...headers, location: returnTo } };
}

const show = (status: number, body: string): Reply => ({ status, headers: { "cache-control": "no-store" }, body });

const refused = (message: string): Reply => show(400, page(`<p>${escapeHtml(message)}</p>`));

async function choice(request: PageRequest, returnTo: string | undefined, context: NetidContext): Promise<string> {
  const session = await readCookie(request.headers, context);
  const { rows } = await context.users.list("all", [], { limit: MOST_LISTED });
  const state = {
    absent: "Nobody is logged in.",
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
