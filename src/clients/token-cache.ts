import { type Result, toFailure } from "./result.ts";

/** A new token with its lifetime. */
export interface GrantedToken {
  readonly token: string;
  /** Seconds; default: the `lifetimeSeconds` of the cache. */
  readonly lifetimeSeconds?: number | undefined;
}

export interface TokenCacheOptions<Problem> {
  /** Requests a new token from the provider. */
  readonly obtain: () => Promise<Result<string | GrantedToken, Problem>>;
  /**
   * The lifetime of a token in seconds, from the moment of the request. Used if the provider does not state it with the
   * token.
   */
  readonly lifetimeSeconds: number;
  /** How long before its expiry a token is replaced, in seconds. */
  readonly renewAheadSeconds: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface TokenCache<Problem> {
  /**
   * Returns a valid token. Concurrent callers share one request. If renewal fails and the old token has not expired yet,
   * the old token is returned.
   */
  get(): Promise<Result<string, Problem>>;
  /** Drops a token that the provider refused; does nothing if it was replaced already. */
  drop(token: string): void;
}

/** Caches one token, in memory only, and renews it before it expires. */
export function createTokenCache<Problem>(options: TokenCacheOptions<Problem>): TokenCache<Problem> {
  const { obtain, lifetimeSeconds, renewAheadSeconds, now } = options;
  let held: { readonly token: string; readonly endsAtMs: number } | undefined;
  let renewal: Promise<Result<string, Problem>> | undefined;

  async function renew(): Promise<Result<string, Problem>> {
    const askedAtMs = now();
    const result = await obtain();
    if (result.ok) {
      const granted = readToken(result.data);
      if (granted === undefined) return toFailure(new Error("the reply grants no token"));
      held = {
        token: granted.token,
        endsAtMs: askedAtMs + (granted.lifetimeSeconds ?? lifetimeSeconds) * 1000,
      };
      return { ok: true, data: granted.token };
    }
    return held !== undefined && now() < held.endsAtMs ? { ok: true, data: held.token } : result;
  }

  return {
    async get() {
      if (held !== undefined && now() < held.endsAtMs - renewAheadSeconds * 1000) return { ok: true, data: held.token };
      renewal ??= renew().finally(() => {
        renewal = undefined;
      });
      return renewal;
    },
    drop(token) {
      if (held?.token === token) held = undefined;
    },
  };
}

/** Checks the provider's grant: the token must be a non-empty string, and the lifetime a number. */
function readToken(granted: string | GrantedToken | undefined): GrantedToken | undefined {
  const { token, lifetimeSeconds }: Partial<GrantedToken> =
    typeof granted === "string" ? { token: granted } : (granted ?? {});
  if (typeof token !== "string" || token === "") return undefined;
  return { token, lifetimeSeconds: Number.isFinite(lifetimeSeconds) ? lifetimeSeconds : undefined };
}
