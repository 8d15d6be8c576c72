const REASONS: ReadonlyMap<string | undefined, string> = new Map([
  ["ENOENT", "the file does not exist"],
  ["EISDIR", "this is a folder, not a file"],
  ["ENOTDIR", "the file does not exist: a part of its path is a file"],
  ["EACCES", "you are not permitted to read this file"],
]);

/** Explains why a file cannot be read. */
export const toFileReason = ({ code, message }: NodeJS.ErrnoException): string => REASONS.get(code) ?? code ?? message;
