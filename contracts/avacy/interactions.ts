import { type AvacyClient, createAvacyClient } from "#clients/avacy.ts";
import { toFormText } from "#clients/form-encoding.ts";
import { defineContract, type Interaction, type State } from "../agreement/contract.ts";
import { helpers } from "./helpers.ts";
import { createLaws } from "./laws.ts";

type Api = AvacyClient["api"];

const KEY = "00000000-0000-4000-8000-000000000001";
const KEY_THERE = "00000000-0000-4000-8000-00000000004d";
const TOKEN = "1|standin-token";

const here = { path: { tenant: "standin", id: 1 } };
const unknownWebspace = { path: { tenant: "standin", id: 99 } };
const unknownTenant = { path: { tenant: "unknown", id: 1 } };
const wrongToken = { Authorization: "Bearer 9|not-a-token" };

const consent = {
  subject: {
    email: "test@email.it",
    first_name: "Mario",
    last_name: "Rossi",
    age: 33,
    address: "Example Street 123",
  },
  identifier: "email",
  ip_address: "12.64.193.89",
  proofs: "<html></html>",
  legal_notices: [{ name: "privacy_policy" }, { name: "cookie_policy" }],
  preferences: [
    { name: "newsletter", accepted: true as const },
    { name: "updates", accepted: true as const },
  ],
};

const consentV2 = {
  subject: { email: "utente@example.com", first_name: "Mario" },
  identifier: "email",
  ip_address: "192.168.0.1",
  proofs: "<html></html>",
  legal_notices: ["privacy_policy", "cookie_policy"],
  preferences: { newsletter: true as const, promotions: false as const },
};

const leastV4 = {
  ip_address: "0.0.0.0",
  consent_type: "explicit" as const,
  optin: "rejected" as const,
  identifier: "user-123",
};

const consentV4 = {
  ip_address: "12.64.193.89",
  consent_type: "form" as const,
  optin: "accepted" as const,
  identifier: "test@email.it",
  consent_data: [
    { label: "your-email", value: "test@email.it" },
    { label: "your-name", value: "Mario" },
  ],
  versions: [{ slug: "privacy_policy", link: "https://www.example.com/privacy", date: "2025-10-01" }],
  source: "website",
  consent_features: ["privacy_policy", "cookie_policy"],
  html_form: '<form class="wpcf7-form"></form>',
};

/** Answers that are none of the examples', given in another webspace. */
const there: State = ["a webspace", { id: 77 }];
const inThere = { path: { tenant: "standin", id: 77 } };
const bruno = {
  ...consent,
  subject: { age: 51, email: "bruno@example.net" },
  ip_address: "203.0.113.77",
  legal_notices: [{ name: "imprint" }],
  preferences: [
    { name: "calls", accepted: false as const },
    { name: "letters", accepted: true as const },
  ],
};
const brunoV2 = {
  ...bruno,
  legal_notices: ["imprint"],
  preferences: { calls: false as const, letters: true as const },
};
const brunoV4 = {
  ...consentV4,
  ip_address: "203.0.113.77",
  optin: "partial" as const,
  identifier: "bruno@example.net",
  consent_data: [{ label: "age", value: 51 }],
  versions: [{ slug: "imprint", link: "https://www.example.net/imprint", date: "2024-02-29" }],
  source: "app",
  consent_features: ["imprint"],
};

/** The reply shows what was sent. */
const showing = (data: object) => ({
  differs: { data },
  exactly: Object.keys(data).map((name) => `data.${name}`),
});

// A form in which nothing was filled in: its fields are there, and empty.
const blank = { subject: {}, identifier: "", ip_address: "", preferences: [] };
const blankV4 = { ...leastV4, ip_address: "", identifier: "" };

/** As the vendor's WordPress plugin sends what others send as JSON. */
const asForm = { bodySerializer: toFormText, headers: { "Content-Type": "application/x-www-form-urlencoded" } };

const required = (field: string) => [`The ${field} field is required.`];

const recordings: readonly Interaction<Api>[] = [
  {
    operationId: "recordConsent",
    status: 201,
    when: "when the form is complete",
    given: [there],
    ...showing({
      domains_group_id: 77,
      ip_address: bruno.ip_address,
      legal_notices: bruno.legal_notices,
      consent_data: bruno.preferences,
      subject_data: { ...bruno.subject, identifier: "email" },
    }),
    call: (api) => api.POST("/{tenant}/domains_groups/{id}/consents", { params: inThere, body: bruno }),
  },
  {
    operationId: "recordConsent",
    status: 400,
    when: "when the identifier is no key of the subject",
    example: "identifierNotInSubject",
    call: (api) =>
      api.POST("/{tenant}/domains_groups/{id}/consents", {
        params: here,
        body: { ...consent, identifier: "telephone" },
      }),
  },
  {
    operationId: "recordConsent",
    status: 401,
    when: "when the token is unknown",
    call: (api) =>
      api.POST("/{tenant}/domains_groups/{id}/consents", { params: here, headers: wrongToken, body: consent }),
  },
  {
    operationId: "recordConsent",
    status: 401,
    when: "when the token has been revoked",
    given: [["an API token", { token: TOKEN, revoked: true }]],
    call: (api) => api.POST("/{tenant}/domains_groups/{id}/consents", { params: here, body: consent }),
  },
  {
    operationId: "recordConsent",
    status: 404,
    when: "when the tenant is unknown",
    example: "tenant",
    call: (api) => api.POST("/{tenant}/domains_groups/{id}/consents", { params: unknownTenant, body: consent }),
  },
  {
    operationId: "recordConsent",
    status: 404,
    when: "when the tenant has no such domains group",
    example: "domainsGroup",
    call: (api) => api.POST("/{tenant}/domains_groups/{id}/consents", { params: unknownWebspace, body: consent }),
  },

  {
    operationId: "recordConsentV2",
    status: 201,
    when: "when the form is complete",
    given: [there],
    ...showing({
      ip_address: bruno.ip_address,
      subject_id: "bruno@example.net",
      legal_notices: brunoV2.legal_notices,
      consent_data: JSON.stringify(brunoV2.preferences),
      subject_data: JSON.stringify(bruno.subject),
    }),
    call: (api) => api.POST("/{tenant}/v2/webspaces/{id}/consents", { params: inThere, body: brunoV2 }),
  },
  {
    operationId: "recordConsentV2",
    status: 400,
    when: "when nothing was filled in",
    example: "missingFields",
    differs: { errors: { subject: required("subject") } },
    call: (api) => api.POST("/{tenant}/v2/webspaces/{id}/consents", { params: here, body: blank }),
  },
  {
    operationId: "recordConsentV2",
    status: 401,
    when: "when the token is unknown",
    call: (api) =>
      api.POST("/{tenant}/v2/webspaces/{id}/consents", { params: here, headers: wrongToken, body: consentV2 }),
  },
  {
    operationId: "recordConsentV2",
    status: 404,
    when: "when the tenant is unknown",
    example: "tenant",
    call: (api) => api.POST("/{tenant}/v2/webspaces/{id}/consents", { params: unknownTenant, body: consentV2 }),
  },
  {
    operationId: "recordConsentV2",
    status: 404,
    when: "when the tenant has no such webspace",
    example: "webspace",
    call: (api) => api.POST("/{tenant}/v2/webspaces/{id}/consents", { params: unknownWebspace, body: consentV2 }),
  },

  {
    operationId: "recordConsentV4",
    status: 201,
    when: "when the form is complete",
    given: [there],
    ...showing({ webspace_id: 77, ...brunoV4 }),
    call: (api) => api.POST("/{tenant}/v4/webspaces/{id}/consents", { params: inThere, body: brunoV4 }),
  },
  {
    operationId: "recordConsentV4",
    status: 201,
    when: "when the fields come as a form",
    differs: { data: { versions: [] } },
    call: (api) =>
      api.POST("/{tenant}/v4/webspaces/{id}/consents", {
        params: here,
        body: { ...consentV4, versions: [] },
        ...asForm,
      }),
  },
  {
    operationId: "recordConsentV4",
    status: 201,
    when: "when only the required fields are sent",
    example: "onlyRequiredFields",
    call: (api) => api.POST("/{tenant}/v4/webspaces/{id}/consents", { params: here, body: leastV4 }),
  },
  {
    operationId: "recordConsentV4",
    status: 400,
    when: "when nothing was filled in",
    example: "missingFields",
    differs: { errors: { consent_type: undefined, optin: undefined, identifier: required("identifier") } },
    call: (api) => api.POST("/{tenant}/v4/webspaces/{id}/consents", { params: here, body: blankV4 }),
  },
  {
    operationId: "recordConsentV4",
    status: 401,
    when: "when the token is unknown",
    call: (api) =>
      api.POST("/{tenant}/v4/webspaces/{id}/consents", { params: here, headers: wrongToken, body: consentV4 }),
  },
  {
    operationId: "recordConsentV4",
    status: 404,
    when: "when the tenant is unknown",
    example: "tenant",
    call: (api) => api.POST("/{tenant}/v4/webspaces/{id}/consents", { params: unknownTenant, body: consentV4 }),
  },
  {
    operationId: "recordConsentV4",
    status: 404,
    when: "when the tenant has no such webspace",
    example: "webspace",
    call: (api) => api.POST("/{tenant}/v4/webspaces/{id}/consents", { params: unknownWebspace, body: consentV4 }),
  },
];

const account = { team: "standin", webspaceKey: KEY };

const checks: readonly Interaction<Api>[] = [
  {
    operationId: "validateWebspace",
    status: 200,
    when: "when team and key belong together",
    given: [["a webspace", { id: 77, key: KEY_THERE, banner_config_version: "v2" }]],
    differs: { id: 77, banner_config_version: "v2" },
    exactly: ["id", "banner_config_version"],
    call: (api) =>
      api.GET("/wp/validate/{team}/{webspaceKey}", { params: { path: { ...account, webspaceKey: KEY_THERE } } }),
  },
  {
    operationId: "validateWebspace",
    status: 200,
    when: "with the place of the banner where there is a special one",
    given: [
      ["a webspace", { id: 78, key: "the-key", banner_config_version: "v3", cdn_url: "https://cdn.example.net/x" }],
    ],
    example: "withCdn",
    differs: { id: 78, banner_config_version: "v3", cdn_url: "https://cdn.example.net/x" },
    exactly: ["id", "banner_config_version", "cdn_url"],
    call: (api) =>
      api.GET("/wp/validate/{team}/{webspaceKey}", { params: { path: { ...account, webspaceKey: "the-key" } } }),
  },
  {
    operationId: "validateWebspace",
    status: 404,
    when: "when the team is unknown",
    example: "team",
    call: (api) => api.GET("/wp/validate/{team}/{webspaceKey}", { params: { path: { ...account, team: "unknown" } } }),
  },
  {
    operationId: "validateWebspace",
    status: 404,
    when: "in the older shape where the provider still has it",
    given: [["account checks in another shape"]],
    example: "nested",
    call: (api) => api.GET("/wp/validate/{team}/{webspaceKey}", { params: { path: { ...account, team: "unknown" } } }),
  },

  {
    operationId: "validateApiToken",
    status: 200,
    when: "when the token is the team's",
    given: [["an API token"]],
    call: (api, from) =>
      api.GET("/wp/validate/{team}/{webspaceKey}/{apiToken}", {
        params: { path: { ...account, apiToken: from("token", "1|the-token") } },
      }),
  },
  {
    operationId: "validateApiToken",
    status: 404,
    when: "when the text is no token",
    example: "wrongFormat",
    call: (api) =>
      api.GET("/wp/validate/{team}/{webspaceKey}/{apiToken}", {
        params: { path: { ...account, apiToken: "not-a-token" } },
      }),
  },
  {
    operationId: "validateApiToken",
    status: 404,
    when: "in the older shape where the provider still has it",
    given: [["account checks in another shape"]],
    example: "nested",
    call: (api) =>
      api.GET("/wp/validate/{team}/{webspaceKey}/{apiToken}", {
        params: { path: { ...account, apiToken: "not-a-token" } },
      }),
  },
  {
    operationId: "validateApiToken",
    status: 404,
    when: "when the token has run out",
    given: [["an API token", { token: "7|run-out", expires_at: "2020-01-01T00:00:00Z" }]],
    example: "unknown",
    call: (api) =>
      api.GET("/wp/validate/{team}/{webspaceKey}/{apiToken}", {
        params: { path: { ...account, apiToken: "7|run-out" } },
      }),
  },
];

export const contract = defineContract<Api>({
  provider: "avacy",
  connect: ({ baseUrl, fetch }) =>
    createAvacyClient({ baseUrl, fetch, tenant: "standin", webspaceId: 1, token: TOKEN }).api,
  interactions: [...recordings, ...checks],
  helpers,
  walk: {
    credentials: {
      apiToken: { given: ["an API token", { token: TOKEN }], headers: { authorization: "Bearer {token}" } },
    },
    createObserver: createLaws,
    values: {
      tenant: ["standin"],
      id: [1],
      team: ["standin"],
      webspaceKey: [KEY],
      apiToken: [TOKEN],
      identifier: ["email", "first_name"],
    },
  },
});
