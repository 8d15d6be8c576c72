import type { Entry, Header } from "har-format";
import { toIsoTime } from "../basics/times.ts";
import type { Headers } from "../contract/exchange.ts";
import type { JournalEntry } from "./journal.ts";

/** Base URL of requests in the archive, as the journal stores only paths. */
const ORIGIN = "http://standin.localhost";

/** An HTTP archive (HAR 1.2), as `specs/control.yaml` describes it. Users need no types of another package for it. */
export interface Har {
  log: {
    version: "1.2";
    creator: { name: string; version: string };
    entries: HarEntry[];
  };
}

export interface HarEntry {
  startedDateTime: string;
  time: number;
  request: Record<string, unknown>;
  response: Record<string, unknown>;
  cache: Record<string, unknown>;
  timings: Record<string, unknown>;
  /** The reason of the refusal, or the fault. */
  comment?: string;
}

/**
 * Converts a journal to an HTTP archive. Times are world time; durations are unknown, and written as 0.
 *
 * @param creator the program that writes the archive
 */
export const toHar = (entries: readonly JournalEntry[], creator: Har["log"]["creator"]): Har =>
  harOf(entries.map(toHarEntry), creator);

export const harOf = (entries: HarEntry[], creator: Har["log"]["creator"]): Har => ({
  log: { version: "1.2", creator, entries },
});

export function toHarEntry({ atMs, request, reply, fault, refusal }: JournalEntry): HarEntry {
  const { method, path, query, headers, body } = request;
  const comment = fault === undefined ? refusal && `${refusal.stage}: ${refusal.reasons.join("; ")}` : `fault ${fault}`;
  return {
    startedDateTime: toIsoTime(atMs),
    time: 0,
    request: {
      method,
      url: `${ORIGIN}${path}${query === "" ? "" : `?${query}`}`,
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: toPairs(headers),
      queryString: [...new URLSearchParams(query)].map(([name, value]) => ({ name, value })),
      ...(body !== undefined && { postData: { mimeType: mimeTypeOf(headers), text: body } }),
      headersSize: -1,
      bodySize: body?.length ?? 0,
    },
    response: {
      status: reply.status,
      statusText: "",
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: toPairs(reply.headers),
      content: { size: reply.body?.length ?? 0, mimeType: mimeTypeOf(reply.headers), text: reply.body ?? "" },
      redirectURL: [reply.headers["location"]].flat()[0] ?? "",
      headersSize: -1,
      bodySize: reply.body?.length ?? 0,
    },
    cache: {},
    timings: { send: 0, wait: 0, receive: 0 },
    ...(comment !== undefined && { comment }),
  } satisfies Entry;
}

const toPairs = (headers: Headers): Header[] =>
  Object.entries(headers).flatMap(([name, values]) => [values ?? []].flat().map((value) => ({ name, value })));

const mimeTypeOf = (headers: Headers): string => [headers["content-type"]].flat()[0] ?? "";
