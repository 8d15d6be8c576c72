import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { engineReasons } from "#engine/contract/reasons.ts";
import type { RefusingStage } from "#engine/contract/refusal.ts";
import { credentialReasons, signToken } from "#engine/kit/tokens.ts";
import { keysOf } from "#engine/kit/world-keys.ts";
import type { Bug } from "#engine/pipeline/engine.ts";
import { reasons } from "#mocks/netid/reasons.ts";
import { createStandin, type Standin, type StandinOptions, type StandinWorld } from "#standin/standin.ts";
import {
  type Access,
  FOREIGN_ORIGIN,
  FROZEN_AT,
  GLOBAL_TC,
  ORIGIN,
  OTHER_TAPP,
  PERMISSIONS,
  TAPP,
  TC,
  UNKNOWN_TAPP,
} from "./calls.ts";

type OwnCode = keyof typeof reasons;
type EngineCode = keyof typeof engineReasons;
type CredentialCode = keyof typeof credentialReasons;

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Default: the world `default`. */
  readonly world?: string;
}

interface Bench {
  readonly standin: Standin;
  readonly world: StandinWorld;
  /** What alice, who is logged in, sends from a page of the first TAPP. */
  readonly browser: Readonly<Record<string, string>>;
  /** The credentials of alice. */
  readonly alice: Access;
  /** Runs a scenario of this provider. */
  readonly scenario: <Result = Access>(name: string, parameters?: Readonly<Record<string, unknown>>) => Promise<Result>;
}

interface Refused {
  readonly what: string;
  readonly options?: Pick<StandinOptions, "acceptAnyCredentials">;
  readonly sent: (bench: Bench) => Sent | Promise<Sent>;
  readonly status: number;
  readonly stage: RefusingStage;
  readonly code: OwnCode | EngineCode | CredentialCode;
  /** What an integrator needs to be told. */
  readonly says: readonly string[];
}

/** The reasons of the engine that no request to this provider can meet, and why. */
const UNREACHABLE: Partial<Record<EngineCode, string>> = {
  redirected: "A path is spelled exactly, or with and without its slash: none redirects.",
  malformedPath: "No path has a parameter that could be decoded, so a broken one is an unknown path.",
  wrongScheme: "The operation decides which credentials are read, so none of another scheme come up.",
  tooManyRequests: "Nothing limits the rate.",
  unsupportedMediaType: "The Content-Type is checked before the user, and so long before the engine reads the body.",
  unexplained: "The compiler holds every refusal of a handler to a reason.",
};

const QUERY = `q.tapp_id.eq=${TAPP}`;
const GOOD = JSON.stringify({ idconsent: "VALID" });
const FORM = { "content-type": "application/x-www-form-urlencoded" };
const basic = (text: string): string => `Basic ${btoa(text)}`;
const EXPORTER = basic("standin-export:standin-secret");
const SINCE = "q.date.ge=2025-01-01";

const read = (headers: Sent["headers"] = {}, query = QUERY): Sent => ({
  method: "GET",
  path: "/netid-user-status",
  query,
  headers,
});
const readAs = (authorization: string, more: Sent["headers"] = {}): Sent => read({ authorization, ...more }, "");
const write = (headers: Sent["headers"], body?: string | Uint8Array, query = QUERY): Sent => ({
  method: "POST",
  path: "/netid-permissions",
  query,
  headers: { "content-type": PERMISSIONS, ...headers },
  ...(body !== undefined && { body }),
});
const writeTc = ({ browser }: Bench, iab_tc_string: unknown): Sent =>
  write(browser, JSON.stringify({ idconsent: "VALID", iab_tc_string }));
const exportOf = (query: string, authorization: string | undefined = EXPORTER): Sent => ({
  method: "GET",
  path: "/netid-permissions",
  query,
  headers: authorization === "" ? {} : { authorization },
});
const preflight = (headers: Sent["headers"], query = QUERY): Sent => ({
  method: "OPTIONS",
  path: "/netid-permissions",
  query,
  headers: { origin: ORIGIN, ...headers },
});
const login = (query: string): Sent => ({ method: "GET", path: "/_mock/login", query });
const cookie = (value: string): { readonly cookie: string } => ({ cookie: `tpid_sec=${value}` });

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const bits = (value: number, width: number): string => value.toString(2).padStart(width, "0");
const HEAD = [...TC].map((each) => bits(ALPHABET.indexOf(each), 6)).join("");
const toText = (field: string): string =>
  (field.padEnd(Math.ceil(field.length / 6) * 6, "0").match(/.{6}/g) ?? [])
    .map((sextet) => ALPHABET[Number.parseInt(sextet, 2)])
    .join("");
/** A core whose vendors are these ranges, with neither further vendors nor restrictions. */
const coreWithRanges = (...ranges: readonly (readonly [number, number])[]): string => {
  const entries = ranges.map(([first, last]) => bits(1, 1) + bits(first, 16) + bits(last, 16));
  const vendors = bits(65_535, 16) + bits(1, 1) + bits(ranges.length, 12) + entries.join("");
  return toText(HEAD.slice(0, 213) + vendors + bits(0, 17) + bits(0, 12));
};
const CORE_WITHOUT_CMP = toText(HEAD.slice(0, 78) + bits(0, 12) + HEAD.slice(90));

const onTheWay: readonly Refused[] = [
  {
    what: "a path with a letter too few",
    sent: () => ({ method: "GET", path: "/netid-user-statu" }),
    status: 404,
    stage: "route",
    code: "unknownPath",
    says: ["/netid-user-statu", "Nearest: GET /netid-user-status"],
  },
  {
    what: "a method that the path does not take",
    sent: () => ({ method: "DELETE", path: "/netid-user-status" }),
    status: 405,
    stage: "route",
    code: "methodNotAllowed",
    says: ["/netid-user-status", "DELETE", "GET, OPTIONS"],
  },
  {
    what: "a body over the limit",
    sent: ({ browser }) => write(browser, JSON.stringify({ iab_tc_string: "A".repeat(1024 * 1024) })),
    status: 413,
    stage: "route",
    code: "bodyTooLarge",
    says: ["1048576 bytes"],
  },
  {
    what: "a read under the host of the write service, where hosts are told apart",
    sent: async ({ browser, scenario }) => {
      await scenario("other behaviour", { strict_host: true });
      return read({ ...browser, host: "einwilligen.netid.de" });
    },
    status: 404,
    stage: "authorize",
    code: "wrongService",
    says: ["Host einwilligen.netid.de", "strict_host", '"default"', "under einwilligungsspeicher.netid.de"],
  },
  {
    what: "the same with the hosts of QA",
    sent: async ({ scenario }) => {
      await scenario("other behaviour", { strict_host: true });
      return preflight({ host: "einwilligungsuebersicht.qa.netid.de" });
    },
    status: 404,
    stage: "authorize",
    code: "wrongService",
    says: ["Host einwilligungsuebersicht.qa.netid.de", "under einwilligen.qa.netid.de"],
  },
];

const mediaTypes: readonly Refused[] = [
  {
    what: "an Accept of plain JSON",
    sent: ({ browser }) => write({ ...browser, accept: "application/json" }, GOOD),
    status: 406,
    stage: "authorize",
    code: "notAcceptable",
    says: [
      '"application/json"',
      "application/vnd.netid.permission-center.",
      "netid-subject-status-v1+json",
      "netid-subject-status-v2+json",
    ],
  },
  {
    what: "an export of a CMP that accepts the type of an export of a TAPP",
    sent: () => {
      const sent = exportOf(`q.cmp_id.eq=standin-cmp&q.tapp_id.in=${TAPP}&${SINCE}`);
      const accept = "application/vnd.netid.permission-center.netid-permission-export.list-v1+json";
      return { ...sent, headers: { ...sent.headers, accept } };
    },
    status: 406,
    stage: "authorize",
    code: "notAcceptable",
    says: ["tapp-netid-permissions-export.list-v1+json"],
  },
  {
    what: "a write without Content-Type",
    sent: ({ browser }) => ({ ...write(browser, GOOD), headers: browser }),
    status: 415,
    stage: "authorize",
    code: "contentTypeMissing",
    says: ["no Content-Type", PERMISSIONS],
  },
  {
    what: "a write of plain JSON",
    sent: ({ browser }) => write({ ...browser, "content-type": "application/json; charset=utf-8" }, GOOD),
    status: 415,
    stage: "authorize",
    code: "wrongContentType",
    says: ['"application/json"', PERMISSIONS],
  },
];

const partner: readonly Refused[] = [
  {
    what: "a read without q.tapp_id.eq",
    sent: ({ browser }) => read(browser, ""),
    status: 400,
    stage: "authorize",
    code: "tappMissing",
    says: ["no q.tapp_id.eq"],
  },
  {
    what: "a read with an empty q.tapp_id.eq",
    sent: ({ browser }) => read(browser, "q.tapp_id.eq="),
    status: 400,
    stage: "authorize",
    code: "tappEmpty",
    says: ["q.tapp_id.eq is empty"],
  },
  {
    what: "a write with two of q.tapp_id.eq",
    sent: ({ browser }) => write(browser, GOOD, `${QUERY}&${QUERY}`),
    status: 403,
    stage: "authorize",
    code: "parameterRepeated",
    says: ["q.tapp_id.eq 2 times", "once"],
  },
  {
    what: "a preflight with two of q.tapp_id.eq",
    sent: () => preflight({}, `${QUERY}&${QUERY}`),
    status: 403,
    stage: "validate",
    code: "parameterRepeated",
    says: ["q.tapp_id.eq 2 times"],
  },
  {
    what: "an export with two of q.date.ge",
    sent: () => exportOf(`${QUERY}&${SINCE}&${SINCE}`),
    status: 400,
    stage: "validate",
    code: "parameterRepeated",
    says: ["q.date.ge 2 times"],
  },
  {
    what: "a read with half a TAPP id",
    sent: ({ browser }) => read(browser, `q.tapp_id.eq=${TAPP.slice(0, 18)}`),
    status: 400,
    stage: "authorize",
    code: "malformedTapp",
    says: ["q.tapp_id.eq", `"${TAPP.slice(0, 18)}"`, "not a UUID"],
  },
  {
    what: "an export with a URN for an id",
    sent: () => exportOf(`q.cmp_id.eq=standin-cmp&q.tapp_id.in=urn:uuid:${TAPP}&${SINCE}`),
    status: 403,
    stage: "handle",
    code: "malformedTapp",
    says: ["q.tapp_id.in", `"urn:uuid:${TAPP}"`, "not a UUID"],
  },
  {
    what: "a read for a TAPP that does not exist",
    sent: ({ browser }) => read(browser, `q.tapp_id.eq=${UNKNOWN_TAPP}`),
    status: 403,
    stage: "authorize",
    code: "unknownTapp",
    says: [UNKNOWN_TAPP, 'World "default"', "seed", '"a TAPP"'],
  },
  {
    what: "an export of a TAPP that does not exist",
    sent: () => exportOf(`q.tapp_id.eq=${UNKNOWN_TAPP}&${SINCE}`),
    status: 403,
    stage: "handle",
    code: "unknownTapp",
    says: [UNKNOWN_TAPP, 'World "default"'],
  },
  {
    what: "a Bearer token for a TAPP that a reset has removed",
    sent: async ({ world, scenario }) => {
      await scenario("a TAPP", { id: UNKNOWN_TAPP });
      const token = await scenario<string>("a Bearer token", { tapp_id: UNKNOWN_TAPP });
      await world.reset();
      return readAs(`Bearer ${token}`);
    },
    status: 403,
    stage: "authorize",
    code: "unknownTappOfToken",
    says: ["Bearer token", UNKNOWN_TAPP, 'world "default"', '"a TAPP"'],
  },
  {
    what: "a read for an inactive TAPP",
    sent: async ({ browser, scenario }) => {
      await scenario("an inactive TAPP");
      return read(browser);
    },
    status: 403,
    stage: "authorize",
    code: "inactiveTapp",
    says: [TAPP, "inactive"],
  },
  {
    what: "a Bearer token for an inactive TAPP",
    sent: async ({ scenario }) => {
      await scenario("an inactive TAPP");
      return readAs("Bearer standin-token");
    },
    status: 403,
    stage: "authorize",
    code: "inactiveTapp",
    says: [TAPP, "inactive"],
  },
  {
    what: "an export of an inactive TAPP",
    sent: async ({ scenario }) => {
      await scenario("an inactive TAPP");
      return exportOf(`${QUERY}&${SINCE}`);
    },
    status: 403,
    stage: "handle",
    code: "inactiveTapp",
    says: [TAPP, "inactive", "exported"],
  },
];

const origins: readonly Refused[] = [
  {
    what: "a read without Origin",
    sent: ({ alice }) => read({ cookie: alice.cookie }),
    status: 403,
    stage: "authorize",
    code: "originMissing",
    says: ["no Origin", TAPP],
  },
  {
    what: "a preflight without Origin",
    sent: () => ({ ...preflight({}), headers: { "access-control-request-method": "POST" } }),
    status: 403,
    stage: "handle",
    code: "originMissing",
    says: ["no Origin", TAPP],
  },
  {
    what: "a read from an origin that differs in its port",
    sent: async ({ browser, scenario }) => {
      await scenario("an active TAPP with two origins");
      return read({ ...browser, origin: "https://www.example.com:8443" });
    },
    status: 403,
    stage: "authorize",
    code: "unregisteredOrigin",
    says: ['"https://www.example.com:8443"', TAPP, "https://www.example.com, https://shop.example.com", "port"],
  },
  {
    what: "a preflight from elsewhere for a TAPP that is open to this machine",
    sent: () => preflight({ origin: FOREIGN_ORIGIN, "access-control-request-method": "POST" }),
    status: 403,
    stage: "handle",
    code: "unregisteredOrigin",
    says: [`"${FOREIGN_ORIGIN}"`, TAPP, "every origin on this machine"],
  },
  {
    what: "a Bearer token from a browser",
    sent: () => readAs("Bearer standin-token", { origin: ORIGIN }),
    status: 403,
    stage: "authorize",
    code: "originWithBearer",
    says: ["Authorization", `"${ORIGIN}"`, "cookie tpid_sec"],
  },
  {
    what: "a preflight that asks for no method",
    sent: () => preflight({}),
    status: 403,
    stage: "handle",
    code: "preflightWithoutMethod",
    says: ["Access-Control-Request-Method", "POST"],
  },
  {
    what: "a preflight that asks for another method",
    sent: () => preflight({ "access-control-request-method": "PUT" }),
    status: 403,
    stage: "handle",
    code: "wrongPreflightMethod",
    says: ["PUT", "with POST"],
  },
];

const cookies: readonly Refused[] = [
  {
    what: "a read without the cookie",
    sent: () => read({ origin: ORIGIN, cookie: "other=1" }),
    status: 400,
    stage: "authorize",
    code: "cookieMissing",
    says: ["cookie tpid_sec was not sent", "not logged in", "credentials: include"],
  },
  ...["none", "inactive"].map(
    (access): Refused => ({
      what: `a read whose cookie the browser withheld, by the storage access "${access}"`,
      sent: () => read({ origin: ORIGIN, "sec-fetch-storage-access": access }),
      status: 400,
      stage: "authorize",
      code: "cookieWithheld",
      says: ["browser withheld the cookie tpid_sec", access, "http://localhost"],
    }),
  ),
  {
    what: "a read without the cookie, from a page that may use it",
    sent: () => read({ origin: ORIGIN, "sec-fetch-storage-access": "active" }),
    status: 400,
    stage: "authorize",
    code: "cookieMissing",
    says: ["cookie tpid_sec was not sent"],
  },
  {
    what: "a read with the cookie of a logout",
    sent: () => read({ origin: ORIGIN, ...cookie("") }),
    status: 400,
    stage: "authorize",
    code: "cookieEmpty",
    says: ["cookie tpid_sec is empty", "/_mock/login"],
  },
  {
    what: "a cookie that is cut off",
    sent: ({ browser, alice }) => read({ ...browser, cookie: alice.cookie.slice(0, -30) }),
    status: 400,
    stage: "authorize",
    code: "malformedToken",
    says: ["cut off", "encrypted JWT of five parts"],
  },
  {
    what: "a cookie that another service has issued",
    sent: ({ browser }) =>
      read({ ...browser, cookie: `tpid_sec=${btoa('{"alg":"RS256"}').replaceAll("=", "")}.e30.AAAA` }),
    status: 400,
    stage: "authorize",
    code: "foreignToken",
    says: ["cookie tpid_sec", "not issued by standin", "RS256", "encrypted JWT of five parts"],
  },
  {
    what: "a cookie that was forged",
    sent: async ({ browser, scenario }) =>
      read({ ...browser, cookie: (await scenario("a user with a forged cookie")).cookie }),
    status: 400,
    stage: "authorize",
    code: "wrongSignature",
    says: ['world "default"', "altered"],
  },
  {
    what: "a cookie of an earlier world of the same name",
    sent: async ({ standin, browser }) => {
      await standin.engine.worlds.drop("default");
      return read(browser);
    },
    status: 400,
    stage: "authorize",
    code: "formerWorld",
    says: ['an earlier world "default"', "dropped"],
  },
  {
    what: "a cookie of another world",
    sent: ({ browser }) => ({ ...read(browser), world: "other" }),
    status: 400,
    stage: "authorize",
    code: "foreignWorld",
    says: ['issued in world "default"', 'not valid in world "other"'],
  },
  {
    what: "a cookie that has expired",
    sent: async ({ browser, world }) => {
      await world.clock.advance(90 * 60_000);
      return read(browser);
    },
    status: 400,
    stage: "authorize",
    code: "expiredToken",
    says: ["expired at 2025-03-01T10:30:00.000Z", "time is 2025-03-01T11:00:00.000Z"],
  },
  {
    what: "a Bearer token that was issued here, as the cookie",
    sent: ({ browser, alice }) => read({ ...browser, ...cookie(alice.bearer_token) }),
    status: 400,
    stage: "authorize",
    code: "bearerAsCookie",
    says: ["cookie tpid_sec holds a Bearer token", "Authorization: Bearer", "/_mock/login"],
  },
  {
    what: "a Bearer token of the seed as the cookie",
    sent: ({ browser }) => write({ ...browser, ...cookie("standin-token") }, GOOD),
    status: 400,
    stage: "authorize",
    code: "bearerAsCookie",
    says: ["cookie tpid_sec holds a Bearer token"],
  },
  {
    what: "a cookie of an account that was deleted",
    sent: async ({ browser, scenario }) => read({ ...browser, cookie: (await scenario("a deleted account")).cookie }),
    status: 410,
    stage: "authorize",
    code: "deletedAccount",
    says: ['"carol"', "deleted", "tpid"],
  },
  {
    what: "a cookie of a user whom a reset has removed",
    sent: async ({ browser, world, scenario }) => {
      const zoe = await scenario("a user who is logged in", { user: "zoe" });
      await world.reset();
      return read({ ...browser, cookie: zoe.cookie });
    },
    status: 410,
    stage: "authorize",
    code: "unknownAccount",
    says: ["cookie tpid_sec", '"zoe"', 'world "default"', '"a user"'],
  },
];

const bearers: readonly Refused[] = [
  {
    what: "a read without any credentials",
    sent: () => read({}, ""),
    status: 400,
    stage: "authorize",
    code: "bearerMissing",
    says: ["Authorization: Bearer <token>", "q.tapp_id.eq", "Origin", "cookie tpid_sec"],
  },
  {
    what: "a Bearer without its token",
    sent: () => readAs("Bearer "),
    status: 400,
    stage: "authorize",
    code: "emptyBearer",
    says: ["Bearer, but no token", "Authorization: Bearer <token>"],
  },
  {
    what: "a read by an export user",
    sent: () => readAs(EXPORTER),
    status: 400,
    stage: "authorize",
    code: "basicInsteadOfBearer",
    says: ["scheme Basic", "only the export", "Authorization: Bearer <token>"],
  },
  {
    what: "a token without its scheme",
    sent: () => readAs("standin-token"),
    status: 400,
    stage: "authorize",
    code: "wrongHeader",
    says: ["Authorization header", "Authorization: Bearer <token>"],
  },
  {
    what: "a Bearer token that nothing declares",
    sent: () => readAs("Bearer my-token"),
    status: 400,
    stage: "authorize",
    code: "unknownBearer",
    says: ["bearer_tokens", 'world "default"', "not a token that the world issued"],
  },
  {
    what: "a Bearer token that is cut off",
    sent: ({ alice }) => readAs(`Bearer ${alice.bearer_token.split(".").slice(0, 2).join(".")}`),
    status: 400,
    stage: "authorize",
    code: "malformedToken",
    says: ["cut off", "JWT of three parts, signed with HS256"],
  },
  {
    what: "a Bearer token that was forged",
    sent: async ({ scenario }) => readAs(`Bearer ${await scenario<string>("a Bearer token", { session: "forged" })}`),
    status: 400,
    stage: "authorize",
    code: "wrongSignature",
    says: ['world "default"', "altered"],
  },
  {
    what: "a Bearer token of an earlier world of the same name",
    sent: async ({ standin, alice }) => {
      await standin.engine.worlds.drop("default");
      return readAs(`Bearer ${alice.bearer_token}`);
    },
    status: 400,
    stage: "authorize",
    code: "formerWorld",
    says: ['an earlier world "default"', "dropped"],
  },
  {
    what: "a Bearer token of another world",
    sent: ({ alice }) => ({ ...readAs(`Bearer ${alice.bearer_token}`), world: "other" }),
    status: 400,
    stage: "authorize",
    code: "foreignWorld",
    says: ['issued in world "default"', 'not valid in world "other"'],
  },
  {
    what: "a Bearer token that has expired",
    sent: async ({ world, alice }) => {
      await world.clock.advance(10 * 60_000);
      return readAs(`Bearer ${alice.bearer_token}`);
    },
    status: 400,
    stage: "authorize",
    code: "expiredToken",
    says: ["expired at 2025-03-01T09:38:20.000Z", "time is 2025-03-01T09:40:00.000Z"],
  },
  {
    what: "the value of the cookie as a Bearer token",
    sent: ({ alice }) => readAs(`Bearer ${alice.cookie.slice("tpid_sec=".length)}`),
    status: 400,
    stage: "authorize",
    code: "cookieAsBearer",
    says: ["Bearer token is a value of the cookie tpid_sec"],
  },
  {
    what: "a token that another mock signed, as each signs with the secret of the world",
    sent: async ({ standin }) => {
      const { secret } = keysOf((await standin.engine.worlds.open("default")).identity).current;
      return readAs(`Bearer ${signToken({ type: "api-key", sub: "alice", exp: 4e9 }, secret, "default")}`);
    },
    status: 400,
    stage: "authorize",
    code: "tokenOfAnotherKind",
    says: ["The Bearer token was issued", 'world "default"', "another provider"],
  },
  {
    what: "a Bearer token of an account that was deleted",
    sent: async ({ scenario }) => readAs(`Bearer ${(await scenario("a deleted account")).bearer_token}`),
    status: 410,
    stage: "authorize",
    code: "deletedAccount",
    says: ['"carol"', "deleted", "tpid"],
  },
  {
    what: "a Bearer token of a user whom a reset has removed",
    sent: async ({ world, scenario }) => {
      const token = await scenario<string>("a Bearer token", { user: "zoe" });
      await world.reset();
      return readAs(`Bearer ${token}`);
    },
    status: 410,
    stage: "authorize",
    code: "unknownAccount",
    says: ["The Bearer token", '"zoe"', 'world "default"', '"a user"'],
  },
];

const bodies: readonly Refused[] = [
  {
    what: "a write without a body",
    sent: ({ browser }) => write(browser),
    status: 400,
    stage: "validate",
    code: "bodyMissing",
    says: ["no body", "idconsent, iab_tc_string or both"],
  },
  {
    what: "a write of blanks",
    sent: ({ browser }) => write(browser, " \r\n"),
    status: 400,
    stage: "validate",
    code: "blankBody",
    says: ["only blanks", "idconsent, iab_tc_string or both"],
  },
  {
    what: "a write of null",
    sent: ({ browser }) => write(browser, "null"),
    status: 400,
    stage: "validate",
    code: "nullBody",
    says: ["body is null", "idconsent, iab_tc_string or both"],
  },
  {
    what: "a compressed write",
    sent: ({ browser }) => write({ ...browser, "content-encoding": "gzip" }, Buffer.from(GOOD)),
    status: 415,
    stage: "validate",
    code: "unsupportedCoding",
    says: ['Content-Encoding "gzip"', "send identity"],
  },
  {
    what: "a write in another charset",
    sent: ({ browser }) =>
      write({ ...browser, "content-type": `${PERMISSIONS}; charset=iso-8859-1` }, Buffer.from(GOOD, "latin1")),
    status: 415,
    stage: "validate",
    code: "unsupportedCharset",
    says: ['charset "iso-8859-1"', "send UTF-8"],
  },
  {
    what: "a write of half an object",
    sent: ({ browser }) => write(browser, '{"idconsent":"VALID"'),
    status: 400,
    stage: "validate",
    code: "malformedBody",
    says: [PERMISSIONS, "the text ends too early, at line 1, column 21"],
  },
  {
    what: "a write of a list",
    sent: ({ browser }) => write(browser, "[]"),
    status: 400,
    stage: "validate",
    code: "bodyNotAnObject",
    says: ["of type array", "Send an object"],
  },
  {
    what: "a write of DATASHARE",
    sent: ({ browser }) => write(browser, '{"idconsent":"VALID","datashare":"VALID"}'),
    status: 400,
    stage: "validate",
    code: "unknownPermission",
    says: ['"datashare"', "idconsent and iab_tc_string"],
  },
  {
    what: "a write of nulls",
    sent: ({ browser }) => write(browser, '{"idconsent":null}'),
    status: 400,
    stage: "validate",
    code: "nothingToSet",
    says: ["neither idconsent nor iab_tc_string", "null counts as absent"],
  },
  {
    what: "an idconsent in lower case",
    sent: ({ browser }) => write(browser, '{"idconsent":"valid"}'),
    status: 400,
    stage: "validate",
    code: "wrongIdconsent",
    says: ['idconsent is "valid"', "VALID or INVALID"],
  },
  {
    what: "an idconsent that is a boolean",
    sent: ({ browser }) => write(browser, '{"idconsent":true}'),
    status: 400,
    stage: "validate",
    code: "wrongIdconsent",
    says: ["idconsent is of type boolean", "VALID or INVALID"],
  },
];

const tcStrings: readonly Refused[] = [
  {
    what: "a TC string that is an object",
    sent: (bench) => writeTc(bench, {}),
    status: 400,
    stage: "validate",
    code: "tcStringOfWrongType",
    says: ["iab_tc_string is of type object", "string"],
  },
  {
    what: "an empty TC string",
    sent: (bench) => writeTc(bench, ""),
    status: 400,
    stage: "validate",
    code: "emptyTcString",
    says: ["iab_tc_string is empty", "Leave the member out"],
  },
  {
    what: "a TC string with padding",
    sent: (bench) => writeTc(bench, `${TC}=`),
    status: 400,
    stage: "validate",
    code: "tcStringCharacter",
    says: ['"="', "index 44", "without padding"],
  },
  {
    what: "a TC string with a dot at its end",
    sent: (bench) => writeTc(bench, `${TC}.`),
    status: 400,
    stage: "validate",
    code: "emptyTcSegment",
    says: ["Segment 2", "empty"],
  },
  {
    what: "a TC string of the first version",
    sent: (bench) => writeTc(bench, `B${TC.slice(1)}`),
    status: 400,
    stage: "validate",
    code: "wrongTcVersion",
    says: ['begins with "B"', "TCF version 2", '"C"'],
  },
  {
    what: "a TC string that is cut off",
    sent: (bench) => writeTc(bench, TC.slice(0, 43)),
    status: 400,
    stage: "validate",
    code: "shortTcCore",
    says: ["43 characters", "at least 44", "cut off"],
  },
  {
    what: "a TC string with the word undefined for a segment",
    sent: (bench) => writeTc(bench, `${TC}.undefined`),
    status: 400,
    stage: "validate",
    code: "wrongTcSegment",
    says: ["Segment 2", 'begins with "u"', '"I" to "Z" or from "a" to "f"'],
  },
  {
    what: "a TC string whose CMP is number zero",
    sent: (bench) => writeTc(bench, CORE_WITHOUT_CMP),
    status: 400,
    stage: "handle",
    code: "wrongTcCmp",
    says: ["CMP 0", "2 or more"],
  },
  {
    what: "a TC string with a range that ends before it begins",
    sent: (bench) => writeTc(bench, coreWithRanges([9, 3])),
    status: 400,
    stage: "handle",
    code: "wrongTcRange",
    says: ["range of vendors", "ends before it begins"],
  },
  {
    what: "a TC string of more vendors than there can be",
    sent: (bench) => writeTc(bench, coreWithRanges(...Array<[number, number]>(4).fill([1, 65_535]))),
    status: 400,
    stage: "handle",
    code: "tooManyTcVendors",
    says: ["more than 200000 vendors"],
  },
  {
    what: "a TC string whose segment is shorter than it announces",
    sent: (bench) => writeTc(bench, `${TC}.I`),
    status: 400,
    stage: "handle",
    code: "undecodableTcString",
    says: ["cannot be decoded", "shorter than they announce"],
  },
  {
    what: "a TC string for all services, where the world refuses it",
    sent: async (bench) => {
      await bench.scenario("other behaviour", { reject_global_tc: true });
      return writeTc(bench, GLOBAL_TC);
    },
    status: 400,
    stage: "handle",
    code: "globalTcString",
    says: ["not service-specific", "reject_global_tc", 'world "default"'],
  },
];

const exporters: readonly Refused[] = [
  {
    what: "an export without credentials",
    sent: () => exportOf(`${QUERY}&${SINCE}`, ""),
    status: 401,
    stage: "authenticate",
    code: "missing",
    says: ["Authorization: Basic", "export user"],
  },
  {
    what: "an export by a Bearer token",
    sent: () => exportOf(`${QUERY}&${SINCE}`, "Bearer standin-token"),
    status: 401,
    stage: "authenticate",
    code: "bearerInsteadOfBasic",
    says: ["scheme Bearer", "Authorization: Basic", "export user"],
  },
  {
    what: "an export with name and password that are not encoded",
    sent: () => exportOf(`${QUERY}&${SINCE}`, "Basic standin-export:standin-secret"),
    status: 401,
    stage: "authenticate",
    code: "wrongHeader",
    says: ["Authorization header", "Basic", "base64 of <name>:<password>"],
  },
  {
    what: "an export by a user that does not exist",
    sent: () => exportOf(`${QUERY}&${SINCE}`, basic("clerk:standin-secret")),
    status: 401,
    stage: "authenticate",
    code: "unknownExportUser",
    says: ['World "default"', '"clerk"', "seed", '"an export user"'],
  },
  {
    what: "an export with a token for the name, and nothing for the password",
    sent: () => exportOf(`${QUERY}&${SINCE}`, basic("standin-token:")),
    status: 401,
    stage: "authenticate",
    code: "exportPasswordMissing",
    says: ["empty password", "Authorization: Basic", "base64 of <name>:<password>"],
  },
  {
    what: "an export with a wrong password",
    sent: () => exportOf(`${QUERY}&${SINCE}`, basic("standin-export:standin-public")),
    status: 401,
    stage: "authenticate",
    code: "wrongExportPassword",
    says: ["password", '"standin-export"', "wrong"],
  },
  {
    what: "an export by a user without the role",
    sent: async ({ scenario }) => {
      const { authorization } = await scenario<{ authorization: string }>("an export user without the role");
      return exportOf(`${QUERY}&${SINCE}`, authorization);
    },
    status: 403,
    stage: "authorize",
    code: "exportRoleMissing",
    says: ['"standin-clerk"', "role", "has_role"],
  },
  {
    what: "an export of a TAPP of another partner",
    sent: async ({ scenario }) => {
      await scenario("an export user", { tapp_ids: [TAPP] });
      return exportOf(`q.tapp_id.eq=${OTHER_TAPP}&${SINCE}`);
    },
    status: 403,
    stage: "handle",
    code: "tappOfAnotherPartner",
    says: ['"standin-export"', `TAPP ${OTHER_TAPP}`, `only: ${TAPP}`],
  },
];

const exported: readonly Refused[] = [
  {
    what: "an export without a date",
    sent: () => exportOf(QUERY),
    status: 400,
    stage: "validate",
    code: "invalid",
    says: ["query.q.date.ge", "required"],
  },
  {
    what: "an export of half a TAPP id",
    sent: () => exportOf(`q.tapp_id.eq=${TAPP.slice(0, 18)}&${SINCE}`),
    status: 400,
    stage: "validate",
    code: "invalid",
    says: ["query.q.tapp_id.eq", "uuid"],
  },
  {
    what: "an export since a day that does not exist",
    sent: () => exportOf(`${QUERY}&q.date.ge=2025-02-30`),
    status: 400,
    stage: "validate",
    code: "unreadableDate",
    says: ['q.date.ge is "2025-02-30"', "a date that exists"],
  },
  {
    what: "an export since a time without its zone",
    sent: () => exportOf(`${QUERY}&q.date.ge=2025-03-01T09:30:00`),
    status: 400,
    stage: "validate",
    code: "unreadableDate",
    says: ['q.date.ge is "2025-03-01T09:30:00"', "zone is Z or like +01:00"],
  },
  {
    what: "an export since a leap second",
    sent: () => exportOf(`${QUERY}&q.date.ge=2016-12-31T23:59:60Z`),
    status: 400,
    stage: "handle",
    code: "unreadableDate",
    says: ['q.date.ge is "2016-12-31T23:59:60Z"', "without a leap second"],
  },
  {
    what: "an export that names neither TAPP nor CMP",
    sent: () => exportOf(SINCE),
    status: 400,
    stage: "handle",
    code: "exportTappMissing",
    says: ["neither q.tapp_id.eq nor q.cmp_id.eq with q.tapp_id.in"],
  },
  {
    what: "an export of a CMP that names no TAPP",
    sent: () => exportOf(`q.cmp_id.eq=standin-cmp&${SINCE}`),
    status: 400,
    stage: "handle",
    code: "exportTappsMissing",
    says: ['"standin-cmp"', "no q.tapp_id.in"],
  },
  {
    what: "an export of a CMP that does not exist",
    sent: () => exportOf(`q.cmp_id.eq=my-cmp&q.tapp_id.in=${TAPP}&${SINCE}`),
    status: 403,
    stage: "handle",
    code: "unknownCmp",
    says: ['World "default"', '"my-cmp"', "seed", '"a CMP"'],
  },
  {
    what: "an export of an inactive CMP",
    sent: async ({ scenario }) => {
      await scenario("a CMP", { active: false });
      return exportOf(`q.cmp_id.eq=standin-cmp&q.tapp_id.in=${TAPP}&${SINCE}`);
    },
    status: 403,
    stage: "handle",
    code: "inactiveCmp",
    says: ['"standin-cmp"', "inactive"],
  },
  {
    what: "an export of a CMP with a TAPP of another one",
    sent: async ({ scenario }) => {
      await scenario("a TAPP", { id: OTHER_TAPP, cmp_id: "my-cmp" });
      return exportOf(`q.cmp_id.eq=standin-cmp&q.tapp_id.in=${TAPP},${OTHER_TAPP}&${SINCE}`);
    },
    status: 403,
    stage: "handle",
    code: "tappOfAnotherCmp",
    says: [`TAPP ${OTHER_TAPP}`, '"standin-cmp"', "Its own CMP: my-cmp"],
  },
];

const loginPage: readonly Refused[] = [
  {
    what: "a form with too many fields",
    sent: () => ({ method: "POST", path: "/_mock/login", headers: FORM, body: "a[]=1&".repeat(1001) }),
    status: 400,
    stage: "validate",
    code: "malformedForm",
    says: ["form", "1000 fields"],
  },
  {
    what: "a login that a page elsewhere has sent",
    sent: () => ({
      method: "POST",
      path: "/_mock/login",
      headers: { ...FORM, origin: FOREIGN_ORIGIN },
      body: "user=alice",
    }),
    status: 403,
    stage: "authorize",
    code: "crossSite",
    says: ["A page of another origin", "follow a link"],
  },
  {
    what: "a login that returns to a path",
    sent: () => login("user=alice&return_to=/shop"),
    status: 400,
    stage: "handle",
    code: "malformedReturnAddress",
    says: ["return_to", "absolute URL"],
  },
  {
    what: "a login that returns to an app",
    sent: () => login("user=alice&return_to=myapp://callback"),
    status: 400,
    stage: "handle",
    code: "returnAddressScheme",
    says: ["return_to", '"myapp:"', "http: or https:"],
  },
  {
    what: "a logout that returns elsewhere",
    sent: () => ({ ...login(`return_to=${FOREIGN_ORIGIN}/a`), path: "/_mock/logout" }),
    status: 400,
    stage: "handle",
    code: "foreignReturnAddress",
    says: ["return_to", FOREIGN_ORIGIN, "this machine", "active TAPP"],
  },
  {
    what: "a login of a quality that does not exist",
    sent: () => login("user=alice&session=stale"),
    status: 400,
    stage: "handle",
    code: "unknownSessionQuality",
    says: ['session is "stale"', "valid, expired, forged"],
  },
  {
    what: "a login by a name that the seed does not have",
    sent: () => login("user=dora"),
    status: 404,
    stage: "handle",
    code: "unknownUser",
    says: ['World "default"', '"dora"', "seed", '"a user"'],
  },
  {
    what: "a login by a name that no user can have, where any is accepted",
    options: { acceptAnyCredentials: true },
    sent: () => login("user=dora@example.com"),
    status: 404,
    stage: "handle",
    code: "malformedUser",
    says: ['"dora@example.com"', "1 to 64 letters, digits, dashes and underscores"],
  },
];

const GROUPS: Readonly<Record<string, readonly Refused[]>> = {
  "paths, methods and hosts": onTheWay,
  "media types": mediaTypes,
  "the TAPP": partner,
  "origins and preflights": origins,
  "the cookie": cookies,
  "the Bearer token": bearers,
  "the body of a write": bodies,
  "TC strings": tcStrings,
  "export users": exporters,
  "what is exported": exported,
  "the login page": loginPage,
};

async function start(bugs: Bug[], options: Refused["options"] = {}): Promise<Bench> {
  const standin = await createStandin({
    ...options,
    providers: ["netid"],
    frozenAt: FROZEN_AT,
    freezeState: true,
    onBug: (bug) => bugs.push(bug),
  });
  const world = await standin.world();
  const scenario = async <Result = Access>(name: string, parameters?: Readonly<Record<string, unknown>>) =>
    (await standin.engine.runScenario(world.name, "netid", name, parameters)) as Result;
  const alice = await scenario("a user who is logged in");
  return { standin, world, alice, browser: { cookie: alice.cookie, origin: ORIGIN }, scenario };
}

/** Sends a request, and gives the status with what the journal says of the refusal. */
async function exchange({ standin }: Bench, { world = "default", path, query = "", headers = {}, ...sent }: Sent) {
  const { journal } = await standin.world(world);
  // A host of the provider stands for the prefix.
  const own = headers["host"] === undefined ? `/netid${path}` : path;
  const { status } = await standin.engine.exchange({ ...sent, path: `/~${world}${own}`, query, headers });
  return { status, refusal: journal.entries({ limit: 1 })[0]?.refusal };
}

describe.each(Object.entries(GROUPS))("reasons: %s", (_group, table) => {
  it.each(table)("$what: $code", async ({ options, sent, status, stage, code, says }) => {
    const bugs: Bug[] = [];
    const bench = await start(bugs, options);
    const answer = await exchange(bench, await sent(bench));
    expect(bugs).toEqual([]);
    expect({ ...answer, refusal: { ...answer.refusal, reasons: [] } }).toEqual({
      status,
      refusal: { stage, code, reasons: [] },
    });
    const [sentence = ""] = answer.refusal?.reasons ?? [];
    for (const piece of says) expect(sentence).toContain(piece);
    expect(sentence).not.toMatch(/\{\w+\}|\[object/);
  });
});

describe("the codes", () => {
  it("are all reached from outside, and only those that are declared", () => {
    const seen = Object.values(GROUPS).flatMap((table) => table.map(({ code }) => code));
    const ofEngine = Object.keys(engineReasons).filter((code) => !(code in UNREACHABLE));
    const declared = [...Object.keys(reasons), ...Object.keys(credentialReasons), ...ofEngine];
    expect([...new Set(seen)].sort()).toEqual(declared.sort());
  });
});

const letter = fc.constantFrom(..."abcxyzABCXYZ0189-_");
const toPart = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");
const part = fc.uint8Array({ minLength: 16, maxLength: 40 }).map(toPart);
const tokenHeader = fc
  .constantFrom("default", "other", "never-opened", "not a name", undefined)
  .map((kid) => toPart(Buffer.from(JSON.stringify({ alg: "HS256", typ: "JWT", kid }))));

/** Secrets as clients have them: opaque ones, tokens of three and five parts, and anything at all. */
const secretText = fc.oneof(
  fc.string({ unit: fc.constantFrom(..."abcxyzABCXYZ0189-_.~+/=:"), minLength: 20, maxLength: 80 }),
  fc.tuple(tokenHeader, part, part).map((parts) => parts.join(".")),
  fc.tuple(tokenHeader, part, part, part).map(([head, ...more]) => [head, "", ...more].join(".")),
  fc.string({ unit: "binary", minLength: 20, maxLength: 300 }),
);

/** A token with one character changed, or cut off there. */
function spoil(token: string, at: number, instead: string | undefined): string {
  const start = token.slice(0, at % token.length);
  return instead === undefined ? start : start + instead + token.slice(start.length + 1);
}

const toBase64 = (text: string): string => Buffer.from(text).toString("base64");

const exportAs = (text: string): Sent => exportOf(`${QUERY}&${SINCE}`, `Basic ${toBase64(text)}`);

/** Every place where this provider takes credentials, and those where they end up by mistake. */
const PLACES: Readonly<Record<string, (secret: string, bench: Bench) => Sent>> = {
  "the cookie of a read": (secret) => read({ origin: ORIGIN, ...cookie(secret) }),
  "the cookie of a write": (secret) => write({ origin: ORIGIN, ...cookie(secret) }, GOOD),
  "the cookie in another world": (secret) => ({ ...read({ origin: ORIGIN, ...cookie(secret) }), world: "other" }),
  "another cookie": (secret) => read({ origin: ORIGIN, cookie: `tpid=${secret}` }),
  "a Bearer token of a read": (secret) => readAs(`Bearer ${secret}`),
  "a Bearer token of a write": (secret) => write({ authorization: `Bearer ${secret}` }, GOOD, ""),
  "a Bearer token in another world": (secret) => ({ ...readAs(`Bearer ${secret}`), world: "other" }),
  "a Bearer token from a browser": (secret) => readAs(`Bearer ${secret}`, { origin: ORIGIN, ...cookie(secret) }),
  "an Authorization without a scheme": (secret) => readAs(secret),
  "an Authorization of another scheme": (secret) => readAs(`Token ${secret}`),
  "Basic for a read": (secret) => readAs(`Basic ${toBase64(`standin-export:${secret}`)}`),
  "a password": (secret) => exportAs(`standin-export:${secret}`),
  "a password of an unknown name": (secret) => exportAs(`clerk:${secret}`),
  "a password without its name": (secret) => exportAs(secret.replaceAll(":", "")),
  "a name without its password": (secret) => exportAs(`${secret.replaceAll(":", "")}:`),
  "Basic that is not encoded": (secret) => exportOf(`${QUERY}&${SINCE}`, `Basic ${secret}`),
  "a Bearer token of an export": (secret) => exportOf(`${QUERY}&${SINCE}`, `Bearer ${secret}`),
  "an export without a scheme": (secret) => exportOf(`${QUERY}&${SINCE}`, `x${secret}`),
  "a body that is not JSON": (secret, { browser }) => write(browser, `x${secret}`),
  "a body that is cut off": (secret, { browser }) => write(browser, `{"password":${JSON.stringify(secret)}`),
  "a body with a bare word": (secret, { browser }) => write(browser, `{"idconsent":"VALID","token":x${secret}}`),
  "behind a body": (secret, { browser }) => write(browser, `${GOOD} ${JSON.stringify(secret)}`),
  "the cookie of a preflight": (secret) => preflight({ ...cookie(secret), authorization: `Bearer ${secret}` }),
  "the login page": (secret) => ({ ...login("user=dora"), headers: { ...cookie(secret), authorization: secret } }),
  "an unknown path": (secret) => ({ ...readAs(`Bearer ${secret}`, cookie(secret)), path: "/netid-user" }),
  "a wrong method": (secret) => ({ ...readAs(`Bearer ${secret}`, cookie(secret)), method: "PUT" }),
};

const LEAK_LENGTH = 12;

/** Whether a text has a piece of the secret that is longer than chance explains. */
function hasPieceOf(secret: string, text: string): boolean {
  for (let at = 0; at + LEAK_LENGTH <= secret.length; at += 1)
    if (text.includes(secret.slice(at, at + LEAK_LENGTH))) return true;
  return false;
}

describe("secrets", () => {
  it("never stand in a reason, wherever they are sent", async () => {
    const bugs: Bug[] = [];
    const bench = await start(bugs);
    const { alice, scenario } = bench;
    const good = [alice.cookie.slice("tpid_sec=".length), alice.bearer_token];
    const spoiled = fc
      .tuple(fc.constantFrom(...good), fc.nat(), fc.option(letter, { nil: undefined }))
      .map((parts) => spoil(...parts))
      .filter((token) => token.length >= 20 && !good.includes(token));
    const seen = new Map<string, Set<string>>();
    const anySecret = fc.oneof({ weight: 3, arbitrary: secretText }, { weight: 1, arbitrary: spoiled });
    await fc.assert(
      fc.asyncProperty(anySecret, secretText, fc.constantFrom(...Object.keys(PLACES)), async (secret, right, place) => {
        // The right password is as secret as the wrong one that is sent.
        await scenario("an export user", { password: right });
        const { status, refusal } = await exchange(bench, PLACES[place]?.(secret, bench) ?? read());
        expect(bugs).toEqual([]);
        expect(status, place).toBeGreaterThanOrEqual(400);
        const told = refusal?.reasons.join("\n") ?? "";
        expect(told, place).not.toBe("");
        for (const each of [secret, right, toBase64(secret), toBase64(`standin-export:${secret}`)])
          expect(hasPieceOf(each, told), `${place}: ${told}`).toBe(false);
        seen.set(place, (seen.get(place) ?? new Set()).add(refusal?.code ?? ""));
      }),
      { numRuns: 200, seed: 20_250_301 },
    );
    // Every place was among them, and what was sent there was looked at.
    expect([...seen.keys()].sort()).toEqual(Object.keys(PLACES).sort());
    const codes = new Set([...seen.values()].flatMap((each) => [...each]));
    const looked: Refused["code"][] = [
      "malformedToken",
      "wrongSignature",
      "foreignWorld",
      "unknownBearer",
      "wrongHeader",
      "wrongExportPassword",
      "unknownExportUser",
      "exportPasswordMissing",
      "malformedBody",
    ];
    for (const code of looked) expect(codes).toContain(code);
  }, 5_000);

  it("would be found in a reason, also in part", () => {
    const secret = "0123456789abcdefghij";
    expect(hasPieceOf(secret, `The token ${secret} is unknown.`)).toBe(true);
    expect(hasPieceOf(secret, "The token begins with 0123456789ab.")).toBe(true);
    expect(hasPieceOf(secret, "The token is unknown.")).toBe(false);
  });
});
