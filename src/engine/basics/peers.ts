import { StandinError } from "./errors.ts";

const NOT_FOUND: readonly unknown[] = ["ERR_MODULE_NOT_FOUND", "MODULE_NOT_FOUND"];

/**
 * Explains why an optional peer dependency could not be loaded.
 *
 * @param title the peer's name in the message, such as `MSW`
 * @param purpose what needs it, as the subject of a sentence
 * @returns the same error if it has another reason than that the package is not installed
 */
export function toPeerError(error: unknown, packageName: string, title: string, purpose: string): unknown {
  const isMissing =
    error instanceof Error &&
    "code" in error &&
    NOT_FOUND.includes(error.code) &&
    ["'", '"', "/"].some((end) => error.message.includes(`'${packageName}${end}`));
  if (!isMissing) return error;
  return new StandinError(
    "ERR_STANDIN_PEER_MISSING",
    `${title} is not installed. ${purpose} needs it: npm install --save-dev ${packageName}.`,
    { cause: error },
  );
}
