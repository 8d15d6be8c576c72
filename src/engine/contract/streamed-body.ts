import type { BodyStream } from "./exchange.ts";
import type { Validator } from "./operation.ts";

/** One piece of a JSON text. */
export interface Piece<Body> {
  readonly text: string;
  /** A whole body that holds what this piece says and is otherwise as small as may be, to be compared with the spec. */
  readonly body?: Body;
}

/**
 * A JSON body that is written piece by piece while it leaves, so that a long list is never in memory as a whole, neither as
 * data nor as text. Each piece is compared with the spec by itself, before it leaves.
 */
export class StreamedBody<Body = unknown> {
  /** The body without what comes in pieces, for the check before the reply begins. */
  readonly placeholder: Body;
  readonly pieces: () => Iterable<Piece<Body>>;

  constructor(placeholder: Body, pieces: () => Iterable<Piece<Body>>) {
    this.placeholder = placeholder;
    this.pieces = pieces;
  }
}

/** Stands in a text where the items belong; no text that is not made here holds it. */
const MARK = "\u0000items\u0000";

/**
 * A body with one long list.
 *
 * @param around the body with these items
 * @param items read once, as far as the client takes them
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

// Fewer and larger writes are cheaper; this much is nothing to keep for a while.
const CHUNK_LENGTH = 65_536;

/**
 * The text of a body in chunks.
 *
 * @param validate what the spec says of the body
 * @param onMisfit told what does not fit; the text ends there
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
