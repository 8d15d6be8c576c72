import type { ExchangeRequest } from "./exchange.ts";

type HeaderValues = Readonly<Record<string, string>>;

/** What a provider tells browsers about calls from other origins (Fetch standard, CORS protocol). */
export interface CrossOrigin<Context> {
  /** Headers that ride on every reply, or what works them out from the request and the world's state. */
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
   * Headers of the answer to a preflight, given the methods that the path has. Absent where the spec has operations of
   * its own for preflights.
   */
  readonly preflight?: (methods: readonly string[]) => HeaderValues;
}

/**
 * Lets every origin in, without cookies.
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
