import type { Mutant } from "../agreement/mutant.ts";

const ACCOUNTS = "mocks/avacy/accounts.ts";
const ARCHIVE = "mocks/avacy/archive.ts";
const NORMALIZE = "mocks/avacy/normalize.ts";
const RATE_LIMIT = "mocks/avacy/rate-limit.ts";
const CONSENTS = "mocks/avacy/handlers/consents.ts";
const CHECKS = "mocks/avacy/handlers/account-checks.ts";
const CLIENT = "src/clients/avacy.ts";
const FORMS = "src/clients/avacy-forms.ts";

/** Faults that would harm callers who record consents. */
export const mutants: readonly Mutant[] = [
  {
    name: "the mock stores yes as no",
    file: CONSENTS,
    find: 'boolean => accepted === true || accepted === 1 || accepted === "1";',
    replace: 'boolean => !(accepted === true || accepted === 1 || accepted === "1");',
    isBase: true,
  },
  {
    name: "the client addresses the wrong webspace",
    file: CLIENT,
    find: "const params = { path: { tenant, id: webspaceId } };",
    replace: "const params = { path: { tenant, id: 1 } };",
    isBase: true,
  },
  {
    name: "the mock takes the yes of a form for a no",
    file: CONSENTS,
    find: ' || accepted === "1";',
    replace: ";",
  },
  {
    name: "the mock stores every answer of a map as a yes",
    file: CONSENTS,
    find: "[name, isAccepted(accepted)]",
    replace: "[name, true]",
  },
  {
    name: "the mock files a consent of the current generation under another webspace",
    file: CONSENTS,
    find: 'recordConsentV4: Recording<"recordConsentV4"> = ({ path, body }, context) => {\n  const { tenant, id: webspaceId } = path;',
    replace:
      'recordConsentV4: Recording<"recordConsentV4"> = ({ path, body }, context) => {\n  const { tenant, id } = path;\n  const webspaceId = id + 1;',
  },
  {
    name: "the mock makes a partial consent a full one",
    file: CONSENTS,
    find: "optin: body.optin,",
    replace: 'optin: body.optin === "partial" ? "accepted" : body.optin,',
  },
  {
    name: "the mock drops the last field of a form",
    file: CONSENTS,
    find: "Object.values(body.consent_data ?? [])",
    replace: "Object.values(body.consent_data ?? []).slice(0, -1)",
  },
  {
    name: "the archive is in the wrong order",
    file: "mocks/avacy/archive.ts",
    find: "descending: true",
    replace: "descending: false",
  },
  {
    name: "the archive names another answer of the person as the one that identifies them",
    file: "mocks/avacy/archive.ts",
    find: "identifier: ownMember(subject, consent.identifier) ?? null,",
    replace: "identifier: Object.values(subject)[0] ?? null,",
  },
  {
    name: "ids of records are given out twice",
    file: "mocks/avacy/archive.ts",
    find: 'counters.next(ID_SCOPE === "tenant" ? `consents/${tenant}` : "consents");',
    replace: 'Math.ceil(counters.next(ID_SCOPE === "tenant" ? `consents/${tenant}` : "consents") / 2);',
  },
  {
    name: "records are dated in another time zone",
    file: "mocks/avacy/records.ts",
    find: "toIsoTime(ms).slice",
    replace: "toIsoTime(ms + 3_600_000).slice",
  },
  {
    name: "the second generation answers the name of the field as the person",
    file: "mocks/avacy/records.ts",
    find: "subject_id: ownMember(consent.subject, consent.identifier) ?? null,",
    replace: "subject_id: consent.identifier,",
  },
  {
    name: "evidence is changed before it is stored",
    file: "mocks/avacy/assumptions.ts",
    find: 'TRIM_EXEMPT: readonly string[] = ["proofs", "html_form"];',
    replace: "TRIM_EXEMPT: readonly string[] = [];",
  },
  {
    name: "a revoked token still records",
    file: "mocks/avacy/credentials.ts",
    find: "if (token.revoked) return",
    replace: "if (token.revoked && now < 0) return",
  },
  {
    name: "an expired token is valid",
    file: "mocks/avacy/credentials.ts",
    find: "token.expiresAtMs <= now)",
    replace: "token.expiresAtMs > now)",
  },
  {
    name: "a token records for every tenant",
    file: "mocks/avacy/authorize.ts",
    find: "if (owner !== undefined && owner !== tenant)",
    replace: 'if (owner !== undefined && owner === "")',
  },
  {
    name: "a token is found valid for every tenant",
    file: CHECKS,
    find: "return token.tenant === team ? undefined",
    replace: 'return token.tenant !== "" ? undefined',
  },
  {
    name: "a webspace's key is valid for every tenant",
    file: CHECKS,
    find: "findWebspaceByKey(context, team, webspaceKey) ??",
    replace: "findWebspaceByKey(context, ownerOfWebspaceKey(context, webspaceKey) ?? team, webspaceKey) ??",
  },
  {
    name: "the client sends booleans of forms as words",
    file: "src/clients/form-encoding.ts",
    find: 'String(typeof value === "boolean" ? Number(value) : value)',
    replace: "String(value)",
  },
  {
    name: "a form of which a part was accepted counts as rejected, and one that was rejected as partial",
    file: FORMS,
    find: '? "partial" : "rejected"',
    replace: '? "rejected" : "partial"',
  },
  {
    name: "fields that nobody selected are sent, passwords included",
    file: FORMS,
    find: "filter(([name]) => kept.has(name));",
    replace: "filter(() => kept.size > 0);",
  },
  {
    name: "forms that are not active are sent",
    file: FORMS,
    find: "form.formId === formId && form.active",
    replace: "form.formId === formId",
  },
  {
    name: "the client sends the second generation to the first",
    file: CLIENT,
    find: 'api.POST("/{tenant}/v2/webspaces/{id}/consents"',
    replace: 'api.POST("/{tenant}/domains_groups/{id}/consents"',
  },
  {
    name: "the client asks another host of the vendor by default",
    file: CLIENT,
    find: '"https://api.avacy.eu"',
    replace: '"https://app.avacy.eu"',
  },
  {
    name: "the client checks an API token without its number",
    file: CLIENT,
    find: "params = { path: { ...account, apiToken } };",
    replace: 'params = { path: { ...account, apiToken: apiToken.replace(/^.*\\|/, "") } };',
  },
  {
    name: "the client tells the first of several complaints alone",
    file: CLIENT,
    find: 'message: texts.length > 0 ? texts.join(" ") : message',
    replace: "message: texts[0] ?? message",
  },
  {
    name: "the client does not understand older replies of the account checks",
    file: CLIENT,
    find: 'body["error"] ?? (isRecord(body["message"]) ? body["message"]["error"] : undefined)',
    replace: 'body["error"]',
  },
  {
    name: "the client signs by another scheme",
    file: "src/clients/authorization.ts",
    find: "return `Bearer ${trimmed}`;",
    replace: "return `Token ${trimmed}`;",
  },
  {
    name: "every page of the archive is the first",
    file: ARCHIVE,
    find: "const options = { after, descending: true,",
    replace: "const options = { after: undefined, descending: true,",
  },
  {
    name: "pages of the archive are one row longer than was asked for",
    file: ARCHIVE,
    find: "...(limit !== undefined && { limit }) };",
    replace: "...(limit !== undefined && { limit: limit + 1 }) };",
  },
  {
    name: "the archive's register is ignored",
    file: ARCHIVE,
    find: "register === undefined\n",
    replace: "register === undefined || limit !== undefined\n",
  },
  {
    name: "labels of forms keep all blanks but the first",
    file: FORMS,
    find: 'label.toLowerCase().replaceAll(" ", "_")',
    replace: 'label.toLowerCase().replace(" ", "_")',
  },
  {
    name: "labels of HTML forms stay as they are",
    file: FORMS,
    find: '    case "htmlforms":\n      return label.toLowerCase();\n    case "wpcf7":',
    replace: '      return label.toLowerCase();\n    case "htmlforms":\n    case "wpcf7":',
  },
  {
    name: "labels of Elementor forms are written with underscores",
    file: FORMS,
    find: '    case "wpforms":\n      return label.toLowerCase().replaceAll(" ", "_");\n    case "elementorforms":\n',
    replace:
      '    case "wpforms":\n    case "elementorforms":\n      return label.toLowerCase().replaceAll(" ", "_");\n',
  },
  {
    name: "fields of shops are written in small letters",
    file: FORMS,
    find: '    case "wpcf7":\n    case "wc":\n      return label;',
    replace: '    case "wpcf7":\n      return label;\n    case "wc":\n      return label.toLowerCase();',
  },
  {
    name: "the client waits for the usual time though a shorter one was named",
    file: CLIENT,
    find: "fetch: withTimeout(fetch, timeoutMs) };",
    replace: "fetch: withTimeout(fetch, Math.max(timeoutMs, DEFAULT_TIMEOUT_MS)) };",
  },
  {
    name: "the client waits for the usual time though a longer one was named",
    file: CLIENT,
    find: "fetch: withTimeout(fetch, timeoutMs) };",
    replace: "fetch: withTimeout(fetch, Math.min(timeoutMs, DEFAULT_TIMEOUT_MS)) };",
  },
  {
    name: "a body that stops coming is waited for without end",
    file: "src/clients/fetch.ts",
    find: "  const reader = reply.clone().body?.getReader();\n",
    replace: "  const reader = new Response(null).body?.getReader();\n",
  },
  {
    name: "where any credentials are accepted, every check opens another webspace",
    file: ACCOUNTS,
    find: "? addWebspace(context, named) : undefined;",
    replace: "? addWebspace(context, { tenant: named.tenant }) : undefined;",
  },
  {
    name: "where any credentials are accepted, a declared webspace is declared anew",
    file: ACCOUNTS,
    find: 'context.webspaces.first("byKey", [tenant, key]) ?? provision(context, { tenant, key });',
    replace: "provision(context, { tenant, key });",
  },
  {
    name: "where any credentials are accepted, keys are found among all tenants",
    file: ACCOUNTS,
    find: 'context.webspaces.first("byKey", [tenant, key]) ??',
    replace: 'context.webspaces.first("byKeyOfAnyTenant", [key]) ??',
  },
  {
    name: "blanks around texts are stored",
    file: NORMALIZE,
    find: "return trim(value) || null;",
    replace: "return value || null;",
  },
  {
    name: "texts of blanks alone are stored as empty texts",
    file: NORMALIZE,
    find: "return trim(value) || null;",
    replace: "return trim(value);",
  },
  {
    name: "blanks in lists are stored",
    file: NORMALIZE,
    find: "if (Array.isArray(value)) return normalizeItems(value);",
    replace: "if (Array.isArray(value)) return value;",
  },
  {
    name: "blanks deeper down are stored",
    file: NORMALIZE,
    find: "return isObject(value) ? normalizeMembers(value) : value;",
    replace: "return value;",
  },
  {
    name: "calls per minute are counted for all tenants together",
    file: RATE_LIMIT,
    find: 'key: pathParameters["tenant"] ?? pathParameters["team"] ?? ""',
    replace: 'key: ""',
  },
  {
    name: "account checks have a count of calls of their own",
    file: RATE_LIMIT,
    find: 'key: pathParameters["tenant"] ?? pathParameters["team"] ?? ""',
    replace: 'key: pathParameters["tenant"] ?? ""',
  },
  {
    name: "calls are counted for an hour",
    file: RATE_LIMIT,
    find: "windowSeconds: 60",
    replace: "windowSeconds: 3600",
  },
  {
    name: "a record of the current generation has its webspace's number",
    file: "mocks/avacy/records.ts",
    find: "id: consent.id,\n    webspace_id",
    replace: "id: consent.webspaceId,\n    webspace_id",
  },
  {
    name: "records are dated to the millisecond",
    file: "mocks/avacy/records.ts",
    find: "`${toIsoTime(ms).slice(0, 19)}.000000Z`",
    replace: '`${toIsoTime(ms).replace("Z", "000Z")}`',
  },
  {
    name: "pieces of evidence come back as one text",
    file: "mocks/avacy/records.ts",
    find: "proofs: toProofsV2(consent.proofs),",
    replace: "proofs: toProofsV2(JSON.stringify(consent.proofs)),",
  },
];
