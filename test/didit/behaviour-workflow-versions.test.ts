import { expect, it } from "vitest";
import type { components } from "#generated/didit/types.ts";
import { overTransports } from "../support/transports.ts";
import { type Didit, expectRefusal, NOT_FOUND, start, UNKNOWN_ID } from "./calls.ts";

type Schemas = components["schemas"];
type Version = Schemas["WorkflowVersion"];
type Page = Schemas["WorkflowPage"];

const KEY = "standin-api-key";
const WORKFLOW = "00000000-0000-4000-8000-0000000000f1";
const LIST = "/v3/workflows/";
const at = (uuid: string) => `${LIST}${uuid}/`;

const byKey = ({ ask }: Didit, method: string, path: string, body?: unknown, key = KEY) =>
  ask(method, path, { token: null, headers: { "x-api-key": key }, ...(body !== undefined && { body }) });

async function good<Body>(didit: Didit, method: string, path: string, body?: unknown, key = KEY): Promise<Body> {
  const reply = await byKey(didit, method, path, body, key);
  expect(reply.status, reply.text).toBe(method === "POST" ? 201 : 200);
  return reply.body as Body;
}

const add = (didit: Didit, more: object = {}) =>
  good<Version>(didit, "POST", LIST, { workflow_label: "Face", features: [{ feature: "LIVENESS" }], ...more });
const change = (didit: Didit, uuid: string, body: object) => good<Version>(didit, "PATCH", at(uuid), body);
const read = (didit: Didit, uuid: string) => good<Version>(didit, "GET", at(uuid));
const list = (didit: Didit, query = "", key = KEY) => good<Page>(didit, "GET", `${LIST}${query}`, undefined, key);
const create = (didit: Didit, workflow_id: string) =>
  good<Schemas["WorkflowSession"]>(didit, "POST", "/v3/session/", { workflow_id, vendor_data: "user-1" });
const decide = (didit: Didit, id: string) =>
  good<Schemas["WorkflowDecision"]>(didit, "GET", `/v3/session/${id}/decision/`);

overTransports("didit", "workflows", (open) => {
  it("are published at once, and sessions run their checks", async () => {
    const didit = await start(open);
    const made = await add(didit, {
      workflow_label: "Everything",
      workflow_type: "kyc",
      features: [
        { feature: "OCR", config: { documents_allowed: {} } },
        { feature: "PHONE_VERIFICATION", config: null },
        { feature: "PROOF_OF_ADDRESS" },
        { feature: "OCR" },
      ],
      max_retry_attempts: 3,
    });
    expect(made).toEqual({
      uuid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      workflow_id: made.uuid,
      workflow_label: "Everything",
      workflow_type: "kyc",
      version: 1,
      status: "published",
      is_default: false,
      is_archived: false,
      is_simple_workflow: true,
      features: "OCR + PHONE_VERIFICATION + PROOF_OF_ADDRESS",
      has_draft: false,
      updated_at: "2024-01-01T00:00:00Z",
    });
    const { session_id, workflow_id } = await create(didit, made.workflow_id);
    expect(workflow_id).toBe(made.workflow_id);
    expect((await decide(didit, session_id)).features).toEqual(["ID_VERIFICATION", "PHONE", "POA"]);
    expect((await add(didit)).uuid).not.toBe((await add(didit)).uuid);
  });

  it("are changed in place without a status, so that unfinished sessions are used again (R1)", async () => {
    const didit = await start(open);
    const first = await create(didit, WORKFLOW);
    await didit.world.clock.advance(1000);
    const changed = await change(didit, WORKFLOW, { workflow_label: "Other", features: [{ feature: "AML" }] });
    expect(changed).toMatchObject({
      ...{ uuid: WORKFLOW, workflow_id: WORKFLOW, version: 1, workflow_label: "Other", features: "AML" },
      updated_at: "2024-01-01T00:00:01Z",
    });
    expect(await read(didit, WORKFLOW)).toEqual(changed);
    expect((await create(didit, WORKFLOW)).session_id).toBe(first.session_id);
    expect((await list(didit)).count).toBe(1);
  });

  it("get a new version by status published, whose sessions are new ones (R1)", async () => {
    const didit = await start(open);
    const first = await create(didit, WORKFLOW);
    const second = await change(didit, WORKFLOW, { status: "published", features: [{ feature: "NFC" }] });
    expect(second).toMatchObject({ workflow_id: WORKFLOW, version: 2, status: "published", features: "NFC" });
    expect(second.uuid).not.toBe(WORKFLOW);
    expect(await read(didit, WORKFLOW)).toEqual(second);
    expect(await read(didit, second.uuid)).toEqual(second);
    const session = await create(didit, WORKFLOW);
    expect(session.session_id).not.toBe(first.session_id);
    expect((await decide(didit, session.session_id)).features).toEqual(["NFC"]);
    expect((await create(didit, WORKFLOW)).session_id).toBe(session.session_id);
    expect((await list(didit)).results.map(({ version }) => version)).toEqual([2, 1]);
    expect(await change(didit, second.uuid, { status: "published" })).toMatchObject({ version: 3, features: "NFC" });
    // Sessions name workflows, not versions.
    expect((await byKey(didit, "POST", "/v3/session/", { workflow_id: second.uuid })).status).toBe(400);
  });

  it("are drafts until they are published, and never again", async () => {
    const didit = await start(open);
    for (const publishing of [{ status: "published" }, {}]) {
      const draft = await add(didit, { status: "draft" });
      expect(draft).toMatchObject({ status: "draft", has_draft: true, version: 1 });
      await expectRefusal(byKey(didit, "POST", "/v3/session/", { workflow_id: draft.workflow_id }), 400, {
        workflow_id: [`Invalid pk "${draft.workflow_id}" - object does not exist.`],
      });
      expect(await change(didit, draft.uuid, { status: "draft", workflow_label: "Later" })).toEqual({
        ...draft,
        workflow_label: "Later",
      });
      expect(await change(didit, draft.uuid, publishing)).toMatchObject({
        ...{ uuid: draft.uuid, status: "published", has_draft: false, version: 1 },
      });
      await create(didit, draft.workflow_id);
      await expectRefusal(byKey(didit, "PATCH", at(draft.uuid), { status: "draft" }), 400, {
        status: ["Cannot revert a published version to draft."],
      });
    }
  });

  it("have numbers that do not come again, so that sessions of a removed version are not used again (R1)", async () => {
    const didit = await start(open);
    const second = await change(didit, WORKFLOW, { status: "published" });
    const { session_id } = await create(didit, WORKFLOW);
    await byKey(didit, "DELETE", at(second.uuid));
    expect(await change(didit, WORKFLOW, { status: "published" })).toMatchObject({ version: 3 });
    expect((await create(didit, WORKFLOW)).session_id).not.toBe(session_id);
  });

  it("are removed by version, or altogether; sessions stay", async () => {
    const didit = await start(open);
    const { session_id } = await create(didit, WORKFLOW);
    const second = await change(didit, WORKFLOW, { status: "published", workflow_label: "Second" });
    expect((await byKey(didit, "DELETE", at(second.uuid))).status).toBe(204);
    await expectRefusal(byKey(didit, "GET", at(second.uuid)), 404, NOT_FOUND);
    expect(await read(didit, WORKFLOW)).toMatchObject({ version: 1, workflow_label: "Document and face" });
    expect((await create(didit, WORKFLOW)).session_id).toBe(session_id);
    await change(didit, WORKFLOW, { status: "published" });
    expect((await byKey(didit, "DELETE", at(WORKFLOW))).status).toBe(204);
    expect((await list(didit)).count).toBe(0);
    expect((await byKey(didit, "POST", "/v3/session/", { workflow_id: WORKFLOW })).status).toBe(400);
    expect((await decide(didit, session_id)).workflow_id).toBe(WORKFLOW);
    await expectRefusal(byKey(didit, "DELETE", at(WORKFLOW)), 404, NOT_FOUND);
  });

  it("have one default for each application", async () => {
    const didit = await start(open);
    expect((await read(didit, WORKFLOW)).is_default).toBe(true);
    const made = await add(didit, { is_default: true });
    expect([made.is_default, (await read(didit, WORKFLOW)).is_default]).toEqual([true, false]);
    await change(didit, WORKFLOW, { is_default: true });
    expect((await read(didit, made.uuid)).is_default).toBe(false);
  });

  it("are listed newest first, in pages that lead to each other", async () => {
    const didit = await start(open);
    for (const workflow_label of ["a", "b"]) await add(didit, { workflow_label });
    const labels = ({ results }: Page) => results.map(({ workflow_label }) => workflow_label);
    const first = await list(didit, "?limit=2");
    expect([labels(first), first.count, first.previous]).toEqual([["b", "a"], 3, null]);
    const second = await list(didit, String(first.next).slice(String(first.next).indexOf("?")));
    expect([labels(second), second.next]).toEqual([["Document and face"], null]);
    expect(second.previous).toMatch(/\/v3\/workflows\/\?limit=2&offset=0$/);
    for (const [query, field] of [
      ["?limit=0", "limit"],
      ["?limit=201", "limit"],
      ["?offset=-1", "offset"],
    ] as const)
      expect(Object.keys((await byKey(didit, "GET", `${LIST}${query}`)).body as object)).toEqual([field]);
    for (const query of ["?limit=1", "?limit=200", "?offset=0"]) await list(didit, query);
  });

  it("refuse what is wrong by 400, field by field", async () => {
    const didit = await start(open);
    const wrong: readonly (readonly [object, object])[] = [
      [{ workflow_label: undefined }, { workflow_label: ["This field is required."] }],
      [{ workflow_label: " " }, { workflow_label: ["This field may not be blank."] }],
      [{ features: undefined }, { features: ["This field is required."] }],
      [{ features: [] }, { features: ["This list may not be empty."] }],
      [{ workflow_type: "kyb" }, { workflow_type: ['"kyb" is not a valid choice.'] }],
      [{ status: "archived" }, { status: ['"archived" is not a valid choice.'] }],
      [{ is_default: "yes" }, { is_default: ["Must be a valid boolean."] }],
    ];
    for (const [body, complaint] of wrong)
      await expectRefusal(
        byKey(didit, "POST", LIST, { workflow_label: "x", features: [{ feature: "OCR" }], ...body }),
        400,
        complaint,
      );
    expect((await byKey(didit, "PATCH", at(WORKFLOW), { features: [{ feature: "X" }] })).status).toBe(400);
    expect((await list(didit)).count).toBe(1);
  });

  it("are those of the key's application, within its scope and its workflows", async () => {
    const didit = await start(open);
    const { uuid } = await add(didit);
    await didit.addApplication({ api_keys: [{ key: "other-key" }] });
    await didit.run("an API key", { key: "narrow-key", workflow_ids: [WORKFLOW] });
    await didit.run("an API key", { key: "reading-key", scopes: { workflows: "read" } });
    await didit.run("an API key", { key: "session-key", scopes: { sessions: "write" } });
    expect((await list(didit, "", "other-key")).results).toEqual([]);
    for (const key of ["other-key", "narrow-key"])
      for (const method of ["GET", "PATCH", "DELETE"])
        await expectRefusal(byKey(didit, method, at(uuid), method === "PATCH" ? {} : undefined, key), 404, NOT_FOUND);
    expect((await list(didit, "", "narrow-key")).results.map((each) => each.uuid)).toEqual([WORKFLOW]);
    await good(didit, "GET", at(uuid), undefined, "reading-key");
    expect((await byKey(didit, "DELETE", at(uuid), undefined, "reading-key")).status).toBe(403);
    expect((await byKey(didit, "GET", LIST, undefined, "session-key")).status).toBe(403);
    await expectRefusal(byKey(didit, "GET", at(UNKNOWN_ID)), 404, NOT_FOUND);
  });

  it("come back with a snapshot, and stay apart in a fork and in other worlds", async () => {
    const didit = await start(open);
    await didit.world.snapshot("one");
    const second = await change(didit, WORKFLOW, { status: "published", workflow_label: "Second" });
    await didit.world.fork("fork-of-workflows");
    await change(didit, WORKFLOW, { workflow_label: "Changed" });
    const headers = { "x-api-key": KEY };
    const labelIn = async (world: string) => {
      const there = await didit.standin.world(world);
      return ((await (await there.fetch(`/didit${at(WORKFLOW)}`, { headers })).json()) as Version).workflow_label;
    };
    expect([await labelIn("fork-of-workflows"), await labelIn("elsewhere")]).toEqual(["Second", "Document and face"]);
    await didit.world.restore("one");
    expect((await read(didit, WORKFLOW)).version).toBe(1);
    expect((await byKey(didit, "GET", at(second.uuid))).status).toBe(404);
  });
});
