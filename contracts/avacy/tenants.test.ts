import { describe, expect, it } from "vitest";
import { type AvacyClient, createAvacyAccountClient, createAvacyClient } from "#clients/avacy.ts";
import { type MockSite, useMock } from "../agreement/mock-site.ts";

const CONSENT = {
  ip_address: "198.51.100.7",
  consent_type: "form",
  optin: "accepted",
  identifier: "lucia@example.org",
  source: "shop",
} as const;

const connect = ({ baseUrl, fetch }: MockSite, tenant: string, webspaceId: number, token: string): AvacyClient =>
  createAvacyClient({ baseUrl, fetch, tenant, webspaceId, token });

describe("calls per minute", () => {
  const site = useMock("avacy");
  const PER_MINUTE = 3;

  async function open(tenant: string): Promise<AvacyClient> {
    const token = `7|token-of-${tenant}`;
    await site.prepare("a webspace", { tenant, id: 1, key: `key-of-${tenant}` });
    await site.prepare("an API token", { tenant, token });
    return connect(site, tenant, 1, token);
  }

  const statusOf = async (client: AvacyClient): Promise<number> => {
    const result = await client.recordConsentV4(CONSENT);
    return result.ok ? 201 : result.status;
  };

  it("are counted for each tenant, and begin anew with the next minute", async () => {
    const [one, other] = [await open("acme"), await open("neighbour")];
    await site.prepare("a rate limit", { per_minute: PER_MINUTE });
    const statuses = [];
    for (let call = 0; call <= PER_MINUTE; call += 1) statuses.push(await statusOf(one));
    expect(statuses).toEqual([201, 201, 201, 429]);
    // What one tenant has used up is no other's loss.
    expect(await statusOf(other)).toBe(201);
    await site.passTime(60_000);
    expect(await statusOf(one)).toBe(201);
  });

  it("count account checks of the tenant too, and tell how many are left", async () => {
    const client = await open("acme");
    await open("neighbour");
    await site.prepare("a rate limit", { per_minute: PER_MINUTE });
    expect(await client.validateWebspace("acme|key-of-acme")).toMatchObject({ ok: true });
    expect(await client.validateWebspace("neighbour|key-of-neighbour")).toMatchObject({ ok: true });
    const params = { path: { tenant: "acme", id: 1 } };
    const { response } = await client.api.POST("/{tenant}/v4/webspaces/{id}/consents", { params, body: CONSENT });
    expect(["limit", "remaining"].map((name) => response.headers.get(`x-ratelimit-${name}`))).toEqual(["3", "1"]);
  });
});

describe("where any credentials are accepted", () => {
  const site = useMock("avacy", { acceptAnyCredentials: true });

  it("a webspace is the one that was named, by its number", async () => {
    for (const [tenant, id] of [
      ["acme", 42],
      ["acme", 7],
      ["neighbour", 42],
    ] as const) {
      expect(await connect(site, tenant, id, "1|whatever").recordConsentV4(CONSENT)).toMatchObject({
        ok: true,
        data: { webspace_id: id },
      });
      expect(await site.prepare("read the archive", { tenant, limit: 1 })).toMatchObject({
        rows: [{ webspaceId: id, identifier: CONSENT.identifier }],
      });
    }
    expect(await site.prepare("read the archive", { tenant: "acme" })).toMatchObject({
      rows: [{ webspaceId: 7 }, { webspaceId: 42 }],
    });
    const first = { tenant: "acme", webspace: 42, count: 1 };
    expect(await site.prepare("consents in the archive", first)).toEqual([3]);
  });

  it("a webspace is the one that was named, by its key, and stays it", async () => {
    const { baseUrl, fetch } = site;
    const client = createAvacyAccountClient({ baseUrl, fetch });
    const numberOf = async (key: string, tenant = "acme"): Promise<number | undefined> => {
      const result = await client.validateWebspace(`${tenant}|${key}`);
      return result.ok ? result.data.id : undefined;
    };
    const first = await numberOf("first-key");
    const second = await numberOf("second-key");
    expect(first).toBeTypeOf("number");
    expect(second).not.toBe(first);
    expect([await numberOf("first-key"), await numberOf("second-key")]).toEqual([first, second]);
    // Keys belong to a tenant: another's webspaces are counted anew.
    expect(await numberOf("first-key", "neighbour")).toBe(first);
  });

  it("a webspace that is declared stays as it was declared", async () => {
    await site.prepare("a webspace", { tenant: "acme", id: 9, key: "known-key", banner_config_version: "v2" });
    const { baseUrl, fetch } = site;
    const check = await createAvacyAccountClient({ baseUrl, fetch }).validateToken("acme|known-key", "1|whatever");
    expect(check).toMatchObject({ ok: true });
    const webspace = await createAvacyAccountClient({ baseUrl, fetch }).validateWebspace("acme|known-key");
    expect(webspace).toEqual({ ok: true, data: { id: 9, banner_config_version: "v2" } });
  });
});
