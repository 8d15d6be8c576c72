import { bearerOf } from "#engine/authorization.ts";
import type { Caller, RoutedRequest } from "#engine/routed.ts";
import type { ApiToken, AvacyContext } from "./state.ts";

/** Whoever holds an API token. */
export interface AvacyCaller extends Caller {
  readonly scheme: "apiToken";
  /** Whose token it is; `undefined` where any token is taken. */
  readonly tenant: string | undefined;
}

export const isAvacyCaller = (caller: Caller | undefined): caller is AvacyCaller => caller?.scheme === "apiToken";

export async function authenticate(
  { headers }: RoutedRequest,
  context: AvacyContext,
): Promise<AvacyCaller | undefined> {
  const text = bearerOf(headers);
  if (text === undefined) return undefined;
  if (context.acceptAnyCredentials) return { scheme: "apiToken", tenant: undefined };
  const token = await findLiveToken(context, text);
  return token && { scheme: "apiToken", tenant: token.tenant };
}

/** Finds a token as it stands or by the part after its bar, unless it has expired or been revoked. */
export async function findLiveToken({ tokens, now }: AvacyContext, text: string): Promise<ApiToken | undefined> {
  const token = (await tokens.get(text)) ?? (await tokens.first("bySecret", [text]));
  if (token === undefined || token.revoked) return undefined;
  return token.expiresAtMs !== undefined && token.expiresAtMs <= now ? undefined : token;
}
