import { toIsoTime } from "#engine/basics/times.ts";
import {
  card,
  type Fact,
  facts,
  hidden,
  linkTo,
  type Mood,
  notice,
  pageLink,
  renderHostedPage,
  showValue,
} from "#engine/kit/hosted-page.ts";
import { type Content, html, type Markup } from "#engine/kit/html.ts";
import type { Quality, Session } from "./credentials.ts";
import { visibleTpid } from "./records.ts";
import { type NetidContext, recordKey, type Tapp, type User } from "./state.ts";

const PROVIDER = "netID";

/** What the browser holds: the session as the API takes it, and what its cookie says of itself. */
export interface Held {
  readonly session: Session;
  /** Absent for a cookie that this world has not issued. */
  readonly claims: CookieClaims | undefined;
}

interface CookieClaims {
  readonly userId: string;
  readonly expiresAtMs: number;
}

/** The site that has sent the person here. */
export interface AskingSite {
  readonly returnTo: string;
  readonly origin: string;
  /** The active TAPPs that its origin is registered for. */
  readonly tapps: readonly Pick<Tapp, "id">[];
}

const REFUSALS = {
  absent: "400 NO_TPID",
  invalid: "400 TOKEN_ERROR",
  gone: "410 TPID_EXISTENCE_ERROR",
} as const;

const timeOf = (ms: number): Markup => html`<time>${toIsoTime(ms)}</time>`;

function describeHeld({ session, claims }: Held): { readonly mood: Mood; readonly text: Content } {
  const { kind } = session;
  const until = claims && timeOf(claims.expiresAtMs);
  if (kind === "open") return { mood: "good", text: html`${session.user.id} is logged in, until ${until}.` };
  const refusal = html`Reads and writes are answered <code>${REFUSALS[kind]}</code>.`;
  if (kind === "absent") return { mood: "wait", text: html`No user is logged in. ${refusal}` };
  const whose = claims && html`The session is that of ${claims.userId}.`;
  if (kind === "gone")
    return { mood: "bad", text: html`The account that is logged in was deleted. ${whose} ${refusal}` };
  const why = claims ? html`has expired, at ${until}` : "is not good: forged, altered, or of elsewhere";
  return { mood: "bad", text: html`The session in the cookie ${why}. ${whose} ${refusal}` };
}

const askingSite = (site: AskingSite | undefined): Markup =>
  card(
    "Which site asks",
    site === undefined
      ? html`<p>None: this page was opened by itself. With <code>?return_to=</code> and an address it leads back there.</p>`
      : html`${facts([
          ["site", site.origin],
          ["leads back to", site.returnTo],
          [
            "its TAPPs",
            site.tapps.length === 0
              ? "none; addresses of this machine may be led back to without one"
              : site.tapps.map(({ id }) => html`<code>${id}</code><br>`),
          ],
        ])}<p class="row">${linkTo(site.returnTo, "Back without logging in")}</p>`,
  );

/** What a site reads about a user who is logged in, by the name of its TAPP. */
function readableBy({ id }: Pick<Tapp, "id">, user: User, { records }: NetidContext): Fact {
  const record = records.get(recordKey(id, user.id));
  const idconsent = record?.idconsent?.value ?? null;
  const value =
    record === undefined
      ? html`<code>PERMISSIONS_NOT_FOUND</code>`
      : showValue({ tpid: visibleTpid(record), sync_id: record.sync_id, IDCONSENT: idconsent });
  return [`TAPP …${id.slice(-12)}`, value];
}

export interface LoginPage {
  readonly held: Held;
  readonly site: AskingSite | undefined;
  readonly users: readonly User[];
  readonly context: NetidContext;
}

const returnField = (site: AskingSite | undefined): Markup | undefined => hidden("return_to", site?.returnTo);

function userEntry(user: User, { held, site, context }: LoginPage): Markup {
  const { id, deleted, tpid } = user;
  const isHeld = held.session.kind === "open" && held.session.user.id === id;
  const tag = isHeld
    ? html` <span class="tag good">logged in</span>`
    : deleted && html` <span class="tag bad">account deleted</span>`;
  const withEnding = (quality: Quality, label: string): Markup =>
    html`<button name="session" value="${quality}" aria-label="${label} session of ${id}">${label} session</button>`;
  return html`<li class="entry"><h3>${id}${tag}</h3>
${facts([
  ["tpid", html`<code>${tpid}</code>`],
  deleted ? ["every TAPP", html`<code>${REFUSALS.gone}</code>`] : undefined,
  ...(deleted ? [] : (site?.tapps ?? []).map((tapp) => readableBy(tapp, user, context))),
])}
${isHeld && html`<p class="quiet">Logging in as ${id} again changes nothing but the time at which the session ends.</p>`}
<form class="row" method="post" action="login">${returnField(site)}${hidden("user", id)}
<button class="main">Log in as ${id}</button>${withEnding("expired", "Expired")}${withEnding("forged", "Forged")}</form></li>`;
}

const anotherUser = ({ site, context }: LoginPage): Markup =>
  card(
    "Another user",
    html`<form class="row" method="post" action="login">${returnField(site)}
<label for="user">Name</label><input type="text" id="user" name="user" required maxlength="64" pattern="[\\w\\-]+" autocomplete="off">
<button>Log in</button></form>
<p class="quiet">${context.acceptAnyCredentials ? "Every name is an account, and is created when it is first used." : "A user of the seed or of a scenario."}</p>`,
  );

const logoutCard = ({ held, site }: Pick<LoginPage, "held" | "site">): Markup =>
  card(
    "Log out",
    held.session.kind === "absent"
      ? html`<p>No user is logged in: there is nothing to log out.</p>`
      : html`<form method="post" action="logout">${returnField(site)}<button>Log out</button></form>`,
  );

/** The page at which people log in, out, or in with a session that is not good. */
export function loginPage(page: LoginPage): string {
  const { held, site, users, context } = page;
  const { mood, text } = describeHeld(held);
  return renderHostedPage({
    title: "Log in to netID",
    provider: PROVIDER,
    world: context.world,
    lead: html`${site === undefined ? "No site asks." : html`${site.origin} asks who you are.`} There are no passwords here.`,
    content: html`${notice(mood, text)}${card(
      "Who is there",
      html`<p class="quiet">Logging in shares nothing by itself: a TAPP reads the tpid once the user has consented. Below each user is what a TAPP of the site would read.</p>
<ul>${users.map((user) => userEntry(user, page))}</ul>`,
    )}
${anotherUser(page)}${logoutCard(page)}`,
    aside: askingSite(site),
  });
}

export interface LoggedInPage {
  readonly user: User;
  readonly quality: Quality;
  readonly expiresAtMs: number;
  /** Whether this user was logged in before. */
  readonly isAgain: boolean;
  readonly context: NetidContext;
}

/** The page after a login that leads nowhere. */
export function loggedInPage({ user, quality, expiresAtMs, isAgain, context }: LoggedInPage): string {
  const { id, deleted } = user;
  const until = timeOf(expiresAtMs);
  const answered = (refusal: string): Markup => html`Reads and writes are answered <code>${refusal}</code>.`;
  const [title, mood, text] = ((): [string, Mood, Content] => {
    if (quality === "expired")
      return [
        `An expired session of ${id}`,
        "bad",
        html`The cookie is one that ended at ${until}. ${answered(REFUSALS.invalid)}`,
      ];
    if (quality === "forged")
      return [
        `A forged session of ${id}`,
        "bad",
        html`The cookie was made with a key that this world does not have. ${answered(REFUSALS.invalid)}`,
      ];
    if (deleted)
      return [`${id} is logged in.`, "bad", html`The account was deleted: ${answered(REFUSALS.gone)} Until ${until}.`];
    return isAgain
      ? [
          `${id} is logged in.`,
          "wait",
          html`${id} was logged in already. Nothing changes, but that the session lasts until ${until}.`,
        ]
      : [`${id} is logged in.`, "good", html`The session lasts until ${until}, by the clock of the world.`];
  })();
  return endPage(title, notice(mood, text), context);
}

/** The page after a logout that leads nowhere. */
export const loggedOutPage = ({ session, claims }: Held, context: NetidContext): string =>
  endPage(
    "No user is logged in.",
    session.kind === "absent"
      ? notice("wait", "No user was logged in: nothing changes.")
      : notice("good", html`The cookie ${claims && html`of ${claims.userId} `}is taken away.`),
    context,
  );

/** A page that says why something was refused. */
export const refusalPage = (message: string, why: string, context: NetidContext): string =>
  endPage("Not possible", notice("bad", html`${message} <small>${why}</small>`), context);

const endPage = (title: string, content: Content, { world }: NetidContext): string =>
  renderHostedPage({
    title,
    provider: PROVIDER,
    world,
    content: html`${content}<p class="row">${pageLink("login", "Back to the login")}</p>`,
  });
