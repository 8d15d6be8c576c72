import { toIsoTime } from "#engine/basics/times.ts";
import {
  card,
  choices,
  type Fact,
  facts,
  hidden,
  linkTo,
  type Mood,
  notice,
  type Outcome,
  outcomes,
  pageLink,
  renderHostedPage,
  showValue,
} from "#engine/kit/hosted-page.ts";
import { type Content, html, type Markup } from "#engine/kit/html.ts";
import { PAGE_MESSAGE_TARGET } from "./assumptions.ts";
import type { PageMessage } from "./page-messages.ts";

const PROVIDER = "Didit";

/** Renders a page with one message. */
export const messagePage = (title: string, text: string, world: string): string =>
  renderHostedPage({ title, provider: PROVIDER, world, content: notice("bad", text) });

/**
 * Does nothing unless the page is in a frame. There it sends the messages, offers to close the frame, and has the form say that
 * its page is framed: a browser tells that by itself to trustworthy origins only.
 */
const IN_FRAME = `{
  const { messages } = document.currentScript.dataset;
  const now = () => Math.round(performance.timeOrigin + performance.now());
  const tell = ({ type, data }) =>
    window.parent.postMessage({ type, data, timestamp: now() }, ${JSON.stringify(PAGE_MESSAGE_TARGET)});
  const add = (form, name, members) => form.append(Object.assign(document.createElement(name), members));
  if (window.parent !== window) {
    JSON.parse(messages).forEach(tell);
    for (const form of document.forms) {
      const onclick = () => tell({ type: "didit:close_request", data: {} });
      add(form, "input", { type: "hidden", name: "framed", value: "yes" });
      add(form, "button", { type: "button", textContent: "Close", className: "close", onclick });
    }
  }
}`;

const toScript = (messages: readonly PageMessage[]) => ({ code: IN_FRAME, data: { messages } });

/** A time of the world's clock. */
export const timeOf = (ms: number | undefined): Content =>
  ms === undefined ? undefined : html`<time>${toIsoTime(ms)}</time> by the world's clock`;

const code = (text: string): Markup => html`<code>${text}</code>`;

/** What a page says was wrong with the button that was pressed, or that it changed nothing. */
export interface Remark {
  readonly mood: Mood;
  readonly text: string;
}

const toNotice = (remark: Remark | undefined): Content => remark && notice(remark.mood, remark.text);

/** The people of the world that a page lists, of whom one acts. */
export interface People {
  readonly ids: readonly string[];
  readonly chosen: string | undefined;
  /** The address of the page about one of them, up to the name. */
  readonly page: string;
  /** Whether there are more than are listed. */
  readonly areMore: boolean;
}

const hrefFor = ({ page }: People, user: string): string => `${page}?${new URLSearchParams({ user })}`;

const peopleCard = (title: string, people: People, hint: Content): Markup =>
  card(
    title,
    html`${
      people.ids.length === 0
        ? html`<p>This world has no people. Declare them in the seed, or by the scenario <b>a user</b>.</p>`
        : choices(
            title,
            people.ids.map((id) => ({ href: hrefFor(people, id), name: id, isChosen: id === people.chosen })),
          )
    }${
      people.areMore &&
      html`<p class="quiet">There are more: the address of this page takes <code>?user=</code> and a name.</p>`
    }${hint}`,
  );

/** An address or a number that can be chosen among several. */
export interface Selectable {
  readonly value: string;
  /** As it is shared. */
  readonly shared: Readonly<Record<string, unknown>>;
  readonly isChosen: boolean;
}

/** One word of the scope, and what the chosen person shares by it. */
export interface SharedWord {
  readonly word: string;
  /** `undefined`: this person has nothing of the kind. */
  readonly value: unknown;
  readonly isTicked: boolean;
  /** Several, of which one is shared: the name of the field, and its values. */
  readonly selection?: { readonly name: string; readonly among: readonly Selectable[] } | undefined;
}

function sharedValue({ word, value, selection }: SharedWord, person: string): Content {
  if (selection !== undefined)
    return html`<div role="radiogroup" aria-label="Which ${word}">${selection.among.map(
      ({ value: each, shared, isChosen }) =>
        html`<label class="tick"><input type="radio" name="${selection.name}" value="${each}"${isChosen && html` checked`}>
<span>${each} ${Object.entries(shared)
          .filter(([, member]) => typeof member === "boolean")
          .map(([name, member]) => html` <span class="tag">${name} ${String(member)}</span>`)}</span></label>`,
    )}</div>`;
  return value === undefined
    ? html`<span class="quiet">${person} has none: nothing is shared by it.</span>`
    : showValue(value);
}

export interface ConsentPage {
  readonly world: string;
  readonly application: string;
  readonly about: readonly (Fact | undefined)[];
  readonly people: People;
  readonly words: readonly SharedWord[];
  /** What the application knows the person by, which is always shared. */
  readonly subject: string | undefined;
  /** The person who scanned the code. */
  readonly scannedBy: string | undefined;
  /** The target of the form. */
  readonly action: string;
  readonly remark?: Remark | undefined;
}

function consentForm({ application, people, words, subject, scannedBy, action }: ConsentPage, person: string): Markup {
  const boxes = words.map(
    (shared) =>
      html`<div class="entry"><label class="tick"><input type="checkbox" name="scope[]" value="${shared.word}"${
        shared.isTicked && html` checked`
      }> ${shared.word}</label><div class="inner">${sharedValue(shared, person)}</div></div>`,
  );
  const isScanned = scannedBy === people.chosen;
  const list: readonly Outcome[] = [
    {
      value: "confirm",
      label: "Confirm",
      mood: "main",
      text: html`${person} shares what is ticked. Polled: ${code("confirmed")}, decided: ${code("Confirmed")}.`,
    },
    {
      value: "decline",
      label: "Decline",
      text: html`${person} shares nothing. Polled: ${code("declined")}, decided: ${code("Cancelled")}.`,
    },
    {
      value: "scan",
      label: "Only scan",
      text: isScanned
        ? html`${person} has scanned the code already: this changes nothing.`
        : html`${person} has scanned the code and not answered yet. Polled: ${code("retrieved")}, decided: ${code("Retrieved")}.`,
    },
  ];
  return html`<form method="post" action="${action}">${hidden("user", people.chosen)}
<fieldset class="card"><legend>What ${application} would receive</legend>
${boxes}<div class="entry">${facts([["sub, always", subject === undefined ? undefined : code(subject)]])}</div></fieldset>
<section class="card"><h2>What ${person} does</h2>${outcomes("move", list)}</section></form>`;
}

/** The page behind the QR code, which replaces the Didit app. */
export function consentPage(page: ConsentPage): string {
  const { world, application, about, people, scannedBy, remark } = page;
  const isForeign = scannedBy !== undefined && scannedBy !== people.chosen;
  const hint =
    isForeign &&
    html`<p class="quiet">${scannedBy} has scanned this code: the answer of another person is refused.</p>`;
  return renderHostedPage({
    title: `${application} asks for your data`,
    provider: PROVIDER,
    world,
    lead: "This page plays the Didit app: its buttons scan the code as the chosen person, and answer.",
    content: html`${toNotice(remark)}${peopleCard("Who you are", people, hint)}
${people.chosen !== undefined && consentForm(page, people.chosen)}`,
    aside: card("Who asks", facts(about)),
  });
}

export interface ClosedConsentPage extends Pick<ConsentPage, "world" | "about" | "remark"> {
  readonly message: Remark;
  /** What was shared; absent: nothing. */
  readonly shared: Readonly<Record<string, unknown>> | undefined;
}

/** The consent page once there is nothing left to answer. */
export const closedConsentPage = ({ world, about, remark, message, shared }: ClosedConsentPage): string =>
  renderHostedPage({
    title: "Data transfer",
    provider: PROVIDER,
    world,
    content: html`${toNotice(remark)}${notice(message.mood, message.text)}${card("Who asked", facts(about))}
${shared !== undefined && card("What was shared", facts(Object.entries(shared).map(([name, value]) => [name, showValue(value)])))}`,
  });

export interface CheckPage {
  readonly world: string;
  readonly application: string;
  readonly features: string;
  readonly about: readonly (Fact | undefined)[];
  readonly people: People;
  /** What the decision would say of the person, by the names of its members. */
  readonly report: readonly (readonly [name: string, value: unknown])[];
  /** Where the page leads after an outcome; absent: nowhere. */
  readonly callback: string | null;
  /** How the session ends whatever is pressed, in the sandbox. */
  readonly decided: string | undefined;
  readonly action: string;
  /** For the page around it, if it is in a frame. */
  readonly messages: readonly PageMessage[];
  readonly remark?: Remark | undefined;
}

const WORDS: readonly Outcome[] = [
  { value: "Approved", label: "Approved", mood: "good", text: "All checks are passed." },
  { value: "Declined", label: "Declined", mood: "bad", text: "A check is not passed: the person is refused." },
  {
    value: "In Review",
    label: "In Review",
    mood: "wait",
    text: "A check is in doubt: the application has to look at it.",
  },
  {
    value: "Abandoned",
    label: "Give up",
    text: html`The person leaves: ${code("Abandoned")}, which leads back nowhere.`,
  },
];

/** The hosted verification page: instead of using a camera it has one button for each outcome. */
export function checkPage(page: CheckPage): string {
  const { world, application, features, about, people, report, callback, decided, action, messages, remark } = page;
  const person = people.chosen ?? "A made-up person";
  const leads =
    callback === null
      ? "There is no callback to lead back to: the page stays."
      : html`The page then leads back to the callback with <code>verificationSessionId</code> and <code>status</code>; in a frame it tells
the page around it instead.`;
  return renderHostedPage({
    title: "Verify your identity",
    provider: PROVIDER,
    world,
    lead: html`${application} asks for it. Checks: ${features}`,
    content: html`${toNotice(remark)}${peopleCard("Whose document it is", people, undefined)}
<form method="post" action="${action}" class="card"><h2>How the checks end</h2>${hidden("user", people.chosen)}
${decided !== undefined && html`<p>The sandbox has decided: the session becomes ${code(decided)}, whichever button is pressed.</p>`}
${outcomes("outcome", WORDS)}<p class="quiet">${leads}</p></form>
${card(
  `What ${person} would be reported with`,
  report.length === 0
    ? html`<p>These checks report nothing about a person.</p>`
    : facts(report.map(([name, value]) => [name, showValue(value)])),
)}`,
    aside: card("Who asks", facts(about)),
    script: toScript(messages),
  });
}

export interface EndPage extends Pick<CheckPage, "world" | "about" | "messages" | "remark"> {
  readonly status: string;
  /** Where a link leads back to. */
  readonly next: { readonly url: string; readonly hint: string } | undefined;
  /** The page at which the checks begin, where they can. */
  readonly opening: string | undefined;
}

const MOODS: ReadonlyMap<string, Mood> = new Map([
  ["Approved", "good"],
  ["Declined", "bad"],
]);

/** The hosted verification page once there is nothing left to do. */
export const endPage = ({ world, status, about, next, opening, messages, remark }: EndPage): string =>
  renderHostedPage({
    title: "Identity verification",
    provider: PROVIDER,
    world,
    content: html`${toNotice(remark)}${notice(
      MOODS.get(status) ?? "wait",
      html`This verification is ${status}. ${opening === undefined && "You can close this page."}`,
    )}
${opening !== undefined && html`<p class="row">${pageLink(opening, "Open its page")}</p>`}
${next !== undefined && html`<p class="row">${linkTo(next.url, "Back to the application")} <span class="quiet">${next.hint}</span></p>`}
${card("Who asked", facts(about))}`,
    script: toScript(messages),
  });
