import { createParser } from "eventsource-parser";

/** One event of a stream of server-sent events, or one comment, which servers send to keep an idle connection open. */
export interface ServerSentEvent {
  /** Absent for a comment. */
  readonly data?: string;
  /** The kind of event; `message` if the server names none. */
  readonly event: string;
}

/** The server sent something that is not an event of the expected form. Reopening the stream cannot help. */
export class InvalidEventError extends Error {
  override readonly name = "InvalidEventError";
}

/** Most characters of one event. The largest exchange of a journal with default limits takes a quarter of that. */
const MOST_CHARACTERS = 33_554_432;

/** Most lines of one event: each takes memory besides its characters. An exchange is written in four. */
const MOST_LINES = 100_000;

/**
 * Reads server-sent events as the HTML standard defines them. A consumer that stops reading closes the stream.
 *
 * @param signal ends the iteration without an error, even if the server sends nothing more
 * @param mostCharacters the limit of one event, which is checked after each chunk
 * @throws the error of the stream, if it fails; InvalidEventError for an event that is longer than the limit, or has
 *   100000 lines
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export async function* readServerSentEvents(
  body: ReadableStream<Uint8Array>,
  signal?: AbortSignal,
  mostCharacters = MOST_CHARACTERS,
): AsyncGenerator<ServerSentEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  // A cancelled stream is at its end; a failed one has nothing to cancel.
  const stop = (): void => void reader.cancel().catch(() => {});
  signal?.addEventListener("abort", stop);
  if (signal?.aborted) stop();
  const toLineFeeds = createLineFeeds();
  let arrived: ServerSentEvent[] = [];
  /** Of the event that is still to end. */
  let lines = 0;
  let failure: InvalidEventError | undefined;
  const parser = createParser({
    maxBufferSize: mostCharacters,
    onEvent: ({ event = "message", data }) => void arrived.push({ event, data }),
    onComment: () => void arrived.push({ event: "message" }),
    onError({ type }) {
      // Unknown fields, and times to wait that are not numbers, are to be ignored.
      if (type === "max-buffer-size-exceeded")
        failure = new InvalidEventError(`an event has more than ${mostCharacters} characters`);
    },
  });
  // The parser's own TransformStream would lose events that have arrived when the stream breaks off right after them.
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const text = toLineFeeds(decoder.decode(value, { stream: true }));
      parser.feed(text);
      lines = arrived.length > 0 ? 0 : lines + countLines(text);
      yield* arrived;
      arrived = [];
      if (lines > MOST_LINES) throw new InvalidEventError(`an event has more than ${MOST_LINES} lines`);
      if (failure !== undefined) throw failure;
    }
  } catch (error) {
    if (!signal?.aborted) throw error;
  } finally {
    signal?.removeEventListener("abort", stop);
    stop();
  }
}

function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lines += 1;
  return lines;
}

/**
 * Converts the line breaks of a text that comes in chunks. The parser would hold back what ends with a carriage return, and
 * looks for the next one after each line, in a time that grows with the square of the chunk.
 */
function createLineFeeds(): (chunk: string) => string {
  let isHalf = false;
  return (chunk) => {
    if (chunk === "") return chunk;
    const text = isHalf && chunk.startsWith("\n") ? chunk.slice(1) : chunk;
    isHalf = chunk.endsWith("\r");
    return text.replaceAll(/\r\n?/g, "\n");
  };
}
