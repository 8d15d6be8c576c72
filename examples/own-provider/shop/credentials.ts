import { bearerOf, type Caller, type Reason, type RoutedRequest } from "standin/mock";
import { reasons } from "./reasons.ts";
import type { ShopContext } from "./state.ts";

interface TokenCaller extends Caller {
  readonly scheme: "token";
}

/** Callers by the security schemes of the spec. */
export interface Callers {
  readonly token: TokenCaller;
}

/** Says who calls, or why that is not known. */
export function authenticate({ headers }: RoutedRequest, context: ShopContext): TokenCaller | Reason {
  const token = bearerOf(headers);
  if (token === undefined) return reasons.noToken();
  const isKnown = context.acceptAnyCredentials || context.tokens.get(token) !== undefined;
  return isKnown ? { scheme: "token" } : reasons.unknownToken({ world: context.world });
}
