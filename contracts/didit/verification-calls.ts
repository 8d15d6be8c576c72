import { isApproved, type VerificationDetails, type VerificationStatus } from "#clients/didit.ts";
import type { CallSite, HelperCall, HelperExchange, State } from "../agreement/contract.ts";
import {
  application,
  asClient,
  asJson,
  CLIENT,
  complained,
  connect,
  failed,
  OTHER,
  OTHER_TOKEN,
  otherApplication,
  signIn,
  signInAsOther,
} from "./exchanges.ts";
import { readLines } from "./report-lines.ts";

const VERIFICATION = "b1b2b3b4-0000-4000-8000-0000000000bb";
const CALLBACK = "https://shop.example.org/back?cart=7#end";

/** A person whose document has another name and another date of birth than the default ones. */
const dora: State = [
  "a user",
  {
    id: "dora",
    names: { first_name: "Dora", family_name: "Beispiel", full_name: "Dora Beispiel", is_verified: true },
    birthdate: { birthdate: "1971-12-24", is_verified: true },
  },
];
const ofDora = {
  "kyc.first_name": "Dora",
  "kyc.last_name": "Beispiel",
  "kyc.full_name": "Dora Beispiel",
  "kyc.date_of_birth": "1971-12-24",
};

type Parameters = Readonly<Record<string, unknown>>;
const aVerification = (parameters: Parameters = {}): State => [
  "a verification",
  { client_id: CLIENT.clientId, ...parameters },
];

const idOf = (site: CallSite): string => site.from("session_id", VERIFICATION);
const pathTo = (what: string, id: string): string => `/v1/session/${id}/${what}/`;

interface Created {
  readonly features: string;
  readonly callback: string | null;
  readonly vendor_data: string | null;
}

const created = (when: string, body: object, says: Created): HelperExchange => ({
  operationId: "createVerificationSession",
  status: 201,
  when: `to a helper, to ${when}`,
  given: [application],
  differs: {
    session_id: VERIFICATION,
    session_number: 1,
    session_token: "helper-verification-token",
    url: "https://verify.didit.me/session/helper-verification-token",
    ...says,
  },
  exactly: ["session_number", "status", ...Object.keys(says)],
  sends: (from) => ({ path: "/v1/session/", headers: { ...asClient(from), ...asJson }, body }),
});

/** What a decision says in this state; of blocks some members, by their names with dots. */
type Says = Readonly<Record<string, unknown>>;

/** `{ "kyc.status": "Approved" }` as `{ kyc: { status: "Approved" } }`. */
function toDeep(says: Says): Record<string, unknown> {
  const deep: Record<string, Record<string, unknown> | unknown> = {};
  for (const [name, value] of Object.entries(says)) {
    const [block = "", member] = name.split(".");
    deep[block] = member === undefined ? value : { ...(deep[block] as object), [member]: value };
  }
  return deep;
}

const read = (when: string, given: readonly State[], says: Says): HelperExchange => ({
  operationId: "getVerificationDecision",
  status: 200,
  when: `to a helper ${when}`,
  given,
  example: "declined",
  differs: { session_id: VERIFICATION, session_number: 1, ...toDeep(says) },
  exactly: ["session_number", ...Object.keys(says)],
  sends: (from) => ({ path: pathTo("decision", from("session_id", VERIFICATION)), headers: asClient(from) }),
});

const NOTHING_CHECKED = { kyc: null, aml: null, face: null, warnings: [], reviews: [], extra_images: [] };

const toCreation = (
  when: string,
  details: VerificationDetails | undefined,
  body: object,
  says: Created,
): HelperCall => {
  const status: VerificationStatus = "Not Started";
  return {
    helpers: ["createVerification", "getVerification"],
    when,
    given: [application],
    exchanges: [
      signIn,
      created(when, body, says),
      read(`that has created a verification, to ${when}`, [application, aVerification({ ...says })], {
        status,
        ...says,
        ...NOTHING_CHECKED,
        location: null,
      }),
    ],
    async call(site) {
      const client = connect(site);
      const verification = await client.createVerification(details);
      if (!verification.ok) return verification;
      const { session_id, session_token, url } = verification.data;
      const isLink = url.endsWith(`/session/${session_token}`) && session_id !== session_token;
      return { verification, isLink, read: await client.getVerification(session_id) };
    },
    returns: ({ replies: [, verification, decision] }) => ({
      verification: { ok: true, data: verification },
      isLink: true,
      read: { ok: true, data: decision },
    }),
  };
};

const wished = { callback: CALLBACK, features: "OCR + NFC + FACE", vendor_data: "customer-90" } as const;

const creations: readonly HelperCall[] = [
  toCreation(
    "lead back, run some checks and carry the vendor's data",
    { callback: wished.callback, features: wished.features, vendorData: wished.vendor_data },
    wished,
    wished,
  ),
  toCreation(
    "leave everything to the application",
    undefined,
    {},
    { features: "OCR + NFC + AML", callback: null, vendor_data: null },
  ),
  toCreation(
    "carry no data",
    { features: "OCR", vendorData: null },
    { features: "OCR", vendor_data: null },
    { features: "OCR", callback: null, vendor_data: null },
  ),
];

/** The hosted page, as the person's browser opens it. */
const shown = (status: 200 | 302): HelperExchange => ({
  operationId: "showVerificationPage",
  status,
  when: status === 200 ? "to a person whom a helper has sent" : "to a person whom a helper gets back",
  sends: (from) => ({ path: `/session/${from("session_token")}` }),
});
const opened = shown(200);

const leading: HelperCall = {
  helpers: ["createVerification", "getVerification", "isApproved"],
  when: "send a person to the page, and get them back with the outcome",
  given: [application],
  exchanges: [
    signIn,
    created(
      "get a person back",
      { callback: CALLBACK },
      { features: "OCR + NFC + AML", callback: CALLBACK, vendor_data: null },
    ),
    opened,
    read("whose person is at the page", [], { status: "In Progress", ...NOTHING_CHECKED }),
    shown(302),
    read("whose person comes back", [], { status: "In Review", callback: CALLBACK }),
  ],
  async call(site) {
    const client = connect(site);
    const verification = await client.createVerification({ callback: CALLBACK });
    if (!verification.ok) return verification;
    const { session_id, session_token } = verification.data;
    const open = () => site.fetch(new Request(`${site.baseUrl}/session/${session_token}`, { redirect: "manual" }));
    await open();
    await client.getVerification(session_id);
    await site.prepare("submit", { session_id, outcome: "In Review" });
    const back = await open();
    const after = await client.getVerification(session_id);
    return { location: back.headers.get("location"), isApproved: after.ok && isApproved(after.data) };
  },
  returns: ({ from }) => ({
    location: `https://shop.example.org/back?cart=7&verificationSessionId=${from("session_id")}&status=In%20Review#end`,
    isApproved: false,
  }),
  withMockOnly: "The address to which the page leads has an id in it that only the mock knows.",
};

interface Refusal {
  readonly when: string;
  readonly details: object;
  readonly body: object;
  readonly field: string;
  readonly texts: readonly string[];
}

const toRefusal = ({ when, details, body, field, texts }: Refusal): HelperCall => ({
  helpers: ["createVerification"],
  when: `fail ${when}`,
  exchanges: [
    signIn,
    {
      operationId: "createVerificationSession",
      status: 400,
      when: `to a helper ${when}`,
      given: [application],
      example: "wrongCallback",
      differs: { callback: undefined, [field]: texts },
      exactly: [field],
      sends: (from) => ({ path: "/v1/session/", headers: { ...asClient(from), ...asJson }, body }),
    },
  ],
  call: (site) => connect(site).createVerification(details),
  returns: () => complained(field, texts),
});

const startedElsewhere = created(
  "be told otherwise",
  {},
  { features: "OCR + NFC + AML", callback: null, vendor_data: null },
);

const refusals: readonly HelperCall[] = [
  {
    helpers: ["createVerification"],
    when: "take no other reply than a 201 for a creation",
    exchanges: [signIn, startedElsewhere],
    call(site) {
      const fetch = async (request: Request) => {
        const reply = await site.fetch(request);
        return reply.status === 201 ? new Response(reply.body, { headers: reply.headers }) : reply;
      };
      return connect(site, { fetch }).createVerification();
    },
    returns: () => ({ ok: false, status: 200, error: undefined, message: "Unexpected reply: 200" }),
  },
  toRefusal({
    when: "when the callback is no address",
    details: { callback: "back" },
    body: { callback: "back" },
    field: "callback",
    texts: ["Enter a valid URL."],
  }),
  toRefusal({
    when: "when checks are not offered together",
    details: { features: "NFC + FACE" },
    body: { features: "NFC + FACE" },
    field: "features",
    texts: ['"NFC + FACE" is not a valid choice.'],
  }),
];

interface Reading {
  readonly status: VerificationStatus;
  readonly parameters?: Parameters;
  readonly says: Says;
}

const everyCheck = { features: "OCR + NFC + FACE + AML", user: "dora", vendor_data: "customer-91", callback: null };
const said = { features: everyCheck.features, vendor_data: everyCheck.vendor_data, callback: null };
const chipRead = { "kyc.epassport_status": "Approved", "kyc.is_nfc_verified": true };
const passed = {
  ...said,
  ...ofDora,
  ...chipRead,
  "kyc.status": "Approved",
  "kyc.ocr_status": "Approved",
  "aml.status": "Approved",
  "aml.total_hits": 0,
  "aml.hits": [],
  "face.status": "Approved",
  "face.liveness_status": "Approved",
  "face.face_match_status": "Approved",
  warnings: [],
  reviews: [],
};

const readings: readonly Reading[] = [
  { status: "Not Started", says: { ...said, ...NOTHING_CHECKED, location: null } },
  { status: "In Progress", says: { ...said, ...NOTHING_CHECKED } },
  { status: "Abandoned", says: { ...said, ...NOTHING_CHECKED } },
  { status: "Expired", says: { ...said, ...NOTHING_CHECKED, location: null } },
  { status: "Approved", says: passed },
  { status: "Kyc Expired", says: passed },
  {
    status: "In Review",
    says: { ...passed, "aml.status": "In Review", "aml.total_hits": 1, "aml.hits": undefined, warnings: undefined },
  },
  {
    status: "Declined",
    parameters: { features: "OCR", vendor_data: "customer-92", callback: CALLBACK },
    says: {
      features: "OCR",
      vendor_data: "customer-92",
      callback: CALLBACK,
      ...ofDora,
      "kyc.status": "Declined",
      "kyc.ocr_status": "Declined",
      "kyc.epassport_status": "Not Finished",
      "kyc.is_nfc_verified": false,
      aml: null,
      face: null,
      reviews: [],
    },
  },
];

const isSaid = ([, value]: readonly [string, unknown]): boolean => value !== undefined;

const toReading = ({ status, parameters, says }: Reading): HelperCall => ({
  helpers: ["getVerification", "isApproved"],
  when: `tell what is known of a verification that is ${status}`,
  exchanges: [
    signIn,
    read(
      `when the verification is ${status}`,
      [application, dora, aVerification({ ...everyCheck, ...parameters, status })],
      { status, ...Object.fromEntries(Object.entries(says).filter(isSaid)) },
    ),
  ],
  async call(site) {
    const verification = await connect(site).getVerification(idOf(site));
    return { verification, isApproved: verification.ok && isApproved(verification.data) };
  },
  returns: ({ replies }) => ({ verification: { ok: true, data: replies[1] }, isApproved: status === "Approved" }),
});

const STATUSES = readings.map(({ status }) => status);

const approvals: readonly HelperCall[] = [
  {
    helpers: ["isApproved"],
    when: "say yes to one status and to no other",
    exchanges: [],
    call: async () => [
      ...STATUSES.filter((status) => isApproved({ status })),
      isApproved(undefined),
      isApproved(null),
      isApproved({ status: "approved" as never }),
    ],
    returns: () => ["Approved", false, false, false],
  },
  {
    helpers: ["getVerification"],
    when: "find no verification of another application",
    given: [application, otherApplication, aVerification()],
    exchanges: [
      signInAsOther,
      {
        operationId: "getVerificationDecision",
        status: 404,
        when: "to a helper of another application",
        given: [application, aVerification(), otherApplication],
        exactly: ["detail"],
        sends: (from) => ({
          path: pathTo("decision", from("session_id", VERIFICATION)),
          headers: asClient(from, OTHER_TOKEN),
        }),
      },
    ],
    call: (site) => connect(site, OTHER).getVerification(idOf(site)),
    returns: () => failed(404, "Not found."),
  },
];

const updated = (when: string, status: VerificationStatus, body: object): HelperExchange => ({
  operationId: "updateVerificationStatus",
  status: 200,
  when: `to a helper, to ${when}`,
  given: [application, aVerification({ status })],
  differs: { session_id: VERIFICATION },
  sends: (from) => ({
    path: pathTo("update-status", from("session_id", VERIFICATION)),
    headers: { ...asClient(from), ...asJson },
    body,
  }),
});

const declined = updated("decline with a comment", "In Review", { new_status: "Declined", comment: "Blurred." });
const approved = updated("approve without a comment", "Declined", { new_status: "Approved" });

/** Only the document was checked. The open questions and the reviewer depend on how the status was reached. */
const readStatus = (status: VerificationStatus, warnings: object): HelperExchange => {
  const says = { status, features: "OCR", callback: null, vendor_data: null, aml: null, face: null };
  const exchange = read(
    `that has made a verification ${status}`,
    [application, aVerification({ status, features: "OCR" })],
    says,
  );
  return { ...exchange, differs: { ...exchange.differs, ...warnings, reviews: [] } };
};

const readDeclined = readStatus("Declined", {});
const readApproved = readStatus("Approved", { warnings: [] });

/** With the reviews, which no state has by itself. */
const readReviews: HelperExchange = {
  ...readApproved,
  when: "to a helper that has decided more than once",
};

const inReview = aVerification({ status: "In Review", features: "OCR" });
const review = { user: "API Client", new_status: "Approved", comment: null };
const times = (reviews: readonly { readonly created_at: string }[]) => reviews.map(({ created_at }) => created_at);

const updates: readonly HelperCall[] = [
  {
    helpers: ["updateStatus", "getVerification"],
    when: "overturn what was decided, so that the last word counts",
    given: [application, inReview],
    exchanges: [signIn, declined, readDeclined, approved, readApproved],
    async call(site) {
      const client = connect(site);
      const id = idOf(site);
      const first = await client.updateStatus(id, "Declined", "Blurred.");
      const read = await client.getVerification(id);
      const second = await client.updateStatus(id, "Approved");
      return {
        isEcho: first.ok && first.data.session_id === id,
        first,
        read,
        second,
        after: await client.getVerification(id),
      };
    },
    returns: ({ replies, from }) => ({
      isEcho: true,
      first: { ok: true, data: { session_id: from("session_id") } },
      read: { ok: true, data: replies[2] },
      second: { ok: true, data: { session_id: from("session_id") } },
      after: { ok: true, data: replies[4] },
    }),
  },
  {
    helpers: ["updateStatus", "getVerification"],
    when: "leave a review for each change, the newest first, and none for what is so already",
    given: [application, inReview],
    exchanges: [signIn, declined, approved, approved, readReviews],
    async call(site) {
      const client = connect(site);
      const id = idOf(site);
      await client.updateStatus(id, "Declined", "Blurred.");
      await site.passTime(1000);
      await client.updateStatus(id, "Approved");
      await site.passTime(1000);
      await client.updateStatus(id, "Approved");
      const read = await client.getVerification(id);
      if (!read.ok) return read;
      const { reviews } = read.data;
      return {
        reviews: reviews.map(({ created_at: _, ...rest }) => rest),
        isNewestFirst: times(reviews).join() === times(reviews).sort().reverse().join(),
      };
    },
    returns: () => ({
      reviews: [review, { ...review, new_status: "Declined", comment: "Blurred." }],
      isNewestFirst: true,
    }),
    withMockOnly: "No state has reviews by itself: they come by updates alone.",
  },
  {
    helpers: ["updateStatus"],
    when: "fail when the page has not been opened",
    exchanges: [
      signIn,
      {
        operationId: "updateVerificationStatus",
        status: 400,
        when: "to a helper when the page has not been opened",
        given: [application, aVerification()],
        example: "notAllowed",
        differs: { new_status: ['The session cannot change from "Not Started" to "Declined".'] },
        exactly: ["new_status"],
        sends: (from) => ({
          path: pathTo("update-status", from("session_id", VERIFICATION)),
          headers: { ...asClient(from), ...asJson },
          body: { new_status: "Declined" },
        }),
      },
    ],
    call: (site) => connect(site).updateStatus(idOf(site), "Declined"),
    returns: () => complained("new_status", ['The session cannot change from "Not Started" to "Declined".']),
  },
];

const report = (status: VerificationStatus): HelperExchange => ({
  operationId: "generateVerificationPdf",
  status: 200,
  when: `to a helper when the verification is ${status}`,
  given: [application, dora, aVerification({ status, user: "dora", features: "OCR", vendor_data: "customer-93" })],
  sends: (from) => ({
    path: pathTo("generate-pdf", from("session_id", VERIFICATION)),
    headers: { accept: "application/pdf", ...asClient(from) },
  }),
});

const reportOf = {
  Approved: report("Approved"),
  Declined: report("Declined"),
  "In Review": report("In Review"),
} as const;

const noReport = (status: VerificationStatus): HelperExchange => ({
  ...report(status),
  status: 403,
  given: [application, aVerification({ status })],
  example: "noResult",
  exactly: ["detail"],
});

const withReport = ["Approved", "Declined", "In Review"] as const;
const withoutReport = ["Not Started", "In Progress", "Abandoned", "Expired", "Kyc Expired"] as const;

const reports: readonly HelperCall[] = [
  ...withReport.map(
    (status): HelperCall => ({
      helpers: ["downloadPdf"],
      when: `give the bytes of a report when the verification is ${status}`,
      exchanges: [signIn, reportOf[status]],
      async call(site) {
        const result = await connect(site).downloadPdf(idOf(site));
        if (!result.ok) return result;
        const { data } = result;
        return { isBytes: data instanceof Uint8Array, text: new TextDecoder().decode(data) };
      },
      returns: ({ replies }) => ({ isBytes: true, text: replies[1] }),
    }),
  ),
  {
    helpers: ["downloadPdf"],
    when: "give the report of this verification and of this person",
    exchanges: [signIn, reportOf.Declined],
    async call(site) {
      const id = idOf(site);
      const result = await connect(site).downloadPdf(id);
      const lines = result.ok ? await readLines(result.data) : [];
      return [`Session: ${id}`, "Status: Declined", "Name: Dora Beispiel", "Vendor data: customer-93"].filter(
        (each) => !lines.includes(each),
      );
    },
    returns: () => [],
    withMockOnly: "An example of bytes is no report that could be read.",
  },
  ...withoutReport.map(
    (status): HelperCall => ({
      helpers: ["downloadPdf"],
      when: `fail when the verification is ${status}`,
      exchanges: [signIn, noReport(status)],
      call: (site) => connect(site).downloadPdf(idOf(site)),
      returns: () => failed(403, "A report exists only for sessions that are approved, declined or in review."),
    }),
  ),
];

export const verificationCalls: readonly HelperCall[] = [
  ...creations,
  leading,
  ...refusals,
  ...readings.map(toReading),
  ...approvals,
  ...updates,
  ...reports,
];
