import type { Entry, Har } from "har-format";
import type { ProviderName } from "#mocks/registry.ts";
import { registry } from "#mocks/registry.ts";
import { createStandin } from "#standin/standin.ts";

interface Sent {
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; a text is sent as it is. */
  readonly body?: unknown;
}

interface Answered {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests know what comes
  readonly body: any;
}

export type Send = (method: string, path: string, sent?: Sent) => Promise<Answered>;

/** What a client does with each provider: good requests, refused ones, and later requests that use what replies gave. */
const flows: Readonly<Record<ProviderName, (send: Send) => Promise<void>>> = {
  async didomi(send) {
    const ORGANIZATION = "organization_id=standin-org";
    const key = { type: "api-key", key: "standin-key", secret: "standin-secret" };
    const { body: session } = await send("POST", "/v1/sessions", { body: key });
    await send("POST", "/v1/sessions", { body: { ...key, secret: "wrong-secret" } });
    const headers = { authorization: `Bearer ${session.access_token}` };
    const ann = { organization_id: "standin-org", organization_user_id: "ann@example.com" };
    const { body: token } = await send("POST", "/v1/consents/tokens", { headers, body: ann });
    const consents = {
      purposes: [
        { id: "newsletter", enabled: true },
        { id: "profiling", enabled: false },
      ],
    };
    const user = { organization_user_id: "ann@example.com", metadata: { plan: "gold" } };
    const events = `/v1/consents/events?${ORGANIZATION}`;
    const { body: event } = await send("POST", events, { headers, body: { user, consents } });
    await send("POST", events, { headers, body: { user, consents: 1 } });
    const asAnn = { authorization: `Bearer ${token.id_token}` };
    await send("POST", events, {
      headers: asAnn,
      body: { consents: { purposes: [{ id: "profiling", enabled: true }] } },
    });
    await send("GET", `/v1/consents/users?${ORGANIZATION}&organization_user_id=ann%40example.com`, { headers: asAnn });
    const userPath = `/v1/consents/users/${event.user.id}?${ORGANIZATION}`;
    await send("GET", userPath, { headers });
    await send("PATCH", userPath, { headers, body: { metadata: { plan: "silver" }, country: "FR" } });
    await send("GET", userPath, { headers });
    await send("GET", userPath);
    await send("GET", `/v1/consents/users/unknown-user?${ORGANIZATION}`, { headers });
    const { body: proof } = await send("POST", `/v1/consents/proofs?${ORGANIZATION}`, {
      headers,
      body: { file: "data:image/png;base64,iVBORw0KGgo=" },
    });
    await send("GET", `/v1/consents/proofs/${proof.id}?${ORGANIZATION}`, { headers });
    const ofAnn = `${ORGANIZATION}&organization_user_id=ann%40example.com`;
    await send("GET", `/v1/consents/events?${ofAnn}`, { headers });
    await send("GET", `/v1/consents/events/${event.id}?${ofAnn}`, { headers });
    await send("DELETE", `/v1/consents/events/${event.id}?${ofAnn}`, { headers });
    await send("GET", `/v1/consents/events/${event.id}?${ofAnn}`, { headers });
    await send("DELETE", userPath, { headers });
  },
  async avacy(send) {
    const headers = { authorization: "Bearer 1|standin-token" };
    const consent = {
      subject: { email: "mario@example.com", first_name: "Mario", age: 33 },
      identifier: "email",
      ip_address: "192.0.2.1",
      proofs: "<html></html>",
      legal_notices: [{ name: "privacy_policy" }],
      preferences: [
        { name: "newsletter", accepted: true },
        { name: "updates", accepted: false },
      ],
    };
    await send("POST", "/standin/domains_groups/1/consents", { headers, body: consent });
    await send("POST", "/standin/domains_groups/1/consents", { headers, body: { ...consent, identifier: undefined } });
    await send("POST", "/standin/domains_groups/1/consents", { body: consent });
    await send("POST", "/standin/v2/webspaces/1/consents", { headers, body: consent });
    const v4 = { ip_address: "192.0.2.1", consent_type: "form", optin: "accepted", identifier: "user-123" };
    await send("POST", "/standin/v4/webspaces/1/consents", { headers, body: v4 });
    await send("POST", "/standin/domains_groups/1/consents", {
      headers: { ...headers, "content-type": "application/x-www-form-urlencoded" },
      body: "subject[your-email]=mario%40example.com&identifier=your-email&ip_address=192.0.2.1&preferences[0][name]=a&preferences[0][accepted]=1",
    });
    const account = "/wp/validate/standin/00000000-0000-4000-8000-000000000001";
    await send("GET", account);
    await send("GET", `${account}/1%7Cstandin-token`);
    await send("GET", `${account}/7%7Cwrong-token`);
  },
  async didit(send) {
    const basic = { authorization: `Basic ${btoa("standin-client:standin-secret")}` };
    const { body: client } = await send("POST", "/auth/v2/token/", {
      headers: basic,
      body: { grant_type: "client_credentials" },
    });
    const headers = { authorization: `Bearer ${client.access_token}` };
    const app = { authorization: "Bearer standin-app-token-alice" };
    const asked = { scope: "names email", vendor_data: "ann" };
    const { body: session } = await send("POST", "/auth/v2/session/", { headers, body: asked });
    await send("POST", "/auth/v2/session/", { headers, body: { scope: "names nonsense" } });
    const path = `/auth/v2/session/${session.session_id}`;
    const polling = { ...headers, "data-session-token": session.session_token };
    await send("GET", `${path}/status/`, { headers: polling });
    await send("GET", new URL(session.url).pathname.replace(/^.*(\/authorize\/)/, "$1"));
    await send("GET", `${path}/information`, { headers: app });
    await send("POST", `${path}/update`, { headers: app, body: { status: "confirmed" } });
    await send("GET", `${path}/status/`, { headers: polling });
    await send("GET", `${path}/decision/`, { headers });
    await send("GET", "/auth/v2/session/00000000-0000-4000-8000-00000000000f/decision/", { headers });
    await send("GET", `${path}/decision/`);
    const wanted = { features: "OCR + FACE", vendor_data: "user-1", callback: "http://localhost:3000/verified" };
    const { body: verification } = await send("POST", "/v1/session/", { headers, body: wanted });
    const verificationPath = `/v1/session/${verification.session_id}`;
    await send("GET", `${verificationPath}/decision/`, { headers });
    await send("PATCH", `${verificationPath}/update-status/`, {
      headers,
      body: { new_status: "Approved", comment: "looked at" },
    });
    await send("GET", `${verificationPath}/generate-pdf/`, { headers });
  },
  async netid(send) {
    const TAPP = "q.tapp_id.eq=00000000-0000-4000-8000-000000000001";
    const PREFIX = "application/vnd.netid.permission-center.";
    const login = await send("GET", "/_mock/login?user=alice");
    const cookie = (login.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
    const headers = { origin: "http://localhost:3000", cookie };
    await send("GET", `/netid-user-status?${TAPP}`, { headers });
    const body = { idconsent: "VALID", iab_tc_string: "CP1R2oAP1R2oAEsABBDEDIEgAP_AAAAAAAYgAAAAAAAA" };
    const writing = { ...headers, "content-type": `${PREFIX}netid-permissions-v2+json` };
    await send("OPTIONS", `/netid-permissions?${TAPP}`, {
      headers: { origin: headers.origin, "access-control-request-method": "POST" },
    });
    await send("POST", `/netid-permissions?${TAPP}`, {
      headers: { ...writing, accept: `${PREFIX}netid-subject-status-audit-v1+json` },
      body,
    });
    await send("POST", `/netid-permissions?${TAPP}`, { headers: writing, body: { idconsent: "MAYBE" } });
    await send("GET", `/netid-user-status?${TAPP}`, { headers });
    await send("GET", `/netid-user-status?${TAPP}&q.identifier.in=TPID,SYNC_ID`, {
      headers: { ...headers, accept: `${PREFIX}netid-user-status-v2+json` },
    });
    await send("GET", `/netid-user-status?${TAPP}`, { headers: { origin: headers.origin } });
    await send("GET", `/netid-user-status?${TAPP}`, { headers: { ...headers, cookie: "tpid_sec=not-one-of-ours" } });
    await send("GET", "/netid-user-status", { headers: { authorization: "Bearer standin-token" } });
    await send("GET", `/netid-permissions?${TAPP}&q.date.ge=2020-01-01`, {
      headers: { authorization: `Basic ${btoa("standin-export:standin-secret")}` },
    });
  },
};

/** The secrets that the flows use or are given; no report may show one. */
const secrets = new Set<string>();
export const allSecrets = (): readonly string[] => [
  ...secrets,
  "standin-secret",
  "wrong-secret",
  "standin-app-token-alice",
  "1|standin-token",
  "7|wrong-token",
  "ann@example.com",
  "mario@example.com",
];

const noteSecrets = (value: unknown): void => {
  if (typeof value !== "object" || value === null) return;
  for (const [name, each] of Object.entries(value)) {
    if (typeof each === "string" && /token|secret/i.test(name) && name !== "token_type") secrets.add(each);
    noteSecrets(each);
  }
};

/** Records what standin itself keeps of a provider's flow: secrets are redacted. */
export async function recordOwn(provider: ProviderName, flow = flows[provider]): Promise<Har> {
  await using standin = await createStandin({ control: false });
  const world = await standin.world("recorded");
  await run(flow, (path, init) => world.fetch(`/${provider}${path}`, init));
  return (await world.toHar()) as unknown as Har;
}

/** Records the same as a browser would between a client and the real hosts: with all secrets. */
export async function recordBrowser(provider: ProviderName, seed = 7): Promise<Har> {
  await using standin = await createStandin({ control: false, seed, frozenAt: "2026-01-05T10:00:00Z" });
  const world = await standin.world();
  const entries: Entry[] = [];
  const [host = ""] = registry[provider].api.hosts;
  await run(flows[provider], async (path, init) => {
    await world.clock.advance(1500);
    const reply = await world.fetch(`/${provider}${path}`, init);
    const started = (await world.clock.now()).toISOString();
    entries.push(await toBrowserEntry(started, `https://${host}${path}`, init, reply.clone()));
    return reply;
  });
  return { log: { version: "1.2", creator: { name: "WebInspector", version: "537.36" }, entries } };
}

async function run(
  flow: (send: Send) => Promise<void>,
  fetch: (path: string, init: RequestInit) => Promise<Response>,
): Promise<void> {
  await flow(async (method, path, { headers = {}, body } = {}) => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const reply = await fetch(path, {
      method,
      redirect: "manual",
      headers: { ...(body !== undefined && { "content-type": "application/json" }), ...headers },
      ...(body !== undefined && { body: text }),
    });
    const raw = await reply.text();
    const isJson = (reply.headers.get("content-type") ?? "").includes("json") && raw !== "";
    const parsed = isJson ? JSON.parse(raw) : raw;
    noteSecrets(parsed);
    return { status: reply.status, headers: reply.headers, body: parsed };
  });
}

async function toBrowserEntry(
  startedDateTime: string,
  url: string,
  { method = "GET", headers, body }: RequestInit,
  reply: Response,
): Promise<Entry> {
  const content = Buffer.from(await reply.arrayBuffer());
  const mimeType = reply.headers.get("content-type") ?? "x-unknown";
  const isText = /json|html/.test(mimeType);
  const pairs = Object.entries(headers as Record<string, string>);
  const sentType = pairs.find(([name]) => name === "content-type")?.[1] ?? "";
  return {
    startedDateTime,
    time: 12,
    request: {
      method,
      url,
      headers: [
        { name: ":authority", value: new URL(url).host },
        { name: ":method", value: method },
        ...pairs.map(([name, value]) => ({ name: name.replace(/^./, (first) => first.toUpperCase()), value })),
      ],
      httpVersion: "http/2.0",
      cookies: [],
      queryString: [...new URL(url).searchParams].map(([name, value]) => ({ name, value })),
      ...(typeof body === "string" && { postData: { mimeType: sentType, text: body } }),
      headersSize: -1,
      bodySize: typeof body === "string" ? Buffer.byteLength(body) : 0,
    },
    response: {
      status: reply.status,
      statusText: "",
      httpVersion: "http/2.0",
      cookies: [],
      headers: [...reply.headers].map(([name, value]) => ({ name: name.toUpperCase(), value })),
      content: {
        size: content.length,
        mimeType,
        ...(content.length > 0 &&
          (isText ? { text: content.toString("utf8") } : { text: content.toString("base64"), encoding: "base64" })),
      },
      redirectURL: reply.headers.get("location") ?? "",
      headersSize: -1,
      bodySize: content.length,
    },
    cache: {},
    timings: { send: 0, wait: 12, receive: 0 },
  };
}
