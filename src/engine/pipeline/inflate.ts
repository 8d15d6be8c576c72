import { joinBytes } from "../basics/bytes.ts";
import type { ContentCoding } from "../contract/body-reading.ts";

/**
 * Decodes a content coding, and stops as soon as the output exceeds the limit.
 *
 * @param limitBytes the limit of the output
 */
export async function inflate(
  bytes: Uint8Array,
  coding: ContentCoding,
  limitBytes: number,
): Promise<Uint8Array | "too large" | "broken"> {
  const reader = new Blob([bytes as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new DecompressionStream(coding))
    .getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      length += next.value.length;
      if (length > limitBytes) {
        await reader.cancel();
        return "too large";
      }
      pieces.push(next.value);
    }
  } catch {
    return "broken";
  }
  return joinBytes(pieces);
}
