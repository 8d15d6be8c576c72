import { ownMember } from "#engine/basics/table.ts";
import type { Scenario } from "#engine/contract/mock.ts";
import { checkSeedWith } from "#engine/kit/check-seed.ts";
import type { components } from "#generated/didomi/types.ts";
import {
  createEvent_request_application_json as validEvent,
  createProof_request_application_json as validProof,
  createToken_request_application_json as validToken,
  createUser_request_application_json as validUser,
} from "#generated/didomi/validators.js";
import { DEFAULT_ORGANIZATION } from "./assumptions.ts";
import { mintConsentToken, mintOrganizationToken, type OrganizationCaller } from "./credentials.ts";
import { handlers } from "./handlers/index.ts";
import { checkSeedNow, putOrganization, seedValidator } from "./seed.ts";
import type { DidomiContext, state } from "./state.ts";

type Schemas = components["schemas"];
type Parameters = Readonly<Record<string, unknown>>;

const EXAMPLE_USER = "user@domain.com";

/** Ways to prepare a world. Parameters are the members of the request they stand for; each has a default. */
export const scenarios: Readonly<Record<string, Scenario<typeof state>>> = {
  "an organization": {
    describe: "An organization with its keys. Parameters: those of an organization in a seed.",
    needs: () => seedValidator.load(),
    run(context, parameters) {
      const { organizations = [] } = checkSeedNow({ organizations: [{ id: DEFAULT_ORGANIZATION, ...parameters }] });
      for (const organization of organizations) putOrganization(organization, context);
      return organizations[0];
    },
  },
  "a session": {
    describe: "An organization that has signed in. Parameters: `organization_id`, `key`. Gives `access_token`.",
    run(context, { organization_id = DEFAULT_ORGANIZATION, key = "standin-key" }) {
      const session = { key: String(key), organization_id: String(organization_id) };
      return { access_token: mintOrganizationToken(session, context) };
    },
  },
  "a consent token": {
    describe: "A token for an end user. Parameters: the body of `createToken`. Gives its answer.",
    run(context, parameters) {
      const body = read<Schemas["TokenInput"]>(validToken, TOKEN, parameters, {
        organization_id: DEFAULT_ORGANIZATION,
        organization_user_id: EXAMPLE_USER,
      });
      return mintConsentToken(body, context);
    },
  },
  "a user without choices": {
    describe: "A user without answers. Parameters: the body of `createUser`. Gives its reply.",
    run(context, parameters) {
      const body = read<Schemas["ConsentUserInput"]>(validUser, USER, parameters, {
        organization_user_id: EXAMPLE_USER,
      });
      const reply = handlers.createUser(asBackEnd(body), context);
      return reply.status === 200 ? reply.body : refused(reply);
    },
  },
  "a user with choices": {
    describe: "A user who answered. Parameters: the body of `createEvent`, at least `user`. Gives the event.",
    run: (context, parameters) => record(context, parameters, {}),
  },
  "a choice that waits for approval": {
    describe: "A pending event. Parameters: the body of `createEvent`. Gives the event.",
    run: (context, parameters) => record(context, parameters, { status: "pending_approval" }),
  },
  "many users": {
    describe:
      "Users who answered, one event each. Parameters: `count`, `organization_id`, `regulation`. Gives the count.",
    run(context, { count = 151, organization_id, regulation }) {
      for (let number = 1; number <= Number(count); number += 1)
        record(
          context,
          {
            organization_id,
            ...(regulation !== undefined && { regulation }),
            user: { organization_user_id: `user-${number}@domain.com` },
          },
          {},
        );
      return Number(count);
    },
  },
  "a proof": {
    describe: "A stored file. Parameters: the body of `createProof`. Gives its answer.",
    run(context, parameters) {
      const body = read<Schemas["ProofInput"]>(validProof, PROOF, parameters, {
        file: "data:image/png;base64,iVBORw0KGgo=",
      });
      const reply = handlers.createProof(asBackEnd(body), context);
      return reply.status === 200 ? reply.body : refused(reply);
    },
  },
};

function record(context: DidomiContext, parameters: Parameters, defaults: Parameters): Schemas["ConsentEvent"] {
  const body = read<Schemas["ConsentEventInput"]>(validEvent, EVENT, parameters, {
    user: { organization_user_id: EXAMPLE_USER },
    consents: {
      purposes: [{ id: "newsletter", enabled: true, values: { topics: { value: "sport,culture" } } }],
    },
    ...defaults,
  });
  const reply = handlers.createEvent(asBackEnd(body), context);
  return reply.status === 200 ? reply.body : refused(reply);
}

/** Parameters are checked as the request they stand for would be, but for names that it lets through: they are not read. */
function read<Body>(
  validate: typeof validEvent,
  names: Names<Body>,
  parameters: Parameters,
  defaults: Parameters,
): Body {
  const given = Object.keys(names)
    .map((name): [string, unknown] => [name, ownMember(parameters, name)])
    .filter(([, value]) => value !== undefined);
  return checkSeedWith<Body>(validate, "didomi scenario", { ...defaults, ...Object.fromEntries(given) });
}

/** The members of a body, so that none is forgotten. */
type Names<Body> = Readonly<Record<keyof Required<Body> & string, true>>;

const TOKEN: Names<Schemas["TokenInput"]> = {
  organization_id: true,
  organization_user_id: true,
  lifetime: true,
  metadata: true,
  event: true,
  delegate: true,
  permissions: true,
  validations: true,
  validation: true,
};
const USER: Names<Schemas["ConsentUserInput"]> = {
  organization_id: true,
  id: true,
  organization_user_id: true,
  metadata: true,
  country: true,
  last_seen_country: true,
  version: true,
  consents: true,
};
const EVENT: Names<Schemas["ConsentEventInput"]> = {
  organization_id: true,
  id: true,
  created_at: true,
  status: true,
  regulation: true,
  metadata: true,
  user: true,
  consents: true,
  proofs: true,
  proofs_id: true,
  delegate: true,
};
const PROOF = { organization_id: true, file: true, proof: true } as const;

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
  throw new RangeError(`the scenario was refused with ${status}: ${body.message}`);
}
