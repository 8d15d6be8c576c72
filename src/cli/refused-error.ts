/** A running standin has refused what was asked of it. Its message is the server's own; the exit code is 1. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
}
