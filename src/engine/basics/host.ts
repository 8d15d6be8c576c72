/** A name, an IPv4 address or an IPv6 address in brackets, and perhaps a port. */
const HOST = /^(?:[a-z\d_][a-z\d._-]*|\[[\da-f:.]+\])(?::\d{0,5})?$/i;

/** Whether a `Host`, or the authority of a URL, is one that links may lead to (RFC 9110, 7.2; no user name, only ASCII). */
export const isHost = (text: string): boolean => HOST.test(text) && URL.canParse(`http://${text}`);

/** A `Host` in lower case, without its port, and without the dot that ends an absolute name. */
export const hostnameOf = (host: string): string => host.replace(/\.?(?::\d*)?$/, "").toLowerCase();

/** An address of a socket as it stands in a URL: IPv6 in brackets, IPv4 as such, also where a socket maps it to IPv6. */
export const toHostname = (address: string): string => {
  const plain = address.replace(/^::ffff:(?=[\d.]+$)/i, "");
  return plain.includes(":") ? `[${plain.toLowerCase()}]` : plain;
};
