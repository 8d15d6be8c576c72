import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { engineReasons } from "#engine/contract/reasons.ts";
import type { RefusingStage } from "#engine/contract/refusal.ts";
import { type credentialReasons, signToken } from "#engine/kit/tokens.ts";
import { keysOf } from "#engine/kit/world-keys.ts";
import type { components } from "#generated/didit/types.ts";
import { reasons } from "#mocks/didit/reasons.ts";
import { createStandin, type Standin, type StandinOptions, type StandinWorld } from "#standin/standin.ts";
import { ALICE, BOB, START } from "./calls.ts";

const UNKNOWN_ID = "00000000-0000-4000-8000-000000000000";
const SECRET = "shop-client-secret";
const OTHER_SECRET = "other-client-secret";
const JSON_TYPE = "application/json";
const FORM_TYPE = "application/x-www-form-urlencoded";
const WORKFLOW = "00000000-0000-4000-8000-0000000000f1";
const APPLICATION = "00000000-0000-4000-8000-00000000000a";
const PARTNER = "00000000-0000-4000-8000-00000000000b";
const GRANT = { grant_type: "client_credentials" };

const SEED = {
  applications: [
    {
      client_id: "standin-client",
      client_secret: SECRET,
      id: APPLICATION,
      api_keys: [
        { key: "shop-key" },
        { key: "sandbox-key", mode: "sandbox" },
        { key: "revoked-key", revoked: true },
        { key: "old-key", expires_at: "2023-12-31T00:00:00Z" },
        { key: "reading-key", scopes: { sessions: "read" } },
        { key: "narrow-key", workflow_ids: [UNKNOWN_ID] },
      ],
      workflows: [{ id: WORKFLOW, features: ["ID_VERIFICATION", "AML"] }],
    },
    { client_id: "other-client", client_secret: OTHER_SECRET, id: PARTNER },
    {
      client_id: "disabled-client",
      client_secret: "disabled-client-secret",
      active: false,
      api_keys: [{ key: "disabled-key" }],
    },
    { client_id: "browser-client", client_secret: "browser-client-secret", client_credentials: false },
    { client_id: "busy-client", client_secret: "busy-client-secret", rate_limit_per_minute: 1 },
  ],
} as const;

type Schemas = components["schemas"];
type EngineCode = keyof typeof engineReasons;
type CredentialCode = keyof typeof credentialReasons;
type Code = keyof typeof reasons | EngineCode | CredentialCode;

/** The reasons of the engine that a request to this provider can meet. */
const ENGINE_CODES: readonly EngineCode[] = [
  "unknownPath",
  "methodNotAllowed",
  "redirected",
  "bodyTooLarge",
  "wrongScheme",
  "tooManyRequests",
  "unsupportedMediaType",
  "malformedBody",
  "invalid",
  "malformedForm",
];
const CREDENTIAL_CODES: readonly CredentialCode[] = [
  "missing",
  "wrongHeader",
  "malformedToken",
  "foreignToken",
  "foreignWorld",
  "formerWorld",
  "wrongSignature",
  "expiredToken",
];

interface Sent {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, unless the headers say otherwise; a text is sent as it is. */
  readonly body?: unknown;
}

/** A request that is about to be refused, and what the integrator needs to be told. */
interface Asked extends Sent {
  readonly says: readonly string[];
}

interface Refused {
  readonly what: string;
  readonly status: number;
  readonly stage: RefusingStage;
  readonly code: Code;
  readonly ask: (shop: Shop) => Asked | Promise<Asked>;
  readonly options?: StandinOptions;
}

/** The world `shop`, in which every request is refused. */
interface Shop {
  readonly standin: Standin;
  readonly world: StandinWorld;
  /** Runs a scenario in the world, or in another. */
  run(scenario: string, parameters?: Readonly<Record<string, unknown>>, world?: string): Promise<Made>;
  /** The Authorization header of an application. */
  client(clientId?: string, world?: string): Promise<Readonly<Record<string, string>>>;
}

/** What scenarios give. */
interface Made {
  readonly session_id: string;
  readonly session_token: string;
  readonly access_token: string;
  readonly uuid?: string;
  readonly share_token?: string;
  readonly original_id?: string;
  readonly url?: string;
  readonly decision?: Schemas["WorkflowDecision"];
}

async function openShop(options: StandinOptions = {}): Promise<Shop> {
  const standin = await createStandin({ providers: ["didit"], frozenAt: START, seeds: { didit: SEED }, ...options });
  const run: Shop["run"] = async (scenario, parameters, world = "shop") =>
    (await standin.engine.runScenario(world, "didit", scenario, parameters)) as Made;
  return {
    standin,
    world: await standin.world("shop"),
    run,
    client: async (clientId = "standin-client", world = "shop") =>
      bearer((await run("a client token", { client_id: clientId }, world)).access_token),
  };
}

function send(world: StandinWorld, { method = "GET", path, headers = {}, body }: Sent): Promise<Response> {
  const init = { method, redirect: "manual" as const };
  if (body === undefined) return world.fetch(`/didit${path}`, { ...init, headers });
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return world.fetch(`/didit${path}`, { ...init, headers: { "content-type": JSON_TYPE, ...headers }, body: text });
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const basic = (clientId: string, secret: string) => ({ authorization: `Basic ${btoa(`${clientId}:${secret}`)}` });
const asForm = { "content-type": FORM_TYPE };

const data = (id: string, call: "status/" | "decision/" | "information" | "update"): string =>
  `/auth/v2/session/${id}/${call}`;
const verification = (id: string, call: "decision/" | "update-status/" | "generate-pdf/"): string =>
  `/v1/session/${id}/${call}`;

type Place = Pick<Refused, "status" | "stage">;

const refused = (what: string, place: Place, code: Code, ask: Refused["ask"], options?: StandinOptions): Refused => ({
  what,
  ...place,
  code,
  ask,
  ...(options !== undefined && { options }),
});

const atRoute: readonly Refused[] = [
  refused("a misspelled path", { status: 404, stage: "route" }, "unknownPath", () => ({
    path: "/auth/v2/sesion/",
    says: ["No operation has this path", "POST /auth/v2/session/"],
  })),
  refused("a session id in upper case", { status: 404, stage: "route" }, "malformedSessionId", () => ({
    path: verification("AAAAAAAA-0000-4000-8000-000000000000", "decision/"),
    says: ["session id in the path", "not a UUID", "in lower case"],
  })),
  refused(
    "a session token in place of the id",
    { status: 404, stage: "authorize" },
    "malformedSessionId",
    async (shop) => ({
      path: data((await shop.run("a session")).session_token, "decision/"),
      headers: await shop.client(),
      says: ["session id in the path", "session_token is not an id"],
    }),
  ),
  refused(
    "a method that the path does not take",
    { status: 405, stage: "route" },
    "methodNotAllowed",
    async (shop) => ({
      method: "PUT",
      path: "/v1/session/",
      headers: await shop.client(),
      says: ["/v1/session/", "PUT", "only POST"],
    }),
  ),
  refused("a wrong method without credentials", { status: 401, stage: "route" }, "missing", () => ({
    method: "PUT",
    path: "/v1/session/",
    says: ["No credentials were sent", "a client token as Authorization: Bearer <token>"],
  })),
  refused("a wrong method with an unknown app token", { status: 401, stage: "route" }, "unknownAppToken", () => ({
    method: "PUT",
    path: data(UNKNOWN_ID, "update"),
    headers: bearer("unknown-app-token"),
    says: ['World "shop" has no person with the app token'],
  })),
  refused("a path without its last slash", { status: 301, stage: "route" }, "redirected", () => ({
    path: data(UNKNOWN_ID, "decision/").slice(0, -1),
    says: ["path /auth/v2/session/{session_id}/decision/"],
  })),
  refused("a body over the limit", { status: 413, stage: "route" }, "bodyTooLarge", async (shop) => ({
    method: "POST",
    path: "/v1/session/",
    headers: await shop.client(),
    body: { vendor_data: "x".repeat(1024 * 1024) },
    says: ["larger than 1048576 bytes"],
  })),
];

const UNAUTHENTICATED: Place = { status: 401, stage: "authenticate" };

/** A token call whose client is refused. */
const ofClient = (what: string, code: Code, headers: Sent["headers"], says: readonly string[], body: object = GRANT) =>
  refused(what, UNAUTHENTICATED, code, () => ({
    method: "POST",
    path: "/auth/v2/token/",
    ...(headers !== undefined && { headers }),
    body,
    says,
  }));

const ofClients: readonly Refused[] = [
  ofClient("no client", "missing", undefined, ["No credentials were sent", "Basic base64(client_id:client_secret)"]),
  ofClient("a bearer for a client", "wrongHeader", bearer(ALICE), [
    "Authorization header",
    "Basic base64(client_id:client_secret)",
  ]),
  ofClient("a client that is not in Base64", "malformedBasic", { authorization: `Basic standin-client:${SECRET}` }, [
    "behind Basic",
    "not the Base64 of client_id:client_secret",
  ]),
  ofClient("a client id without a secret", "malformedBasic", { authorization: `Basic ${btoa("standin-client")}` }, [
    "behind Basic",
    "client_id:client_secret",
  ]),
  ofClient(
    "a client in the body",
    "credentialsInBody",
    undefined,
    ["sent in the body", "HTTP Basic", "base64(client_id:client_secret)"],
    { ...GRANT, client_id: "standin-client", client_secret: SECRET },
  ),
  ofClient("an empty client id", "emptyClientId", basic("", SECRET), ["client id", "is empty"]),
  ofClient("a secret in place of the client id", "unknownClientWithoutSecret", basic("hunter2-hunter2", ""), [
    'World "shop" has no application',
    "no client secret was sent",
  ]),
  ofClient("an unknown client", "unknownClient", basic("newcomer", SECRET), [
    'World "shop" has no application',
    'client id "newcomer"',
    "Declare it in the seed",
  ]),
  ofClient("id and secret in the wrong order", "clientIdAndSecretSwapped", basic(SECRET, "standin-client"), [
    'sent as the client secret is the client id "standin-client"',
    "the id first",
  ]),
  ofClient("an empty secret", "emptyClientSecret", basic("standin-client", ""), [
    'client secret sent by HTTP Basic for application "standin-client" is empty',
  ]),
  ofClient("a wrong secret", "wrongClientSecret", basic("standin-client", "wrong"), [
    'not that of application "standin-client"',
  ]),
  ofClient(
    "the secret of another application",
    "clientSecretOfAnotherApplication",
    basic("standin-client", OTHER_SECRET),
    ['that of application "other-client"', 'client id "standin-client"'],
  ),
  ofClient("a disabled client", "applicationDisabled", basic("disabled-client", "disabled-client-secret"), [
    'Application "disabled-client" is disabled in world "shop"',
  ]),
  refused(
    "a wrong client, and a body that cannot be read",
    { status: 400, stage: "authenticate" },
    "malformedBody",
    () => ({
      method: "POST",
      path: "/auth/v2/token/",
      headers: basic("standin-client", "wrong"),
      body: '{"grant_type":client_credentials}',
      says: ["cannot be read as application/json: unexpected text at line 1, column 15"],
    }),
  ),
  refused(
    "a wrong client, and a body of another media type",
    { status: 400, stage: "authenticate" },
    "unsupportedMediaType",
    () => ({
      method: "POST",
      path: "/auth/v2/token/",
      headers: { ...basic("standin-client", "wrong"), "content-type": "text/plain" },
      body: "grant_type=client_credentials",
      says: ['media type "text/plain"', `send ${FORM_TYPE} or ${JSON_TYPE}`],
    }),
  ),
];

/** A call for which the application's token is refused. */
const ofClientToken = (
  what: string,
  code: Code,
  headersOf: (shop: Shop) => Sent["headers"] | Promise<Sent["headers"]>,
  says: readonly string[],
) =>
  refused(what, UNAUTHENTICATED, code, async (shop) => {
    const headers = (await headersOf(shop)) ?? {};
    return { method: "POST", path: "/auth/v2/session/", headers, body: { scope: "email" }, says };
  });

const ofTokens: readonly Refused[] = [
  ofClientToken("no token", "missing", () => undefined, [
    "No credentials were sent",
    "a client token as Authorization: Bearer <token>",
  ]),
  ofClientToken("a client instead of its token", "wrongHeader", () => basic("standin-client", SECRET), [
    "Authorization header",
    "a client token as Authorization: Bearer <token>",
  ]),
  ofClientToken("a bearer without a token", "emptyBearer", () => bearer(""), ["bearer without a token"]),
  ofClientToken("a text that is not a token", "malformedToken", () => bearer("not-a-token"), [
    "not a whole token",
    "a JWT of three parts",
  ]),
  ofClientToken(
    "a token of the vendor",
    "foreignToken",
    () => bearer(`${btoa('{"alg":"RS256"}').replaceAll("=", "")}.e30.AAAA`),
    ["not issued by standin", "RS256"],
  ),
  ofClientToken("a token of another world", "foreignWorld", (shop) => shop.client("standin-client", "elsewhere"), [
    'issued in world "elsewhere"',
    'not valid in world "shop"',
  ]),
  ofClientToken("a token of an earlier world", "formerWorld", () => bearer(signToken({}, "a secret", "shop:7")), [
    'an earlier world "shop"',
    "dropped",
  ]),
  ofClientToken("a token that was altered", "wrongSignature", alterToken, [
    'not issued in world "shop" as it stands',
    "altered",
  ]),
  ofClientToken("a token of the default world", "wrongSignature", (shop) => shop.client("standin-client", "default"), [
    'not issued in world "shop"',
    "from another world",
  ]),
  ofClientToken(
    "an expired token",
    "expiredToken",
    async (shop) => {
      const headers = await shop.client();
      await shop.world.clock.advance(86_400_000);
      return headers;
    },
    ["The client token expired at 2024-01-02T00:00:00.000Z", "time is 2024-01-02T00:00:00.000Z"],
  ),
  ofClientToken("a token that another mock of the world signed", "notAClientToken", signForeignClaims, [
    'issued in world "shop"',
    "not a client token",
    "/auth/v2/token/",
  ]),
  ofClientToken("a token of an application that is gone", "tokenOfUnknownClient", signForUnknownClient, [
    'application "newcomer"',
    'does not exist in world "shop"',
  ]),
  ofClientToken("a token of a disabled application", "applicationDisabled", (shop) => shop.client("disabled-client"), [
    'Application "disabled-client" is disabled',
    "its tokens are refused",
  ]),
  refused("no app token", UNAUTHENTICATED, "missing", () => ({
    path: data(UNKNOWN_ID, "information"),
    says: ["the app token of a person as Authorization: Bearer <token>"],
  })),
  refused("an unknown app token", UNAUTHENTICATED, "unknownAppToken", () => ({
    path: data(UNKNOWN_ID, "information"),
    headers: bearer("unknown-app-token"),
    says: ['World "shop" has no person with the app token', "not a client token"],
  })),
  refused("polling without a client token", UNAUTHENTICATED, "pollNeedsClientToken", async (shop) => {
    const { session_id: id, session_token: token } = await shop.run("a session");
    const says = ["No Authorization header", "client token and the Data-Session-Token", "status_needs_client_token"];
    return { path: data(id, "status/"), headers: { "data-session-token": token }, says };
  }),
  refused("an app token for an application", { status: 403, stage: "authenticate" }, "wrongScheme", () => ({
    path: verification(UNKNOWN_ID, "decision/"),
    headers: bearer(ALICE),
    says: ["Credentials of appUserToken", "takes clientToken"],
  })),
  refused("a client token for a person", { status: 403, stage: "authenticate" }, "wrongScheme", async (shop) => ({
    path: data(UNKNOWN_ID, "information"),
    headers: await shop.client(),
    says: ["Credentials of clientToken", "takes appUserToken"],
  })),
];

/** A signature of another token behind this one. */
async function alterToken({ run }: Shop): Promise<Sent["headers"]> {
  const [header, payload] = (await run("a client token")).access_token.split(".");
  const [, , signature] = (await run("a client token", { client_id: "other-client" })).access_token.split(".");
  return bearer(`${header}.${payload}.${signature}`);
}

const secretOf = async ({ standin }: Shop): Promise<string> =>
  keysOf((await standin.engine.worlds.open("shop")).identity).current.secret;

async function signForeignClaims(shop: Shop): Promise<Sent["headers"]> {
  return bearer(signToken({ iss: "another mock" }, await secretOf(shop), "shop"));
}

async function signForUnknownClient(shop: Shop): Promise<Sent["headers"]> {
  await shop.world.snapshot("before");
  await shop.run("an application", { client_id: "newcomer" });
  const headers = await shop.client("newcomer");
  await shop.world.restore("before");
  return headers;
}

/** A world that takes any credentials, but has none to give. */
const EMPTY: StandinOptions = {
  acceptAnyCredentials: true,
  seeds: { didit: { applications: [], users: [] } },
};

const ofOthers: readonly Refused[] = [
  refused(
    "any token, in a world without applications",
    UNAUTHENTICATED,
    "noApplication",
    () => ({
      path: verification(UNKNOWN_ID, "decision/"),
      headers: bearer("any"),
      says: ['World "shop" takes any credentials', "no application"],
    }),
    EMPTY,
  ),
  refused(
    "any app token, in a world without people",
    UNAUTHENTICATED,
    "noPerson",
    () => ({
      path: data(UNKNOWN_ID, "information"),
      headers: bearer("any"),
      says: ['World "shop" takes any credentials', "no person"],
    }),
    EMPTY,
  ),
  refused("a call beyond the rate limit", { status: 429, stage: "rate limit" }, "tooManyRequests", async (shop) => {
    const call = { method: "POST", path: "/v1/session/", headers: await shop.client("busy-client"), body: {} };
    expect((await send(shop.world, call)).status).toBe(201);
    await shop.world.clock.advance(20_000);
    return { ...call, says: ["More than 1 requests in 60 seconds", "begins in 40 seconds"] };
  }),
];

const NOT_FOUND: Place = { status: 404, stage: "authorize" };
const NOT_PERMITTED: Place = { status: 403, stage: "authorize" };

const atAuthorize: readonly Refused[] = [
  refused("an unknown session", NOT_FOUND, "unknownSession", async (shop) => ({
    path: data(UNKNOWN_ID, "decision/"),
    headers: await shop.client(),
    says: ['World "shop" has no data transfer session', UNKNOWN_ID],
  })),
  refused("an unknown verification", NOT_FOUND, "unknownVerification", async (shop) => ({
    path: verification(UNKNOWN_ID, "decision/"),
    headers: await shop.client(),
    says: ['World "shop" has no verification', UNKNOWN_ID],
  })),
  refused("a verification among data transfer sessions", NOT_FOUND, "isVerification", async (shop) => {
    const { session_id: id } = await shop.run("a verification");
    const says = [`${id} is a verification`, "under /v1/session/"];
    return { path: data(id, "decision/"), headers: await shop.client(), says };
  }),
  refused("a data transfer session among verifications", NOT_FOUND, "isSession", async (shop) => {
    const { session_id: id } = await shop.run("a session");
    const says = [`${id} is a data transfer session`, "under /auth/v2/session/"];
    return { path: verification(id, "generate-pdf/"), headers: await shop.client(), says };
  }),
  refused("a session of another application", NOT_FOUND, "sessionOfAnotherApplication", async (shop) => {
    const { session_id: id } = await shop.run("a session", { client_id: "other-client" });
    const says = [
      id,
      'belongs to application "other-client"',
      'token that was sent belongs to application "standin-client"',
    ];
    return { path: data(id, "decision/"), headers: await shop.client(), says };
  }),
  refused("a verification of another application", NOT_FOUND, "sessionOfAnotherApplication", async (shop) => {
    const { session_id: id } = await shop.run("a verification");
    const says = [id, 'belongs to application "standin-client"', 'belongs to application "other-client"'];
    return { path: verification(id, "decision/"), headers: await shop.client("other-client"), says };
  }),
  refused("polling without the session token", NOT_PERMITTED, "dataSessionTokenMissing", async (shop) => {
    const { session_id: id } = await shop.run("a session");
    const says = ["No Data-Session-Token header", "session_token", id];
    return { path: data(id, "status/"), headers: await shop.client(), says };
  }),
  refused("a browser that polls without the session token", NOT_PERMITTED, "dataSessionTokenMissing", async (shop) => {
    await shop.run("browsers may poll");
    const { session_id: id } = await shop.run("a session");
    return { path: data(id, "status/"), says: ["No Data-Session-Token header", "session_token", id] };
  }),
  refused("polling with a wrong session token", NOT_PERMITTED, "dataSessionTokenWrong", async (shop) => {
    const { session_id: id } = await shop.run("a session");
    const headers = { ...(await shop.client()), "data-session-token": "wrong" };
    return { path: data(id, "status/"), headers, says: ["Data-Session-Token header is not the session_token", id] };
  }),
  refused("polling with another session's token", NOT_PERMITTED, "dataSessionTokenOfAnotherSession", async (shop) => {
    const { session_id: id } = await shop.run("a session");
    const other = await shop.run("a session");
    const headers = { ...(await shop.client()), "data-session-token": other.session_token };
    const says = [`session_token of session ${other.session_id}`, `path names session ${id}`];
    return { path: data(id, "status/"), headers, says };
  }),
  refused("a browser that may not poll", { status: 401, stage: "authorize" }, "preflightNotOffered", async (shop) => ({
    method: "OPTIONS",
    path: data((await shop.run("a session")).session_id, "status/"),
    says: ["Browsers may not poll", "status_needs_client_token", "browsers may poll"],
  })),
  refused("a preflight with a token", { status: 405, stage: "authorize" }, "preflightNotOffered", async (shop) => ({
    method: "OPTIONS",
    path: data((await shop.run("a session")).session_id, "status/"),
    headers: await shop.client(),
    says: ["Browsers may not poll", "status_needs_client_token", "browsers may poll"],
  })),
];

const INVALID: Place = { status: 400, stage: "validate" };

/** A token call of a good client whose body is refused. */
const ofGrant = (what: string, code: Code, body: unknown, says: readonly string[], type = JSON_TYPE) =>
  refused(what, INVALID, code, () => ({
    method: "POST",
    path: "/auth/v2/token/",
    headers: { ...basic("standin-client", SECRET), "content-type": type },
    body,
    says,
  }));

const atValidate: readonly Refused[] = [
  ofGrant("a token call whose JSON is cut off", "malformedBody", '{"grant_type"', ["read as application/json"]),
  ofGrant("a token call of another media type", "unsupportedMediaType", "x", ['"text/plain"', FORM_TYPE], "text/plain"),
  ofGrant("no grant", "grantMissing", {}, ["no grant_type", "grant_type=client_credentials"]),
  ofGrant("an empty grant", "grantEmpty", "grant_type=", ["grant_type is empty"], FORM_TYPE),
  ofGrant("a repeated grant", "grantRepeated", "grant_type=a&grant_type=b", ["grant_type", "Send it once"], FORM_TYPE),
  ofGrant("another grant", "grantNotOffered", { grant_type: "password" }, ['"password" is not offered']),
  ofGrant(
    "JSON that calls itself a form, as curl sends it by default",
    "jsonReadAsForm",
    GRANT,
    ["looks like JSON", "read as a form", "Content-Type is not application/json"],
    FORM_TYPE,
  ),
  refused("a form where JSON is taken", { status: 415, stage: "validate" }, "unsupportedMediaType", async (shop) => ({
    method: "POST",
    path: "/auth/v2/session/",
    headers: { ...(await shop.client()), ...asForm },
    body: "scope=email",
    says: [`media type "${FORM_TYPE}"`, `send ${JSON_TYPE}`],
  })),
  refused("JSON that is cut off", INVALID, "malformedBody", async (shop) => ({
    method: "POST",
    path: "/v1/session/",
    headers: await shop.client(),
    body: '{"features":',
    says: ["cannot be read as application/json", "the text ends too early, at line 1, column 13"],
  })),
  refused("fields that are wrong", INVALID, "invalid", async (shop) => ({
    method: "POST",
    path: "/v1/session/",
    headers: await shop.client(),
    body: { callback: "shop.example", features: "FACE" },
    says: ["body.callback: ", 'body.features: must be one of "OCR"'],
  })),
  refused("a missing field", INVALID, "invalid", async (shop) => ({
    method: "PATCH",
    path: verification((await shop.run("a verification")).session_id, "update-status/"),
    headers: await shop.client(),
    body: {},
    says: ["body.new_status: must have required property"],
  })),
  refused("a page's form that cannot be read", INVALID, "malformedForm", () => ({
    method: "POST",
    path: "/_mock/authorize/token",
    headers: asForm,
    body: "__proto__=1",
    says: ["form cannot be read", "__proto__"],
  })),
];

const HANDLED: Place = { status: 400, stage: "handle" };

/** An answer of a person's app to a data transfer session. */
const ofAnswer = (
  what: string,
  code: Code,
  session: readonly [scenario: string, parameters?: Readonly<Record<string, unknown>>],
  body: object,
  says: readonly string[],
  { place = HANDLED, token = ALICE }: { readonly place?: Place; readonly token?: string } = {},
): Refused =>
  refused(what, place, code, async (shop) => {
    const { session_id: id } = await shop.run(...session);
    return { method: "POST", path: data(id, "update"), headers: bearer(token), body, says: [...says, id] };
  });

const ofSessions: readonly Refused[] = [
  refused("a client that may not fetch tokens", HANDLED, "grantNotAllowed", () => ({
    method: "POST",
    path: "/auth/v2/token/",
    headers: basic("browser-client", "browser-client-secret"),
    body: GRANT,
    says: ['Application "browser-client" may not use the grant client_credentials'],
  })),
  refused("no scope, and no default scope", HANDLED, "scopeMissing", async (shop) => ({
    method: "POST",
    path: "/auth/v2/session/",
    headers: await shop.client(),
    body: {},
    says: ["no scope", 'application "standin-client" has no default_scope'],
  })),
  refused("an unknown scope", HANDLED, "unknownScope", async (shop) => ({
    method: "POST",
    path: "/auth/v2/session/",
    headers: await shop.client(),
    body: { scope: "openid email offline" },
    says: ["unknown words: openid, offline.", "Known words: email phone", "tiktok_account"],
  })),
  ofAnswer("an answer before the scan", "sessionNotScanned", ["a session"], {}, ["not been scanned yet"]),
  ofAnswer("a second answer", "sessionAnswered", ["a declined session"], {}, ["answered already: it is declined"]),
  ofAnswer("an answer ahead of the clock's expiry", "sessionEndedEarly", ["an expired session"], {}, [
    "made to expire by a scenario",
    "until 2024-01-01T00:10:00.000Z",
  ]),
  ofAnswer("an answer of another person", "scannedByAnother", ["a scanned session"], {}, ['by "alice"', 'to "bob"'], {
    place: { status: 403, stage: "handle" },
    token: BOB,
  }),
  refused("more than was asked for", HANDLED, "scopeNotRequested", async (shop) => ({
    method: "POST",
    path: data((await shop.run("a scanned session", { scope: "email names" })).session_id, "update"),
    headers: bearer(ALICE),
    body: { scope: "email phone address" },
    says: ["approves phone, address", "asked for email names"],
  })),
  refused("an address that the person does not have", HANDLED, "selectionUnknown", async (shop) => ({
    method: "POST",
    path: data((await shop.run("a scanned session")).session_id, "update"),
    headers: bearer(ALICE),
    body: { selection: { email: "bob@example.com", phone: "+34600000002" } },
    says: ["selection", "email", 'person "alice" does not have'],
  })),
  refused("a scan after the expiry", HANDLED, "sessionTimedOut", async (shop) => {
    const { session_id: id } = await shop.run("a session");
    await shop.world.clock.advance(15 * 60_000);
    const says = [id, "expired at 2024-01-01T00:10:00.000Z"];
    return { path: data(id, "information"), headers: bearer(ALICE), says };
  }),
  refused(
    "a session whose application is gone",
    { status: 404, stage: "handle" },
    "sessionOfNoApplication",
    async (shop) => {
      const { session_id: id } = await shop.run("a session");
      const { engine } = shop.standin;
      const state = await engine.readState("shop", "didit");
      if (state === undefined) throw new Error("Didit has no state.");
      const collections = { ...state.collections, applications: [] };
      await engine.writeState("shop", "didit", { ...state, collections });
      const says = [id, 'application "standin-client"', 'does not exist in world "shop"'];
      return { path: data(id, "information"), headers: bearer(ALICE), says };
    },
  ),
];

const ofVerifications: readonly Refused[] = [
  refused("a review that comes too early", HANDLED, "statusNotReviewable", async (shop) => {
    const { session_id: id } = await shop.run("a verification", { status: "In Progress" });
    const says = [id, "is In Progress", "Approved, Declined, In Review, Abandoned, Kyc Expired"];
    const body = { new_status: "Approved" };
    return { method: "PATCH", path: verification(id, "update-status/"), headers: await shop.client(), body, says };
  }),
  refused("a report that does not exist", { status: 403, stage: "handle" }, "noReport", async (shop) => {
    const { session_id: id } = await shop.run("a verification", { status: "Abandoned" });
    const says = [id, "is Abandoned", "Approved, Declined, In Review"];
    return { path: verification(id, "generate-pdf/"), headers: await shop.client(), says };
  }),
];

const PAGE_NOT_FOUND: Place = { status: 404, stage: "handle" };
const CONFLICT: Place = { status: 409, stage: "handle" };
const SHOWN: Place = { status: 200, stage: "handle" };

const post = (path: string, body: string): Sent => ({ method: "POST", path, headers: asForm, body });

const ofPages: readonly Refused[] = [
  refused("an unknown consent page", PAGE_NOT_FOUND, "unknownSessionLink", () => ({
    path: "/authorize/unknown",
    says: ['World "shop" has no data transfer session', "session token in the path"],
  })),
  refused("an unknown consent form", PAGE_NOT_FOUND, "unknownSessionLink", () => ({
    ...post("/_mock/authorize/unknown", "user=alice&move=decline"),
    says: ['World "shop" has no data transfer session', "session token in the path"],
  })),
  refused("an unknown verification page", PAGE_NOT_FOUND, "unknownVerificationLink", () => ({
    path: "/session/unknown",
    says: ['World "shop" has no verification', "session token in the path"],
  })),
  refused("an unknown verification form", PAGE_NOT_FOUND, "unknownVerificationLink", () => ({
    ...post("/_mock/session/unknown", "outcome=Approved"),
    says: ['World "shop" has no verification', "session token in the path"],
  })),
  refused("a consent of an unknown person", CONFLICT, "unknownPerson", async (shop) => ({
    ...post(`/_mock/authorize/${(await shop.run("a session")).session_token}`, "user=carol&move=decline"),
    says: ['field user is "carol"', 'world "shop"'],
  })),
  refused("a consent to nothing", CONFLICT, "nothingApproved", async (shop) => ({
    ...post(`/_mock/authorize/${(await shop.run("a session")).session_token}`, "user=alice&move=confirm"),
    says: ["without any word of the scope", "decline"],
  })),
  refused("a consent to a session that another person scanned", CONFLICT, "scannedByAnother", async (shop) => ({
    ...post(`/_mock/authorize/${(await shop.run("a scanned session")).session_token}`, "user=bob&move=decline"),
    says: ['scanned by "alice"', '"bob"'],
  })),
  refused("a consent page whose time is up", SHOWN, "sessionTimedOut", async (shop) => {
    const { session_id: id, session_token: token } = await shop.run("a session");
    await shop.world.clock.advance(15 * 60_000);
    return { path: `/authorize/${token}`, says: [id, "expired at 2024-01-01T00:10:00.000Z"] };
  }),
  refused("an unknown outcome", CONFLICT, "unknownOutcome", async (shop) => ({
    ...post(`/_mock/session/${(await shop.run("a verification")).session_token}`, "outcome=Passed"),
    says: ['field outcome is "Passed"', "Approved, Declined, In Review, Abandoned"],
  })),
  refused("an outcome before the page was opened", CONFLICT, "pageNotOpened", async (shop) => {
    const { session_id: id, session_token: token } = await shop.run("a verification");
    const says = [id, "is Not Started", "GET its url first"];
    return { ...post(`/_mock/session/${token}`, "outcome=Approved"), says };
  }),
  refused("an outcome after the end", CONFLICT, "checksNotRunning", async (shop) => {
    const { session_id: id, session_token: token } = await shop.run("a verification", { status: "Declined" });
    const says = [id, "is Declined", "only while it is In Progress"];
    return { ...post(`/_mock/session/${token}`, "outcome=Approved"), says };
  }),
  refused("a verification page whose time is up", SHOWN, "verificationExpired", async (shop) => {
    const { session_id: id, session_token: token } = await shop.run("a verification");
    await shop.world.clock.advance(8 * 86_400_000);
    return { path: `/session/${token}`, says: [id, "expired at 2024-01-08T00:00:00.000Z"] };
  }),
  refused("a verification page ahead of the clock's expiry", SHOWN, "verificationEndedEarly", async (shop) => {
    const { session_id: id, session_token: token } = await shop.run("a verification", { status: "Expired" });
    const says = [id, "made to expire by a scenario", "until 2024-01-08T00:00:00.000Z"];
    return { path: `/session/${token}`, says };
  }),
];

const DENIED_KEY: Place = { status: 403, stage: "authorize" };
const LIST = "/v3/sessions/";
const workflow = (id: string, call: "decision" | "update-status" | "delete"): string => `/v3/session/${id}/${call}/`;

/** A request by an API key that needs nothing of the world. */
const ofKey = (
  what: string,
  place: Place,
  code: Code,
  key: string,
  says: readonly string[],
  sent: Sent = { path: LIST },
) => refused(what, place, code, () => ({ ...sent, headers: { "x-api-key": key }, says }));

/** A creation by version 3. */
const ofCreation = (what: string, code: Code, body: object, says: readonly string[], key = "shop-key") =>
  ofKey(what, HANDLED, code, key, says, {
    method: "POST",
    path: "/v3/session/",
    body: { workflow_id: WORKFLOW, ...body },
  });

/** An update of a session of a workflow. */
const ofUpdate = (what: string, code: Code, state: object, body: object, says: readonly string[], place = HANDLED) =>
  refused(what, place, code, async (shop) => {
    const { session_id: id } = await shop.run("a workflow session", { ...state });
    const headers = { "x-api-key": "shop-key" };
    return { method: "PATCH", path: workflow(id, "update-status"), headers, body, says: [...says] };
  });

const nodes = (feature: string, node_id = `feature_${feature.toLowerCase()}`) => ({
  new_status: "Resubmitted",
  nodes_to_resubmit: [{ node_id, feature }],
});

const ofKeys: readonly Refused[] = [
  ofKey("an unknown key", UNAUTHENTICATED, "unknownKey", "guessed", ['World "shop" has no API key']),
  ofKey("a revoked key", UNAUTHENTICATED, "keyRevoked", "revoked-key", ['"standin-client" has been revoked']),
  ofKey("an expired key", UNAUTHENTICATED, "expiredToken", "old-key", ["The API key", "2023-12-31T00:00:00.000Z"]),
  ofKey("a key of a disabled application", UNAUTHENTICATED, "keyOfDisabledClient", "disabled-key", [
    '"disabled-client"',
  ]),
  ofKey("a key without the scope", DENIED_KEY, "keyWithoutScope", "reading-key", ["may not write sessions", '"read"'], {
    method: "POST",
    path: "/v3/session/",
    body: { workflow_id: WORKFLOW },
  }),
  refused("a key whose application is gone", UNAUTHENTICATED, "keyOfUnknownClient", async (shop) => {
    const { engine } = shop.standin;
    const state = await engine.readState("shop", "didit");
    if (state === undefined) throw new Error("Didit has no state.");
    await engine.writeState("shop", "didit", { ...state, collections: { ...state.collections, applications: [] } });
    return {
      path: LIST,
      headers: { "x-api-key": "shop-key" },
      says: ['application "standin-client"', "does not exist"],
    };
  }),
  refused(
    "a client token for version 3",
    { status: 403, stage: "authenticate" },
    "tokenInPlaceOfKey",
    async (shop) => ({
      path: LIST,
      headers: await shop.client(),
      says: ["no X-Api-Key", "take an API key only"],
    }),
  ),
  refused("no key for version 3", { status: 403, stage: "authenticate" }, "missing", () => ({
    path: LIST,
    says: ["an API key as X-Api-Key: <key>"],
  })),
  refused("a blocked application", DENIED_KEY, "applicationBlocked", async (shop) => {
    await shop.run("an application", { client_secret: SECRET, blocked: "application_deleted" });
    return {
      path: LIST,
      headers: { "x-api-key": "shop-key" },
      says: ['"standin-client" is blocked', "application_deleted"],
    };
  }),
  refused("too little money", DENIED_KEY, "balanceTooLow", async (shop) => {
    await shop.run("an application", { client_secret: SECRET, balance_too_low: true });
    return {
      path: LIST,
      headers: { "x-api-key": "shop-key" },
      says: ["balance", "is 0.0000, and a session takes 0.3000"],
    };
  }),
];

const NO_PAGE: Place = { status: 404, stage: "route" };
const NO_SESSION: Place = { status: 404, stage: "authorize" };

const ofWorkflows: readonly Refused[] = [
  ofKey("an unknown session of a workflow", NO_SESSION, "unknownWorkflowSession", "shop-key", [UNKNOWN_ID], {
    path: workflow(UNKNOWN_ID, "decision"),
  }),
  refused("a session of a workflow at version 1", NO_SESSION, "isWorkflowSession", async (shop) => {
    const { session_id: id } = await shop.run("a workflow session");
    return { path: verification(id, "decision/"), headers: await shop.client(), says: [id, "/v3/session/"] };
  }),
  refused("a verification at version 3", NO_SESSION, "isOlderVerification", async (shop) => {
    const { session_id: id } = await shop.run("a verification");
    return { path: workflow(id, "decision"), headers: { "x-api-key": "shop-key" }, says: [id, "/v1/session/"] };
  }),
  refused("a session of another workflow", NO_SESSION, "keyForOtherWorkflows", async (shop) => {
    const { session_id: id } = await shop.run("a workflow session");
    return { path: workflow(id, "decision"), headers: { "x-api-key": "narrow-key" }, says: [id, WORKFLOW] };
  }),
  refused("a session of the sandbox by a live key", NO_SESSION, "keyOfOtherMode", async (shop) => {
    const { session_id: id } = await shop.run("a workflow session", { environment: "sandbox" });
    const says = [id, "is of mode sandbox", "is of mode live"];
    return { path: workflow(id, "decision"), headers: { "x-api-key": "shop-key" }, says };
  }),
  ofCreation("an unknown workflow", "unknownWorkflow", { workflow_id: UNKNOWN_ID }, [UNKNOWN_ID, '"standin-client"']),
  ofCreation("a live key in the sandbox", "notInSandbox", { sandbox_scenario: "approve" }, ["mode live"]),
  ofCreation(
    "an unknown word",
    "unknownSandboxScenario",
    { sandbox_scenario: "boom" },
    ['"boom"', "approve"],
    "sandbox-key",
  ),
  ofCreation(
    "a portrait that is too large",
    "portraitTooLarge",
    { portrait_image: Buffer.alloc(1024 * 1024 + 1).toString("base64") },
    ["1048577 bytes", "1048576 at most"],
  ),
  ofUpdate("an update that comes too early", "statusNotUpdatable", {}, { new_status: "Approved" }, ["is Not Started"]),
  ofUpdate("a second resubmission", "resubmittedAlready", { status: "Resubmitted" }, nodes("AML"), [
    "Resubmitted already",
  ]),
  ofUpdate("a resubmission of nothing", "nodesMissing", { status: "Approved" }, { new_status: "Resubmitted" }, [
    "nodes_to_resubmit",
  ]),
  ofUpdate("a check that was not run", "nodeNotRun", { status: "Approved" }, nodes("PHONE"), [
    "no PHONE",
    "ID_VERIFICATION, AML",
  ]),
  ofUpdate("the node of another check", "nodeOfAnotherFeature", { status: "Approved" }, nodes("AML", "feature_ocr"), [
    'Node "feature_ocr"',
    "does not check AML",
    'node "feature_aml" does',
  ]),
  ofUpdate(
    "an e-mail to no address",
    "emailMissing",
    { status: "Approved" },
    { new_status: "Declined", send_email: true },
    ["email_address"],
  ),
  ofUpdate("a run that comes too soon", "rerunTooSoon", { status: "Approved", rerun: true }, nodes("AML"), [START], {
    status: 429,
    stage: "handle",
  }),
  ofKey("a deletion of nothing", HANDLED, "nothingToDelete", "shop-key", ["neither session_numbers"], {
    method: "POST",
    path: "/v3/sessions/delete/",
    body: {},
  }),
  ofKey(
    "a deletion of unknown numbers",
    { status: 404, stage: "handle" },
    "unknownNumbers",
    "shop-key",
    ["numbers 7"],
    {
      method: "POST",
      path: "/v3/sessions/delete/",
      body: { session_numbers: [7] },
    },
  ),
  refused("an unknown image", PAGE_NOT_FOUND, "mediaUnknown", () => ({
    path: `/_mock/media/${UNKNOWN_ID}/1/abc/portrait.png`,
    says: ["not made in this world"],
  })),
  refused("an image whose time is up", { status: 403, stage: "handle" }, "mediaExpired", async (shop) => {
    const { decision } = await shop.run("a workflow session", { status: "Approved" });
    const link = decision?.id_verifications?.[0]?.portrait_image ?? "";
    await shop.world.clock.advance(3_600_000);
    return { path: link.slice(link.indexOf("/_mock/")), says: ["valid until 2024-01-01T01:00:00.000Z"] };
  }),
  ofKey("an unknown destination", { status: 404, stage: "handle" }, "unknownDestination", "shop-key", [UNKNOWN_ID], {
    path: `/v3/webhook/destinations/${UNKNOWN_ID}/`,
  }),
  refused("an unknown delivery", { status: 404, stage: "handle" }, "unknownDelivery", async (shop) => {
    const { uuid } = await shop.run("a webhook destination");
    const path = `/v3/webhook/destinations/${uuid}/deliveries/${UNKNOWN_ID}/`;
    return { path, headers: { "x-api-key": "shop-key" }, says: [String(uuid), UNKNOWN_ID] };
  }),
  refused("a destination of the same URL", HANDLED, "destinationTwice", async (shop) => {
    const { uuid, url } = await shop.run("a webhook destination");
    const sent = { method: "POST", path: "/v3/webhook/destinations/", body: { url } };
    return { ...sent, headers: { "x-api-key": "shop-key" }, says: [String(uuid), "has this URL already"] };
  }),
  ofKey("a workflow by no UUID", NO_PAGE, "malformedUuid", "shop-key", ['"nope"', "/v3/workflows/", "UUIDs"], {
    path: "/v3/workflows/nope/",
  }),
  ofKey("a destination by no UUID", NO_PAGE, "malformedUuid", "shop-key", ["/v3/webhook/destinations/", "UUIDs"], {
    path: "/v3/webhook/destinations/7/deliveries/",
  }),
  ofKey(
    "reviews under the singular",
    NO_PAGE,
    "reviewsInSingular",
    "shop-key",
    [`/v3/sessions/${UNKNOWN_ID}/reviews/`],
    {
      path: `/v3/session/${UNKNOWN_ID}/reviews/`,
    },
  ),
  ofKey(
    "what is not built",
    { status: 404, stage: "route" },
    "notBuilt",
    "shop-key",
    ["/v3/blocklist/ is not built", "version 3", "billing/balance", "mocks/didit/README.md"],
    {
      path: "/v3/blocklist/",
    },
  ),
  ofKey(
    "what is not built beside what is",
    { status: 404, stage: "route" },
    "notBuilt",
    "shop-key",
    ["/v3/users/create/ is not built", "mocks/didit/README.md"],
    { method: "POST", path: "/v3/users/create/", body: { vendor_data: "user-1" } },
  ),
];

/** A sharing of a session, with the partner unless another is named. */
const toShare = (id: string, receiver: string = PARTNER) => ({
  method: "POST",
  path: `/v3/session/${id}/share/`,
  headers: { "x-api-key": "shop-key" },
  body: { for_application_id: receiver },
});

const toImport = (shareToken: string) => ({
  method: "POST",
  path: "/v3/session/import-shared/",
  headers: { "x-api-key": "shop-key" },
  body: { share_token: shareToken, trust_review: true, workflow_id: WORKFLOW },
});

/** Sends a request that succeeds. @returns the body */
async function askShop({ world }: Shop, { method, path, body }: Sent): Promise<{ readonly uuid: string }> {
  const headers = { "x-api-key": "shop-key", "content-type": JSON_TYPE };
  const reply = await world.fetch(path, { method: method ?? "GET", headers, body: JSON.stringify(body) });
  expect(reply.ok).toBe(true);
  return (await reply.json()) as { readonly uuid: string };
}

const addWorkflow = async (shop: Shop, more: object): Promise<string> => {
  const body = { workflow_label: "Another", features: [{ feature: "OCR" }], ...more };
  return (await askShop(shop, { method: "POST", path: "/didit/v3/workflows/", body })).uuid;
};

const toCreate = (workflowId: string) => ({
  method: "POST",
  path: "/v3/session/",
  headers: { "x-api-key": "shop-key" },
  body: { workflow_id: workflowId },
});

const ofManagement: readonly Refused[] = [
  refused("a sharing of what is not finished", HANDLED, "notShareable", async (shop) => {
    const { session_id: id } = await shop.run("a workflow session", { status: "In Progress" });
    return { ...toShare(id), says: [id, "is In Progress", "Approved, Declined, In Review"] };
  }),
  refused("a sharing with an unknown application", HANDLED, "unknownReceiver", async (shop) => {
    const { session_id: id } = await shop.run("a workflow session", { status: "Approved" });
    return { ...toShare(id, UNKNOWN_ID), says: ['World "shop"', UNKNOWN_ID] };
  }),
  refused("a sharing with the own application", HANDLED, "sharedWithItself", async (shop) => {
    const { session_id: id } = await shop.run("a workflow session", { status: "Approved" });
    return { ...toShare(id, APPLICATION), says: ["for_application_id", '"standin-client"'] };
  }),
  refused("an import by a client token", HANDLED, "notAShareToken", async (shop) => {
    const { access_token } = await shop.run("a client token");
    return { ...toImport(access_token), says: ["a token of another kind"] };
  }),
  refused("an import of what is for another application", HANDLED, "sharedWithAnother", async (shop) => {
    const { share_token = "", original_id = "" } = await shop.run("a shared session", { client_id: "other-client" });
    return { ...toImport(share_token), says: [original_id, '"standin-client"'] };
  }),
  refused("a second import", { status: 403, stage: "handle" }, "importedBefore", async (shop) => {
    const { share_token = "", original_id = "" } = await shop.run("a shared session", { imported_into: WORKFLOW });
    return { ...toImport(share_token), says: ['"standin-client" has imported', original_id] };
  }),
  ofKey("an unknown user", { status: 404, stage: "handle" }, "unknownVendorUser", "shop-key", ['no user "user-9"'], {
    path: "/v3/users/user-9/",
  }),
  ofKey("a deletion of no users", HANDLED, "noUsersToDelete", "shop-key", ["vendor_data_list"], {
    method: "POST",
    path: "/v3/users/delete/",
    body: {},
  }),
  refused("a session of a draft", HANDLED, "workflowNotPublished", async (shop) => {
    const id = await addWorkflow(shop, { status: "draft" });
    return { ...toCreate(id), says: [id, "PATCH /v3/workflows/"] };
  }),
  refused("a session of a version", HANDLED, "versionInPlaceOfWorkflow", async (shop) => {
    const id = await addWorkflow(shop, {});
    const sent = { method: "PATCH", path: `/didit/v3/workflows/${id}/`, body: { status: "published" } };
    const { uuid } = await askShop(shop, sent);
    return { ...toCreate(uuid), says: [uuid, id, "Sessions name the workflow_id"] };
  }),
  refused("a published version that should be a draft", HANDLED, "publishedAlready", () => ({
    method: "PATCH",
    path: `/v3/workflows/${WORKFLOW}/`,
    headers: { "x-api-key": "shop-key" },
    body: { status: "draft" },
    says: [WORKFLOW, "is published"],
  })),
  refused("a review of the status that is there", HANDLED, "reviewedAlready", async (shop) => {
    const { session_id: id } = await shop.run("a workflow session", { status: "Approved" });
    const sent = { method: "POST", path: `/v3/sessions/${id}/reviews/`, body: { new_status: "Approved" } };
    return { ...sent, headers: { "x-api-key": "shop-key" }, says: [id, "is Approved already"] };
  }),
];

const TABLE: readonly Refused[] = [
  ...ofManagement,
  ...atRoute,
  ...ofClients,
  ...ofTokens,
  ...ofOthers,
  ...atAuthorize,
  ...atValidate,
  ...ofSessions,
  ...ofVerifications,
  ...ofPages,
  ...ofKeys,
  ...ofWorkflows,
];

/** What the places need besides the secret. */
interface Ground {
  readonly client: Readonly<Record<string, string>>;
  readonly sessionId: string;
}

const tokenCall = (headers: Sent["headers"], body: unknown = GRANT): Sent => ({
  method: "POST",
  path: "/auth/v2/token/",
  ...(headers !== undefined && { headers }),
  body,
});
const base64Url = (text: string): string => btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** Where a secret can stand in a request, and how it is spelled there. */
const PLACES: Readonly<Record<string, (secret: string, testBench: Ground) => Sent>> = {
  "the client secret": (secret) => tokenCall(basic("standin-client", secret)),
  "the secret of an unknown client": (secret) => tokenCall(basic("newcomer", secret)),
  "the secret of a disabled client": (secret) => tokenCall(basic("disabled-client", secret)),
  "a client secret in place of the id": (secret) => tokenCall(basic(secret.replaceAll(":", "."), "standin-client")),
  "a client secret alone": (secret) => tokenCall({ authorization: `Basic ${btoa(secret.replaceAll(":", "."))}` }),
  "a client secret that is not in Base64": (secret) => tokenCall({ authorization: `Basic ${secret}` }),
  "a client secret as a bearer": (secret) => tokenCall(bearer(secret)),
  "a client secret in a JSON body": (secret) =>
    tokenCall(undefined, { ...GRANT, client_id: "standin-client", client_secret: secret }),
  "a client secret in a form": (secret) => tokenCall(asForm, `client_id=a&client_secret=${encodeURIComponent(secret)}`),
  "JSON of a client secret, read as a form": (secret) =>
    tokenCall({ ...basic("standin-client", SECRET), ...asForm }, { client_secret: secret }),
  "a token call that cannot be read": (secret) => tokenCall(undefined, `{"client_secret":${secret}}`),
  "a token call that is text": (secret) => tokenCall({ "content-type": "text/plain" }, secret),
  "a token call of a good client that cannot be read": (secret) =>
    tokenCall(basic("standin-client", SECRET), `{"client_secret":"${secret}" "`),
  "a client token": (secret) => ({ path: verification(UNKNOWN_ID, "decision/"), headers: bearer(secret) }),
  "a client token of three parts": (secret) => ({
    path: verification(UNKNOWN_ID, "decision/"),
    headers: bearer(`${base64Url('{"alg":"HS256"}')}.${base64Url(secret)}.${base64Url(secret)}`),
  }),
  "an API key": (secret) => ({ path: LIST, headers: { "x-api-key": secret.trim().replaceAll(" ", "-") } }),
  "an API key in place of a token": (secret) => ({
    path: verification(UNKNOWN_ID, "decision/"),
    headers: { "x-api-key": secret.trim().replaceAll(" ", "-") },
  }),
  "an app token": (secret) => ({ path: data(UNKNOWN_ID, "information"), headers: bearer(secret) }),
  "a token of another scheme": (secret) => ({
    path: data(UNKNOWN_ID, "decision/"),
    headers: { authorization: `Token ${secret}`, "x-api-key": secret },
  }),
  "a token for a wrong method": (secret) => ({ method: "PUT", path: "/v1/session/", headers: bearer(secret) }),
  "a cookie": (secret) => ({ path: data(UNKNOWN_ID, "decision/"), headers: { cookie: `sessionid=${btoa(secret)}` } }),
  "the Data-Session-Token": (secret, { client, sessionId }) => ({
    path: data(sessionId, "status/"),
    headers: { ...client, "data-session-token": secret },
  }),
  "a session token as an id": (secret) => ({ path: data(encodeURIComponent(secret), "decision/") }),
  "the query of a path that is redirected": (secret) => ({
    path: `${data(UNKNOWN_ID, "decision/").slice(0, -1)}?token=${encodeURIComponent(secret)}`,
  }),
  "a session token in the path of a page": (secret) => ({ path: `/authorize/${encodeURIComponent(secret)}` }),
  "a session token in the path of another page": (secret) => ({ path: `/session/${encodeURIComponent(secret)}` }),
  "a session token in the path of a form": (secret) =>
    post(`/_mock/authorize/${encodeURIComponent(secret)}`, "user=alice"),
  "a field of a form": (secret) => post("/_mock/session/unknown", `token=${encodeURIComponent(secret)}`),
  "JSON that is cut off": (secret, { client: headers }) => ({
    method: "POST",
    path: "/auth/v2/session/",
    headers,
    body: `{"token":"${secret}`,
  }),
  "JSON without quotes": (secret, { client: headers }) => ({
    method: "POST",
    path: "/v1/session/",
    headers,
    body: `{"token":${secret}}`,
  }),
  "a member of a wrong type": (secret, { client: headers }) => ({
    method: "POST",
    path: "/v1/session/",
    headers,
    body: { token: secret, features: secret },
  }),
};

/** Long enough that a sentence does not hold it by chance. */
const secretText = fc.string({ unit: fc.constantFrom(..."abcXYZ0189-_.~+/= !"), minLength: 12, maxLength: 60 });

/** Parsers quote pieces of what they read, so that pieces of a secret must not appear either. */
const LEAST_PIECE = 8;

const spellingsOf = (secret: string): readonly string[] => [
  secret,
  secret.trim(),
  encodeURIComponent(secret),
  btoa(secret),
  base64Url(secret),
  btoa(`standin-client:${secret}`),
];

const piecesOf = (secret: string): readonly string[] =>
  spellingsOf(secret).flatMap((text) =>
    Array.from({ length: text.length - LEAST_PIECE + 1 }, (_each, at) => text.slice(at, at + LEAST_PIECE)),
  );

const refusalIn = (world: StandinWorld) => world.journal.entries({ limit: 1 })[0]?.refusal;

describe("the reason of a didit refusal", () => {
  it.each(TABLE)("says what was wrong: $what", async ({ ask, options, ...wanted }) => {
    const shop = await openShop(options);
    const { says, ...sent } = await ask(shop);
    const { status } = await send(shop.world, sent);
    const { stage, code, reasons: sentences = [] } = refusalIn(shop.world) ?? {};
    expect({ status, stage, code }).toEqual({ status: wanted.status, stage: wanted.stage, code: wanted.code });
    for (const piece of says) expect(sentences.join(" ")).toContain(piece);
  });

  it("never holds a secret, wherever that was sent", async () => {
    const { world, run, client } = await openShop();
    const testBench = { client: await client(), sessionId: (await run("a session")).session_id };
    const property = fc.asyncProperty(secretText, async (secret) => {
      const pieces = piecesOf(secret);
      for (const [place, toSent] of Object.entries(PLACES)) {
        const { status } = await send(world, toSent(secret, testBench));
        expect(status, place).toBeGreaterThanOrEqual(300);
        const { code, reasons: sentences = [] } = refusalIn(world) ?? {};
        expect(code, place).toBeDefined();
        const text = sentences.join(" ");
        expect(
          pieces.filter((piece) => text.includes(piece)),
          `${place}: ${text}`,
        ).toEqual([]);
      }
    });
    await fc.assert(property, { seed: 1, numRuns: 50 });
  });

  // A path that no operation takes has no parameters whose names would tell which part is secret.
  it.each<[string, (token: string) => Sent]>([
    ["whose method is wrong", (token) => ({ method: "PUT", path: `/authorize/${token}` })],
    ["of a form whose method is wrong", (token) => ({ method: "PUT", path: `/_mock/session/${token}` })],
    ["that ends with a slash", (token) => ({ path: `/session/${token}/` })],
  ])("holds no session token of a page %s", async (_what, toSent) => {
    const { world, run } = await openShop();
    const { session_token: token } = await run("a session");
    await send(world, toSent(token));
    expect(refusalIn(world)?.reasons.join(" ")).not.toContain(token);
  });

  it("has every code that this mock and the engine declare for it", () => {
    const reached = new Set<string>(TABLE.map(({ code }) => code));
    expect([...reached].sort()).toEqual([...Object.keys(reasons), ...CREDENTIAL_CODES, ...ENGINE_CODES].sort());
  });
});
