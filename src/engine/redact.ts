import { readBasic } from "./authorization.ts";
import { decodeFully, decodeText } from "./decoded-text.ts";
import type { Headers } from "./exchange.ts";
import {
  decodeField,
  type FindNamed,
  findAssignments,
  findCookies,
  findFields,
  findLooseMembers,
  findMembers,
  findParts,
  findPasswords,
  type NamedValue,
} from "./named-values.ts";
import type { SecretIndex } from "./secret-index.ts";
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
  readonly decode: (value: string) => string;
}

const wholeFrom = (text: string, start: number): NamedValue => ({
  name: "secret",
  start,
  end: text.length,
  isBare: false,
});

/** The name of a scheme in front of credentials (RFC 9110, 11.4). */
const SCHEME = /^\s*(?:basic|bearer|digest|dpop|hoba|mutual|negotiate|scram-sha-\d+|token|vapid)\s+/i;

/** What may stand in any text: links with a query, addresses with a password. */
const ANYWHERE: readonly FindNamed[] = [findAssignments, findPasswords];
const TEXT: Notation = { finders: ANYWHERE, decode: decodeText };
const FORM: Notation = { finders: [findFields, ...ANYWHERE], decode: decodeField };
const JSON_TEXT: Notation = { finders: [findMembers, ...ANYWHERE], decode: decodeText };
const BROKEN: Notation = {
  finders: [findMembers, findLooseMembers, findParts, findFields, ...ANYWHERE],
  decode: decodeField,
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
  decode: decodeText,
};
const SECRET: Notation = { finders: [(text, _isWanted, found) => found(wholeFrom(text, 0))], decode: decodeText };
const CREDENTIALS: Notation = {
  finders: [(text, _isWanted, found) => found(wholeFrom(text, SCHEME.exec(text)?.[0].length ?? 0))],
  decode: (value) => value.trim(),
};
/** What may show once a text has been decoded: a JSON text within a string, a link within a parameter of another. */
const WITHIN: Notation = { finders: [findMembers, ...ANYWHERE], decode: decodeText };

/** What becomes of a text. */
interface Redacted {
  readonly shown: string;
  /** The values that stood under secret names, decoded. */
  readonly named: readonly string[];
}

interface Span {
  readonly start: number;
  readonly end: number;
  /** JSON without quotes, in whose place there have to be some. */
  readonly isBare?: boolean;
}

const MOST_REMEMBERED = 10_000;
const LONGEST_REMEMBERED = 1000;
const NO_NAMES: ReadonlySet<string> = new Set();

/** Replaces secrets in what is about to be shown. */
export class Redactor {
  readonly #values: SecretValues;
  /** Headers and queries are the same again and again. */
  readonly #remembered = new Map<Notation, Map<string, Redacted>>();
  #named = new Set<string>();

  constructor(values: SecretValues) {
    this.#values = values;
  }

  /** The same with more secrets, which are looked for wherever they stand. */
  with(more: SecretIndex): Redactor {
    return new Redactor({ ...this.#values, indexes: [...this.#values.indexes, more] });
  }

  /** The values that stood where credentials stand, in all that was redacted since this was last asked. */
  takeNamed(): string[] {
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
    const named: string[] = [];
    this.#findNamed(text, notation, (span) => spans.push(span), named);
    const decoded = decodeFully(text);
    const add = (start: number, end: number): void => {
      spans.push({ start, end });
    };
    const addDecoded = (start: number, end: number): void =>
      add(decoded?.starts[start] ?? start, decoded?.starts[end] ?? end);
    if (decoded !== undefined) this.#findNamed(decoded.text, WITHIN, ({ start, end }) => addDecoded(start, end), named);
    findTokens(decoded?.text ?? text, addDecoded);
    for (const index of this.#values.indexes) index.find(text, decoded, add);
    return { shown: replaceAll(text, spans), named };
  }

  /** Finds the values that stand under secret names. */
  #findNamed(text: string, { finders, decode }: Notation, add: (span: Span) => void, named: string[]): void {
    const isWanted = (name: string): boolean =>
      isSecretName(name) || this.#values.short?.has(normalizeName(name)) === true;
    const found = ({ name, start, end, isBare }: NamedValue): void => {
      const raw = text.slice(start, end);
      const value = decode(raw);
      if (value.trim() === "" || (isBare && /^(?:true|false|null)\s*$/.test(raw))) return;
      if (!isSecretName(name)) {
        if (this.#isShort(name, value)) add({ start, end, isBare });
      } else if (!isToken(value)) {
        add({ start, end, isBare });
        named.push(...(isBare ? textsIn(raw) : credentialsIn(value)));
      }
    };
    for (const finder of finders) finder(text, isWanted, found);
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The strings of an object or array. */
const textsIn = (json: string): string[] =>
  [...json.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text = ""]) => decodeText(text));

/** A secret, and, if it is Basic credentials, the password in them; a name without a password is the secret itself. */
function credentialsIn(value: string): string[] {
  const pair = readBasic(value);
  return pair === undefined ? [value] : [value, pair.password === "" ? pair.name : pair.password];
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
