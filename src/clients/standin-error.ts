/**
 * An error that the caller can fix: with the same code and message as the one that a standin in the process throws. The clients are
 * loaded without that one, so this is another class of the same name, which `instanceof` and `isStandinError` of `standin` recognize.
 */
export class StandinError extends Error {
  override readonly name = "StandinError";
  /** The kind of error, see `docs/errors.md`. */
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The error for options that code without types gives: a `TypeError` as ever, with the code of a `StandinError`. */
export const toOptionError = (message: string): TypeError & { readonly code: string } =>
  Object.assign(new TypeError(message), { code: "ERR_STANDIN_INVALID_OPTION" });
