import type { ExchangeRequest } from "./exchange.ts";

const OCTET = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
const LOOPBACK_V4 = `127(?:\\.${OCTET}){3}`;
/** Includes IPv4-mapped IPv6 addresses, in the notation of sockets and resolvers and in that of URLs. */
const LOOPBACK_V6 = `(?:::1|::ffff:(?:${LOOPBACK_V4}|7f[\\da-f]{2}:[\\da-f]{1,4}))`;

/** Matches a loopback IP address. */
export const LOOPBACK_ADDRESS = new RegExp(`^(?:${LOOPBACK_V4}|${LOOPBACK_V6})$`, "i");
/** Matches a loopback `Host`, with or without a port. */
export const LOOPBACK_HOST = new RegExp(
  `^(?:(?:[a-z\\d_-]+\\.)*localhost\\.?|${LOOPBACK_V4}|\\[${LOOPBACK_V6}\\])(?::\\d{1,5})?$`,
  "i",
);

/** Whether an IP address, in the notation of sockets and resolvers, is a loopback address, which is always this machine. */
export const isLoopbackAddress = (address: string): boolean => LOOPBACK_ADDRESS.test(address);

/** Whether a `Host`, with or without its port, is `localhost`, a name below it, or a loopback address. */
export const isLoopbackHost = (host: string): boolean => LOOPBACK_HOST.test(host);

/** The connection of a request that never leaves this process. */
export const IN_PROCESS: NonNullable<ExchangeRequest["connection"]> = Object.freeze({
  localAddress: "127.0.0.1",
  remoteAddress: "127.0.0.1",
});
