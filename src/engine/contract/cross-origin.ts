import type { ExchangeRequest } from "./exchange.ts";

type HeaderValues = Readonly<Record<string, string>>;

/** A provider's CORS policy (Fetch standard, CORS protocol). */
export interface CrossOrigin<Context> {
  /** CORS headers of every reply, or a function that computes them from the request and the world's state. */
  readonly headers:
    | HeaderValues
    | ((
        exchange: {
          readonly request: ExchangeRequest;
          /** The provider's own path. */
          readonly path: string;
          readonly operationId: string | undefined;
        },
        context: Context,
      ) => HeaderValues | undefined);
  /**
   * Returns the headers of the reply to a preflight, given the methods of the path. Absent if the spec has operations of its
   * own for preflights.
   */
  readonly preflight?: (methods: readonly string[]) => HeaderValues;
}

/**
 * Allows every origin, without cookies.
 *
 * @param allowedHeaders the request headers that scripts may set
 */
export function openToEveryOrigin(allowedHeaders: readonly string[]): CrossOrigin<unknown> {
  const headers = { "access-control-allow-origin": "*" };
  return {
    headers,
    preflight: (methods) => ({
      ...headers,
      "access-control-allow-methods": methods.join(", "),
      "access-control-allow-headers": allowedHeaders.join(", "),
      "access-control-max-age": "600",
    }),
  };
}
