import { isStandinError } from "#engine/basics/errors.ts";

/** Why a module cannot be loaded, as a sentence. */
export function toModuleReason(error: NodeJS.ErrnoException, path: string): string {
  // Also those of another copy of this package.
  if (isStandinError(error)) return error.message;
  if (error.code === "ENOENT") return "there is no such file.";
  // What it imports is missing, rather than itself.
  if (error.code === "ERR_MODULE_NOT_FOUND") return toLine(error.message);
  if (error.code === "EACCES") return "this file may not be read by this user.";
  if (error.code === "ERR_UNKNOWN_FILE_EXTENSION")
    return /\.[cm]?ts$/.test(path)
      ? `Node ${process.versions.node} cannot load TypeScript by itself; use Node 22.18 or newer, or compile it to JavaScript first.`
      : toLine(error.message);
  if (error instanceof SyntaxError) return `this is not a valid module: ${toLine(error.message)}`;
  return `it failed while it was loaded: ${toLine(String(error?.message ?? error))}`;
}

const toLine = (message: string): string => {
  const [line = ""] = message.split("\n");
  return line.endsWith(".") ? line : `${line}.`;
};
