import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  createDiditWebhookVerifier,
  type DiditWebhookHeaders,
  type DiditWebhookVerifierOptions,
} from "#clients/didit-webhooks.ts";

// A known answer: key, body and both signatures.
const SECRET = "example-key";
const SENT_AT = 1_700_000_000;
const BODY =
  '{"created_at":1700000000,"session_id":"11111111-2222-4333-8444-555555555555","status":"In Review","timestamp":1700000000,"vendor_data":"José-1","webhook_type":"status.updated"}';
const V2 = "f247f3349fd6e9f0197092e59d15859a9229442b44126a9b59ebcd316848b3a8";
const SIMPLE = "a9cf99e728d6184772ced0909e1735e85c2a06359aa4ffb42558db0aa239a77f";

const EVENT = JSON.parse(BODY);
const REINDENTED = JSON.stringify(EVENT, null, 2);
const hmac = (text: string | Uint8Array, secret = SECRET): string =>
  createHmac("sha256", secret).update(text).digest("hex");

const verify = (
  rawBody: string | Uint8Array,
  headers: DiditWebhookHeaders,
  options: Partial<DiditWebhookVerifierOptions> = {},
) =>
  createDiditWebhookVerifier({ secret: SECRET, now: () => SENT_AT * 1000, ...options }).verify(rawBody, {
    ...headers,
  });

describe("a webhook is believed", () => {
  it.each([
    ["X-Signature-V2", V2, EVENT],
    ["X-Signature", V2, EVENT],
    [
      "X-Signature-Simple",
      SIMPLE,
      {
        session_id: EVENT.session_id,
        status: "In Review",
        created_at: SENT_AT,
        timestamp: SENT_AT,
        webhook_type: "status.updated",
      },
    ],
  ] as const)("by the known %s alone", async (signedBy, signature, event) => {
    expect(await verify(BODY, { [signedBy]: signature })).toEqual({ ok: true, event, signedBy });
  });

  it("as text, as bytes, and with headers of any kind and case", async () => {
    const expected = { ok: true, signedBy: "X-Signature-V2" };
    const bytes = new TextEncoder().encode(BODY);
    expect(await verify(bytes, { "x-signature-v2": V2, "x-timestamp": String(SENT_AT) })).toMatchObject(expected);
    expect(await verify(Buffer.from(BODY), { "X-SIGNATURE-V2": [V2] })).toMatchObject(expected);
    const verifier = createDiditWebhookVerifier({ secret: SECRET, now: () => SENT_AT * 1000 });
    expect(await verifier.verify(BODY, new Headers({ "X-Signature-V2": V2 }))).toMatchObject(expected);
  });

  it("after a proxy has formatted the body anew, by the second signature and not by the raw one", async () => {
    const shuffled = JSON.stringify(Object.fromEntries(Object.entries(EVENT).reverse()), null, "\t");
    const escaped = REINDENTED.replace("é", "\\u00e9").replaceAll("1700000000", "1700000000.0");
    for (const body of [REINDENTED, shuffled, escaped]) {
      expect(await verify(body, { "X-Signature": V2 })).toEqual({ ok: false, reason: "no signature is right" });
      expect(await verify(body, { "X-Signature": V2, "X-Signature-V2": V2, "X-Signature-Simple": SIMPLE })).toEqual({
        ok: true,
        event: EVENT,
        signedBy: "X-Signature-V2",
      });
    }
  });

  it("in canonical form: keys sorted at every level, whole numbers whole, Unicode as it is", async () => {
    const decision = `{"z":1.0,"10":{"b":[{"y":2.50,"x":null}],"a":"\\u00f1"},"9":[],"__proto__":{"q":1e2}}`;
    const canonical = `{"10":{"a":"ñ","b":[{"x":null,"y":2.5}]},"9":[],"__proto__":{"q":100},"z":1}`;
    const body = BODY.replace(/}$/, `, "decision": ${decision}}`);
    const signed = BODY.replace('"session_id"', `"decision":${canonical},"session_id"`);
    expect(await verify(body, { "X-Signature-V2": hmac(signed) })).toMatchObject({
      ok: true,
      signedBy: "X-Signature-V2",
    });
  });

  it("by any right signature, however wrong the others", async () => {
    const wrong = "0".repeat(64);
    const believed = await verify(BODY, { "X-Signature-V2": wrong, "X-Signature-Simple": SIMPLE, "X-Signature": V2 });
    expect(believed).toMatchObject({ ok: true, event: EVENT, signedBy: "X-Signature" });
    expect(await verify(REINDENTED, { "X-Signature-V2": "zz", "X-Signature-Simple": SIMPLE })).toMatchObject({
      ok: true,
      signedBy: "X-Signature-Simple",
    });
  });

  it("no further than its signature reaches: the simple one does not vouch for the rest of the body", async () => {
    const forged = JSON.stringify({ ...EVENT, vendor_data: "another user", decision: { status: "Approved" } });
    const result = await verify(forged, { "X-Signature-Simple": SIMPLE });
    expect(result).toMatchObject({ ok: true, event: { status: "In Review" } });
    expect(result.ok && result.event).not.toHaveProperty("vendor_data");
    expect(result.ok && result.event).not.toHaveProperty("decision");
  });
});

describe("a webhook of another kind or version", () => {
  const whole = (event: object) => {
    const body = JSON.stringify(event, null, 1);
    return { body, headers: { "X-Signature": hmac(body) } };
  };
  const V3 = {
    ...EVENT,
    application_id: "a",
    environment: "live",
    event_id: "e",
    workflow_id: "w",
    workflow_version: 2,
  };
  const FIRST = { session_id: "s", status: "Kyc Expired", timestamp: SENT_AT };
  const USER = { webhook_type: "user.status.updated", event_id: "e", application_id: "a", timestamp: SENT_AT };
  const OTHER = { ok: false, reason: "the event is of another version" };

  it.each([
    ["v3", V3, true],
    ["v3", { ...V3, decision: { id_verifications: null } }, true],
    ["v3", { ...V3, decision: { id_verification: null } }, false],
    ["v3", EVENT, false],
    ["v3", { ...V3, event_id: 5 }, false],
    ["v2", { ...EVENT, decision: { id_verification: null } }, true],
    ["v2", { ...V3, decision: { id_verifications: [] } }, false],
    ["v2", V3, false],
    ["v2", { ...V3, event_id: undefined }, true],
    ["v2", { ...V3, application_id: undefined }, true],
    ["v2", USER, true],
    ["v1", FIRST, true],
    ["v1", { ...EVENT, decision: { kyc: null } }, true],
    ["v1", { ...V3, decision: { id_verifications: [] } }, false],
    ["v1", V3, false],
    ["v1", USER, true],
    [undefined, { ...V3, decision: { id_verifications: [] } }, true],
    [undefined, FIRST, true],
  ] as const)("is told by its members: for %s %j %s", async (version, event, ok) => {
    const { body, headers } = whole(event);
    const result = await verify(body, headers, version === undefined ? {} : { version });
    expect(result).toEqual(ok ? { ok, event, signedBy: "X-Signature" } : OTHER);
  });

  it("is no reason to reject what its simple signature covers, which is the same in all", async () => {
    expect(await verify(BODY, { "X-Signature-Simple": SIMPLE }, { version: "v3" })).toMatchObject({ ok: true });
  });

  it("may be about no session, and then only its simple signature says nothing", async () => {
    const event = {
      webhook_type: "user.status.updated",
      event_id: "e",
      timestamp: SENT_AT,
      vendor_data: "u",
      status: "BLOCKED",
      previous_status: "ACTIVE",
    };
    const { body, headers } = whole(event);
    expect(await verify(body, headers, { version: "v3" })).toEqual({ ok: true, event, signedBy: "X-Signature" });
    const guesses = ["undefined", ""].map((session) => hmac(`${SENT_AT}:${session}:BLOCKED:user.status.updated`));
    for (const guess of guesses)
      expect(await verify(body, { "X-Signature-Simple": guess })).toEqual({
        ok: false,
        reason: "no signature is right",
      });
  });

  it.each([
    { ...FIRST, timestamp: "now" },
    { ...FIRST, session_id: undefined },
    { ...FIRST, status: 5 },
    { ...V3, session_id: 5 },
    { ...V3, webhook_type: "" },
  ])("is none without what all have: %j", async (event) => {
    const { body, headers } = whole(event);
    expect(await verify(body, headers)).toEqual({ ok: false, reason: "the body is not an event in JSON" });
  });
});

describe("after a rotation of the secret", () => {
  const NEXT = "next-key";
  const next = hmac(BODY, NEXT);
  const headers = {
    "X-Signature-V2": next,
    "X-Signature": next,
    "X-Signature-Simple": hmac(`${SENT_AT}:${EVENT.session_id}:In Review:status.updated`, NEXT),
    "X-Signature-V2-Previous": V2,
    "X-Signature-Previous": V2,
    "X-Signature-Simple-Previous": SIMPLE,
  };
  const only = (...names: (keyof typeof headers)[]) => Object.fromEntries(names.map((name) => [name, headers[name]]));

  it("either secret verifies, and the former one is named", async () => {
    expect(await verify(BODY, headers, { secret: NEXT })).toMatchObject({ ok: true, signedBy: "X-Signature-V2" });
    expect(await verify(BODY, headers)).toEqual({ ok: true, event: EVENT, signedBy: "X-Signature-V2-Previous" });
  });

  it("what covers the whole event is believed before what covers a part", async () => {
    const mixed = { ...headers, "X-Signature-V2-Previous": next, "X-Signature-Simple": SIMPLE };
    expect(await verify(BODY, mixed)).toEqual({ ok: true, event: EVENT, signedBy: "X-Signature-Previous" });
  });

  it("the simple signature by the former secret covers no more than that by the new one", async () => {
    const result = await verify(BODY, only("X-Signature-Simple-Previous"));
    expect(result).toMatchObject({ ok: true, signedBy: "X-Signature-Simple-Previous", event: { status: "In Review" } });
    expect(result.ok && result.event).not.toHaveProperty("vendor_data");
  });

  it("neither verifies what another secret signed", async () => {
    expect(await verify(BODY, headers, { secret: "third-key" })).toEqual({
      ok: false,
      reason: "no signature is right",
    });
  });

  it("it has to be fresh as ever", async () => {
    const late = { now: () => (SENT_AT + 301) * 1000 };
    expect(await verify(BODY, only("X-Signature-Previous"), late)).toEqual({
      ok: false,
      reason: "the timestamp is too far off",
    });
  });
});

describe("a webhook is refused", () => {
  it.each([
    ["no headers", {}, "there is no signature"],
    ["a signature by another key", { "X-Signature-V2": hmac(BODY, "other") }, "no signature is right"],
    ["a signature that was cut", { "X-Signature-V2": V2.slice(0, 62) }, "no signature is right"],
    ["a signature that is longer", { "X-Signature-V2": `${V2}00` }, "no signature is right"],
    ["an empty signature", { "X-Signature": "" }, "no signature is right"],
    ["a signature in the wrong header", { "X-Signature-Simple": V2, "X-Signature": SIMPLE }, "no signature is right"],
  ])("with %s", async (_, headers, reason) => {
    expect(await verify(BODY, headers)).toEqual({ ok: false, reason });
  });

  it("when a single byte of the body was changed", async () => {
    const headers = { "X-Signature-V2": V2, "X-Signature": V2, "X-Signature-Simple": SIMPLE };
    const changed = BODY.replace("In Review", "Approved!");
    expect(await verify(changed, headers)).toEqual({ ok: false, reason: "no signature is right" });
  });

  it.each(["", "null", "[]", "7", "{", '{"session_id":"x"}', "not json", "[".repeat(200_000), new Uint8Array([0xff])])(
    "when the body is no status event (%#)",
    async (body) => {
      const headers = { "X-Signature": hmac(body), "X-Signature-V2": hmac(body) };
      expect(await verify(body, headers)).toEqual({ ok: false, reason: "the body is not an event in JSON" });
    },
  );

  it("but not for what other versions say, or leave out", async () => {
    const first = {
      session_id: "11111111-2222-4333-8444-555555555555",
      status: "Kyc Expired",
      created_at: 1_700_000_000,
      timestamp: 1_700_000_000,
      vendor_data: "user-1",
    };
    const third = {
      ...first,
      application_id: "a",
      environment: "sandbox",
      event_id: "e",
      webhook_type: "data.updated",
      workflow_version: 3,
      metadata: { any: ["thing", null] },
    };
    const { created_at: _left, ...short } = first;
    for (const sent of [first, third, short]) {
      const body = JSON.stringify(sent, null, 2);
      expect(await verify(body, { "X-Signature": hmac(body) })).toEqual({
        ok: true,
        event: sent,
        signedBy: "X-Signature",
      });
    }
  });

  it("when it was parsed before, and says so", async () => {
    for (const parsed of [EVENT, undefined, null, 5, [], true] as never[])
      expect(await verify(parsed, { "X-Signature-V2": V2 })).toEqual({
        ok: false,
        reason: "the body is neither text nor bytes: it was parsed before",
      });
  });

  it("when it nests deeper than any event", async () => {
    const deep = BODY.replace(/}$/, `,"decision":${"[".repeat(50_000)}${"]".repeat(50_000)}}`);
    expect(await verify(deep, { "X-Signature-V2": V2 })).toMatchObject({ ok: false });
  });

  it.each([
    [-300, true],
    [300, true],
    [-301, false],
    [301, false],
  ])("when it is too old or from the future: off by %d seconds is %s", async (offSeconds, ok) => {
    const now = () => (SENT_AT + offSeconds) * 1000;
    for (const headers of [{ "X-Signature-V2": V2 }, { "X-Signature": V2 }, { "X-Signature-Simple": SIMPLE }]) {
      const result = await verify(BODY, { ...headers, "X-Timestamp": String(SENT_AT) }, { now });
      expect(result).toMatchObject(ok ? { ok } : { ok, reason: "the timestamp is too far off" });
    }
  });

  it("when an old one comes with a new stamp in its header, or a new one with an odd stamp", async () => {
    const late = { now: () => (SENT_AT + 3600) * 1000 };
    const refusal = { ok: false, reason: "the timestamp is too far off" };
    expect(await verify(BODY, { "X-Signature-V2": V2, "X-Timestamp": String(SENT_AT + 3600) }, late)).toEqual(refusal);
    for (const stamp of ["", "soon", "0x10", String(SENT_AT - 301)])
      expect(await verify(BODY, { "X-Signature-V2": V2, "X-Timestamp": stamp })).toEqual(refusal);
  });

  it("by the tolerance that was set", async () => {
    const options = { now: () => (SENT_AT + 11) * 1000, toleranceSeconds: 10 };
    expect(await verify(BODY, { "X-Signature-V2": V2 }, options)).toMatchObject({ ok: false });
    expect(await verify(BODY, { "X-Signature-V2": V2 }, { ...options, toleranceSeconds: 11 })).toMatchObject({
      ok: true,
    });
  });
});

it("refuses headers that hold no signature, whatever else they hold", async () => {
  for (const header of [[1234], [[V2]], [], 7, null, "ab".repeat(3_000_000), V2.slice(2)] as never[]) {
    const found = await verify(BODY, { "x-signature-v2": header });
    expect(found).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/^(no signature is right|there is no signature)$/),
    });
  }
});

it("needs a secret", () => {
  expect(() => createDiditWebhookVerifier({ secret: "" })).toThrow(TypeError);
});

it("needs a version that exists, or none", () => {
  for (const version of ["v4", 3, "V3", null] as never[])
    expect(() => createDiditWebhookVerifier({ secret: "s", version })).toThrow(
      "The version of webhooks must be one of v1, v2, v3, or left out.",
    );
});
