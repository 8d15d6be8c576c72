import { ownMember, setMember } from "../basics/table.ts";
import type { ReplyHeaders } from "./check-reply.ts";

/** Header fields that hold addresses: what HTTP cannot carry of them is percent-encoded, as browsers would do. */
const ADDRESSES = ["location", "content-location"];

const NAME = /^[!#$%&'*+.^_`|~\dA-Za-z-]+$/;
const UNWRITABLE = /[^\t\x20-\x7e\x80-\xff]/;

/** @returns why HTTP cannot carry a header (RFC 9110, 5); `undefined` if it can */
export function explainUnwritable(name: string, value: string | readonly string[]): string | undefined {
  if (!isName(name)) return `${JSON.stringify(name)} is not the name of a header`;
  const isWritable = typeof value === "string" ? !UNWRITABLE.test(value) : !value.some((each) => UNWRITABLE.test(each));
  return isWritable ? undefined : `its header ${name} holds a character that HTTP cannot carry`;
}

// Replies have few different headers, and asking a set costs less than comparing with a pattern.
const names = new Set<string>();
const MOST_NAMES = 200;

function isName(name: string): boolean {
  if (names.has(name)) return true;
  if (!NAME.test(name)) return false;
  if (names.size < MOST_NAMES) names.add(name);
  return true;
}

/**
 * Makes a reply's headers such as can be sent, in place.
 *
 * @param from those among them that may hold anything
 * @returns the complaint if that cannot be done
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

/** Percent-encodes what is not printable ASCII, as UTF-8. What is encoded already stays so. */
const encodeAddress = (text: string): string =>
  !UNPRINTABLE.test(text)
    ? text
    : text.replaceAll(/[^\x21-\x7e]+/g, (part) =>
        // Half of a surrogate pair is no character.
        encodeURIComponent(part.replaceAll(/\p{Surrogate}/gu, "\uFFFD")),
      );

// Nearly all addresses are without, and asking costs less than replacing nothing.
const UNPRINTABLE = /[^\x21-\x7e]/;
