import { describe, expect, it } from "vitest";
import { createDiditClient, type DiditClient, type ScopeWord } from "#clients/didit.ts";
import { openForm } from "../agreement/hosted-form.ts";
import { useMock } from "../agreement/mock-site.ts";
import { application, CLIENT } from "./exchanges.ts";

const site = useMock("didit");

/** Of several addresses and numbers neither the first nor the last is the main one. */
const fanny = {
  id: "fanny",
  app_token: "app-token-of-fanny",
  emails: [
    { email: "fanny.first@example.org", is_verified: true, is_primary: false },
    { email: "fanny@example.org", is_verified: false, is_primary: true },
    { email: "fanny.last@example.org", is_verified: true, is_primary: false },
  ],
  phones: [
    { phone_number: "+33600000001", is_verified: true, is_primary: false },
    { phone_number: "+33600000002", is_verified: false, is_primary: true },
    { phone_number: "+33600000003", is_verified: true, is_primary: false },
  ],
  names: { first_name: "Fanny", family_name: "Exemple", full_name: "Fanny Exemple", is_verified: true },
  is_over_18: true,
  gender: { gender: "F", is_verified: true },
};
const [FIRST_EMAIL, MAIN_EMAIL] = fanny.emails;
const [, MAIN_PHONE, LAST_PHONE] = fanny.phones;
const asFanny = { Authorization: `Bearer ${fanny.app_token}` };

/** Has nothing that is called the main one. */
const gus = {
  id: "gus",
  app_token: "app-token-of-gus",
  emails: fanny.emails.filter(({ is_primary }) => !is_primary),
  phones: fanny.phones.filter(({ is_primary }) => !is_primary),
};

async function open(): Promise<DiditClient> {
  await site.prepare(...application);
  for (const user of [fanny, gus]) await site.prepare("a user", user);
  const { baseUrl, fetch, now } = site;
  return createDiditClient({ baseUrl, fetch, now, ...CLIENT });
}

async function create(client: DiditClient, scope: readonly ScopeWord[]) {
  const result = await client.createSession({ scope });
  if (!result.ok) throw new Error(result.message);
  return result.data;
}

async function sharedIn(client: DiditClient, sessionId: string) {
  const result = await client.getDecision(sessionId);
  if (!result.ok) throw new Error(result.message);
  const { status, scope, user_data } = result.data;
  const { sub: _, ...data } = user_data ?? {};
  return { status, scope, data: user_data === null ? null : data };
}

describe("a person with several addresses and numbers", () => {
  it.each([
    ["the main ones, unless others are chosen", fanny.id, {}, MAIN_EMAIL, MAIN_PHONE],
    ["the address that was chosen", fanny.id, { email: FIRST_EMAIL?.email }, FIRST_EMAIL, MAIN_PHONE],
    ["the number that was chosen", fanny.id, { phone: LAST_PHONE?.phone_number }, MAIN_EMAIL, LAST_PHONE],
    ["the first ones where none is the main one", gus.id, {}, gus.emails[0], gus.phones[0]],
  ])("shares %s", async (_, user, selection, email, phone) => {
    const client = await open();
    const { session_id } = await create(client, ["email", "phone"]);
    await site.prepare("scan", { session_id, user });
    await site.prepare("confirm", { session_id, selection });
    expect(await sharedIn(client, session_id)).toEqual({
      status: "Confirmed",
      scope: "email phone",
      data: { email, phone },
    });
  });
});

describe("the consent page", () => {
  const SCOPE = ["email", "phone", "names", "is_over_18"] as const;
  const EVERYTHING = { email: MAIN_EMAIL, phone: MAIN_PHONE, names: fanny.names, is_over_18: true };

  it.each([[[]], [["phone"]], [["email", "names"]], [["email", "phone", "names"]]] as const)(
    "shares everything but what was unticked: %j",
    async (unticked) => {
      const client = await open();
      const { session_id, url } = await create(client, SCOPE);
      const page = await openForm(site, url);
      const after = await page.press("Confirm", { chosen: { user: fanny.id }, unticked });
      expect([page.status, after.status]).toEqual([200, 200]);
      const isShared = (word: string): boolean => !unticked.some((each) => each === word);
      expect(await sharedIn(client, session_id)).toEqual({
        status: "Confirmed",
        scope: SCOPE.filter(isShared).join(" "),
        data: Object.fromEntries(Object.entries(EVERYTHING).filter(([word]) => isShared(word))),
      });
    },
  );

  it("shares nothing when everything was unticked, and waits for another answer", async () => {
    const client = await open();
    const { session_id, url } = await create(client, SCOPE);
    const page = await openForm(site, url);
    expect((await page.press("Confirm", { chosen: { user: fanny.id }, unticked: SCOPE })).status).toBe(409);
    expect((await sharedIn(client, session_id)).data).toBeNull();
  });

  it.each([
    ["Decline", "declined", "Cancelled"],
    ["Only scan", "retrieved", "Retrieved"],
  ])("shares nothing by %s", async (button, polled, decided) => {
    const client = await open();
    const session = await create(client, SCOPE);
    await (await openForm(site, session.url)).press(button, { chosen: { user: fanny.id } });
    expect(await client.getStatus(session)).toEqual({ ok: true, data: polled });
    expect(await sharedIn(client, session.session_id)).toMatchObject({ status: decided, data: null });
  });

  it("is for one person: another cannot answer after the first has scanned", async () => {
    const client = await open();
    const session = await create(client, SCOPE);
    const page = await openForm(site, session.url);
    await page.press("Only scan", { chosen: { user: fanny.id } });
    expect((await page.press("Confirm", { chosen: { user: gus.id } })).status).not.toBe(200);
    // It has Fanny chosen from now on.
    await (await openForm(site, session.url)).press("Confirm");
    expect(await sharedIn(client, session.session_id)).toMatchObject({ status: "Confirmed", data: EVERYTHING });
  });
});

describe("the app", () => {
  it("shares what it names, and no more", async () => {
    const client = await open();
    const { session_id } = await create(client, ["email", "phone", "names"]);
    const params = { path: { session_id } };
    await client.api.GET("/auth/v2/session/{session_id}/information", { headers: asFanny, params });
    const body = { status: "confirmed", scope: "names email" } as const;
    await client.api.POST("/auth/v2/session/{session_id}/update", { headers: asFanny, params, body });
    expect(await sharedIn(client, session_id)).toEqual({
      status: "Confirmed",
      scope: "email names",
      data: { email: MAIN_EMAIL, names: fanny.names },
    });
  });
});
