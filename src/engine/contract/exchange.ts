import type { Awaitable } from "../basics/late.ts";
import { ownMember } from "../basics/table.ts";
import type { Bounds } from "./bounds.ts";

export type { Awaitable } from "../basics/late.ts";

/** Header names are lower case; a name that came several times may hold a list. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A file of a form. */
export interface FormFile {
  /** As the client calls it. */
  readonly filename: string;
  /** Its media type, as the client says. */
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** A field of a form as it was sent: its name may have brackets, and may come again. */
export type FormField = readonly [name: string, value: string | FormFile];

/** The fields of a form that somebody else has taken apart before us, in their order. */
export interface FormFields {
  readonly fields: readonly FormField[];
}

/** A body that was read before it came to us. Its content coding is undone, if it had one; the headers still name it. */
export interface DecodedBody {
  readonly decoded: string | Uint8Array | FormFields;
  /** How many bytes it had on the wire, which are no more than the limit; absent: not known. */
  readonly wireBytes?: number | undefined;
}

/** A body as it came: bytes as they were on the wire; or, if it has been decoded before, text, fields of a form, or bytes. */
export type ArrivedBody = string | Uint8Array | FormFields | DecodedBody;

/**
 * Reads a request's body.
 *
 * @param limitBytes the largest body the operation takes
 * @returns `undefined` when the body is larger than the limit
 */
export type BodyReader = (limitBytes: number) => Awaitable<ArrivedBody | undefined>;

/** The two ends of a connection, as a socket of Node has them. Read only where they matter: it costs a call of the system. */
export interface Connection {
  readonly localAddress?: string | undefined;
  readonly localPort?: number | undefined;
  readonly remoteAddress?: string | undefined;
}

/** The end of a server, which does not wait for what only a fault delays. */
export interface Stopping {
  /** Calls `run` once, when the server begins to stop; at once if it has. @returns what takes that back */
  whenStopping(run: () => void): () => void;
}

/** A request as the transports hand it in: nothing is decoded yet. */
export interface ExchangeRequest {
  /** Upper case. */
  readonly method: string;
  /** The raw path, still percent-encoded, beginning with a slash. */
  readonly path: string;
  /** The raw query without its question mark; empty when there is none. */
  readonly query: string;
  readonly headers: Headers;
  /** `https` where the client spoke it; absent: `http`. */
  readonly scheme?: string | undefined;
  /** What a framework has taken off the front of the path before it called us. */
  readonly mountPath?: string | undefined;
  /**
   * The target was a whole URL (absolute form, RFC 9112, 3.2.2), whose authority stands as `host` in the headers: the sender
   * may take us for a proxy.
   */
  readonly hasAbsoluteTarget?: boolean | undefined;
  /** By which it came. Absent: not known, and it may come from anywhere. */
  readonly connection?: Connection | undefined;
  /** Of the server that it came to; absent: nothing will stop. What a fault delays is not delayed beyond it. */
  readonly stopping?: Stopping | undefined;
  /** Absent, at hand, or still on the wire: a reader is called once, after the operation (and so its limit) is known. */
  readonly body?: ArrivedBody | BodyReader | undefined;
}

/** What the transports send back. Header names are lower case. */
export interface ExchangeReply {
  /** 0 when no reply leaves: `delivery` says what happens instead. */
  readonly status: number;
  readonly headers: Record<string, string | string[]>;
  /** Whole, or in pieces that come as they come. */
  readonly body: string | Uint8Array | BodyStream<string | Uint8Array> | undefined;
  /** Absent: the reply arrives as it should. */
  readonly delivery?: Delivery;
}

/**
 * A body in pieces. Nothing begins before the first is asked for, so that a reply that never leaves holds nothing. Who has
 * begun and reads no further calls `return` of the iterator.
 */
export interface BodyStream<Piece = string> extends AsyncIterable<Piece> {
  /** Of one without an end. Aborted when its pieces have not been taken fast enough: the connection is to be broken off. */
  readonly signal?: AbortSignal | undefined;
}

/** Answers requests; what transports need to know of an engine. */
export interface Exchanger {
  /** How much may be kept; absent: the default. */
  readonly bounds?: Bounds;
  /** Answers one request, whatever it holds. Rejects only when the body's reader says that the request is incomplete. */
  exchange(request: ExchangeRequest): Awaitable<ExchangeReply>;
}

/**
 * What becomes of a reply on its way, when a fault disturbs it. Transports carry it out. `reset`: the connection breaks off
 * before the reply. `hang`: nobody answers. `truncate`: the connection breaks off in the middle of the body. `slow`: the
 * body leaves in pieces.
 */
export type Delivery =
  | { readonly kind: "reset" }
  | { readonly kind: "hang"; readonly limitMs: number }
  | { readonly kind: "truncate" }
  | { readonly kind: "slow"; readonly overMs: number };

/** Whether a body comes in pieces. */
export const isStream = (body: ExchangeReply["body"]): body is BodyStream<string | Uint8Array> =>
  typeof body === "object" && Symbol.asyncIterator in body;

/** The first value of a header, or `undefined`. */
export function headerOf(headers: Headers, name: string): string | undefined {
  const value = ownMember(headers, name);
  return typeof value === "string" ? value : value?.[0];
}

/** Thrown by a body reader when there is no whole request to answer. What becomes of it then is for the transport to say. */
export class IncompleteRequest extends Error {
  override readonly name: string = "IncompleteRequest";
}

/** Thrown by a body reader when the client went away before its request was complete: there is nobody to answer. */
export class RequestAborted extends IncompleteRequest {
  override readonly name = "RequestAborted";

  constructor() {
    super("the client went away before its request was complete");
  }
}
