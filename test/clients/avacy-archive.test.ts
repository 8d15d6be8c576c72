import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  createAvacyAccountClient,
  createAvacyClient,
  type FormSettings,
  type FormSubmission,
  toConsent,
  toConsentV2,
  toConsentV4,
} from "#clients/avacy.ts";
import { createStandin, type Standin } from "#standin/standin.ts";

const ACCOUNT = { tenant: "standin", webspaceId: 1, token: "1|standin-token" };
const BASE_URL = "http://standin.localhost/avacy";
const KEY = "00000000-0000-4000-8000-000000000001";

const FORMS: FormSettings[] = [
  { formId: "contact", type: "wpcf7", active: true, fields: ["your-email", "your-name"], identifier: "your-email" },
];

const SUBMISSION: FormSubmission = {
  formId: "contact",
  values: { "your-email": "test@email.it", "your-name": "Mario & Rossi", "your-message": "Ciao" },
  ipAddress: "12.64.193.89",
  markup: '<form class="wpcf7-form"> </form> ',
  notices: ["privacy_policy", "cookie_policy"],
  preferences: { newsletter: true, updates: false },
};

const mapped = <Body>(body: Body | undefined): Body => body ?? expect.fail("the form is not mapped");

describe("an archive", () => {
  let standin: Standin;
  beforeEach(async () => {
    standin = await createStandin({ providers: ["avacy"], frozenAt: "2023-11-08T09:39:52Z" });
  });
  afterEach(() => standin.close());

  const open = (changes: Partial<Parameters<typeof createAvacyClient>[0]> = {}) =>
    createAvacyClient({ ...ACCOUNT, baseUrl: BASE_URL, fetch: standin.fetch, ...changes });

  it("answers the vendor's own example as the vendor's page does", async () => {
    const client = open();
    const subject = { email: "test@email.it", first_name: "Mario", last_name: "Rossi", age: 33 };
    const consent = {
      subject: { ...subject, address: "Example Street 123" },
      identifier: "email",
      ip_address: "12.64.193.89",
      proofs: "<html></html>",
      legal_notices: [{ name: "privacy_policy" }, { name: "cookie_policy" }],
      preferences: [
        { name: "newsletter", accepted: true as const },
        { name: "updates", accepted: true as const },
      ],
    };
    for (let number = 1; number <= 5; number += 1) await client.recordConsent(consent);
    expect(await client.recordConsent(consent)).toEqual({
      ok: true,
      data: {
        id: 6,
        subject_id: null,
        domains_group_id: 1,
        ip_address: "12.64.193.89",
        proofs: "<html></html>",
        legal_notices: consent.legal_notices,
        created_at: "2023-11-08T09:39:52.000000Z",
        updated_at: "2023-11-08T09:39:52.000000Z",
        consent_data: consent.preferences,
        subject_data: { ...consent.subject, identifier: "email" },
      },
    });
  });

  it.each(["json", "form"] as const)("takes a mapped form in every generation, sent as %s", async (encoding) => {
    const client = open({ encoding });
    expect(await client.recordConsent(mapped(toConsent(FORMS, SUBMISSION)))).toMatchObject({
      ok: true,
      data: {
        id: 1,
        ip_address: "12.64.193.89",
        proofs: SUBMISSION.markup,
        legal_notices: [{ name: "privacy_policy" }, { name: "cookie_policy" }],
        consent_data: [
          { name: "newsletter", accepted: true },
          { name: "updates", accepted: false },
        ],
        subject_data: { "your-email": "test@email.it", "your-name": "Mario & Rossi", identifier: "your-email" },
      },
    });
    expect(await client.recordConsentV2(mapped(toConsentV2(FORMS, SUBMISSION)))).toMatchObject({
      ok: true,
      data: { id: 2, subject_id: "test@email.it", consent_data: '{"newsletter":true,"updates":false}' },
    });
    expect(await client.recordConsentV2(mapped(toConsent(FORMS, SUBMISSION)))).toMatchObject({
      ok: true,
      data: { id: 3 },
    });
    expect(await client.recordConsentV4(mapped(toConsentV4(FORMS, SUBMISSION)))).toMatchObject({
      ok: true,
      data: {
        id: 4,
        webspace_id: 1,
        optin: "partial",
        identifier: "test@email.it",
        consent_data: [
          { label: "your-email", value: "test@email.it" },
          { label: "your-name", value: "Mario & Rossi" },
        ],
        html_form: SUBMISSION.markup,
      },
    });
  });

  it("refuses with a status and the provider's words, and leaves no gap in the ids", async () => {
    const consent = mapped(toConsent(FORMS, SUBMISSION));
    expect(await open({ token: "1|guessed" }).recordConsent(consent)).toEqual({
      ok: false,
      status: 401,
      error: { message: "Unauthenticated" },
      message: "Unauthenticated",
    });
    expect(await open({ webspaceId: 99 }).recordConsent(consent)).toMatchObject({ ok: false, status: 404 });
    expect(await open({ webspaceId: 99 }).recordConsentV4(mapped(toConsentV4(FORMS, SUBMISSION)))).toMatchObject({
      status: 404,
      message: expect.stringContaining("99"),
    });
    const unidentified = mapped(
      toConsent(FORMS, { ...SUBMISSION, ipAddress: "nowhere", values: { "your-name": "M" } }),
    );
    const refused = await open().recordConsent(unidentified);
    expect(refused).toMatchObject({ ok: false, status: 400 });
    expect(!refused.ok && Object.keys(refused.error?.errors ?? {}).sort()).toEqual(["identifier", "ip_address"]);
    expect(!refused.ok && refused.message).toMatch(/ip address.*identifier|identifier.*ip address/);
    expect(await open().recordConsent(consent)).toMatchObject({ ok: true, data: { id: 1 } });
  });

  it("tells a settings page whether account and token are right, and the webspace's number", async () => {
    const account = createAvacyAccountClient({ baseUrl: BASE_URL, fetch: standin.fetch });
    expect(await account.validateWebspace(`standin|${KEY}`)).toMatchObject({ ok: true, data: { id: 1 } });
    expect(await account.validateWebspace(`unknown|${KEY}`)).toMatchObject({ status: 404, error: "team_not_found" });
    expect(await account.validateWebspace("standin|other")).toMatchObject({ status: 404, error: "webspace_not_found" });
    expect(await account.validateToken(`standin|${KEY}`, ACCOUNT.token)).toEqual({
      ok: true,
      data: { message: "valid_token" },
    });
    expect(await account.validateToken(`standin|${KEY}`, "none")).toMatchObject({
      status: 404,
      error: "invalid_token",
    });
    expect(await account.validateToken(`standin|${KEY}`, "9|none")).toMatchObject({
      status: 404,
      error: "token_not_found_or_expired",
    });
  });

  it("is reached over a port as well", async () => {
    const { url } = await standin.listen();
    const { tenant, webspaceId, token } = ACCOUNT;
    const client = createAvacyClient({ tenant, webspaceId, token, baseUrl: `${url}/avacy` });
    expect(await client.recordConsentV4(mapped(toConsentV4(FORMS, SUBMISSION)))).toMatchObject({ ok: true });
    await standin.close();
    expect(await client.recordConsentV4(mapped(toConsentV4(FORMS, SUBMISSION)))).toMatchObject({
      ok: false,
      status: 0,
    });
  });
});
