/** A running standin refused a call. The message is the server's; the exit code is 1. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
}
