import { expect, it } from "vitest";
import { overTransports } from "../support/transports.ts";
import {
  archiveOf,
  type Form,
  LEAST_V4,
  PLUGIN_V1,
  PLUGIN_V2,
  PLUGIN_V4,
  post,
  postForm,
  postJson,
  V1,
  V2,
  V4,
  VENDOR_REQUEST,
  without,
} from "./requests.ts";

/** Evidence as a data URI, with and without parameters of its media type. */
const DATA_URIS = [
  "data:text/html;base64,PGI+",
  "data:text/html;charset=utf-8;base64,PGI+",
  'data:application/pdf;name="a.pdf";base64,JVBERi0=',
  'data:application/pdf;name="a, \\"b\\"; c&d=e+f.pdf";charset=binary;base64,JVBERi0=',
  "data:text/html;charset=utf-8,%3Cb%3E%20+%3C/b%3E",
  "data:,",
];

overTransports("avacy", "evidence as a data URI", (open) => {
  it.each(DATA_URIS)("%s comes back and is archived as it was sent, in every generation", async (uri) => {
    const provider = await open();
    const pieces = [{ type: "html", value: uri }];
    const v4 = Object.entries(LEAST_V4);
    const answers = [
      (await postJson(provider, V1, { ...VENDOR_REQUEST, proofs: uri })).body.data.proofs,
      (await postForm(provider, V1, [...without(PLUGIN_V1, "proofs"), ["proofs", uri]])).body.data.proofs,
      (await postJson(provider, V2, { ...VENDOR_REQUEST, proofs: uri })).body.data.proofs,
      (await postForm(provider, V2, [...without(PLUGIN_V2, "proofs"), ["proofs", uri]])).body.data.proofs,
      (await postJson(provider, V2, { ...VENDOR_REQUEST, proofs: pieces })).body.data.proofs,
      (await postJson(provider, V4, { ...LEAST_V4, html_form: uri })).body.data.html_form,
      (await postForm(provider, V4, [...v4, ["html_form", uri]])).body.data.html_form,
    ];
    const sent = [uri, uri, uri, uri, pieces, uri, uri];
    expect(answers).toEqual(sent);
    expect((await archiveOf(provider)).rows.map(({ proof }) => proof)).toEqual(sent.toReversed());
  });
});

const NOON = { frozenAt: "2025-10-08T12:00:00.500Z" };

overTransports("avacy", "recording a consent (v2)", (open) => {
  it("what the WordPress plugin sends is accepted", async () => {
    const { status, body } = await postForm(await open(), V2, PLUGIN_V2);
    expect(status).toBe(201);
    expect(body).toEqual({
      data: {
        id: 1,
        ip_address: "12.64.193.89",
        subject_id: "test@email.it",
        proofs: "[email* your-email]",
        legal_notices: [{ name: "privacy_policy" }, { name: "cookie_policy" }],
        consent_data: '[{"name":"newsletter","accepted":true},{"name":"updates","accepted":true}]',
        subject_data: '{"your-email":"test@email.it","your-name":"Mario"}',
      },
    });
  });

  it("the vendor's sample: names as text, preferences as a map", async () => {
    const answer = await postJson(await open(), V2, {
      subject: { email: "utente@example.com", first_name: "Mario" },
      identifier: "email",
      ip_address: "192.168.0.1",
      proofs: "<p>shown</p>",
      legal_notices: ["privacy_policy", "cookie_policy"],
      preferences: { newsletter: true, promotions: false },
    });
    expect(answer.status).toBe(201);
    expect(answer.body.data).toEqual({
      id: 1,
      ip_address: "192.168.0.1",
      subject_id: "utente@example.com",
      proofs: "<p>shown</p>",
      legal_notices: ["privacy_policy", "cookie_policy"],
      consent_data: '{"newsletter":true,"promotions":false}',
      subject_data: '{"email":"utente@example.com","first_name":"Mario"}',
    });
  });

  it("v1's body is taken unchanged", async () => {
    const { status, body } = await postJson(await open(), V2, VENDOR_REQUEST);
    expect([status, body.data.subject_id, body.data.legal_notices]).toEqual([
      201,
      "test@email.it",
      VENDOR_REQUEST.legal_notices,
    ]);
  });

  it("a map in a form has 1 and 0, and answers booleans", async () => {
    const form: Form = [
      ...without(PLUGIN_V2, "preferences"),
      ["preferences[newsletter]", "1"],
      ["preferences[promotions]", "0"],
    ];
    expect((await postForm(await open(), V2, form)).body.data.consent_data).toBe(
      '{"newsletter":true,"promotions":false}',
    );
  });

  it.each([
    [["<p>one</p>", { type: "html", value: " <p>two</p> ", taken: 1 }]],
    [[]],
    ["  "],
    [[{ type: "html", value: "" }]],
  ])("proofs are answered as sent: %j", async (proofs) => {
    expect((await postJson(await open(), V2, { ...VENDOR_REQUEST, proofs })).body.data.proofs).toEqual(proofs);
  });

  it("absent notices give an empty list, absent proofs null", async () => {
    const { legal_notices, proofs, ...least } = VENDOR_REQUEST;
    const { data } = (await postJson(await open(), V2, least)).body;
    expect([data.legal_notices, data.proofs]).toEqual([[], null]);
  });

  it("the subject's text holds no identifier, and the id can be anything the subject has", async () => {
    const subject = { user: 42, identifier: "kept" };
    const { data } = (await postJson(await open(), V2, { ...VENDOR_REQUEST, subject, identifier: "user" })).body;
    expect([data.subject_id, data.subject_data]).toEqual([42, '{"user":42,"identifier":"kept"}']);
  });

  it("a stray word in place of the identifier is refused", async () => {
    const form: Form = [...without(PLUGIN_V2, "identifier"), ["identifier", "off"]];
    const { status, body } = await postForm(await open(), V2, form);
    expect(status).toBe(400);
    expect(body).toEqual({
      message: "The selected identifier is invalid.",
      errors: { identifier: ["The selected identifier is invalid."] },
    });
  });

  it.each<[field: string, value: unknown, at: string, message: string]>([
    [
      "preferences",
      { newsletter: "maybe" },
      "preferences.newsletter",
      "The preferences.newsletter field must be true or false.",
    ],
    ["preferences", { 0: true, 1: "no" }, "preferences.1", "The preferences.1 field must be true or false."],
    ["preferences", { newsletter: "" }, "preferences.newsletter", "The preferences.newsletter field is required."],
    [
      "preferences",
      [{ name: "x", accepted: "no" }],
      "preferences.0.accepted",
      "The preferences.0.accepted field must be true or false.",
    ],
    ["preferences", ["x"], "preferences.0", "The preferences.0 field must be an array."],
    ["preferences", "x", "preferences", "The preferences field must be an array."],
    ["preferences", {}, "preferences", "The preferences field is required."],
    ["legal_notices", [5], "legal_notices.0", "The legal notices.0 field must be an array."],
    ["legal_notices", [{}], "legal_notices.0", "The legal notices.0.name field is required."],
    ["legal_notices", "x", "legal_notices", "The legal notices field must be an array."],
    ["proofs", 5, "proofs", "The proofs field must be a string."],
    ["proofs", [5], "proofs.0", "The proofs.0 field must be an array."],
    ["proofs", [{ type: 5 }], "proofs.0.type", "The proofs.0.type field must be a string."],
  ])("refuses %s: %j", async (field, value, at, message) => {
    const { status, body } = await postJson(await open(), V2, { ...VENDOR_REQUEST, [field]: value });
    expect(status).toBe(400);
    expect(body.message).toBe(message);
    expect(Object.keys(body.errors)[0]).toContain(at);
  });

  it("required are identifier, subject, address and preferences", async () => {
    const { status, body } = await post(await open(), V2, "{", "application/json");
    expect(status).toBe(400);
    expect(Object.keys(body.errors).sort()).toEqual(["identifier", "ip_address", "preferences", "subject"]);
    expect(body.message).toMatch(/\(and 3 more errors\)$/);
  });
});

overTransports("avacy", "recording a consent (v4)", (open) => {
  it("what the WordPress plugin sends is accepted", async () => {
    const { status, body } = await postForm(await open(NOON), V4, PLUGIN_V4);
    expect(status).toBe(201);
    expect(JSON.stringify(body)).toBe(
      JSON.stringify({
        data: {
          id: 1,
          webspace_id: 1,
          ip_address: "12.64.193.89",
          consent_type: "form",
          optin: "accepted",
          identifier: "test@email.it",
          consent_data: [
            { label: "your-email", value: "test@email.it" },
            { label: "your-name", value: "Mario" },
          ],
          versions: [],
          source: "plugin",
          consent_features: ["privacy_policy", "cookie_policy"],
          html_form: '<form class="wpcf7-form"></form>',
          created_at: "2025-10-08T12:00:00.000000Z",
          updated_at: "2025-10-08T12:00:00.000000Z",
        },
      }),
    );
  });

  it("absent fields are null or empty", async () => {
    expect((await postJson(await open(NOON), V4, LEAST_V4)).body.data).toEqual({
      id: 1,
      webspace_id: 1,
      ...LEAST_V4,
      consent_data: [],
      versions: [],
      source: null,
      consent_features: [],
      html_form: null,
      created_at: "2025-10-08T12:00:00.000000Z",
      updated_at: "2025-10-08T12:00:00.000000Z",
    });
  });

  it("every field comes back", async () => {
    const body = {
      ...LEAST_V4,
      consent_data: [{ label: "topics", value: ["a", "b"], hint: 1 }, { label: "age", value: 33 }, { label: "none" }],
      versions: [{ slug: "privacy_policy", link: "https://www.example.com/privacy", date: "2024-02-29", note: "x" }],
      source: "app",
      consent_features: ["privacy_policy"],
      html_form: "  <form>\n",
    };
    expect((await postJson(await open(), V4, body)).body.data).toMatchObject(body);
  });

  it("consent_data as a map is stored as its values, in order", async () => {
    const provider = await open();
    const form: Form = [
      ...without(PLUGIN_V4, "consent_data"),
      ["consent_data[email][label]", "email"],
      ["consent_data[email][value]", "a@b.it"],
      ["consent_data[city][label]", "city"],
    ];
    const expected = [{ label: "email", value: "a@b.it" }, { label: "city" }];
    expect((await postForm(provider, V4, form)).body.data.consent_data).toEqual(expected);
    const body = { ...LEAST_V4, consent_data: { email: expected[0], city: expected[1] } };
    expect((await postJson(provider, V4, body)).body.data.consent_data).toEqual(expected);
  });

  it("the plugin's shop form, which names no identifier, is refused", async () => {
    const form: Form = [
      ...without(without(PLUGIN_V4, "consent_data"), "identifier"),
      ["consent_data[email][label]", "email"],
      ["consent_data[email][value]", "a@b.it"],
    ];
    const { status, body } = await postForm(await open(), V4, form);
    expect(status).toBe(400);
    expect(body).toEqual({
      message: "The identifier field is required.",
      errors: { identifier: ["The identifier field is required."] },
    });
  });

  it("a form without fields may leave consent_data out", async () => {
    expect((await postForm(await open(), V4, without(PLUGIN_V4, "consent_data"))).body.data.consent_data).toEqual([]);
  });

  it("the identifier is a value and need not stand in the data", async () => {
    expect((await postJson(await open(), V4, { ...LEAST_V4, identifier: "a-person" })).status).toBe(201);
  });

  it("text is trimmed and blank text counts as absent, except in html_form", async () => {
    const body = { ...LEAST_V4, identifier: " user ", source: " ", html_form: " <form> " };
    expect((await postJson(await open(), V4, body)).body.data).toMatchObject({
      identifier: "user",
      source: null,
      html_form: " <form> ",
    });
  });

  it("unknown top-level fields are dropped", async () => {
    const { data } = (await postJson(await open(), V4, { ...LEAST_V4, proofs: "x", extra: 1 })).body;
    expect(data).not.toHaveProperty("extra");
    expect(data).not.toHaveProperty("proofs");
  });

  it.each(["banner", "form", "explicit"])("consent_type may be %s", async (consent_type) => {
    expect((await postJson(await open(), V4, { ...LEAST_V4, consent_type })).body.data.consent_type).toBe(consent_type);
  });

  it.each(["accepted", "rejected", "partial"])("optin may be %s", async (optin) => {
    expect((await postJson(await open(), V4, { ...LEAST_V4, optin })).body.data.optin).toBe(optin);
  });

  it.each<[field: string, value: unknown, at: string, message: string]>([
    ["consent_type", "newsletter", "consent_type", "The selected consent type is invalid."],
    ["consent_type", "Form", "consent_type", "The selected consent type is invalid."],
    ["consent_type", 5, "consent_type", "The selected consent type is invalid."],
    ["optin", "yes", "optin", "The selected optin is invalid."],
    ["optin", "", "optin", "The optin field is required."],
    ["ip_address", "x", "ip_address", "The ip address field must be a valid IP address."],
    ["identifier", 5, "identifier", "The identifier field must be a string."],
    ["consent_data", "x", "consent_data", "The consent data field must be an array."],
    ["consent_data", ["x"], "consent_data.0", "The consent data.0 field must be an array."],
    ["consent_data", { a: "x" }, "consent_data.a", "The consent data.a field must be an array."],
    ["consent_data", [{ value: 1 }], "consent_data.0.label", "The consent data.0.label field is required."],
    ["consent_data", { a: { label: 5 } }, "consent_data.a.label", "The consent data.a.label field must be a string."],
    ["versions", "x", "versions", "The versions field must be an array."],
    ["versions", ["x"], "versions.0", "The versions.0 field must be an array."],
    ["versions", [{ slug: "a", link: "b" }], "versions.0.date", "The versions.0.date field is required."],
    [
      "versions",
      [{ slug: "a", link: "b", date: "1.2.2024" }],
      "versions.0.date",
      "The versions.0.date field must match the format Y-m-d.",
    ],
    [
      "versions",
      [{ slug: "a", link: "b", date: "2023-02-29" }],
      "versions.0.date",
      "The versions.0.date field must match the format Y-m-d.",
    ],
    [
      "versions",
      [{ slug: "a", link: 5, date: "2023-02-28" }],
      "versions.0.link",
      "The versions.0.link field must be a string.",
    ],
    ["source", 5, "source", "The source field must be a string."],
    ["consent_features", "x", "consent_features", "The consent features field must be an array."],
    ["consent_features", ["a", 5], "consent_features.1", "The consent features.1 field must be a string."],
    ["html_form", 5, "html_form", "The html form field must be a string."],
  ])("refuses %s: %j", async (field, value, at, message) => {
    const { status, body } = await postJson(await open(), V4, { ...LEAST_V4, [field]: value });
    expect(status).toBe(400);
    expect(body).toEqual({ message, errors: { [at]: [message] } });
  });

  it("names every missing field, the address first", async () => {
    const provider = await open();
    expect((await postJson(provider, V4, { identifier: "x" })).body).toEqual({
      message: "The ip address field is required. (and 2 more errors)",
      errors: {
        ip_address: ["The ip address field is required."],
        consent_type: ["The consent type field is required."],
        optin: ["The optin field is required."],
      },
    });
    expect((await post(provider, V4, "{", "application/json")).body.message).toBe(
      "The ip address field is required. (and 3 more errors)",
    );
  });
});

overTransports("avacy", "the archive", (open) => {
  it("holds the records of all generations, newest first", async () => {
    const provider = await open(NOON);
    await postForm(provider, V1, PLUGIN_V1);
    await postForm(provider, V2, PLUGIN_V2);
    await postForm(provider, V4, PLUGIN_V4);
    const shown = {
      recordedAt: "2025-10-08T12:00:00.000000Z",
      register: "forms",
      webspaceId: 1,
      identifier: "test@email.it",
      fields: [
        { label: "your-email", value: "test@email.it" },
        { label: "your-name", value: "Mario" },
      ],
      preferences: [
        { name: "newsletter", accepted: true },
        { name: "updates", accepted: true },
      ],
      optin: null,
      legalNotices: ["privacy_policy", "cookie_policy"],
      ipAddress: "12.64.193.89",
    };
    expect((await archiveOf(provider)).rows).toEqual([
      {
        ...shown,
        id: 3,
        generation: "v4",
        preferences: [],
        optin: "accepted",
        proof: '<form class="wpcf7-form"></form>',
      },
      { ...shown, id: 2, generation: "v2", proof: "[email* your-email]" },
      { ...shown, id: 1, generation: "v1", proof: '"<label>[email* your-email]<\\/label>"' },
    ]);
  });

  it("banner consents have a register of their own, all others share that of forms", async () => {
    const provider = await open();
    await postJson(provider, V4, { ...LEAST_V4, consent_type: "banner" });
    await postJson(provider, V4, { ...LEAST_V4, consent_type: "form" });
    await postJson(provider, V4, { ...LEAST_V4, consent_type: "explicit" });
    await postJson(provider, V1, VENDOR_REQUEST);
    await postJson(provider, V2, VENDOR_REQUEST);
    const idsIn = async (register: string) => (await archiveOf(provider, { register })).rows.map(({ id }) => id);
    expect(await idsIn("banner")).toEqual([1]);
    expect(await idsIn("forms")).toEqual([5, 4, 3, 2]);
  });

  it("is read page by page, each tenant's for itself", async () => {
    const provider = await open();
    const { world } = provider;
    await world.scenario("avacy", "a webspace", { tenant: "other", id: 9 });
    await world.scenario("avacy", "consents in the archive", { count: 12 });
    await world.scenario("avacy", "consents in the archive", { tenant: "other", webspace: 9, count: 2 });
    const first = await archiveOf(provider, { limit: 5 });
    const second = await archiveOf(provider, { limit: 5, after: first.next });
    const third = await archiveOf(provider, { limit: 5, after: second.next });
    expect([first, second, third].flatMap(({ rows }) => rows.map(({ id }) => id))).toEqual([
      12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1,
    ]);
    expect(third.next).toBe(null);
    expect((await archiveOf(provider, { tenant: "other" })).rows.map(({ id }) => id)).toEqual([2, 1]);
  });

  it("follows its world: fork, reset and snapshot", async () => {
    const provider = await open();
    await postJson(provider, V1, VENDOR_REQUEST);
    const fork = await provider.world.fork("fork");
    await postJson(provider, V1, VENDOR_REQUEST);
    expect((await archiveOf({ world: fork })).rows).toHaveLength(1);
    expect((await archiveOf(provider)).rows).toHaveLength(2);
    await provider.world.reset();
    expect((await archiveOf(provider)).rows).toHaveLength(0);
    expect((await postJson(provider, V1, VENDOR_REQUEST)).body.data.id).toBe(1);
  });
});
