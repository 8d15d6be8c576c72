/**
 * The first thousand requests of a process: sign-ins, writes of all providers and a read, in process. Prints microseconds
 * each, by the clock and of processor time.
 */
import { createStandin } from "../dist/index.js";

const REQUESTS = 1000;
const json = { "content-type": "application/json" };
const tapp = "q.tapp_id.eq=00000000-0000-4000-8000-000000000001";

const { engine } = await createStandin();
let sent = 0;

async function send(method, target, headers = {}, body = undefined) {
  const [path, query = ""] = target.split("?");
  sent += 1;
  const reply = await engine.exchange({ method, path, query, headers: { host: "localhost:4700", ...headers }, body });
  if (reply.status >= 300) throw new Error(`${method} ${target}: ${reply.status} ${reply.body}`);
  return reply.body;
}

const post = (target, headers, body) => send("POST", target, { ...json, ...headers }, JSON.stringify(body));
const toBearer = (body) => ({ authorization: `Bearer ${JSON.parse(body).access_token}` });

const cpuBefore = process.cpuUsage();
const begin = performance.now();

const key = { type: "api-key", key: "standin-key", secret: "standin-secret" };
const didomi = toBearer(await post("/didomi/v1/sessions", {}, key));
const basic = { authorization: `Basic ${btoa("standin-client:standin-secret")}` };
const didit = toBearer(await post("/didit/auth/v2/token/", basic, { grant_type: "client_credentials" }));
const netid = { authorization: "Bearer standin-token" };
const avacy = { authorization: "Bearer 1|standin-token" };

const mix = [
  (name) =>
    post("/didomi/v1/consents/events?organization_id=standin-org", didomi, {
      user: { organization_user_id: name },
      consents: { purposes: [{ id: "newsletter", enabled: true }] },
    }),
  (name) =>
    post("/avacy/standin/domains_groups/1/consents", avacy, {
      subject: { email: name },
      identifier: "email",
      ip_address: "192.0.2.1",
      preferences: [{ name: "newsletter", accepted: true }],
    }),
  (name) => post("/didit/auth/v2/session/", didit, { scope: "names email", vendor_data: name }),
  () => send("GET", `/netid/netid-user-status?${tapp}`, netid),
];
for (let index = 0; sent < REQUESTS; index += 1) await mix[index % mix.length](`first-${index}@example.com`);

const wallMs = performance.now() - begin;
const { user, system } = process.cpuUsage(cpuBefore);
console.log(JSON.stringify({ requests: sent, wallMicros: (wallMs * 1000) / sent, cpuMicros: (user + system) / sent }));
