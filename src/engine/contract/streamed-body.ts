import type { BodyStream } from "./exchange.ts";
import type { Validator } from "./operation.ts";

/** One chunk of a JSON text. */
export interface Piece<Body> {
  readonly text: string;
  /** A minimal complete body with the content of this chunk, to be validated against the spec. */
  readonly body?: Body;
}

/**
 * A JSON body that is serialized in chunks while it is sent, so that a long list is never in memory as a whole, neither as
 * data nor as text. Each chunk is validated against the spec by itself, before it is sent.
 */
export class StreamedBody<Body = unknown> {
  /** The body without its streamed items, for the check before the reply begins. */
  readonly placeholder: Body;
  readonly pieces: () => Iterable<Piece<Body>>;

  constructor(placeholder: Body, pieces: () => Iterable<Piece<Body>>) {
    this.placeholder = placeholder;
    this.pieces = pieces;
  }
}

/** Placeholder for the items in the serialized body; no other text contains it. */
const MARK = "\u0000items\u0000";

/**
 * Creates a streamed body with one long list.
 *
 * @param around returns the body with these items
 * @param items iterated once, as the client reads
 */
export function streamList<Body, Item>(
  around: (items: Item[]) => Body,
  items: () => Iterable<Item>,
): StreamedBody<Body> {
  function* pieces(): Generator<Piece<Body>> {
    const [before = "", after = ""] = JSON.stringify(around([MARK as Item])).split(JSON.stringify(MARK));
    yield { text: before };
    let separator = "";
    for (const item of items()) {
      yield { text: separator + JSON.stringify(item), body: around([item]) };
      separator = ",";
    }
    yield { text: after };
  }
  return new StreamedBody(around([]), pieces);
}

// Fewer and larger writes are cheaper, and this much fits easily in memory.
const CHUNK_LENGTH = 65_536;

/**
 * Returns the text of a streamed body in chunks.
 *
 * @param validate the spec's validator of the body
 * @param onMisfit called with the first violation; the stream fails there
 */
export function toChunks(
  { pieces }: StreamedBody,
  validate: Validator | null | undefined,
  onMisfit: (complaint: string) => void,
): BodyStream {
  async function* chunks(): AsyncGenerator<string, undefined> {
    let chunk = "";
    for (const { text, body } of pieces()) {
      if (body !== undefined && validate && !validate(body)) {
        const [error] = validate.errors ?? [];
        const complaint = `body${error?.instancePath ?? ""} ${error?.message ?? "does not fit its schema"}`;
        onMisfit(complaint);
        throw new Error(complaint);
      }
      chunk += text;
      if (chunk.length < CHUNK_LENGTH) continue;
      yield chunk;
      chunk = "";
    }
    yield chunk;
    return undefined;
  }
  return { [Symbol.asyncIterator]: chunks };
}
