import { type DecodedText, decodeInSteps, decodeText, findBase64, readingsOf } from "../basics/decoded-text.ts";
import type { Headers } from "../contract/exchange.ts";
import { readBasic } from "../kit/authorization.ts";
import {
  type FindNamed,
  findAssignments,
  findCookies,
  findFields,
  findInnerMembers,
  findLooseMembers,
  findMembers,
  findParts,
  findPasswords,
  type NamedValue,
  stringsIn,
} from "./named-values.ts";
import { type Found, type SecretIndex, SHORTEST_SECRET, toPlaces } from "./secret-index.ts";
import { isSecretName, normalizeName, REDACTED } from "./secret-names.ts";
import { findTokens, isToken } from "./token-places.ts";

/** Which values are secrets, besides those whose name says so. */
export interface SecretValues {
  /** Looked for wherever they stand. */
  readonly indexes: readonly SecretIndex[];
  /** Secret under one name alone, as they are too short to be looked for elsewhere: decoded values by normalized name. */
  readonly short?: ReadonlyMap<string, ReadonlySet<string>> | undefined;
}

/** How a text names the values in it, and how these are encoded. */
interface Notation {
  readonly finders: readonly FindNamed[];
  /** Puts blanks where others are written for them. */
  readonly unblank: (value: string) => string;
}

const wholeFrom = (text: string, start: number): NamedValue => ({
  name: "secret",
  start,
  end: text.length,
  isBare: false,
});

/** The name of a scheme in front of credentials (RFC 9110, 11.4). */
const SCHEME = /^\s*(?:basic|bearer|digest|dpop|hoba|mutual|negotiate|scram-sha-\d+|token|vapid)\s+/i;

const asIs = (value: string): string => value;
const plusToBlank = (value: string): string => value.replaceAll("+", " ");

/** What may stand in any text: links with a query, addresses with a password. */
const ANYWHERE: readonly FindNamed[] = [findAssignments, findPasswords];
const TEXT: Notation = { finders: ANYWHERE, unblank: asIs };
const FORM: Notation = { finders: [findFields, ...ANYWHERE], unblank: plusToBlank };
const JSON_TEXT: Notation = { finders: [findMembers, ...ANYWHERE], unblank: asIs };
const BROKEN: Notation = {
  finders: [findMembers, findLooseMembers, findParts, findFields, ...ANYWHERE],
  unblank: plusToBlank,
};
const COOKIES: Notation = {
  finders: [
    (text, _isWanted, found) =>
      findCookies(
        text,
        () => true,
        (cookie) => found({ ...cookie, name: "cookie" }),
      ),
  ],
  unblank: asIs,
};
const SECRET: Notation = { finders: [(text, _isWanted, found) => found(wholeFrom(text, 0))], unblank: asIs };
const CREDENTIALS: Notation = {
  finders: [(text, _isWanted, found) => found(wholeFrom(text, SCHEME.exec(text)?.[0].length ?? 0))],
  unblank: (value) => value.trim(),
};
/** What may show once a text has been decoded: a JSON text within a string, a link within a parameter of another. */
const WITHIN: Notation = { finders: [findInnerMembers, ...ANYWHERE], unblank: asIs };

/** What becomes of a text. */
interface Redacted {
  readonly shown: string;
  readonly named: readonly NamedSecret[];
}

/** A value that stood where credentials stand, in every reading: as it was written, and decoded once, twice and so on. */
export type NamedSecret = readonly string[];

interface Span {
  readonly start: number;
  readonly end: number;
  /** JSON without quotes, in whose place there have to be some. */
  readonly isBare?: boolean;
}

const MOST_REMEMBERED = 10_000;
const LONGEST_REMEMBERED = 1000;
/** What a text has to hold that names a value, or is encoded. */
const NAMES = /[=:"%\\&]/;
const NOTHING: readonly NamedSecret[] = Object.freeze([]);
const NO_NAMES: ReadonlySet<string> = new Set();

/** Replaces secrets in what is about to be shown. */
export class Redactor {
  readonly #values: SecretValues;
  readonly #shortest: number;
  /** Headers and queries are the same again and again. */
  readonly #remembered = new Map<Notation, Map<string, Redacted>>();
  #named = new Set<NamedSecret>();

  constructor(values: SecretValues) {
    this.#values = values;
    this.#shortest = Math.min(SHORTEST_SECRET, ...values.indexes.map(({ shortest }) => shortest));
  }

  /** The same with more secrets, which are looked for wherever they stand. */
  with(more: SecretIndex): Redactor {
    return new Redactor({ ...this.#values, indexes: [...this.#values.indexes, more] });
  }

  /** The values that stood where credentials stand, in all that was redacted since this was last asked. */
  takeNamed(): NamedSecret[] {
    const named = [...this.#named];
    this.#named = new Set();
    return named;
  }

  /** Any text. */
  text(text: string): string {
    return this.#redact(text, TEXT);
  }

  /** A query without its question mark. */
  query(text: string): string {
    return this.#redact(text, FORM);
  }

  /** A body of any media type: JSON, a form, a page, or what was meant to be one of them. */
  body(text: string): string {
    return this.#redact(text, isJson(text) ? JSON_TEXT : BROKEN);
  }

  /** @param parameters those that the path holds, decoded */
  path(path: string, parameters: Readonly<Record<string, string>>): string {
    const secrets = Object.entries(parameters)
      .filter(([name, value]) => value !== "" && this.#isSecret(name, value))
      .map(([, value]) => decodeText(value));
    if (secrets.length === 0) return this.text(path);
    const segments = path
      .split("/")
      .map((segment) => (secrets.includes(decodeText(segment)) ? this.#redact(segment, SECRET) : segment));
    return this.text(segments.join("/"));
  }

  /** Names are lower case. */
  headers(headers: Headers): Record<string, string | readonly string[] | undefined> {
    return Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
        this.text(name),
        typeof value === "string" ? this.#header(name, value) : value?.map((each) => this.#header(name, each)),
      ]),
    );
  }

  /**
   * Plain data, however deep it is.
   *
   * @param secretMembers names that are secret besides those which say so, at the top
   */
  data(value: unknown, secretMembers: ReadonlySet<string> = NO_NAMES): unknown {
    if (typeof value === "string") return this.text(value);
    if (typeof value === "number") return this.text(String(value)) === String(value) ? value : REDACTED;
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map((each) => this.data(each));
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, member]) => member !== undefined)
        .map(([name, member]) => [this.text(name), this.#member(name, member, secretMembers)]),
    );
  }

  #member(name: string, value: unknown, secretMembers: ReadonlySet<string>): unknown {
    const text = typeof value === "string" || typeof value === "number" ? String(value) : undefined;
    if (!secretMembers.has(name) && !this.#isSecret(name, text ?? "")) return this.data(value);
    if (text !== undefined) return this.#redact(text, SECRET);
    // True, false and null tell nothing.
    return typeof value === "object" && value !== null ? REDACTED : value;
  }

  #header(name: string, value: string): string {
    if (name === "cookie") return this.#redact(value, COOKIES);
    if (name === "set-cookie") {
      const [cookie = "", ...attributes] = value.split(/(?=;)/);
      return this.#redact(cookie, COOKIES) + this.text(attributes.join(""));
    }
    if (name.endsWith("authorization")) return this.#redact(value, CREDENTIALS);
    return this.#redact(value, this.#isSecret(name, value) ? SECRET : TEXT);
  }

  #isSecret(name: string, value: string): boolean {
    return isSecretName(name) || this.#isShort(name, value);
  }

  #isShort(name: string, value: string): boolean {
    return this.#values.short?.get(normalizeName(name))?.has(decodeText(value)) === true;
  }

  #redact(text: string, notation: Notation): string {
    const { shown, named } = this.#remember(text, notation);
    for (const value of named) this.#named.add(value);
    return shown;
  }

  #remember(text: string, notation: Notation): Redacted {
    if (notation === TEXT && text.length < this.#shortest && !NAMES.test(text)) return { shown: text, named: NOTHING };
    if (text.length > LONGEST_REMEMBERED) return this.#look(text, notation);
    const remembered = this.#remembered.get(notation) ?? new Map<string, Redacted>();
    this.#remembered.set(notation, remembered);
    const before = remembered.get(text);
    if (before !== undefined) return before;
    const redacted = this.#look(text, notation);
    if (remembered.size < MOST_REMEMBERED) remembered.set(text, redacted);
    return redacted;
  }

  #look(text: string, notation: Notation): Redacted {
    const spans: Span[] = [];
    const named: NamedSecret[] = [];
    this.#findNamed(text, notation, (span) => spans.push(span), named);
    const add: Found = (start, end) => {
      spans.push({ start, end });
    };
    const steps = decodeInSteps(text);
    for (const step of steps) {
      const addInStep = toPlaces(step, add);
      this.#findNamed(step.text, WITHIN, ({ start, end }) => addInStep(start, end), named);
    }
    const last = steps.at(-1);
    const plain = last?.text ?? text;
    const addInLast = toPlaces(last, add);
    findTokens(plain, addInLast);
    for (const index of this.#values.indexes) index.find(text, steps, add);
    const isAscii = this.#values.indexes.every((index) => index.isAscii);
    findBase64(plain, isAscii, (bytes) => {
      const addInBytes: Found = (start, end) => addInLast(bytes.starts[start] ?? start, endOfGroup(bytes, end));
      findTokens(bytes.text, addInBytes);
      for (const index of this.#values.indexes) index.findInBytes(bytes.text, addInBytes);
    });
    return { shown: replaceAll(text, spans), named };
  }

  /** Finds the values that stand under secret names. */
  #findNamed(text: string, { finders, unblank }: Notation, add: (span: Span) => void, named: NamedSecret[]): void {
    const isWanted = (name: string): boolean =>
      isSecretName(name) || this.#values.short?.has(normalizeName(name)) === true;
    const found = ({ name, start, end, isBare }: NamedValue): void => {
      const raw = text.slice(start, end);
      const written = unblank(raw);
      if (written.trim() === "" || (isBare && /^(?:true|false|null)\s*$/.test(raw))) return;
      if (!isSecretName(name)) {
        if (this.#isShort(name, written)) add({ start, end, isBare });
      } else if (!isToken(written)) {
        add({ start, end, isBare });
        named.push(...(isBare ? stringsIn(raw).map(readingsOf) : credentialsIn(written)));
      }
    };
    for (const finder of finders) finder(text, isWanted, found);
  }
}

/** Where in base64 the group of digits ends that holds the last byte before this one. */
const endOfGroup = ({ starts }: DecodedText, end: number): number =>
  starts[Math.ceil(end / 3) * 3] ?? starts.at(-1) ?? end;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * A secret, and what is one within it: the password of Basic credentials (a name without a password is the secret itself),
 * and what stands behind the name of a scheme.
 */
function credentialsIn(written: string): NamedSecret[] {
  const found = [readingsOf(written)];
  const pair = readBasic(written);
  if (pair !== undefined) found.push([pair.password === "" ? pair.name : pair.password]);
  const behindScheme = /^[\w-]+\s+(\S+)$/.exec(written)?.[1];
  if (behindScheme !== undefined) found.push(readingsOf(behindScheme));
  return found;
}

function replaceAll(text: string, spans: Span[]): string {
  if (spans.length === 0) return text;
  let replaced = "";
  let from = 0;
  for (const { start, end, isBare } of merge(spans)) {
    replaced += text.slice(from, start) + (isBare ? JSON.stringify(REDACTED) : REDACTED);
    from = end;
  }
  return replaced + text.slice(from);
}

/** Spans in their order, those that overlap as one. */
function merge(spans: Span[]): Span[] {
  const merged: Span[] = [];
  // Of those that begin together the longest comes first.
  for (const span of spans.sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = merged.at(-1);
    if (last === undefined || span.start >= last.end) {
      if (span.end > span.start) merged.push(span);
    } else if (span.end > last.end) merged[merged.length - 1] = { start: last.start, end: span.end };
  }
  return merged;
}
