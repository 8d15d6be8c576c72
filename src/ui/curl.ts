import type { Exchange, ProviderDescription } from "./api.ts";

/** Headers that curl, or the connection, sets itself. */
const OWN = ["host", "connection", "content-length", "accept-encoding", "transfer-encoding", "keep-alive"];
const REDACTED = "[redacted]";

/** Quotes a text for a POSIX shell. What is redacted becomes `$TOKEN`, which the shell puts in. */
const quote = (text: string): string =>
  text
    .split(REDACTED)
    .map((part) => (part === "" ? "" : `'${part.replaceAll("'", "'\\''")}'`))
    .join('"$TOKEN"') || "''";

/** An exchange's request as one line for a POSIX shell. */
export function toCurl(origin: string, { request }: Exchange): string {
  const { method, path, query, headers, body } = request;
  const lines = [`curl -i -X ${quote(method)} ${quote(`${origin}${path}${query === "" ? "" : `?${query}`}`)}`];
  for (const [name, values] of Object.entries(headers))
    if (!OWN.includes(name) && !name.startsWith("sec-"))
      for (const value of [values].flat()) lines.push(`-H ${quote(`${name}: ${value}`)}`);
  if (body !== undefined && body !== "") lines.push(`--data-raw ${quote(body)}`);
  return lines.join(" \\\n  ");
}

/** A provider's example as one line for a POSIX shell. */
export function toExampleCurl(url: string, { example }: ProviderDescription): string {
  const { method, path, headers = {}, body } = example;
  const parts = ["curl -s"];
  if (method !== (body === undefined ? "GET" : "POST")) parts.push(`-X ${method}`);
  parts.push(quote(url + path));
  for (const [name, value] of Object.entries(headers)) parts.push(`-H ${quote(`${name}: ${value}`)}`);
  if (body !== undefined) parts.push("-H 'content-type: application/json'", `-d ${quote(JSON.stringify(body))}`);
  return parts.join(" ");
}
