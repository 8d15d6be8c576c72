import type { Handlers } from "#engine/contract/handlers.ts";
import type { Security } from "#generated/didomi/security.ts";
import type { operations } from "#generated/didomi/types.ts";
import { CREATED_STATUS } from "../assumptions.ts";
import { type DidomiCallers, mintConsentToken, mintOrganizationToken } from "../credentials.ts";
import { invalidAuthentication } from "../problems.ts";
import { reasons } from "../reasons.ts";
import type { state } from "../state.ts";

/** Signing in as an organization, and the tokens it mints for its end users. */
export const sessionHandlers: Pick<
  Handlers<operations, typeof state, DidomiCallers, Security>,
  "createSession" | "createToken"
> = {
  createSession({ body: { key, secret } }, context) {
    const known = context.keys.get(key);
    if (known?.secret !== secret && !context.acceptAnyCredentials)
      return invalidAuthentication(
        known === undefined ? reasons.unknownKey({ world: context.world }) : reasons.wrongSecret({ key }),
      );
    if (known?.enabled === false)
      return invalidAuthentication(reasons.disabledKey({ key, organization: known.organization_id }));
    const access_token = mintOrganizationToken(known ?? { key }, context);
    return { status: CREATED_STATUS, body: { type: "api-key", key, access_token } };
  },

  createToken: ({ body }, context) => ({ status: CREATED_STATUS, body: mintConsentToken(body, context) }),
};
