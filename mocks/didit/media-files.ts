/** The bytes behind the addresses of images and videos: one plain picture, and a video without a frame. */

/** A PNG of 8 by 10 pixels. */
const PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAKCAIAAAAGpYjXAAAAEUlEQVR42mPomLkKK2IY7hIABCSPceX9Q7AAAAAASUVORK5CYII=";

/** An MP4 container without tracks. */
const VIDEO =
  "AAAAHGZ0eXBpc29tAAACAGlzb21pc28ybXA0MQAAAHRtb292AAAAbG12aGQAAAAAAAAAAAAAAAAAAAPoAAAAAAABAAABAAAAAAAAAAAAAAAAAQAAAAAAAAAAAAAAAAAAAAEAAAAAAAAAAAAAAAAAAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB";

export interface MediaFile {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** Decodes Base64. */
export const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));

/** What begins the files that portraits usually are. */
const BEGINNINGS: readonly (readonly [mediaType: string, bytes: readonly number[]])[] = [
  ["image/png", [0x89, 0x50, 0x4e, 0x47]],
  ["image/jpeg", [0xff, 0xd8, 0xff]],
  ["image/webp", [0x52, 0x49, 0x46, 0x46]],
];

const mediaTypeOf = (bytes: Uint8Array): string =>
  BEGINNINGS.find(([, begins]) => begins.every((each, at) => bytes[at] === each))?.[0] ?? "application/octet-stream";

/**
 * Returns the file of a name in a link.
 *
 * @param portrait the one that was given for the session, in Base64
 */
export function fileOf(name: string, portrait: string | undefined): MediaFile {
  if (name.endsWith(".mp4")) return { mediaType: "video/mp4", bytes: bytesOf(VIDEO) };
  if (name !== "given-portrait" || portrait === undefined) return { mediaType: "image/png", bytes: bytesOf(PICTURE) };
  const bytes = bytesOf(portrait);
  return { mediaType: mediaTypeOf(bytes), bytes };
}
