import { StandinError } from "#engine/basics/errors.ts";
import { defineScenarios, type ScenarioCode } from "#engine/contract/scenarios.ts";
import type { ScenarioTypes } from "#generated/didit/scenario-types.ts";
import { declarations } from "#generated/didit/scenarios.js";
import { putApplication, putUser } from "./accounts.ts";
import { CLIENT_TOKEN_TTL_S, HOSTED_LINK_BASE } from "./assumptions.ts";
import { mintClientToken } from "./credentials.ts";
import { managementScenarios } from "./management-scenarios.ts";
import { findApplication } from "./parameters.ts";
import { sessionScenarios } from "./session-scenarios.ts";
import { type DiditContext, OPTIONS_KEY, type state } from "./state.ts";
import { verificationScenarios } from "./verification-scenarios.ts";
import { workflowScenarios } from "./workflow-scenarios.ts";

/** Applications, people and tokens. */
const accountScenarios = {
  "an application": {
    run(context, parameters) {
      const application = putApplication(parameters, context);
      return {
        client_id: application.clientId,
        application_id: application.id,
        client_secret: application.clientSecret,
        webhook_secret: application.webhookSecret,
        access_token: mintClientToken(application, context).accessToken,
      };
    },
  },
  "a user": {
    run(context, parameters) {
      const { id, appToken } = putUser(parameters, context);
      return { user: id, app_token: appToken };
    },
  },
  "a client token": {
    run: (context, { client_id }) => toToken(client_id, CLIENT_TOKEN_TTL_S, context),
  },
  "an expired client token": {
    run: (context, { client_id }) => toToken(client_id, 0, context),
  },
  "a webhook receiver": {
    run(context, { client_id, url, secret: given }) {
      const application = findApplication(client_id, context);
      if (!URL.canParse(url))
        throw new StandinError("ERR_STANDIN_INVALID_PARAMETER", "url must be an absolute URL of http or https.");
      const secret = given ?? application.webhookSecret;
      context.applications.put({ ...application, webhookUrl: url, webhookSecret: secret });
      return { url, secret };
    },
  },
  "browsers may poll": {
    run({ options }) {
      const { hostedLinks } = options.get(OPTIONS_KEY) ?? { hostedLinks: HOSTED_LINK_BASE };
      options.put({ hostedLinks, statusNeedsClientToken: false });
      return undefined;
    },
  },
} satisfies Partial<ScenarioCode<typeof state, ScenarioTypes>>;

function toToken(clientId: string, lifetimeSeconds: number, context: DiditContext) {
  const { accessToken } = mintClientToken(findApplication(clientId, context), context, lifetimeSeconds);
  return { access_token: accessToken };
}

/** Scenarios: setup of a world, and actions of people outside of the API. An impossible action throws. */
export const scenarios = defineScenarios<typeof state, ScenarioTypes>(declarations, {
  ...accountScenarios,
  ...sessionScenarios,
  ...verificationScenarios,
  ...workflowScenarios,
  ...managementScenarios,
});
