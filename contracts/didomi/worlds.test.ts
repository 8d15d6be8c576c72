import { describe, expect, it } from "vitest";
import { createDidomiClient, createDidomiUserClient, isPurposeEnabled } from "#clients/didomi.ts";
import { useMock } from "../agreement/mock-site.ts";
import { dataOf } from "./connections.ts";
import { ADA, KEY, ORGANIZATION, SECRET } from "./exchanges.ts";

const site = useMock("didomi");

async function open() {
  await site.prepare("an organization", { id: ORGANIZATION, keys: [{ key: KEY, secret: SECRET }] });
  const { baseUrl, fetch, now } = site;
  return createDidomiClient({ baseUrl, fetch, now, organizationId: ORGANIZATION, key: KEY, secret: SECRET });
}

describe("a token leads back to the world that issued it", () => {
  it("that of an organization", async () => {
    const atHome = await open();
    await dataOf(atHome.recordChoices(ADA, { news: true }));
    const token = await dataOf(atHome.getOrganizationToken());
    const { fetch } = site;
    const { api } = createDidomiClient({
      baseUrl: site.worldlessUrl,
      fetch,
      organizationId: ORGANIZATION,
      key: KEY,
      secret: SECRET,
    });
    const query = { organization_id: ORGANIZATION, organization_user_id: ADA };
    const headers = { Authorization: `Bearer ${token}` };
    const { data: page } = await api.GET("/consents/users", { params: { query }, headers });
    expect(isPurposeEnabled(page?.data[0], "news")).toBe(true);
  });

  it("that of an end user, who records there as well", async () => {
    const atHome = await open();
    const { id_token } = await dataOf(atHome.createUserToken(ADA));
    const { fetch } = site;
    const browser = createDidomiUserClient({
      baseUrl: site.worldlessUrl,
      fetch,
      organizationId: ORGANIZATION,
      token: id_token,
    });
    await dataOf(browser.recordChoices({ news: false }));
    expect(isPurposeEnabled(await dataOf(atHome.getChoices(ADA)), "news")).toBe(false);
    expect(isPurposeEnabled(await dataOf(browser.getChoices()), "news")).toBe(false);
  });
});
