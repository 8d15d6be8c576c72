import type { Mock } from "#engine/contract/mock.ts";
import { registry } from "#mocks/registry.ts";
import { loadSpec } from "#spec-mock/load-spec.ts";
import { type Called, callsOf } from "./spec-calls.ts";

/** Calls an operation with credentials that the mock accepts. */
type Ask = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<Called>;

type Check = readonly [name: string, holds: (ask: Ask) => Promise<boolean>];

const holds = (reply: Called, values: object): boolean => {
  const text = JSON.stringify(reply.body) ?? "";
  return reply.status < 400 && Object.values(values).every((value) => text.includes(JSON.stringify(value)));
};

const ORGANIZATION = "?organization_id=standin-org";
const consents = { purposes: [{ id: "newsletter", enabled: true }] };
const ANN = { organization_user_id: "ann@example.com" };

const didomi: readonly Check[] = [
  [
    "a user that was created is read",
    async (ask) => {
      const { body } = await ask("POST", `/consents/users${ORGANIZATION}`, ANN);
      return holds(await ask("GET", `/consents/users/${body.id}${ORGANIZATION}`), { id: body.id, ...ANN });
    },
  ],
  [
    "a user that was created is listed",
    async (ask) => {
      await ask("POST", `/consents/users${ORGANIZATION}`, ANN);
      return holds(await ask("GET", `/consents/users${ORGANIZATION}`), ANN);
    },
  ],
  [
    "a user is found by the organization's name",
    async (ask) => {
      await ask("POST", `/consents/users${ORGANIZATION}`, ANN);
      const found = await ask("GET", `/consents/users${ORGANIZATION}&organization_user_id=eve`);
      return (
        !holds(found, ANN) &&
        holds(await ask("GET", `/consents/users${ORGANIZATION}&organization_user_id=${ANN.organization_user_id}`), ANN)
      );
    },
  ],
  [
    "a user that was deleted is gone",
    async (ask) => {
      const { body } = await ask("POST", `/consents/users${ORGANIZATION}`, ANN);
      const { status } = await ask("DELETE", `/consents/users/${body.id}${ORGANIZATION}`);
      return status < 400 && (await ask("GET", `/consents/users/${body.id}${ORGANIZATION}`)).status === 404;
    },
  ],
  [
    "an unknown user is not found",
    async (ask) => (await ask("GET", `/consents/users/none${ORGANIZATION}`)).status === 404,
  ],
  [
    "an event that was created is read",
    async (ask) => {
      const { body } = await ask("POST", `/consents/events${ORGANIZATION}`, { user: ANN, consents });
      const path = `/consents/events/${body.id}${ORGANIZATION}&organization_user_id=${ANN.organization_user_id}`;
      return holds(await ask("GET", path), { id: body.id });
    },
  ],
  [
    "an event that was created is listed",
    async (ask) => {
      const { body } = await ask("POST", `/consents/events${ORGANIZATION}`, { user: ANN, consents });
      return holds(
        await ask("GET", `/consents/events${ORGANIZATION}&organization_user_id=${ANN.organization_user_id}`),
        { id: body.id },
      );
    },
  ],
  [
    "an event creates its user",
    async (ask) => {
      await ask("POST", `/consents/events${ORGANIZATION}`, { user: ANN, consents });
      return holds(
        await ask("GET", `/consents/users${ORGANIZATION}&organization_user_id=${ANN.organization_user_id}`),
        ANN,
      );
    },
  ],
  [
    "a change of a user's choices is read",
    async (ask) => {
      const { body } = await ask("POST", `/consents/users${ORGANIZATION}`, ANN);
      const changed = await ask("PATCH", `/consents/users/${body.id}${ORGANIZATION}`, { consents });
      return (
        changed.status < 400 &&
        holds(await ask("GET", `/consents/users/${body.id}${ORGANIZATION}`), { id: "newsletter" })
      );
    },
  ],
];

const consent = {
  subject: { email: "mario@example.com" },
  identifier: "email",
  ip_address: "192.0.2.1",
  legal_notices: [{ name: "privacy_policy" }],
  preferences: [{ name: "newsletter", accepted: true }],
};

const avacy: readonly Check[] = [
  [
    "a consent is recorded as it was sent",
    async (ask) =>
      holds(await ask("POST", "/standin/domains_groups/1/consents", consent), {
        a: "mario@example.com",
        b: "newsletter",
      }),
  ],
  [
    "each consent has an id of its own",
    async (ask) => {
      const [one, other] = [
        await ask("POST", "/standin/domains_groups/1/consents", consent),
        await ask("POST", "/standin/domains_groups/1/consents", consent),
      ];
      return one.status < 400 && one.body.data.id !== other.body.data.id;
    },
  ],
  [
    "an unknown webspace is not found",
    async (ask) => (await ask("POST", "/standin/domains_groups/999/consents", consent)).status === 404,
  ],
];

const didit: readonly Check[] = [
  [
    "a session that was created has a decision",
    async (ask) => {
      const { body } = await ask("POST", "/auth/v2/session/", { scope: "names", vendor_data: "raw-1" });
      return holds(await ask("GET", `/auth/v2/session/${body.session_id}/decision/`), { id: body.session_id });
    },
  ],
  [
    "an unknown session is not found",
    async (ask) => (await ask("GET", "/auth/v2/session/11111111-2222-4333-8444-555555555555/decision/")).status === 404,
  ],
  [
    "a verification that was created has a decision",
    async (ask) => {
      const { body } = await ask("POST", "/v1/session/", { features: "OCR", vendor_data: "raw-2" });
      return holds(await ask("GET", `/v1/session/${body.session_id}/decision/`), { id: body.session_id });
    },
  ],
];

/** What a person decided needs a login, which is outside of the spec: nothing of it can be called here. */
const netid: readonly Check[] = [];

export const CHECKS = { didomi, avacy, didit, netid } as const;

/** Which of a provider's checks a mock meets. */
export async function meets(
  provider: keyof typeof CHECKS,
  mock: Mock,
): Promise<readonly (readonly [string, boolean])[]> {
  const results: [string, boolean][] = [];
  for (const [name, check] of CHECKS[provider]) {
    const call = callsOf(mock);
    const headers = await signIn(provider, call);
    const ask: Ask = (method, path, body, more) => call(method, path, body, { ...headers, ...more });
    results.push([name, await check(ask).catch(() => false)]);
  }
  return results;
}

async function signIn(
  provider: keyof typeof CHECKS,
  call: ReturnType<typeof callsOf>,
): Promise<Record<string, string>> {
  if (provider === "avacy") return { authorization: "Bearer 1|standin-token" };
  if (provider === "didomi") {
    const session = { type: "api-key", key: "standin-key", secret: "standin-secret" };
    return { authorization: `Bearer ${(await call("POST", "/sessions", session)).body.access_token}` };
  }
  if (provider === "didit") {
    const basic = { authorization: `Basic ${btoa("standin-client:standin-secret")}` };
    const { body } = await call("POST", "/auth/v2/token/", { grant_type: "client_credentials" }, basic);
    return { authorization: `Bearer ${body.access_token}` };
  }
  return { authorization: "Bearer token" };
}

/** What a mock of a provider's spec alone meets of what the provider's own mock does. */
export async function compareWithOwn(provider: keyof typeof CHECKS) {
  return {
    own: await meets(provider, registry[provider]),
    alone: await meets(provider, await loadSpec(`specs/${provider}.yaml`, { name: provider })),
  };
}
