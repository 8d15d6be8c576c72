import type { Load } from "./load.ts";

/** Prepares the requests that are measured, against a running simulator. Each provider's requests stand here alone. */
export interface Workloads {
  /** Reading one record by id, with a bearer token. */
  readonly get: Load;
  /** Writing one record, with a bearer token and a validated body. */
  readonly post: Load;
  /** The same where a write merges into what is there. */
  readonly mergingPost: Load;
}

const json = { "content-type": "application/json" };

async function post(fetcher: typeof fetch, url: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetcher(url, { method: "POST", headers: { ...json, ...headers }, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Record<string, unknown>;
}

export async function prepareWorkloads(origin: string, fetcher: typeof fetch = fetch): Promise<Workloads> {
  const didomi = `${origin}/didomi/v1`;
  const session = await post(fetcher, `${didomi}/sessions`, {
    type: "api-key",
    key: "standin-key",
    secret: "standin-secret",
  });
  const headers = { authorization: `Bearer ${session["access_token"]}` };
  const query = "?organization_id=standin-org";
  const event = {
    user: { organization_user_id: "bench@example.com" },
    consents: { purposes: [{ id: "newsletter", enabled: true, values: { topics: { value: "sport,culture" } } }] },
  };
  const created = await post(fetcher, `${didomi}/consents/events${query}`, event, headers);
  const user = created["user"] as { id: string };
  return {
    get: { method: "GET", url: `${didomi}/consents/users/${user.id}${query}`, headers },
    post: {
      method: "POST",
      url: `${origin}/avacy/standin/domains_groups/1/consents`,
      headers: { ...json, authorization: "Bearer 1|standin-token" },
      body: JSON.stringify({
        subject: { email: "test@example.com", first_name: "Mario", last_name: "Rossi", age: 33 },
        identifier: "email",
        ip_address: "192.0.2.1",
        proofs: "<html></html>",
        legal_notices: [{ name: "privacy_policy" }, { name: "cookie_policy" }],
        preferences: [
          { name: "newsletter", accepted: true },
          { name: "updates", accepted: true },
        ],
      }),
    },
    mergingPost: {
      method: "POST",
      url: `${didomi}/consents/events${query}`,
      headers: { ...json, ...headers },
      body: JSON.stringify(event),
    },
  };
}
