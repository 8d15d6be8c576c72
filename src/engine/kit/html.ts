import { escapeHtml } from "../contract/pages.ts";

/** HTML that `html` has made, so that it is not escaped again. */
class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

export type { Markup };

/** What may stand in a template: text is escaped, markup stays, the members of a list follow each other, the others are nothing. */
export type Content = string | number | Markup | readonly Content[] | undefined | null | false;

const toText = (content: Content): string => {
  if (content === undefined || content === null || content === false) return "";
  if (content instanceof Markup) return content.text;
  if (Array.isArray(content)) return content.map(toText).join("");
  // What callers without types pass may have a `toString` of its own.
  return escapeHtml(String(content));
};

/**
 * Makes HTML of a template: what stands in it is escaped, unless `html` has made it. Attributes have to be quoted; addresses go
 * through `linkTo`.
 */
export function html(strings: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  let text = strings[0] ?? "";
  for (const [index, content] of contents.entries()) text += toText(content) + (strings[index + 1] ?? "");
  return new Markup(text);
}

/** A text of ours that is HTML, style or script already. */
export const trusted = (text: string): Markup => new Markup(text);

/** Schemes whose addresses run or show what they hold themselves. */
const UNSAFE_SCHEME = /^(?:javascript|data|vbscript|blob|file|filesystem|about|view-source):/;

/** Whether following an address can do no harm: it leads to a server, or to an app by its own scheme. */
export function isSafeLink(url: string): boolean {
  if (!URL.canParse(url)) return false;
  return !UNSAFE_SCHEME.test(new URL(url).protocol);
}
