import { mediaTypeOf } from "#engine/basics/media-type.ts";
import { DEFAULT_WORLD } from "#engine/basics/world-name.ts";
import type { Mock } from "#engine/contract/mock.ts";
import type { RefusingStage } from "#engine/contract/refusal.ts";
import { isSecretName } from "#engine/journal/secret-names.ts";
import { createEngine, type Engine } from "#engine/pipeline/engine.ts";
import { createImages } from "#engine/state/images.ts";
import { compareWithMock, type MockComparison, type MockReply, type ValuePair } from "./compare-with-mock.ts";
import type { SpecComparison } from "./compare-with-spec.ts";
import type { BodyDifference, Difference } from "./difference.ts";
import type { FoundOperation } from "./find-operation.ts";
import type { RecordedExchange } from "./har-file.ts";
import { describeMock, listCredentialPatches, valueOfCookie, withoutCredentials } from "./replayed-credentials.ts";
import { type ReplayedRequest, toReplayedRequest } from "./replayed-request.ts";
import { type RequestFacts, readBody, toFacts } from "./request-facts.ts";
import { readSpecDocument, type SpecDocument } from "./spec-document.ts";
import { holdsRedacted, isRedacted } from "./value-format.ts";
import { createValueMapping, type ValueMapping } from "./value-mapping.ts";

/** The result of replaying a request. */
export type Outcome =
  | {
      readonly kind: "replayed";
      readonly differences: readonly Difference[];
      readonly bodyDifferences: readonly BodyDifference[];
      readonly stateDifferences: readonly BodyDifference[];
      /** Records that a member was renamed, so that later requests with its value can be translated. */
      learn(pairs: readonly ValuePair[]): void;
    }
  | { readonly kind: "not replayed"; readonly reason: string };

export interface ReplayOptions {
  readonly providers: readonly Mock[];
  readonly seeds?: Readonly<Record<string, unknown>> | undefined;
  /** Start time of the recording, which the mock's clock follows. */
  readonly startMs: number | undefined;
}

/** Replays recorded requests, in their order, to a fresh mock. */
export interface Replay {
  replay(exchange: RecordedExchange, found: FoundOperation, compared: SpecComparison): Promise<Outcome>;
  /** Sends a request to a page of the mock itself, which is in no spec. */
  visit(exchange: RecordedExchange, provider: Mock, path: string): Promise<void>;
}

interface Replayer {
  readonly engine: Engine;
  readonly mapping: ValueMapping;
  readonly seeds: Readonly<Record<string, unknown>>;
  /** Cookies of logins at the mock's own page, by the credentials they replace. */
  readonly logins: Map<string, string | undefined>;
  /** Recorded ids of resources that a read has shown to be changed outside of the recording. */
  readonly changed: Set<string>;
}

const BEFORE = "before-this-exchange";

export function createReplay({ providers, seeds = {}, startMs }: ReplayOptions): Replay {
  const engine = createEngine({
    providers,
    seeds,
    images: createImages({ freeze: providers.some(({ isForeign }) => isForeign === true) }),
    realNow: Date.now,
    acceptAnyCredentials: true,
    ...(startMs !== undefined && { clock: { worldMs: startMs, realMs: 0, scale: 0 } }),
  });
  const replayer: Replayer = { engine, mapping: createValueMapping(), seeds, logins: new Map(), changed: new Set() };
  return {
    async replay(exchange, found, compared) {
      if (exchange.isBodyUnknown)
        return { kind: "not replayed", reason: "the recording does not contain the request's body" };
      await followClock(replayer, exchange.atMs);
      return replayOne(replayer, exchange, found, compared);
    },
    async visit(exchange, provider, path) {
      await followClock(replayer, exchange.atMs);
      const request = toReplayedRequest(exchange, path, replayer.mapping.translate);
      const { headers } = await send(replayer, provider, request);
      learnCookies(replayer.mapping, exchange.reply.headers?.["set-cookie"], headers["set-cookie"]);
    },
  };
}

async function followClock({ engine }: Replayer, atMs: number | undefined): Promise<void> {
  const { clock } = await engine.worlds.open(DEFAULT_WORLD);
  if (atMs !== undefined && atMs > clock.now()) await clock.set(atMs);
}

/** One attempt to replay a request. */
interface Attempt {
  readonly request: ReplayedRequest;
  readonly reply: MockReply;
  /** The stage at which the mock refused the request; `undefined` if it did not. */
  readonly stage: RefusingStage | undefined;
  readonly comparison: MockComparison;
  /** The distance between the mock's reply and the recorded one; 0 if equal. */
  readonly distance: number;
}

interface Replaying {
  readonly replayer: Replayer;
  readonly exchange: RecordedExchange;
  readonly found: FoundOperation;
  readonly compared: SpecComparison;
  readonly document: SpecDocument;
  readonly recordedFacts: RequestFacts;
}

async function replayOne(
  replayer: Replayer,
  exchange: RecordedExchange,
  found: FoundOperation,
  compared: SpecComparison,
): Promise<Outcome> {
  const { mapping } = replayer;
  const document = await readSpecDocument(found.mock);
  const recordedFacts = toFacts({ ...exchange, query: exchange.url.search.slice(1) }, found.parameters);
  const replaying = { replayer, exchange, found, compared, document, recordedFacts };
  const attempt = await findBestAttempt(replaying);
  const { status } = exchange.reply;
  const isSame = attempt.reply.status === status;
  if (isSame || (isSuccess(status) && isSuccess(attempt.reply.status))) learnFrom(replaying, attempt);
  else if (isSuccess(attempt.reply.status)) await rewind(replayer);
  if (!isSame) {
    const reason = await explain(replaying, attempt);
    if (reason !== undefined) return { kind: "not replayed", reason };
    const difference: Difference = {
      kind: "status",
      where: "status",
      expected: String(attempt.reply.status),
      found: String(status),
      from: "mock",
    };
    return { kind: "replayed", differences: [difference], bodyDifferences: [], stateDifferences: [], learn: () => {} };
  }
  const { differences, bodyDifferences, stateDifferences } = attempt.comparison;
  if (stateDifferences.length > 0 && exchange.method === "GET")
    for (const [name, value] of Object.entries(found.parameters))
      if (NAMES_A_RECORD.test(name)) replayer.changed.add(value);
  return {
    kind: "replayed",
    differences,
    bodyDifferences,
    stateDifferences,
    learn: (pairs) => mapping.learn(pairs, recordedFacts),
  };
}

const isSuccess = (status: number): boolean => status >= 200 && status < 400;

/** Sends the request unchanged, and if the reply does not fit, with candidates for credentials that are not recorded. */
async function findBestAttempt(replaying: Replaying): Promise<Attempt> {
  const { replayer, exchange, found, document } = replaying;
  const { mapping, seeds, logins, engine } = replayer;
  const request = toReplayedRequest(exchange, found.path, mapping.translate);
  await engine.worlds.snapshot(DEFAULT_WORLD, BEFORE);
  let best = await attempt(replaying, request);
  if (best.distance === 0) return best;
  const described = describeMock(found.mock, seeds);
  await rewind(replayer);
  const patches = await listCredentialPatches({
    exchange,
    found,
    request,
    document,
    mapping,
    described,
    login: (key, cookie) => login(replayer, found.mock, described, logins, key, cookie),
  });
  // Logins are state as well, and are kept.
  await engine.worlds.snapshot(DEFAULT_WORLD, BEFORE);
  for (const patch of patches) {
    const next = await attempt(replaying, patch(request));
    if (next.distance < best.distance) best = next;
    if (best.distance === 0) return best;
    await rewind(replayer);
  }
  return attempt(replaying, best.request);
}

const rewind = ({ engine }: Replayer): Promise<void> => engine.worlds.restore(DEFAULT_WORLD, BEFORE);

async function attempt(replaying: Replaying, request: ReplayedRequest): Promise<Attempt> {
  const { replayer, exchange, found, compared, document, recordedFacts } = replaying;
  const { mapping } = replayer;
  const reply = await send(replayer, found.mock, request);
  const values = Object.entries(found.parameters);
  const parameters = Object.fromEntries(values.map(([name, value]) => [name, mapping.translate(value)]));
  const isRead = exchange.method === "GET" || exchange.method === "HEAD";
  const comparison = compareWithMock(compared, reply, {
    recordedFacts,
    mockFacts: toFacts(request, parameters),
    translate: mapping.translate,
    isRead,
    isOfKnown: isRead && values.length > 0 && values.every(([, value]) => mapping.isKnown(value)),
    document,
    operationId: found.operationId,
  });
  const stage = reply.status >= 400 ? await lastRefusal(replayer) : undefined;
  return { request, reply, stage, comparison, distance: distanceOf(exchange.reply.status, reply, stage, comparison) };
}

async function lastRefusal({ engine }: Replayer): Promise<RefusingStage | undefined> {
  const { journal } = await engine.worlds.open(DEFAULT_WORLD);
  return journal.entries({ limit: 1 }).at(-1)?.refusal?.stage;
}

/** The stages in the order of an exchange. */
const STAGES: readonly RefusingStage[] = ["route", "authenticate", "rate limit", "authorize", "validate", "handle"];
const OTHER_STATUS = 10_000;

/**
 * Of two replies with another status than the recorded one, the one from a later stage counts as nearer: wrong credentials
 * must not hide the mock's errors about the request itself.
 */
function distanceOf(
  recorded: number,
  { status }: MockReply,
  stage: RefusingStage | undefined,
  { differences, bodyDifferences, stateDifferences }: MockComparison,
): number {
  const inReply = differences.length * 10 + bodyDifferences.length * 10 + stateDifferences.length;
  if (status === recorded) return inReply;
  const left = stage === undefined ? 0 : STAGES.length - STAGES.indexOf(stage);
  return OTHER_STATUS * (1 + left) + (isSuccess(status) && isSuccess(recorded) ? inReply : 0);
}

async function send(
  { engine }: Replayer,
  { api, prefix = api.name }: Mock,
  request: ReplayedRequest,
): Promise<MockReply> {
  const { status, headers, body } = await engine.exchange({ ...request, path: `/${prefix}${request.path}` });
  const mediaType = mediaTypeOf([headers["content-type"]].flat()[0]);
  let value: unknown;
  if (typeof body === "string" && mediaType?.endsWith("json")) value = JSON.parse(body);
  return { status, headers, mediaType, value };
}

/** Logs a person in at the mock's login page, if it has one. */
async function login(
  replayer: Replayer,
  provider: Mock,
  { login: page }: Readonly<Record<string, string>>,
  logins: Map<string, string | undefined>,
  key: string,
  cookie: string,
): Promise<string | undefined> {
  if (page === undefined) return undefined;
  const known = `${provider.api.name} ${cookie} ${key}`;
  if (!logins.has(known)) {
    const query = `user=recorded-${logins.size + 1}`;
    const { headers } = await send(replayer, provider, { method: "GET", path: page, query, headers: {} });
    const set = [headers["set-cookie"] ?? []].flat().join("; ");
    logins.set(known, valueOfCookie(set, cookie));
  }
  return logins.get(known);
}

function learnFrom(
  { replayer: { mapping }, exchange, recordedFacts }: Replaying,
  { reply, comparison }: Attempt,
): void {
  mapping.learn(comparison.pairs, recordedFacts);
  learnCookies(mapping, exchange.reply.headers?.["set-cookie"], reply.headers["set-cookie"]);
  if (isSuccess(reply.status)) for (const { value } of recordedFacts.sent) mapping.addKnown(value);
  const [recorded, mock] = [exchange.reply.headers?.["location"], reply.headers["location"]].map(
    (each) => [each].flat()[0],
  );
  if (recorded !== undefined && mock !== undefined)
    mapping.learn([{ name: "location", recorded, mock }], recordedFacts);
}

type HeaderValue = string | readonly string[] | undefined;

function learnCookies(mapping: ValueMapping, recorded: HeaderValue, mock: HeaderValue): void {
  const given = [recorded ?? []].flat().map(toCookie);
  for (const { name, value } of [mock ?? []].flat().map(toCookie)) {
    if (value === "") continue;
    const same = given.find((each) => each.name === name);
    const pair = { name, recorded: same?.value, mock: value };
    mapping.learn([pair], NO_FACTS);
    if (!isSecretName(name)) mapping.addSecret({ name, value });
  }
}

const NO_FACTS: RequestFacts = { has: () => false, sent: [] };

function toCookie(text: string): { readonly name: string; readonly value: string } {
  const [pair = ""] = text.split(";");
  const at = pair.indexOf("=");
  return { name: pair.slice(0, at), value: pair.slice(at + 1) };
}

/** @returns why another status says nothing about the provider; `undefined` if it is a difference */
async function explain(replaying: Replaying, { request, reply, stage }: Attempt): Promise<string | undefined> {
  const { replayer, exchange, found } = replaying;
  const { status } = exchange.reply;
  if (reply.status >= 500) return `the mock answered ${reply.status}`;
  if (status >= 500) return `the provider answered ${status}`;
  if (status === 429) return "the recording does not show the account's rate limit";
  const changed = Object.entries(found.parameters).find(([, value]) => replayer.changed.has(value));
  if (changed !== undefined) return `the recording does not show what happened to ${changed[0]}`;
  if (status === 401 || status === 403) return `the recording does not show why the provider refused it (${status})`;
  if (status >= 400 && isSuccess(reply.status)) {
    if (holdsSecret(exchange)) return "the recording does not show whether its credentials are valid";
    if (found.operation.security.length > 0) {
      const refused = await send(replayer, found.mock, withoutCredentials(request));
      if (refused.status === status) return "the recording does not show whether its credentials are valid";
    }
    if (ABOUT_WHAT_IS_STORED.includes(status)) return explainUnknown(replaying);
    // The status concerns the request's form, which the mock has just accepted.
    return isAllKnown(exchange, found) ? undefined : "the recording does not show the whole request";
  }
  if (isSuccess(status) && (reply.status === 401 || reply.status === 403))
    return "the recording does not show how its credentials came to be";
  return isSuccess(reply.status) ? undefined : explainRefusal(replaying, stage);
}

const ABOUT_WHAT_IS_STORED: readonly number[] = [404, 409, 410];

/** Whether nothing in the request but its credentials is redacted. */
const isAllKnown = ({ url, headers, body }: RecordedExchange, { parameters }: FoundOperation): boolean =>
  !holdsRedacted([...url.searchParams.values(), ...Object.values(parameters)]) &&
  !holdsRedacted(readBody(body, [headers["content-type"]].flat()[0]));

/** Explains a refusal of the mock by another status. Errors of form count as differences, those of stored data do not. */
function explainRefusal(replaying: Replaying, stage: RefusingStage | undefined): string | undefined {
  const { exchange } = replaying;
  if (stage === "validate" || stage === "route") return undefined;
  const unknown = explainUnknown(replaying);
  if (unknown !== undefined) return unknown;
  if (isSuccess(exchange.reply.status) && holdsSecret(exchange))
    return "the recording does not show which secret its body holds";
  const [name] = Object.keys(replaying.found.parameters);
  return exchange.method === "GET" && name !== undefined && isSuccess(exchange.reply.status)
    ? `the recording does not show what happened to ${name} before this read`
    : undefined;
}

const NAMES_A_RECORD = /(^|[^a-z])(id|key|token|number)(s|$|[^a-z])/i;

/** @returns undefined if the recording created all resources that the request names */
function explainUnknown({ replayer: { mapping }, found, recordedFacts }: Replaying): string | undefined {
  const isUnknown = (value: string): boolean => value !== "" && !mapping.isKnown(value);
  const inPath = Object.entries(found.parameters).find(([, value]) => isUnknown(value) || isRedacted(value));
  const elsewhere = recordedFacts.sent.find(({ name, value }) => NAMES_A_RECORD.test(name) && isUnknown(value));
  const name = inPath?.[0] ?? elsewhere?.name;
  return name === undefined ? undefined : `the recording does not show how ${name} came to be`;
}

/** Whether the body contains credentials. */
function holdsSecret({ body, headers }: RecordedExchange): boolean {
  const value = readBody(body, [headers["content-type"]].flat()[0]);
  return typeof value === "object" && value !== null && Object.keys(value).some(isSecretName);
}
