import { isDeepStrictEqual } from "node:util";
import * as module from "#clients/avacy.ts";
import {
  type AvacyClientOptions,
  createAvacyAccountClient,
  createAvacyClient,
  type FormSettings,
  type FormSubmission,
  toConsent,
  toConsentV2,
  toConsentV4,
} from "#clients/avacy.ts";
import {
  type CallSite,
  functionsOf,
  type HelperCall,
  type HelperExchange,
  type Helpers,
  type Seen,
  type Sent,
  type State,
} from "../agreement/contract.ts";

const TENANT = "acme";
const WEBSPACE = 42;
const KEY = "00000000-0000-4000-8000-00000000002a";
const TOKEN = "7|helper-token";

const webspace: State = ["a webspace", { tenant: TENANT, id: WEBSPACE, key: KEY, banner_config_version: "v2" }];
const token: State = ["an API token", { tenant: TENANT, token: TOKEN }];
const atHome: readonly State[] = [webspace, token];

const neighboursToken: State = ["an API token", { tenant: "neighbour", token: "8|neighbours-token" }];

/** A connection with which each call makes its client. */
type Settings = Partial<Omit<AvacyClientOptions, "fetch">>;

const connect = ({ baseUrl, fetch }: CallSite, settings: Settings = {}) =>
  createAvacyClient({ baseUrl, fetch, tenant: TENANT, webspaceId: WEBSPACE, token: TOKEN, ...settings });
const connectAccount = ({ baseUrl, fetch }: CallSite) => createAvacyAccountClient({ baseUrl, fetch });

const asJson = { accept: "application/json", authorization: `Bearer ${TOKEN}`, "content-type": "application/json" };
const asForm = { ...asJson, "content-type": "application/x-www-form-urlencoded" };

/** What the visitor saw, blanks included. */
const EVIDENCE = "  <form id='offers'></form>\n";

// Members stand in the order of their names, as Pact sends them: the second generation gives them back as text.
const consent = {
  subject: { city: "Torino", email: "lucia@example.org" },
  identifier: "email",
  ip_address: "198.51.100.7",
  proofs: EVIDENCE,
  legal_notices: [{ name: "terms" }],
  preferences: [
    { name: "offers", accepted: true as const },
    { name: "profiling", accepted: false as const },
  ],
};
const consentV2 = {
  ...consent,
  legal_notices: ["terms"],
  preferences: { offers: true as const, profiling: false as const },
};
const consentV4 = {
  ip_address: "198.51.100.7",
  consent_type: "form" as const,
  optin: "partial" as const,
  identifier: "lucia@example.org",
  consent_data: [{ label: "offers", value: "yes" }],
  versions: [{ slug: "terms", link: "https://shop.example.org/terms", date: "2025-11-03" }],
  source: "shop",
  consent_features: ["terms"],
  html_form: EVIDENCE,
};

const recorded = {
  domains_group_id: WEBSPACE,
  ip_address: consent.ip_address,
  proofs: consent.proofs,
  legal_notices: consent.legal_notices,
  consent_data: consent.preferences,
  subject_data: { ...consent.subject, identifier: "email" },
};
const recordedV2 = {
  ip_address: consent.ip_address,
  subject_id: consent.subject.email,
  legal_notices: consentV2.legal_notices,
  consent_data: JSON.stringify(consentV2.preferences),
  subject_data: JSON.stringify(consent.subject),
};
const recordedV4 = { webspace_id: WEBSPACE, ...consentV4 };

const within = (name: string, members: object): readonly string[] =>
  Object.keys(members).map((key) => `${name}.${key}`);

const PATHS = {
  recordConsent: `/${TENANT}/domains_groups/${WEBSPACE}/consents`,
  recordConsentV2: `/${TENANT}/v2/webspaces/${WEBSPACE}/consents`,
  recordConsentV4: `/${TENANT}/v4/webspaces/${WEBSPACE}/consents`,
} as const;

type Recording = keyof typeof PATHS;

const RECORDED: Readonly<Record<Recording, object>> = {
  recordConsent: recorded,
  recordConsentV2: recordedV2,
  recordConsentV4: recordedV4,
};
const BODIES = { recordConsent: consent, recordConsentV2: consentV2, recordConsentV4: consentV4 } as const;

/** A recording that succeeds: what was sent comes back. */
const success = (
  operationId: Recording,
  when: string,
  sent: Pick<Sent, "body" | "headers">,
  data: object = RECORDED[operationId],
): HelperExchange => ({
  operationId,
  status: 201,
  when,
  given: atHome,
  differs: { data },
  exactly: within("data", data),
  sends: () => ({ path: PATHS[operationId], headers: asJson, ...sent }),
});

const dataOf = ({ replies }: Seen): unknown => (replies[0] as { readonly data: unknown }).data;
const done = (seen: Seen) => ({ ok: true, data: dataOf(seen) });

/** What the dashboard's archive shows of the newest consent. */
const archived = (shows: object, register = "forms") => ({
  told: ["read the archive", { tenant: TENANT, register, limit: 1 }] as State,
  shows: (seen: Seen) => ({
    rows: [{ id: (dataOf(seen) as { readonly id: number }).id, webspaceId: WEBSPACE, ...shows }],
  }),
});

const PREFERENCES = [
  { name: "offers", accepted: true },
  { name: "profiling", accepted: false },
];
const PERSON = [
  { label: "city", value: "Torino" },
  { label: "email", value: "lucia@example.org" },
];

const ANSWERS = { identifier: "lucia@example.org", preferences: PREFERENCES, fields: PERSON, proof: EVIDENCE };

const record = (site: CallSite, operationId: Recording, settings?: Settings, changes: object = {}) => {
  const client = connect(site, settings);
  const body = { ...BODIES[operationId], ...changes };
  return client[operationId](body as never);
};

/** The same with blanks around texts at every depth, and with texts of nothing else; Laravel tidies up, evidence aside. */
const UNTIDY = {
  recordConsent: {
    sent: {
      subject: { city: "\tTorino ", email: " lucia@example.org", nickname: "  ", tags: [" a ", "\n"] },
      identifier: " email ",
      legal_notices: [{ name: " terms " }],
      preferences: [{ name: " offers", accepted: true }],
    },
    stored: {
      subject_data: {
        city: "Torino",
        email: "lucia@example.org",
        nickname: null,
        tags: ["a", null],
        identifier: "email",
      },
      ip_address: "198.51.100.7",
      legal_notices: [{ name: "terms" }],
      consent_data: [{ name: "offers", accepted: true }],
    },
    shows: { identifier: "lucia@example.org" },
  },
  recordConsentV2: {
    sent: {
      subject: { city: "\tTorino ", email: " lucia@example.org", nickname: "  " },
      identifier: " email ",
      legal_notices: [" terms "],
    },
    stored: {
      subject_id: "lucia@example.org",
      subject_data: '{"city":"Torino","email":"lucia@example.org","nickname":null}',
      ip_address: "198.51.100.7",
      legal_notices: ["terms"],
    },
    shows: { identifier: "lucia@example.org" },
  },
  recordConsentV4: {
    sent: {
      identifier: "\tlucia@example.org ",
      consent_data: [
        { label: " offers ", value: " yes" },
        { label: "calls", value: "  " },
      ],
      source: " shop ",
      consent_features: [" terms "],
    },
    stored: {
      identifier: "lucia@example.org",
      consent_data: [
        { label: "offers", value: "yes" },
        { label: "calls", value: null },
      ],
      source: "shop",
      consent_features: ["terms"],
    },
    shows: { identifier: "lucia@example.org", proof: EVIDENCE },
  },
} as const;

function toUntidy(operationId: Recording): HelperCall {
  const { sent, stored, shows } = UNTIDY[operationId];
  const body = { ...BODIES[operationId], ...sent };
  return {
    helpers: [operationId],
    when: "have blanks around texts taken away, and texts of nothing else, evidence aside",
    exchanges: [success(operationId, "with what a helper has sent among blanks", { body }, stored)],
    call: (site) => record(site, operationId, {}, sent),
    returns: done,
    leaves: [archived(shows)],
  };
}

const first = success("recordConsent", "with what a helper has sent", { body: consent });
const second = success("recordConsentV4", "with what a helper has sent", { body: consentV4 });
const third = success("recordConsentV2", "with what a helper has sent", { body: consentV2 });

const successes: readonly HelperCall[] = [
  {
    helpers: ["recordConsent"],
    when: "give back the record of a form",
    exchanges: [first],
    call: (site) => record(site, "recordConsent"),
    returns: done,
    leaves: [archived({ generation: "v1", ...ANSWERS, ipAddress: consent.ip_address })],
  },
  {
    helpers: ["recordConsent"],
    when: "send a form as the plugin does",
    exchanges: [
      success("recordConsent", "with what a helper has sent as a form", {
        headers: asForm,
        body:
          "subject%5Bcity%5D=Torino&subject%5Bemail%5D=lucia%40example.org&identifier=email&ip_address=198.51.100.7" +
          "&proofs=++%3Cform+id%3D%27offers%27%3E%3C%2Fform%3E%0A&legal_notices%5B0%5D%5Bname%5D=terms" +
          "&preferences%5B0%5D%5Bname%5D=offers&preferences%5B0%5D%5Baccepted%5D=1" +
          "&preferences%5B1%5D%5Bname%5D=profiling&preferences%5B1%5D%5Baccepted%5D=0",
      }),
    ],
    call: (site) => record(site, "recordConsent", { encoding: "form" }),
    returns: done,
    leaves: [archived({ generation: "v1", ...ANSWERS })],
  },
  {
    helpers: ["recordConsentV2"],
    when: "give back the record of a form",
    exchanges: [third],
    call: (site) => record(site, "recordConsentV2"),
    returns: done,
    leaves: [archived({ generation: "v2", ...ANSWERS })],
  },
  {
    helpers: ["recordConsentV2"],
    when: "send a form as the plugin does",
    exchanges: [
      success("recordConsentV2", "with what a helper has sent as a form", {
        headers: asForm,
        body:
          "subject%5Bcity%5D=Torino&subject%5Bemail%5D=lucia%40example.org&identifier=email&ip_address=198.51.100.7" +
          "&proofs=++%3Cform+id%3D%27offers%27%3E%3C%2Fform%3E%0A&legal_notices%5B0%5D=terms" +
          "&preferences%5Boffers%5D=1&preferences%5Bprofiling%5D=0",
      }),
    ],
    call: (site) => record(site, "recordConsentV2", { encoding: "form" }),
    returns: done,
    leaves: [archived({ generation: "v2", ...ANSWERS })],
  },
  {
    helpers: ["recordConsentV4"],
    when: "give back the record of a form",
    exchanges: [second],
    call: (site) => record(site, "recordConsentV4"),
    returns: done,
    leaves: [
      archived({
        generation: "v4",
        optin: "partial",
        identifier: "lucia@example.org",
        fields: consentV4.consent_data,
        proof: EVIDENCE,
      }),
    ],
  },
  {
    helpers: ["recordConsentV4"],
    when: "send a form as the plugin does",
    exchanges: [
      success("recordConsentV4", "with what a helper has sent as a form", {
        headers: asForm,
        body:
          "ip_address=198.51.100.7&consent_type=form&optin=partial&identifier=lucia%40example.org" +
          "&consent_data%5B0%5D%5Blabel%5D=offers&consent_data%5B0%5D%5Bvalue%5D=yes" +
          "&versions%5B0%5D%5Bslug%5D=terms&versions%5B0%5D%5Blink%5D=https%3A%2F%2Fshop.example.org%2Fterms" +
          "&versions%5B0%5D%5Bdate%5D=2025-11-03&source=shop&consent_features%5B0%5D=terms" +
          "&html_form=++%3Cform+id%3D%27offers%27%3E%3C%2Fform%3E%0A",
      }),
    ],
    call: (site) => record(site, "recordConsentV4", { encoding: "form" }),
    returns: done,
    leaves: [archived({ generation: "v4", optin: "partial", identifier: "lucia@example.org" })],
  },
  ...(Object.keys(PATHS) as Recording[]).map(toUntidy),
  {
    helpers: ["recordConsent", "recordConsentV2", "recordConsentV4"],
    when: "add a record each time, the newest first",
    exchanges: [first, second, third],
    async call(site) {
      const results = [await record(site, "recordConsent")];
      results.push(await record(site, "recordConsentV4"));
      return [...results, await record(site, "recordConsentV2")];
    },
    returns: ({ replies }) => replies.map((reply) => ({ ok: true, data: (reply as { readonly data: unknown }).data })),
    leaves: [
      {
        told: ["read the archive", { tenant: TENANT }],
        shows: () => ({
          rows: [
            { id: 3, generation: "v2" },
            { id: 2, generation: "v4" },
            { id: 1, generation: "v1" },
          ],
        }),
      },
    ],
  },
  {
    helpers: ["recordConsentV4"],
    when: "speak to the vendor's own host where no other is named",
    exchanges: [
      {
        ...success("recordConsentV4", "with what a helper has sent to the vendor's host", {}),
        sends: () => ({ base: "https://api.avacy.eu", path: PATHS.recordConsentV4, headers: asJson, body: consentV4 }),
      },
    ],
    call: ({ fetch }) =>
      createAvacyClient({ fetch, tenant: TENANT, webspaceId: WEBSPACE, token: TOKEN }).recordConsentV4(consentV4),
    returns: done,
  },
];

const forms: readonly FormSettings[] = [
  { formId: "12", type: "wpcf7", active: false, fields: ["your-email"], identifier: "your-email" },
  { formId: "34", type: "wpforms", active: true, fields: ["Home Town", "Colours"], identifier: "E Mail" },
];
const submission: FormSubmission = {
  formId: "34",
  values: { Colours: ["red", "blue"], "E Mail": "ugo@example.org", "Home Town": "Bari", Password: "not kept" },
  ipAddress: "203.0.113.5",
  markup: "<form></form>",
  notices: ["privacy_policy"],
  preferences: { calls: false, offers: true },
};
const mapped = {
  subject: { colours: ["red", "blue"], e_mail: "ugo@example.org", home_town: "Bari" },
  identifier: "e_mail",
  ip_address: "203.0.113.5",
  proofs: "<form></form>",
  legal_notices: [{ name: "privacy_policy" }],
  preferences: [
    { name: "calls", accepted: false },
    { name: "offers", accepted: true },
  ],
};
const mappedV2 = {
  ...mapped,
  legal_notices: ["privacy_policy"],
  preferences: { calls: false, offers: true },
};
const mappedV4 = {
  ip_address: "203.0.113.5",
  consent_type: "form",
  optin: "partial",
  identifier: "ugo@example.org",
  consent_data: [
    { label: "colours", value: ["red", "blue"] },
    { label: "home_town", value: "Bari" },
  ],
  source: "website",
  consent_features: ["privacy_policy"],
  html_form: "<form></form>",
};
const calls = [
  { name: "calls", accepted: false },
  { name: "offers", accepted: true },
];

const KINDS: readonly FormSettings["type"][] = ["wpcf7", "wc", "wpforms", "elementorforms", "htmlforms"];

/** How fields are called in the bodies of a kind of form, and how the one that identifies the person is. */
function namesIn(type: FormSettings["type"]): readonly string[] {
  const fields = ["Your E-Mail Address", "Home Town  Now"];
  const settings: FormSettings = { formId: "7", type, active: true, fields, identifier: "Your E-Mail Address" };
  const values = { "Your E-Mail Address": "ugo@example.org", "Home Town  Now": "Bari" };
  const sent: FormSubmission = { formId: "7", values, preferences: {} };
  const [one, two, four] = [toConsent([settings], sent), toConsentV2([settings], sent), toConsentV4([settings], sent)];
  const shown = [...Object.keys(one?.subject ?? {}), one?.identifier ?? ""];
  const others = [
    [...Object.keys(two?.subject ?? {}), two?.identifier],
    [...Object.values(four?.consent_data ?? []).map(({ label }) => label), shown.at(-1)],
  ];
  const isAlike = others.every((each) => isDeepStrictEqual(each, shown));
  if (!isAlike || four?.identifier !== "ugo@example.org") throw new Error(`${type}: the generations differ`);
  return shown;
}

const mappings: readonly HelperCall[] = [
  {
    helpers: ["toConsent", "recordConsent"],
    when: "keep of a form what its settings name",
    exchanges: [
      success(
        "recordConsent",
        "with what a form was mapped to",
        { body: mapped },
        {
          subject_data: { ...mapped.subject, identifier: "e_mail" },
          legal_notices: mapped.legal_notices,
          consent_data: mapped.preferences,
        },
      ),
    ],
    call: async (site) => connect(site).recordConsent(toConsent(forms, submission) as never),
    returns: done,
    leaves: [archived({ preferences: calls })],
  },
  {
    helpers: ["toConsentV2", "recordConsentV2"],
    when: "keep of a form what its settings name",
    exchanges: [
      success(
        "recordConsentV2",
        "with what a form was mapped to",
        { body: mappedV2 },
        { subject_id: "ugo@example.org", consent_data: '{"calls":false,"offers":true}' },
      ),
    ],
    call: async (site) => connect(site).recordConsentV2(toConsentV2(forms, submission) as never),
    returns: done,
    leaves: [archived({ preferences: calls })],
  },
  {
    helpers: ["toConsentV4", "recordConsentV4"],
    when: "keep of a form what its settings name",
    exchanges: [
      success(
        "recordConsentV4",
        "with what a form was mapped to",
        { body: mappedV4 },
        {
          optin: "partial",
          identifier: "ugo@example.org",
          consent_data: mappedV4.consent_data,
          versions: [],
          consent_features: mappedV4.consent_features,
        },
      ),
    ],
    call: async (site) => connect(site).recordConsentV4(toConsentV4(forms, submission) as never),
    returns: done,
    leaves: [archived({ optin: "partial", fields: mappedV4.consent_data })],
  },
  {
    helpers: ["toConsent", "toConsentV2", "toConsentV4"],
    when: "give nothing to send for a form that is not active, or unknown",
    exchanges: [],
    call: async () =>
      [toConsent, toConsentV2, toConsentV4].flatMap((toBody) => [
        toBody(forms, { ...submission, formId: "12" }),
        toBody(forms, { ...submission, formId: "56" }),
      ]),
    returns: () => Array(6).fill(undefined),
  },
  {
    helpers: ["toConsent", "toConsentV2", "toConsentV4"],
    when: "name fields as each kind of form does",
    exchanges: [],
    call: async () => KINDS.map((type) => namesIn(type)),
    returns: () => [
      ["Your E-Mail Address", "Home Town  Now", "Your E-Mail Address"],
      ["Your E-Mail Address", "Home Town  Now", "Your E-Mail Address"],
      ["your_e-mail_address", "home_town__now", "your_e-mail_address"],
      ["your e-mail address", "home town  now", "your e-mail address"],
      ["your e-mail address", "home town  now", "your e-mail address"],
    ],
  },
  {
    helpers: ["toConsentV4"],
    when: "sum answers up in one word",
    exchanges: [],
    call: async () =>
      [{ a: true, b: true }, { a: false, b: false }, { a: false, b: true }, {}].map(
        (preferences) => toConsentV4(forms, { ...submission, preferences })?.optin,
      ),
    returns: () => ["accepted", "rejected", "partial", "accepted"],
  },
];

const REQUIRED = "The identifier field is required.";

interface Refusal {
  readonly status: number;
  readonly when: string;
  readonly given?: readonly State[];
  readonly settings?: Settings;
  /** Of the body. */
  readonly changes?: object;
  readonly example?: string;
  /** What the provider says, which is the failure's `error` as well. */
  readonly says: { readonly message: string; readonly errors?: object };
  /** Default: what the provider says as its message. */
  readonly message?: string;
}

const toFailedRecording = (operationId: Recording, refusal: Refusal): HelperCall => {
  const { status, when, given = atHome, settings = {}, changes, example, says, message = says.message } = refusal;
  const { tenant = TENANT, webspaceId = WEBSPACE, token: sent = TOKEN } = settings;
  return {
    helpers: [operationId],
    when: `fail ${when}`,
    exchanges: [
      {
        operationId,
        status,
        when: `to a helper ${when}`,
        given,
        ...(example !== undefined && { example }),
        differs: { errors: undefined, ...says },
        exactly: Object.keys(says),
        sends: () => ({
          path: PATHS[operationId].replace(TENANT, tenant).replace(String(WEBSPACE), String(webspaceId)),
          headers: { ...asJson, authorization: `Bearer ${sent}` },
          body: { ...BODIES[operationId], ...changes },
        }),
      },
    ],
    call: (site) => record(site, operationId, settings, changes),
    returns: () => ({ ok: false, status, error: says, message }),
  };
};

const failures = (Object.keys(PATHS) as Recording[]).flatMap((operationId): readonly HelperCall[] => {
  const empty = operationId === "recordConsentV4" ? ["consent_type", "optin"] : ["identifier", "ip_address"];
  const complaints = empty.map((name) => `The ${name.replaceAll("_", " ")} field is required.`);
  const model = operationId === "recordConsent" ? "DomainsGroup" : "Webspace";
  return [
    toFailedRecording(operationId, {
      status: 400,
      when: "when a field is empty",
      changes: { identifier: "" },
      says: { message: REQUIRED, errors: { identifier: [REQUIRED] } },
    }),
    toFailedRecording(operationId, {
      status: 400,
      when: "when several fields are empty, with all complaints",
      changes: Object.fromEntries(empty.map((name) => [name, ""])),
      says: {
        message: `${complaints[0]} (and 1 more error)`,
        errors: Object.fromEntries(empty.map((name, at) => [name, [complaints[at]]])),
      },
      message: complaints.join(" "),
    }),
    toFailedRecording(operationId, {
      status: 401,
      when: "when the token is unknown",
      settings: { token: "9|unknowns-token" },
      says: { message: "Unauthenticated" },
    }),
    toFailedRecording(operationId, {
      status: 401,
      when: "when the token is another tenant's",
      given: [...atHome, neighboursToken],
      settings: { token: "8|neighbours-token" },
      says: { message: "Unauthenticated" },
    }),
    toFailedRecording(operationId, {
      status: 404,
      when: "when the tenant has no such webspace",
      settings: { webspaceId: 43 },
      example: operationId === "recordConsent" ? "domainsGroup" : "webspace",
      says: { message: `No query results for model [App\\Models\\${model}] 43` },
    }),
  ];
});

const NEIGHBOURS_KEY = "00000000-0000-4000-8000-00000000002b";
const neighboursWebspace: State = ["a webspace", { tenant: "neighbour", id: WEBSPACE + 1, key: NEIGHBOURS_KEY }];

const asJsonOnly = { accept: "application/json" };
const webspacePath = `/wp/validate/${TENANT}/${KEY}`;
const tokenPath = `${webspacePath}/7%7Chelper-token`;

interface Check {
  readonly helper: "validateWebspace" | "validateToken";
  readonly status: number;
  readonly when: string;
  readonly given: readonly State[];
  readonly path: string;
  readonly example?: string;
  readonly says: Readonly<Record<string, unknown>>;
  readonly account?: string;
  readonly apiToken?: string;
  readonly failure?: { readonly error: string; readonly message: string };
  readonly withoutMock?: string;
}

const toCheck = ({
  helper,
  status,
  when,
  given,
  path,
  says,
  example,
  account,
  apiToken = TOKEN,
  failure,
  withoutMock,
}: Check): HelperCall => ({
  helpers: [helper],
  when,
  exchanges: [
    {
      operationId: helper === "validateWebspace" ? helper : "validateApiToken",
      status,
      when: `to a helper ${when}`,
      given,
      ...(example !== undefined && { example }),
      differs: says,
      exactly: Object.keys(says),
      sends: () => ({ path, headers: asJsonOnly }),
    },
  ],
  call: (site) => {
    const client = connectAccount(site);
    const accountToken = account ?? ` ${TENANT}|${KEY} `;
    return helper === "validateWebspace" ? client[helper](accountToken) : client[helper](accountToken, apiToken);
  },
  returns: ({ replies }) =>
    failure === undefined ? { ok: true, data: replies[0] } : { ok: false, status, ...failure },
  ...(withoutMock !== undefined && { withoutMock }),
});

const ONLY_BY_FAULTS = "The mock is never out of service by itself; a fault makes it so.";
const UNAVAILABLE = { error: "service_unavailable", message: "service_unavailable: the check cannot be made now" };

const checks: readonly HelperCall[] = [
  toCheck({
    helper: "validateWebspace",
    status: 200,
    when: "tell the number of the webspace of an account token",
    given: [webspace],
    path: webspacePath,
    says: { id: WEBSPACE, banner_config_version: "v2" },
  }),
  toCheck({
    helper: "validateWebspace",
    status: 404,
    when: "say that there is no such tenant",
    given: [webspace],
    account: `unknown|${KEY}`,
    path: `/wp/validate/unknown/${KEY}`,
    says: { message: "team_not_found unknown", error: "team_not_found" },
    failure: { error: "team_not_found", message: "team_not_found: there is no such tenant" },
  }),
  toCheck({
    helper: "validateWebspace",
    status: 404,
    when: "say that the tenant has no webspace with this key",
    given: [webspace],
    account: `${TENANT}|another-key`,
    path: `/wp/validate/${TENANT}/another-key`,
    example: "webspace",
    says: { message: "webspace_not_found", error: "webspace_not_found" },
    failure: { error: "webspace_not_found", message: "webspace_not_found: the tenant has no webspace with this key" },
  }),
  toCheck({
    helper: "validateWebspace",
    status: 404,
    when: "say that the key is another tenant's",
    given: [webspace, neighboursWebspace],
    account: `${TENANT}|${NEIGHBOURS_KEY}`,
    path: `/wp/validate/${TENANT}/${NEIGHBOURS_KEY}`,
    example: "webspace",
    says: { message: "webspace_not_found", error: "webspace_not_found" },
    failure: { error: "webspace_not_found", message: "webspace_not_found: the tenant has no webspace with this key" },
  }),
  toCheck({
    helper: "validateWebspace",
    status: 404,
    when: "read the code in the older shape",
    given: [webspace, ["account checks in another shape"]],
    account: `unknown|${KEY}`,
    path: `/wp/validate/unknown/${KEY}`,
    example: "nested",
    says: { message: { error: "team_not_found" } },
    failure: { error: "team_not_found", message: "team_not_found: there is no such tenant" },
  }),
  toCheck({
    helper: "validateWebspace",
    status: 503,
    when: "say that nothing was learnt while the service is out",
    given: [],
    path: webspacePath,
    says: { error: "service_unavailable" },
    failure: UNAVAILABLE,
    withoutMock: ONLY_BY_FAULTS,
  }),
  toCheck({
    helper: "validateToken",
    status: 200,
    when: "find an API token to be right",
    given: atHome,
    path: tokenPath,
    says: { message: "valid_token" },
  }),
  toCheck({
    helper: "validateToken",
    status: 404,
    when: "say that the API token was revoked",
    given: [webspace, ["an API token", { tenant: TENANT, token: TOKEN, revoked: true }]],
    path: tokenPath,
    example: "unknown",
    says: { message: "token_not_found_or_expired", error: "token_not_found_or_expired" },
    failure: {
      error: "token_not_found_or_expired",
      message: "token_not_found_or_expired: the API token is unknown to this tenant, expired or revoked",
    },
  }),
  toCheck({
    helper: "validateToken",
    status: 404,
    when: "say that the API token is another tenant's",
    given: [webspace, neighboursToken],
    path: `${webspacePath}/8%7Cneighbours-token`,
    apiToken: "8|neighbours-token",
    example: "unknown",
    says: { message: "token_not_found_or_expired", error: "token_not_found_or_expired" },
    failure: {
      error: "token_not_found_or_expired",
      message: "token_not_found_or_expired: the API token is unknown to this tenant, expired or revoked",
    },
  }),
  toCheck({
    helper: "validateToken",
    status: 404,
    when: "say that the text is no API token",
    given: [webspace],
    path: `${webspacePath}/helper-token`,
    apiToken: "helper-token",
    example: "wrongFormat",
    says: { message: "invalid_token", error: "invalid_token" },
    failure: { error: "invalid_token", message: "invalid_token: the API token is not written <number>|<text>" },
  }),
  toCheck({
    helper: "validateToken",
    status: 404,
    when: "read in the older shape that the API token was revoked",
    given: [
      webspace,
      ["an API token", { tenant: TENANT, token: TOKEN, revoked: true }],
      ["account checks in another shape"],
    ],
    path: tokenPath,
    example: "nested",
    says: { message: { error: "token_not_found_or_expired" } },
    failure: {
      error: "token_not_found_or_expired",
      message: "token_not_found_or_expired: the API token is unknown to this tenant, expired or revoked",
    },
  }),
  toCheck({
    helper: "validateToken",
    status: 404,
    when: "say that there is no such tenant",
    given: [webspace],
    account: `unknown|${KEY}`,
    path: `/wp/validate/unknown/${KEY}/7%7Chelper-token`,
    example: "team",
    says: { message: "team_not_found unknown", error: "team_not_found" },
    failure: { error: "team_not_found", message: "team_not_found: there is no such tenant" },
  }),
  toCheck({
    helper: "validateToken",
    status: 404,
    when: "say that the tenant has no webspace with this key",
    given: atHome,
    account: `${TENANT}|another-key`,
    path: `/wp/validate/${TENANT}/another-key/7%7Chelper-token`,
    example: "webspace",
    says: { message: "webspace_not_found", error: "webspace_not_found" },
    failure: { error: "webspace_not_found", message: "webspace_not_found: the tenant has no webspace with this key" },
  }),
  toCheck({
    helper: "validateToken",
    status: 503,
    when: "say that nothing was learnt while the service is out",
    given: [],
    path: tokenPath,
    says: { error: "service_unavailable" },
    failure: UNAVAILABLE,
    withoutMock: ONLY_BY_FAULTS,
  }),
  {
    helpers: ["validateWebspace", "validateToken"],
    when: "send nothing when the account token is malformed",
    exchanges: [],
    call: async (site) => {
      const client = connectAccount(site);
      const malformed = ["acme", "acme|", "|key", "a|b|c"];
      const results = await Promise.all(
        malformed.flatMap((each) => [client.validateWebspace(each), client.validateToken(each, TOKEN)]),
      );
      return [...new Set(results.map((each) => JSON.stringify(each)))];
    },
    returns: () => ['{"ok":false,"status":0,"message":"An account token is written tenant|key; nothing was sent"}'],
  },
];

const nowhere = { baseUrl: "http://provider.invalid" } as CallSite;

export const helpers: Helpers = {
  functions: functionsOf(module, connect(nowhere), connectAccount(nowhere)),
  calls: [...successes, ...mappings, ...failures, ...checks],
};
