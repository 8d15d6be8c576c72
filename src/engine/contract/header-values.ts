import { ownMember, setMember } from "../basics/table.ts";
import type { ReplyHeaders } from "./check-reply.ts";

/** Header fields that hold URLs: characters that HTTP does not allow are percent-encoded, as browsers do. */
const ADDRESSES = ["location", "content-location"];

const NAME = /^[!#$%&'*+.^_`|~\dA-Za-z-]+$/;
const UNWRITABLE = /[^\t\x20-\x7e\x80-\xff]/;

/** @returns why a header is not valid in HTTP (RFC 9110, 5); `undefined` if it is valid */
export function explainUnwritable(name: string, value: string | readonly string[]): string | undefined {
  if (!isName(name)) return `${JSON.stringify(name)} is not the name of a header`;
  const isWritable = typeof value === "string" ? !UNWRITABLE.test(value) : !value.some((each) => UNWRITABLE.test(each));
  return isWritable ? undefined : `its header ${name} holds a character that HTTP cannot carry`;
}

// Replies have few different headers, and a set lookup costs less than a regular expression.
const names = new Set<string>();
const MOST_NAMES = 200;

function isName(name: string): boolean {
  if (names.has(name)) return true;
  if (!NAME.test(name)) return false;
  if (names.size < MOST_NAMES) names.add(name);
  return true;
}

/**
 * Makes a reply's headers valid in HTTP, in place.
 *
 * @param from the headers among them whose values are not known to be valid
 * @returns a text that names the invalid header, or `undefined`
 */
export function makeWritable(headers: ReplyHeaders, from: object | undefined): string | undefined {
  if (from === undefined) return undefined;
  for (const name in from) {
    const value = ADDRESSES.includes(name) ? ownMember(headers, name) : undefined;
    if (typeof value === "string") {
      setMember<string | string[]>(headers, name, encodeAddress(value));
      continue;
    }
    const complaint = explainUnwritable(name, ownMember(headers, name) ?? "");
    if (complaint !== undefined) return complaint;
  }
  return undefined;
}

/** Percent-encodes the UTF-8 of characters outside printable ASCII. Existing percent-encodings stay as they are. */
const encodeAddress = (text: string): string =>
  !UNPRINTABLE.test(text)
    ? text
    : text.replaceAll(/[^\x21-\x7e]+/g, (part) =>
        // A lone surrogate has no UTF-8 encoding.
        encodeURIComponent(part.replaceAll(/\p{Surrogate}/gu, "\uFFFD")),
      );

// Nearly all URLs have none, and a test costs less than a replacement that changes nothing.
const UNPRINTABLE = /[^\x21-\x7e]/;
