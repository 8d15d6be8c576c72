/** Control characters, which a terminal obeys, and those that turn the direction of writing or end a line in disguise. */
const UNSHOWABLE = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

const NAMED: ReadonlyMap<string, string> = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

/** Text from elsewhere as a terminal, or a log, may be given it: on one line, with its control characters escaped as JSON does. */
export const escapeControls = (text: string): string =>
  text.replaceAll(
    UNSHOWABLE,
    (character) => NAMED.get(character) ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
