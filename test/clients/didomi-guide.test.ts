import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  createDidomiClient,
  createDidomiUserClient,
  type DidomiClient,
  type DidomiResult,
  getChosenValues,
  isPurposeEnabled,
  isValueChosen,
} from "#clients/didomi.ts";
import type { Fetch } from "#clients/fetch.ts";
import { createStandin, type Standin } from "#standin/standin.ts";

const ORGANIZATION = { organizationId: "standin-org", key: "standin-key", secret: "standin-secret" };
const PREFIX = "/didomi";
const ADA = "ada@domain.com";
const HOUR_MS = 3_600_000;

/** The data of a call that has to succeed. */
async function dataOf<Data>(pending: Promise<DidomiResult<Data>>): Promise<Data> {
  const result = await pending;
  if (!result.ok) throw new Error(result.message);
  return result.data;
}

interface Reached {
  readonly fetch: Fetch;
  readonly origin: string;
}

const ways: Record<string, (standin: Standin) => Promise<Reached>> = {
  "in this process": async ({ fetch }) => ({ fetch, origin: "http://standin.localhost" }),
  "over a port": async (standin) => ({ fetch, origin: (await standin.listen()).url }),
};

describe.each(Object.entries(ways))("the guide, step by step, %s", (_, reach) => {
  let standin: Standin;
  let reached: Reached;
  let backEnd: DidomiClient;

  beforeEach(async () => {
    standin = await createStandin({ providers: ["didomi"], frozenAt: "2024-01-01T00:00:00Z" });
    reached = await reach(standin);
    backEnd = createDidomiClient({ ...ORGANIZATION, baseUrl: reached.origin + PREFIX, fetch: reached.fetch });
  });
  afterEach(() => standin.close());

  const openBrowser = (token: string, organizationUserId = ADA) =>
    createDidomiUserClient({
      organizationId: ORGANIZATION.organizationId,
      organizationUserId,
      token,
      baseUrl: reached.origin + PREFIX,
      fetch: reached.fetch,
    });

  it("1: signs in once, and a wrong secret is told in the provider's words", async () => {
    const token = await dataOf(backEnd.getOrganizationToken());
    expect(await dataOf(backEnd.getOrganizationToken())).toBe(token);
    await backEnd.getChoices(ADA);
    const world = await standin.world();
    expect(world.journal.entries().filter(({ operationId }) => operationId === "createSession")).toHaveLength(1);

    const intruder = createDidomiClient({
      ...ORGANIZATION,
      secret: "guessed",
      baseUrl: reached.origin + PREFIX,
      fetch: reached.fetch,
    });
    expect(await intruder.getChoices(ADA)).toMatchObject({
      ok: false,
      status: 400,
      message: "BadRequest: Invalid authentication information",
    });
  });

  it("2: gives an end user a token that runs out on time", async () => {
    expect(await dataOf(backEnd.createUserToken(ADA))).toMatchObject({ organization_user_id: ADA, lifetime: 900 });
    const { id_token } = await dataOf(backEnd.createUserToken(ADA, { lifetime: 60 }));
    const browser = openBrowser(id_token);
    const { clock } = await standin.world();
    await clock.advance(59_000);
    expect(await browser.getChoices()).toMatchObject({ ok: true });
    await clock.advance(2_000);
    expect(await browser.getChoices()).toMatchObject({ ok: false, status: 401, error: { name: "NotAuthenticated" } });
  });

  it("3 to 6: a user records choices in the browser, and both sides read them", async () => {
    const { id_token } = await dataOf(backEnd.createUserToken(ADA));
    const browser = openBrowser(id_token);
    expect(await dataOf(browser.getChoices())).toBeUndefined();

    await dataOf(
      browser.recordChoices({ analytics: false, news: { enabled: true, preferences: { topics: ["val10", "val2"] } } }),
    );
    for (const read of [browser.getChoices(), backEnd.getChoices(ADA)]) {
      const ada = await dataOf(read);
      expect(isPurposeEnabled(ada, "news")).toBe(true);
      expect(isPurposeEnabled(ada, "analytics")).toBe(false);
      expect(isPurposeEnabled(ada, "profiling")).toBeNull();
      expect(getChosenValues(ada, "topics")).toEqual(["val10", "val2"]);
      expect(isValueChosen(ada, "topics", "val10")).toBe(true);
      expect(isValueChosen(ada, "topics", "val1")).toBe(false);
    }
  });

  it("6: merges what the back end records, purpose by purpose and preference by preference", async () => {
    await dataOf(backEnd.recordChoices(ADA, { analytics: true, news: { enabled: true } }));
    await dataOf(backEnd.recordChoices(ADA, { news: { preferences: { topics: ["sport"] } } }));
    const event = await dataOf(backEnd.recordChoices(ADA, { analytics: false }, { metadata: { form: "footer" } }));
    expect(event).toMatchObject({ metadata: { form: "footer" }, user: { organization_user_id: ADA } });
    const ada = await dataOf(backEnd.getChoices(ADA));
    expect(["analytics", "news"].map((id) => isPurposeEnabled(ada, id))).toEqual([false, true]);
    expect(getChosenValues(ada, "topics", "news")).toEqual(["sport"]);

    await dataOf(backEnd.recordChoices(ADA, { news: { preferences: { topics: [] } } }));
    expect(getChosenValues(await dataOf(backEnd.getChoices(ADA)), "topics")).toEqual([]);
    expect(event.user.id).toBe(ada?.id);
  });

  it("reads and writes by Didomi's id as well, and under another regulation", async () => {
    const { user } = await dataOf(backEnd.recordChoices({ id: "device-1" }, { ads: true }, { regulation: "cpra" }));
    expect(user.id).toBe("device-1");
    expect(isPurposeEnabled(await dataOf(backEnd.getChoices({ id: "device-1" }, { regulation: "cpra" })), "ads")).toBe(
      true,
    );
    expect(isPurposeEnabled(await dataOf(backEnd.getChoices({ id: "device-1" })), "ads")).toBeNull();
    expect(await dataOf(backEnd.getChoices({ id: "device-2" }))).toBeUndefined();
  });

  it("keeps one user's token away from another user", async () => {
    const { id_token } = await dataOf(backEnd.createUserToken(ADA));
    const snoop = openBrowser(id_token, "bob@domain.com");
    expect(await snoop.getChoices()).toMatchObject({ ok: false, status: 403 });
    expect(await snoop.recordChoices({ news: false })).toMatchObject({ ok: false, status: 403 });
    expect(await dataOf(backEnd.getChoices("bob@domain.com"))).toBeUndefined();
  });

  it("carries on when the organization's token runs out early", async () => {
    await dataOf(backEnd.recordChoices(ADA, { news: true }));
    const { clock } = await standin.world();
    await clock.advance(2 * HOUR_MS);
    expect(isPurposeEnabled(await dataOf(backEnd.getChoices(ADA)), "news")).toBe(true);
    expect(await dataOf(backEnd.recordChoices(ADA, { news: false }))).toMatchObject({ status: "confirmed" });
  });

  it("reports a fault of the provider as a value", async () => {
    await dataOf(backEnd.getOrganizationToken());
    const world = await standin.world();
    await world.faults.add({ match: { provider: "didomi", operation: "listUsers" }, effect: { status: 500 } });
    expect(await backEnd.getChoices(ADA)).toMatchObject({ ok: false, status: 500, error: { name: "GeneralError" } });
  });

  it("takes events back by a filter on what they hold", async () => {
    await dataOf(backEnd.recordChoices(ADA, { news: true }));
    await dataOf(backEnd.recordChoices(ADA, { news: false }, { metadata: { booking_id: "12 & 3" } }));
    const { api } = backEnd;
    const { organizationId } = ORGANIZATION;
    const filter = { "metadata.booking_id": "12 & 3" };
    const query = { organization_id: organizationId, organization_user_id: ADA, filter };
    const { response } = await api.DELETE("/consents/events", { params: { query } });
    expect(response.status).toBe(204);
    expect(isPurposeEnabled(await dataOf(backEnd.getChoices(ADA)), "news")).toBe(true);
  });

  it("lists events of several statuses", async () => {
    await dataOf(backEnd.recordChoices(ADA, { news: true }));
    await (await standin.world()).clock.advance(1_000);
    await dataOf(backEnd.recordChoices(ADA, { news: false }, { status: "pending_approval" }));
    const query = {
      organization_id: ORGANIZATION.organizationId,
      organization_user_id: ADA,
      "status[$in]": ["confirmed" as const, "pending_approval" as const],
    };
    const { data } = await backEnd.api.GET("/consents/events", { params: { query } });
    expect(data?.data.map(({ status }) => status)).toEqual(["confirmed", "pending_approval"]);
    expect(isPurposeEnabled(data?.data[1], "news")).toBe(false);
  });
});
