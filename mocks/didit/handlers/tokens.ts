import type { CallerOf, Handler } from "#engine/contract/handlers.ts";
import type { Security } from "#generated/didit/security.ts";
import type { operations } from "#generated/didit/types.ts";
import { CLIENT_TOKEN_TTL_S } from "../assumptions.ts";
import { type DiditCallers, mintClientToken } from "../credentials.ts";
import { tokenRefused } from "../problems.ts";
import { reasons } from "../reasons.ts";
import type { state } from "../state.ts";

type For<Id extends keyof operations> = Handler<operations[Id], typeof state, CallerOf<DiditCallers, Security[Id]>>;

export const createClientToken: For<"createClientToken"> = ({ caller: { application } }, context) => {
  const { clientId } = application;
  if (!application.mayUseClientCredentials)
    return tokenRefused("unauthorized_client", reasons.grantNotAllowed({ clientId }));
  const { iat, exp, accessToken } = mintClientToken(application, context);
  return {
    status: 200,
    headers: { "cache-control": "no-store" },
    body: {
      iss: "https://didit.me",
      iat,
      sub: application.id,
      client_id: clientId,
      organization_id: application.organizationId,
      expires_in: CLIENT_TOKEN_TTL_S,
      exp,
      access_token: accessToken,
    },
  };
};
