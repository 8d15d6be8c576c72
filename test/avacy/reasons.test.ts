import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { engineReasons } from "#engine/contract/reasons.ts";
import type { RefusingStage } from "#engine/contract/refusal.ts";
import type { credentialReasons } from "#engine/kit/tokens.ts";
import { reasons } from "#mocks/avacy/reasons.ts";
import { createStandin, type Standin, type StandinWorld } from "#standin/standin.ts";
import { LEAST_V4, VENDOR_REQUEST } from "./requests.ts";

const KEY = "6f1c2b7e-0000-4000-8000-0000000000aa";
const OTHERS_KEY = "6f1c2b7e-0000-4000-8000-0000000000bb";
const UNKNOWN_KEY = "11111111-1111-4111-8111-111111111111";
const TOKEN = "7|abcDEF";
const SEED = {
  tenants: [
    {
      name: "acme",
      webspaces: [{ id: 1, key: KEY }],
      tokens: [
        { token: TOKEN },
        { token: "8|forAWhile", expires_at: "2023-12-31T23:00:00Z" },
        { token: "9|takenBack", revoked: true },
      ],
    },
    { name: "other", webspaces: [{ id: 3, key: OTHERS_KEY }], tokens: [{ token: "10|others" }] },
  ],
};
const V1 = "/acme/domains_groups/1/consents";
const V2 = "/acme/v2/webspaces/1/consents";
const V4 = "/acme/v4/webspaces/1/consents";
const JSON_TYPE = "application/json";
const FORM_TYPE = "application/x-www-form-urlencoded";

type EngineCode = keyof typeof engineReasons;
type CredentialCode = keyof typeof credentialReasons;

/** The reasons of the engine that a request to this provider can meet. Nothing redirects here, and what is not JSON is a form. */
const ENGINE_CODES: readonly EngineCode[] = [
  "unknownPath",
  "methodNotAllowed",
  "bodyTooLarge",
  "malformedBody",
  "invalid",
  "tooManyRequests",
];
/** API tokens are plain text, so that none is malformed or signed by another world. */
const CREDENTIAL_CODES: readonly CredentialCode[] = ["missing", "wrongHeader", "expiredToken"];

interface Sent {
  readonly path: string;
  readonly method?: string;
  /** What stands in the Authorization header; `null`: it is not sent. */
  readonly authorization?: string | null;
  /** `null`: it is not sent. */
  readonly type?: string | null;
  readonly body?: unknown;
}

interface Refused {
  readonly what: string;
  readonly sent: Sent;
  /** Default: shop. */
  readonly world?: string;
  readonly prepare?: (standin: Standin) => Promise<unknown>;
  readonly status: number;
  readonly stage: RefusingStage;
  readonly code: keyof typeof reasons | EngineCode | CredentialCode;
  /** What an integrator needs to be told. */
  readonly says: readonly string[];
}

const open = (): Promise<Standin> =>
  createStandin({ providers: ["avacy"], seeds: { avacy: SEED }, frozenAt: "2024-01-01T00:00:00Z" });

function send(world: StandinWorld, sent: Sent): Promise<Response> {
  const { path, method = "POST", authorization = `Bearer ${TOKEN}`, type = JSON_TYPE, body = VENDOR_REQUEST } = sent;
  const headers = new Headers();
  if (authorization !== null) headers.set("authorization", authorization);
  if (type !== null) headers.set("content-type", type);
  if (method === "GET") return world.fetch(`/avacy${path}`, { method, headers });
  // Bytes bring no content type of their own.
  const bytes = new TextEncoder().encode(typeof body === "string" ? body : JSON.stringify(body));
  return world.fetch(`/avacy${path}`, { method, headers, body: bytes });
}

const bearer = (token: string, path = V1): Sent => ({ path, authorization: `Bearer ${token}` });
const check = (path: string): Sent => ({
  method: "GET",
  path: `/wp/validate/${path}`,
  authorization: null,
  type: null,
});

const atRoute: readonly Refused[] = [
  {
    what: "a path of a generation that does not exist",
    sent: { path: "/acme/v3/webspaces/1/consents" },
    status: 404,
    stage: "route",
    code: "unknownPath",
    says: ["No operation has this path", "POST /{tenant}/v2/webspaces/{id}/consents"],
  },
  {
    what: "an account check of a token with a slash that is not encoded",
    sent: check(`acme/${KEY}/7|abc/DEF`),
    status: 404,
    stage: "route",
    code: "unencodedSlash",
    says: ["4 segments behind /wp/validate/", "team, webspace key and API token", "%2F"],
  },
  {
    what: "a method that the path does not take",
    sent: { method: "PUT", path: V1 },
    status: 405,
    stage: "route",
    code: "methodNotAllowed",
    says: ["/{tenant}/domains_groups/{id}/consents", "PUT", "POST"],
  },
  {
    what: "a body over the limit",
    sent: { path: V1, body: { ...VENDOR_REQUEST, proofs: "x".repeat(1024 * 1024) } },
    status: 413,
    stage: "route",
    code: "bodyTooLarge",
    says: ["larger than 1048576 bytes"],
  },
];

const atAuthenticate: readonly Refused[] = [
  {
    what: "no token",
    sent: { path: V1, authorization: null },
    status: 401,
    stage: "authenticate",
    code: "missing",
    says: ["No credentials were sent", "API token of the tenant", "Authorization: Bearer <token>"],
  },
  {
    what: "a token in another scheme",
    sent: { path: V2, authorization: `Basic ${btoa(TOKEN)}` },
    status: 401,
    stage: "authenticate",
    code: "wrongHeader",
    says: ["Authorization header", "Authorization: Bearer <token>"],
  },
  {
    what: "a token without a scheme",
    sent: { path: V4, authorization: TOKEN },
    status: 401,
    stage: "authenticate",
    code: "wrongHeader",
    says: ["Authorization header", "Authorization: Bearer <token>"],
  },
  {
    what: "a bearer without a token",
    sent: { path: V1, authorization: "Bearer " },
    status: 401,
    stage: "authenticate",
    code: "emptyBearer",
    says: ["bearer without a token", "not configured"],
  },
  {
    what: "a token that the world does not have",
    sent: bearer("7|abcdef"),
    status: 401,
    stage: "authenticate",
    code: "unknownToken",
    says: ['World "shop" does not have the API token', "compared exactly"],
  },
  {
    what: "a token of another world",
    sent: bearer("1|ofAnotherWorld"),
    prepare: async (standin) =>
      (await standin.world("elsewhere")).scenario("avacy", "an API token", {
        tenant: "acme",
        token: "1|ofAnotherWorld",
      }),
    status: 401,
    stage: "authenticate",
    code: "unknownToken",
    says: ['World "shop" does not have the API token'],
  },
  {
    what: "a token with another number in front",
    sent: bearer("8|abcDEF"),
    status: 401,
    stage: "authenticate",
    code: "wrongTokenNumber",
    says: ['World "shop" has the API token', "under another number", "may be left out"],
  },
  {
    what: "a revoked token",
    sent: bearer("9|takenBack"),
    status: 401,
    stage: "authenticate",
    code: "revokedToken",
    says: ['tenant "acme"', "revoked"],
  },
  {
    what: "an expired token",
    sent: bearer("8|forAWhile"),
    status: 401,
    stage: "authenticate",
    code: "expiredToken",
    says: ["The API token expired at 2023-12-31T23:00:00.000Z", "time is 2024-01-01T00:00:00.000Z"],
  },
];

const atRateLimit: readonly Refused[] = [
  {
    what: "a call beyond the rate limit",
    sent: { path: V1 },
    world: "busy",
    prepare: async (standin) => {
      const world = await standin.world("busy");
      await world.scenario("avacy", "a rate limit", { per_minute: 1 });
      expect((await send(world, { path: V1 })).status).toBe(201);
      await world.clock.advance(20_000);
    },
    status: 429,
    stage: "rate limit",
    code: "tooManyRequests",
    says: ["More than 1 requests in 60 seconds", "begins in 40 seconds"],
  },
];

const atAuthorize: readonly Refused[] = [
  {
    what: "a tenant that the world does not have",
    sent: { path: "/newcomer/v2/webspaces/1/consents" },
    status: 404,
    stage: "authorize",
    code: "unknownTenant",
    says: ['names tenant "newcomer"', 'world "shop" does not have'],
  },
  {
    what: "a token of another tenant",
    sent: bearer("10|others", V4),
    status: 401,
    stage: "authorize",
    code: "tokenOfAnotherTenant",
    says: ['belongs to tenant "other"', 'names tenant "acme"'],
  },
  {
    what: "a webspace id that is not a whole number",
    sent: { path: `/acme/v4/webspaces/${KEY}/consents` },
    status: 404,
    stage: "authorize",
    code: "malformedWebspaceId",
    says: [`webspace id "${KEY}"`, "not a whole number"],
  },
  {
    what: "a webspace that the tenant does not have",
    sent: { path: "/acme/domains_groups/3/consents" },
    status: 404,
    stage: "authorize",
    code: "unknownWebspace",
    says: ['Tenant "acme" has no webspace', "domains group", "3"],
  },
];

const ofBodies: readonly Refused[] = [
  {
    what: "JSON that is cut off",
    sent: { path: V1, body: '{"subject":{' },
    status: 400,
    stage: "validate",
    code: "malformedBody",
    says: ["cannot be read as application/json", "the text ends too early, at line 1, column 13"],
  },
  {
    what: "a form with too many fields",
    sent: { path: V4, type: FORM_TYPE, body: "a[]=1&".repeat(1001) },
    status: 400,
    stage: "validate",
    code: "malformedBody",
    says: ["cannot be read as application/x-www-form-urlencoded", "1000 fields"],
  },
  {
    what: "fields that are wrong or missing",
    sent: { path: V4, body: { ...LEAST_V4, ip_address: "localhost", optin: undefined } },
    status: 400,
    stage: "validate",
    code: "invalid",
    says: ["body.ip_address: ", "ipv4", "body.optin: must have required property"],
  },
  {
    what: "a form without a required field",
    sent: { path: V4, type: FORM_TYPE, body: "ip_address=0.0.0.0&consent_type=form&optin=accepted" },
    status: 400,
    stage: "validate",
    code: "invalid",
    says: ["body.identifier: must have required property"],
  },
  {
    what: "JSON that calls itself text",
    sent: { path: V1, type: "text/plain" },
    status: 400,
    stage: "validate",
    code: "bodyReadAsForm",
    says: ["read as a form", "Content-Type is text/plain", "application/json", "The subject field is required."],
  },
  {
    what: "JSON without a Content-Type",
    sent: { path: V1, type: null },
    status: 400,
    stage: "validate",
    code: "bodyReadAsForm",
    says: ["read as a form", "Content-Type is absent", "application/json"],
  },
  {
    what: "JSON that calls itself a form, as curl sends it by default",
    sent: { path: V4, type: FORM_TYPE, body: LEAST_V4 },
    status: 400,
    stage: "validate",
    code: "bodyReadAsForm",
    says: ["read as a form", `Content-Type is ${FORM_TYPE}`, "application/json"],
  },
  {
    what: "an identifier that is the value and not the key, in v1",
    sent: { path: V1, body: { ...VENDOR_REQUEST, identifier: "test@email.it" } },
    status: 400,
    stage: "handle",
    code: "identifierNotInSubject",
    says: ['identifier is "test@email.it"', "not a key of subject", "email, first_name, last_name, age, address"],
  },
  {
    what: "an identifier that is not a key of the subject, in v2",
    sent: { path: V2, body: { ...VENDOR_REQUEST, identifier: "nickname" } },
    status: 400,
    stage: "handle",
    code: "identifierNotInSubject",
    says: ['identifier is "nickname"', "email, first_name, last_name, age, address"],
  },
];

/** Every account check answers 404, in the handler. */
const ofCheck = (what: string, path: string, code: Refused["code"], says: readonly string[]): Refused => ({
  what: `an account check: ${what}`,
  sent: check(path),
  status: 404,
  stage: "handle",
  code,
  says,
});

const ofAccountChecks: readonly Refused[] = [
  ofCheck("an unknown team", `newcomer/${KEY}`, "unknownTenant", ['tenant "newcomer"', 'world "shop"']),
  ofCheck("the webspace's number instead of its key", "acme/1", "malformedWebspaceKey", [
    "webspace key",
    "not a UUID",
    "not the number",
  ]),
  ofCheck("an unknown webspace key", `acme/${UNKNOWN_KEY}`, "unknownWebspaceKey", [
    'World "shop"',
    "no webspace with the key",
    'tenant "acme"',
  ]),
  ofCheck("the webspace key of another tenant", `acme/${OTHERS_KEY}`, "webspaceKeyOfAnotherTenant", [
    "webspace key",
    'belongs to tenant "other"',
    'names tenant "acme"',
  ]),
  ofCheck("a text that is not shaped as a token", `acme/${KEY}/nonsense`, "malformedApiToken", [
    "<number>|<text>",
    'world "shop" does not have it',
  ]),
  ofCheck("an unknown token", `acme/${KEY}/7%7Cabcdef`, "unknownToken", ['World "shop" does not have']),
  ofCheck("a token with another number in front", `acme/${KEY}/8|abcDEF`, "wrongTokenNumber", ["under another number"]),
  ofCheck("a revoked token", `acme/${KEY}/9|takenBack`, "revokedToken", ['tenant "acme"', "revoked"]),
  ofCheck("an expired token", `acme/${KEY}/8|forAWhile`, "expiredToken", [
    "The API token expired at 2023-12-31T23:00:00.000Z",
  ]),
  ofCheck("a token of another tenant", `acme/${KEY}/10|others`, "tokenOfAnotherTenant", [
    'belongs to tenant "other"',
    'names tenant "acme"',
  ]),
];

const TABLE: readonly Refused[] = [
  ...atRoute,
  ...atAuthenticate,
  ...atRateLimit,
  ...atAuthorize,
  ...ofBodies,
  ...ofAccountChecks,
];

/** Where a secret can stand in a request, and how it is spelled there. */
const PLACES: Readonly<Record<string, (secret: string) => Sent>> = {
  "the bearer": (secret) => bearer(secret),
  "the bearer, with a number": (secret) => bearer(`7|${secret}`, V2),
  "the bearer, twice": (secret) => bearer(`${secret} ${secret}`, V4),
  "an Authorization header without a scheme": (secret) => ({ path: V1, authorization: secret }),
  "a password": (secret) => ({ path: V1, authorization: `Basic ${btoa(`acme:${secret}`)}` }),
  "another scheme": (secret) => ({ path: V1, authorization: `Token ${secret}` }),
  "the token of an account check": (secret) => check(`acme/${KEY}/${encodeURIComponent(secret)}`),
  "the token of another tenant's account check": (secret) => check(`other/${OTHERS_KEY}/1%7C${secret}`),
  "the token of an account check of an unknown webspace": (secret) => check(`acme/${UNKNOWN_KEY}/${secret}`),
  "the webspace key": (secret) => check(`acme/${encodeURIComponent(secret)}`),
  "JSON that is cut off": (secret) => ({ path: V1, body: `{"token":"${secret}` }),
  "JSON without quotes": (secret) => ({ path: V2, body: `{"token":${secret}}` }),
  "JSON that ends too early": (secret) => ({ path: V4, body: `{}"${secret}"` }),
  "text instead of JSON": (secret) => ({ path: V1, body: secret }),
  "a member that is not of the schema": (secret) => ({ path: V1, body: { token: secret } }),
  "a member of a wrong type": (secret) => ({ path: V1, body: { ...VENDOR_REQUEST, preferences: secret } }),
  "a value that is not allowed": (secret) => ({ path: V4, body: { ...LEAST_V4, optin: secret } }),
  "a form": (secret) => ({ path: V1, type: FORM_TYPE, body: `token=${secret}` }),
  "a form that cannot be read": (secret) => ({ path: V1, type: FORM_TYPE, body: `__proto__=1&token=${secret}` }),
  "JSON read as a form": (secret) => ({ path: V4, type: FORM_TYPE, body: { token: secret } }),
  "JSON read as text": (secret) => ({ path: V4, type: "text/plain", body: { token: secret } }),
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
  btoa(`acme:${secret}`),
];

const piecesOf = (secret: string): readonly string[] =>
  spellingsOf(secret).flatMap((text) =>
    Array.from({ length: text.length - LEAST_PIECE + 1 }, (_each, at) => text.slice(at, at + LEAST_PIECE)),
  );

describe("the reason of an avacy refusal", () => {
  it.each(TABLE)("says what was wrong: $what", async ({ sent, world: name = "shop", prepare, says, ...wanted }) => {
    const standin = await open();
    await prepare?.(standin);
    const world = await standin.world(name);
    const { status } = await send(world, sent);
    const { stage, code, reasons: sentences = [] } = world.journal.entries({ limit: 1 })[0]?.refusal ?? {};
    expect({ status, stage, code }).toEqual({ status: wanted.status, stage: wanted.stage, code: wanted.code });
    for (const piece of says) expect(sentences.join(" ")).toContain(piece);
  });

  it("never holds a secret, wherever that was sent", async () => {
    const world = await (await open()).world("shop");
    const property = fc.asyncProperty(secretText, async (secret) => {
      const pieces = piecesOf(secret);
      for (const [place, toSent] of Object.entries(PLACES)) {
        const { status } = await send(world, toSent(secret));
        expect(status, place).toBeGreaterThanOrEqual(400);
        const { code, reasons: sentences = [] } = world.journal.entries({ limit: 1 })[0]?.refusal ?? {};
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
  it.each<[string, Sent]>([
    ["whose method is wrong", { ...check(`acme/${KEY}/${TOKEN}`), method: "POST" }],
    ["beneath a misspelled path", { ...check(""), path: `/wp/validates/acme/${KEY}/${TOKEN}` }],
  ])("holds no API token of an account check %s", async (_what, sent) => {
    const world = await (await open()).world("shop");
    await send(world, sent);
    expect(world.journal.entries({ limit: 1 })[0]?.refusal?.reasons.join(" ")).not.toContain(TOKEN);
  });

  it("has every code that this mock and the engine declare for it", () => {
    const reached = new Set<string>(TABLE.map(({ code }) => code));
    expect([...reached].sort()).toEqual([...Object.keys(reasons), ...CREDENTIAL_CODES, ...ENGINE_CODES].sort());
  });
});
