import { createSecureContext, type SecureContext } from "node:tls";
import { PlatformDate } from "#engine/basics/date.ts";
import { isLoopbackHost } from "#engine/contract/loopback.ts";
import { type Identity, makeServerCertificate } from "./certificates.ts";
import type { HostTable } from "./host-table.ts";

/** A certificate with its key, and as Node's TLS takes it. */
export interface Credentials extends Identity {
  readonly context: SecureContext;
}

/** The certificates of a server, by the name that a client asks for (SNI). */
export interface SecureContexts {
  /** @param name as the client sent it; absent or unknown: the certificate is for `localhost` and loopback addresses */
  find(name?: string): Credentials;
}

const DAY_MS = 86_400_000;
const LIFETIME_DAYS = 30;
const MOST_CONTEXTS = 1000;

/** Makes certificates when they are first asked for, and anew before they expire. */
export function createSecureContexts(authority: Identity, hosts: HostTable): SecureContexts {
  const made = new Map<string, { readonly credentials: Credentials; readonly untilMs: number }>();
  return {
    find(given = "") {
      const name = hosts.toName(given);
      const isKnown = name !== "" && (hosts.isServed(name) || isLoopbackHost(name));
      const key = isKnown ? name : "localhost";
      const nowMs = PlatformDate.now();
      const before = made.get(key);
      if (before !== undefined && nowMs < before.untilMs) return before.credentials;
      const period = { fromMs: nowMs - DAY_MS, toMs: nowMs + LIFETIME_DAYS * DAY_MS };
      const addresses = key === "localhost" ? ["127.0.0.1", "::1"] : [];
      const server = makeServerCertificate(authority, { names: [key], addresses }, period);
      // Clients that know the authority by its key alone, as browsers can, have to see it.
      const identity = { key: server.key, certificate: server.certificate + authority.certificate };
      const credentials = {
        ...identity,
        context: createSecureContext({ key: identity.key, cert: identity.certificate }),
      };
      if (made.size >= MOST_CONTEXTS) made.clear();
      made.set(key, { credentials, untilMs: period.toMs - DAY_MS });
      return credentials;
    },
  };
}
