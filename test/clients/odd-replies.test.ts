import { beforeAll, describe, expect, it } from "vitest";
import * as avacyModule from "#clients/avacy.ts";
import { createAvacyClient } from "#clients/avacy.ts";
import * as diditModule from "#clients/didit.ts";
import { createDiditClient, createDiditWebhookVerifier, isApproved } from "#clients/didit.ts";
import * as didomiModule from "#clients/didomi.ts";
import {
  createDidomiClient,
  createDidomiUserClient,
  getChosenValues,
  isPurposeEnabled,
  isValueChosen,
} from "#clients/didomi.ts";
import type { Fetch } from "#clients/fetch.ts";
import * as netidModule from "#clients/netid.ts";
import {
  createNetidClient,
  createNetidServerClient,
  isIdConsentGiven,
  isLoggedIn,
  type NetidClient,
  type StatusResult,
  syncIdOf,
  tcStringOf,
  tpidOf,
  type WriteResult,
} from "#clients/netid.ts";
import { createStandin } from "#standin/standin.ts";
import { functionsOf } from "../../contracts/agreement/contract.ts";

/*
 * Whatever a server sends, no function of a client throws: a result says it. Every call is made once with the simulator,
 * then with its replies replaced one at a time: whole, and each of their members by something else.
 */

/** What servers, gateways and broken connections send instead of what is documented. */
const BODIES: readonly (readonly [what: string, body: string | null, type: string])[] = [
  ["null", "null", "application/json"],
  ["a number", "5", "application/json"],
  ["a text", '"x"', "application/json"],
  ["a list", "[]", "application/json"],
  ["an empty object", "{}", "application/json"],
  ["JSON that is cut off", '{"a":', "application/json"],
  ["nothing", "", "application/json"],
  ["no body", null, ""],
  ["a page", "<html>busy</html>", "text/html"],
  ["null that is called a page", "null", "text/html"],
  ["a page that is called JSON", "<html>busy</html>", "application/json"],
];
const STATUSES = [200, 201, 204, 400, 401, 404, 500, 502];
/** What stands in the place of a member; undefined: it is absent. */
const VALUES: readonly unknown[] = [undefined, null, 5, "x", "", true, [], {}, [null], [5], { a: null }];

interface Client {
  readonly name: string;
  readonly functions: readonly string[];
  readonly calls: readonly Call[];
}

interface Call {
  /** The functions that it calls. */
  readonly helpers: readonly string[];
  /** Calls the client, and asks the result all that can be asked of it. */
  readonly call: (send: Fetch) => Promise<{ ok: boolean; data?: unknown }>;
  /** Whether a success may have nothing to give. */
  readonly mayBeNothing?: true;
}

const BASE = "http://standin.localhost";
const nowhere: Fetch = () => Promise.reject(new Error("unreachable"));
const now = () => Date.parse("2025-03-01T09:30:00Z");

const openDidomi = (fetch: Fetch) =>
  createDidomiClient({
    organizationId: "standin-org",
    key: "standin-key",
    secret: "standin-secret",
    baseUrl: `${BASE}/didomi/v1`,
    fetch,
    now,
  });
let userToken = "made-up";
const openDidomiUser = (fetch: Fetch) =>
  createDidomiUserClient({ organizationId: "standin-org", token: userToken, baseUrl: `${BASE}/didomi/v1`, fetch });
const ANSWERS = { newsletter: { enabled: true, preferences: { topics: ["sport"] } } };

const askChoices = <Result extends { ok: boolean; data?: unknown }>(result: Result): Result => {
  const choices = result.data as didomiModule.Choices;
  isPurposeEnabled(choices, "newsletter");
  isValueChosen(choices, "topics", "sport");
  getChosenValues(choices, "topics", "newsletter");
  return result;
};
const QUESTIONS = ["isPurposeEnabled", "isValueChosen", "getChosenValues"];

const avacyAt = (fetch: Fetch) =>
  createAvacyClient({ tenant: "standin", token: "1|standin-token", webspaceId: 1, baseUrl: `${BASE}/avacy`, fetch });
const KEY = "00000000-0000-4000-8000-000000000001";
const preferences = [{ name: "newsletter", accepted: true }];
const CONSENT = { subject: { email: "ann@example.com" }, identifier: "email", ip_address: "192.0.2.1", preferences };

let session = { session_id: "", session_token: "" };
let verificationId = "";
const openDidit = (fetch: Fetch) =>
  createDiditClient({
    clientId: "standin-client",
    clientSecret: "standin-secret",
    baseUrl: `${BASE}/didit`,
    fetch,
    now,
  });

const openKeyed = (fetch: Fetch) =>
  createDiditClient({ apiKey: "standin-api-key", baseUrl: `${BASE}/didit`, fetch, now });
const WORKFLOW = "00000000-0000-4000-8000-0000000000f1";
let workflowSessionId = "";
/** Without results, which have many members. */
let expiredSessionId = "";
/** A session that can be deleted, as often as it is asked for. */
async function makeSession() {
  const created = await openKeyed(standin.fetch).createWorkflowSession({ workflow_id: WORKFLOW });
  if (!created.ok) throw new Error(created.message);
  return created.data;
}

const TAPP = "00000000-0000-4000-8000-000000000001";
let cookie = "";
let bearer = "made-up";
const openPage = (send: Fetch) =>
  createNetidClient({
    tappId: TAPP,
    baseUrl: `${BASE}/netid`,
    fetch: (request) => {
      request.headers.set("origin", "http://localhost:3000");
      request.headers.set("cookie", cookie);
      return send(request);
    },
  });
const openServer = (fetch: Fetch) => createNetidServerClient({ token: bearer, baseUrl: `${BASE}/netid`, fetch });
const askStatus = <Result extends StatusResult | WriteResult>(result: Result): Result => {
  if (result.kind !== "written") {
    isIdConsentGiven(result);
    tcStringOf(result);
  }
  expect([null, true, false]).toContain(isLoggedIn(result));
  for (const id of [tpidOf(result), syncIdOf(result)]) expect(["string", "undefined"]).toContain(typeof id);
  return result;
};
const STATUS_QUESTIONS = ["isIdConsentGiven", "tcStringOf", "isLoggedIn", "tpidOf", "syncIdOf"];
const TC = "CP1R2oAP1R2oAEsABBDEDIEgAP_AAAAAAAYgAAAAAAAA";
const PERMISSIONS = { idconsent: "VALID", tcString: TC } as const;
const netidCalls = (open: (send: Fetch) => NetidClient): Call[] => [
  {
    helpers: ["writePermissions", ...STATUS_QUESTIONS],
    call: async (send) => askStatus(await open(send).writePermissions(PERMISSIONS, { syncId: true })),
  },
  {
    helpers: ["readStatus", ...STATUS_QUESTIONS],
    call: async (send) => askStatus(await open(send).readStatus({ syncId: true })),
  },
  {
    helpers: ["writePermissionsV2", ...STATUS_QUESTIONS],
    call: async (send) => askStatus(await open(send).writePermissionsV2(PERMISSIONS)),
  },
  {
    helpers: ["readStatusV2", ...STATUS_QUESTIONS],
    call: async (send) => askStatus(await open(send).readStatusV2()),
  },
];

const clients: readonly Client[] = [
  {
    name: "didomi",
    functions: functionsOf(didomiModule, openDidomi(nowhere), openDidomiUser(nowhere)),
    calls: [
      { helpers: ["getOrganizationToken"], call: (send) => openDidomi(send).getOrganizationToken() },
      { helpers: ["createUserToken"], call: (send) => openDidomi(send).createUserToken("ann") },
      {
        helpers: ["recordChoices", ...QUESTIONS],
        call: async (send) => askChoices(await openDidomi(send).recordChoices("ann", ANSWERS)),
      },
      {
        helpers: ["getChoices", ...QUESTIONS],
        mayBeNothing: true,
        call: async (send) => askChoices(await openDidomi(send).getChoices("ann")),
      },
      {
        helpers: ["getChoices"],
        call: async (send) => askChoices(await openDidomi(send).getChoices({ id: "made-up" })),
      },
      {
        helpers: ["recordChoices"],
        call: async (send) => askChoices(await openDidomiUser(send).recordChoices(ANSWERS)),
      },
      {
        helpers: ["getChoices"],
        mayBeNothing: true,
        call: async (send) => askChoices(await openDidomiUser(send).getChoices()),
      },
    ],
  },
  {
    name: "avacy",
    functions: functionsOf(avacyModule, avacyAt(nowhere)),
    calls: [
      { helpers: ["recordConsent"], call: (send) => avacyAt(send).recordConsent(CONSENT) },
      { helpers: ["recordConsentV2"], call: (send) => avacyAt(send).recordConsentV2(CONSENT) },
      {
        helpers: ["recordConsentV4"],
        call: (send) =>
          avacyAt(send).recordConsentV4({
            ip_address: "192.0.2.1",
            consent_type: "form",
            optin: "accepted",
            identifier: "ann@example.com",
            consent_data: [{ label: "newsletter", value: "1" }],
            source: "website",
            consent_features: ["newsletter"],
          }),
      },
      { helpers: ["validateWebspace"], call: (send) => avacyAt(send).validateWebspace(`standin|${KEY}`) },
      { helpers: ["validateToken"], call: (send) => avacyAt(send).validateToken(`standin|${KEY}`, "1|standin-token") },
    ],
  },
  {
    name: "didit",
    functions: functionsOf(diditModule, openDidit(nowhere), openKeyed(nowhere)),
    calls: [
      { helpers: ["getClientToken"], call: (send) => openDidit(send).getClientToken() },
      { helpers: ["createSession"], call: (send) => openDidit(send).createSession({ scope: ["names", "email"] }) },
      { helpers: ["getStatus"], call: (send) => openDidit(send).getStatus(session) },
      {
        helpers: ["poll"],
        call: (send) => {
          // An unknown status may be a new one: polling continues until the caller aborts.
          const stop = new AbortController();
          const sleep = async () => stop.abort(new Error("enough"));
          return openDidit(send).poll(session, { sleep, signal: stop.signal });
        },
      },
      { helpers: ["getDecision"], call: (send) => openDidit(send).getDecision(session.session_id) },
      { helpers: ["createVerification"], call: (send) => openDidit(send).createVerification() },
      {
        helpers: ["getVerification", "isApproved"],
        call: async (send) => {
          const result = await openDidit(send).getVerification(verificationId);
          if (result.ok) expect(typeof isApproved(result.data)).toBe("boolean");
          return result;
        },
      },
      { helpers: ["updateStatus"], call: (send) => openDidit(send).updateStatus(verificationId, "Approved") },
      { helpers: ["downloadPdf"], call: (send) => openDidit(send).downloadPdf(verificationId) },
      {
        helpers: ["createWorkflowSession"],
        call: (send) => openKeyed(send).createWorkflowSession({ workflow_id: WORKFLOW }),
      },
      {
        helpers: ["getWorkflowDecision", "isApproved"],
        call: async (send) => {
          const result = await openKeyed(send).getWorkflowDecision(workflowSessionId);
          if (result.ok) expect(typeof isApproved(result.data)).toBe("boolean");
          return result;
        },
      },
      {
        helpers: ["waitForOutcome"],
        call: (send) => openKeyed(send).waitForOutcome(expiredSessionId, { sleep: async () => {} }),
      },
      {
        helpers: ["listWorkflowSessions"],
        call: (send) => openKeyed(send).listWorkflowSessions({ status: "Approved" }),
      },
      {
        helpers: ["eachWorkflowSession"],
        async call(send) {
          const data: unknown[] = [];
          for await (const each of openKeyed(send).eachWorkflowSession({ status: "Approved", limit: 1 })) {
            if (!each.ok) return each;
            expect(kindOf(each.data)).toBe("object");
            data.push(each.data);
          }
          return { ok: true, data };
        },
      },
      {
        helpers: ["updateWorkflowStatus"],
        call: (send) => openKeyed(send).updateWorkflowStatus(workflowSessionId, { new_status: "Approved" }),
      },
      { helpers: ["downloadWorkflowPdf"], call: (send) => openKeyed(send).downloadWorkflowPdf(workflowSessionId) },
      {
        helpers: ["deleteWorkflowSession"],
        call: async (send) => openKeyed(send).deleteWorkflowSession((await makeSession()).session_id),
      },
      {
        helpers: ["deleteWorkflowSessions"],
        call: async (send) =>
          openKeyed(send).deleteWorkflowSessions({ session_numbers: [(await makeSession()).session_number] }),
      },
    ],
  },
  {
    name: "netid",
    functions: functionsOf(netidModule, openPage(nowhere)),
    calls: [...netidCalls(openPage), ...netidCalls(openServer)],
  },
];

/** What never sees a reply: it makes requests, or reads what the caller has. */
const WITHOUT_REPLIES = ["toConsent", "toConsentV2", "toConsentV4"];

const standin = await createStandin({ frozenAt: now() });
beforeAll(async () => {
  const world = await standin.world();
  const granted = await openDidomi(standin.fetch).createUserToken("ann");
  if (granted.ok) userToken = granted.data.id_token;
  session = (await world.scenario("didit", "a confirmed session")) as typeof session;
  verificationId = ((await world.scenario("didit", "a verification", { status: "In Review" })) as typeof session)
    .session_id;
  workflowSessionId = (await world.scenario("didit", "a workflow session", { status: "Approved" })).session_id;
  expiredSessionId = (await world.scenario("didit", "a workflow session", { status: "Expired" })).session_id;
  const access = (await world.scenario("netid", "a user who gave consent")) as { cookie: string; bearer_token: string };
  ({ cookie, bearer_token: bearer } = access);
  return () => standin.close();
});

/** A reply that can be given many times. */
interface Reply {
  readonly status: number;
  readonly headers: Headers | Record<string, string>;
  readonly body: ArrayBuffer | string | null;
}

/** What the simulator answers to a call, one after the other; a good one succeeds. */
async function recordReplies(call: Call["call"]): Promise<{ replies: Reply[]; kind: string }> {
  const replies: Reply[] = [];
  const { ok, data } = await call(async (request) => {
    const { status, headers, body } = await standin.fetch(request);
    const reply = { status, headers, body: body === null ? null : await new Response(body).arrayBuffer() };
    replies.push(reply);
    return new Response(reply.body, reply);
  });
  expect(ok).toBe(true);
  return { replies, kind: kindOf(data) };
}

const kindOf = (data: unknown): string => (Array.isArray(data) ? "list" : data === null ? "null" : typeof data);

/** Answers with these replies, the last one again and again. */
function replay(replies: readonly Reply[]): Fetch {
  let at = 0;
  return async () => {
    const reply = replies[Math.min(at, replies.length - 1)] as Reply;
    at += 1;
    return new Response(reply.body, reply);
  };
}

const toReply = (status: number, body: string | null, type: string): Reply => ({
  status,
  headers: type === "" ? {} : { "content-type": type },
  body: status === 204 ? null : body,
});

const isJson = ({ headers }: Reply): boolean => (new Headers(headers).get("content-type") ?? "").includes("json");

/** Every path of members in a JSON value, from the outside in. */
function pathsIn(value: unknown): string[][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => [[name], ...pathsIn(each).map((rest) => [name, ...rest])]);
}

function withMember(value: unknown, [name = "", ...rest]: readonly string[], member: unknown): unknown {
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  copy[name] = rest.length === 0 ? member : withMember(copy[name], rest, member);
  return copy;
}

describe.each(clients)("the client of $name", ({ functions, calls }) => {
  it("has every function that sees a reply among the calls", () => {
    const called = new Set(calls.flatMap(({ helpers }) => helpers));
    expect(functions.filter((name) => !called.has(name) && !WITHOUT_REPLIES.includes(name))).toEqual([]);
  });

  it.each(calls.map((each) => ({ ...each, of: each.helpers[0] })))(
    "$of gives a result for every reply",
    async ({ call }) => {
      const { replies } = await recordReplies(call);
      expect(replies.length).toBeGreaterThan(0);
      for (const [what, body, type] of BODIES)
        for (const status of STATUSES)
          for (const at of replies.keys()) {
            const odd = replies.map((reply, place) => (place === at ? toReply(status, body, type) : reply));
            const label = `${what}, ${status}, in place of reply ${at + 1}`;
            const result = await call(replay(odd)).catch((error) => expect.fail(`${label}: ${error.stack}`));
            expect(result, label).toHaveProperty("ok");
            const isLast = at === replies.length - 1;
            if (isLast && !["an empty object", "no body", "nothing"].includes(what) && status !== 204)
              expect(result.ok, label).toBe(false);
          }
    },
  );

  it.each(calls.map((each) => ({ ...each, of: each.helpers[0] })))(
    "$of gives a result for every member",
    async ({ call, mayBeNothing }) => {
      const { replies, kind } = await recordReplies(call);
      let tried = 0;
      for (const [at, reply] of replies.entries()) {
        if (!isJson(reply)) continue;
        const good: unknown = await new Response(reply.body).json();
        for (const path of pathsIn(good))
          for (const value of VALUES) {
            const { status, headers } = reply;
            const body = JSON.stringify(withMember(good, path, value));
            const odd = replies.map((each, place) => (place === at ? { status, headers, body } : each));
            const label = `${JSON.stringify(value)} at ${path.join("/")} of reply ${at + 1}`;
            const result = await call(replay(odd)).catch((error) => expect.fail(`${label}: ${error.stack}`));
            const kinds = mayBeNothing ? [kind, "undefined"] : [kind];
            if (result.ok) expect(kinds, label).toContain(kindOf(result.data));
            else expect(result, label).toHaveProperty("message");
            tried += 1;
          }
      }
      if (replies.some(isJson)) expect(tried).toBeGreaterThanOrEqual(VALUES.length);
    },
  );
});

/** What plain JavaScript may pass where a text is needed, as when a variable of the environment is missing. */
const NO_TEXTS = [undefined, null, "", 5, 0, {}, ["abc"], true] as never[];

it.each<readonly [string, (missing: never) => unknown]>([
  ["didomi's organizationId", (organizationId) => createDidomiClient({ organizationId, key: "k", secret: "s" })],
  ["didomi's key", (key) => createDidomiClient({ organizationId: "o", key, secret: "s" })],
  ["didomi's secret", (secret) => createDidomiClient({ organizationId: "o", key: "k", secret })],
  ["a didomi user's organizationId", (organizationId) => createDidomiUserClient({ organizationId, token: "t" })],
  ["a didomi user's token", (token) => createDidomiUserClient({ organizationId: "o", token })],
  ["avacy's tenant", (tenant) => createAvacyClient({ tenant, token: "t", webspaceId: 1 })],
  ["avacy's token", (token) => createAvacyClient({ tenant: "t", token, webspaceId: 1 })],
  ["didit's clientId", (clientId) => createDiditClient({ clientId, clientSecret: "s" })],
  ["didit's clientSecret", (clientSecret) => createDiditClient({ clientId: "c", clientSecret })],
  ["didit's apiKey", (apiKey) => createDiditClient({ apiKey })],
  ["didit's webhook secret", (secret) => createDiditWebhookVerifier({ secret })],
  ["netid's tappId", (tappId) => createNetidClient({ tappId })],
])("%s has to be a text", (_what, open) => {
  for (const missing of NO_TEXTS)
    expect(() => open(missing), String(missing)).toThrow(/token|secret|text|empty|needed/);
  expect(() => open("made-up" as never)).not.toThrow();
});

it("the verifier of webhooks takes any headers and any body, and believes none of them", async () => {
  const verifier = createDiditWebhookVerifier({ secret: "a-secret" });
  const event = JSON.stringify({ session_id: "s", status: "Approved", timestamp: 1 });
  for (const headers of [
    undefined,
    null,
    {},
    { "x-signature": undefined },
    { "x-signature": 5 },
    new Headers(),
  ] as never[])
    for (const body of [event, "", undefined, null, 5, 1e15, {}, JSON.parse(event), new Uint8Array(3)] as never[])
      expect(await verifier.verify(body, headers)).toMatchObject({ ok: false, reason: expect.any(String) });
});
