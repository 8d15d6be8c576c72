import { StandinError } from "../basics/errors.ts";
import { hostnameOf, isHost } from "../basics/host.ts";
import { quoteValue } from "../basics/quote.ts";

/**
 * Reads what an option says of targets: origins (`https://hooks.example`), hosts with a port (`app:3000`), or hosts alone,
 * which stand for any port.
 *
 * @returns whether a URL leads to one of them
 * @throws StandinError for an entry that is none of these
 */
export function parseTargets(entries: readonly string[]): (url: string) => boolean {
  const targets = entries.map(parseTarget);
  return (url) => {
    if (!URL.canParse(url)) return false;
    const { origin, host, hostname, protocol } = new URL(url);
    const port = host === hostname ? `${hostname}:${protocol === "https:" ? 443 : 80}` : host;
    return targets.some((target) => target === origin || target === hostname || target === port);
  };
}

/** An address, or a name as DNS and Compose files have them: patterns are not, and neither are names that begin by an underscore. */
const isTargetHost = (host: string): boolean => isHost(host) && !host.startsWith("_");

function parseTarget(entry: string): string {
  if (/^https?:\/\//i.test(entry) && URL.canParse(entry)) {
    const { origin, href, host } = new URL(entry);
    if (href === `${origin}/` && isTargetHost(host)) return origin;
  } else if (isTargetHost(entry)) {
    const { hostname } = new URL(`http://${entry}`);
    return hostnameOf(entry) === entry.toLowerCase()
      ? hostname
      : `${hostname}:${entry.slice(entry.lastIndexOf(":") + 1)}`;
  }
  throw new StandinError(
    "ERR_STANDIN_INVALID_OPTION",
    `A webhook target is an origin, such as https://hooks.example, or a host with or without its port, such as app:3000, not ${entry.includes("@") ? "one with credentials" : quoteValue(entry)}.`,
  );
}
