import type { ExampleRequest } from "#engine/contract/mock.ts";

/** Formats a request as one line for a POSIX shell. */
export function toCurl(baseUrl: string, { method, path, headers = {}, body }: ExampleRequest): string {
  const parts = ["curl -s"];
  if (method !== (body === undefined ? "GET" : "POST")) parts.push(`-X ${method}`);
  parts.push(quote(baseUrl + path));
  for (const [name, value] of Object.entries(headers)) parts.push(`-H ${quote(`${name}: ${value}`)}`);
  if (body !== undefined) parts.push("-H 'content-type: application/json'", `-d ${quote(JSON.stringify(body))}`);
  return parts.join(" ");
}

const quote = (text: string): string => (/^[\w:/.-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
