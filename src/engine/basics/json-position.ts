/** A place in a text, counted from 1. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/**
 * Finds where a text stops being JSON. The platform's own message names the place for some errors only, and quotes the
 * text, which may hold secrets.
 */
export function positionOfJsonError(text: string): TextPosition {
  const lines = text.slice(0, offsetOfJsonError(text)).split("\n");
  return { line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
}

/** Says where a text stops being JSON, and nothing of what stands there. */
export function describeJsonError(text: string): string {
  const { line, column } = positionOfJsonError(text);
  const place = `line ${line}, column ${column}`;
  return offsetOfJsonError(text) < text.length ? `unexpected text at ${place}` : `the text ends too early, at ${place}`;
}

const NUMBER = /-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const LITERAL = /true|false|null/y;
const BLANK = /[ \t\r\n]*/y;
const ESCAPE = /\\(["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

type Expected = "value" | "first item" | "first name" | "name" | "colon" | "next";

function offsetOfJsonError(text: string): number {
  const open: ("{" | "[")[] = [];
  let expected: Expected = "value";
  let at = skip(BLANK, text, 0) ?? 0;
  while (at < text.length) {
    const step = readToken(text, at, expected, open);
    if (step.expected === undefined) return step.at;
    expected = step.expected;
    at = skip(BLANK, text, step.at) ?? step.at;
  }
  return at;
}

/** Reads one token. `expected` is `undefined` where the text is wrong. */
function readToken(
  text: string,
  at: number,
  expected: Expected,
  open: ("{" | "[")[],
): { readonly at: number; readonly expected?: Expected } {
  const sign = text[at];
  const after = at + 1;
  switch (expected) {
    case "first name":
    case "name": {
      if (sign === "}" && expected === "first name") {
        open.pop();
        return { at: after, expected: "next" };
      }
      return sign === '"' ? readString(text, at, "colon") : { at };
    }
    case "colon":
      return sign === ":" ? { at: after, expected: "value" } : { at };
    case "next": {
      const inner = open.at(-1);
      if (inner !== undefined && sign === ",") return { at: after, expected: inner === "{" ? "name" : "value" };
      if (inner === undefined || sign !== (inner === "{" ? "}" : "]")) return { at };
      open.pop();
      return { at: after, expected: "next" };
    }
    default: {
      if (sign === "]" && expected === "first item") {
        open.pop();
        return { at: after, expected: "next" };
      }
      return readValue(text, at, open);
    }
  }
}

function readValue(text: string, at: number, open: ("{" | "[")[]): { at: number; expected?: Expected } {
  const sign = text[at];
  if (sign === "{" || sign === "[") {
    open.push(sign);
    return { at: at + 1, expected: sign === "{" ? "first name" : "first item" };
  }
  if (sign === '"') return readString(text, at, "next");
  const end = skip(NUMBER, text, at) ?? skip(LITERAL, text, at);
  return end === undefined ? { at } : { at: end, expected: "next" };
}

function readString(text: string, start: number, expected: Expected): { at: number; expected?: Expected } {
  let at = start + 1;
  while (at < text.length) {
    const sign = text[at] ?? "";
    if (sign === '"') return { at: at + 1, expected };
    if (sign === "\\") {
      const end = skip(ESCAPE, text, at);
      if (end === undefined) return { at };
      at = end;
    } else if (sign < " ") return { at };
    else at += 1;
  }
  return { at };
}

function skip(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
