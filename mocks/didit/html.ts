import { escapeHtml } from "#engine/contract/pages.ts";
import { PAGE_MESSAGE_TARGET } from "./assumptions.ts";
import type { PageMessage } from "./page-messages.ts";

// A page in a frame shows what is behind it, unless it has a background.
const STYLE =
  "html{background:#fff}body{font:1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:3rem auto;padding:0 1rem;color:#222}" +
  "button{font:inherit;padding:.4rem 1rem;margin:.25rem .5rem .25rem 0}label{display:block;margin:.25rem 0}" +
  "select,input[type=text]{font:inherit}small{color:#666}";

/** Renders a page. The content is HTML already. */
const page = (title: string, content: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>` +
  `<meta name="viewport" content="width=device-width"><style>${STYLE}</style></head><body>${content}</body></html>`;

export const notFoundPage = (): string =>
  page("Not Found", "<h1>Not Found</h1><p>The requested resource was not found on this server.</p>");

/** Renders a page with one message. */
export const messagePage = (title: string, text: string): string =>
  page(title, `<h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p>`);

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
      add(form, "button", { type: "button", textContent: "Close", onclick });
    }
  }
}`;

const toScript = (messages: readonly PageMessage[]): string =>
  `<script data-messages="${escapeHtml(JSON.stringify(messages))}">${IN_FRAME}</script>`;

/** The hosted verification page once there is nothing left to do. */
export const endPage = (status: string, messages: readonly PageMessage[]): string =>
  page(
    "Identity verification",
    `<h1>Identity verification</h1><p>This verification is ${escapeHtml(status)}. You can close this page.</p>${toScript(messages)}`,
  );

export interface ConsentPage {
  readonly application: string;
  readonly words: readonly string[];
  readonly userIds: readonly string[];
  /** The person who scanned the code. */
  readonly scannedBy: string | undefined;
  /** The target of the form. */
  readonly action: string;
}

const options = (values: readonly string[], chosen: string | undefined): string =>
  values.map((value) => `<option${value === chosen ? " selected" : ""}>${escapeHtml(value)}</option>`).join("");

/** The page behind the QR code, which replaces the Didit app. */
export function consentPage({ application, words, userIds, scannedBy, action }: ConsentPage): string {
  const name = escapeHtml(application);
  const boxes = words.map(
    (word) =>
      `<label><input type="checkbox" name="scope[]" value="${escapeHtml(word)}" checked> ${escapeHtml(word)}</label>`,
  );
  return page(
    `${application} asks for your data`,
    `<h1>${name} asks for your data</h1><form method="post" action="${escapeHtml(action)}">` +
      `<label>You are <select name="user">${options(userIds, scannedBy)}</select></label>` +
      `<fieldset><legend>What ${name} would receive</legend>${boxes.join("")}</fieldset>` +
      '<p><button name="move" value="confirm">Confirm</button><button name="move" value="decline">Decline</button>' +
      '<button name="move" value="scan">Only scan</button></p></form>' +
      "<p><small>This page of the mock plays the Didit app: the buttons scan the code as the chosen person, and answer." +
      "</small></p>",
  );
}

export interface CheckPage {
  readonly features: string;
  readonly userIds: readonly string[];
  /** The person to verify, if known. */
  readonly userId: string | undefined;
  readonly action: string;
  /** For the page around it, if it is in a frame. */
  readonly messages: readonly PageMessage[];
}

/** The hosted verification page: instead of using a camera it has one button for each outcome. */
export const checkPage = ({ features, userIds, userId, action, messages }: CheckPage): string =>
  page(
    "Verify your identity",
    `<h1>Verify your identity</h1><p>Checks: ${escapeHtml(features)}</p>` +
      `<form method="post" action="${escapeHtml(action)}">` +
      `<label>The document belongs to <select name="user">${options(userIds, userId)}</select></label>` +
      '<p><button name="outcome" value="Approved">Approved</button><button name="outcome" value="Declined">Declined</button>' +
      '<button name="outcome" value="In Review">In Review</button><button name="outcome" value="Abandoned">Give up</button>' +
      "</p></form><p><small>This page of the mock plays the checks: the buttons say how they end.</small></p>" +
      toScript(messages),
  );
