import type { Writable } from "node:stream";
import pc from "picocolors";
import { escapeControls } from "#clients/terminal-text.ts";
import { type Bug, placeOf } from "#engine/contract/bug.ts";

/**
 * Text that is safe to print. Untrusted text (bodies, names, messages of a server or a file) may hold control characters
 * that a terminal would execute; only `show` and the styles, which escape them, make it printable.
 */
export class StyledText {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** Untrusted text, or text that is escaped already. */
export type Part = string | number | StyledText;

const toText = (part: Part): string => (part instanceof StyledText ? part.text : escapeControls(String(part)));

/** A template tag: prints the template's text unchanged and escapes its values. */
export const show = (texts: TemplateStringsArray, ...parts: readonly Part[]): StyledText =>
  new StyledText(texts.map((text, at) => (at === 0 ? text : toText(parts[at - 1] ?? "") + text)).join(""));

export const join = (parts: readonly Part[], between: string): StyledText =>
  new StyledText(parts.map(toText).join(between));

/** Joins texts with line breaks. */
export const lines = (parts: readonly Part[]): StyledText => join(parts, "\n");

const style =
  (paint: (text: string) => string) =>
  (part: Part): StyledText =>
    new StyledText(paint(toText(part)));

export type Style = (part: Part) => StyledText;

export const bold = style(pc.bold);
export const dim = style(pc.dim);
export const cyan = style(pc.cyan);
export const green = style(pc.green);
export const red = style(pc.red);
export const yellow = style(pc.yellow);

/** Prints to the standard output. */
export const say = (shown: StyledText): void => console.log(shown.text);

/** Prints a line of JSON. Escaped characters leave its value unchanged. */
export const sayJson = (value: unknown): void => console.log(escapeControls(JSON.stringify(value ?? null)));

/** Writes lines to a stream that a terminal may show. */
export const sayTo = (stream: Writable, shown: readonly StyledText[]): void =>
  void stream.write(`${shown.map(({ text }) => text).join("\n")}\n`);

/** Prints to the standard error. */
export const complain = (shown: StyledText): void => console.error(shown.text);

/** Reports a bug: where it is, the operation and what went wrong. */
export function complainOfBug(bug: Bug): void {
  const { provider, operationId, complaint, error } = bug;
  complain(show`bug in ${placeOf(bug)}: ${provider} ${operationId ?? ""}: ${complaint}`);
  if (error instanceof Error) complain(lines((error.stack ?? error.message).split("\n")));
}
