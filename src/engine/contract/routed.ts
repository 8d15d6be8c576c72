import type { Table } from "../basics/table.ts";
import type { BodyDefect } from "./body-reading.ts";
import type { ExchangeRequest, Headers } from "./exchange.ts";
import type { OperationEntry } from "./operation.ts";
import type { Reason } from "./reasons.ts";

/** A reply as handlers and problems give it; the engine checks it against the spec and encodes it. */
export interface Reply {
  readonly status: number;
  /** Lower-case names. */
  readonly headers?: Readonly<Record<string, string | string[]>>;
  /** Plain data for JSON, text or bytes for other media types; or a `DeferredBody` of any of them. */
  readonly body?: unknown;
  /** Needed only where the spec has several media types for the status. */
  readonly mediaType?: string;
  /** Why the request is refused. A reply that has one refuses, whatever its status: nothing is committed. */
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

/** What became of a request body before any schema looked at it. */
export type ParsedBody =
  | { readonly kind: "none" }
  | { readonly kind: "parsed"; readonly mediaType: string; readonly value: unknown }
  /** `detail` quotes nothing of the text, as there may be secrets in it. */
  | { readonly kind: "malformed"; readonly mediaType: string; readonly detail: string; readonly text: string }
  /** `defect`: the media type would be taken, but not this content coding or charset. */
  | { readonly kind: "unsupported"; readonly mediaType: string; readonly defect?: BodyDefect };

/** Names and values as they stand in a query; a repeated name holds a list. */
export type RawQuery = Table<Readonly<Record<string, string | readonly string[]>>>;

/** A routed request before validation: what authentication, authorization and problems look at. */
export interface RoutedRequest {
  readonly method: string;
  /** The provider's own path, without world and mount. */
  readonly path: string;
  readonly headers: Headers;
  readonly query: RawQuery;
  /** Decoded, as text. */
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly operationId: string;
  readonly operation: OperationEntry;
  readonly body: ParsedBody;
  /** World time of this exchange, milliseconds since 1970. */
  readonly now: number;
  /** How it came. */
  readonly arrival: Pick<ExchangeRequest, "connection" | "scheme">;
}

/** A request that no operation took. */
export interface UnroutedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  /** World time of this exchange, milliseconds since 1970. */
  readonly now: number;
}

/** One thing about a request that its schema does not allow. */
export interface Violation {
  readonly in: "path" | "query" | "headers" | "body";
  /** Member names and positions from the outside in; empty: the whole. */
  readonly path: readonly string[];
  /** The JSON Schema keyword that failed, e.g. `required`, `type`, `format`, `enum`. */
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message: string;
}
