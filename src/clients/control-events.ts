/** One block of a stream of server-sent events. */
export interface ServerSentEvent {
  /** Absent in a block of comments alone, by which servers keep a quiet connection open. */
  readonly data?: string;
  /** The kind of event; `message` when the server names none. */
  readonly event: string;
  readonly id?: string;
}

/**
 * Reads server-sent events as the HTML standard defines them. Whoever stops reading closes the stream.
 *
 * @param signal ends the events, without an error, also when nothing is sent any more
 * @throws what the stream breaks off with
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export async function* readServerSentEvents(
  body: ReadableStream<Uint8Array>,
  signal?: AbortSignal,
): AsyncGenerator<ServerSentEvent> {
  let block: string[] = [];
  for await (const line of readLines(body, signal)) {
    if (line !== "") block.push(line);
    else if (block.length > 0) {
      yield toEvent(block);
      block = [];
    }
  }
}

function toEvent(block: readonly string[]): ServerSentEvent {
  const data: string[] = [];
  let event = "message";
  let id: string | undefined;
  for (const line of block) {
    const [, name, value = ""] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (name === "data") data.push(value);
    else if (name === "event") event = value;
    else if (name === "id") id = value;
  }
  return { event, ...(data.length > 0 && { data: data.join("\n") }), ...(id !== undefined && { id }) };
}

/** Whole lines, however the bytes are cut. What stands behind the last line break belongs to a broken-off event. */
async function* readLines(body: ReadableStream<Uint8Array>, signal?: AbortSignal): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  // A cancelled stream is at its end; one that has failed already has nothing to cancel.
  const stop = (): void => void reader.cancel().catch(() => {});
  signal?.addEventListener("abort", stop);
  if (signal?.aborted) stop();
  try {
    let rest = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      // A carriage return at the very end may be the first half of a line break.
      const lines = (rest + decoder.decode(value, { stream: true })).split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? "";
      yield* lines;
    }
  } catch (error) {
    if (!signal?.aborted) throw error;
  } finally {
    signal?.removeEventListener("abort", stop);
    stop();
  }
}
