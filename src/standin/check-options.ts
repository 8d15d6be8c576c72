import { StandinError } from "#engine/basics/errors.ts";
import { toSuggestion } from "#engine/basics/nearest.ts";
import { quoteValue } from "#engine/basics/quote.ts";
import { isDate } from "#engine/basics/times.ts";

/** The allowed values of an option: a predicate, and its description. */
type Rule = readonly [isAllowed: (value: unknown) => boolean, words: string];

/** A `Map`, a promise or a date has members of its own, and none that an option is called by. */
const isObject = (value: unknown): boolean => ["[object Object]", "[object Module]"].includes(kindOf(value));

const kindOf = (value: unknown): string => Object.prototype.toString.call(value);
const isText = (value: unknown): boolean => typeof value === "string" && value !== "";
const isTextList = (value: unknown): boolean => Array.isArray(value) && value.every((each) => typeof each === "string");

const isOneOf = (value: unknown, known: readonly unknown[]): boolean => known.includes(value);

const isTimeLike = (value: unknown): boolean => ["string", "number"].includes(typeof value) || isDate(value);

const isPort = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 65_535;

const isHttps = (value: unknown): boolean =>
  typeof value === "boolean" ||
  (isObject(value) && Object.entries(value as object).every(([name, each]) => name === "port" && isPort(each)));

/** Secrets, and what may hold some, which a message does not show. */
const SECRET = ["controlToken", "publicUrl"];

const UNHANDLED = ["bypass", "warn", "error"];

const BOOLEAN: Rule = [(value) => typeof value === "boolean", "true or false"];
const TEXT: Rule = [isText, "a text that is not empty"];
const TEXTS: Rule = [isTextList, "a list of texts"];
const FUNCTION: Rule = [(value) => typeof value === "function", "a function"];
const OBJECT: Rule = [isObject, "an object"];
const MOST = 999_999_999;
/** A number of things: more than the most does not fit in any process. */
const COUNT: Rule = [
  (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MOST,
  `a whole number from 1 to ${MOST}`,
];
/** The longest that the platform's timers take. */
const LONGEST_MS = 2 ** 31 - 1;
const MILLISECONDS: Rule = [
  (value) => Number.isFinite(value) && Number(value) >= 0 && Number(value) <= LONGEST_MS,
  `from 0 to ${LONGEST_MS} milliseconds`,
];

/** A control token is sent in a header: no blanks, ASCII only. */
export const CONTROL_TOKEN: Rule = [
  (value) => typeof value === "string" && /^[\x21-\x7e]+$/.test(value),
  "one or more visible characters of ASCII, without blanks",
];

/** A base URL: it may have a path, and nothing after that. */
export const PUBLIC_URL: Rule = [
  (value) => typeof value === "string" && /^https?:\/\/[^\s@?#\\]+$/i.test(value) && URL.canParse(value),
  "an http or https URL without credentials, query and fragment, such as https://standin.example/mocks",
];

/** What every world begins with. */
const SEEDING = {
  // A file's name would be taken for any other text, and its state be missed.
  seed: [
    (value) => (typeof value === "string" && !/\.(?:ya?ml|json|[cm]?[jt]s)$/.test(value)) || Number.isFinite(value),
    "a text or a number that ids are made from (starting state stands in seeds, by provider)",
  ],
  seeds: OBJECT,
  // A text that is not a time, or out of range, is refused where it is read.
  frozenAt: [isTimeLike, "a time, such as 2024-01-01T12:00:00Z"],
} as const satisfies Readonly<Record<string, Rule>>;

/** The options of each function that is called in process. A test holds the names to the types. */
export const RULES = {
  createStandin: {
    // What is in it is told by the mocks' own check, as a mock cannot be shown in a message.
    providers: [Array.isArray, "a list of names of providers and mocks"],
    overrides: OBJECT,
    ...SEEDING,
    acceptAnyCredentials: BOOLEAN,
    trackReads: BOOLEAN,
    maxWorlds: COUNT,
    limits: OBJECT,
    control: BOOLEAN,
    controlToken: CONTROL_TOKEN,
    webhookTargets: TEXTS,
    publicUrl: PUBLIC_URL,
    data: [isText, "the path of a folder"],
    redis: [isText, "the URL of a Redis"],
    freezeState: BOOLEAN,
    onRequest: FUNCTION,
    onBug: FUNCTION,
  },
  listen: {
    port: [isPort, "a whole number from 0 to 65535"],
    host: [isText, "an address to listen on, such as 127.0.0.1"],
    https: [isHttps, "true, false, or an object with a port"],
    caDir: [isText, "the folder of a CA"],
    offline: BOOLEAN,
    allowRealHosts: BOOLEAN,
    onNotice: FUNCTION,
  },
  reseed: SEEDING,
  close: { graceMs: MILLISECONDS },
  intercept: {
    world: TEXT,
    onUnhandledRequest: [(value) => isOneOf(value, UNHANDLED), UNHANDLED.join(", ")],
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Rule>>>>;

/**
 * Checks options of callers without types. `undefined` counts as absent.
 *
 * @throws StandinError that names the option and says what it may be
 */
export function checkOptions(of: keyof typeof RULES, options: unknown): void {
  if (!isObject(options))
    throw new StandinError("ERR_STANDIN_INVALID_OPTION", `${of} takes an object of options, not ${toWords(options)}.`);
  const rules = new Map<string, Rule>(Object.entries(RULES[of]));
  for (const [name, value] of Object.entries(options as object)) {
    const rule = rules.get(name);
    // Test frameworks call hooks with arguments of their own, and `close` may be passed as a hook.
    if (rule === undefined && of === "close") continue;
    if (rule === undefined)
      throw new StandinError(
        "ERR_STANDIN_INVALID_OPTION",
        `${of} has no option ${quoteValue(name)}; it has ${[...rules.keys()].join(", ")}.${toSuggestion(name, [...rules.keys()])}`,
      );
    const [isAllowed, words] = rule;
    if (value !== undefined && !isAllowed(value))
      throw new StandinError(
        "ERR_STANDIN_INVALID_OPTION",
        `The option ${name} of ${of} is ${words}${SECRET.includes(name) ? "" : `, not ${toWords(value)}`}.`,
      );
  }
}

/** A value as part of a sentence: JSON would show a `Map`, or a promise, as an empty object. */
function toWords(value: unknown): string {
  if (typeof value !== "object" || value === null || Array.isArray(value) || isObject(value)) return quoteValue(value);
  const kind = kindOf(value).slice("[object ".length, -1);
  return kind === "Promise" ? "a Promise: await it first" : `an object of the kind ${kind}`;
}
