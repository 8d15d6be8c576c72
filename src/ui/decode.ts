import type { Exchange } from "./api.ts";
import { ownValue } from "./own-value.ts";

type HeaderValues = Exchange["request"]["headers"];

/** A cookie of a request, or one that a reply sets. */
export interface Cookie {
  readonly name: string;
  readonly value: string;
  /** Such as `Path=/` and `HttpOnly`; empty for a cookie of a request. */
  readonly attributes: readonly string[];
}

export function cookiesOf(headers: HeaderValues): Cookie[] {
  const sent = valuesOf(headers, "cookie").flatMap((text) => text.split(";").map((pair) => toCookie(pair, [])));
  const set = valuesOf(headers, "set-cookie").map((text) => {
    const [pair = "", ...attributes] = text.split(";");
    return toCookie(
      pair,
      attributes.map((each) => each.trim()),
    );
  });
  return [...sent, ...set].filter(({ name }) => name !== "");
}

const valuesOf = (headers: HeaderValues, name: string): string[] => [ownValue(headers, name) ?? []].flat();

function toCookie(pair: string, attributes: readonly string[]): Cookie {
  const at = pair.indexOf("=");
  return at < 0
    ? { name: "", value: pair.trim(), attributes }
    : { name: pair.slice(0, at).trim(), value: pair.slice(at + 1).trim(), attributes };
}

/** A JSON Web Token, decoded and not verified. */
export interface DecodedToken {
  /** Its beginning. */
  readonly shown: string;
  readonly parts: readonly unknown[];
}

const TOKEN = /(?<![\w-])eyJ[\w-]{2,}\.eyJ[\w-]+\.[\w-]*/g;
const MOST_TOKENS = 10;

/** The tokens that stand anywhere in these texts, each once. */
export function tokensIn(texts: readonly string[]): DecodedToken[] {
  const found = new Set(texts.flatMap((text) => text.match(TOKEN) ?? []));
  return [...found].slice(0, MOST_TOKENS).flatMap((token) => {
    const parts = token.split(".").slice(0, 2).map(toJson);
    return parts.includes(undefined) ? [] : [{ shown: `${token.slice(0, 24)}…`, parts }];
  });
}

function toJson(part: string): unknown {
  try {
    const text = atob(part.replaceAll("-", "+").replaceAll("_", "/"));
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(text, (character) => character.charCodeAt(0))));
  } catch {
    return undefined;
  }
}

/** All texts of a message. */
export const textsOf = ({
  headers,
  body = "",
}: {
  readonly headers: HeaderValues;
  readonly body?: string;
}): string[] => [...Object.values(headers).flat(), body];

/** How a member of a row has changed. */
export interface MemberChange {
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

type Row = Readonly<Record<string, unknown>>;

/** The members of a row before and after: those that differ first, in their order. */
export function compareRows(before: Row | undefined, after: Row | undefined): MemberChange[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const all = names.map((name) => ({ name, before: toText(before, name), after: toText(after, name) }));
  const isChanged = (change: MemberChange): boolean => change.before !== change.after;
  return [...all.filter(isChanged), ...all.filter((change) => !isChanged(change))];
}

const toText = (row: Row | undefined, name: string): string | undefined =>
  row === undefined || !Object.hasOwn(row, name) ? undefined : JSON.stringify(row[name], null, 1);
