import { escapeControls } from "#clients/terminal-text.ts";
import type { Exchange, OutboxEvent } from "#clients/world.ts";

/** What is known of a world when its test has failed. */
export interface JournalReport {
  readonly world: string;
  readonly exchanges: readonly Exchange[];
  /** Pending and delivered webhooks. */
  readonly events: readonly OutboxEvent[];
  /** Where the inspector shows this world; absent where it is gone when the report is read. */
  readonly inspectorUrl?: string | undefined;
}

type Change = Exchange["changes"][number];
type Row = Readonly<Record<string, unknown>>;

/** Most changes and webhooks that are listed; further ones are counted. */
const MOST_LISTED = 20;
const LONGEST_VALUE = 60;

/** Formats the journal of a world for people: a line for each exchange, and one for each row that it changed. */
export function toJournalText({ world, exchanges, events, inspectorUrl }: JournalReport): string {
  const lines = [
    `The journal of the world ${world}: ${exchanges.length === 0 ? "it is empty." : ""}`.trimEnd(),
    ...exchanges.flatMap((exchange) => [toLine(exchange, `/~${world}/`), ...toChangeLines(exchange)]),
    ...(events.length === 0 ? [] : ["Its webhooks:", ...listed(events, toEventLine)]),
    ...(inspectorUrl === undefined ? [] : [`Look at it in the inspector: ${inspectorUrl}`]),
  ];
  // Requests may contain control characters that a terminal would execute.
  return lines.map(escapeControls).join("\n");
}

function toLine({ number, provider, operationId, request, reply, fault, refusal }: Exchange, ofWorld: string): string {
  const { method, query } = request;
  // The headline names the world.
  const path = request.path.replace(ofWorld, "/");
  const notes = [
    operationId ?? "no operation",
    fault === undefined ? "" : `disturbed by fault ${fault}`,
    refusal === undefined ? "" : [`refused at ${refusal.stage}`, ...refusal.reasons].join(": "),
  ].filter((note) => note !== "");
  const status = reply.status === 0 ? "no reply" : reply.status;
  return `${String(number).padStart(4)}  ${status}  ${method} ${path}${query === "" ? "" : `?${query}`}  ${provider} ${notes.join(", ")}`;
}

const toChangeLines = ({ changes, changesOmitted = 0 }: Exchange): string[] => [
  ...listed(changes, toChangeLine),
  ...(changesOmitted === 0 ? [] : [`      (${changesOmitted} changes are too large to be kept)`]),
];

function toChangeLine({ collection, key, before, after }: Change): string {
  if (before === undefined) return `      + ${collection} ${key}`;
  if (after === undefined) return `      - ${collection} ${key}`;
  const members = differences(before, after);
  return `      ~ ${collection} ${key}: ${members.length === 0 ? "unchanged" : members.join(", ")}`;
}

/** The members of a row that differ, with their values before and after. */
function differences(before: Row, after: Row): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => {
    const [old, now] = [memberOf(before, name), memberOf(after, name)];
    return JSON.stringify(old) === JSON.stringify(now) ? [] : [`${name} ${toShort(old)} → ${toShort(now)}`];
  });
}

const memberOf = (row: Row, name: string): unknown => (Object.hasOwn(row, name) ? row[name] : undefined);

function toShort(value: unknown): string {
  const text = value === undefined ? "absent" : JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

function toEventLine({ number, type, url, state, attempts }: OutboxEvent): string {
  const answers = attempts.map(({ status, error }) => status ?? `no answer (${error ?? "unknown"})`);
  const heard = answers.length === 0 ? "" : `, answered ${answers.join(", ")}`;
  return `${String(number).padStart(4)}  ${state}  ${type} to ${url}${heard}`;
}

function listed<Item>(items: readonly Item[], toText: (item: Item) => string): string[] {
  const more = items.length - MOST_LISTED;
  return [...items.slice(0, MOST_LISTED).map(toText), ...(more > 0 ? [`      … and ${more} more`] : [])];
}
