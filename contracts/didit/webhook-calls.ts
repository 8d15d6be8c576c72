import { createHmac } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import {
  createDiditWebhookVerifier,
  type DiditClient,
  type DiditWebhookHeaders,
  type DiditWebhookResult,
  type DiditWebhookVerifierOptions,
} from "#clients/didit.ts";
import type { CallSite, Delivery, HelperCall, HelperExchange, Seen } from "../agreement/contract.ts";
import { application, asClient, asJson, CLIENT, connect, otherApplication, SESSION, signIn } from "./exchanges.ts";
import { carla } from "./session-calls.ts";

/** The key is taken as UTF-8 bytes, the signature written in lower-case hex. */
const sign = (text: string, secret: string): string => createHmac("sha256", secret).update(text, "utf8").digest("hex");

const KEY = "schlüssel-1";
const SENT_AT = 1_712_345_678;
const ID = "c1c2c3c4-0000-4000-8000-0000000000cc";

/** Canonical: keys in their order at every level, no white space, whole numbers without decimals, letters as they are. */
const CANONICAL =
  `{"created_at":${SENT_AT},"decision":{"a":[{"x":null,"y":2.5}],"status":"Declined","z":1},` +
  `"session_id":"${ID}","status":"Declined","timestamp":${SENT_AT},"vendor_data":"Zoë","webhook_type":"status.updated"}`;
/** The same as another would write it: keys in another order, white space, decimals, escapes. */
const REWRITTEN =
  `{ "webhook_type": "status.updated", "vendor_data": "Zo\\u00eb", "timestamp": ${SENT_AT}.0,\n` +
  `  "status": "Declined", "session_id": "${ID}", "created_at": ${SENT_AT},\n` +
  `  "decision": { "z": 1.0, "status": "Declined", "a": [{ "y": 2.50, "x": null }] } }\n`;

const V2 = sign(CANONICAL, KEY);
const SIMPLE = sign(`${SENT_AT}:${ID}:Declined:status.updated`, KEY);
const STAMP = String(SENT_AT);
const EVENT = JSON.parse(CANONICAL) as object;
/** What the third signature covers, and nothing else. */
const COVERED = {
  session_id: ID,
  status: "Declined",
  created_at: SENT_AT,
  timestamp: SENT_AT,
  webhook_type: "status.updated",
};

// What the provider's documentation has as a known answer.
const KNOWN = {
  key: "example-key",
  body:
    '{"created_at":1700000000,"session_id":"11111111-2222-4333-8444-555555555555","status":"In Review",' +
    '"timestamp":1700000000,"vendor_data":"José-1","webhook_type":"status.updated"}',
  v2: "f247f3349fd6e9f0197092e59d15859a9229442b44126a9b59ebcd316848b3a8",
  simple: "a9cf99e728d6184772ced0909e1735e85c2a06359aa4ffb42558db0aa239a77f",
};

/** As the first version sent it. */
const FIRST = `{"session_id":"${ID}","status":"Kyc Expired","created_at":${SENT_AT},"timestamp":${SENT_AT},"vendor_data":"u"}`;

/** A decision without the times to which its links are valid: these are counted from each reading. */
const withLastingLinks = (decision: unknown): unknown =>
  JSON.parse(JSON.stringify(decision).replaceAll(/\/media\/([\w-]+)\/\d+\/\w+\//g, "/media/$1/"));

interface Sample {
  /** As the end of a sentence. */
  readonly when: string;
  readonly body?: string | Uint8Array;
  readonly headers: DiditWebhookHeaders;
  /** Of the receiver's clock, from the time of sending. */
  readonly laterBySeconds?: number;
  readonly options?: Partial<DiditWebhookVerifierOptions>;
  readonly expected: DiditWebhookResult;
}

const believed = (signedBy: "X-Signature-V2" | "X-Signature" | "X-Signature-Simple", event: object = EVENT) =>
  ({ ok: true, event, signedBy }) as DiditWebhookResult;
const NO_EVENT = { ok: false, reason: "the body is not a status event in JSON" } as const;
const NOT_SIGNED = { ok: false, reason: "there is no signature" } as const;
const WRONG = { ok: false, reason: "no signature is right" } as const;
const TOO_FAR = { ok: false, reason: "the timestamp is too far off" } as const;

const all = { "X-Signature": V2, "X-Signature-V2": V2, "X-Signature-Simple": SIMPLE, "X-Timestamp": STAMP };
const changed = (members: object): string => JSON.stringify({ ...EVENT, ...members });

const samples: readonly Sample[] = [
  { when: "believe what carries all signatures", headers: all, expected: believed("X-Signature-V2") },
  {
    when: "believe the signature of the canonical text, however the body is written",
    body: REWRITTEN,
    headers: all,
    expected: believed("X-Signature-V2"),
  },
  {
    when: "believe the signature of the very bytes",
    body: new TextEncoder().encode(REWRITTEN),
    headers: { "x-signature": [sign(REWRITTEN, KEY)], "x-timestamp": [STAMP] },
    expected: believed("X-Signature"),
  },
  {
    when: "not believe the signature of other bytes",
    body: REWRITTEN,
    headers: new Headers({ "X-Signature": V2 }),
    expected: WRONG,
  },
  {
    when: "believe the simple signature no further than it reaches",
    body: changed({ vendor_data: "another user", decision: { status: "Approved" }, created_at: 1 }),
    headers: new Headers({ "X-Signature-Simple": SIMPLE }),
    expected: believed("X-Signature-Simple", COVERED),
  },
  {
    when: "know the answer of the documentation",
    body: KNOWN.body,
    headers: { "X-Signature-V2": KNOWN.v2 },
    options: { secret: KNOWN.key, now: () => 1_700_000_000_000 },
    expected: believed("X-Signature-V2", JSON.parse(KNOWN.body)),
  },
  {
    when: "know the simple answer of the documentation",
    body: KNOWN.body,
    headers: { "X-Signature-Simple": KNOWN.simple },
    options: { secret: KNOWN.key, now: () => 1_700_000_000_000 },
    expected: believed("X-Signature-Simple", {
      ...COVERED,
      session_id: "11111111-2222-4333-8444-555555555555",
      status: "In Review",
      created_at: 1_700_000_000,
      timestamp: 1_700_000_000,
    }),
  },
  { when: "refuse what another key has signed", headers: all, options: { secret: "another-key" }, expected: WRONG },
  { when: "refuse another status", body: changed({ status: "Approved" }), headers: all, expected: WRONG },
  {
    when: "refuse another session",
    body: changed({ session_id: SESSION }),
    headers: all,
    expected: WRONG,
  },
  {
    when: "refuse a decision that was changed",
    body: changed({ decision: { status: "Approved" } }),
    headers: { "X-Signature": V2, "X-Signature-V2": V2 },
    expected: WRONG,
  },
  {
    when: "refuse signatures in each other's place",
    headers: { "X-Signature": SIMPLE, "X-Signature-V2": SIMPLE, "X-Signature-Simple": V2 },
    expected: WRONG,
  },
  {
    when: "believe the first version's, which has no type",
    body: FIRST,
    headers: { "X-Signature": sign(FIRST, KEY), "X-Timestamp": STAMP },
    expected: believed("X-Signature", JSON.parse(FIRST)),
  },
  { when: "refuse half a signature", headers: { "X-Signature-V2": V2.slice(0, 32) }, expected: WRONG },
  { when: "refuse an empty signature", headers: { "X-Signature": "" }, expected: WRONG },
  { when: "refuse what has no signature", headers: { "X-Timestamp": STAMP }, expected: NOT_SIGNED },
  { when: "refuse what is no event", body: '{"status":"Declined"}', headers: all, expected: NO_EVENT },
  { when: "refuse what is no JSON", body: "Declined", headers: all, expected: NO_EVENT },
  {
    when: "refuse an event whose type is no text",
    body: changed({ webhook_type: 5 }),
    headers: all,
    expected: NO_EVENT,
  },
  {
    when: "refuse another kind of event than was signed",
    body: changed({ webhook_type: "data.updated" }),
    headers: all,
    expected: WRONG,
  },
  { when: "believe what is five minutes old", headers: all, laterBySeconds: 300, expected: believed("X-Signature-V2") },
  { when: "refuse what is older", headers: all, laterBySeconds: 301, expected: TOO_FAR },
  {
    when: "believe what is five minutes ahead",
    headers: all,
    laterBySeconds: -300,
    expected: believed("X-Signature-V2"),
  },
  { when: "refuse what is further ahead", headers: all, laterBySeconds: -301, expected: TOO_FAR },
  {
    when: "refuse an old event with a new stamp",
    headers: { ...all, "X-Timestamp": String(SENT_AT + 3600) },
    laterBySeconds: 3600,
    expected: TOO_FAR,
  },
  {
    when: "refuse a new event with an old stamp",
    headers: { ...all, "X-Timestamp": String(SENT_AT - 301) },
    expected: TOO_FAR,
  },
  { when: "refuse a stamp that is not a time", headers: { ...all, "X-Timestamp": "now" }, expected: TOO_FAR },
  {
    when: "refuse what is older than they were told to accept",
    headers: all,
    laterBySeconds: 11,
    options: { toleranceSeconds: 10 },
    expected: TOO_FAR,
  },
];

const withoutSecret: HelperCall = {
  helpers: ["verify"],
  when: "need a secret",
  exchanges: [],
  async call() {
    try {
      return createDiditWebhookVerifier({ secret: "" });
    } catch (error) {
      return error instanceof TypeError;
    }
  },
  returns: () => true,
};

const knownAnswers = samples.map(
  ({ when, body = CANONICAL, headers, laterBySeconds = 0, options, expected }): HelperCall => ({
    helpers: ["verify"],
    when,
    exchanges: [],
    call: () =>
      createDiditWebhookVerifier({
        secret: KEY,
        now: () => (SENT_AT + laterBySeconds) * 1000,
        ...options,
      }).verify(body, headers),
    returns: () => expected,
  }),
);

const SECRET = "geheim-für-webhooks";
const VENDOR_DATA = "kundin-ñ";

/** The times of sending are those of the machine, whatever the provider's clock shows. */
const verifier = createDiditWebhookVerifier({ secret: SECRET });

const created: HelperExchange = {
  operationId: "createVerificationSession",
  status: 201,
  when: "to a helper whose application has a receiver",
  sends: (from) => ({
    path: "/v1/session/",
    headers: { ...asClient(from), ...asJson },
    body: { features: "OCR", vendor_data: VENDOR_DATA },
  }),
};
const declined: HelperExchange = {
  operationId: "updateVerificationStatus",
  status: 200,
  when: "to a helper whose application has a receiver",
  sends: (from) => ({
    path: `/v1/session/${from("session_id")}/update-status/`,
    headers: { ...asClient(from), ...asJson },
    body: { new_status: "Declined", comment: "Verwechselt." },
  }),
};
const read: HelperExchange = {
  operationId: "getVerificationDecision",
  status: 200,
  when: "to a helper whose application has a receiver",
  sends: (from) => ({ path: `/v1/session/${from("session_id")}/decision/`, headers: asClient(from) }),
};
const asked: HelperExchange = {
  operationId: "createSession",
  status: 201,
  when: "to a helper whose application has a receiver",
  sends: (from) => ({
    path: "/auth/v2/session/",
    headers: { ...asClient(from), ...asJson },
    body: { scope: "email" },
  }),
};

const listen = (site: CallSite, url = site.receiverUrl) =>
  site.prepare("a webhook receiver", { client_id: CLIENT.clientId, url, secret: SECRET });

async function create(client: DiditClient): Promise<string> {
  const verification = await client.createVerification({ features: "OCR", vendorData: VENDOR_DATA });
  if (!verification.ok) throw new Error(verification.message);
  return verification.data.session_id;
}

const withoutTimes = (result: DiditWebhookResult) => {
  if (!result.ok) return result;
  const { created_at: _created, timestamp: _sent, ...event } = result.event;
  return { ...result, event };
};

const withoutDecision = (result: DiditWebhookResult): object => {
  const timeless = withoutTimes(result);
  if (!timeless.ok) return timeless;
  const { decision, ...event } = timeless.event;
  return { ...timeless, event, hasDecision: decision !== undefined };
};

const ofSession = ({ from }: Seen) => ({
  session_id: from("session_id"),
  vendor_data: VENDOR_DATA,
  webhook_type: "status.updated",
});

const only = ({ headers }: Delivery, ...names: readonly string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => names.includes(name)));

const ONLY_THE_MOCK_SENDS = "Pact's mock server sends no webhooks by itself.";

/** A webhook that the mock has sent for a verification that was created. */
const toTaken = (
  when: string,
  take: (delivery: Delivery) => Promise<unknown>,
  returns: HelperCall["returns"],
): HelperCall => ({
  helpers: ["verify", "createVerification"],
  when,
  given: [application],
  exchanges: [signIn, created],
  async call(site) {
    await listen(site);
    await create(connect(site));
    const [delivery, ...more] = await site.deliveries();
    return delivery === undefined || more.length > 0 ? "not one webhook" : take(delivery);
  },
  returns,
  withMockOnly: ONLY_THE_MOCK_SENDS,
});

/** How many webhooks have come, after ever more of the provider's time, of a verification that one status answers. */
const toRepeated = (status: number, counts: readonly number[]): HelperCall => ({
  helpers: ["verify", "createVerification"],
  when: `take each webhook for new that comes after a ${status}`,
  given: [application],
  exchanges: [signIn, created],
  async call(site) {
    await listen(site, `${site.receiverUrl}/${status}`);
    await create(connect(site));
    const seen: number[] = [];
    for (const seconds of [0, 50, 10, 230, 10, 3600]) {
      await site.passTime(seconds * 1000, "provider");
      seen.push((await site.deliveries()).length);
    }
    const results = await Promise.all(
      (await site.deliveries()).map(({ body, headers }) => verifier.verify(body, headers)),
    );
    return { seen, results: results.map(withoutTimes) };
  },
  returns: (seen) => ({
    seen: counts,
    results: Array(counts.at(-1)).fill({
      ok: true,
      event: { ...ofSession(seen), status: "Not Started" },
      signedBy: "X-Signature-V2",
    }),
  }),
  withMockOnly: ONLY_THE_MOCK_SENDS,
});

const deliveries: readonly HelperCall[] = [
  toRepeated(503, [1, 1, 2, 2, 3, 3]),
  toRepeated(404, [1, 1, 2, 2, 3, 3]),
  toRepeated(400, [1, 1, 1, 1, 1, 1]),
  toRepeated(200, [1, 1, 1, 1, 1, 1]),
  {
    helpers: ["verify", "createVerification", "updateStatus", "getVerification"],
    when: "follow a verification by its webhooks, in their order",
    given: [application, carla],
    exchanges: [signIn, created, declined, read, declined],
    async call(site) {
      await listen(site);
      const client = connect(site);
      const session_id = await create(client);
      await site.prepare("open", { session_id });
      await site.prepare("submit", { session_id, outcome: "In Review", user: "carla" });
      await client.updateStatus(session_id, "Declined", "Verwechselt.");
      const verification = await client.getVerification(session_id);
      // What is so already is no news.
      await client.updateStatus(session_id, "Declined", "Verwechselt.");
      const sent = await site.deliveries();
      const results = await Promise.all(sent.map(({ body, headers }) => verifier.verify(body, headers)));
      const [reviewed, decided] = results.slice(2).map((each) => (each.ok ? each.event.decision : undefined));
      return {
        results: results.map(withoutDecision),
        reviewed: [reviewed?.status, reviewed?.kyc?.first_name, reviewed?.reviews],
        decided: [decided?.status, decided?.kyc?.first_name, decided?.reviews[0]?.comment],
        isAsRead: verification.ok && isDeepStrictEqual(withLastingLinks(decided), withLastingLinks(verification.data)),
      };
    },
    returns: (seen) => ({
      results: (["Not Started", "In Progress", "In Review", "Declined"] as const).map((status) => ({
        ok: true,
        signedBy: "X-Signature-V2",
        event: { ...ofSession(seen), status },
        hasDecision: status === "In Review" || status === "Declined",
      })),
      reviewed: ["In Review", "Carla", []],
      decided: ["Declined", "Carla", "Verwechselt."],
      isAsRead: true,
    }),
    withMockOnly: ONLY_THE_MOCK_SENDS,
  },
  toTaken(
    "find each signature of a webhook to be that of its own text",
    async ({ body, headers }) => {
      const { session_id, status, timestamp, created_at, webhook_type } = JSON.parse(body);
      return {
        raw: headers["x-signature"] === sign(body, SECRET),
        v2: headers["x-signature-v2"] === sign(body, SECRET),
        simple: headers["x-signature-simple"] === sign([timestamp, session_id, status, webhook_type].join(":"), SECRET),
        stamps: headers["x-timestamp"] === String(timestamp) && timestamp === created_at,
        sender: headers["user-agent"],
        mediaType: headers["content-type"],
      };
    },
    () => ({
      raw: true,
      v2: true,
      simple: true,
      stamps: true,
      sender: "DiditWebhook/2.0 +https://didit.me",
      mediaType: "application/json",
    }),
  ),
  toTaken(
    "believe a webhook by each of its signatures alone",
    async (delivery) => {
      const { body } = delivery;
      const rewritten = JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(body)).reverse()), null, 2);
      return Promise.all([
        verifier.verify(rewritten, only(delivery, "x-signature-v2", "x-timestamp")).then(withoutTimes),
        verifier.verify(body, only(delivery, "x-signature", "x-timestamp")).then(withoutTimes),
        verifier.verify(body, only(delivery, "x-signature-simple", "x-timestamp")).then(withoutTimes),
      ]);
    },
    (seen) => {
      const { vendor_data, ...covered } = { ...ofSession(seen), status: "Not Started" };
      return [
        { ok: true, signedBy: "X-Signature-V2", event: { ...covered, vendor_data } },
        { ok: true, signedBy: "X-Signature", event: { ...covered, vendor_data } },
        { ok: true, signedBy: "X-Signature-Simple", event: covered },
      ];
    },
  ),
  toTaken(
    "refuse a webhook that was changed, is old, is unsigned or another's",
    async (delivery) => {
      const { body, headers } = delivery;
      const late = createDiditWebhookVerifier({ secret: SECRET, now: () => Date.now() + 302_000 });
      const other = createDiditWebhookVerifier({ secret: CLIENT.clientSecret });
      return Promise.all([
        verifier.verify(body.replace("Not Started", "Approved"), headers),
        late.verify(body, headers),
        verifier.verify(body, only(delivery, "x-timestamp")),
        other.verify(body, headers),
      ]);
    },
    () => [WRONG, TOO_FAR, NOT_SIGNED, WRONG],
  ),
  {
    helpers: ["verify", "createVerification"],
    when: "take a webhook for new, however far the provider's clock was moved",
    given: [application],
    exchanges: [signIn, created],
    async call(site) {
      await listen(site);
      await site.passTime(7_200_000, "provider");
      await create(connect(site));
      const [delivery] = await site.deliveries();
      return delivery && verifier.verify(delivery.body, delivery.headers).then(withoutTimes);
    },
    returns: (seen) => ({
      ok: true,
      signedBy: "X-Signature-V2",
      event: { ...ofSession(seen), status: "Not Started" },
    }),
    withMockOnly: ONLY_THE_MOCK_SENDS,
  },
  {
    helpers: ["verify", "createVerification"],
    when: "hear that a verification has run out",
    given: [application],
    exchanges: [signIn, created],
    async call(site) {
      await listen(site);
      await create(connect(site));
      await site.passTime(7 * 86_400_000, "provider");
      const sent = await site.deliveries();
      const results = await Promise.all(sent.map(({ body, headers }) => verifier.verify(body, headers)));
      return results.map(withoutTimes);
    },
    returns: (seen) =>
      ["Not Started", "Expired"].map((status) => ({
        ok: true,
        signedBy: "X-Signature-V2",
        event: { ...ofSession(seen), status },
      })),
    withMockOnly: ONLY_THE_MOCK_SENDS,
  },
  {
    helpers: ["verify", "createSession"],
    when: "hear nothing of data transfer, nor of other applications",
    given: [application, otherApplication, carla],
    exchanges: [signIn, asked],
    async call(site) {
      await listen(site);
      const session = await connect(site).createSession({ scope: "email" });
      if (!session.ok) return session;
      const { session_id } = session.data;
      await site.prepare("scan", { session_id, user: "carla" });
      await site.prepare("confirm", { session_id });
      await site.prepare("a verification", { client_id: "other-client", status: "Approved" });
      return site.deliveries();
    },
    returns: () => [],
    withMockOnly: ONLY_THE_MOCK_SENDS,
  },
];

export const webhookCalls: readonly HelperCall[] = [...knownAnswers, withoutSecret, ...deliveries];
