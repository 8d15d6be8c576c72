import type { BodyReading } from "#engine/body.ts";

/**
 * How PHP reads bodies: forms of both kinds; no content coding is undone, charsets are not looked at, and a byte order mark
 * or broken UTF-8 makes JSON unreadable.
 */
export const reading: BodyReading = {
  multipart: true,
  encodingOf: () => "utf-8",
  skipsMark: false,
};
