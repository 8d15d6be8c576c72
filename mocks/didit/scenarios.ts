import { defineLate } from "#engine/basics/late.ts";
import type { Scenario } from "#engine/contract/mock.ts";
import { putApplication, putUser } from "./accounts.ts";
import { CLIENT_TOKEN_TTL_S, HOSTED_LINK_BASE } from "./assumptions.ts";
import { mintClientToken } from "./credentials.ts";
import { applicationOf, type Parameters, textOf } from "./parameters.ts";
import { checkSeedBy } from "./seed.ts";
import { sessionScenarios } from "./session-scenarios.ts";
import { type DiditContext, OPTIONS_KEY, type state } from "./state.ts";
import { verificationScenarios } from "./verification-scenarios.ts";

const seedValidator = defineLate(() => import("#generated/didit/seed-validator.js"));

/** Applications, people and tokens. */
const accountScenarios: Readonly<Record<string, Scenario<typeof state>>> = {
  "an application": {
    describe:
      "An application, or another version of one. Parameters: those of an application in a seed; `client_id` is `standin-client` by default. Gives its credentials and a token.",
    needs: seedValidator.load,
    run(context, parameters) {
      const given = { client_id: "standin-client", ...parameters };
      const { applications = [] } = checkSeedBy(seedValidator.get().validateSeed, { applications: [given] });
      for (const application of applications) putApplication(application, context);
      return toCredentials(context, parameters);
    },
  },
  "a user": {
    describe:
      "A person with the Didit app, or another version of one. Parameters: those of a user in a seed; `id` is `alice` by default. Gives `user` and `app_token`.",
    needs: seedValidator.load,
    run(context, parameters) {
      const given = { id: "alice", ...parameters };
      const { users = [] } = checkSeedBy(seedValidator.get().validateSeed, { users: [given] });
      for (const user of users) {
        const { id, appToken } = putUser(user, context);
        return { user: id, app_token: appToken };
      }
      return undefined;
    },
  },
  "a client token": {
    describe: "A valid client token. Parameter: `client_id`. Gives `access_token`.",
    run: (context, parameters) => toToken(context, parameters, CLIENT_TOKEN_TTL_S),
  },
  "an expired client token": {
    describe: "A client token whose time is up. Parameter: `client_id`. Gives `access_token`.",
    run: (context, parameters) => toToken(context, parameters, 0),
  },
  "a webhook receiver": {
    describe:
      "Where webhooks go. Parameters: `url`, `secret` (default: as before), `client_id`. Gives `url` and `secret`.",
    run(context, parameters) {
      const application = applicationOf(parameters, context);
      const url = textOf(parameters, "url");
      if (url === undefined || !URL.canParse(url)) throw new RangeError("url must be a URL");
      const secret = textOf(parameters, "secret") ?? application.webhookSecret;
      context.applications.put({ ...application, webhookUrl: url, webhookSecret: secret });
      return { url, secret };
    },
  },
  "browsers may poll": {
    describe:
      "The session token alone suffices for polling, from any origin; as with the seed's option `status_needs_client_token: false`.",
    run({ options }) {
      const { hostedLinks } = options.get(OPTIONS_KEY) ?? { hostedLinks: HOSTED_LINK_BASE };
      options.put({ hostedLinks, statusNeedsClientToken: false });
      return undefined;
    },
  },
};

function toToken(context: DiditContext, parameters: Parameters, lifetimeSeconds: number) {
  const { accessToken } = mintClientToken(applicationOf(parameters, context), context, lifetimeSeconds);
  return { access_token: accessToken };
}

function toCredentials(context: DiditContext, parameters: Parameters) {
  const application = applicationOf(parameters, context);
  const { accessToken } = mintClientToken(application, context);
  return {
    client_id: application.clientId,
    client_secret: application.clientSecret,
    webhook_secret: application.webhookSecret,
    access_token: accessToken,
  };
}

/** Scenarios: setup of a world, and actions of people outside of the API. An impossible action throws. */
export const scenarios: Readonly<Record<string, Scenario<typeof state>>> = {
  ...accountScenarios,
  ...sessionScenarios,
  ...verificationScenarios,
};
