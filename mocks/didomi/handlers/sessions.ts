import type { Handlers } from "#engine/handlers.ts";
import type { operations } from "#generated/didomi/types.ts";
import { type DidomiCaller, mintConsentToken, mintOrganizationToken } from "../credentials.ts";
import { CREATED_STATUS } from "../options.ts";
import { invalidAuthentication } from "../problems.ts";
import type { state } from "../state.ts";

/** Signing in as an organization, and the tokens it mints for its end users. */
export const sessionHandlers: Pick<
  Handlers<operations, typeof state, DidomiCaller>,
  "createSession" | "createToken"
> = {
  async createSession({ body: { key, secret } }, context) {
    const known = await context.keys.get(key);
    const isGood = known?.secret === secret || context.acceptAnyCredentials;
    if (!isGood || known?.enabled === false) return invalidAuthentication();
    const access_token = await mintOrganizationToken(known ?? { key }, context);
    return { status: CREATED_STATUS, body: { type: "api-key", key, access_token } };
  },

  async createToken({ body }, context) {
    return { status: CREATED_STATUS, body: await mintConsentToken(body, context) };
  },
};
