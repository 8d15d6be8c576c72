import { isStandinError } from "#engine/basics/errors.ts";
import { quoteValue } from "#engine/basics/quote.ts";

/**
 * Why a module cannot be loaded, as a sentence.
 *
 * @param thrown anything: modules may throw what is no error
 */
export function toModuleReason(thrown: unknown, path: string): string {
  // Also those of another copy of this package.
  if (isStandinError(thrown)) return thrown.message;
  const { code, message } = readError(thrown);
  if (code === "ENOENT") return "there is no such file.";
  // What it imports is missing, rather than itself.
  if (code === "ERR_MODULE_NOT_FOUND") return toLine(message);
  if (code === "EACCES") return "this file may not be read by this user.";
  if (code === "ERR_UNKNOWN_FILE_EXTENSION")
    return /\.[cm]?ts$/.test(path)
      ? `Node ${process.versions.node} cannot load TypeScript by itself; use Node 22.18 or newer, or compile it to JavaScript first.`
      : toLine(message);
  if (thrown instanceof SyntaxError) return `this is not a valid module: ${toLine(message)}`;
  return `it failed while it was loaded: ${toLine(message)}`;
}

/** What an error says of itself; of what is none, what it is. */
function readError(thrown: unknown): { readonly code?: unknown; readonly message: string } {
  if (typeof thrown === "string") return { message: thrown };
  const { code, message } = Object(thrown) as { readonly code?: unknown; readonly message?: unknown };
  return { code, message: typeof message === "string" ? message : `it threw ${quoteValue(thrown)}` };
}

const toLine = (message: string): string => {
  const [line = ""] = message.split("\n");
  return line.endsWith(".") ? line : `${line}.`;
};
