import { bearerOf } from "#engine/authorization.ts";
import { type Awaitable, chain } from "#engine/awaitable.ts";
import type { Caller, RoutedRequest } from "#engine/routed.ts";
import type { ApiToken, AvacyContext } from "./state.ts";

/** Whoever holds an API token. */
export interface AvacyCaller extends Caller {
  readonly scheme: "apiToken";
  /** Whose token it is; `undefined` where any token is taken. */
  readonly tenant: string | undefined;
}

export const isAvacyCaller = (caller: Caller | undefined): caller is AvacyCaller => caller?.scheme === "apiToken";

export function authenticate({ headers }: RoutedRequest, context: AvacyContext): Awaitable<AvacyCaller | undefined> {
  const text = bearerOf(headers);
  if (text === undefined) return undefined;
  if (context.acceptAnyCredentials) return { scheme: "apiToken", tenant: undefined };
  return chain(findLiveToken(context, text), toCaller);
}

const toCaller = (token: ApiToken | undefined): AvacyCaller | undefined =>
  token && { scheme: "apiToken", tenant: token.tenant };

/** Finds a token as it stands or by the part after its bar, unless it has expired or been revoked. */
export const findLiveToken = ({ tokens, now }: AvacyContext, text: string): Awaitable<ApiToken | undefined> =>
  chain(
    chain(tokens.get(text), (token) => token ?? tokens.first("bySecret", [text])),
    unlessEnded,
    now,
  );

function unlessEnded(token: ApiToken | undefined, now: number): ApiToken | undefined {
  if (token === undefined || token.revoked) return undefined;
  return token.expiresAtMs !== undefined && token.expiresAtMs <= now ? undefined : token;
}
