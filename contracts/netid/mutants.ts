import type { Mutant } from "../agreement/mutant.ts";

const CLIENT = "src/clients/netid.ts";
const RESULTS = "src/clients/netid-results.ts";
const RECORDS = "mocks/netid/records.ts";
const CREDENTIALS = "mocks/netid/credentials.ts";
const EXPORT = "mocks/netid/handlers/export.ts";
const MEDIA_TYPES = "mocks/netid/media-types.ts";
const PERMISSIONS = "mocks/netid/handlers/permissions.ts";

/** Faults that users, or partners who act for them, would suffer from. */
export const mutants: readonly Mutant[] = [
  {
    name: "the mock stores a revocation as a consent",
    file: PERMISSIONS,
    find: "{ idconsent: body.idconsent ?? undefined, tc }",
    replace: '{ idconsent: body.idconsent == null ? undefined : "VALID", tc }',
  },
  {
    name: "the client takes a no for a yes",
    file: RESULTS,
    find: 'given === "VALID" ? true : given === "INVALID" ? false : null',
    replace: 'given === "VALID" || given === "INVALID" ? true : null',
  },

  {
    name: "the first answer wins",
    file: RECORDS,
    find: "return { value, changed_at: now };",
    replace: "return before ?? { value, changed_at: now };",
  },
  {
    name: "what a write does not name is forgotten",
    file: RECORDS,
    find: "!REWRITE_TOUCHES)) return before;",
    replace: "!REWRITE_TOUCHES)) return undefined;",
  },
  {
    name: "what a write does not name is dated anew",
    file: RECORDS,
    find: "!REWRITE_TOUCHES)) return before;",
    replace: "!REWRITE_TOUCHES)) return before && { ...before, changed_at: now };",
  },
  {
    name: "a decision that is made once more keeps its old time",
    file: "mocks/netid/assumptions.ts",
    find: "REWRITE_TOUCHES: boolean = true",
    replace: "REWRITE_TOUCHES: boolean = false",
  },
  {
    name: "the tpid shows after a revocation",
    file: RECORDS,
    find: "(isRecognisable(record) ? record.tpid : null)",
    replace: "(record.idconsent === undefined ? null : record.tpid)",
  },
  {
    name: "the tpid shows while nothing is decided",
    file: RECORDS,
    find: 'record.idconsent?.value === "VALID"',
    replace: 'record.idconsent?.value !== "INVALID"',
  },
  {
    name: "the etpid shows after a revocation",
    file: RECORDS,
    find: "etpid: isShown ?",
    replace: "etpid: isShown || period > 0 ?",
  },
  {
    name: "the etpid is the same every day",
    file: RECORDS,
    find: "`${period} ${record.tpid}`",
    replace: "record.tpid",
  },
  {
    name: "identifiers are given that were not asked for",
    file: RECORDS,
    find: '...(asked.has("TPID") && { tpid: visibleTpid(record) })',
    replace: "tpid: visibleTpid(record)",
  },
  {
    name: "the sync_id is another after each write",
    file: RECORDS,
    find: "sync_id: before?.sync_id ?? toBase64Url",
    replace: "sync_id: toBase64Url",
  },
  {
    name: "partners see what users said to others",
    file: "mocks/netid/state.ts",
    find: "encodeKey([tappId, user])",
    replace: "encodeKey([user])",
  },
  {
    name: "users of one partner share one decision",
    file: "mocks/netid/state.ts",
    find: "encodeKey([tappId, user])",
    replace: "encodeKey([tappId])",
  },
  {
    name: "the consent to share data is taken for the other consent",
    file: RECORDS,
    find: '{ type: "IDCONSENT", status: idconsent.value,',
    replace: '{ type: "IDCONSENT", status: datashare?.value ?? idconsent.value,',
  },
  {
    name: "the second generation finds a user of whom it shows nothing",
    file: "mocks/netid/handlers/status.ts",
    find: "record !== undefined && Object.keys(netid_privacy_settings).length > 0",
    replace: "record !== undefined",
  },
  {
    name: "a token is for the partner that is there from the start",
    file: CREDENTIALS,
    find: 'findTappOfToken(claims["tapp_id"], context)',
    replace: "findTappOfToken(DEFAULT_TAPP_ID, context)",
  },
  {
    name: "a token of the seed is another user's",
    file: CREDENTIALS,
    find: "openSession(fixed.user,",
    replace: 'openSession("bob",',
  },
  {
    name: "logins last for a day",
    file: "mocks/netid/assumptions.ts",
    find: "TPID_TOKEN_TTL_S = 3600",
    replace: "TPID_TOKEN_TTL_S = 86_400",
  },
  {
    name: "tokens run out after a minute",
    file: "mocks/netid/assumptions.ts",
    find: "ACCESS_TOKEN_TTL_S = 500",
    replace: "ACCESS_TOKEN_TTL_S = 60",
  },
  {
    name: "forged cookies are believed",
    file: CREDENTIALS,
    find: "const { secret, id } = keyOf(options, context);\n  return encryptToken(",
    replace: "const { secret, id } = context.tokenKeys.current;\n  return encryptToken(",
  },
  {
    name: "a deleted account goes on",
    file: CREDENTIALS,
    find: "if (user.deleted) return",
    replace: 'if (user.id === "") return',
  },
  {
    name: "every page may ask for every partner",
    file: "mocks/netid/tapps.ts",
    find: "tapp.origins.includes(origin) ||",
    replace: "tapp.origins.length > 0 ||",
  },
  {
    name: "a token works in a page",
    file: "mocks/netid/authorize.ts",
    find: "if (origin !== undefined) return tappNotAllowed(reasons.originWithBearer({ origin }));",
    replace: 'if (origin === "") return tappNotAllowed(reasons.originWithBearer({ origin }));',
  },
  {
    name: "a partner that is switched off goes on by tokens",
    file: "mocks/netid/authorize.ts",
    find: "if (!tapp.active) return tappNotAllowed(",
    replace: 'if (tapp.id === "") return tappNotAllowed(',
  },
  {
    name: "scripts of every page may read replies",
    file: "mocks/netid/cross-origin.ts",
    find: "if (!isReadableBy(origin, named, context)) return always;",
    replace: 'if (!isReadableBy(origin, named, context) && origin === "") return always;',
  },
  {
    name: "scripts cannot read why they are refused",
    file: "mocks/netid/cross-origin.ts",
    find: "tapp === undefined ? isOriginOfAny(origin, context) : isOriginOf(tapp, origin, context);",
    replace: "tapp !== undefined && tapp.active && isOriginOf(tapp, origin, context);",
  },
  {
    name: "a TC string that cannot be decoded is stored",
    file: PERMISSIONS,
    find: "if (read === undefined) return refuseTcString(tc);",
    replace: "if (read === undefined) return undefined;",
  },
  {
    name: "exports list what is too old",
    file: EXPORT,
    find: ">= sinceMs",
    replace: "> 0",
  },
  {
    name: "exports hide users who revoked, whom a partner must forget",
    file: "mocks/netid/assumptions.ts",
    find: "EXPORT_TPID_AFTER_REVOKE: boolean = true",
    replace: "EXPORT_TPID_AFTER_REVOKE: boolean = false",
  },
  {
    name: "a partner exports the users of others",
    file: EXPORT,
    find: "!allowed?.has(id)",
    replace: "allowed?.size === 0",
  },
  {
    name: "an export names users to a partner by what is known to all",
    file: EXPORT,
    find: "settings.map((setting) => ({ sync_id, ...setting }))",
    replace: "settings.map((setting) => ({ sync_id: sync_id.slice(1), ...setting }))",
  },

  {
    name: "the client reads the consent to share data",
    file: RESULTS,
    find: 'settings.find((setting) => setting?.type === "IDCONSENT")',
    replace: 'settings.find((setting) => setting?.type !== "IAB_TC_STRING")',
  },
  {
    name: "the client takes no decision for a no",
    file: RESULTS,
    find: "const given = consent?.status;",
    replace: 'const given = consent?.status ?? "INVALID";',
  },
  {
    name: "the client has no TC string of the second generation",
    file: RESULTS,
    find: ": settings?.iab_tcstring;",
    replace: ": undefined;",
  },
  {
    name: "the client names users by the sync_id where the tpid is hidden",
    file: RESULTS,
    find: "textOf(identifiersOf(result)?.tpid);",
    replace: "textOf(identifiersOf(result)?.tpid ?? identifiersOf(result)?.sync_id);",
  },
  {
    name: "the client takes a login out of time for one",
    file: RESULTS,
    find: '["NO_TPID", "NO_TOKEN", "TOKEN_ERROR", "TPID_EXISTENCE_ERROR"]',
    replace: '["NO_TPID", "NO_TOKEN", "TPID_EXISTENCE_ERROR"]',
  },
  {
    name: "the client takes every failure for nobody",
    file: RESULTS,
    find: "WITHOUT_USER.includes(result.error) ? false : null",
    replace: "WITHOUT_USER.includes(result.error) ? false : false",
  },
  {
    name: "the client hands on codes that it does not know",
    file: RESULTS,
    find: "if (isCode(code)) return",
    replace: "if (isText(code)) return",
  },
  {
    name: "the client lets browsers keep the cookie back",
    file: CLIENT,
    find: 'createCalls(options, "include"',
    replace: 'createCalls(options, "same-origin"',
  },
  {
    name: "the client lets apps send cookies along with the token",
    file: CLIENT,
    find: '"omit", {})',
    replace: '"include", {})',
  },
  {
    name: "the client reads from the host for writing",
    file: CLIENT,
    find: 'if (path.startsWith("/netid-user-status")) return readUrl;',
    replace: 'if (path.startsWith("/netid-user-status")) return writeUrl;',
  },
  {
    name: "the client exports from the host for writing",
    file: CLIENT,
    find: 'return method === "GET" ? exportUrl : writeUrl;',
    replace: 'return method === "GET" ? writeUrl : writeUrl;',
  },
  {
    name: "the client reads from the vendor's host for trying out",
    file: CLIENT,
    find: '"https://einwilligungsspeicher.netid.de"',
    replace: '"https://einwilligungsspeicher.qa.netid.de"',
  },
  {
    name: "the client asks for the sync_id unasked",
    file: CLIENT,
    find: '(syncId ? "audit-v1" : "v1")',
    replace: '(syncId || !syncId ? "audit-v1" : "v1")',
  },
  {
    name: "the client asks for all identifiers whatever it is told",
    file: CLIENT,
    find: '"q.identifier.in": [...identifiers]',
    replace: '"q.identifier.in": [...new Set([...identifiers, ...ALL_IDENTIFIERS])]',
  },
  {
    name: "the client sends nulls",
    file: CLIENT,
    find: "...(idconsent != null && { idconsent })",
    replace: "...(idconsent !== undefined && { idconsent })",
  },
  {
    name: "the client drops the TC string of a no",
    file: CLIENT,
    find: "...(tcString != null &&",
    replace: '...(tcString != null && idconsent !== "INVALID" &&',
  },
  {
    name: "the client keeps the first token for good",
    file: CLIENT,
    find: 'toAuthorization(token ?? (await getToken?.()) ?? "")',
    replace: 'toAuthorization(token ?? ((options as { kept?: string }).kept ??= (await getToken?.()) ?? ""))',
  },
  {
    name: "the client signs requests that are signed already",
    file: CLIENT,
    find: 'if (!request.headers.has("authorization"))',
    replace: 'if (request.url !== "")',
  },
  {
    name: "the client writes in an older form",
    file: CLIENT,
    find: "netid-permissions-v2+json",
    replace: "netid-permissions-v1+json",
  },

  // Several users, partners and worlds
  {
    name: "two users share an etpid",
    file: RECORDS,
    find: "`${period} ${record.tpid}`",
    replace: "`${period} ${record.tapp_id}`",
  },
  {
    name: "an etpid stays for good",
    file: RECORDS,
    find: "`${period} ${record.tpid}`",
    replace: "record.tpid",
  },
  {
    name: "an etpid is another with every look",
    file: RECORDS,
    find: "Math.floor(now / 1000 / ETPID_PERIOD_S)",
    replace: "now",
  },
  {
    name: "a user has the same sync_id at all partners",
    file: RECORDS,
    find: "toBase64Url(context.ids.hex(64)),",
    replace: "toBase64Url(hmacSha256(context.secret, user.id)),",
  },
  {
    name: "a CMP exports other CMPs' TAPPs",
    file: EXPORT,
    find: "cmp !== undefined && tapp.cmp_id !== cmp)",
    replace: "cmp !== undefined && tapp.cmp_id === undefined)",
  },
  {
    name: "of several TAPPs the first alone has to be the CMP's",
    file: EXPORT,
    find: "if (user !== undefined && cmp !== undefined &&",
    replace: "if (tapps.length === 0 && user !== undefined && cmp !== undefined &&",
  },
  {
    name: "a TAPP that is named twice is exported twice",
    file: EXPORT,
    find: "new Set(named.map((each) => each.toLowerCase()))",
    replace: "named.map((each) => each.toLowerCase())",
  },
  {
    name: "a TAPP that is named in large letters too is exported twice",
    file: EXPORT,
    find: "new Set(named.map((each) => each.toLowerCase()))",
    replace: "new Set(named)",
  },
  {
    name: "an export leaves out what was told at its very time",
    file: EXPORT,
    find: "Date.parse(changed_at) >= sinceMs",
    replace: "Date.parse(changed_at) > sinceMs",
  },
  {
    name: "an inactive CMP exports",
    file: EXPORT,
    find: "return cmp.active ? undefined : reasons.inactiveCmp({ cmp: id });",
    replace: "return undefined;",
  },
  {
    name: "each TAPP's list has what the first was told",
    file: EXPORT,
    find: 'records.list("byTapp", [tapp.id]);',
    replace: 'records.list("byTapp", []);',
  },
  {
    name: "the least welcome media type is sent",
    file: MEDIA_TYPES,
    find: "(a.quality - b.quality ||",
    replace: "(b.quality - a.quality ||",
  },
  {
    name: "weights are ignored",
    file: MEDIA_TYPES,
    find: "(a.quality - b.quality ||",
    replace: "(",
  },
  {
    name: "of media types that are as welcome, the last is sent",
    file: MEDIA_TYPES,
    find: "b.position - a.position)",
    replace: "a.position - b.position)",
  },
  {
    name: "a media type that is unwelcome is sent",
    file: MEDIA_TYPES,
    find: "range === undefined || range.quality <= 0",
    replace: "range === undefined",
  },
  {
    name: "the least precise range decides",
    file: MEDIA_TYPES,
    find: "range.precision > found.precision",
    replace: "range.precision < found.precision",
  },
  {
    name: "a cookie leads to no world",
    file: CREDENTIALS,
    find: "const token = bearerOf(headers) ?? sessionCookieOf(headers);",
    replace: "const token = bearerOf(headers);",
  },
  {
    name: "a Bearer token leads to no world",
    file: CREDENTIALS,
    find: "const token = bearerOf(headers) ?? sessionCookieOf(headers);",
    replace: "const token = sessionCookieOf(headers);",
  },
  {
    name: "cookies do not name their world",
    file: CREDENTIALS,
    find: "context.ids.hex(24), id);",
    replace: 'context.ids.hex(24), "default");',
  },
  {
    name: "a TC string is dated by the first that was stored",
    file: RECORDS,
    find: 'settings.push({ type: "IAB_TC_STRING", value: tc.value, changed_at: tc.changed_at });',
    replace:
      'settings.push({ type: "IAB_TC_STRING", value: tc.value, changed_at: idconsent?.changed_at ?? tc.changed_at });',
  },
  {
    name: "the second generation dates a decision by the TC string",
    file: RECORDS,
    find: "idconsent: { status: idconsent.value, changed_at: idconsent.changed_at } }",
    replace: "idconsent: { status: idconsent.value, changed_at: tc?.changed_at ?? idconsent.changed_at } }",
  },
];
