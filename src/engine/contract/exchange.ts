import type { Awaitable } from "../basics/late.ts";
import { ownMember } from "../basics/table.ts";
import type { Limits } from "./limits.ts";

export type { Awaitable } from "../basics/late.ts";

/** Request headers. Names are in lower case; a repeated header may hold a list. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A file of a multipart form. */
export interface FormFile {
  /** The name that the client sent. */
  readonly filename: string;
  /** The media type that the client sent. */
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** A field of a form as it was sent: its name may contain brackets, and may be repeated. */
export type FormField = readonly [name: string, value: string | FormFile];

/** The fields of a form that middleware has already parsed, in their order. */
export interface FormFields {
  readonly fields: readonly FormField[];
}

/** A body that middleware has already read. Its content coding is decoded, although the headers still name it. */
export interface DecodedBody {
  readonly decoded: string | Uint8Array | FormFields;
  /** Its size in bytes on the wire, which is within the limit; absent: unknown. */
  readonly wireBytes?: number | undefined;
}

/** A body as received: bytes as on the wire; or, if already decoded, text, form fields, or bytes. */
export type ArrivedBody = string | Uint8Array | FormFields | DecodedBody;

/**
 * Reads a request's body.
 *
 * @param limitBytes the largest body that the operation accepts
 * @returns `undefined` if the body is larger than the limit
 */
export type BodyReader = (limitBytes: number) => Awaitable<ArrivedBody | undefined>;

/** The endpoints of a connection, such as a Node socket. Read them only where needed: each access costs a system call. */
export interface Connection {
  readonly localAddress?: string | undefined;
  readonly localPort?: number | undefined;
  readonly remoteAddress?: string | undefined;
}

/** Signals that a server stops, which ends delays by faults. */
export interface Stopping {
  /** Calls `run` once, when the server begins to stop; at once if it already has. @returns a function that unsubscribes */
  whenStopping(run: () => void): () => void;
}

/** A request as the transports pass it to the engine: not decoded yet. */
export interface ExchangeRequest {
  /** In upper case. */
  readonly method: string;
  /** The raw path, still percent-encoded, with its leading slash. */
  readonly path: string;
  /** The raw query without its question mark; empty if there is none. */
  readonly query: string;
  readonly headers: Headers;
  /** `https` if the client used it; absent: `http`. */
  readonly scheme?: string | undefined;
  /** The mount path that a framework has removed from the start of the path. */
  readonly mountPath?: string | undefined;
  /**
   * The request target was in absolute form (RFC 9112, 3.2.2), and its authority is the `host` header: the client may use
   * standin as a proxy.
   */
  readonly hasAbsoluteTarget?: boolean | undefined;
  /** The connection of the request. Absent: unknown, so the request may come from any address. */
  readonly connection?: Connection | undefined;
  /** Signals the stop of the server that received the request, which ends any delay by a fault; absent: it never stops. */
  readonly stopping?: Stopping | undefined;
  /** Absent, already read, or a reader, which is called once, after the operation (and so its limit) is known. */
  readonly body?: ArrivedBody | BodyReader | undefined;
}

/** A reply for the transports to send. Header names are in lower case. */
export interface ExchangeReply {
  /** 0 if no reply is sent: `delivery` says what happens instead. */
  readonly status: number;
  readonly headers: Record<string, string | string[]>;
  /** The whole body, or a stream of chunks. A consumer that stops early must call `return()` of the iterator. */
  readonly body: string | Uint8Array | BodyStream<string | Uint8Array> | undefined;
  /** Absent: the reply is sent normally. */
  readonly delivery?: Delivery;
}

/**
 * A body as a stream of chunks. It acquires no resources before the first chunk is requested, so a reply that is never sent
 * needs no cleanup. A consumer that has begun and stops early must call `return()` of the iterator.
 */
export interface BodyStream<Piece = string> extends AsyncIterable<Piece> {
  /** For an endless stream: aborted when the consumer is too slow; the transport must then break the connection off. */
  readonly signal?: AbortSignal | undefined;
}

/** Answers requests: the interface of an engine that transports use. */
export interface Exchanger {
  /** The limits of what is stored; absent: the defaults. */
  readonly limits?: Limits;
  /** Answers one request, however malformed. Rejects only with the `IncompleteRequest` of the body's reader. */
  exchange(request: ExchangeRequest): Awaitable<ExchangeReply>;
}

/**
 * How a fault changes the delivery of a reply; transports apply it. `reset`: the connection is reset before the reply.
 * `hang`: no reply is sent. `truncate`: the connection is broken off in the middle of the body. `slow`: the body is sent in
 * small chunks.
 */
export type Delivery =
  | { readonly kind: "reset" }
  | { readonly kind: "hang"; readonly limitMs: number }
  | { readonly kind: "truncate" }
  | { readonly kind: "slow"; readonly overMs: number };

/** Whether a body is a stream of chunks. */
export const isStream = (body: ExchangeReply["body"]): body is BodyStream<string | Uint8Array> =>
  typeof body === "object" && Symbol.asyncIterator in body;

/** The first value of a header, or `undefined`. */
export function headerOf(headers: Headers, name: string): string | undefined {
  const value = ownMember(headers, name);
  return typeof value === "string" ? value : value?.[0];
}

/** Thrown by a body reader if the request is incomplete, and so cannot be answered. The transport handles it. */
export class IncompleteRequest extends Error {
  override readonly name: string = "IncompleteRequest";
}

/** Thrown by a body reader if the client disconnected before its request was complete: no reply can be sent. */
export class RequestAborted extends IncompleteRequest {
  override readonly name = "RequestAborted";

  constructor() {
    super("the client went away before its request was complete");
  }
}
