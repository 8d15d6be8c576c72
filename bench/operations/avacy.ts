import type { state } from "#mocks/avacy/state.ts";
import { defineOperations, toRequest, uuidOf } from "./operation-set.ts";

const consent = {
  subject: { email: "test@example.com" },
  identifier: "email",
  ip_address: "192.0.2.1",
  legal_notices: [{ name: "privacy_policy" }],
  preferences: [{ name: "newsletter", accepted: true }],
};
const consentV4 = { ip_address: "192.0.2.1", consent_type: "form", optin: "accepted", identifier: "user-123" };
const ACCOUNT = "/wp/validate/standin/00000000-0000-4000-8000-000000000001";

/** Records are further consents and webspaces of the same tenant, and further tenants and tokens. */
export const avacyOperations = defineOperations<typeof state>({
  provider: "avacy",
  async prepare({ send }) {
    const headers = { authorization: "Bearer 1|standin-token" };
    const post = (path: string, body: unknown) => toRequest("POST", path, { headers, body });
    const recordConsent = post("/standin/domains_groups/1/consents", consent);
    await send(recordConsent);
    return [
      { operationId: "recordConsent", request: recordConsent },
      { operationId: "recordConsentV2", request: post("/standin/v2/webspaces/1/consents", consent) },
      { operationId: "recordConsentV4", request: post("/standin/v4/webspaces/1/consents", consentV4) },
      { operationId: "validateWebspace", request: toRequest("GET", ACCOUNT) },
      { operationId: "validateApiToken", request: toRequest("GET", `${ACCOUNT}/1%7Cstandin-token`) },
    ];
  },
  grow: {
    tenants: (_, index) => [{ name: `tenant-${index}` }],
    webspaces: (row, index) => [{ ...row, id: row.id + 1 + index, key: uuidOf(index) }],
    tokens: (row, index) => [{ ...row, token: `${index + 2}|token-${index}` }],
    consents: (row, index) => [{ ...row, id: row.id + 1 + index }],
    options: null,
  },
});
