/** A request that only has to be sent. */
interface PreparedRequest {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** Requests by name: for each provider one that reads and one that writes. */
export type PreparedRequests = Readonly<Record<string, PreparedRequest>>;

const json = { "content-type": "application/json" };
const organization = "?organization_id=standin-org";
const tapp = "q.tapp_id.eq=00000000-0000-4000-8000-000000000001";
const tcString = "CP1R2oAP1R2oAEsABBDEDIEgAP_AAAAAAAYgAAAAAAAA";

/** Prepares them against a running simulator, whose base URL may name a world. */
export async function prepareRequests(origin: string, fetcher: typeof fetch): Promise<PreparedRequests> {
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const init = { method: "POST", headers: { ...json, ...headers }, body: JSON.stringify(body) };
    const response = await fetcher(origin + path, init);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Record<string, unknown>;
  };
  const get = (path: string, headers: Record<string, string>): PreparedRequest => ({
    method: "GET",
    url: origin + path,
    headers,
  });
  const write = (path: string, body: unknown, headers: Record<string, string>): PreparedRequest => ({
    method: "POST",
    url: origin + path,
    headers: { ...json, ...headers },
    body: JSON.stringify(body),
  });

  const session = await post("/didomi/v1/sessions", { type: "api-key", key: "standin-key", secret: "standin-secret" });
  const didomi = { authorization: `Bearer ${session["access_token"]}` };
  const event = {
    user: { organization_user_id: "ann@example.com" },
    consents: { purposes: [{ id: "newsletter", enabled: true, values: { topics: { value: "sport,culture" } } }] },
  };
  const { user } = await post(`/didomi/v1/consents/events${organization}`, event, didomi);

  const avacy = { authorization: "Bearer 1|standin-token" };
  const consent = {
    subject: { email: "test@example.com", first_name: "Mario", last_name: "Rossi", age: 33 },
    identifier: "email",
    ip_address: "192.0.2.1",
    proofs: "<html></html>",
    legal_notices: [{ name: "privacy_policy" }, { name: "cookie_policy" }],
    preferences: [
      { name: "newsletter", accepted: true },
      { name: "updates", accepted: true },
    ],
  };

  const basic = `Basic ${btoa("standin-client:standin-secret")}`;
  const token = await post("/didit/auth/v2/token/", { grant_type: "client_credentials" }, { authorization: basic });
  const didit = { authorization: `Bearer ${token["access_token"]}` };
  const request = { scope: "names email", vendor_data: "ann" };
  const { session_id } = await post("/didit/auth/v2/session/", request, didit);

  const netid = { authorization: "Bearer standin-token" };
  const permissions = { "content-type": "application/vnd.netid.permission-center.netid-permissions-v2+json" };
  return {
    "didomi getUser": get(`/didomi/v1/consents/users/${(user as { id: string }).id}${organization}`, didomi),
    "didomi createEvent": write(`/didomi/v1/consents/events${organization}`, event, didomi),
    "avacy validateWebspace": get("/avacy/wp/validate/standin/00000000-0000-4000-8000-000000000001", {}),
    "avacy recordConsent": write("/avacy/standin/domains_groups/1/consents", consent, avacy),
    "didit getSessionDecision": get(`/didit/auth/v2/session/${session_id}/decision/`, didit),
    "didit createSession": write("/didit/auth/v2/session/", request, didit),
    "netid readStatus": get(`/netid/netid-user-status?${tapp}`, netid),
    "netid writePermissions": write(
      `/netid/netid-permissions?${tapp}`,
      { idconsent: "VALID", iab_tc_string: tcString },
      { ...netid, ...permissions },
    ),
  };
}
