import type { FormField } from "./exchange.ts";

/** What undoes a content coding (RFC 9110, 8.4). */
export type ContentCoding = "gzip" | "deflate";

/** How a provider's framework reads bodies, before anybody looks at what they should hold. */
export interface BodyReading {
  /** Whether `multipart/form-data` is read as a form. Default: it is a media type like any other. */
  readonly multipart?: boolean;
  /** Content codings that are undone; any other is refused. Default: none. */
  readonly inflates?: readonly ContentCoding[];
  /** The encoding by which text in a charset is read, as `TextDecoder` knows it; `undefined`: it is refused. Default: UTF-8 alone. */
  readonly encodingOf?: (charset: string) => string | undefined;
  /** Whether a byte order mark is skipped. Default: it is, as parsers may (RFC 8259, 8.1). */
  readonly skipsMark?: boolean;
  /** Whether JSON that is no UTF-8 is read with what is broken replaced. Default: it is refused. */
  readonly replacesBroken?: boolean;
}

/** A body as it can be parsed. */
export interface ReadableBody {
  /** What the journal keeps: characters that it has not got stand for bytes that are none. */
  readonly text: string;
  /** Of a form that has been taken apart already. */
  readonly fields?: readonly FormField[];
  /** Why it cannot be read. */
  readonly defect?: BodyDefect;
}

/** What keeps a body from being read, whatever it should hold. */
export type BodyDefect =
  | { readonly kind: "coding"; readonly coding: string }
  | { readonly kind: "charset"; readonly charset: string }
  | { readonly kind: "characters" }
  | { readonly kind: "form"; readonly detail: string }
  | { readonly kind: "data"; readonly detail: string };

export const MULTIPART = "multipart/form-data";
