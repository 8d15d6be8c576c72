import { StandinError } from "#engine/basics/errors.ts";
import { defineScenarios } from "#engine/contract/scenarios.ts";
import type { ScenarioTypes } from "#generated/didomi/scenario-types.ts";
import { declarations } from "#generated/didomi/scenarios.js";
import type { components } from "#generated/didomi/types.ts";
import { DEFAULT_ORGANIZATION } from "./assumptions.ts";
import { mintConsentToken, mintOrganizationToken, type OrganizationCaller } from "./credentials.ts";
import { handlers } from "./handlers/index.ts";
import { putOrganization, refuseRepeats } from "./seed.ts";
import type { DidomiContext, state } from "./state.ts";

type Schemas = components["schemas"];

/** Ways to prepare a world. Most send the request that they stand for. */
export const scenarios = defineScenarios<typeof state, ScenarioTypes>(declarations, {
  "an organization": {
    run(context, organization) {
      refuseRepeats({ organizations: [organization] });
      putOrganization(organization, context);
      return organization;
    },
  },
  "a session": {
    run: (context, session) => ({ access_token: mintOrganizationToken(session, context) }),
  },
  "a consent token": {
    run: (context, input) => mintConsentToken(input, context),
  },
  "a user without choices": {
    run(context, input) {
      const reply = handlers.createUser(asBackEnd(input), context);
      return reply.status === 200 ? reply.body : refused(reply);
    },
  },
  "a user with choices": {
    run: (context, input) => record(context, input),
  },
  "a choice that waits for approval": {
    run: (context, input) => record(context, input),
  },
  "many users": {
    run(context, { count, ...where }) {
      for (let number = 1; number <= count; number += 1)
        record(context, {
          ...where,
          user: { organization_user_id: `user-${number}@domain.com` },
          consents: { purposes: [{ id: "newsletter", enabled: true, values: { topics: { value: "sport,culture" } } }] },
        });
      return count;
    },
  },
  "a proof": {
    run(context, input) {
      const reply = handlers.createProof(asBackEnd(input), context);
      return reply.status === 200 ? reply.body : refused(reply);
    },
  },
});

function record(context: DidomiContext, input: Schemas["ConsentEventInput"]): Schemas["ConsentEvent"] {
  const reply = handlers.createEvent(asBackEnd(input), context);
  return reply.status === 200 ? reply.body : refused(reply);
}

/** The request of a back end that has signed in. */
function asBackEnd<Body extends { organization_id?: string }>(body: Body) {
  const caller: OrganizationCaller = {
    scheme: "organizationToken",
    organizationId: body.organization_id ?? DEFAULT_ORGANIZATION,
    isUnbound: false,
  };
  return { path: {}, query: {}, headers: {}, body, mediaType: "application/json", caller };
}

/** The state of the world does not allow the scenario. */
function refused({ status, body }: { readonly status: number; readonly body: { readonly message: string } }): never {
  throw new StandinError("ERR_STANDIN_INVALID_PARAMETER", `The scenario was refused with ${status}: ${body.message}.`);
}
