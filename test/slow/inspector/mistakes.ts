import type { ProviderName } from "#mocks/registry.ts";
import type { Standin, StandinWorld } from "#standin/standin.ts";

/** A request as a program would make it by mistake, and what the list has to say of it. */
export interface Mistake {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly says: RegExp;
}

type Mistakes = Readonly<Record<string, Mistake>>;

const JSON_TYPE = { "content-type": "application/json" };
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const basic = (user: string, password: string) => ({ authorization: `Basic ${btoa(`${user}:${password}`)}` });

export const mistakesOf: Readonly<Record<ProviderName, (world: StandinWorld, standin: Standin) => Promise<Mistakes>>> =
  { didomi, avacy, didit, netid };

async function didomi(world: StandinWorld, standin: Standin): Promise<Mistakes> {
  const old = await world.scenario("didomi", "a session");
  world.clock.advance("P30D");
  const { access_token: token } = await world.scenario("didomi", "a session");
  const elsewhere = await (await standin.world("elsewhere")).scenario("didomi", "a session");
  const post = { method: "POST", headers: { ...JSON_TYPE, ...bearer(token) } };
  const users = "/v1/consents/users?organization_id=standin-org";
  return {
    "missing credential": { path: users, says: /No credentials were sent/ },
    "malformed credential": { path: users, headers: bearer("undefined"), says: /not a whole token/ },
    "wrong credential": { path: users, headers: bearer(`${token.slice(0, -4)}AAAA`), says: /signature|signed|token/i },
    "wrong secret": {
      path: "/v1/sessions",
      method: "POST",
      headers: JSON_TYPE,
      body: '{"type":"api-key","key":"standin-key","secret":"no"}',
      says: /secret/i,
    },
    "expired credential": { path: users, headers: bearer(old.access_token), says: /expired/i },
    "of another world": { path: users, headers: bearer(elsewhere.access_token), says: /world|issued/i },
    "of another organization": {
      path: "/v1/consents/users?organization_id=other",
      headers: bearer(token),
      says: /organization/i,
    },
    "wrong method": { path: users, method: "PUT", headers: bearer(token), says: /PUT|method/i },
    "wrong path": { path: "/v1/consent/users", headers: bearer(token), says: /No operation has this path/ },
    "wrong media type": {
      path: users,
      ...post,
      headers: { ...post.headers, "content-type": "text/xml" },
      body: "<a/>",
      says: /text\/xml|media|content/i,
    },
    "malformed body": { path: users, ...post, body: '{"a":', says: /ends too early/ },
    "missing field": { path: "/v1/consents/events?organization_id=standin-org", ...post, body: "{}", says: /consents/ },
    "wrong type": { path: users, ...post, body: '{"organization_user_id":[1]}', says: /organization_user_id/ },
    "unknown id": {
      path: "/v1/consents/users/00000000-0000-4000-8000-000000000000?organization_id=standin-org",
      headers: bearer(token),
      says: /user/i,
    },
  };
}

async function avacy(world: StandinWorld): Promise<Mistakes> {
  const path = "/standin/domains_groups/1/consents";
  const { token: revoked } = await world.scenario("avacy", "an API token", { token: "8|fake-revoked", revoked: true });
  await world.scenario("avacy", "an API token", { token: "9|fake-other", tenant: "other" });
  const { token: expired } = await world.scenario("avacy", "an API token", {
    token: "7|fake-expired",
    expires_at: "2020-01-01T00:00:00Z",
  });
  const post = { path, method: "POST", headers: { ...JSON_TYPE, ...bearer("1|standin-token") } };
  const consent =
    '{"subject":{"email":"a@example.com"},"identifier":"email","ip_address":"192.0.2.1","legal_notices":[{"name":"p"}],"preferences":[{"name":"n","accepted":true}]}';
  const as = (token: string) => ({ ...post, headers: { ...JSON_TYPE, ...bearer(token) }, body: consent });
  return {
    "missing credential": { ...post, headers: JSON_TYPE, body: consent, says: /credentials|Authorization/i },
    "empty credential": { ...as(""), says: /./ },
    "malformed credential": { ...as("undefined"), says: /token/i },
    "wrong credential": { ...as("1|wrong-token"), says: /token/i },
    "wrong number of a credential": { ...as("2|standin-token"), says: /number|token/i },
    "expired credential": { ...as(expired), says: /expired/i },
    "revoked credential": { ...as(revoked), says: /revoked/i },
    "of another tenant": { ...as("9|fake-other"), says: /tenant/i },
    "wrong method": { ...post, method: "PUT", body: consent, says: /PUT|method/i },
    "wrong path": {
      ...post,
      path: "/standin/domain_groups/1/consents",
      body: consent,
      says: /No operation has this path/,
    },
    "wrong media type": {
      ...post,
      headers: { ...post.headers, "content-type": "text/plain" },
      body: consent,
      says: /./,
    },
    "missing field": { ...post, body: "{}", says: /body/ },
    "wrong type": { ...post, body: consent.replace('"192.0.2.1"', "[]"), says: /ip_address/ },
    "unknown id": { ...post, path: "/standin/domains_groups/999/consents", body: consent, says: /999|webspace/i },
    "malformed id": { ...post, path: "/standin/domains_groups/abc/consents", body: consent, says: /abc|webspace/i },
    "unknown tenant": { ...post, path: "/unknown/domains_groups/1/consents", body: consent, says: /tenant/i },
  };
}

async function didit(world: StandinWorld, standin: Standin): Promise<Mistakes> {
  const { access_token: expired } = await world.scenario("didit", "an expired client token");
  const { access_token: token } = await world.scenario("didit", "a client token");
  const { access_token: elsewhere } = await (await standin.world("elsewhere")).scenario("didit", "a client token");
  const { session_id: foreign } = await world.scenario("didit", "a session of another application");
  const tokenPath = { path: "/auth/v2/token/", method: "POST", body: '{"grant_type":"client_credentials"}' };
  const session = { path: "/auth/v2/session/", method: "POST", headers: { ...JSON_TYPE, ...bearer(token) } };
  const decision = (id: string) => `/auth/v2/session/${id}/decision/`;
  return {
    "missing credential": {
      ...session,
      headers: JSON_TYPE,
      body: '{"scope":"names"}',
      says: /credentials|Authorization/i,
    },
    "malformed credential": { ...tokenPath, headers: { ...JSON_TYPE, authorization: "Basic ???" }, says: /Basic/ },
    "wrong client": {
      ...tokenPath,
      headers: { ...JSON_TYPE, ...basic("unknown-client", "standin-secret") },
      says: /client/i,
    },
    "wrong secret": { ...tokenPath, headers: { ...JSON_TYPE, ...basic("standin-client", "wrong") }, says: /secret/i },
    "wrong credential": {
      ...session,
      headers: { ...JSON_TYPE, ...bearer("nonsense") },
      body: '{"scope":"names"}',
      says: /token/i,
    },
    "expired credential": {
      ...session,
      headers: { ...JSON_TYPE, ...bearer(expired) },
      body: '{"scope":"names"}',
      says: /expired/i,
    },
    "of another world": {
      ...session,
      headers: { ...JSON_TYPE, ...bearer(elsewhere) },
      body: '{"scope":"names"}',
      says: /world|issued/i,
    },
    "of another application": { path: decision(String(foreign)), headers: bearer(token), says: /application/i },
    "wrong method": { ...session, method: "PUT", body: "{}", says: /PUT|method/i },
    "wrong path": { path: "/auth/v3/session/", headers: bearer(token), says: /No operation has this path/ },
    "wrong media type": {
      ...session,
      headers: { ...session.headers, "content-type": "text/xml" },
      body: "<a/>",
      says: /text\/xml|media|content/i,
    },
    "malformed body": { ...session, body: '{"a":', says: /ends too early/ },
    "missing field": { ...session, body: '{"vendor_data":"x"}', says: /scope/ },
    "wrong type": { ...session, body: '{"scope":["names"]}', says: /scope/ },
    "unknown id": { path: decision("00000000-0000-4000-8000-000000000009"), headers: bearer(token), says: /session/i },
    "malformed id": { path: decision("abc"), headers: bearer(token), says: /./ },
  };
}

async function netid(world: StandinWorld, standin: Standin): Promise<Mistakes> {
  const tapp = "00000000-0000-4000-8000-000000000001";
  const status = `/netid-user-status?q.tapp_id.eq=${tapp}`;
  const origin = { origin: "http://localhost:3000" };
  const login = await world.scenario("netid", "a user who is logged in");
  const cookie = (value: string) => ({ ...origin, cookie: `tpid_sec=${value}` });
  const session = cookieOf(login);
  const expired = cookieOf(await world.scenario("netid", "a user whose login has expired"));
  const forged = cookieOf(await world.scenario("netid", "a user with a forged cookie"));
  const elsewhere = cookieOf(await (await standin.world("elsewhere")).scenario("netid", "a user who is logged in"));
  const type = { "content-type": "application/vnd.netid.permission-center.netid-permissions-v2+json" };
  const write = {
    path: `/netid-permissions?q.tapp_id.eq=${tapp}`,
    method: "POST",
    headers: { ...cookie(session), ...type },
  };
  return {
    "missing credential": { path: status, headers: origin, says: /cookie/i },
    "empty credential": { path: status, headers: cookie(""), says: /cookie/i },
    "malformed credential": { path: status, headers: cookie("undefined"), says: /./ },
    "expired credential": { path: status, headers: cookie(expired), says: /expired/i },
    "forged credential": { path: status, headers: cookie(forged), says: /./ },
    "of another world": { path: status, headers: cookie(elsewhere), says: /world|issued/i },
    "wrong bearer": { path: "/netid-user-status", headers: bearer("nonsense"), says: /token|bearer/i },
    "missing parameter": { path: "/netid-user-status", headers: cookie(session), says: /tapp/i },
    "malformed id": { path: "/netid-user-status?q.tapp_id.eq=abc", headers: cookie(session), says: /abc|tapp/i },
    "unknown id": {
      path: "/netid-user-status?q.tapp_id.eq=00000000-0000-4000-8000-0000000000ff",
      headers: cookie(session),
      says: /TAPP/i,
    },
    "wrong origin": {
      path: status,
      headers: { cookie: `tpid_sec=${session}`, origin: "https://foreign.example" },
      says: /origin/i,
    },
    "missing origin": { path: status, headers: { cookie: `tpid_sec=${session}` }, says: /origin/i },
    "wrong method": { path: status, method: "PUT", headers: cookie(session), says: /PUT|method/i },
    "wrong path": { path: "/netid-user-state", headers: cookie(session), says: /No operation has this path/ },
    "wrong media type": {
      ...write,
      headers: { ...cookie(session), "content-type": "application/json" },
      body: "{}",
      says: /content|media/i,
    },
    "malformed body": { ...write, body: '{"a":', says: /ends too early/ },
    "nothing to set": { ...write, body: "{}", says: /./ },
    "wrong type": { ...write, body: '{"idconsent":5}', says: /idconsent/ },
  };
}

/** The value of the session's cookie in what a scenario gives. */
function cookieOf(given: unknown): string {
  const [, value = ""] = /tpid_sec[="\s:]+([\w.-]+)/.exec(JSON.stringify(given)) ?? [];
  return value;
}
