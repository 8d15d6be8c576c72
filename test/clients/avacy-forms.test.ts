import { describe, expect, it } from "vitest";
import {
  type FormSettings,
  type FormSubmission,
  type FormType,
  toConsent,
  toConsentV2,
  toConsentV4,
} from "#clients/avacy.ts";

const FORM: FormSettings = {
  formId: "contact",
  type: "wpcf7",
  active: true,
  fields: ["your-email", "your-name"],
  identifier: "your-email",
};

const SUBMISSION: FormSubmission = {
  formId: "contact",
  values: { "your-email": "test@email.it", "your-name": "Mario", "your-message": "Ciao" },
  ipAddress: "12.64.193.89",
  markup: "<form></form>",
  notices: ["privacy_policy", "cookie_policy"],
  preferences: { newsletter: true, updates: false },
};

const generations = { toConsent, toConsentV2, toConsentV4 };

describe.each(Object.entries(generations))("%s", (_, map) => {
  it("gives nothing to send for a form that is unknown or not active", () => {
    expect(map([], SUBMISSION)).toBeUndefined();
    expect(map([{ ...FORM, formId: "other" }], SUBMISSION)).toBeUndefined();
    expect(map([{ ...FORM, active: false }], SUBMISSION)).toBeUndefined();
    expect(map([{ ...FORM, active: false }, FORM], SUBMISSION)).toBeDefined();
  });

  it("keeps only the selected fields that were posted", () => {
    const body = JSON.stringify(map([{ ...FORM, fields: ["your-name", "your-phone"] }], SUBMISSION));
    expect(body).toContain("Mario");
    expect(body).not.toMatch(/Ciao|your-phone/);
  });

  it("takes 0.0.0.0 for an unknown address and sends no evidence that was not given", () => {
    const { formId, values, preferences } = SUBMISSION;
    const body = map([FORM], { formId, values, preferences });
    expect(body).toMatchObject({ ip_address: "0.0.0.0" });
    expect(body).not.toHaveProperty("proofs");
    expect(body).not.toHaveProperty("html_form");
  });
});

describe("the mapping from a form to a consent", () => {
  it("of the first generation names the identifying key", () => {
    expect(toConsent([FORM], SUBMISSION)).toEqual({
      subject: { "your-email": "test@email.it", "your-name": "Mario" },
      identifier: "your-email",
      ip_address: "12.64.193.89",
      proofs: "<form></form>",
      legal_notices: [{ name: "privacy_policy" }, { name: "cookie_policy" }],
      preferences: [
        { name: "newsletter", accepted: true },
        { name: "updates", accepted: false },
      ],
    });
  });

  it("of the second generation has policies by name and preferences as a map", () => {
    expect(toConsentV2([FORM], SUBMISSION)).toEqual({
      subject: { "your-email": "test@email.it", "your-name": "Mario" },
      identifier: "your-email",
      ip_address: "12.64.193.89",
      proofs: "<form></form>",
      legal_notices: ["privacy_policy", "cookie_policy"],
      preferences: { newsletter: true, updates: false },
    });
  });

  it("of the current generation has pairs of label and value, and the identifier's value", () => {
    expect(toConsentV4([FORM], SUBMISSION)).toEqual({
      ip_address: "12.64.193.89",
      consent_type: "form",
      optin: "partial",
      identifier: "test@email.it",
      consent_data: [
        { label: "your-email", value: "test@email.it" },
        { label: "your-name", value: "Mario" },
      ],
      source: "website",
      consent_features: ["privacy_policy", "cookie_policy"],
      html_form: "<form></form>",
    });
  });

  it("puts the identifying field into the subject even when it is not among the selected ones", () => {
    const forms = [{ ...FORM, fields: ["your-name"] }];
    expect(toConsent(forms, SUBMISSION)?.subject).toHaveProperty("your-email", "test@email.it");
    expect(toConsentV4(forms, SUBMISSION)).toMatchObject({
      identifier: "test@email.it",
      consent_data: [{ label: "your-name" }],
    });
  });

  it.each([
    [{ a: true, b: true }, "accepted"],
    [{}, "accepted"],
    [{ a: false, b: false }, "rejected"],
    [{ a: true, b: false }, "partial"],
  ])("sums up the preferences %j as %s", (preferences, optin) => {
    expect(toConsentV4([FORM], { ...SUBMISSION, preferences })?.optin).toBe(optin);
  });

  it.each<[FormType, string]>([
    ["wpcf7", "Your Email"],
    ["wc", "Your Email"],
    ["wpforms", "your_email"],
    ["elementorforms", "your email"],
    ["htmlforms", "your email"],
  ])("of a %s form knows the field labelled Your Email as %s", (type, name) => {
    const forms = [{ ...FORM, type, fields: ["Your Email"], identifier: "Your Email" }];
    const submission = { ...SUBMISSION, values: { "Your Email": "test@email.it" } };
    expect(toConsent(forms, submission)).toMatchObject({ subject: { [name]: "test@email.it" }, identifier: name });
    expect(toConsent([{ ...FORM, type, fields: [name], identifier: name }], submission)?.subject).toEqual({
      [name]: "test@email.it",
    });
    expect(toConsentV4(forms, submission)).toMatchObject({
      identifier: "test@email.it",
      consent_data: [{ label: name }],
    });
  });

  it("leaves an identifier blank that was never chosen or posted, for the API to refuse by name", () => {
    expect(toConsent([{ ...FORM, identifier: "" }], SUBMISSION)?.identifier).toBe("");
    expect(toConsentV4([{ ...FORM, identifier: "phone" }], SUBMISSION)?.identifier).toBe("");
  });

  it("keeps lists of check boxes and changes nothing of what it was given", () => {
    const topics = Object.freeze(["a", "b"]);
    const forms = [{ ...FORM, fields: ["topics"] }];
    const body = toConsent(forms, { ...SUBMISSION, values: { ...SUBMISSION.values, topics } });
    expect(body?.subject["topics"]).toEqual(["a", "b"]);
    expect(body?.subject["topics"]).not.toBe(topics);
  });
});
