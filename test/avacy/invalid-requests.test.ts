import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ExchangeRequest } from "#engine/contract/exchange.ts";
import type { Bug } from "#engine/pipeline/engine.ts";
import { createStandin } from "#standin/standin.ts";
import { archiveOf, LEAST_V4, postJson, TOKEN, V1, V2, V4, VENDOR_REQUEST } from "./requests.ts";

/** A request that must be refused, and with which statuses it may be. */
interface Refused {
  readonly why: string;
  readonly statuses: readonly number[];
  readonly request: ExchangeRequest;
}

const JSON_TYPE = "application/json";
const FORM_TYPE = "application/x-www-form-urlencoded";

const request = (
  path: string,
  {
    method = "POST",
    body,
    type = JSON_TYPE,
    token = TOKEN,
  }: Partial<Record<"method" | "body" | "type" | "token", string>>,
): ExchangeRequest => ({
  method,
  path: `/avacy${path}`,
  query: "",
  headers: { "content-type": type, authorization: `Bearer ${token}` },
  body,
});

const refused = (why: string, statuses: readonly number[], each: ExchangeRequest): Refused => ({
  why,
  statuses,
  request: each,
});

const recordingPath = fc.constantFrom(V1, V2, V4);
const contentType = fc.constantFrom(
  JSON_TYPE,
  FORM_TYPE,
  "text/plain",
  "application/xml",
  "",
  "application/json; charset=x",
);
const noise = fc.string({ unit: "binary", maxLength: 40 });
const segment = fc.oneof(
  fc.string({ unit: fc.constantFrom(..."abz019-_.~|%25"), minLength: 1, maxLength: 8 }),
  fc.constantFrom("%zz", "%E4", "%00", "..", "constructor", "__proto__", "standin", "wp"),
);

/** For each field, values that it may not have. */
const text = fc.string({ minLength: 1 }).filter((each) => each.trim() !== "");
const nothing = fc.constantFrom<unknown>(null, "", "  ", [], {});
const noText = fc.oneof(fc.integer(), fc.boolean(), fc.array(fc.integer(), { minLength: 1 }), fc.constant({ a: 1 }));
const noList = fc.oneof(fc.integer(), fc.boolean(), text);
const noAnswer = fc.oneof(fc.constantFrom<unknown>("yes", 2, "true", -1, "01"), fc.constant([1]), nothing);
const noAddress = fc.oneof(noText, fc.constantFrom("256.0.0.1", "localhost", "1.2.3", "12.64.193.89/8", "::g"));
const wrongV1: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  subject: fc.oneof(
    nothing,
    noList,
    fc.record({ email: noText }),
    fc.record({ email: text, age: noList.filter(isNoInteger) }),
  ),
  identifier: fc.oneof(
    nothing,
    noText,
    text.filter((each) => !(each.trim() in VENDOR_REQUEST.subject)),
  ),
  ip_address: fc.oneof(nothing, noAddress),
  legal_notices: fc.oneof(noList, fc.array(fc.record({ title: text }), { minLength: 1 })),
  preferences: fc.oneof(
    nothing,
    noList,
    fc.array(fc.record({ name: text }), { minLength: 1 }),
    fc.array(fc.record({ name: text, accepted: noAnswer }), { minLength: 1 }),
    fc.array(fc.record({ name: noText, accepted: fc.boolean() }), { minLength: 1 }),
  ),
};
const wrongV4: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  ip_address: wrongV1["ip_address"] ?? nothing,
  consent_type: fc.oneof(nothing, noText, fc.constantFrom("Form", "cookie", "accepted")),
  optin: fc.oneof(nothing, noText, fc.constantFrom("yes", "ACCEPTED", "form")),
  identifier: fc.oneof(nothing, noText),
  consent_data: fc.oneof(
    noList,
    fc.array(noList, { minLength: 1 }),
    fc.array(fc.record({ value: text }), { minLength: 1 }),
  ),
  versions: fc.oneof(
    noList,
    fc.array(fc.record({ slug: text, link: text, date: text.filter(isNoDate) }), { minLength: 1 }),
  ),
  source: noText,
  consent_features: fc.oneof(noList, fc.array(noText, { minLength: 1 })),
};

function isNoInteger(value: unknown): boolean {
  return !/^[+-]?\d+$/.test(String(value).trim());
}

function isNoDate(value: string): boolean {
  return !/^\d{4}-\d\d-\d\d$/.test(value.trim());
}

const wrongField = recordingPath.chain((path) => {
  const [valid, wrong]: [object, Readonly<Record<string, fc.Arbitrary<unknown>>>] =
    path === V4 ? [LEAST_V4, wrongV4] : [VENDOR_REQUEST, wrongV1];
  return fc
    .constantFrom(...Object.keys(wrong))
    .chain((field) => (wrong[field] ?? nothing).map((value) => ({ ...valid, [field]: value })))
    .filter((body) => path !== V2 || !isV2Shape(body))
    .map((body) => refused("a field is wrong", [400], request(path, { body: JSON.stringify(body) })));
});

/** v2 takes some shapes that v1 refuses. */
function isV2Shape(body: object): boolean {
  const notices: unknown = "legal_notices" in body ? body.legal_notices : undefined;
  return Array.isArray(notices) && notices.some((each) => typeof each === "string");
}

const missingField = fc.tuple(recordingPath, fc.nat({ max: 3 }), fc.boolean()).map(([path, index, asForm]) => {
  const required = path === V4 ? Object.keys(LEAST_V4) : ["subject", "identifier", "ip_address", "preferences"];
  const body: Record<string, unknown> = { ...(path === V4 ? LEAST_V4 : VENDOR_REQUEST) };
  delete body[required[index] ?? ""];
  return refused(
    "a required field is missing",
    [400],
    asForm ? request(path, { type: FORM_TYPE, body: toForm("", body) }) : request(path, { body: JSON.stringify(body) }),
  );
});

function toForm(name: string, value: unknown): string {
  if (typeof value !== "object" || value === null)
    return `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`;
  return Object.entries(value)
    .map(([key, member]) => toForm(name === "" ? key : `${name}[${key}]`, member))
    .join("&");
}

const unreadable = fc
  .tuple(
    recordingPath,
    contentType,
    fc.oneof(
      noise,
      fc
        .nat({ max: JSON.stringify(VENDOR_REQUEST).length - 1 })
        .map((end) => JSON.stringify(VENDOR_REQUEST).slice(0, end)),
      fc.integer({ min: 513, max: 3000 }).map((depth) => `{"subject":${"[".repeat(depth)}${"]".repeat(depth)}}`),
      fc.integer({ min: 64, max: 300 }).map((depth) => `subject${"[x]".repeat(depth)}=1`),
      fc.integer({ min: 1001, max: 1200 }).map((count) => "a[]=1&".repeat(count)),
      fc.constantFrom(
        '{"__proto__":{"subject":1}}',
        '{"subject":{"\\u005f_proto__":1}}',
        "__proto__[subject]=1",
        "subject[__proto__]=1",
      ),
      fc.constantFrom("a=%zz&%=%&b=%E4", "[]=1", "[[[=1", "subject=%zz&identifier[]=%E4&ip_address[a][b=1"),
    ),
  )
  .map(([path, type, body]) => refused("an unreadable body", [400], request(path, { type, body })));

const badToken = fc
  .tuple(
    recordingPath,
    fc.oneof(noise, fc.constantFrom("", "1|", "1|STANDIN-TOKEN", "standin", "2|standin-token")),
    noise,
  )
  .filter(([, token]) => !["standin-token", TOKEN].includes(token.trim()))
  .map(([path, token, body]) => refused("a bad token", [401], request(path, { token, body })));

const unknownPlace = fc
  .tuple(segment, segment, fc.constantFrom("domains_groups", "v2/webspaces", "v4/webspaces"), noise)
  .filter(([tenant, id]) => tenant !== "standin" || id !== "1")
  .map(([tenant, id, kind, body]) =>
    refused("an unknown tenant or webspace", [404], request(`/${tenant}/${kind}/${id}/consents`, { body })),
  );

const unknownPath = fc
  .tuple(fc.array(segment, { maxLength: 5 }), fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"))
  .map(([segments, method]) =>
    refused("an unknown path", [404, 405], request(`/${segments.join("/")}`, { method, body: "{" })),
  )
  .filter(({ request: { path } }) => !/consents$|\/wp\/validate\/standin/.test(path));

const wrongMethod = fc
  .tuple(recordingPath, fc.constantFrom("GET", "HEAD", "PUT", "PATCH", "DELETE", "TRACE", "BREW"))
  .map(([path, method]) => refused("a wrong method", [405], request(path, { method, token: "bad" })));

const unknownAccount = fc
  .tuple(segment, segment, fc.option(segment))
  .map(([team, key, token]) => `/wp/validate/${team}/${key}${token === null ? "" : `/${token}`}`)
  .map((path) => refused("an unknown account", [404], request(path, { method: "GET" })));

const tooLarge = recordingPath.map((path) =>
  refused("a body over the limit", [413], request(path, { token: "bad", body: `{"proofs":"${"è".repeat(524_288)}"}` })),
);

const anyRefused = fc.oneof(
  { weight: 40, arbitrary: wrongField },
  { weight: 20, arbitrary: unreadable },
  { weight: 15, arbitrary: missingField },
  { weight: 10, arbitrary: badToken },
  { weight: 10, arbitrary: unknownPlace },
  { weight: 10, arbitrary: unknownPath },
  { weight: 10, arbitrary: unknownAccount },
  { weight: 5, arbitrary: wrongMethod },
  { weight: 1, arbitrary: tooLarge },
);

/** What a refusal of each status looks like. */
function expectShape(status: number, body: Record<string, unknown>, headers: Record<string, unknown>): void {
  expect(headers["access-control-allow-origin"]).toBe("*");
  expect(headers["content-type"]).toBe("application/json");
  const { message } = body;
  if (status === 401) expect(body).toEqual({ message: "Unauthenticated" });
  else if (status === 413) expect(body).toEqual({ message: "The POST data is too large." });
  else if (status === 405)
    expect(message).toMatch(/^The [A-Z]+ method is not supported for route .* Supported methods: (POST|GET, HEAD)\.$/s);
  else if (status === 404 && "error" in body) {
    expect(["team_not_found", "webspace_not_found", "invalid_token", "token_not_found_or_expired"]).toContain(
      body["error"],
    );
    expect(String(message).startsWith(String(body["error"]))).toBe(true);
  } else if (status === 404)
    expect(message).toMatch(
      /^(The route .* could not be found\.|No query results for model \[App\\Models\\(DomainsGroup|Webspace)\] .*)$/s,
    );
  else expectComplaints(body);
}

function expectComplaints(body: Record<string, unknown>): void {
  const errors = Object.values(body["errors"] as Record<string, string[]>);
  expect(errors.length).toBeGreaterThan(0);
  for (const messages of errors) {
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(/^The (selected .+ is invalid|.+ field (is required|must .+))\.$/s);
  }
  const more = errors.length === 1 ? "" : ` (and ${errors.length - 1} more error${errors.length === 2 ? "" : "s"})`;
  expect(body["message"]).toBe(`${errors[0]?.[0]}${more}`);
}

describe("invalid requests", () => {
  it("each gets the provider's own refusal and changes nothing", async () => {
    const bugs: Bug[] = [];
    const standin = await createStandin({ providers: ["avacy"], onBug: (bug) => bugs.push(bug) });
    const world = await standin.world();
    await world.scenario("avacy", "consents in the archive", { count: 2 });
    const before = await archiveOf({ world });
    const seen = new Map<string, number>();

    await fc.assert(
      fc.asyncProperty(anyRefused, async ({ why, statuses, request: each }) => {
        const reply = await standin.engine.exchange(each);
        expect(bugs).toEqual([]);
        expect(statuses, why).toContain(reply.status);
        expectShape(reply.status, JSON.parse(String(reply.body)), reply.headers);
        expect(await archiveOf({ world })).toEqual(before);
        seen.set(`${why}: ${reply.status}`, (seen.get(`${why}: ${reply.status}`) ?? 0) + 1);
      }),
      { numRuns: 2000 },
    );

    // Every kind was among them, so that none is invalid in name only.
    for (const kind of [
      "a field is wrong: 400",
      "a required field is missing: 400",
      "an unreadable body: 400",
      "a bad token: 401",
      "an unknown tenant or webspace: 404",
      "an unknown path: 404",
      "an unknown account: 404",
      "a wrong method: 405",
      "a body over the limit: 413",
    ])
      expect(seen.get(kind), kind).toBeGreaterThan(0);
    const fetch = (path: string, init?: RequestInit) => standin.fetch(`/avacy${path}`, init);
    const next = await postJson({ fetch, world, baseUrl: "", standin, send: standin.fetch }, V1, VENDOR_REQUEST);
    expect(next.body.data.id).toBe(3);
  }, 120_000);
});
