const REASONS: ReadonlyMap<string | undefined, string> = new Map([
  ["ENOENT", "there is no such file"],
  ["EISDIR", "this is a folder, not a file"],
  ["ENOTDIR", "there is no such file: a part of its path is a file"],
  ["EACCES", "this file may not be read by this user"],
]);

/** Why a file cannot be read, for people. */
export const toFileReason = ({ code, message }: NodeJS.ErrnoException): string => REASONS.get(code) ?? code ?? message;
