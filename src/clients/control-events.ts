/** One block of a stream of server-sent events. */
export interface ServerSentEvent {
  /** Absent in a block of comments only, which servers send to keep an idle connection open. */
  readonly data?: string;
  /** The kind of event; `message` if the server names none. */
  readonly event: string;
  readonly id?: string;
}

/**
 * Reads server-sent events as the HTML standard defines them. A consumer that stops reading closes the stream.
 *
 * @param signal ends the iteration without an error, even if the server sends nothing more
 * @throws the error of the stream, if it fails
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

/** Splits bytes into complete lines. Text after the last line break belongs to an incomplete event and is dropped. */
async function* readLines(body: ReadableStream<Uint8Array>, signal?: AbortSignal): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  // A cancelled stream is at its end; a failed one has nothing to cancel.
  const stop = (): void => void reader.cancel().catch(() => {});
  signal?.addEventListener("abort", stop);
  if (signal?.aborted) stop();
  try {
    // Chunks of the current line: a long line arrives in many chunks, and each is scanned once.
    let begun: string[] = [];
    let held = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const text = held + decoder.decode(value, { stream: true });
      // A carriage return at the end of a chunk may be the first half of a line break.
      held = text.endsWith("\r") ? "\r" : "";
      const [first = "", ...lines] = text.slice(0, text.length - held.length).split(/\r\n|\n|\r/);
      begun.push(first);
      const last = lines.pop();
      if (last === undefined) continue;
      yield begun.join("");
      begun = [last];
      yield* lines;
    }
  } catch (error) {
    if (!signal?.aborted) throw error;
  } finally {
    signal?.removeEventListener("abort", stop);
    stop();
  }
}
