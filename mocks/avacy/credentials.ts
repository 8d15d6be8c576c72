import { type Headers, headerOf } from "#engine/contract/exchange.ts";
import { isReason, type Reason } from "#engine/contract/reasons.ts";
import type { Caller, RoutedRequest } from "#engine/contract/request.ts";
import { bearerOf } from "#engine/kit/authorization.ts";
import { credentialReasons, explainExpiry } from "#engine/kit/tokens.ts";
import { reasons } from "./reasons.ts";
import type { ApiToken, AvacyContext } from "./state.ts";

/** A caller with an API token. */
export interface AvacyCaller extends Caller {
  readonly scheme: "apiToken";
  /** The tenant that the token belongs to; `undefined` if any credentials are accepted. */
  readonly tenant: string | undefined;
}

/** Callers by the security schemes of the spec. */
export interface AvacyCallers {
  readonly apiToken: AvacyCaller;
}

export const isAvacyCaller = (caller: Caller | undefined): caller is AvacyCaller => caller?.scheme === "apiToken";

export function authenticate({ headers }: RoutedRequest, context: AvacyContext): AvacyCaller | Reason {
  const text = bearerOf(headers);
  if (text === undefined) return explainNoBearer(headers);
  if (context.acceptAnyCredentials) return { scheme: "apiToken", tenant: undefined };
  const token = findLiveToken(context, text);
  return isReason(token) ? token : { scheme: "apiToken", tenant: token.tenant };
}

const EXPECTED = "an API token of the tenant as Authorization: Bearer <token>";

function explainNoBearer(headers: Headers): Reason {
  const header = headerOf(headers, "authorization");
  if (header === undefined) return credentialReasons.missing({ expected: EXPECTED });
  if (/^bearer\s*$/i.test(header)) return reasons.emptyBearer();
  return credentialReasons.wrongHeader({ header: "Authorization", expected: EXPECTED });
}

function explainUnknownToken({ tokens, world }: AvacyContext, text: string): Reason {
  const bar = text.indexOf("|");
  const behindBar = text.slice(bar + 1);
  const isKnown = tokens.first("bySecret", [behindBar]) ?? tokens.get(behindBar);
  return bar >= 0 && isKnown !== undefined ? reasons.wrongTokenNumber({ world }) : reasons.unknownToken({ world });
}

/** Finds a token by its full text or by the part after its bar; otherwise returns why it is invalid. */
export function findLiveToken(context: AvacyContext, text: string): ApiToken | Reason {
  const { tokens, now } = context;
  const token = tokens.get(text) ?? tokens.first("bySecret", [text]);
  if (token === undefined) return explainUnknownToken(context, text);
  if (token.revoked) return reasons.revokedToken({ tenant: token.tenant });
  if (token.expiresAtMs !== undefined && token.expiresAtMs <= now)
    return explainExpiry(token.expiresAtMs, now, "The API token");
  return token;
}
