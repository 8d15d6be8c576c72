import type { Headers } from "#engine/contract/exchange.ts";
import type { JournalEntry } from "#engine/journal/journal.ts";
import type { components } from "#generated/control/types.ts";
import { toTime } from "./world-view.ts";

type Exchange = components["schemas"]["Exchange"];

/** Converts an exchange to the control API's representation; absent values are left out. */
export function toExchangeView(entry: JournalEntry): Exchange {
  const { number, atMs, provider, operationId, request, reply, fault, refusal, changes, changesOmitted, unread } =
    entry;
  return {
    number,
    at: toTime(atMs),
    provider,
    ...(operationId !== undefined && { operationId }),
    request: {
      method: request.method,
      path: request.path,
      query: request.query,
      headers: toValues(request.headers),
      ...(request.body !== undefined && { body: request.body }),
    },
    reply: {
      status: reply.status,
      headers: toValues(reply.headers),
      ...(reply.body !== undefined && { body: reply.body }),
    },
    ...(fault !== undefined && { fault }),
    ...(refusal !== undefined && { refusal: { ...refusal, reasons: [...refusal.reasons] } }),
    changes: changes.map(({ collection, key, before, after }) => ({
      collection,
      key,
      ...(isRow(before) && { before }),
      ...(isRow(after) && { after }),
    })),
    ...(changesOmitted > 0 && { changesOmitted }),
    ...(unread !== undefined && { unread: [...unread] }),
  };
}

const isRow = (value: unknown): value is Record<string, never> => typeof value === "object" && value !== null;

const toValues = (headers: Headers): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, typeof value === "string" ? value : [...value]]],
    ),
  );
