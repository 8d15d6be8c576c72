import { type Headers, headerOf } from "../contract/exchange.ts";

/** Cache of the last header: credentials are read several times per request, and a client repeats the same ones. */
let last: { readonly value: string; readonly scheme: string; readonly credentials: string | undefined } | undefined;

/** Returns the credentials of an `Authorization` header with this scheme (RFC 9110, 11.4), or `undefined`. */
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

/** Returns the bearer token of a request (RFC 6750), or `undefined`. */
export const bearerOf = (headers: Headers): string | undefined => credentialsOf(headers, "Bearer");

/** Returns the name and password of a request with Basic authentication (RFC 7617), or `undefined`. */
export function basicOf(headers: Headers): { readonly name: string; readonly password: string } | undefined {
  const credentials = credentialsOf(headers, "Basic");
  return credentials === undefined ? undefined : readBasic(credentials);
}

/** Decodes the credentials that follow `Basic` into name and password, or returns `undefined`. */
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
