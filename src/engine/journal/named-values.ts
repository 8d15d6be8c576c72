import { decodeText } from "../basics/decoded-text.ts";

/** A value in a text, under a name. */
export interface NamedValue {
  /** Decoded. */
  readonly name: string;
  /** Where it stands in the text, without quotes. */
  readonly start: number;
  readonly end: number;
  /** Whether it is JSON without quotes: a number, an object, an array. */
  readonly isBare: boolean;
}

/** Finds the values in a text that stand under certain names, in one of the ways in which texts name values. */
export type FindNamed = (text: string, isWanted: (name: string) => boolean, found: (value: NamedValue) => void) => void;

/** The fields of a query or a form. */
export const findFields: FindNamed = (text, isWanted, found) => {
  let start = 0;
  for (const pair of text.split("&")) {
    const sign = pair.indexOf("=");
    const end = start + pair.length;
    const name = decodeField(pair.slice(0, Math.max(sign, 0)));
    if (sign > 0 && isWanted(name)) found({ name, start: start + sign + 1, end, isBare: false });
    start = end + 1;
  }
};

/** The cookies of a request. */
export const findCookies: FindNamed = (text, isWanted, found) => {
  let start = 0;
  for (const pair of text.split(";")) {
    const sign = pair.indexOf("=");
    const end = start + pair.length;
    const name = decodeText(pair.slice(0, Math.max(sign, 0)).trim());
    if (isWanted(name)) found({ name, start: start + sign + 1, end, isBare: false });
    start = end + 1;
  }
};

/** A name or a value of a query or a form. */
export const decodeField = (text: string): string => decodeText(text.replaceAll("+", " "));

const BLANK = /\s*/y;
const SCALAR = /[^,}\]\r\n]*/y;

/** The members of a JSON text, however deep they are; also of one that is broken or cut off. */
export const findMembers: FindNamed = (text, isWanted, found) => {
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at)) {
    const close = endOfString(text, at);
    const colon = skip(BLANK, text, close + 1);
    const start = skip(BLANK, text, colon + 1);
    const name = text[colon] === ":" ? decodeText(text.slice(at + 1, close)) : undefined;
    at = close + 1;
    if (name === undefined || !isWanted(name)) continue;
    const first = text[start];
    const isBare = first !== '"';
    at = isBare ? endOfBare(text, start) : endOfString(text, start);
    found({ name, start: isBare ? start : start + 1, end: at, isBare });
    at += isBare ? 0 : 1;
  }
};

const endOfBare = (text: string, start: number): number =>
  text[start] === "{" || text[start] === "[" ? endOfBrackets(text, start) : skip(SCALAR, text, start);

/** The strings of an object or array, as they are written. */
export function stringsIn(json: string): string[] {
  const found: string[] = [];
  for (let open = json.indexOf('"'); open >= 0; ) {
    const end = endOfString(json, open);
    found.push(json.slice(open + 1, end));
    open = json.indexOf('"', end + 1);
  }
  return found;
}

/** Where the quote is that closes a string; the text's end if there is none. */
function endOfString(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    if (sign === 92) at += 1;
    else if (sign === 34) return at;
  }
  return text.length;
}

/** Behind the bracket that closes an object or array. */
function endOfBrackets(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '"') at = endOfString(text, at);
    else if (sign === "{" || sign === "[") depth += 1;
    else if (sign === "}" || sign === "]") {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return text.length;
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  pattern.test(text);
  return Math.max(pattern.lastIndex, at);
}

const LONGEST_INNER_NAME = 256;

/** The same of a JSON text that was a string of another one: what is around it has no more quotes that belong together. */
export const findInnerMembers: FindNamed = (text, isWanted, found) => {
  for (let colon = text.indexOf(":"); colon >= 0; colon = text.indexOf(":", colon + 1)) {
    const close = skipBack(text, colon);
    if (text[close] !== '"' || isEscaped(text, close)) continue;
    let open = close - 1;
    const least = Math.max(0, close - LONGEST_INNER_NAME);
    while (open >= least && (text[open] !== '"' || isEscaped(text, open))) open -= 1;
    if (open < least || open === close - 1) continue;
    const name = decodeText(text.slice(open + 1, close));
    if (!isWanted(name)) continue;
    const start = skip(BLANK, text, colon + 1);
    const isBare = text[start] !== '"';
    const end = isBare ? endOfBare(text, start) : endOfString(text, start);
    found({ name, start: isBare ? start : start + 1, end, isBare });
    colon = Math.max(colon, end - 1);
  }
};

/** The last position before this one that does not hold a blank. */
function skipBack(text: string, before: number): number {
  let at = before - 1;
  while (at >= 0 && /\s/.test(text.charAt(at))) at -= 1;
  return at;
}

/** Whether an odd number of backslashes stands before a place. */
function isEscaped(text: string, at: number): boolean {
  let count = 0;
  while (count < LONGEST_INNER_NAME && text[at - 1 - count] === "\\") count += 1;
  return count % 2 === 1;
}

const LONGEST_NAME = 128;
const PART_OF_NAME = /[^\s=&?#;"'<>(){},/\\:|]/;
const VALUE = /"[^"]*|'[^']*|[^&#;\s"'<>(){},\\]*/y;

/** Whatever is written `name=value`, as in a link's query, wherever in a text. */
export const findAssignments: FindNamed = (text, isWanted, found) => {
  for (let sign = text.indexOf("=", 1); sign >= 0; sign = text.indexOf("=", sign + 1)) {
    let begin = sign;
    while (begin > 0 && sign - begin < LONGEST_NAME && PART_OF_NAME.test(text.charAt(begin - 1))) begin -= 1;
    const name = decodeText(text.slice(begin, sign));
    if (begin === sign || !isWanted(name)) continue;
    const end = skip(VALUE, text, sign + 1);
    const isQuoted = text[sign + 1] === '"' || text[sign + 1] === "'";
    found({ name, start: sign + (isQuoted ? 2 : 1), end, isBare: false });
    sign = end - 1;
  }
};

const USER_INFO = /:\/\/[^\s/?#"'<>@:]*:([^\s/?#"'<>@]*)@/g;

/** The passwords in addresses such as `https://name:password@example.com`. */
export const findPasswords: FindNamed = (text, _isWanted, found) => {
  if (!text.includes("://")) return;
  for (const match of text.matchAll(USER_INFO)) {
    const [whole, password = ""] = match;
    const end = match.index + whole.length - 1;
    found({ name: "password", start: end - password.length, end, isBare: false });
  }
};

const LOOSE =
  /(["']?)([\w.[\]%+-]{1,128})\1[^\S\r\n]*:[^\S\r\n]*("(?:[^"\\]|\\.)*|'(?:[^'\\]|\\.)*|[^\r\n,;&}\])"']+)/g;

/** Members of what is meant to be JSON, YAML or the like, and is none: `{token: abc}`. */
export const findLooseMembers: FindNamed = (text, isWanted, found) => {
  for (const match of text.matchAll(LOOSE)) {
    const [whole, , written = "", value = ""] = match;
    const name = decodeField(written);
    if (!isWanted(name)) continue;
    const end = match.index + whole.length;
    const isQuoted = /^["']/.test(value);
    found({ name, start: end - value.length + (isQuoted ? 1 : 0), end, isBare: false });
  }
};

/** The fields of a `multipart/form-data` body. */
export const findParts: FindNamed = (text, isWanted, found) => {
  const part = /content-disposition:([^\r\n]*)/gi;
  for (let match = part.exec(text); match !== null; match = part.exec(text)) {
    const [, written] = /\bname="?([^"\r\n;]*)/i.exec(match[1] ?? "") ?? [];
    if (written === undefined) continue;
    const blank = /\r?\n\r?\n/g;
    blank.lastIndex = match.index;
    if (!blank.test(text)) return;
    const start = blank.lastIndex;
    const boundary = /\r?\n--/g;
    boundary.lastIndex = start;
    const end = boundary.exec(text)?.index ?? text.length;
    const name = decodeText(written);
    if (isWanted(name)) found({ name, start, end, isBare: false });
    part.lastIndex = end;
  }
};
