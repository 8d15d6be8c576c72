import { describe, expect, it } from "vitest";
import { InvalidEventError, readServerSentEvents, type ServerSentEvent } from "#clients/control-events.ts";

const toBytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

function streamOf(pieces: Iterable<Uint8Array>): ReadableStream<Uint8Array> {
  const left = pieces[Symbol.iterator]();
  return new ReadableStream({
    pull(controller) {
      const { done, value } = left.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
}

async function eventsIn(pieces: Iterable<Uint8Array>, mostCharacters?: number): Promise<ServerSentEvent[]> {
  const events: ServerSentEvent[] = [];
  for await (const event of readServerSentEvents(streamOf(pieces), undefined, mostCharacters)) events.push(event);
  return events;
}

const LINES = [
  "\u{FEFF}: a comment",
  "data: ä€😀",
  "",
  "event: exchange",
  "id: 7",
  "retry: 10",
  "retry: soon",
  "unknown: field",
  "data: one",
  "data:two",
  "data",
  "data:  three: ",
  "",
  "event: without data",
  "id: 8",
  "",
  ":",
  "",
  "data: last",
  "",
  "data: incomplete",
];

const EVENTS: readonly ServerSentEvent[] = [
  { event: "message" },
  { event: "message", data: "ä€😀" },
  { event: "exchange", data: "one\ntwo\n\n three: " },
  { event: "message" },
  { event: "message", data: "last" },
];

describe("server-sent events", () => {
  it.each([
    ["LF", ["\n"]],
    ["CRLF", ["\r\n"]],
    ["CR", ["\r"]],
    ["each kind in turn", ["\r\n", "\n", "\r"]],
  ])("are the same wherever their bytes are cut, with line breaks of %s", async (_, breaks) => {
    const bytes = toBytes(
      LINES.map((line, at) => line + (breaks[at % breaks.length] ?? ""))
        .join("")
        .trimEnd(),
    );
    expect(await eventsIn([bytes])).toEqual(EVENTS);
    for (let at = 1; at < bytes.length; at += 1)
      expect(await eventsIn([bytes.subarray(0, at), bytes.subarray(at)]), `cut at ${at}`).toEqual(EVENTS);
    for (const size of [1, 2, 3, 5]) {
      const count = Math.ceil(bytes.length / size);
      const pieces = Array.from({ length: count }, (_, at) => bytes.subarray(at * size, (at + 1) * size));
      expect(await eventsIn(pieces), `pieces of ${size}`).toEqual(EVENTS);
    }
  });

  const LIMIT = 1000;

  it.each<[string, (length: number) => string[]]>([
    ["a line", (length) => ["data: ".padEnd(length, "x")]],
    ["a comment", (length) => [":".padEnd(length, "x")]],
    // Each line adds its letter and a line break, but the first.
    [
      "the data of many lines",
      (length) => Array.from({ length: Math.ceil(length / 2) }, (_, at) => `data: ${at + (length % 2) ? "x" : "xx"}\n`),
    ],
  ])("have a limit for %s", async (_, write) => {
    const read = (length: number) => eventsIn([...write(length), "\n\n"].map(toBytes), LIMIT);
    expect(await read(LIMIT - 1)).toHaveLength(1);
    expect(await read(LIMIT)).toHaveLength(1);
    const tooLong = read(LIMIT + 1);
    await expect(tooLong).rejects.toThrow(InvalidEventError);
    await expect(tooLong).rejects.toThrow("an event has more than 1000 characters");
  });

  it.each([
    ["ends", "\n\n", 1],
    ["does not end", "", undefined],
  ])("have a limit of lines, however short, for one that %s", async (_what, end, expected) => {
    const write = (lines: number) => eventsIn([toBytes("data\n".repeat(lines - 1)), toBytes(`data${end}`)], undefined);
    expect(await write(100_000)).toHaveLength(expected ?? 0);
    const large = eventsIn(["data\n".repeat(60_000), "data\n".repeat(60_000), end].map(toBytes), undefined);
    await expect(large).rejects.toThrow("an event has more than 100000 lines");
  });

  it("end at the limit when a line never ends, and what came before is given", async () => {
    let sent = 0;
    function* endless() {
      yield toBytes(`data: first\n\ndata: ${"x".repeat(2 * LIMIT)}`);
      for (;;) {
        sent += 1000;
        yield toBytes("x".repeat(1000));
      }
    }
    const events = readServerSentEvents(streamOf(endless()), undefined, LIMIT);
    expect(await events.next()).toEqual({ done: false, value: { event: "message", data: "first" } });
    await expect(events.next()).rejects.toThrow(InvalidEventError);
    // What the stream has ready is read ahead.
    expect(sent).toBeLessThanOrEqual(LIMIT + 3 * 1000);
  });

  it.each(["data: x\n\n", "data: x\r\n\r\n", "data: x\r\r"])(
    "are given at their last line break, whatever comes after it: %j",
    async (text) => {
      const body = new ReadableStream<Uint8Array>({ start: (stream) => stream.enqueue(toBytes(text)) });
      for await (const event of readServerSentEvents(body)) {
        expect(event).toEqual({ event: "message", data: "x" });
        break;
      }
    },
  );
});
