import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Awaitable, ExchangeReply } from "#engine/contract/exchange.ts";
import type { OperationEntry } from "#engine/contract/operation.ts";
import { signToken } from "#engine/kit/tokens.ts";
import { keysOf } from "#engine/kit/world-keys.ts";
import type { Bug } from "#engine/pipeline/engine.ts";
import { createStandin, type Standin } from "#standin/standin.ts";
import { ORGANIZATION, START, USER_ID } from "./calls.ts";

/** A request that must be refused, and how. */
interface Invalid {
  readonly what: string;
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly token?: string | undefined;
  readonly body?: string;
  readonly status: number;
}

const NAMES: Readonly<Record<number, string>> = {
  400: "BadRequest",
  401: "NotAuthenticated",
  403: "Forbidden",
  404: "NotFound",
  405: "MethodNotAllowed",
  409: "Conflict",
  413: "PayloadTooLarge",
};

const bugs: Bug[] = [];
let standin: Standin;
let operations: readonly OperationEntry[] = [];
let token = "";
let consentToken = "";

beforeAll(async () => {
  standin = await createStandin({ providers: ["didomi"], frozenAt: START, onBug: (bug) => bugs.push(bug) });
  const behaviour = await standin.providers[0]?.behaviour();
  operations = Object.values(behaviour?.operations ?? {});
  const world = await standin.world();
  token = ((await world.scenario("didomi", "a session")) as { access_token: string }).access_token;
  consentToken = ((await world.scenario("didomi", "a consent token")) as { id_token: string }).id_token;
  await world.scenario("didomi", "a user with choices", {
    id: "e",
    user: { id: "u", organization_user_id: USER_ID },
  });
  await world.scenario("didomi", "a choice that waits for approval", { id: "p" });
});

afterAll(() => standin.close());

const toPath = (template: string, id: string): string => template.replace("{id}", id);
/** The id of a record that exists, for operations that have one in their path. */
const goodId = (template: string): string => (template.includes("/users") ? "u" : "e");
const goodQuery = { organization_id: ORGANIZATION, organization_user_id: USER_ID };

const send = ({ method, path, query = goodQuery, token: bearer, body }: Invalid): Awaitable<ExchangeReply> =>
  standin.engine.exchange({
    method,
    path: `/didomi${path}`,
    query: new URLSearchParams(query).toString(),
    headers: {
      ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    body,
  });

/** Everything there is to see in the world, as text. */
async function readWorld(): Promise<string> {
  const seen: unknown[] = [];
  for (const path of ["/consents/users", "/consents/events"]) {
    const query = { ...goodQuery, "regulation[$in]": "gdpr" };
    for (const status of ["confirmed", "pending_approval"]) {
      const { body } = await send({ what: "", method: "GET", path, query: { ...query, status }, token, status: 200 });
      seen.push(body);
    }
  }
  const everyone = { organization_id: ORGANIZATION };
  seen.push(
    (await send({ what: "", method: "GET", path: "/consents/users", query: everyone, token, status: 200 })).body,
  );
  return seen.join("\n");
}

const operation = fc.nat().map((number) => {
  const entry = operations[number % operations.length];
  if (entry === undefined) throw new Error("there are no operations");
  return entry;
});
const securedOperation = operation.filter(({ security }) => security.length > 0);
const bodyOperation = operation.filter(({ requestBody }) => requestBody !== undefined);
const to = ({ method, path }: OperationEntry) => ({ method, path: toPath(path, goodId(path)) });

const segment = fc.string({ minLength: 1, maxLength: 12 }).map((text) => encodeURIComponent(text.replaceAll(".", "_")));

const unknownPaths: fc.Arbitrary<Invalid> = fc
  .tuple(fc.constantFrom("GET", "POST", "PATCH", "DELETE", "PUT"), fc.array(segment, { maxLength: 4 }))
  .map(([method, segments]) => ({
    what: "unknown path",
    method,
    path: `/unknown/${segments.join("/")}`,
    token,
    status: 404,
  }));

const wrongMethods: fc.Arbitrary<Invalid> = fc
  .tuple(operation, fc.constantFrom("PUT", "TRACE", "LINK", "PROPFIND", "get", "DELETE", "PATCH"))
  .filter(([{ path }, method]) => !operations.some((other) => other.path === path && other.method === method))
  .map(([entry, method]) => ({ what: "wrong method", ...to(entry), method, status: 405 }));

const brokenEncodings: fc.Arbitrary<Invalid> = fc
  .tuple(
    operation.filter(({ path }) => path.includes("{id}")),
    fc.constantFrom("%", "%z", "%zz", "%E0%A4", "a%", "%C3%28", "%ff"),
  )
  .map(([{ method, path }, id]) => ({
    what: "broken percent-encoding",
    method,
    path: toPath(path, id),
    token,
    status: 400,
  }));

const badTokens: fc.Arbitrary<Invalid> = fc
  .tuple(
    securedOperation,
    fc.oneof(
      fc.constant(undefined),
      fc.stringMatching(/^[\w.-]{1,40}$/),
      fc.nat({ max: 200 }).map((at) => token.slice(0, at % token.length)),
      fc.nat().map((at) => {
        const from = at % token.length;
        const other = token[from] === "A" ? "B" : "A";
        // The last character of a signature holds bits that decoding ignores.
        return from >= token.length - 1 ? `${token}.x` : token.slice(0, from) + other + token.slice(from + 1);
      }),
    ),
  )
  .map(([entry, bad]) => ({ what: "bad token", ...to(entry), token: bad, body: "{}", status: 401 }));

const malformedJson: fc.Arbitrary<Invalid> = fc
  .tuple(
    bodyOperation,
    fc.oneof(
      fc.constantFrom("{", "}", '{"a"', '{"a":}', "[1,", "nul", "'a'", "{a:1}", '{"a":1}{', "\u0000", "﻿﻿{}", '"\\u12"'),
      fc.string({ minLength: 1 }).map((text) => `{${text}`),
      fc.integer({ min: 513, max: 3000 }).map((depth) => `{"consents":${"[".repeat(depth)}${"]".repeat(depth)}}`),
      fc.constantFrom('{"__proto__":{"a":1}}', '{"consents":{"__proto__":null}}', '{"\\u005f_proto__":1}'),
    ),
  )
  .filter(([, body]) => !isSound(body))
  .map(([entry, body]) => ({ what: "malformed JSON", ...to(entry), token, body, status: 400 }));

const isSound = (text: string): boolean => {
  try {
    JSON.parse(text);
    return text.length < 60 && !text.includes("proto__");
  } catch {
    return false;
  }
};

type Member = readonly [name: string, fits: (value: unknown) => boolean];

const isObject = (value: unknown): boolean => typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): boolean => typeof value === "string" && value !== "";
const isName = (value: unknown): boolean => isText(value) || typeof value === "number";
const maybeText = (value: unknown): boolean => typeof value === "string" || value === null;
const isCount = (value: unknown): boolean => Number.isInteger(value) && Number(value) > 0;
const never = (): boolean => false;
// A generated list or object is sure to be wrong only where even the emptiest one is.
const isList = (value: unknown): boolean => Array.isArray(value);

const CONSENTS: readonly Member[] = [
  ["purposes", isList],
  ["channels", isList],
  ["vendors", isObject],
  ["tcfcs", maybeText],
];
const DETAILS: readonly Member[] = [
  ["metadata", isObject],
  ["country", maybeText],
  ["last_seen_country", maybeText],
];

/** A good body of each operation, and which members of it fit what. */
const BODIES: Readonly<Record<string, { readonly good: object; readonly members: readonly Member[] }>> = {
  "POST /sessions": {
    good: { type: "api-key", key: "standin-key", secret: "standin-secret" },
    members: [
      ["type", never],
      ["key", never],
      ["secret", never],
    ],
  },
  "POST /consents/tokens": {
    good: { organization_id: ORGANIZATION, organization_user_id: USER_ID },
    members: [
      ["organization_id", never],
      ["organization_user_id", isName],
      ["lifetime", isCount],
      ["metadata", isObject],
      ["event", isObject],
      ["delegate", never],
      ["permissions", isList],
      ["validations", isObject],
    ],
  },
  "POST /consents/users": {
    good: {},
    members: [
      ["id", isText],
      ["organization_user_id", isName],
      ["version", isCount],
      ["consents", isObject],
      ...DETAILS,
    ],
  },
  "PATCH /consents/users/{id}": {
    good: {},
    members: [["organization_user_id", isName], ["version", Number.isInteger], ["consents", isObject], ...DETAILS],
  },
  "POST /consents/events": {
    good: { user: { organization_user_id: USER_ID }, consents: {} },
    members: [
      ["consents", isObject],
      ["user", isObject],
      ["id", isText],
      ["created_at", never],
      ["status", never],
      ["regulation", isText],
      ["metadata", isObject],
      ["proofs", isList],
      ["proofs_id", isList],
      ["delegate", never],
    ],
  },
  "PATCH /consents/events/{id}": {
    good: {},
    members: [
      ["consents", isObject],
      ["status", never],
      ["proofs", isList],
      ["proofs_id", isList],
      ["delegate", never],
    ],
  },
  "POST /consents/proofs": { good: {}, members: [["file", never]] },
};

const anyValue = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, -1, 1.5, 1e308, "", "text", [], {}, [[]], [null], { id: null }),
  fc.string(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.jsonValue({ maxDepth: 3 }),
);

const entryOf = ({ method, path }: OperationEntry) => BODIES[`${method} ${path}`];

const wrongMembers: fc.Arbitrary<Invalid> = fc
  .tuple(bodyOperation, fc.nat(), anyValue)
  .map(([entry, number, value]) => {
    const { good, members } = entryOf(entry) ?? { good: {}, members: [] };
    const [name, fits] = members[number % members.length] ?? ["", () => true];
    return { entry, name, value, fits: fits(value), body: JSON.stringify({ ...good, [name]: value }) };
  })
  .filter(({ fits, body }) => !fits && !body.includes("__proto__"))
  .map(({ entry, name, body }) => ({ what: `wrong ${name}`, ...to(entry), token, body, status: 400 }));

const wrongChoices: fc.Arbitrary<Invalid> = fc
  .tuple(
    bodyOperation.filter((entry) => entryOf(entry)?.members.some(([name]) => name === "consents") ?? false),
    fc.nat(),
    anyValue,
    fc.constantFrom<object>(
      { purposes: [{}] },
      { purposes: [{ id: 1 }] },
      { purposes: [{ id: "a", enabled: "yes" }] },
      { purposes: [{ id: "a", enabled_li: 0 }] },
      { purposes: [{ id: "a", metadata: [] }] },
      { purposes: [{ id: "a", values: { b: "c" } }] },
      { purposes: [{ id: "a", values: { b: { value: ["c"] } } }] },
      { purposes: [{ id: "a", channels: {} }] },
      { channels: [{ enabled: true }] },
      { vendors: { enabled: [1] } },
      { vendors: { disabled: "1" } },
    ),
    fc.boolean(),
  )
  .map(([entry, number, value, fixed, useFixed]) => {
    const [name, fits] = CONSENTS[number % CONSENTS.length] ?? ["", () => true];
    const consents = useFixed ? fixed : { [name]: value };
    return { entry, skip: !useFixed && fits(value), body: JSON.stringify({ ...entryOf(entry)?.good, consents }) };
  })
  .filter(({ skip, body }) => !skip && !body.includes("__proto__"))
  .map(({ entry, body }) => ({ what: "wrong choices", ...to(entry), token, body, status: 400 }));

const missingMembers: fc.Arbitrary<Invalid> = fc
  .constantFrom("POST /sessions", "POST /consents/tokens", "POST /consents/events", "POST /consents/proofs")
  .chain((name) => {
    const [method = "", path = ""] = name.split(" ");
    const good = BODIES[name]?.good ?? {};
    const required = Object.keys(good).filter((member) => member !== "user");
    return fc.constantFrom<string>("*", ...required).map((missing) => {
      const kept = missing === "*" ? {} : Object.fromEntries(Object.entries(good).filter(([each]) => each !== missing));
      return { what: `missing ${missing}`, method, path, token, body: JSON.stringify(kept), status: 400 };
    });
  });

const wrongShapes: fc.Arbitrary<Invalid> = fc
  .tuple(bodyOperation, fc.constantFrom("null", "[]", "5", '"text"', "true", "[{}]", ""))
  .map(([entry, body]) => ({ what: "body of the wrong shape", ...to(entry), token, body, status: 400 }));

const wrongOrganizations: fc.Arbitrary<Invalid> = fc
  .tuple(
    securedOperation,
    fc.oneof(fc.constant(undefined), fc.constant(""), fc.stringMatching(/^[a-z0-9 %$]{1,12}$/)),
    fc.constantFrom("{}", '{"consents":5}'),
  )
  .map(([entry, organization, body]) => ({
    what: "wrong organization",
    ...to(entry),
    query: { organization_user_id: USER_ID, ...(organization !== undefined && { organization_id: organization }) },
    token,
    body,
    status: organization ? 403 : 400,
  }));

const missingSelectors: fc.Arbitrary<Invalid> = operation
  .filter(({ method, path }) => path.startsWith("/consents/events") && method !== "POST")
  .map((entry) => ({
    what: "no user named",
    ...to(entry),
    query: { organization_id: ORGANIZATION, "metadata.a": "1" },
    token,
    body: "{}",
    status: 400,
  }));

const wrongQueries: fc.Arbitrary<Invalid> = fc
  .tuple(
    fc.constantFrom(
      "/consents/users $cursor",
      "/consents/events $cursor",
      "/consents/events status",
      "/consents/events status[$in]",
    ),
    fc.oneof(fc.string(), fc.constant(`${"a".repeat(2000)}`), fc.constant("a.b.c")),
  )
  .filter(([, value]) => !["confirmed", "pending_approval"].includes(value))
  .map(([where, value]) => {
    const [path = "", name = ""] = where.split(" ");
    return { what: `wrong ${name}`, method: "GET", path, query: { ...goodQuery, [name]: value }, token, status: 400 };
  });

const unknownRecords: fc.Arbitrary<Invalid> = fc
  .tuple(
    operation.filter(({ path }) => path.includes("{id}")),
    fc.string({ minLength: 1 }).map((text) => `x${text}`),
  )
  .map(([{ method, path }, id]) => ({
    what: "unknown record",
    method,
    path: toPath(path, encodeURIComponent(id)),
    token,
    ...(method === "PATCH" && { body: "{}" }),
    status: 404,
  }));

const outOfBounds: fc.Arbitrary<Invalid> = fc
  .tuple(securedOperation, fc.stringMatching(/^other[a-z0-9]{0,8}$/))
  .map(([entry, other]) => ({
    what: "consent token out of its limits",
    ...to(entry),
    ...(entry.path === "/consents/users/{id}" && { path: `/consents/users/${other}` }),
    query: { organization_id: ORGANIZATION, organization_user_id: other, "metadata.a": "1" },
    token: consentToken,
    body: JSON.stringify({ user: { organization_user_id: other }, consents: {} }),
    status: 403,
  }));

const conflicts: fc.Arbitrary<Invalid> = fc
  .constantFrom<[string, string, object]>(
    ["POST", "/consents/events", { id: "e", consents: {} }],
    ["POST", "/consents/events", { user: { id: "u", organization_user_id: "else" }, consents: {} }],
    ["POST", "/consents/users", { id: "u" }],
    ["POST", "/consents/users", { organization_user_id: USER_ID }],
    ["PATCH", "/consents/users/u", { version: 99 }],
  )
  .map(([method, path, body]) => ({ what: "conflict", method, path, token, body: JSON.stringify(body), status: 409 }));

const invalid = fc.oneof(
  unknownPaths,
  wrongMethods,
  brokenEncodings,
  { weight: 2, arbitrary: badTokens },
  { weight: 3, arbitrary: malformedJson },
  { weight: 6, arbitrary: wrongMembers },
  { weight: 2, arbitrary: wrongChoices },
  missingMembers,
  wrongShapes,
  wrongOrganizations,
  missingSelectors,
  wrongQueries,
  unknownRecords,
  outOfBounds,
  conflicts,
);

async function expectRefusal(request: Invalid): Promise<void> {
  const { status, headers, body } = await send(request);
  expect({ what: request.what, status, body: JSON.parse(String(body)) }).toEqual({
    what: request.what,
    status: request.status,
    body: { code: request.status, errors: {}, message: expect.stringMatching(/./), name: NAMES[request.status] },
  });
  expect(headers["content-type"]).toBe("application/json");
  expect(bugs).toEqual([]);
}

describe("invalid requests to the Consents API", () => {
  it("each gets the provider's own refusal, and the world stays as it was", async () => {
    const world = await standin.world();
    await world.snapshot("before");
    const before = await readWorld();
    expect(before).toContain('"id":"u"');
    await fc.assert(
      fc.asyncProperty(invalid, async (request) => {
        // One request that gets through must not spoil the search for the smallest one like it.
        await world.restore("before");
        await expectRefusal(request);
        expect(await readWorld()).toBe(before);
      }),
      { numRuns: 2000 },
    );
  });

  it("bodies over the limit are refused, and the world stays as it was", async () => {
    const before = await readWorld();
    for (const { method, path, requestBody } of operations) {
      if (requestBody === undefined) continue;
      const body = JSON.stringify({ consents: {}, long: "x".repeat(requestBody.limitBytes) });
      await expectRefusal({ what: "too large", ...to({ method, path } as OperationEntry), token, body, status: 413 });
    }
    expect(await readWorld()).toBe(before);
  });

  it("tokens with claims of the wrong kind are refused", async () => {
    const { secret } = keysOf((await standin.engine.worlds.open("default")).identity).current;
    const exp = Date.parse(START) / 1000 + 60;
    const wrong = [
      {},
      { exp },
      { exp, type: "email" },
      { type: "api-key", organization_id: ORGANIZATION },
      { exp: "never", type: "api-key", organization_id: ORGANIZATION },
    ];
    for (const claims of wrong)
      await expectRefusal({
        what: "wrong claims",
        method: "GET",
        path: "/consents/users",
        token: await signToken(claims, secret),
        status: 401,
      });
  });
});
