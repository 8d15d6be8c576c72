import { type Result, toFailure } from "./result.ts";

/** A new token with the life that the provider gave it. */
export interface GrantedToken {
  readonly token: string;
  /** Seconds; default: the `lifetimeSeconds` of the cache. */
  readonly lifetimeSeconds?: number | undefined;
}

export interface TokenCacheOptions<Problem> {
  /** Asks the provider for a new token. */
  readonly obtain: () => Promise<Result<string | GrantedToken, Problem>>;
  /**
   * How long a token lives, in seconds, counted from the moment it was asked for. Counts where the provider does not
   * say it with the token.
   */
  readonly lifetimeSeconds: number;
  /** How long before its end a token is replaced, in seconds. */
  readonly renewAheadSeconds: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface TokenCache<Problem> {
  /**
   * A token that still lives. However many ask at once, one request is made. When renewal fails and the old token has
   * not run out yet, that one is given.
   */
  get(): Promise<Result<string, Problem>>;
  /** Forgets a token that the provider refused; does nothing if another one has taken its place. */
  drop(token: string): void;
}

/** Keeps one token, in memory only, and renews it before it runs out. */
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

/** What a provider has granted, of which nothing is sure: no token without text, and no life that is no number. */
function readToken(granted: string | GrantedToken | undefined): GrantedToken | undefined {
  const { token, lifetimeSeconds }: Partial<GrantedToken> =
    typeof granted === "string" ? { token: granted } : (granted ?? {});
  if (typeof token !== "string" || token === "") return undefined;
  return { token, lifetimeSeconds: Number.isFinite(lifetimeSeconds) ? lifetimeSeconds : undefined };
}
