import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ExchangeReply, ExchangeRequest } from "#engine/contract/exchange.ts";
import type { Bug } from "#engine/pipeline/engine.ts";
import { createStandin, type Standin } from "#standin/standin.ts";
import {
  type Access,
  FOREIGN_ORIGIN,
  FROZEN_AT,
  ORIGIN,
  OTHER_TAPP,
  PERMISSIONS,
  READ,
  TAPP,
  TC,
  UNKNOWN_TAPP,
  WRITE,
} from "./calls.ts";

/** What a refusal must look like: a code of the vendor, the framework's error, a refused preflight, or a page. */
type Look = "page" | "preflight" | "generic" | readonly string[];

/** A request that must be refused, and how. */
interface Refused {
  readonly why: string;
  readonly statuses: readonly number[];
  readonly look: Look;
  readonly request: ExchangeRequest;
}

interface Parts {
  readonly query?: string;
  readonly headers?: ExchangeRequest["headers"];
  readonly body?: string;
}

const toRequest = (method: string, path: string, { query = `q.tapp_id.eq=${TAPP}`, headers, body }: Parts = {}) => ({
  method,
  path: `/netid${path}`,
  query,
  headers: { ...headers },
  body,
});

const refused = (why: string, statuses: readonly number[], look: Look, request: ExchangeRequest): Refused => ({
  why,
  statuses,
  look,
  request,
});

const noise = fc.string({ unit: "binary", maxLength: 40 });
const segment = fc.oneof(
  fc.string({ unit: fc.constantFrom(..."abz019-_.~|%25"), minLength: 1, maxLength: 8 }),
  fc.constantFrom("%zz", "%E4", "%00", "..", "constructor", "__proto__", "_mock", "login", "netid-permission"),
);

const noConsent = fc.oneof(
  fc.constantFrom<unknown>("", "valid", "VALID ", "GIVEN", true, 0, [], {}),
  fc.array(fc.constant("VALID"), { minLength: 1 }),
  fc.string().filter((each) => each !== "VALID" && each !== "INVALID"),
);
const noTcString = fc.oneof(
  fc.constantFrom<unknown>(0, true, [], {}, "", "undefined", `${TC}.undefined`, `${TC}.`, `.${TC}`, `${TC}.${TC}`),
  fc.nat({ max: 43 }).map((end) => TC.slice(0, end)),
  fc
    .tuple(fc.nat({ max: TC.length }), fc.constantFrom(..."!=+/ \u0000ä,;"))
    .map(([at, odd]) => TC.slice(0, at) + odd + TC.slice(at)),
  fc.constantFrom(..."ABDXYZab019-_").map((first) => first + TC.slice(1)),
  fc.string({ maxLength: 43 }),
  noise,
);
const unknownMember = fc
  .tuple(
    fc.oneof(fc.string(), fc.constantFrom("datashare", "tc", "identification", "status", "toString")),
    // A reader refuses the key that reaches for a prototype wherever it stands, before members are looked at.
    fc.jsonValue().filter((value) => !JSON.stringify(value).includes('"__proto__":')),
  )
  .filter(([name]) => !["idconsent", "iab_tc_string", "__proto__"].includes(name))
  .map(([name, value]) => ({ idconsent: "VALID", [name]: value }));

/** Bodies with the code that each must be refused with. */
const wrongBody: fc.Arbitrary<readonly [string, readonly string[], string]> = fc.oneof(
  fc
    .oneof(
      noConsent.map((idconsent) => ({ idconsent, iab_tc_string: TC })),
      noTcString.map((iab_tc_string) => ({ idconsent: "VALID", iab_tc_string })),
      unknownMember,
    )
    .map((body) => ["a member is wrong", ["PERMISSION_PARAMETERS_ERROR"], JSON.stringify(body)] as const),
  fc
    .constantFrom("{}", '{"idconsent":null}', ' {"iab_tc_string" : null, "idconsent":null}')
    .map((body) => ["nothing is set", ["NO_PERMISSIONS"], body] as const),
  fc
    .constantFrom("", " ", "\r\n", "null", "\tnull\n")
    .map((body) => ["there is no body", ["NO_REQUEST_BODY"], body] as const),
  fc
    .oneof(
      noise.filter((each) => !isJson(each) && each.trim() !== ""),
      fc.nat({ max: 20 }).map((end) => `{"idconsent":"VALID"}`.slice(0, end || 1)),
      fc.integer({ min: 513, max: 3000 }).map((depth) => `{"idconsent":${"[".repeat(depth)}${"]".repeat(depth)}}`),
      fc.constantFrom(
        '{"__proto__":{"idconsent":"VALID"}}',
        '{"idconsent":{"\\u005f_proto__":1}}',
        "[]",
        "7",
        '"VALID"',
      ),
    )
    .map((body) => ["the body is no JSON object", ["JSON_PARSE_ERROR"], body] as const),
);

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Requests that would be good but for one thing, given what makes them good. */
function requestsRefused({ cookie, bearer_token }: Access): fc.Arbitrary<Refused> {
  const browser = { cookie, origin: ORIGIN };
  const server = { authorization: `Bearer ${bearer_token}` };
  const caller = fc.constantFrom<ExchangeRequest["headers"]>(browser, server);
  const good = { ...browser, "content-type": PERMISSIONS };
  const body = JSON.stringify({ idconsent: "VALID" });
  const write = (parts: Parts) => toRequest("POST", "/netid-permissions", { body, ...parts });
  const read = (parts: Parts) => toRequest("GET", "/netid-user-status", parts);

  const badBody = fc
    .tuple(wrongBody, caller)
    .map(([[why, codes, text], headers]) =>
      refused(why, [400], codes, write({ headers: { ...headers, "content-type": PERMISSIONS }, body: text })),
    );
  const badUser = fc
    .tuple(
      fc.oneof(
        fc.string({ unit: fc.constantFrom(..."abcXYZ019-_."), minLength: 1, maxLength: 60 }),
        fc
          .nat({ max: cookie.length - 10 })
          .map((at) => cookie.slice("tpid_sec=".length, "tpid_sec=".length + at) || "x"),
        fc.nat({ max: bearer_token.length - 1 }).map((end) => bearer_token.slice(0, end) || "x"),
      ),
      fc.boolean(),
      fc.boolean(),
    )
    .map(([token, isBearer, isRead]) => {
      const headers = isBearer
        ? { authorization: `Bearer ${token}`, "content-type": PERMISSIONS }
        : { ...good, cookie: `tpid_sec=${token}` };
      return refused("a bad token", [400], ["TOKEN_ERROR"], isRead ? read({ headers }) : write({ headers }));
    });
  const anonymous = fc
    .tuple(fc.constantFrom("", "tpid_sec=", "other=1"), fc.boolean())
    .map(([other, isRead]) => ({ headers: { ...good, cookie: other }, isRead }))
    .map(({ headers, isRead }) =>
      refused("no cookie", [400], ["NO_TPID"], isRead ? read({ headers }) : write({ headers })),
    );
  const badPartner = fc
    .tuple(
      fc.oneof(
        noise.map(encodeURIComponent),
        fc.constantFrom("", TAPP.slice(1), UNKNOWN_TAPP, `${TAPP}&q.tapp_id.eq=`, "%zz"),
      ),
      fc.boolean(),
    )
    .map(([tapp, isRead]) => {
      const query = `q.tapp_id.eq=${tapp}`;
      return isRead
        ? refused(
            "a bad partner",
            [400, 403],
            ["NO_TAPP_ID", "TAPP_ERROR", "TAPP_NOT_ALLOWED"],
            read({ query, headers: good }),
          )
        : refused("a bad partner", [403], ["TAPP_NOT_ALLOWED"], write({ query, headers: good }));
    });
  const badOrigin = fc
    .tuple(
      fc.oneof(noise, fc.constantFrom(FOREIGN_ORIGIN, "null", "*", "", `${ORIGIN}/`, `${ORIGIN}, ${ORIGIN}`)),
      caller,
    )
    .map(([origin, headers]) =>
      refused(
        "a bad origin",
        [403],
        ["TAPP_NOT_ALLOWED"],
        write({ headers: { ...headers, "content-type": PERMISSIONS, origin } }),
      ),
    );
  const badType = fc
    .tuple(fc.constantFrom("application/json", "text/plain", WRITE, READ, "", ";", `x ${PERMISSIONS}`), caller, noise)
    .map(([type, headers, text]) =>
      refused(
        "a bad Content-Type",
        [415],
        "generic",
        write({ headers: { ...headers, "content-type": type }, body: text }),
      ),
    );
  const badAccept = fc
    .tuple(
      fc.constantFrom("application/json", "text/*", "x", ",", `${READ};q=0`, "*/*;q=0", PERMISSIONS),
      caller,
      fc.boolean(),
    )
    .map(([accept, headers, isRead]) => {
      const parts = { headers: { ...headers, "content-type": PERMISSIONS, accept } };
      return refused("a bad Accept", [406], "generic", isRead ? read(parts) : write(parts));
    });
  const tooLarge = fc.constant(
    refused(
      "a body over the limit",
      [413],
      "generic",
      write({ headers: good, body: `{"idconsent":"${"è".repeat(524_288)}"}` }),
    ),
  );
  return fc.oneof(
    { weight: 40, arbitrary: badBody },
    { weight: 15, arbitrary: badUser },
    { weight: 3, arbitrary: anonymous },
    { weight: 10, arbitrary: badPartner },
    { weight: 10, arbitrary: badOrigin },
    { weight: 5, arbitrary: badType },
    { weight: 5, arbitrary: badAccept },
    { weight: 1, arbitrary: tooLarge },
  );
}

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"];
const unknownPath = fc
  .tuple(fc.array(segment, { maxLength: 4 }), fc.constantFrom(...METHODS), fc.option(noise, { nil: undefined }))
  .filter(([segments]) => !/^_mock\/log(in|out)$/.test(segments.join("/")))
  .map(([segments, method, body]) =>
    refused(
      "an unknown path",
      [404],
      "generic",
      toRequest(method, `/${segments.join("/")}`, body === undefined ? {} : { body }),
    ),
  );

const wrongMethod = fc
  .tuple(
    fc.constantFrom("/netid-user-status", "/netid-permissions", "/netid-permissions/"),
    fc.constantFrom(...METHODS.slice(3)),
  )
  .map(([path, method]) => refused("a wrong method", [405], "generic", toRequest(method, path)));

const wrongPreflight = fc
  .tuple(fc.constantFrom("/netid-user-status", "/netid-permissions"), noise.map(encodeURIComponent), noise, noise)
  .map(([path, tapp, origin, asked]) => ({ path, tapp, headers: { origin, "access-control-request-method": asked } }))
  .map(({ path, tapp, headers }) =>
    refused(
      "a preflight of an unknown TAPP",
      [403],
      "preflight",
      toRequest("OPTIONS", path, { query: `q.tapp_id.eq=${tapp}`, headers }),
    ),
  );

const EXPORTER = { authorization: `Basic ${btoa("standin-export:standin-secret")}` };
const wrongExport = fc
  .oneof(
    fc
      .tuple(noise, noise)
      .filter(([date, tapp]) => Number.isNaN(Date.parse(date)) || tapp !== TAPP)
      .map(([date, tapp]) => `q.date.ge=${encodeURIComponent(date)}&q.tapp_id.eq=${encodeURIComponent(tapp)}`),
    fc.constantFrom("", "q.date.ge=2025-01-01", `q.tapp_id.eq=${TAPP}`, "%zz=%&q.date.ge=2025-01-01&q.cmp_id.eq=x"),
  )
  .map((query) =>
    refused(
      "an export of something else",
      [400],
      "generic",
      toRequest("GET", "/netid-permissions", { query, headers: EXPORTER }),
    ),
  );
const wrongExporter = fc
  .oneof(
    noise,
    fc.base64String().map((each) => `Basic ${each}`),
    fc.constantFrom("Basic", "Basic Og==", "Bearer standin-token"),
  )
  .map((authorization) =>
    refused(
      "an export with unknown credentials",
      [401],
      "generic",
      toRequest("GET", "/netid-permissions", { headers: { authorization } }),
    ),
  );

const FORM = { "content-type": "application/x-www-form-urlencoded" };
const wrongLogin = fc
  .oneof(
    noise.filter((each) => each !== "").map((each) => `user=${encodeURIComponent(each)}`),
    noise.filter((each) => each !== "").map((each) => `user=alice&return_to=${encodeURIComponent(each)}`),
    fc.constantFrom("__proto__[user]=alice", "user=constructor", "user=alice&session=x", "user[]=%zz&return_to=%"),
    fc.constantFrom("a[]=1&".repeat(1001), "user=alice&return_to=https%3A%2F%2Fevil.example"),
  )
  .filter((body) => !/^user=(alice|bob)$/.test(body))
  .map((body) =>
    refused(
      "a login of an unknown user",
      [400, 404],
      "page",
      toRequest("POST", "/_mock/login", { headers: FORM, body }),
    ),
  );

/** Expects a refusal in the provider's own shape. */
function expectLook(look: Look, { status, headers, body }: ExchangeReply): void {
  if (look === "page") expect(headers["content-type"]).toMatch(/^text\/(html|plain)/);
  else if (look === "preflight") expect(body).toBe("Invalid CORS request");
  else {
    expect(headers["content-type"]).toBe("application/json");
    const parsed = JSON.parse(String(body));
    expect(parsed.status).toBe(status);
    if (look === "generic") expect(Object.keys(parsed).sort()).toEqual(["error", "path", "status", "timestamp"]);
    else expect(look).toContain(parsed.status_code);
  }
}

async function prepare(bugs: Bug[]): Promise<{ standin: Standin; access: Access }> {
  const standin = await createStandin({ providers: ["netid"], frozenAt: FROZEN_AT, onBug: (bug) => bugs.push(bug) });
  const world = await standin.world();
  await world.scenario("netid", "a user who revoked consent", { user: "bob", tapp_id: OTHER_TAPP });
  const access = await world.scenario("netid", "a user who shares data", { idconsent: "INVALID" });
  return { standin, access: access as Access };
}

/** All that is stored, as an export shows it. */
async function storedIn({ engine }: Standin): Promise<unknown> {
  const query = `q.cmp_id.eq=standin-cmp&q.tapp_id.in=${TAPP},${OTHER_TAPP}&q.date.ge=2000-01-01`;
  const reply = await engine.exchange(toRequest("GET", "/netid-permissions", { query, headers: EXPORTER }));
  expect(reply.status).toBe(200);
  return reply.body;
}

describe("invalid requests", () => {
  it("each gets the provider's own refusal and changes nothing", async () => {
    const bugs: Bug[] = [];
    const { standin, access } = await prepare(bugs);
    const before = await storedIn(standin);
    const seen = new Set<string>();
    const anyRefused = fc.oneof(
      { weight: 80, arbitrary: requestsRefused(access) },
      { weight: 10, arbitrary: unknownPath },
      { weight: 5, arbitrary: wrongMethod },
      { weight: 10, arbitrary: wrongPreflight },
      { weight: 10, arbitrary: wrongExport },
      { weight: 5, arbitrary: wrongExporter },
      { weight: 10, arbitrary: wrongLogin },
    );

    await fc.assert(
      fc.asyncProperty(anyRefused, async ({ why, statuses, look, request }) => {
        const reply = await standin.engine.exchange(request);
        expect(bugs).toEqual([]);
        expect(statuses, why).toContain(reply.status);
        expectLook(look, reply);
        expect(reply.headers["set-cookie"]).toBeUndefined();
        expect(await storedIn(standin)).toEqual(before);
        seen.add(why);
      }),
      { numRuns: 2000 },
    );

    // Every kind was among them, so that none is invalid in name only.
    expect(seen.size).toBe(17);
    // Not even the randomness of the world has moved on: what is made next is what would have been made at once.
    const { standin: untouched } = await prepare(bugs);
    const next = async (each: Standin) =>
      (await each.world()).scenario("netid", "a user who gave consent", { user: "zoe" });
    expect(await next(standin)).toEqual(await next(untouched));
  }, 120_000);
});
