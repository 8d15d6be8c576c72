import type { Writable } from "node:stream";
import { DEFAULT_WORLD } from "#engine/basics/world-name.ts";
import type { RequestSummary } from "#engine/contract/request-summary.ts";
import { toColour, toNotes, WIDEST_METHOD } from "./request-line.ts";
import { dim, join, type Style, type StyledText, sayTo, show, yellow } from "./terminal.ts";

/** What a reader may leave unread before lines are left out. */
const MOST_UNREAD_BYTES = 1024 * 1024;
/** Lines of one turn of the event loop, which are written together. */
const MOST_LINES = 1000;
const LONGEST_TARGET = 300;

/**
 * Prints one line for each request. A reader that does not keep up misses lines, and is told how many; requests never wait
 * for it.
 */
export function createRequestLog(
  stream: Writable & { readonly isTTY?: boolean },
  now: () => Date = () => new Date(),
): (request: RequestSummary) => void {
  let waiting: StyledText[] = [];
  let leftOut = 0;
  let isOver = false;
  // A reader that has gone comes back no more.
  stream.once("error", () => {
    isOver = true;
  });
  const colour = (style: Style): Style => (stream.isTTY ? style : plain);
  const write = (): void => {
    const lines =
      leftOut === 0 ? waiting : [show`(${leftOut} requests are not shown: they are read too slowly)`, ...waiting];
    waiting = [];
    leftOut = 0;
    if (!isOver) sayTo(stream, lines);
  };
  return (request) => {
    if (isOver) return;
    if (stream.writableLength > MOST_UNREAD_BYTES || waiting.length >= MOST_LINES) {
      leftOut += 1;
      return;
    }
    if (waiting.push(toLine(request, now(), colour)) === 1) setImmediate(write);
  };
}

const plain: Style = (part) => join([part], "");

function toLine(request: RequestSummary, at: Date, colour: (style: Style) => Style): StyledText {
  const { method, path, query, status, world = DEFAULT_WORLD } = request;
  const target = query === "" ? path : `${path}?${query.replace(/^\?/, "")}`;
  const shown = target.length > LONGEST_TARGET ? `${target.slice(0, LONGEST_TARGET)}…` : target;
  return join(
    [
      colour(dim)(at.toTimeString().slice(0, "hh:mm:ss".length)),
      colour(toColour(status))(status),
      method.padEnd(WIDEST_METHOD),
      shown,
      ...(world === DEFAULT_WORLD ? [] : [colour(dim)(`world ${world}`)]),
      ...toNotes(request).map(colour(yellow)),
    ],
    "  ",
  );
}
