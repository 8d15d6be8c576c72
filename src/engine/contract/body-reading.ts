import type { FormField } from "./exchange.ts";

/** A content coding that can be decoded (RFC 9110, 8.4). */
export type ContentCoding = "gzip" | "deflate";

/** How a provider's framework decodes request bodies, before they are parsed and validated. */
export interface BodyReading {
  /** Whether `multipart/form-data` is parsed as a form. Default: it is handled like any other media type. */
  readonly multipart?: boolean;
  /** Content codings that are decoded; any other is refused. Default: none. */
  readonly inflates?: readonly ContentCoding[];
  /** The `TextDecoder` label for a charset; `undefined`: the charset is refused. Default: only UTF-8 is accepted. */
  readonly encodingOf?: (charset: string) => string | undefined;
  /** Whether a byte order mark is skipped, as parsers may (RFC 8259, 8.1). Default: true. */
  readonly skipsMark?: boolean;
  /** Whether invalid UTF-8 in JSON is replaced by U+FFFD. Default: such a body is refused. */
  readonly replacesBroken?: boolean;
}

/** A decoded body, ready to be parsed. */
export interface ReadableBody {
  /** The text for the journal; bytes that are not valid text are replaced. */
  readonly text: string;
  /** The fields of a form that has already been parsed. */
  readonly fields?: readonly FormField[];
  /** Why the body cannot be parsed. */
  readonly defect?: BodyDefect;
}

/** A defect of a body that is independent of its schema. */
export type BodyDefect =
  | { readonly kind: "coding"; readonly coding: string }
  | { readonly kind: "charset"; readonly charset: string }
  | { readonly kind: "characters" }
  | { readonly kind: "form"; readonly detail: string }
  | { readonly kind: "data"; readonly detail: string };

export const MULTIPART = "multipart/form-data";
