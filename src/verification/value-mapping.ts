import { isSecretName } from "#engine/journal/secret-names.ts";
import type { ValuePair } from "./compare-with-mock.ts";
import type { RequestFacts } from "./request-facts.ts";
import { formatOf, isRedacted } from "./value-format.ts";

/** A secret that the mock issued. */
export interface IssuedSecret {
  /** Name of the member or cookie that contained it. */
  readonly name: string;
  readonly value: string;
}

/** Maps values of the recording to values of the mock. */
export interface ValueMapping {
  /** Replaces every recorded value in a text by the mock's. */
  translate(text: string): string;
  /** Whether an earlier exchange of the recording contained this value. */
  isKnown(value: string): boolean;
  /** The newest secrets of each name, newest first. */
  readonly secrets: readonly IssuedSecret[];
  /** Learns from values at the same places of both replies. */
  learn(pairs: readonly ValuePair[], recordedFacts: RequestFacts): void;
  addKnown(value: string): void;
  addSecret(secret: IssuedSecret): void;
}

/** Whether a value is long and random enough to mean the same everywhere. */
const TOKEN = /[^\s"'<>{}[\](),;:=&?/#%]{8,}/g;
const IDENTIFIES = /(^|[_-])(id|key|token|cursor|code)s?$/i;

export function createValueMapping(): ValueMapping {
  const mapped = new Map<string, string>();
  const known = new Set<string>();
  const issued = createIssued();

  const map = (recorded: string, mock: string): void => {
    known.add(recorded);
    if (recorded !== mock) mapped.set(recorded, mock);
  };

  const learnUrl = (recorded: string, mock: string): void => {
    const [from, to] = [recorded, mock].map((url) => new URL(url).pathname.split("/").filter(Boolean).at(-1));
    if (from !== undefined && to !== undefined && from.length >= 8) map(decodeSafely(from), decodeSafely(to));
  };

  const learnOne = ({ name, recorded, mock }: ValuePair, recordedFacts: RequestFacts): void => {
    if (typeof mock !== "string") return;
    if (isSecretName(name) && mock !== "") issued.add({ name, value: mock });
    if (typeof recorded !== "string" || recorded === "" || isRedacted(recorded)) return;
    known.add(recorded);
    if (recordedFacts.has(name, recorded)) return;
    const format = formatOf(recorded) ?? "";
    const isRandom = recorded.length >= 8 && /\d/.test(recorded) && !/\s/.test(recorded);
    if (format === "URL" && URL.canParse(recorded) && URL.canParse(mock)) learnUrl(recorded, mock);
    else if (/^date/.test(format)) return;
    else if (isRandom || IDENTIFIES.test(name) || isSecretName(name)) map(recorded, mock);
  };

  return {
    translate: (text) =>
      mapped.size === 0 ? text : (mapped.get(text) ?? text.replace(TOKEN, (token) => mapped.get(token) ?? token)),
    isKnown: (value) => known.has(value),
    get secrets() {
      return issued.list();
    },
    learn: (pairs, recordedFacts) => {
      for (const pair of pairs) learnOne(pair, recordedFacts);
    },
    addKnown: (value) => {
      known.add(value);
    },
    addSecret: (secret) => {
      issued.add(secret);
    },
  };
}

/** The maximum number of stored secrets per name; no more are tried. */
export const MOST_SECRETS = 6;

function createIssued() {
  const byName = new Map<string, (IssuedSecret & { readonly at: number })[]>();
  let count = 0;
  return {
    add: (secret: IssuedSecret): void => {
      const others = (byName.get(secret.name) ?? []).filter(({ value }) => value !== secret.value);
      count += 1;
      byName.set(secret.name, [{ ...secret, at: count }, ...others].slice(0, MOST_SECRETS));
    },
    list: (): readonly IssuedSecret[] => [...byName.values()].flat().sort((a, b) => b.at - a.at),
  };
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
