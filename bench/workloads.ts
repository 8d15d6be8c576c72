import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { NUMBER, nextNumber, numbered } from "./bodies.ts";
import type { Load, Sent } from "./load.ts";
import { root } from "./servers.ts";

/** A request that is measured, and how much of bare `node:http` it should reach. */
export interface Workload {
  readonly kind: "read" | "write";
  /** The least ratio of the processor time of the bare server to that of standin. */
  readonly bar: number;
  /** File of the starting state; default: that of the default seed. */
  readonly seed?: string;
  /** Makes in the default world what the request asks about. */
  readonly prepare: (standin: Standin) => Promise<Load>;
}

type Headers = Record<string, string>;

/** A running simulator, by its base URL or in process. */
type Standin = ReturnType<typeof reach>;

function reach(origin: string, fetcher: typeof fetch) {
  const post = async (path: string, body: unknown, headers: Headers = {}): Promise<Record<string, unknown>> => {
    const init = { method: "POST", headers: { ...json, ...headers }, body: JSON.stringify(body) };
    const response = await fetcher(origin + path, init);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Record<string, unknown>;
  };
  return {
    post,
    async scenario(provider: string, name: string, parameters: object) {
      const path = `/_standin/worlds/default/scenarios/${provider}/${encodeURIComponent(name)}`;
      return (await post(path, parameters))["result"] as Record<string, unknown>;
    },
    get: (path: string, headers: Headers = {}): Load => ({ method: "GET", url: origin + path, headers }),
    write: (path: string, headers: Headers, next: () => Sent): Load => ({
      method: "POST",
      url: origin + path,
      headers: { ...json, ...headers },
      next,
    }),
  };
}

/** Gives bodies with a number in them that is another one each time. */
function toBodies(body: object): () => Sent {
  const next = numbered(JSON.stringify(body));
  return () => ({ body: next() });
}

const READ_BAR = 0.75;
const WRITE_BAR = 0.5;
/** An event of a new Didomi user changes more collections than other writes. */
const NEW_USER_BAR = 0.38;
/** What a page or an export holds: the default of Didomi's pages. */
const LISTED = 100;

const json = { "content-type": "application/json" };
const inTurn = Array.from({ length: LISTED }, (_, index) => index);

const organization = "organization_id=standin-org";
const choices = { purposes: [{ id: "newsletter", enabled: true, values: { topics: { value: "sport,culture" } } }] };
const toEvent = (organization_user_id: string) => ({ user: { organization_user_id }, consents: choices });
const events = `/didomi/v1/consents/events?${organization}`;

async function signInToDidomi(standin: Standin): Promise<Headers> {
  const key = { type: "api-key", key: "standin-key", secret: "standin-secret" };
  return { authorization: `Bearer ${(await standin.post("/didomi/v1/sessions", key))["access_token"]}` };
}

async function signInToDidit(standin: Standin): Promise<Headers> {
  const basic = { authorization: `Basic ${btoa("standin-client:standin-secret")}` };
  const token = await standin.post("/didit/auth/v2/token/", { grant_type: "client_credentials" }, basic);
  return { authorization: `Bearer ${token["access_token"]}` };
}

const account = "/avacy/wp/validate/standin/00000000-0000-4000-8000-000000000001";
const tappId = "00000000-0000-4000-8000-000000000001";
const tapp = `q.tapp_id.eq=${tappId}`;

const didomi: Readonly<Record<string, Workload>> = {
  "didomi getUser": {
    kind: "read",
    bar: READ_BAR,
    async prepare(standin) {
      const headers = await signInToDidomi(standin);
      const { user } = await standin.post(events, toEvent("bench@example.com"), headers);
      return standin.get(`/didomi/v1/consents/users/${(user as { id: string }).id}?${organization}`, headers);
    },
  },
  [`didomi listUsers, ${LISTED} users`]: {
    kind: "read",
    bar: READ_BAR,
    async prepare(standin) {
      const headers = await signInToDidomi(standin);
      for (const index of inTurn) await standin.post(events, toEvent(`listed-${index}@example.com`), headers);
      return standin.get(`/didomi/v1/consents/users?${organization}`, headers);
    },
  },
  [`didomi listEvents, ${LISTED} events of a user`]: {
    kind: "read",
    bar: READ_BAR,
    async prepare(standin) {
      const headers = await signInToDidomi(standin);
      for (const _ of inTurn) await standin.post(events, toEvent("busy@example.com"), headers);
      return standin.get(`${events}&organization_user_id=busy%40example.com`, headers);
    },
  },
  "didomi createEvent, new user": {
    kind: "write",
    bar: NEW_USER_BAR,
    prepare: async (standin) =>
      standin.write(events, await signInToDidomi(standin), toBodies(toEvent(`bench-${NUMBER}@example.com`))),
  },
};

const consent = {
  subject: { email: `bench-${NUMBER}@example.com`, first_name: "Mario", last_name: "Rossi", age: 33 },
  identifier: "email",
  ip_address: "192.0.2.1",
  proofs: "<html></html>",
  legal_notices: [{ name: "privacy_policy" }, { name: "cookie_policy" }],
  preferences: [
    { name: "newsletter", accepted: true },
    { name: "updates", accepted: true },
  ],
};

/** Avacy's API has no list of consents, and no read of a single one: both of its reads check an account. */
const avacy: Readonly<Record<string, Workload>> = {
  "avacy validateWebspace": { kind: "read", bar: READ_BAR, prepare: async (standin) => standin.get(account) },
  "avacy validateApiToken": {
    kind: "read",
    bar: READ_BAR,
    prepare: async (standin) => standin.get(`${account}/1%7Cstandin-token`),
  },
  "avacy recordConsent, new subject": {
    kind: "write",
    bar: WRITE_BAR,
    prepare: async (standin) =>
      standin.write(
        "/avacy/standin/domains_groups/1/consents",
        { authorization: "Bearer 1|standin-token" },
        toBodies(consent),
      ),
  },
};

/** Didit's API has no list of sessions. */
const didit: Readonly<Record<string, Workload>> = {
  "didit getSessionDecision, confirmed": {
    kind: "read",
    bar: READ_BAR,
    async prepare(standin) {
      const { session_id } = await standin.scenario("didit", "a confirmed session", {});
      return standin.get(`/didit/auth/v2/session/${session_id}/decision/`, await signInToDidit(standin));
    },
  },
  "didit getVerificationDecision, approved": {
    kind: "read",
    bar: READ_BAR,
    async prepare(standin) {
      const { session_id } = await standin.scenario("didit", "a verification", { status: "Approved" });
      return standin.get(`/didit/v1/session/${session_id}/decision/`, await signInToDidit(standin));
    },
  },
  "didit createSession, new vendor_data": {
    kind: "write",
    bar: WRITE_BAR,
    async prepare(standin) {
      const body = { scope: "names email", vendor_data: `bench-${NUMBER}` };
      return standin.write("/didit/auth/v2/session/", await signInToDidit(standin), toBodies(body));
    },
  },
};

const exporter = { authorization: `Basic ${btoa("standin-export:standin-secret")}` };
const PERMISSIONS = "application/vnd.netid.permission-center.netid-permissions-v2+json";
const people = join(root, "bench/people.js");

const netid: Readonly<Record<string, Workload>> = {
  "netid readStatus": {
    kind: "read",
    bar: READ_BAR,
    prepare: async (standin) =>
      standin.get(`/netid/netid-user-status?${tapp}`, { authorization: "Bearer standin-token" }),
  },
  [`netid exportPermissions, ${LISTED} users`]: {
    kind: "read",
    bar: READ_BAR,
    async prepare(standin) {
      for (const index of inTurn)
        await standin.scenario("netid", "a user who gave consent", { user: `listed-${index}`, tapp_id: tappId });
      return standin.get(`/netid/netid-permissions?${tapp}&q.date.ge=2020-01-01`, exporter);
    },
  },
  "netid writePermissions, another user": {
    kind: "write",
    bar: WRITE_BAR,
    seed: people,
    async prepare(standin) {
      const tokens = await tokensOfPeople();
      const next = () => {
        const number = nextNumber();
        const body = permissions[number % permissions.length] ?? "";
        return { body, headers: { authorization: `Bearer ${tokens[number % tokens.length]}` } };
      };
      return standin.write(`/netid/netid-permissions?${tapp}`, { "content-type": PERMISSIONS }, next);
    },
  },
};

/**
 * Decisions that differ in the version of the CMP. As many as this have no divisor in common with the number of people, so
 * that a person's next decision is not the same.
 */
const permissions = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-", (digit, index) =>
  JSON.stringify({
    idconsent: index % 2 === 0 ? "VALID" : "INVALID",
    iab_tc_string: `CP1R2oAP1R2oAEsA${digit}BDEDIEgAP_AAAAAAAYgAAAAAAAA`,
  }),
);

async function tokensOfPeople(): Promise<readonly string[]> {
  const { default: seed } = (await import(pathToFileURL(people).href)) as {
    readonly default: { readonly netid: { readonly bearer_tokens: readonly { readonly token: string }[] } };
  };
  // The first one is that of the first request of a server.
  return seed.netid.bearer_tokens.slice(1).map(({ token }) => token);
}

/** All that are measured, by name: for each provider some that read and one that writes. */
export const workloads: Readonly<Record<string, Workload>> = { ...didomi, ...avacy, ...didit, ...netid };

/** The workloads that stand for reading by id and for writing a validated body. */
export const READ = "didomi getUser";
export const WRITE = "avacy recordConsent, new subject";

/** Prepares one against a running simulator, so that it only has to be sent. */
export function prepareWorkload(name: string, origin: string, fetcher: typeof fetch = fetch): Promise<Load> {
  const found = workloads[name];
  if (found === undefined) throw new Error(`Unknown workload ${name}.`);
  return found.prepare(reach(origin, fetcher));
}
