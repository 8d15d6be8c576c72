import type { Bug } from "../contract/bug.ts";
import { type ExchangeReply, type Headers, isStream } from "../contract/exchange.ts";
import { type RefusalRecord, toReasons } from "../contract/refusal.ts";
import type { DeliveryAttempt, OutboxEntry } from "../contract/webhook.ts";
import { type Change, toChanges } from "../state/collections.ts";
import type { JournalEntry, JournalRefusal } from "./journal.ts";
import { type KnownSecrets, knownSecrets } from "./known-secrets.ts";
import { EXCHANGE_HEADER, type RawEntry, type RawRequest } from "./raw-entry.ts";
import { type NamedSecret, Redactor, type SecretValues } from "./redact.ts";
import { SecretIndex, SHORTEST_SECRET } from "./secret-index.ts";
import { REDACTED } from "./secret-names.ts";
import { type SecretTrail, secretsOf, type TrailPoint } from "./secret-trail.ts";
import { isToken } from "./token-places.ts";

/* Reads recorded exchanges and events, with secrets redacted. This module is loaded with the first provider's behaviour. */

/**
 * Converts exchanges for display, with secrets redacted.
 *
 * @param oldest point of the trail at which the oldest exchange of the journal began
 */
export function toJournalEntries(
  entries: readonly (readonly [entry: RawEntry, number: number])[],
  trail: SecretTrail,
  oldest: TrailPoint | undefined,
): JournalEntry[] {
  if (entries.length === 0) return [];
  const known = knownSecrets(trail, earlier(oldest, trail.eventsFrom));
  const redactor = new Redactor(forExchanges(known));
  return entries.map(([entry, number]) => toEntry(entry, number, redactor, known, trail));
}

/** Converts events for display, with secrets redacted, except one-time codes, which users read here. */
export function redactEvents(events: readonly OutboxEntry[], trail: SecretTrail): OutboxEntry[] {
  if (events.length === 0) return [];
  const redactor = redactorForEvents(trail);
  return events.map((entry) => toEvent(entry, redactor));
}

/** Converts the receiver of a world for display, with secrets redacted as in the URLs of its events. */
export const redactReceiver = (url: string, trail: SecretTrail): string => redactorForEvents(trail).text(url);

function redactorForEvents(trail: SecretTrail): Redactor {
  const { secrets, shortSecrets } = knownSecrets(trail, trail.eventsFrom);
  return new Redactor({ indexes: [secrets], ...(shortSecrets.size > 0 && { short: shortSecrets }) });
}

/**
 * Converts a bug for display, with secrets redacted.
 *
 * @param request the one that it was met with, if it was met with one
 */
export function redactBug(bug: Bug, trail: SecretTrail, request?: RawRequest): Bug {
  const known = knownSecrets(trail, earlier(request?.trail, trail.eventsFrom));
  let redactor = new Redactor(forExchanges(known));
  if (request !== undefined) {
    toRequest(request, redactor);
    const sent = indexOf(redactor.takeNamed(), known, trail);
    if (sent !== undefined) redactor = redactor.with(sent);
  }
  return { ...bug, complaint: redactor.text(bug.complaint), error: redactError(bug.error, redactor) };
}

/** The error itself, unless it quotes a secret. */
function redactError(error: unknown, redactor: Redactor): unknown {
  if (typeof error === "string") return redactor.text(error);
  if (!(error instanceof Error)) return error;
  const message = redactor.text(error.message);
  const stack = redactor.text(error.stack ?? "");
  const cause = redactError(error.cause, redactor);
  if (message === error.message && stack === (error.stack ?? "") && cause === error.cause) return error;
  return Object.assign(new Error(message, { cause }), { name: error.name, stack });
}

const earlier = (a: TrailPoint | undefined, b: TrailPoint | undefined): TrailPoint | undefined =>
  a === undefined || (b !== undefined && b.position < a.position) ? b : a;

function forExchanges({ secrets, codes, shortSecrets, shortCodes }: KnownSecrets): SecretValues {
  if (shortSecrets.size === 0 && shortCodes.size === 0) return { indexes: [secrets, codes] };
  const short = new Map(shortSecrets);
  for (const [name, values] of shortCodes) short.set(name, new Set([...(short.get(name) ?? []), ...values]));
  return { indexes: [secrets, codes], short };
}

function toEntry(
  entry: RawEntry,
  number: number,
  redactor: Redactor,
  known: KnownSecrets,
  trail: SecretTrail,
): JournalEntry {
  const shown = show(entry, number, redactor, trail);
  const sent = indexOf(redactor.takeNamed(), known, trail);
  return sent === undefined ? shown : show(entry, number, redactor.with(sent), trail);
}

/** Collects credentials that the world does not know, to redact them in the whole exchange. */
function indexOf(named: readonly NamedSecret[], known: KnownSecrets, trail: SecretTrail): SecretIndex | undefined {
  const isKnown = (value: string): boolean => known.secrets.has(value) || isToken(value) || isPublic(value, trail);
  const unknown = named.filter(
    (readings) => readings.some(({ length }) => length >= SHORTEST_SECRET) && !readings.some(isKnown),
  );
  if (unknown.length === 0) return undefined;
  const index = new SecretIndex();
  for (const reading of unknown.flat()) index.add(reading);
  return index;
}

/** Whether a row is called so: then it is a name, even if it was sent as a secret. */
function isPublic(value: string, { image, spaces, rowSpaces }: SecretTrail): boolean {
  return rowSpaces.some((space) => {
    const row = image.read(space, value);
    const secrets = spaces.get(space);
    return row !== undefined && !(secrets && secretsOf(secrets, row).some((secret) => secret.value === value));
  });
}

const toRequest = (
  { method, path, pathParameters, query, requestHeaders, requestBody }: RawRequest,
  redactor: Redactor,
): JournalEntry["request"] => ({
  method: redactor.text(method),
  path: redactor.path(path, pathParameters),
  query: redactor.query(query),
  headers: redactor.headers(requestHeaders),
  body: toBody(requestBody, redactor),
});

const show = (entry: RawEntry, number: number, redactor: Redactor, trail: SecretTrail): JournalEntry => ({
  number,
  atMs: entry.atMs,
  provider: entry.provider,
  operationId: entry.operationId,
  request: toRequest(entry, redactor),
  reply: {
    status: entry.status,
    // Headers that several entries share name the exchange of one of them.
    headers: redactor.headers(withoutName(entry.replyHeaders)),
    body: toBody(entry.replyBody, redactor),
  },
  fault: entry.fault,
  refusal: entry.refusal && toRefusal(entry.refusal, redactor),
  changes: toChanges(entry.changes).map((change) => toChange(change, entry.provider, redactor, trail)),
  changesOmitted: entry.changesOmitted,
  unread: entry.unread?.map((pointer) => redactor.text(pointer)),
});

function withoutName({ [EXCHANGE_HEADER]: _, ...headers }: Headers): Headers {
  return headers;
}

const toRefusal = (refusal: RefusalRecord, redactor: Redactor): JournalRefusal => ({
  stage: refusal.stage,
  code: refusal.reason.code,
  reasons: toReasons(refusal).map((reason) => redactor.text(reason)),
});

function toBody(body: ExchangeReply["body"], redactor: Redactor): string | undefined {
  if (body === undefined) return undefined;
  if (isStream(body)) return "(a stream)";
  return typeof body === "string" ? redactor.body(body) : `(${body.length} bytes)`;
}

function toChange(
  { collection, key, before, after }: Change,
  provider: string,
  redactor: Redactor,
  { spaces }: SecretTrail,
): Change {
  const secrets = spaces.get(`${provider}/${collection}`);
  const members = new Set<string>([...(secrets?.members ?? []), ...(secrets?.codes ?? [])]);
  const isSecretKey =
    secrets !== undefined && [before, after].some((row) => secretsOf(secrets, row).some(({ value }) => value === key));
  return {
    collection,
    key: isSecretKey ? REDACTED : redactor.text(key),
    before: redactor.data(before, members),
    after: redactor.data(after, members),
  };
}

function toEvent(entry: OutboxEntry, redactor: Redactor): OutboxEntry {
  const { event, attempts } = entry;
  return {
    ...entry,
    event: {
      ...event,
      url: redactor.text(event.url),
      key: redactor.text(event.key),
      secret: REDACTED,
      body: redactor.data(event.body),
    },
    attempts: attempts.map((attempt) => toAttempt(attempt, redactor)),
  };
}

const toAttempt = ({ headers, body, error, ...rest }: DeliveryAttempt, redactor: Redactor): DeliveryAttempt => ({
  ...rest,
  headers: redactor.headers(headers) as DeliveryAttempt["headers"],
  body: redactor.body(body),
  ...(error !== undefined && { error: redactor.text(error) }),
});
