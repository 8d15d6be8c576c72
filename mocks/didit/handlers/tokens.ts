import type { Handler } from "#engine/handlers.ts";
import type { operations } from "#generated/didit/types.ts";
import { type DiditCaller, mintClientToken } from "../credentials.ts";
import { CLIENT_TOKEN_TTL_S } from "../options.ts";
import { tokenRefused } from "../problems.ts";
import type { state } from "../state.ts";

export const createClientToken: Handler<operations["createClientToken"], typeof state, DiditCaller> = async (
  { caller },
  context,
) => {
  if (!("application" in caller)) throw new Error("a client token was asked for by no application");
  const { application } = caller;
  if (!application.mayUseClientCredentials) return tokenRefused("unauthorized_client");
  const { iat, exp, accessToken } = await mintClientToken(application, context);
  return {
    status: 200,
    headers: { "cache-control": "no-store" },
    body: {
      iss: "https://didit.me",
      iat,
      sub: application.id,
      client_id: application.clientId,
      organization_id: application.organizationId,
      expires_in: CLIENT_TOKEN_TTL_S,
      exp,
      access_token: accessToken,
    },
  };
};
