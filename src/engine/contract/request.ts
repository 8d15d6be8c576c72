import type { Table } from "../basics/table.ts";
import type { BodyDefect } from "./body-reading.ts";
import type { ExchangeRequest, Headers } from "./exchange.ts";
import type { OperationEntry } from "./operation.ts";
import type { Reason } from "./reasons.ts";

/** A reply of a handler or of `Problems`; the engine checks it against the spec and encodes it. */
export interface Reply {
  readonly status: number;
  /** Names are in lower case. */
  readonly headers?: Readonly<Record<string, string | string[]>>;
  /** Plain data for JSON, text or bytes for other media types; or a `DeferredBody` of one of these. */
  readonly body?: unknown;
  /** Required only if the spec has several media types for the status. */
  readonly mediaType?: string;
  /** Why the request is refused. A reply with a reason is a refusal, whatever its status: nothing is committed. */
  readonly reason?: Reason;
}

/** A reply that refuses the request. */
export interface Refusal extends Reply {
  readonly reason: Reason;
}

/** The authenticated identity behind a request. */
export interface Caller {
  /** The security scheme of the spec that the credentials belong to. */
  readonly scheme: string;
}

/** The result of parsing a request body, before validation. */
export type ParsedBody =
  | { readonly kind: "none" }
  | { readonly kind: "parsed"; readonly mediaType: string; readonly value: unknown }
  /** `detail` quotes nothing of the text, which may contain secrets. */
  | { readonly kind: "malformed"; readonly mediaType: string; readonly detail: string; readonly text: string }
  /** `defect`: the media type is supported, but not this content coding or charset. */
  | { readonly kind: "unsupported"; readonly mediaType: string; readonly defect?: BodyDefect };

/** The decoded names and values of a query; a repeated name holds a list. */
export type RawQuery = Table<Readonly<Record<string, string | readonly string[]>>>;

/** A routed request before validation, for authentication, authorization and `Problems`. */
export interface RoutedRequest {
  readonly method: string;
  /** The provider's own path, without world and mount. */
  readonly path: string;
  readonly headers: Headers;
  readonly query: RawQuery;
  /** Decoded, as strings. */
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly operationId: string;
  readonly operation: OperationEntry;
  readonly body: ParsedBody;
  /** World time of this exchange, milliseconds since 1970. */
  readonly now: number;
  /** Connection and scheme of the request. */
  readonly arrival: Pick<ExchangeRequest, "connection" | "scheme">;
}

/** A request that no operation matched. */
export interface UnroutedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  /** World time of this exchange, milliseconds since 1970. */
  readonly now: number;
}

/** One violation of a request's schema. */
export interface Violation {
  readonly in: "path" | "query" | "headers" | "body";
  /** Member names and list positions, from the root; empty: the whole value. */
  readonly path: readonly string[];
  /** The JSON Schema keyword that failed, e.g. `required`, `type`, `format`, `enum`. */
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message: string;
}
