import type { ErrorCode } from "./error-codes.ts";
import { toSuggestion } from "./nearest.ts";

/**
 * An error that the caller can fix. Its message says what was wrong, where, and what to do. Bugs of standin are other errors;
 * so are refusals of requests, which are replies.
 */
export class StandinError extends Error {
  override readonly name: string = "StandinError";
  /** The kind of error, see `docs/errors.md`. */
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  /** Recognizes the errors of the clients and of a second copy of the package as well, which are of other classes. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: classes that extend this one inherit it, and recognize only their own
    const isOwn = Function.prototype[Symbol.hasInstance].call(this, value);
    // biome-ignore lint/complexity/noThisInStatic: as above
    return isOwn || (this === StandinError && isStandinError(value));
  }
}

/**
 * Whether a value is a `StandinError`, of a given kind if one is named. Recognizes errors of other realms and of a second copy
 * of the package, which `instanceof` does not.
 */
export function isStandinError(error: unknown, code?: ErrorCode): error is StandinError {
  const found = (error as { readonly code?: unknown } | null | undefined)?.code;
  return typeof found === "string" && (code === undefined ? found.startsWith("ERR_STANDIN_") : found === code);
}

/**
 * The error for an unknown name.
 *
 * @param what the kind of thing, such as `provider`
 * @param known the valid names, in the order in which to list them
 * @param all what they are called together; default: `what` with an s
 */
export const toUnknownNameError = (
  code: ErrorCode,
  what: string,
  name: string,
  known: readonly string[],
  all = `${what}s`,
): StandinError =>
  new StandinError(
    code,
    `Unknown ${what} ${name}. Known ${all}: ${known.join(", ") || "none"}.${toSuggestion(name.replaceAll('"', ""), known)}`,
  );
