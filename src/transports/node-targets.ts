import { domainToASCII } from "node:url";

/** What the calls and bytes by which a program opens connections say about where these lead. */

/**
 * A host as it is compared: names are the same in any case, and with the dot that ends an absolute one. What is not ASCII is
 * converted as Node does before it looks a name up: there are other dots, and other forms of letters.
 */
export const toHostName = (host: string): string =>
  (/^[\x21-\x7e]*$/.test(host) ? host.toLowerCase() : domainToASCII(host)).replace(/\.$/, "");

/** A set of hosts, by their names as they are compared. */
export interface Hosts {
  has(name: string): boolean;
}

/** Returns the name if it is that of one of these hosts. */
export const findHost = (name: unknown, hosts: Hosts): string | undefined => {
  if (typeof name !== "string") return undefined;
  if (hosts.has(name)) return name;
  const host = toHostName(name);
  return hosts.has(host) ? host : undefined;
};

/** What is asked of `net.connect` or `tls.connect`. */
export interface Target {
  readonly host?: unknown;
  readonly port?: unknown;
  readonly servername?: unknown;
  /** A connection over which TLS is to be spoken. */
  readonly socket?: unknown;
  readonly timeout?: unknown;
  readonly ALPNProtocols?: unknown;
}

/**
 * The target of a call, in any of the forms that `net.connect`, `tls.connect` and a socket's `connect` have: an object; a port
 * and perhaps a host; a path; each with an object of further options, and with a listener at the end. Node itself passes an array.
 */
export function toTarget(args: readonly unknown[]): { readonly target: Target; readonly listener: unknown } {
  const given: readonly unknown[] = Array.isArray(args[0]) ? args[0] : args;
  const [first, second] = given;
  const listener = given.find((each) => typeof each === "function");
  if (isObject(first)) return { target: first, listener };
  const host = typeof second === "string" ? second : undefined;
  return { target: Object.assign({ port: first, host }, ...given.filter(isObject)), listener };
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** What a client asks of a proxy: a tunnel to a host, by HTTP or SOCKS, or a request that is to be passed on. */
export interface Asked {
  readonly kind: "tunnel" | "socks" | "request";
  readonly host: string;
  /** Whether the host is all of the name: more of a request line may follow. */
  readonly isWhole: boolean;
}

/** A request line that has not come to the end of its target yet. */
export const UNFINISHED = Symbol("unfinished");

const [A, Z, SOCKS_4, SOCKS_5] = [65, 90, 4, 5];
/** As long a request line as Node's own server takes. */
export const MOST_CHARACTERS = 16_384;
/** As much of it as tells it from most other text. */
const FIRST_CHARACTERS = 32;
const METHOD = /^[A-Z]{1,20}(?: |$)/;
const TUNNEL = /^CONNECT ([^\s:]+)(?::\d*)?( HTTP\/1| ?H?T?T?P?\/?$)/;
const ABSOLUTE = /^[A-Z]+ https?:\/\/(?:[^\s@/?#]*@)?([^\s:/?#]+)(?:[:/?#]\S*)?( HTTP\/1| ?H?T?T?P?\/?$)/i;
const LINES = [
  ["tunnel", TUNNEL],
  ["request", ABSOLUTE],
] as const;
const BEGINNING = /^[A-Z]{1,20}(?: \S*)?$/;

/** Reads what the bytes that a client writes ask of a proxy, if anything. All but the beginnings of requests cost one comparison. */
export function readAsked(bytes: string | Uint8Array): Asked | typeof UNFINISHED | undefined {
  const first = typeof bytes === "string" ? bytes.charCodeAt(0) : bytes[0];
  if (first === undefined) return undefined;
  if (first >= A && first <= Z)
    return METHOD.test(toText(bytes, FIRST_CHARACTERS)) ? readRequestLine(toText(bytes, MOST_CHARACTERS)) : undefined;
  if (first === SOCKS_5 || first === SOCKS_4) return readSocks(toText(bytes, MOST_CHARACTERS));
  return undefined;
}

function readRequestLine(text: string): Asked | typeof UNFINISHED | undefined {
  for (const [kind, pattern] of LINES) {
    const [, host, end] = pattern.exec(text) ?? [];
    if (host !== undefined) return { kind, host, isWhole: end === " HTTP/1" };
  }
  return text.length < MOST_CHARACTERS && BEGINNING.test(text) ? UNFINISHED : undefined;
}

const SOCKS_5_TO_A_NAME = "\x05\x01\0\x03";
const SOCKS_4_CONNECT = "\x04\x01";
/** An address that stands for a name, which comes after the user's (SOCKS 4A). */
const NO_ADDRESS = "\0\0\0";

/** A request of SOCKS 5 (RFC 1928, 4) or 4A to connect to a host by its name. */
function readSocks(text: string): Asked | undefined {
  if (text.startsWith(SOCKS_5_TO_A_NAME))
    return { kind: "socks", host: text.slice(5, 5 + text.charCodeAt(4)), isWhole: true };
  if (!text.startsWith(SOCKS_4_CONNECT) || text.slice(4, 7) !== NO_ADDRESS) return undefined;
  const [, host] = text.slice(8).split("\0");
  return host === undefined ? undefined : { kind: "socks", host, isWhole: true };
}

const toText = (bytes: string | Uint8Array, most: number): string =>
  typeof bytes === "string" ? bytes.slice(0, most) : Buffer.from(bytes.subarray(0, most)).toString("latin1");

/** The answer to what is asked of a proxy, where it asks for a tunnel. */
export function toGranted(kind: Asked["kind"], bytes: string | Uint8Array): string | Uint8Array | undefined {
  if (kind === "tunnel") return "HTTP/1.1 200 Connection established\r\n\r\n";
  if (kind === "request") return undefined;
  const isFive = (typeof bytes === "string" ? bytes.charCodeAt(0) : bytes[0]) === SOCKS_5;
  return isFive ? new Uint8Array([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]) : new Uint8Array([0, 90, 0, 0, 0, 0, 0, 0]);
}
