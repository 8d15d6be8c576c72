/** The type and subtype of a `Content-Type`, lower case, without parameters. */
export function mediaTypeOf(contentType: string | undefined): string | undefined {
  if (contentType === undefined) return undefined;
  const end = contentType.indexOf(";");
  return (end < 0 ? contentType : contentType.slice(0, end)).trim().toLowerCase();
}

/** A parameter of a `Content-Type`, by its name in lower case, without its quotes (RFC 9110, 5.6.6). Every character is looked at once. */
export function parameterOf(contentType: string, name: string): string | undefined {
  if (!contentType.includes(";")) return undefined;
  let start = 0;
  for (const part of contentType.split(";")) {
    const equals = part.indexOf("=");
    if (equals >= 0 && part.slice(0, equals).trim().toLowerCase() === name)
      return valueAt(contentType, start + equals + 1);
    start += part.length + 1;
  }
  return undefined;
}

function valueAt(contentType: string, from: number): string {
  const rest = contentType.slice(from).trimStart();
  if (!rest.startsWith('"')) return rest.split(";", 1).join("").trim();
  const end = rest.indexOf('"', 1);
  return rest.slice(1, end < 0 ? undefined : end);
}
