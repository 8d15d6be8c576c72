import { type Headers, headerOf } from "../contract/exchange.ts";

/** What was read last: a request is asked more than once for its credentials, and one client's are the same each time. */
let last: { readonly value: string; readonly scheme: string; readonly credentials: string | undefined } | undefined;

/** The credentials of an `Authorization` header of this scheme (RFC 9110, 11.4), or `undefined`. */
function credentialsOf(headers: Headers, scheme: string): string | undefined {
  const value = headerOf(headers, "authorization");
  if (value === undefined) return undefined;
  if (last?.value === value && last.scheme === scheme) return last.credentials;
  const credentials = readCredentials(value, scheme);
  last = { value, scheme, credentials };
  return credentials;
}

function readCredentials(value: string, scheme: string): string | undefined {
  if (value.charCodeAt(scheme.length) !== 32) return undefined;
  const given = value.slice(0, scheme.length);
  if (given !== scheme && given.toLowerCase() !== scheme.toLowerCase()) return undefined;
  const credentials = value.slice(scheme.length + 1).trim();
  return credentials === "" ? undefined : credentials;
}

/** The bearer token of a request (RFC 6750), or `undefined`. */
export const bearerOf = (headers: Headers): string | undefined => credentialsOf(headers, "Bearer");

/** The name and password of a request (RFC 7617), or `undefined`. */
export function basicOf(headers: Headers): { readonly name: string; readonly password: string } | undefined {
  const credentials = credentialsOf(headers, "Basic");
  return credentials === undefined ? undefined : readBasic(credentials);
}

/** The name and password in what stands behind `Basic`, or `undefined`. */
export function readBasic(credentials: string): { readonly name: string; readonly password: string } | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(
      Uint8Array.from(atob(credentials), (character) => character.charCodeAt(0)),
    );
    const colon = text.indexOf(":");
    return colon < 0 ? undefined : { name: text.slice(0, colon), password: text.slice(colon + 1) };
  } catch {
    return undefined;
  }
}
