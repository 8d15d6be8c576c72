import { describe, expect, it } from "vitest";
import { createAvacyClient } from "#clients/avacy.ts";
import { useMock } from "../agreement/mock-site.ts";
import { readSpec } from "../agreement/spec.ts";
import { unpinnedMembers } from "../agreement/unpinned.ts";
import { contract } from "./interactions.ts";

const TENANT = "acme";
const TOKEN = "7|members-token";

const site = useMock("avacy");

async function open() {
  await site.prepare("a webspace", { tenant: TENANT, id: 5 });
  await site.prepare("an API token", { tenant: TENANT, token: TOKEN });
  const { baseUrl, fetch } = site;
  return createAvacyClient({ baseUrl, fetch, tenant: TENANT, webspaceId: 5, token: TOKEN });
}

const SUBJECT = { email: "lucia@example.org" };
const ALWAYS = { subject: SUBJECT, identifier: "email", ip_address: "198.51.100.7", legal_notices: ["terms"] };

describe("members whose values no pact says", () => {
  it("are held by the tests below, all of them", async () => {
    expect(unpinnedMembers(contract, await readSpec("avacy"))).toEqual([
      "recordConsent 201 data.created_at",
      "recordConsent 201 data.id",
      "recordConsent 201 data.subject_id",
      "recordConsent 201 data.updated_at",
      "recordConsentV2 201 data.id",
      "recordConsentV2 201 data.proofs.*.type",
      "recordConsentV2 201 data.proofs.*.value",
      "recordConsentV4 201 data.created_at",
      "recordConsentV4 201 data.id",
      "recordConsentV4 201 data.updated_at",
    ]);
  });

  it("records are numbered in their order, and dated in whole seconds of the provider's clock", async () => {
    const client = await open();
    const first = await client.recordConsent({
      ...ALWAYS,
      legal_notices: [{ name: "terms" }],
      preferences: [{ name: "offers", accepted: true }],
    });
    const at = "2026-03-01T09:30:00.000000Z";
    expect(first).toMatchObject({ data: { id: 1, subject_id: null, created_at: at, updated_at: at } });
    await site.passTime(3_601_999);
    const second = await client.recordConsentV4({
      ip_address: "198.51.100.7",
      consent_type: "form",
      optin: "accepted",
      identifier: "lucia@example.org",
      source: "shop",
    });
    const later = "2026-03-01T10:30:01.000000Z";
    expect(second).toMatchObject({ data: { id: 2, created_at: later, updated_at: later } });
  });

  it("pieces of evidence come back as they were sent", async () => {
    const client = await open();
    const proofs = [
      { type: "html", value: " <form></form> " },
      { type: "url", value: "https://shop.example.org/form" },
    ];
    const body = { ...ALWAYS, preferences: { offers: true as const }, proofs };
    expect(await client.recordConsentV2(body as never)).toMatchObject({ ok: true, data: { id: 1, proofs } });
  });
});
