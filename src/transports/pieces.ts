import type { Delivery, Stopping } from "#engine/contract/exchange.ts";
import { wait } from "./stopping.ts";

const MOST_PIECES = 20;

/** A whole body as bytes. */
export const toBytes = (body: string | Uint8Array): Uint8Array =>
  typeof body === "string" ? new TextEncoder().encode(body) : body;

/** The part of a body that arrives before its connection breaks off. */
export const firstHalf = (body: string | Uint8Array): Uint8Array => {
  const bytes = toBytes(body);
  return bytes.subarray(0, bytes.length / 2);
};

/**
 * Hands out a body in pieces, evenly over the time that a slow delivery takes; the last one ends it. What is left when the
 * server stops follows at once.
 */
export async function* inPieces(
  body: string | Uint8Array,
  { overMs }: Extract<Delivery, { kind: "slow" }>,
  stopping?: Stopping,
): AsyncGenerator<Uint8Array> {
  const bytes = toBytes(body);
  const count = Math.max(1, Math.min(MOST_PIECES, bytes.length));
  const size = Math.ceil(bytes.length / count);
  for (let from = 0; from < bytes.length; from += size) {
    await wait(overMs / count, stopping);
    yield bytes.subarray(from, from + size);
  }
}
