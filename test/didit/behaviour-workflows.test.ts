import { expect, it, vi } from "vitest";
import type { components } from "#generated/didit/types.ts";
import { overTransports } from "../support/transports.ts";
import { type AskOptions, DENIED, type Didit, expectRefusal, NOT_FOUND, start, UNKNOWN_ID } from "./calls.ts";

type Schemas = components["schemas"];
type Session = Schemas["WorkflowSession"];
type Decision = Schemas["WorkflowDecision"];
type Page = Schemas["WorkflowSessionPage"];
type Status = Schemas["WorkflowStatus"];

const KEY = "standin-api-key";
const SANDBOX_KEY = "standin-sandbox-key";
const WORKFLOW = "00000000-0000-4000-8000-0000000000f1";
const SECOND_MS = 1000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Asks with an API key. */
const byKey = (
  { ask }: Didit,
  method: string,
  path: string,
  body?: unknown,
  more: AskOptions & { key?: string } = {},
) => {
  const { key = KEY, headers, ...options } = more;
  return ask(method, path, {
    token: null,
    ...(body !== undefined && { body }),
    ...options,
    headers: { "x-api-key": key, ...headers },
  });
};

const create = async (didit: Didit, body: object = {}, more: AskOptions & { key?: string } = {}) => {
  const reply = await byKey(didit, "POST", "/v3/session/", { workflow_id: WORKFLOW, ...body }, more);
  expect(reply.status, reply.text).toBe(201);
  return reply.body as Session;
};

const decide = async (didit: Didit, id: string, more: AskOptions & { key?: string } = {}) => {
  const reply = await byKey(didit, "GET", `/v3/session/${id}/decision/`, undefined, more);
  expect(reply.status, reply.text).toBe(200);
  return reply.body as Decision;
};

const setStatus = (didit: Didit, id: string, body: unknown) =>
  byKey(didit, "PATCH", `/v3/session/${id}/update-status/`, body);

const list = async (didit: Didit, query = "") => {
  const reply = await byKey(didit, "GET", `/v3/sessions/${query}`);
  expect(reply.status, reply.text).toBe(200);
  return reply.body as Page;
};

const inStatus = ({ run }: Didit, status: Status, more: object = {}) =>
  run<Session & { decision: Decision }>("a workflow session", { status, ...more });

const RESUBMIT = {
  new_status: "Resubmitted",
  nodes_to_resubmit: [{ node_id: "feature_ocr", feature: "ID_VERIFICATION" }],
};
const RERUN = {
  new_status: "Resubmitted",
  nodes_to_resubmit: [{ node_id: "feature_ip_analysis", feature: "IP_ANALYSIS" }],
};

overTransports("didit", "API keys", (open) => {
  it("are the only credentials of versions 2 and 3: none is 403, and a client token counts as none", async () => {
    const didit = await start(open);
    for (const path of [
      "/v3/sessions/",
      `/v3/session/${UNKNOWN_ID}/decision/`,
      `/v2/session/${UNKNOWN_ID}/decision/`,
    ]) {
      await expectRefusal(didit.ask("GET", path, { token: null }), 403, DENIED);
      await expectRefusal(didit.ask("GET", path), 403, DENIED);
      await expectRefusal(byKey(didit, "GET", path, undefined, { key: "guessed" }), 401, { detail: "Unauthorized." });
    }
  });

  it("are refused by 401 when revoked, and from the moment at which they expire", async () => {
    const didit = await start(open);
    await didit.run("an API key", { key: "old", revoked: true });
    await didit.run("an API key", { key: "short", expires_at: "2024-01-01T00:00:10Z" });
    const ask = (key: string) => byKey(didit, "GET", "/v3/sessions/", undefined, { key });
    await expectRefusal(ask("old"), 401, { detail: "Unauthorized." });
    await didit.world.clock.advance(10 * SECOND_MS - 1);
    expect((await ask("short")).status).toBe(200);
    await didit.world.clock.advance(1);
    await expectRefusal(ask("short"), 401, { detail: "Unauthorized." });
  });

  it("do what their scopes allow", async () => {
    const didit = await start(open);
    await didit.run("an API key", { key: "reader", scopes: { sessions: "read" } });
    await didit.run("an API key", { key: "nothing", scopes: {} });
    const { session_id: id } = await inStatus(didit, "Approved");
    await expectRefusal(byKey(didit, "GET", "/v3/sessions/", undefined, { key: "nothing" }), 403, DENIED);
    await expectRefusal(
      byKey(didit, "POST", "/v3/session/", { workflow_id: WORKFLOW }, { key: "reader" }),
      403,
      DENIED,
    );
    const seen = await decide(didit, id, { key: "reader" });
    expect(seen).toMatchObject({
      session_url: null,
      id_verifications: [{ portrait_image: null, full_name: "Alice Example" }],
    });
    const whole = await decide(didit, id);
    expect(whole.session_url).toContain("/session/");
    expect(whole.id_verifications?.[0]?.portrait_image).toContain("/media/");
  });

  it("find the sessions of their own workflows and application only", async () => {
    const didit = await start(open);
    const { session_id: id } = await inStatus(didit, "Approved");
    await didit.run("an API key", { key: "narrow", workflow_ids: ["0d0d0d0d-0000-4000-8000-00000000000d"] });
    await didit.addApplication({ api_keys: [{ key: "of-another" }] });
    for (const key of ["narrow", "of-another"]) {
      await expectRefusal(byKey(didit, "GET", `/v3/session/${id}/decision/`, undefined, { key }), 404, NOT_FOUND);
      expect((await byKey(didit, "GET", "/v3/sessions/", undefined, { key })).body).toMatchObject({ count: 0 });
      await expectRefusal(
        byKey(didit, "POST", "/v3/sessions/delete/", { session_numbers: [1] }, { key }),
        404,
        NOT_FOUND,
      );
      expect((await byKey(didit, "POST", "/v3/sessions/delete/", { delete_all: true }, { key })).status).toBe(204);
    }
    expect((await list(didit)).count).toBe(1);
  });

  it("find the sessions of their own mode only, and a creation returns none of the other", async () => {
    const didit = await start(open);
    const sandbox = { key: SANDBOX_KEY };
    const live = await create(didit, { vendor_data: "user-1" });
    const tried = await create(didit, { vendor_data: "user-1" }, sandbox);
    expect(tried.session_id).not.toBe(live.session_id);
    for (const [own, other, key] of [
      [live, tried, KEY],
      [tried, live, SANDBOX_KEY],
    ] as const) {
      expect((await create(didit, { vendor_data: "user-1" }, { key })).session_id).toBe(own.session_id);
      const { body } = await byKey(didit, "GET", "/v3/sessions/", undefined, { key });
      expect((body as Page).results.map((each) => each.session_id)).toEqual([own.session_id]);
      for (const [method, path, given] of [
        ["GET", `/v3/session/${other.session_id}/decision/`],
        ["GET", `/v2/session/${other.session_id}/decision/`],
        ["PATCH", `/v3/session/${other.session_id}/update-status/`, { new_status: "Approved" }],
        ["DELETE", `/v3/session/${other.session_id}/delete/`],
        ["POST", "/v3/sessions/delete/", { session_numbers: [other.session_number] }],
      ] as const)
        await expectRefusal(byKey(didit, method, path, given, { key }), 404, NOT_FOUND);
    }
    const reply = await byKey(didit, "GET", `/v3/session/${tried.session_id}/decision/`);
    expect(reply.status).toBe(404);
    const said = JSON.stringify((await didit.world.journal.entries()).at(-1));
    expect(said).toContain("is of mode sandbox, and the API key is of mode live");
    const deletion = await byKey(didit, "POST", "/v3/sessions/delete/", { delete_all: true });
    expect(deletion.status).toBe(204);
    await decide(didit, tried.session_id, sandbox);
  });

  it("say why an application gets nothing: it was deleted, or its contract is suspended", async () => {
    const didit = await start(open);
    for (const blocked of ["application_deleted", "contract_billing_suspended"]) {
      await didit.run("an application", { blocked });
      await expectRefusal(byKey(didit, "GET", "/v3/sessions/"), 403, { ...DENIED, code: blocked });
    }
  });

  it("refuse creations by 400 and other calls by 403 for want of money, but not in the sandbox", async () => {
    const didit = await start(open);
    await didit.run("an application", { balance_too_low: true });
    const body = { workflow_id: WORKFLOW };
    await expectRefusal(byKey(didit, "POST", "/v3/session/", body), 400, {
      detail: "Your balance is too low to create a session.",
    });
    await expectRefusal(byKey(didit, "GET", "/v3/sessions/"), 403, DENIED);
    await create(didit, {}, { key: SANDBOX_KEY });
  });

  it("stand in place of the client token on data transfer and version 1", async () => {
    const didit = await start(open);
    const verification = await byKey(didit, "POST", "/v1/session/", {});
    expect(verification.status).toBe(201);
    const { session_id: id } = verification.body as { session_id: string };
    expect((await byKey(didit, "GET", `/v1/session/${id}/decision/`)).status).toBe(200);
    const session = (await byKey(didit, "POST", "/auth/v2/session/", { scope: "email" })).body as Schemas["Session"];
    const headers = { "data-session-token": session.session_token };
    const status = `/auth/v2/session/${session.session_id}/status/`;
    expect((await byKey(didit, "GET", status, undefined, { headers })).status).toBe(200);
    await expectRefusal(byKey(didit, "GET", `/v1/session/${id}/decision/`, undefined, { key: "guessed" }), 401, {
      detail: "Incorrect authentication credentials.",
    });
    await expectRefusal(didit.ask("GET", `/v1/session/${id}/decision/`, { token: null }), 401, {
      detail: "Authentication credentials were not provided.",
    });
    // The token counts where both are sent.
    expect(
      (await didit.ask("GET", `/v1/session/${id}/decision/`, { headers: { "x-api-key": "guessed" } })).status,
    ).toBe(200);
  });

  it("are looked at in any case of the header's name", async () => {
    const didit = await start(open);
    expect((await didit.ask("GET", "/v3/sessions/", { token: null, headers: { "X-API-KEY": KEY } })).status).toBe(200);
  });
});

overTransports("didit", "creating a session of a workflow", (open) => {
  it("answers 201 with what was given, and null for what was not", async () => {
    const didit = await start(open);
    const given = { vendor_data: "user-1", callback: "http://localhost:3000/done", metadata: { plan: "pro" } };
    const session = await create(didit, given);
    expect(session).toEqual({
      ...given,
      workflow_id: WORKFLOW,
      session_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      session_number: 1,
      session_token: expect.stringMatching(/^\S{20,}$/),
      url: `${didit.baseUrl}/session/${session.session_token}`,
      status: "Not Started",
    });
    expect(await create(didit)).toMatchObject({ session_number: 2, vendor_data: null, callback: null, metadata: null });
    expect((await create(didit, { metadata: '{"plan":"text"}' })).metadata).toEqual({ plan: "text" });
    expect((await create(didit, { metadata: "no object" })).metadata).toBe("no object");
  });

  it("returns the unfinished session of the same vendor_data, with callback and metadata replaced (R1)", async () => {
    const didit = await start(open);
    const again = (more: object = {}) => create(didit, { vendor_data: "user-1", ...more });
    const first = await again({ callback: "http://localhost:1/a", metadata: { a: 1 } });
    const second = await again({ callback: "http://localhost:1/b" });
    expect(second).toEqual({ ...first, callback: "http://localhost:1/b", metadata: null });
    await didit.run("open", { session_id: first.session_id });
    expect(await again()).toMatchObject({ session_id: first.session_id, status: "In Progress" });
    await didit.run("submit", { session_id: first.session_id });
    const third = await again();
    expect(third.session_id).not.toBe(first.session_id);
    await didit.run("a workflow", { id: WORKFLOW, version: 2 });
    expect((await again()).session_id).not.toBe(third.session_id);
    expect((await create(didit)).session_id).not.toBe((await create(didit)).session_id);
  });

  it("takes identifiers in either case, and an empty vendor_data as none", async () => {
    const didit = await start(open);
    const [first, second] = [await create(didit, { vendor_data: "" }), await create(didit, { vendor_data: "" })];
    expect(first.vendor_data).toBeNull();
    expect(second.session_id).not.toBe(first.session_id);
    await didit.run("a workflow", { id: "0c0c0c0c-0000-4000-8000-00000000000f" });
    const { workflow_id } = await create(didit, { workflow_id: "0C0C0C0C-0000-4000-8000-00000000000F" });
    expect(workflow_id).toBe("0c0c0c0c-0000-4000-8000-00000000000f");
    expect((await list(didit, `?workflow_id=${workflow_id.toUpperCase()}`)).count).toBe(1);
  });

  it("counts those that wait for their person as unfinished (R1)", async () => {
    const didit = await start(open);
    for (const status of ["Awaiting User", "Resubmitted"] as const) {
      const { session_id } = await inStatus(didit, status, { vendor_data: status });
      expect(await create(didit, { vendor_data: status })).toMatchObject({ session_id, status });
    }
  });

  it("has no idempotency key: after a lost reply the list finds the session (R2)", async () => {
    const didit = await start(open);
    const match = { provider: "didit", operation: "createWorkflowSession" } as const;
    await didit.world.faults.add({ match, when: { first: 1 }, effect: { connection: "lose-acknowledgement" } });
    const lost = await byKey(didit, "POST", "/v3/session/", { workflow_id: WORKFLOW, vendor_data: "user-3" }).catch(
      () => undefined,
    );
    expect(lost?.status ?? 504).not.toBe(201);
    const { results } = await list(didit, "?vendor_data=user-3");
    expect(results).toMatchObject([{ session_number: 1, status: "Not Started" }]);
  });

  const CREATIONS: readonly (readonly [string, object, unknown])[] = [
    ["no workflow", { workflow_id: undefined }, { workflow_id: ["This field is required."] }],
    ["a workflow without a UUID", { workflow_id: "one" }, { workflow_id: ["Must be a valid UUID."] }],
    [
      "an unknown workflow",
      { workflow_id: UNKNOWN_ID },
      { workflow_id: [`Invalid pk "${UNKNOWN_ID}" - object does not exist.`] },
    ],
    [
      "an unknown kind of document",
      { expected_details: { expected_document_types: ["P", "XX"] } },
      { expected_details: { expected_document_types: ['"XX" is not a valid choice.'] } },
    ],
    ["a callback without a host", { callback: "nowhere" }, { callback: ["Enter a valid URL."] }],
    ["an unknown callback method", { callback_method: "all" }, { callback_method: ['"all" is not a valid choice.'] }],
    ["metadata that is a list", { metadata: [] }, { metadata: ["Not a valid string."] }],
    [
      "a malformed address",
      { contact_details: { email: "person" } },
      { contact_details: { email: ["Enter a valid email address."] } },
    ],
    ["a portrait that is not Base64", { portrait_image: "*" }, { portrait_image: ["Upload a valid image in Base64."] }],
    [
      "a word of the sandbox by a live key",
      { sandbox_scenario: "approve" },
      { sandbox_scenario: ["Only applications of the sandbox take this."] },
    ],
  ];

  it("refuses what is wrong by 400, field by field (R3)", async () => {
    const didit = await start(open);
    for (const [, body, expected] of CREATIONS)
      await expectRefusal(byKey(didit, "POST", "/v3/session/", { workflow_id: WORKFLOW, ...body }), 400, expected);
  });

  it("keeps metadata that no JSON body could hold as text", async () => {
    const didit = await start(open);
    const nest = (levels: number) => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
    expect((await create(didit, { metadata: nest(512) })).metadata).toEqual(JSON.parse(nest(512)));
    for (const metadata of [nest(513), nest(5000), '{"\\u005f_proto__":{"a":1}}'])
      expect((await create(didit, { metadata })).metadata).toBe(metadata);
    expect((await list(didit)).count).toBe(4);
  });

  it("takes kinds of documents in any case, each once, and echoes details", async () => {
    const didit = await start(open);
    const contact_details = { email: "person@example.org", send_notification_emails: true };
    const expected_details = { first_name: "Dora", expected_document_types: ["id", "ID", "p", "ssc"] };
    const { session_id } = await create(didit, { contact_details, expected_details });
    expect(await decide(didit, session_id)).toMatchObject({
      contact_details,
      expected_details: { first_name: "Dora", expected_document_types: ["ID", "P", "SSC"] },
    });
  });

  it("takes a portrait of 1 MB, and no larger one", async () => {
    const didit = await start(open);
    const portrait = (bytes: number) => ({ portrait_image: Buffer.alloc(bytes, 1).toString("base64") });
    const { session_id } = await create(didit, portrait(1024 * 1024));
    await didit.run("open", { session_id });
    await didit.run("submit", { session_id });
    const { face_matches } = await decide(didit, session_id);
    const image = await fetch(face_matches?.[0]?.target_image ?? "").catch(() => undefined);
    if (image?.ok) expect((await image.arrayBuffer()).byteLength).toBe(1024 * 1024);
    expect(
      (await byKey(didit, "POST", "/v3/session/", { workflow_id: WORKFLOW, ...portrait(1024 * 1024 + 1) })).status,
    ).toBe(400);
  });
});

overTransports("didit", "the decision of a session", (open) => {
  it("has null for each kind of check until it was run, then a list whose items name their node (R5)", async () => {
    const didit = await start(open);
    const { session_id } = await create(didit);
    const kinds = ["id_verifications", "liveness_checks", "face_matches", "ip_analyses"] as const;
    const nodes = async () => {
      const decision = await decide(didit, session_id);
      return kinds.map((kind) => decision[kind]?.map((each) => each.node_id) ?? null);
    };
    expect(await nodes()).toEqual([null, null, null, null]);
    await didit.run("open", { session_id });
    expect(await nodes()).toEqual([null, null, null, ["feature_ip_analysis"]]);
    await didit.run("submit", { session_id, outcome: "Declined" });
    expect(await nodes()).toEqual([
      ["feature_ocr"],
      ["feature_liveness"],
      ["feature_face_match"],
      ["feature_ip_analysis"],
    ]);
    expect(await decide(didit, session_id)).toMatchObject({
      status: "Declined",
      nfc_verifications: null,
      aml_screenings: null,
      id_verifications: [{ status: "Declined", warnings: [{ risk: "DOCUMENT_NOT_ACCEPTED" }] }],
      liveness_checks: [{ status: "Approved", warnings: [] }],
    });
  });

  it("runs all eleven kinds of checks, on the person who was chosen", async () => {
    const didit = await start(open);
    const features = [
      ...["ID_VERIFICATION", "NFC", "LIVENESS", "FACE_MATCH", "POA", "QUESTIONNAIRE", "EMAIL_VERIFICATION", "PHONE"],
      ...["DATABASE_VALIDATION", "AML", "IP_ANALYSIS"],
    ];
    const workflow_id = "0d0d0d0d-0000-4000-8000-00000000000e";
    await didit.run("a workflow", { id: workflow_id, features });
    await didit.run("a user", {
      id: "bob",
      names: { first_name: "Bob", family_name: "B", full_name: "Bob B", is_verified: true },
    });
    const { decision } = await inStatus(didit, "In Review", { workflow_id, user: "bob" });
    expect(decision.features).toEqual(features);
    const blocks = (Object.values(decision) as readonly unknown[]).filter(
      (each): each is { node_id: string; status: string }[] => Array.isArray(each) && typeof each[0] === "object",
    );
    expect(blocks.map(([item]) => [item?.node_id, item?.status])).toEqual([
      ["feature_ocr", "Approved"],
      ["feature_nfc", "Approved"],
      ["feature_liveness", "Approved"],
      ["feature_face_match", "Approved"],
      ["feature_proof_of_address", "Approved"],
      ["feature_phone_verification", "Approved"],
      ["feature_email_verification", "Approved"],
      ["feature_aml", "In Review"],
      ["feature_ip_analysis", "Approved"],
      ["feature_database_validation", "Approved"],
      ["feature_questionnaire", "Approved"],
    ]);
    expect(decision).toMatchObject({
      id_verifications: [{ full_name: "Bob B", age: 34 }],
      aml_screenings: [{ total_hits: 1, screened_data: { full_name: "Bob B" } }],
    });
  });

  it("leads to images of its own for an hour", async () => {
    const didit = await start(open);
    const { session_id } = await inStatus(didit, "Approved");
    const link = (await decide(didit, session_id)).id_verifications?.[0]?.portrait_image ?? "";
    expect(link.startsWith(`${didit.baseUrl}/`)).toBe(true);
    const path = link.slice(didit.baseUrl.length);
    const look = (asked = path) => didit.fetch(asked);
    const image = await look();
    expect([image.status, image.headers.get("content-type")]).toEqual([200, "image/png"]);
    expect([...new Uint8Array(await image.arrayBuffer()).slice(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
    const embedded = await didit.fetch(path, {
      headers: { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" },
    });
    expect(embedded.status).toBe(200);
    expect((await look(path.replace("portrait.png", "front.png"))).status).toBe(404);
    await didit.world.clock.advance(HOUR_MS - 1);
    expect((await look()).status).toBe(200);
    await didit.world.clock.advance(1);
    expect((await look()).status).toBe(403);
    const again = (await decide(didit, session_id)).id_verifications?.[0]?.portrait_image ?? "";
    expect((await look(again.slice(didit.baseUrl.length))).status).toBe(200);
    const video = (await decide(didit, session_id)).liveness_checks?.[0]?.video_url ?? "";
    expect((await look(video.slice(didit.baseUrl.length))).headers.get("content-type")).toBe("video/mp4");
  });

  it("of version 2 has one result of each kind, and no list", async () => {
    const didit = await start(open);
    const made = await byKey(didit, "POST", "/v2/session/", { workflow_id: WORKFLOW, vendor_data: "alice" });
    const { session_id } = made.body as Session;
    await didit.run("open", { session_id });
    await didit.run("submit", { session_id });
    const { body } = await byKey(didit, "GET", `/v2/session/${session_id}/decision/`);
    expect(body).toMatchObject({
      status: "Approved",
      id_verification: { full_name: "Alice Example", node_id: "feature_ocr" },
      liveness: { score: 98.25 },
      face_match: { status: "Approved" },
      nfc: null,
      aml: null,
    });
    expect(Object.keys(body as object)).not.toContain("id_verifications");
  });
});

overTransports("didit", "updating a session's status", (open) => {
  const SOURCES: readonly Status[] = ["Approved", "Declined", "In Review", "Kyc Expired", "Abandoned", "Resubmitted"];
  const OTHERS: readonly Status[] = ["Not Started", "In Progress", "Awaiting User", "Expired"];

  it("is possible from six statuses, and answers the id alone (R6)", async () => {
    const didit = await start(open);
    for (const source of SOURCES) {
      const { session_id } = await inStatus(didit, source);
      const new_status = source === "Declined" ? "Approved" : "Declined";
      const reply = await setStatus(didit, session_id, { new_status, comment: "Seen." });
      expect([reply.status, reply.body]).toEqual([200, { session_id }]);
      const { status, reviews } = await decide(didit, session_id);
      expect(status).toBe(new_status);
      expect(reviews[0]).toMatchObject({ user: "API Client", new_status, comment: "Seen." });
    }
    for (const source of OTHERS) {
      const { session_id } = await inStatus(didit, source);
      await expectRefusal(setStatus(didit, session_id, { new_status: "Approved" }), 400, {
        new_status: [`The session cannot change from "${source}" to "Approved".`],
      });
    }
  });

  const UPDATES: readonly (readonly [string, object, unknown])[] = [
    ["In Review", { new_status: "In Review" }, { new_status: ['"In Review" is not a valid choice.'] }],
    ["nothing", {}, { new_status: ["This field is required."] }],
    ["a resubmission of nothing", { new_status: "Resubmitted" }, { nodes_to_resubmit: ["This field is required."] }],
    ["an empty list", { ...RESUBMIT, nodes_to_resubmit: [] }, { nodes_to_resubmit: ["This list may not be empty."] }],
    [
      "a check that the workflow does not have",
      { ...RESUBMIT, nodes_to_resubmit: [{ node_id: "feature_aml", feature: "AML" }] },
      { nodes_to_resubmit: ['"AML" is not a valid choice.'] },
    ],
    [
      "a node that is not there",
      { ...RESUBMIT, nodes_to_resubmit: [{ node_id: "nope", feature: "LIVENESS" }] },
      { nodes_to_resubmit: ['"nope" is not a valid choice.'] },
    ],
    [
      "the node of another check",
      {
        ...RESUBMIT,
        nodes_to_resubmit: [...RESUBMIT.nodes_to_resubmit, { node_id: "feature_ocr", feature: "LIVENESS" }],
      },
      { nodes_to_resubmit: ['"feature_ocr" is not a valid choice.'] },
    ],
    [
      "an e-mail to no address",
      { new_status: "Declined", send_email: true },
      { email_address: ["This field is required."] },
    ],
  ];

  it("refuses what is wrong by 400, field by field (R6)", async () => {
    const didit = await start(open);
    const { session_id } = await inStatus(didit, "Approved");
    for (const [, body, expected] of UPDATES) await expectRefusal(setStatus(didit, session_id, body), 400, expected);
  });

  it("changes nothing where the status is so already, but refuses to resubmit twice (R7)", async () => {
    const didit = await start(open);
    for (const status of ["Approved", "Declined"] as const) {
      const { session_id } = await inStatus(didit, status);
      const before = await decide(didit, session_id);
      const reply = await setStatus(didit, session_id, { new_status: status, comment: "Again." });
      expect([reply.status, reply.body]).toEqual([200, { session_id }]);
      expect({ ...(await decide(didit, session_id)), reviews: [] }).toEqual(before);
    }
    const { session_id } = await inStatus(didit, "Resubmitted");
    await expectRefusal(setStatus(didit, session_id, RESUBMIT), 400, {
      new_status: ["The new status is the same as the current status."],
    });
  });

  it("lets the person pass only the named checks again", async () => {
    const didit = await start(open);
    const { session_id } = await inStatus(didit, "Declined");
    expect((await setStatus(didit, session_id, RESUBMIT)).status).toBe(200);
    expect((await decide(didit, session_id)).status).toBe("Resubmitted");
    await didit.run("open", { session_id });
    await didit.run("submit", { session_id, user: "alice" });
    const after = await decide(didit, session_id);
    expect(after).toMatchObject({ status: "Approved", id_verifications: [{ status: "Approved" }] });
  });

  it("runs checks without the person at once, and every 30 seconds at most (R8)", async () => {
    const didit = await start(open);
    const { session_id } = await inStatus(didit, "Declined");
    expect((await setStatus(didit, session_id, RERUN)).status).toBe(200);
    const decision = await decide(didit, session_id);
    expect(decision).toMatchObject({ status: "Declined", reviews: [{ new_status: "Resubmitted" }] });
    await didit.world.clock.advance(30 * SECOND_MS - 1);
    const soon = await setStatus(didit, session_id, RERUN);
    expect([soon.status, soon.headers.get("retry-after")]).toEqual([429, "1"]);
    await didit.world.clock.advance(1);
    expect((await setStatus(didit, session_id, RERUN)).status).toBe(200);
    const { session_id: abandoned } = await inStatus(didit, "Abandoned");
    await setStatus(didit, abandoned, RERUN);
    expect((await decide(didit, abandoned)).status).toBe("In Review");
  });

  it("also by version 2", async () => {
    const didit = await start(open);
    const { session_id } = await inStatus(didit, "In Review");
    const reply = await byKey(didit, "PATCH", `/v2/session/${session_id}/update-status/`, { new_status: "Approved" });
    expect([reply.status, reply.body]).toEqual([200, { session_id }]);
    expect((await decide(didit, session_id)).status).toBe("Approved");
  });
});

overTransports("didit", "the statuses and the time of a session", (open) => {
  it("leads to each of the ten statuses", async () => {
    const didit = await start(open);
    const all: readonly Status[] = [
      ...(["Not Started", "In Progress", "Awaiting User", "In Review", "Approved", "Declined"] as const),
      ...(["Resubmitted", "Abandoned", "Expired", "Kyc Expired"] as const),
    ];
    for (const status of all) {
      const { session_id, decision } = await inStatus(didit, status);
      expect([decision.status, (await decide(didit, session_id)).status]).toEqual([status, status]);
    }
    const { results } = await list(didit, "?limit=100");
    expect(results.map((each) => each.status).reverse()).toEqual(all);
  });

  it("expires after seven days unopened, and is abandoned a day after it was opened", async () => {
    const didit = await start(open);
    const [unopened, opened] = [await create(didit), await create(didit)];
    await didit.run("open", { session_id: opened.session_id });
    const statuses = async () => [
      (await decide(didit, unopened.session_id)).status,
      (await decide(didit, opened.session_id)).status,
    ];
    await didit.world.clock.advance(DAY_MS - 1);
    expect(await statuses()).toEqual(["Not Started", "In Progress"]);
    await didit.world.clock.advance(1);
    expect(await statuses()).toEqual(["Not Started", "Abandoned"]);
    await didit.world.clock.advance(6 * DAY_MS - 1);
    expect((await statuses())[0]).toBe("Not Started");
    await didit.world.clock.advance(1);
    expect((await statuses())[0]).toBe("Expired");
  });

  it("has a report in four statuses, otherwise 403", async () => {
    const didit = await start(open);
    for (const status of ["Approved", "Declined", "In Review", "Kyc Expired"] as const) {
      const { session_id } = await inStatus(didit, status);
      for (const version of ["v2", "v3"]) {
        const reply = await byKey(didit, "GET", `/${version}/session/${session_id}/generate-pdf/`);
        expect([reply.status, reply.text.slice(0, 5)]).toEqual([200, "%PDF-"]);
        expect(reply.headers.get("content-disposition")).toBe(`attachment; filename=session_${session_id}.pdf`);
      }
    }
    for (const status of ["Not Started", "In Progress", "Abandoned", "Resubmitted"] as const) {
      const { session_id } = await inStatus(didit, status);
      expect((await byKey(didit, "GET", `/v3/session/${session_id}/generate-pdf/`)).status).toBe(403);
    }
  });
});

overTransports("didit", "the list and deletion of sessions", (open) => {
  it("filters by vendor_data, status, workflow and time", async () => {
    const didit = await start(open);
    const workflow_id = "0d0d0d0d-0000-4000-8000-00000000000f";
    await didit.run("a workflow", { id: workflow_id });
    await inStatus(didit, "Approved", { vendor_data: "a" });
    await didit.world.clock.advance(HOUR_MS);
    await inStatus(didit, "Declined", { vendor_data: "a" });
    await inStatus(didit, "Declined", { vendor_data: "b", workflow_id });
    const numbers = async (query: string) => (await list(didit, query)).results.map((each) => each.session_number);
    expect(await numbers("")).toEqual([3, 2, 1]);
    expect(await numbers("?vendor_data=a")).toEqual([2, 1]);
    expect(await numbers("?vendor_data=a&status=Declined")).toEqual([2]);
    expect(await numbers(`?workflow_id=${workflow_id}`)).toEqual([3]);
    expect(await numbers("?created_before=2024-01-01T01:00:00Z")).toEqual([1]);
    expect(await numbers("?created_after=2024-01-01T01:00:00Z")).toEqual([3, 2]);
    expect(await numbers("?vendor_data=c")).toEqual([]);
  });

  it("has pages that lead to each other and keep the filters", async () => {
    const didit = await start(open);
    for (let count = 0; count < 5; count += 1) await inStatus(didit, "Approved", { vendor_data: "a" });
    const first = await list(didit, "?vendor_data=a&limit=2");
    expect([first.count, first.previous, first.results.length]).toEqual([5, null, 2]);
    const seen = [...first.results];
    for (let next = first.next; next !== null; ) {
      expect(next.startsWith(`${didit.baseUrl}/v3/sessions/?`)).toBe(true);
      expect(next).toContain("vendor_data=a");
      const page = await list(didit, new URL(next).search);
      seen.push(...page.results);
      next = page.next;
    }
    expect(seen.map((each) => each.session_number)).toEqual([5, 4, 3, 2, 1]);
    const last = await list(didit, "?limit=2&offset=4");
    expect(new URL(last.previous ?? "").searchParams.get("offset")).toBe("2");
  });

  const QUERIES: readonly (readonly [string, unknown])[] = [
    ["?status=Done", { status: ['"Done" is not a valid choice.'] }],
    ["?limit=0", { limit: ["Ensure this value is greater than or equal to 1."] }],
    ["?limit=101", { limit: ["Ensure this value is less than or equal to 100."] }],
    ["?offset=x", { offset: ["A valid integer is required."] }],
    ["?limit=1e400", { limit: ["A valid integer is required."] }],
    ["?offset=-1e400", { offset: ["A valid integer is required."] }],
    ["?workflow_id=x", { workflow_id: ["Must be a valid UUID."] }],
  ];

  it("refuses parameters that are wrong by 400", async () => {
    const didit = await start(open);
    for (const [query, expected] of QUERIES)
      await expectRefusal(byKey(didit, "GET", `/v3/sessions/${query}`), 400, expected);
  });

  it("deletes one session, which is then unknown, and lets its number not come again", async () => {
    const didit = await start(open);
    const { session_id } = await create(didit);
    expect((await byKey(didit, "DELETE", `/v3/session/${session_id}/delete/`)).status).toBe(204);
    await expectRefusal(byKey(didit, "DELETE", `/v3/session/${session_id}/delete/`), 404, NOT_FOUND);
    await expectRefusal(byKey(didit, "GET", `/v3/session/${session_id}/decision/`), 404, NOT_FOUND);
    expect((await create(didit)).session_number).toBe(2);
    await didit.world.clock.advance(8 * DAY_MS);
  });

  it("deletes by numbers, all or nothing, or all of them", async () => {
    const didit = await start(open);
    for (let count = 0; count < 4; count += 1) await create(didit);
    const remove = (body: object) => byKey(didit, "POST", "/v3/sessions/delete/", body);
    await expectRefusal(remove({ session_numbers: [1, 99] }), 404, NOT_FOUND);
    expect((await list(didit)).count).toBe(4);
    expect((await remove({ session_numbers: [1, 3] })).status).toBe(204);
    expect((await list(didit)).results.map((each) => each.session_number)).toEqual([4, 2]);
    await expectRefusal(remove({}), 400, { session_numbers: ["This field is required."] });
    await expectRefusal(remove({ delete_all: false }), 400, { session_numbers: ["This field is required."] });
    expect((await remove({ delete_all: true })).status).toBe(204);
    expect((await list(didit)).count).toBe(0);
  });
});

overTransports("didit", "the sandbox", (open) => {
  it("lists the words, of which each ends a session by itself", async () => {
    const didit = await start(open);
    const sandbox = { key: SANDBOX_KEY };
    const { body } = await byKey(didit, "GET", "/v1/sandbox/scenarios/");
    const { scenarios } = body as Schemas["SandboxCatalogue"];
    expect(scenarios[0]).toMatchObject({ scenario: "approve", status: "Approved" });
    for (const { scenario, status } of scenarios) {
      const session = await create(didit, { sandbox_scenario: scenario }, sandbox);
      expect(session.status).toBe("Not Started");
      expect(await decide(didit, session.session_id, sandbox)).toMatchObject({ status, environment: "sandbox" });
    }
    const body400 = { workflow_id: WORKFLOW, sandbox_scenario: "explode" };
    await expectRefusal(byKey(didit, "POST", "/v3/session/", body400, { key: SANDBOX_KEY }), 400, {
      sandbox_scenario: ['"explode" is not a valid choice.'],
    });
  });

  it("ends an unfinished session that is returned again by the word of the later creation (R1)", async () => {
    const didit = await start(open);
    const sandbox = { key: SANDBOX_KEY };
    for (const [scenario, status] of [
      ["approve", "Approved"],
      ["abandon", "Abandoned"],
    ] as const)
      for (const isOpened of [false, true]) {
        const vendor_data = `${scenario} ${isOpened}`;
        const { session_id } = await create(didit, { vendor_data }, sandbox);
        if (isOpened) await didit.run("open", { session_id });
        const again = await create(didit, { vendor_data, sandbox_scenario: scenario }, sandbox);
        expect(again).toMatchObject({ session_id, status: isOpened ? "In Progress" : "Not Started" });
        expect((await decide(didit, session_id, sandbox)).status).toBe(status);
      }
  });
});

overTransports("didit", "the hosted page of a session", (open) => {
  it("opens it, lets the outcome be chosen, and leads back", async () => {
    const didit = await start(open);
    const { session_id, session_token } = await create(didit, { callback: "http://localhost:3000/done?x=1" });
    const page = await didit.fetch(`/session/${session_token}`, { redirect: "manual" });
    expect([page.status, (await page.text()).includes("ID_VERIFICATION + LIVENESS")]).toEqual([200, true]);
    expect((await decide(didit, session_id)).status).toBe("In Progress");
    const chosen = await didit.fetch(`/_mock/session/${session_token}`, {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams({ outcome: "In Review", user: "alice" }),
    });
    expect(chosen.status).toBe(303);
    const back = await didit.fetch(`/session/${session_token}`, { redirect: "manual" });
    expect(back.headers.get("location")).toBe(
      `http://localhost:3000/done?x=1&verificationSessionId=${session_id}&status=In%20Review`,
    );
    expect((await decide(didit, session_id)).id_verifications?.[0]?.full_name).toBe("Alice Example");
  });

  it("has to be opened again after a resubmission, and lists the checks to pass again alone", async () => {
    const didit = await start(open);
    const { session_id, session_token } = await inStatus(didit, "Approved");
    await setStatus(didit, session_id, RESUBMIT);
    const submit = () =>
      didit.fetch(`/_mock/session/${session_token}`, {
        method: "POST",
        redirect: "manual",
        body: new URLSearchParams({ outcome: "Declined" }),
      });
    const early = await submit();
    expect([early.status, (await early.text()).includes("Open its page first.")]).toEqual([409, true]);
    expect((await decide(didit, session_id)).status).toBe("Resubmitted");
    const page = await (await didit.fetch(`/session/${session_token}`, { redirect: "manual" })).text();
    expect(page).toContain("Checks: ID_VERIFICATION<");
    expect((await submit()).status).toBe(303);
    expect((await decide(didit, session_id)).status).toBe("Declined");
  });
});

overTransports("didit", "what is not built of versions 2 and 3", (open) => {
  it("is the vendor's 404, and the journal names it, and says what is built and where to read on", async () => {
    const didit = await start(open);
    for (const [method, path, built] of [
      ["GET", "/v3/blocklist/", "billing/balance"],
      ["POST", "/v3/users/create/", "import-shared"],
      ["PATCH", "/v3/users/user-1/update-status/", "workflows"],
      ["POST", "/v3/session/11111111-2222-4333-8444-555555555555/sandbox/arm/", "reviews"],
      ["GET", "/v2/sessions/", "create, decision, update-status and generate-pdf"],
    ] as const) {
      const reply = await byKey(didit, method, path);
      expect([reply.status, reply.headers.get("content-type")]).toEqual([404, "text/html; charset=utf-8"]);
      const said = JSON.stringify((await didit.world.journal.entries()).at(-1));
      for (const piece of [`${path} is not built`, built, "mocks/didit/README.md"]) expect(said).toContain(piece);
    }
    // What is built answers a wrong method as ever.
    expect((await byKey(didit, "PUT", "/v3/users/user-1/")).status).toBe(405);
    expect((await byKey(didit, "GET", "/v3/users/delete/")).status).toBe(405);
  });

  it("has ids in lower case only", async () => {
    const didit = await start(open);
    expect((await byKey(didit, "GET", "/v3/session/ABC/decision/")).status).toBe(404);
  });
});

vi.setConfig({ testTimeout: 20_000 });
