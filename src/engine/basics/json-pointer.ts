/** Writes a JSON pointer (RFC 6901) to the member that these names and positions lead to. */
export const toPointer = (path: readonly string[]): string =>
  path.map((name) => `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

/** Reads a JSON pointer. @returns the names and positions that it consists of */
export function parsePointer(pointer: string): string[] {
  const parts = pointer.split("/").slice(1);
  return pointer.includes("~") ? parts.map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~")) : parts;
}
