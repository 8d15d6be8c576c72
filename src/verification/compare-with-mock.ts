import { ownMember } from "#engine/basics/table.ts";
import { placeOf } from "./compare-schema.ts";
import { SECRET_HEADERS, type SpecComparison } from "./compare-with-spec.ts";
import type { BodyDifference, Difference, DifferenceKind } from "./difference.ts";
import { readJsonText } from "./read-json.ts";
import type { RequestFacts } from "./request-facts.ts";
import type { SpecDocument } from "./spec-document.ts";
import { describeValue, formatOf, isRedacted, showEnumValue, typeOf } from "./value-format.ts";

/** The mock's reply. */
export interface MockReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly mediaType: string | undefined;
  readonly value: unknown;
}

/** Two values at the same place of the recorded reply and the mock's. */
export interface ValuePair {
  readonly name: string;
  readonly recorded: unknown;
  readonly mock: unknown;
}

export interface MockComparison {
  readonly differences: readonly Difference[];
  readonly bodyDifferences: readonly BodyDifference[];
  /** Differences that two accounts may have: documented values that no request determined. */
  readonly stateDifferences: readonly BodyDifference[];
  readonly pairs: readonly ValuePair[];
}

export interface MockComparisonOptions {
  /** Facts about the recorded request. */
  readonly recordedFacts: RequestFacts;
  /** Facts about the request to the mock. */
  readonly mockFacts: RequestFacts;
  /** Maps a recorded value to the mock's value. */
  readonly translate: (value: string) => string;
  /** The reply shows stored data, which may be older than the recording. */
  readonly isRead: boolean;
  /** The read is of a resource that the recording created. */
  readonly isOfKnown: boolean;
  readonly document: SpecDocument;
  readonly operationId: string;
}

interface Walk extends MockComparisonOptions {
  readonly schema: SpecComparison["schema"];
  readonly differences: BodyDifference[];
  readonly states: BodyDifference[];
  readonly pairs: ValuePair[];
}

/** Compares a recorded reply with the mock's reply of the same status. */
export function compareWithMock(
  { reply, value, schema }: SpecComparison,
  mock: MockReply,
  options: MockComparisonOptions,
): MockComparison {
  const walk: Walk = { ...options, schema, differences: [], states: [], pairs: [] };
  const differences: Difference[] = [];
  const isComparable = !reply.isBodyUnknown && reply.body !== undefined;
  if (isComparable && mock.mediaType !== undefined && reply.mediaType !== mock.mediaType)
    differences.push(fromMock("media type", "header content-type", mock.mediaType, reply.mediaType ?? "none"));
  const documented = options.document.replyOf(options.operationId, reply.status)?.headers.keys() ?? [];
  for (const name of documented)
    if (isMissing(reply.headers, name) && ownMember(mock.headers, name) !== undefined)
      differences.push(fromMock("header", `header ${name}`, "present", "absent"));
  if (isComparable && value !== undefined && mock.value !== undefined) compareValues(walk, value, mock.value, [], "");
  return { differences, bodyDifferences: walk.differences, stateDifferences: walk.states, pairs: walk.pairs };
}

const fromMock = (kind: DifferenceKind, where: string, expected: string, found: string): Difference => ({
  kind,
  where,
  expected,
  found,
  from: "mock",
});

const isMissing = (headers: SpecComparison["reply"]["headers"], name: string): boolean =>
  headers !== undefined && ownMember(headers, name) === undefined && !SECRET_HEADERS.includes(name);

function note(
  walk: Walk,
  isCertain: boolean,
  kind: DifferenceKind,
  path: readonly string[],
  expected: string,
  found: string,
  value?: unknown,
): void {
  (isCertain ? walk.differences : walk.states).push({ kind, path, expected, found, from: "mock", value });
}

function compareValues(walk: Walk, recorded: unknown, mock: unknown, path: readonly string[], name: string): void {
  walk.pairs.push({ name, recorded, mock });
  if (isRedacted(recorded)) return;
  const [type, mockType] = [typeOf(recorded), typeOf(mock)].map((each) => (each === "integer" ? "number" : each));
  const isSent = walk.mockFacts.has(name, mock);
  if (type !== mockType) {
    const kind = recorded === null ? "null" : "type";
    const isCertain = isSent || (!walk.isRead && recorded !== null && mock !== null);
    note(walk, isCertain, kind, path, describeValue(mock), describeValue(recorded));
  } else if (Array.isArray(recorded) && Array.isArray(mock)) compareArrays(walk, recorded, mock, path, name);
  else if (isObject(recorded) && isObject(mock)) compareObjects(walk, recorded, mock, path);
  else compareLeaves(walk, recorded, mock, path, isSent);
}

type Members = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function compareObjects(walk: Walk, recorded: Members, mock: Members, path: readonly string[]): void {
  const isCertain = !walk.isRead || walk.isOfKnown;
  for (const [name, value] of Object.entries(mock)) {
    const place = [...path, name];
    if (Object.hasOwn(recorded, name)) compareValues(walk, recorded[name], value, place, name);
    else {
      const isExpected = wasSent(walk, name, value) || (isCertain && isDeclared(walk, place));
      note(walk, isExpected, "missing member", place, describeValue(value), "absent", value);
    }
  }
  for (const [name, value] of Object.entries(recorded))
    if (!Object.hasOwn(mock, name)) {
      const place = [...path, name];
      note(walk, isCertain && isNamed(walk, place), "added member", place, "absent", describeValue(value), value);
    }
}

/** Whether a member's name is not data: it is declared, or, in the reply to a write, its object is not a map. */
const isNamed = ({ schema, document, isRead }: Walk, path: readonly string[]): boolean => {
  if (schema === undefined) return false;
  const { isDeclared, isOfRecord } = placeOf(schema, path, document.resolve);
  return isDeclared || (isOfRecord && !isRead);
};

const isDeclared = ({ schema, document }: Walk, path: readonly string[]): boolean =>
  schema !== undefined && placeOf(schema, path, document.resolve).isDeclared;

/** Whether the request contained all parts of a value. */
function wasSent(walk: Walk, name: string, value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0 && value.every((each) => wasSent(walk, name, each));
  if (!isObject(value)) return walk.mockFacts.has(name, value);
  const members = Object.entries(value);
  return members.length > 0 && members.every(([inner, each]) => wasSent(walk, inner, each));
}

function compareArrays(
  walk: Walk,
  recorded: readonly unknown[],
  mock: readonly unknown[],
  path: readonly string[],
  name: string,
): void {
  const inside = [...path, "*"];
  const key = [...recorded, ...mock].every(isObject)
    ? findKey(walk, recorded as Members[], mock as Members[])
    : undefined;
  if (key !== undefined) {
    const byKey = new Map((recorded as Members[]).map((each) => [keyOf(walk, ownMember(each, key)), each]));
    for (const each of mock as Members[]) {
      const value = ownMember(each, key);
      const same = byKey.get(value);
      if (same !== undefined) compareValues(walk, same, each, inside, name);
      else note(walk, walk.mockFacts.has(key, value), "missing member", inside, "an item that was sent", "absent");
    }
  } else if (recorded.length === mock.length)
    for (const [index, each] of mock.entries()) compareValues(walk, recorded[index], each, inside, name);
  else {
    const known = new Set(recorded.map((each) => keyOf(walk, each)));
    for (const each of mock)
      if (!isObject(each) && !known.has(each))
        note(walk, walk.mockFacts.has(name, each), "missing member", inside, "an item that was sent", "absent");
  }
}

const keyOf = ({ translate }: Walk, value: unknown): unknown => (typeof value === "string" ? translate(value) : value);

/** Finds the member that pairs the items of two arrays: its values are unique per array, and some occur in both. */
function findKey(walk: Walk, recorded: readonly Members[], mock: readonly Members[]): string | undefined {
  const names = new Set(Object.keys(mock[0] ?? {}));
  const [left, right] = [valuesByName(recorded, names), valuesByName(mock, names)];
  const common = (name: string): number => {
    const [ours, theirs] = [left.get(name), right.get(name)];
    if (ours?.size !== recorded.length || theirs?.size !== mock.length) return 0;
    const translated = new Set([...ours].map((each) => keyOf(walk, each)));
    return translated.size === ours.size ? [...theirs].filter((each) => translated.has(each)).length : 0;
  };
  const [best] = [...names].map((name) => ({ name, count: common(name) })).sort((a, b) => b.count - a.count);
  return best !== undefined && best.count > 0 ? best.name : undefined;
}

/** Returns the strings and numbers of items under each of the given names. */
function valuesByName(items: readonly Members[], names: ReadonlySet<string>): Map<string, Set<unknown>> {
  const values = new Map<string, Set<unknown>>();
  for (const item of items)
    for (const [name, value] of Object.entries(item))
      if (names.has(name) && (typeof value === "string" || typeof value === "number"))
        values.set(name, (values.get(name) ?? new Set()).add(value));
  return values;
}

/** Formats that are significant, so that a real value has the same one. */
const TELLING = /^(uuid|date-time.*|date|JWT|URL)$/;

function compareLeaves(walk: Walk, recorded: unknown, mock: unknown, path: readonly string[], isSent: boolean): void {
  if (recorded === mock || keyOf(walk, recorded) === mock) return;
  const name = path.findLast((each) => each !== "*") ?? "";
  if (isSent) {
    if (!walk.recordedFacts.has(name, recorded))
      note(walk, true, "value", path, "the value that was sent", `another value, ${describeValue(recorded)}`);
    return;
  }
  const { schema, document } = walk;
  if (schema !== undefined && placeOf(schema, path, document.resolve).isEnumerated)
    note(walk, !walk.isRead, "enum", path, showEnumValue(mock), showEnumValue(recorded));
  else if (typeof recorded === "string" && typeof mock === "string") compareTexts(walk, recorded, mock, path, name);
}

function compareTexts(walk: Walk, recorded: string, mock: string, path: readonly string[], name: string): void {
  const [inRecorded, inMock] = [readText(recorded), readText(mock)];
  const format = formatOf(mock);
  if (inRecorded !== undefined && inMock !== undefined) compareValues(walk, inRecorded, inMock, path, name);
  else if (format !== undefined && TELLING.test(format) && formatOf(recorded) !== format) {
    // A nested id may belong to a resource that is older than the recording and whose id the client chose.
    const isOwn = format !== "uuid" || path.filter((each) => each !== "data").length === 1;
    const isCertain = isOwn && (!walk.isRead || walk.isOfKnown);
    note(walk, isCertain, "format", path, describeValue(mock), describeValue(recorded));
  }
}

/** Parses JSON inside a string. */
const readText = (text: string): unknown => (/^[[{]/.test(text) ? readJsonText(text) : undefined);
