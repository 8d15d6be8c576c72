import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Awaitable, ExchangeReply } from "#engine/contract/exchange.ts";
import type { OperationEntry } from "#engine/contract/operation.ts";
import { signToken } from "#engine/kit/tokens.ts";
import { keysOf } from "#engine/kit/world-keys.ts";
import type { Bug } from "#engine/pipeline/engine.ts";
import { createStandin, type Standin } from "#standin/standin.ts";
import { ALICE, BASIC, START, UNKNOWN_ID } from "./calls.ts";

/** What a refusal looks like. */
type Shape = "detail" | "fields" | "oauth" | "page";

/** A request that must be refused, and how. */
interface Invalid {
  readonly what: string;
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
  readonly status: number;
  readonly shape: Shape;
}

const bugs: Bug[] = [];
let standin: Standin;
let operations: readonly OperationEntry[] = [];
let token = "";
/** A session that alice has scanned, and a verification that waits for a review. */
let sessionId = "";
let sessionToken = "";
let verificationId = "";
let workflowSessionId = "";
let destinationId = "";

beforeAll(async () => {
  standin = await createStandin({ providers: ["didit"], frozenAt: START, onBug: (bug) => bugs.push(bug) });
  const behaviour = await standin.providers[0]?.behaviour();
  operations = Object.values(behaviour?.operations ?? {}).filter(({ method }) => method !== "OPTIONS");
  const run = async (name: string, parameters = {}) =>
    (await standin.engine.runScenario("default", "didit", name, parameters)) as Record<string, string>;
  token = (await run("a client token"))["access_token"] ?? "";
  const session = await run("a scanned session", { scope: "email names" });
  sessionId = session["session_id"] ?? "";
  sessionToken = session["session_token"] ?? "";
  verificationId = (await run("a verification", { status: "In Review" }))["session_id"] ?? "";
  workflowSessionId = (await run("a workflow session", { status: "In Review" }))["session_id"] ?? "";
  destinationId = (await run("a webhook destination"))["uuid"] ?? "";
});

afterAll(() => standin.close());

const isApp = ({ path }: OperationEntry): boolean => /information|update$/.test(path);
const isToken = ({ path }: OperationEntry): boolean => path.startsWith("/auth/v2/token");

/** Versions 2 and 3 take an API key. */
const isKeyed = ({ path }: Pick<OperationEntry, "path">): boolean => /^\/(v[23]|v1\/sandbox)\//.test(path);

const withId = (path: string, id: string): string =>
  path
    .replace("{session_id}", id)
    .replace("{uuid}", destinationId)
    .replace("{delivery_uuid}", UNKNOWN_ID)
    .replace("{session_token}", "guess");
const goodPath = ({ path }: OperationEntry): string =>
  withId(path, isKeyed({ path }) ? workflowSessionId : path.startsWith("/v1") ? verificationId : sessionId);
const credentialsFor = (entry: OperationEntry): Readonly<Record<string, string>> =>
  isKeyed(entry)
    ? { "x-api-key": "standin-api-key" }
    : {
        authorization: isToken(entry) ? BASIC : `Bearer ${isApp(entry) ? ALICE : token}`,
        "data-session-token": sessionToken,
      };
const to = (entry: OperationEntry) => ({
  method: entry.method,
  path: goodPath(entry),
  headers: credentialsFor(entry),
});

const send = ({ method, path, headers = {}, body }: Invalid): Awaitable<ExchangeReply> =>
  standin.engine.exchange({
    method,
    path: `/didit${path}`,
    query: "",
    headers: { ...(body !== undefined && { "content-type": "application/json" }), ...headers },
    body,
  });

/** Everything there is to see in the world, what it would number and draw next included. */
async function readWorld(): Promise<string> {
  const { worlds, runScenario } = standin.engine;
  const seen: unknown[] = [];
  for (const path of [`/auth/v2/session/${sessionId}/decision/`, `/v1/session/${verificationId}/decision/`]) {
    const headers = { authorization: `Bearer ${token}` };
    seen.push((await send({ what: "", method: "GET", path, headers, status: 200, shape: "detail" })).body);
  }
  await worlds.fork("default", "probe");
  seen.push(JSON.stringify(await runScenario("probe", "didit", "a confirmed session")));
  seen.push(JSON.stringify(await runScenario("probe", "didit", "a verification")));
  seen.push(JSON.stringify(await runScenario("probe", "didit", "a workflow session", { status: "Approved" })));
  await worlds.drop("probe");
  return seen.join("\n");
}

const operation = fc.nat().map((number) => {
  const entry = operations[number % operations.length];
  if (entry === undefined) throw new Error("there are no operations");
  return entry;
});
const secured = operation.filter((entry) => entry.security.length > 0 && !isToken(entry) && !isKeyed(entry));
const keyed = operation.filter(isKeyed);
const withBody = operation.filter(({ requestBody }) => requestBody !== undefined);
const withSessionId = operation.filter(({ path }) => path.includes("{session_id}"));

/** The token call complains in OAuth's words, whatever is wrong with its body. */
const complaint = (entry: OperationEntry, shape: Shape): { status: number; shape: Shape } => ({
  status: 400,
  shape: isToken(entry) ? "oauth" : shape,
});

const segment = fc
  .string({ minLength: 1, maxLength: 12 })
  .map((text) => encodeURIComponent(text.replaceAll(/[./]/g, "_")));

const unknownPaths: fc.Arbitrary<Invalid> = fc
  .tuple(fc.constantFrom("GET", "POST", "PATCH", "DELETE"), fc.array(segment, { maxLength: 4 }), fc.boolean())
  .map(([method, segments, isMock]) => ({
    what: "unknown path",
    method,
    path: `/${isMock ? "_mock" : "unknown"}/${segments.join("/")}`,
    status: 404,
    shape: "page" as const,
  }))
  .filter(({ path }) => !/^\/_mock\/(authorize|session)\//.test(path));

const malformedIds: fc.Arbitrary<Invalid> = fc
  .tuple(
    withSessionId,
    fc.oneof(
      segment,
      fc.uuid().map((id) => `${id}0`),
      fc.uuid().map((id) => id.replaceAll("-", "")),
      fc.constantFrom("%", "%zz", "%E0%A4", "1%", "AAAAAAAA-0000-4000-8000-000000000000", "%30".repeat(36)),
    ),
  )
  .map(([entry, id]) => ({
    what: "malformed id",
    ...to(entry),
    path: withId(entry.path, id),
    // Data transfer looks any id up; among verifications it is a matter of the route.
    ...(isTransfer(entry.path) ? { status: 404, shape: "detail" as const } : { status: 404, shape: "page" as const }),
  }));

const unknownPages: fc.Arbitrary<Invalid> = fc
  .tuple(fc.constantFrom("/session/", "/authorize/"), fc.constantFrom("%E0%A4", "%", "%ff", "guess", "__proto__"))
  .map(([path, id]) => ({
    what: "unknown page",
    method: "GET",
    path: path + id,
    status: 404,
    shape: "page",
  }));

const wrongMethods: fc.Arbitrary<Invalid> = fc
  .tuple(operation, fc.constantFrom("PUT", "TRACE", "LINK", "PROPFIND", "get", "DELETE", "OPTIONS"))
  .filter(([{ path }, method]) => method !== "OPTIONS" || !path.endsWith("/status/"))
  .filter(([{ path }, method]) => !operations.some((each) => each.path === path && each.method === method))
  .map(([entry, method]) => ({ what: "wrong method", ...to(entry), method, status: 405, shape: "detail" }));

const badTokens: fc.Arbitrary<Invalid> = fc
  .tuple(
    secured,
    fc.oneof(
      fc.constant(undefined),
      fc.stringMatching(/^[\w.-]{1,40}$/).map((text) => `Bearer ${text}`),
      fc.nat().map((at) => `Bearer ${token.slice(0, at % token.length)}`),
      fc.constantFrom("", "Bearer", BASIC, "Bearer a b", `bearer${token}`),
    ),
    fc.constantFrom("{}", "{", ""),
    fc.boolean(),
  )
  .map(([entry, authorization, body, isWrongMethod]) => ({
    what: "bad token",
    ...to(entry),
    ...(isWrongMethod && { method: "PUT" }),
    headers: { authorization },
    body,
    status: 401,
    shape: "detail",
  }));

const wrongTokens: fc.Arbitrary<Invalid> = secured.map((entry) => ({
  what: "wrong kind of token",
  ...to(entry),
  headers: { authorization: `Bearer ${isApp(entry) ? token : ALICE}` },
  status: 403,
  shape: "detail",
}));

/** No key is another refusal than a bad one. */
const badKeys: fc.Arbitrary<Invalid> = fc
  .tuple(
    keyed,
    fc.oneof(
      fc.constant(undefined),
      fc.stringMatching(/^[\w.-]{1,40}$/),
      fc.constantFrom("", "standin-api-ke", "standin-api-key ,", "STANDIN-API-KEY", "__proto__"),
    ),
    fc.constantFrom("{}", "{", ""),
  )
  .map(([entry, key, body]) => ({
    what: "bad key",
    ...to(entry),
    headers: key === undefined ? {} : { "x-api-key": key },
    body,
    status: key === undefined ? 403 : 401,
    shape: "detail",
  }));

const badClients: fc.Arbitrary<Invalid> = fc
  .oneof(
    fc.constantFrom(undefined, "", "Basic", "Basic ====", `Bearer ${ALICE}`, `Basic ${btoa("\u00ff\u00fe:x")}`),
    fc.string().map((text) => `Basic ${text.replaceAll(/[^!-~]/g, "")}`),
    fc.tuple(fc.string(), fc.string()).map(([id, secret]) => `Basic ${btoa(encodeURI(`${id}:${secret}`))}`),
  )
  .map((authorization) => ({
    what: "bad client",
    method: "POST",
    path: "/auth/v2/token/",
    headers: { authorization },
    body: '{"grant_type":"client_credentials"}',
    status: 401,
    shape: "oauth",
  }));

const malformedBodies: fc.Arbitrary<Invalid> = fc
  .tuple(
    withBody,
    fc.oneof(
      fc.constantFrom("{", "}", '{"a"', '{"a":}', "[1,", "nul", "'a'", "{a:1}", '{"a":1}{', "\u0000", "﻿{}", '"\\u12"'),
      fc.string({ minLength: 1 }).map((text) => `{${text}`),
      fc.integer({ min: 513, max: 3000 }).map((depth) => `{"selection":${"[".repeat(depth)}${"]".repeat(depth)}}`),
      fc.constantFrom('{"__proto__":{"a":1}}', '{"selection":{"__proto__":null}}', '{"\\u005f_proto__":1}'),
    ),
  )
  .filter(([, body]) => !isSound(body))
  .map(([entry, body]) => ({ what: "malformed body", ...to(entry), body, ...complaint(entry, "detail") }));

const isSound = (text: string): boolean => {
  try {
    JSON.parse(text);
    return text.length < 60 && !text.includes("proto__");
  } catch {
    return false;
  }
};

const wrongMediaTypes: fc.Arbitrary<Invalid> = fc
  .tuple(withBody, fc.constantFrom("text/plain", "application/xml", "multipart/form-data; boundary=x", "x", "/"))
  .map(([entry, type]) => ({
    what: "wrong media type",
    ...to(entry),
    headers: { ...credentialsFor(entry), "content-type": type },
    body: "{}",
    ...(isToken(entry) ? complaint(entry, "oauth") : { status: 415, shape: "detail" as const }),
  }));

const wrongShapes: fc.Arbitrary<Invalid> = fc
  .tuple(withBody, fc.constantFrom("null", "[]", "5", '"text"', "true", "[{}]", "1.5"))
  .map(([entry, body]) => ({ what: "body of the wrong shape", ...to(entry), body, ...complaint(entry, "fields") }));

type Member = readonly [operation: string, name: string, fits: (value: unknown) => boolean];

const isTextOrNull = (value: unknown): boolean => typeof value === "string" || value === null;
const isPlainObject = (value: unknown): boolean => typeof value === "object" && value !== null && !Array.isArray(value);
const never = (): boolean => false;

/** Members of bodies, and which values fit. A generated text is no scope, address or choice. */
const MEMBERS: readonly Member[] = [
  ["POST /auth/v2/token/", "grant_type", never],
  ["POST /auth/v2/session/", "scope", never],
  ["POST /auth/v2/session/", "vendor_data", isTextOrNull],
  ["POST /auth/v2/session/{session_id}/update", "status", never],
  ["POST /auth/v2/session/{session_id}/update", "scope", never],
  ["POST /auth/v2/session/{session_id}/update", "selection", (value) => isPlainObject(value)],
  ["POST /v1/session/", "callback", never],
  ["POST /v1/session/", "features", never],
  ["POST /v1/session/", "vendor_data", isTextOrNull],
  ["PATCH /v1/session/{session_id}/update-status/", "new_status", never],
  ["PATCH /v1/session/{session_id}/update-status/", "comment", (value) => typeof value === "string"],
  ["POST /v3/session/", "workflow_id", never],
  ["POST /v3/session/", "vendor_data", isTextOrNull],
  ["POST /v3/session/", "callback", (value) => value === null],
  ["POST /v3/session/", "metadata", (value) => isTextOrNull(value) || isPlainObject(value)],
  ["POST /v3/session/", "contact_details", isPlainObject],
  ["POST /v3/session/", "expected_details", isPlainObject],
  ["POST /v3/session/", "portrait_image", (value) => typeof value === "string" && /^[\w+/]+={0,2}$/.test(value)],
  ["POST /v3/session/", "sandbox_scenario", never],
  ["PATCH /v3/session/{session_id}/update-status/", "new_status", never],
  ["PATCH /v3/session/{session_id}/update-status/", "nodes_to_resubmit", never],
  ["POST /v3/sessions/delete/", "session_numbers", never],
];
const GOOD: Readonly<Record<string, object>> = {
  "POST /auth/v2/session/": { scope: "email" },
  "PATCH /v1/session/{session_id}/update-status/": { new_status: "Approved" },
  "POST /v3/session/": { workflow_id: "00000000-0000-4000-8000-0000000000f1" },
  "PATCH /v3/session/{session_id}/update-status/": { new_status: "Approved" },
};

const anyValue = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, -1, 1.5, 1e308, "", " ", "text", [], {}, [[]], [null], { id: null }),
  fc.string().map((text) => text.replaceAll(":", ".")),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.jsonValue({ maxDepth: 3 }).filter((value) => typeof value !== "string"),
);

const wrongMembers: fc.Arbitrary<Invalid> = fc
  .tuple(fc.constantFrom(...MEMBERS), anyValue)
  .map(([[name, member, fits], value]) => ({
    entry: operations.find(({ method, path }) => `${method} ${path}` === name),
    member,
    fits: fits(value),
    body: JSON.stringify({ ...GOOD[name], [member]: value }),
  }))
  .filter(({ fits, body }) => !fits && !body.includes("__proto__"))
  .map(({ entry, member, body }) => {
    if (entry === undefined) throw new Error("there is no such operation");
    return { what: `wrong ${member}`, ...to(entry), body, ...complaint(entry, "fields") };
  });

const wrongSelections: fc.Arbitrary<Invalid> = fc
  .tuple(fc.constantFrom("email", "phone"), anyValue)
  .map(([member, value]) => ({
    what: `wrong selection of ${member}`,
    method: "POST",
    path: `/auth/v2/session/${sessionId}/update`,
    headers: { authorization: `Bearer ${ALICE}` },
    body: JSON.stringify({ selection: { [member]: value } }),
    status: 400,
    shape: "fields" as const,
  }))
  .filter(({ body }) => !body.includes("__proto__"));

const forms: fc.Arbitrary<Invalid> = fc
  .constantFrom(
    "",
    "a=b",
    "grant_type",
    "grant_type=",
    "grant_type=x",
    "grant_type=client_credentials&grant_type=x",
    "%",
    "&&&",
    "__proto__=1",
  )
  .map((body) => ({
    what: "wrong form",
    method: "POST",
    path: "/auth/v2/token",
    headers: { authorization: BASIC, "content-type": "application/x-www-form-urlencoded" },
    body,
    status: 400,
    shape: "oauth",
  }));

const unknownSessions: fc.Arbitrary<Invalid> = fc.tuple(withSessionId, fc.uuid()).map(([entry, id]) => ({
  ...to(entry),
  what: "unknown session",
  path: withId(entry.path, id),
  ...(entry.requestBody !== undefined && { body: "{}" }),
  status: 404,
  shape: "detail",
}));

const wrongSessionTokens: fc.Arbitrary<Invalid> = fc.stringMatching(/^[!-~]{0,40}$/).map((guess) => ({
  what: "wrong session token",
  method: "GET",
  path: `/auth/v2/session/${sessionId}/status/`,
  headers: { authorization: `Bearer ${token}`, "data-session-token": guess },
  status: 403,
  shape: "detail",
}));

const invalid = fc.oneof(
  unknownPaths,
  { weight: 2, arbitrary: malformedIds },
  unknownPages,
  wrongMethods,
  { weight: 3, arbitrary: badTokens },
  { weight: 2, arbitrary: badKeys },
  wrongTokens,
  { weight: 2, arbitrary: badClients },
  { weight: 3, arbitrary: malformedBodies },
  wrongMediaTypes,
  wrongShapes,
  { weight: 6, arbitrary: wrongMembers },
  wrongSelections,
  forms,
  unknownSessions,
  wrongSessionTokens,
);

const TEXTS = expect.arrayContaining([expect.any(String)]);
const OAUTH = ["invalid_request", "invalid_client", "unsupported_grant_type"];

const isTransfer = (path: string): boolean => path.startsWith("/auth/v2/session");

function expectShape({ shape, path }: Invalid, { headers, body }: ExchangeReply): void {
  if (shape === "page") {
    expect(headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(String(body)).toMatch(/^<!doctype html>/);
    return;
  }
  expect(headers["content-type"]).toBe("application/json");
  const given: Record<string, unknown> = JSON.parse(String(body));
  const hasMessage = shape === "detail" && isTransfer(path);
  if (shape === "detail")
    expect(given).toEqual({ detail: expect.stringMatching(/./), ...(hasMessage && { message: given["detail"] }) });
  else expect(given).not.toHaveProperty("message");
  if (shape === "detail") return;
  if (shape === "oauth")
    expect({ error: OAUTH.includes(String(given["error"])), rest: Object.keys(given) }).toEqual({
      error: true,
      rest: ["error"],
    });
  else {
    const complaints = Object.values(given).flatMap((each) =>
      isPlainObject(each) ? Object.values(each as object) : [each],
    );
    expect(complaints.length).toBeGreaterThan(0);
    for (const each of complaints) expect(each).toEqual(TEXTS);
  }
}

async function expectRefusal(request: Invalid): Promise<void> {
  const reply = await send(request);
  expect({ ...request, status: reply.status, body: String(reply.body).slice(0, 200) }).toMatchObject({
    status: request.status,
  });
  expectShape(request, reply);
  expect(bugs).toEqual([]);
}

describe("invalid requests to Didit", () => {
  it("each gets the provider's own refusal, and the world stays as it was", async () => {
    const world = await standin.world();
    await world.snapshot("before");
    const before = await readWorld();
    expect(before).toContain(`"session_id":"${verificationId}"`);
    await fc.assert(
      fc.asyncProperty(invalid, async (request) => {
        // One request that gets through must not spoil the search for the smallest one like it.
        await world.restore("before");
        await expectRefusal(request);
        expect(await readWorld()).toBe(before);
        expect(world.outbox.entries()).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it("bodies over the limit are refused, and the world stays as it was", async () => {
    const before = await readWorld();
    for (const entry of operations) {
      if (entry.requestBody === undefined) continue;
      const body = JSON.stringify({ vendor_data: "x".repeat(entry.requestBody.limitBytes) });
      await expectRefusal({ what: "too large", ...to(entry), body, status: 413, shape: "detail" });
    }
    expect(await readWorld()).toBe(before);
  });

  it("tokens with claims of the wrong kind are refused", async () => {
    const { secret } = keysOf((await standin.engine.worlds.open("default")).identity).current;
    const exp = Date.parse(START) / 1000 + 60;
    for (const claims of [
      {},
      { exp },
      { client_id: "standin-client" },
      { exp: "never", client_id: "standin-client" },
      { exp, client_id: "unknown" },
      { exp, client_id: {} },
    ])
      await expectRefusal({
        what: "wrong claims",
        method: "GET",
        path: `/auth/v2/session/${UNKNOWN_ID}/decision/`,
        headers: { authorization: `Bearer ${await signToken(claims, secret)}` },
        status: 401,
        shape: "detail",
      });
  });
});
