import type { BodyReading } from "#engine/body.ts";

/**
 * How Django reads bodies: forms of both kinds, text in any charset that it knows, in UTF-8 otherwise. No content coding is
 * undone, and a byte order mark or broken UTF-8 makes JSON unreadable.
 */
export const reading: BodyReading = {
  multipart: true,
  encodingOf: (charset) => (isKnown(charset) ? charset : "utf-8"),
  skipsMark: false,
};

function isKnown(charset: string): boolean {
  try {
    return new TextDecoder(charset) instanceof TextDecoder;
  } catch {
    return false;
  }
}
