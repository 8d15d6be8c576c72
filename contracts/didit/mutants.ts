// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what is planted is code.

import type { Mutant } from "../agreement/mutant.ts";
import { workflowMutants } from "./workflow-mutants.ts";

const mock = (file: string, name: string, find: string, replace: string): Mutant => ({
  name,
  file: `mocks/didit/${file}.ts`,
  find,
  replace,
});
const client = (file: string, name: string, find: string, replace: string): Mutant => ({
  name,
  file: `src/clients/${file}.ts`,
  find,
  replace,
});

const timesAndReviews: readonly Mutant[] = [
  mock(
    "verifications",
    "the time to finish is counted from the making, not from the opening",
    "atMs: openedAtMs + IDV_ABANDON_S * 1000",
    "atMs: Math.min(openedAtMs, createdAtMs) + IDV_ABANDON_S * 1000",
  ),
  mock(
    "verifications",
    "looking at the page again begins the time to finish anew",
    '  if (verification.status !== "Not Started") return undefined;\n  const results',
    '  if (!["Not Started", "In Progress"].includes(verification.status)) return undefined;\n  context.cancel("abandonVerification", verification.id);\n  context.schedule(context.now + IDV_ABANDON_S * 1000, "abandonVerification", verification.id);\n  const results',
  ),
  mock(
    "verifications",
    "a verification that has become too old cannot be decided",
    '"In Review", "Abandoned", "Kyc Expired"];',
    '"In Review", "Abandoned"];',
  ),
  mock(
    "verifications",
    "an abandoned verification cannot be decided",
    '"In Review", "Abandoned", "Kyc Expired"];',
    '"In Review", "Kyc Expired"];',
  ),
  mock(
    "verifications",
    "an expired verification can be decided",
    '"In Review", "Abandoned", "Kyc Expired"];',
    '"In Review", "Abandoned", "Kyc Expired", "Expired"];',
  ),
  mock(
    "sessions",
    "the app is told that a session has ended when it was made",
    "expires_at: toMillisecondTime(expiryOf(session)),",
    "expires_at: toMillisecondTime(session.createdAtMs),",
  ),
  mock(
    "sessions",
    "a session's time begins anew when it is scanned",
    'state: "scanned", userId: user.id };',
    'state: "scanned", userId: user.id, createdAtMs: context.now };',
  ),
  mock(
    "report",
    "the report shows the first review as the last",
    "const { kyc, aml, face } = results;\n  const [newest] = reviews;",
    "const { kyc, aml, face } = results;\n  const newest = reviews.at(-1);",
  ),
  mock(
    "report",
    "the report's review lacks its comment",
    "toLine(newest.new_status, newest.comment)",
    "toLine(newest.new_status, null)",
  ),
  mock(
    "report",
    "the report counts sessions of all applications",
    '["Number", number],\n    ["Status", status],\n    ["Created", toMillisecondTime(createdAtMs)],\n    ["Vendor data", vendorData],\n    ["Features", features],',
    '["Number", number + 1],\n    ["Status", status],\n    ["Created", toMillisecondTime(createdAtMs)],\n    ["Vendor data", vendorData],\n    ["Features", features],',
  ),
];

/** Of replies, those that no helper reads. */
const members: readonly Mutant[] = [
  mock("handlers/tokens", "a token tells that it ends when it begins", "      exp,\n", "      exp: iat,\n"),
  mock(
    "verifications",
    "a verification is dated by when it was opened",
    "created_at: toMicrosecondTime(verification.createdAtMs),",
    "created_at: toMicrosecondTime(verification.openedAtMs ?? verification.createdAtMs),",
  ),
  mock(
    "verifications",
    "a verification leads to another page than it was made with",
    'session_url: linkOf("verify", verification, context),',
    'session_url: linkOf("verify", verification, context).replace(verification.token, verification.id),',
  ),
  mock(
    "sessions",
    "a session is dated by when it ends",
    "created_at: toMillisecondTime(createdAtMs),",
    "created_at: toMillisecondTime(expiryOf(session)),",
  ),
];

const hostedPages: readonly Mutant[] = [
  mock(
    "credentials",
    "a client token leads to no world",
    "return token === undefined ? undefined : issuerOf(token);",
    'return token === undefined ? issuerOf("") : undefined;',
  ),
  mock(
    "pages",
    "the consent page shares what was unticked",
    '{ status: "confirmed" as const, scope: words.join(" ") }',
    '{ status: "confirmed" as const }',
  ),
  mock(
    "pages",
    "the consent page shares the first of what was ticked",
    'scope: words.join(" ") }',
    'scope: words.slice(0, 1).join(" ") }',
  ),
  mock(
    "pages",
    "the consent page confirms where it only scans",
    'if (chosen === "confirm" || chosen === "decline") {',
    'if (chosen === "confirm" || chosen === "decline" || chosen === "scan") {',
  ),
  mock(
    "pages",
    "unticking everything shares everything",
    'chosen === "confirm" && words.length === 0)',
    'chosen === "" && words.length === 0)',
  ),
  mock(
    "html",
    "the consent page has all boxes but the first",
    "const boxes = words.map(",
    "const boxes = words.slice(1).map(",
  ),
  mock(
    "html",
    "the consent page chooses another person than the one who has scanned",
    'hidden("user", people.chosen)}\n<fieldset',
    'hidden("user", people.ids.find((each) => each !== people.chosen))}\n<fieldset',
  ),
  mock(
    "people",
    "the first number is shared, and not the main one",
    "(phones.find((each) => each.is_primary) ?? phones[0])",
    "phones[0]",
  ),
  mock(
    "people",
    "the last address is shared where none is the main one",
    "(emails.find((each) => each.is_primary) ?? emails[0])",
    "(emails.find((each) => each.is_primary) ?? emails.at(-1))",
  ),
  mock(
    "people",
    "a number that was chosen is not the one that is shared",
    ": phones.find(({ phone_number }) => phone_number === chosen);",
    ": phones.find(({ phone_number, is_primary }) => is_primary || phone_number === chosen);",
  ),
];

const sharing: readonly Mutant[] = [
  {
    ...mock(
      "sessions",
      "the mock shares more than the approved scope",
      "toUserData(user, application, approvedScope, selection)",
      "toUserData(user, application, session.scope, selection)",
    ),
    isBase: true,
  },
  mock(
    "people",
    "the mock shares all that the person has",
    "const members = membersOf(approvedScope);",
    "const members = Object.keys(everything) as (keyof UserData)[];",
  ),
  mock(
    "sessions",
    "the mock's decision names the scope that was asked for as the approved one",
    "scope: approvedScope,\n    user_data",
    "scope,\n    user_data",
  ),
  mock(
    "scope",
    "the mock puts the approved words into the order of the approval",
    "const members = membersOf(approved);\n  return wordsOf(requested)",
    "const members = membersOf(requested);\n  return wordsOf(approved)",
  ),
  mock(
    "handlers/sessions",
    "the mock shares everything although the app has approved a part",
    "answer(session, caller.user, body, context)",
    "answer(session, caller.user, { ...body, scope: session.scope }, context)",
  ),
  mock(
    "handlers/sessions",
    "the mock takes what the app declines for a confirmation",
    "answer(session, caller.user, body, context)",
    'answer(session, caller.user, { ...body, status: "confirmed" }, context)',
  ),
  mock(
    "people",
    "the mock shares the first address instead of the main one",
    "(emails.find((each) => each.is_primary) ?? emails[0])",
    "emails[0]",
  ),
  mock(
    "people",
    "the mock shares the main address instead of the chosen one",
    "const email = selectEmail(user, selection.email);",
    "const email = selectEmail(user, undefined);",
  ),
  mock(
    "people",
    "the mock names a person to all applications by the same word",
    "sha256(`${application.id}\\n${user.id}`)",
    "sha256(`${application.id.length}\\n${user.id}`)",
  ),
  mock(
    "people",
    "the mock gives a person's own id away",
    "const sub = subjectOf(user, application);",
    "const sub = user.id;",
  ),
  mock(
    "sessions",
    "the mock's decision says yes where the person said no",
    'refused: "Cancelled"',
    'refused: "Confirmed"',
  ),
  mock(
    "sessions",
    "the mock tells who polls that a person who declined has confirmed",
    'refused: "declined"',
    'refused: "confirmed"',
  ),
  mock(
    "sessions",
    "the mock forgets the vendor's data of a session",
    "vendor_data: vendorData,\n    scope",
    "vendor_data: null,\n    scope",
  ),
  mock(
    "sessions",
    "the mock counts the sessions of all applications together",
    "`sessions of ${clientId}`",
    '"sessions"',
  ),
];

const times: readonly Mutant[] = [
  mock("assumptions", "sessions of the mock wait a minute only", "DATA_SESSION_TTL_S = 600", "DATA_SESSION_TTL_S = 60"),
  mock("assumptions", "sessions of the mock wait an hour", "DATA_SESSION_TTL_S = 600", "DATA_SESSION_TTL_S = 3600"),
  mock("assumptions", "tokens of the mock live an hour", "CLIENT_TOKEN_TTL_S = 86_400", "CLIENT_TOKEN_TTL_S = 3600"),
  mock("credentials", "tokens of the mock never run out", "if (now >= exp * 1000)", "if (now < 0)"),
  mock(
    "credentials",
    "tokens of the mock are refused an hour early",
    "if (now >= exp * 1000)",
    "if (now >= (exp - 3600) * 1000)",
  ),
  client(
    "token-cache",
    "the client renews its token at its end only",
    "held.endsAtMs - renewAheadSeconds * 1000",
    "held.endsAtMs",
  ),
  client(
    "token-cache",
    "the client takes seconds for milliseconds",
    "?? lifetimeSeconds) * 1000,",
    "?? lifetimeSeconds),",
  ),
  client(
    "didit",
    "the client takes every token to live a day",
    "lifetimeSeconds: expires_in,",
    "lifetimeSeconds: undefined,",
  ),
  client(
    "token-cache",
    "the client gives no old token although it lives",
    "held !== undefined && now() < held.endsAtMs ?",
    "held !== undefined && now() < 0 ?",
  ),
  client(
    "token-cache",
    "the client gives an old token that lives no more",
    "held !== undefined && now() < held.endsAtMs ?",
    "held !== undefined ?",
  ),
  client(
    "token-cache",
    "each caller has the client ask for a token of its own",
    "renewal ??= renew()",
    "renewal = renew()",
  ),
  client(
    "token-cache",
    "the client keeps a token that was refused",
    "if (held?.token === token) held = undefined;",
    'if (token === "") held = undefined;',
  ),
  client(
    "authorization",
    "the client does not ask once more after a 401",
    "if (reply.status !== 401) return reply;",
    "if (reply.status !== 499) return reply;",
  ),
  client(
    "authorization",
    "the client asks once more with the refused token",
    "send(sign(spare, fresh.data))",
    "send(sign(spare, token.data))",
  ),
  client(
    "token-cache",
    "a late refusal of the old token costs the client the new one",
    "if (held?.token === token) held = undefined;",
    'if (token !== "") held = undefined;',
  ),
];

const credentials: readonly Mutant[] = [
  client(
    "authorization",
    "the client sends id and secret in another alphabet",
    "const bytes = new TextEncoder().encode(`${name}:${secret}`);",
    "const bytes = Array.from(`${name}:${secret}`, (each) => each.charCodeAt(0));",
  ),
  client(
    "authorization",
    "the client swaps id and secret",
    "encode(`${name}:${secret}`)",
    "encode(`${secret}:${name}`)",
  ),
  client(
    "authorization",
    "the client sends its secret as a bearer token",
    "return `Basic ${btoa",
    "return `Bearer ${btoa",
  ),
  client(
    "didit",
    "the client asks for its token in JSON",
    '"Content-Type": "application/x-www-form-urlencoded"',
    '"Content-Type": "application/json"',
  ),
  client(
    "didit",
    "the client sends verifications to the host of data transfer",
    "VERIFICATION_PATH.test(path) ? verificationUrl : dataUrl",
    "VERIFICATION_PATH.test(path) ? dataUrl : dataUrl",
  ),
  client(
    "didit",
    "the client sends everything to the host of verification",
    "VERIFICATION_PATH.test(path) ? verificationUrl : dataUrl",
    'path === "" ? dataUrl : verificationUrl',
  ),
  client(
    "didit",
    "the client forgets the host for verification that it was given",
    "options.verificationBaseUrl ?? options.baseUrl ?? VERIFICATION_URL",
    "options.baseUrl ?? options.verificationBaseUrl ?? VERIFICATION_URL",
  ),
  client(
    "didit",
    "the client shows the session's id as its token",
    '"Data-Session-Token": session.session_token',
    '"Data-Session-Token": session.session_id',
  ),
  mock(
    "authorize",
    "the mock tells the status to the token of any session",
    "if (token === session.token) return undefined;",
    "if (token !== undefined) return undefined;",
  ),
  mock(
    "authorize",
    "the mock shows sessions to other applications",
    "caller.application.clientId !== session.clientId",
    'caller.application.clientId === ""',
  ),
  mock(
    "credentials",
    "the mock takes any secret",
    "if (application.clientSecret !== password && !acceptAnyCredentials)",
    'if (password === "" && !acceptAnyCredentials)',
  ),
  mock(
    "credentials",
    "disabled applications get tokens of the mock",
    "if (!application.isActive) return reasons.applicationDisabled({ clientId, world });\n  if",
    "if",
  ),
  mock(
    "handlers/tokens",
    "the mock gives tokens to applications that may have none",
    "if (!application.mayUseClientCredentials)",
    'if (clientId === "")',
  ),
];

const sessions: readonly Mutant[] = [
  client("didit", "the client separates the words of a scope by commas", 'scope.join(" ")', 'scope.join(",")'),
  client(
    "didit",
    "the client forgets the vendor's data of a session",
    '...(vendorData !== undefined && { vendor_data: vendorData }),\n      };\n      return toResult(api.POST("/auth/v2/session/"',
    '};\n      return toResult(api.POST("/auth/v2/session/"',
  ),
  client(
    "didit",
    "polling ends when the person has only scanned the code",
    'status === "confirmed" ||',
    'status === "confirmed" || (status as string) === "retrieved" ||',
  ),
  client("didit", "polling never hears that a session has expired", '|| status === "expired",', ","),
  client(
    "polling",
    "polling says that a person who declined has confirmed",
    "return { ok: true, data: result.data };",
    'return { ok: true, data: result.data === "declined" ? ("confirmed" as never) : result.data };',
  ),
  client(
    "polling",
    "polling takes a failure for the end of the session",
    "failures <= toleratedFailures)) return result;",
    'failures <= toleratedFailures)) return { ok: true, data: "expired" as never };',
  ),
  client("didit", "polling waits ten times as long", "POLL_INTERVAL_MS = 30_000", "POLL_INTERVAL_MS = 300_000"),
  client(
    "polling",
    "polling sleeps before it looks",
    "      const result = await look(signal);",
    "      await sleep(intervalMs, signal);\n      const result = await look(signal);",
  ),
  client(
    "polling",
    "polling does not hear that it is to end",
    "      if (signal.aborted) return toFailure(signal.reason);\n      const",
    "      const",
  ),
  client(
    "polling",
    "polling sleeps through the signal",
    'signal?.addEventListener("abort", stop, { once: true });',
    "",
  ),
  client(
    "didit",
    "the request under way does not hear the signal",
    "{ params, headers, signal }",
    "{ params, headers, signal: null }",
  ),
  client(
    "didit-problems",
    "complaints do not say which field they are about",
    "message: field === WHOLE_BODY ? text : `${field}: ${text}`",
    "message: text",
  ),
  client(
    "didit-problems",
    "only the first complaint is handed on",
    "error: { fields: Object.fromEntries(complaints) }",
    "error: { fields: { [field]: [text] } }",
  ),
  client(
    "polling",
    "polling goes on although nobody can wait",
    "return toFailure(cause);\n      }",
    "void cause;\n      }",
  ),
  client(
    "didit-problems",
    "the client keeps what is said for people to itself",
    "message: error_description };",
    "message: error };",
  ),
];

const verifications: readonly Mutant[] = [
  client(
    "didit",
    "a verification under review counts as approved",
    'verification?.status === "Approved"',
    'verification?.status === "Approved" || verification?.status === "In Review"',
  ),
  client(
    "didit",
    "a document that has become too old counts as approved",
    'verification?.status === "Approved"',
    'verification?.status.endsWith("Expired") || verification?.status === "Approved"',
  ),
  client("didit", "the client forgets the callback", "...(callback !== undefined && { callback }),", ""),
  client("didit", "the client forgets the checks to run", "...(features !== undefined && { features }),", ""),
  client("didit", "the client forgets why a verification was decided", "...(comment !== undefined && { comment })", ""),
  client("didit", "the client always approves", "new_status: newStatus,", 'new_status: newStatus && "Approved",'),
  client(
    "didit-api",
    "the client gives a view of nothing instead of the report",
    "  return bytes;",
    "  return new Uint8Array(bytes.length);",
  ),
  mock(
    "handlers/verifications",
    "the mock forgets the callback",
    "createVerification(caller.application, { callback, features, vendorData }, context)",
    "createVerification(caller.application, { features, vendorData }, context)",
  ),
  mock(
    "handlers/verifications",
    "the mock runs the checks that the application usually wants",
    "createVerification(caller.application, { callback, features, vendorData }, context)",
    "createVerification(caller.application, { callback, vendorData }, context)",
  ),
  mock(
    "verifications",
    "the mock's decision is about another status than was set",
    "{ status: new_status, reviews: [newest, ...verification.reviews] }",
    "{ reviews: [newest, ...verification.reviews] }",
  ),
  mock(
    "verifications",
    "the mock shows the oldest review first",
    "reviews: [newest, ...verification.reviews] }",
    "reviews: [...verification.reviews, newest] }",
  ),
  mock(
    "verifications",
    "the mock keeps the last review only",
    "reviews: [newest, ...verification.reviews] }",
    "reviews: [newest] }",
  ),
  mock(
    "verifications",
    "the mock forgets why a verification was decided",
    "comment: comment ?? null",
    "comment: comment?.slice(0, 0) || null",
  ),
  mock(
    "verifications",
    "verifications can be approved before the page was opened",
    "REVIEWABLE: readonly Status[] = [",
    'REVIEWABLE: readonly Status[] = ["Not Started", ',
  ),
  mock(
    "results",
    "the mock finds another person's document",
    "} = user?.names ?? {};",
    "} = (user && undefined) ?? {};",
  ),
  mock(
    "results",
    "the mock approves what a reviewer has to look at",
    'outcome === "In Review"\n    ? { status: "In Review"',
    'outcome === "In Review"\n    ? { status: "Approved"',
  ),
  mock(
    "results",
    "the mock runs checks that nobody asked for",
    'aml: runs(features, "AML") ?',
    'aml: runs(features, "OCR") ?',
  ),
  mock(
    "results",
    "the mock says that a chip was read that was not",
    'const isChipRead = runs(features, "NFC");',
    'const isChipRead = runs(features, "OCR");',
  ),
  mock(
    "assumptions",
    "the mock has reports of what is not done",
    "PDF_STATES: readonly VerificationStatus[] = [",
    'PDF_STATES: readonly VerificationStatus[] = ["In Progress", ',
  ),
  mock(
    "report",
    "the mock's report says approved where it was declined",
    '["Status", status],\n    ["Created", toMillisecondTime(createdAtMs)],\n    ["Vendor data", vendorData],\n    ["Features", features],',
    '["Status", status && "Approved"],\n    ["Created", toMillisecondTime(createdAtMs)],\n    ["Vendor data", vendorData],\n    ["Features", features],',
  ),
  mock(
    "verifications",
    "the page leads back with the old status",
    "&status=${encodeURIComponent(status)}",
    "&status=Approved",
  ),
  mock(
    "verifications",
    "the page leads back to an address without its own query",
    'address.includes("?") ?',
    'address.includes("!") ?',
  ),
  client(
    "didit",
    "the client takes any success for a created verification",
    'api.POST("/v1/session/", { body }), readProblem, 201)',
    'api.POST("/v1/session/", { body }), readProblem)',
  ),
];

const webhooks: readonly Mutant[] = [
  mock(
    "verifications",
    "webhooks are signed with the client's secret",
    "secret: application.webhookSecret,",
    "secret: application.clientSecret,",
  ),
  mock(
    "webhook-request",
    "the first signature covers the time as well",
    "const raw = hmacSha256(secret, text);",
    'const raw = hmacSha256(secret, `${body["timestamp"]}.${text}`);',
  ),
  mock("webhook-request", "the simple signature is over other separators", '.join(":")', '.join("|")'),
  mock(
    "webhook-request",
    "the simple signature leaves the status out",
    "[timestamp, session_id, status, webhook_type]",
    "[timestamp, session_id, webhook_type]",
  ),
  mock(
    "assumptions",
    "the second signature begins with the timestamp",
    "V2_TIMESTAMP_PREFIX: boolean = false",
    "V2_TIMESTAMP_PREFIX: boolean = true",
  ),
  mock(
    "assumptions",
    "webhooks have the first signature only",
    '"all" | "raw only" = "all"',
    '"all" | "raw only" = "raw only"',
  ),
  mock(
    "assumptions",
    "webhooks are stamped by the clock that was moved",
    '"wall" | "world" = "wall"',
    '"wall" | "world" = "world"',
  ),
  mock(
    "webhook-request",
    "the header tells another time than the body",
    '"x-timestamp": String(timestamp)',
    '"x-timestamp": String(timestamp - 400)',
  ),
  mock(
    "webhook-request",
    "the body goes out in other bytes than were signed",
    'body: writeBody(stamped, webhookFormat ?? "sorted"),',
    "body: JSON.stringify(stamped, null, 1),",
  ),
  mock(
    "verifications",
    "webhooks forget the vendor's data",
    "...(vendorData !== null && { vendor_data: vendorData }),",
    "",
  ),
  mock(
    "verifications",
    "webhooks tell a decision before there is one",
    "...(WEBHOOK_DECISION_STATES.includes(status) && { decision:",
    '...(status !== "Expired" && { decision:',
  ),
  mock(
    "assumptions",
    "webhooks of a review carry no decision",
    '  "Declined",\n  "In Review",\n  "Abandoned",',
    '  "Declined",\n  "Abandoned",',
  ),
  mock(
    "verifications",
    "a webhook tells the status before the last",
    "const after: Verification = { ...before, ...changes };\n  context.verifications.put(after);",
    'const after: Verification = { ...before, ...changes };\n  context.verifications.put(after);\n  if (after.status === "Declined") announce({ ...after, status: before.status }, context);',
  ),
  mock(
    "verifications",
    "a status that was said again is news",
    "if (after.status === before.status) return after;",
    "if (after.reviews === before.reviews && after.status === before.status) return after;",
  ),
  mock(
    "verifications",
    "nobody hears that a verification has run out",
    'return { job: "expireVerification", atMs: expiryOf(verification) };',
    "return undefined;",
  ),
  client(
    "didit-webhooks",
    "the verifier takes events of any age",
    "Math.abs(now() / 1000 - seconds) <= toleranceSeconds",
    "seconds - now() / 1000 <= toleranceSeconds",
  ),
  client(
    "didit-webhooks",
    "the verifier takes events from any future",
    "Math.abs(now() / 1000 - seconds) <= toleranceSeconds",
    "now() / 1000 - seconds <= toleranceSeconds",
  ),
  client(
    "didit-webhooks",
    "the verifier accepts an hour",
    "DEFAULT_TOLERANCE_SECONDS = 300",
    "DEFAULT_TOLERANCE_SECONDS = 3600",
  ),
  client(
    "didit-webhooks",
    "the verifier believes the stamp that nobody has signed",
    "isFresh(event.timestamp) && (stamp",
    "(stamp",
  ),
  client(
    "didit-webhooks",
    "the verifier does not look at the header's stamp",
    "isFresh(event.timestamp) && (stamp === undefined || isFresh(toSeconds(stamp)))",
    'isFresh(event.timestamp) && (stamp === undefined || stamp !== "")',
  ),
  client(
    "didit-webhooks",
    "the verifier believes all of an event whose simple signature is right",
    "covers: encode(toSimpleText(covered)), event: covered }",
    "covers: encode(toSimpleText(covered)), event }",
  ),
  client(
    "didit-webhooks",
    "the verifier takes the text as it came for the canonical one",
    "covers: encode(canonical), event }",
    "covers: bytes, event }",
  ),
  client("didit-webhooks", "the verifier sorts no keys", ".sort(([a], [b]) => (a < b ? -1 : 1))\n", "\n"),
  client(
    "didit-webhooks",
    "the verifier's simple text leaves the status out",
    '`${timestamp}:${session_id}:${status}:${webhook_type ?? ""}`',
    '`${timestamp}:${session_id}:${webhook_type ?? ""}`',
  ),
  client(
    "didit-webhooks",
    "the verifier believes wrong signatures",
    'return crypto.subtle.verify("HMAC", await importing, bytes, content);',
    'return (await crypto.subtle.verify("HMAC", await importing, bytes, content)) || bytes.length === 32;',
  ),
  client(
    "didit-webhooks",
    "the verifier believes what is not signed",
    'return refuse("there is no signature");',
    'return { ok: true, event: parsed.event as never, signedBy: "X-Signature" };',
  ),
  client(
    "didit-webhooks",
    "the verifier refuses events that name no type",
    "(webhook_type === undefined ? isText(session_id) && isText(status) : isText(webhook_type))",
    "isText(webhook_type)",
  ),
  client(
    "didit-webhooks",
    "the verifier says the wrong signature was right",
    "ok: true, event, signedBy }",
    'ok: true, event, signedBy: "X-Signature" }',
  ),
  mock(
    "webhooks",
    "what was answered by a 404 is not sent again",
    "status === undefined || status >= 500 || status === 404",
    "status === undefined || status >= 500",
  ),
  mock(
    "webhooks",
    "what was refused for good is sent again",
    "status === undefined || status >= 500 || status === 404",
    "status === undefined || status >= 400",
  ),
  mock(
    "assumptions",
    "webhooks are sent again at once",
    "WEBHOOK_RETRY_DELAYS_S: readonly number[] = [60, 240]",
    "WEBHOOK_RETRY_DELAYS_S: readonly number[] = [0, 240]",
  ),
  mock(
    "assumptions",
    "webhooks are sent twice at most",
    "WEBHOOK_RETRY_DELAYS_S: readonly number[] = [60, 240]",
    "WEBHOOK_RETRY_DELAYS_S: readonly number[] = [60]",
  ),
];

export const mutants: readonly Mutant[] = [
  ...sharing,
  ...times,
  ...credentials,
  ...sessions,
  ...verifications,
  ...webhooks,
  ...timesAndReviews,
  ...members,
  ...hostedPages,
  ...workflowMutants,
];
