import { sha256 } from "../basics/signatures.ts";
import { HOSTED_STYLE } from "./hosted-style.ts";
import { type Content, html, isSafeLink, type Markup, trusted } from "./html.ts";

/**
 * Pages that a mock serves to people in place of its provider: one shell, and the parts of which they are made. They work without
 * scripts, by keyboard, on narrow screens, and in light and dark.
 */
export interface HostedPage {
  /** Its heading. */
  readonly title: string;
  /** The provider that standin plays, as people write it. */
  readonly provider: string;
  readonly world: string;
  /** A sentence below the heading. */
  readonly lead?: Content;
  readonly content?: Content;
  /** Beside the content, or below it on narrow screens: what the page is about. */
  readonly aside?: Content;
  /** Runs at the end of the page, which is the only script that runs there. */
  readonly script?: HostedScript | undefined;
}

export interface HostedScript {
  readonly code: string;
  /** What it finds as JSON in the `data-` attributes of its element, by name. */
  readonly data: Readonly<Record<string, unknown>>;
}

const SQUARES =
  '<rect x="3" y="3" width="18" height="18" rx="4" fill="#7db8f5"/><rect x="11" y="11" width="18" height="18" rx="4" fill="#0b57a4"/>';
const ICON = `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${SQUARES}</svg>`)}`;

const digestOf = (text: string): string => {
  const bytes = (sha256(text).match(/../g) ?? []).map((digits) => Number.parseInt(digits, 16));
  return `'sha256-${btoa(String.fromCharCode(...bytes))}'`;
};

let styleDigest: string | undefined;

/**
 * Only the style and the script of the shell, whatever a page shows. `form-action` is left out, as it would also forbid the
 * redirects that follow a form.
 */
function policyOf(script: HostedScript | undefined): string {
  styleDigest ??= digestOf(HOSTED_STYLE);
  const scripts = script === undefined ? "" : ` script-src ${digestOf(script.code)};`;
  return `default-src 'none'; style-src ${styleDigest};${scripts} img-src data:; base-uri 'none'`;
}

const toScript = ({ code, data }: HostedScript): Markup => {
  const attributes = Object.entries(data).map(([name, value]) => html` data-${name}="${JSON.stringify(value)}"`);
  return html`<script${attributes}>${trusted(code)}</script>`;
};

/** Renders a page. */
export function renderHostedPage({ title, provider, world, lead, content, aside, script }: HostedPage): string {
  const hasAside = aside !== undefined;
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="content-security-policy" content="${policyOf(script)}">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>${title} · ${provider} by standin</title>
<link rel="icon" href="${ICON}"><style>${trusted(HOSTED_STYLE)}</style></head><body${hasAside && html` class="wide"`}>
<header><p><svg width="22" height="22" viewBox="0 0 32 32" aria-hidden="true">${trusted(SQUARES)}</svg>
<span><b>standin</b> plays <b>${provider}</b> here</span></p><p>World <b>${world}</b></p></header>
<main><h1>${title}</h1>
${lead !== undefined && html`<p class="lead">${lead}</p>`}
${hasAside ? html`<div class="columns"><div>${content}</div><aside aria-label="About this page">${aside}</aside></div>` : content}
</main>
<footer>A page of the simulator: nothing on it reaches the real ${provider}.</footer>
${script !== undefined && toScript(script)}</body></html>
`;
  return page.text;
}

/** A titled part of a page. */
export const card = (title: string, content: Content): Markup =>
  html`<section class="card"><h2>${title}</h2>${content}</section>`;

/** `good`: it is done. `wait`: nothing has changed, or it is to be known. `bad`: it was refused. */
export type Mood = "good" | "wait" | "bad";

/** A message about what was just done, or has to be known. */
export const notice = (mood: Mood, content: Content): Markup =>
  html`<div class="note ${mood}" role="${mood === "bad" ? "alert" : "status"}"><p>${content}</p></div>`;

export type Fact = readonly [name: string, value: Content];

/** A list of names with their values; those that are `undefined` are left out. */
export const facts = (rows: readonly (Fact | undefined)[]): Markup =>
  html`<dl>${rows.map((row) => row !== undefined && html`<div class="fact"><dt>${row[0]}</dt><dd>${row[1]}</dd></div>`)}</dl>`;

/** Shows a value of an API: members of objects by name, and anything else as JSON writes it, texts without quotes. */
export function showValue(value: unknown): Markup {
  if (typeof value === "string") return html`${value}`;
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return html`<code>${JSON.stringify(value) ?? "undefined"}</code>`;
  const members = Object.entries(value).map(
    ([name, member]) => html`<li><small>${name}</small> ${showValue(member)}</li>`,
  );
  return html`<ul class="members">${members}</ul>`;
}

/** A link to another page of the mock, by an address of its own that is relative to the page. */
export const pageLink = (href: string, content: Content): Markup =>
  html`<a class="button" href="${href}">${content}</a>`;

/** A link to elsewhere, out of a frame; where following the address could do harm, only its text. */
export const linkTo = (url: string, content: Content): Markup =>
  isSafeLink(url) ? html`<a class="button" target="_top" href="${url}">${content}</a>` : html`<span>${content}</span>`;

/** One of those whom the person at the page can be. */
export interface Choice {
  /** Relative to the page. */
  readonly href: string;
  readonly name: string;
  readonly isChosen: boolean;
}

/** A list of people, of whom one is chosen: each is a link to the same page about them. */
export const choices = (label: string, people: readonly Choice[]): Markup =>
  html`<nav aria-label="${label}"><ul class="people">${people.map(
    ({ href, name, isChosen }) =>
      html`<li><a class="button" href="${href}"${isChosen && html` aria-current="true"`}>${name}</a></li>`,
  )}</ul></nav>`;

/** A way in which something can end. */
export interface Outcome {
  readonly value: string;
  readonly label: string;
  /** What happens then. */
  readonly text: Content;
  readonly mood?: Mood | "main";
}

/** Buttons that submit the form around them, each with what it does. */
export const outcomes = (name: string, list: readonly Outcome[]): Markup =>
  html`<div class="outcomes">${list.map(
    ({ value, label, text, mood }, index) =>
      html`<button name="${name}" value="${value}"${mood && html` class="${mood}"`} aria-describedby="${name}-${index}">${label}</button>
<p id="${name}-${index}">${text}</p>`,
  )}</div>`;

/** A field of a form that the person does not see. */
export const hidden = (name: string, value: string | undefined): Markup | undefined =>
  value === undefined ? undefined : html`<input type="hidden" name="${name}" value="${value}">`;
