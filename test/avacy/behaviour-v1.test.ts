import { describe, expect, it } from "vitest";
import { overTransports } from "../support/transports.ts";
import {
  archiveOf,
  type Form,
  LEAST_V4,
  PLUGIN_V1,
  post,
  postForm,
  postJson,
  TOKEN,
  toForm,
  V1,
  V2,
  V4,
  VENDOR_ANSWER,
  VENDOR_REQUEST,
  without,
} from "./requests.ts";

const FROZEN = { frozenAt: "2023-11-08T09:39:52.789Z" };
const SECOND = {
  seeds: {
    avacy: {
      tenants: [
        { name: "standin", webspaces: [{ id: 1 }, { id: 2 }], tokens: [{ token: TOKEN }] },
        { name: "other", webspaces: [{ id: 1 }], tokens: [{ token: "2|other" }] },
      ],
    },
  },
};

/** Each field's messages, as they stand in a refusal. */
const complaint = (...messages: readonly (readonly [field: string, message: string])[]) => ({
  status: 400,
  body: {
    message:
      (messages[0]?.[1] ?? "") +
      (messages.length < 2 ? "" : ` (and ${messages.length - 1} more error${messages.length === 2 ? "" : "s"})`),
    errors: Object.fromEntries(messages.map(([field, message]) => [field, [message]])),
  },
});

const NOTHING_SENT = complaint(
  ["subject", "The subject field is required."],
  ["identifier", "The identifier field is required."],
  ["ip_address", "The ip address field is required."],
  ["preferences", "The preferences field is required."],
);

overTransports("avacy", "recording a consent (v1)", (open) => {
  describe("the vendor's example", () => {
    it("the request gives the answer, to the letter, after five records", async () => {
      const { fetch, world } = await open(FROZEN);
      await world.scenario("avacy", "consents in the archive", { count: 5 });
      const response = await fetch(V1, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${TOKEN}` },
        body: JSON.stringify(VENDOR_REQUEST),
      });
      expect(response.status).toBe(201);
      expect(await response.text()).toBe(VENDOR_ANSWER);
    });

    it("as a form it gives the same answer, except that age and booleans' text stay what they are", async () => {
      const provider = await open(FROZEN);
      await provider.world.scenario("avacy", "consents in the archive", { count: 5 });
      const form: Form = [
        ["subject[email]", "test@email.it"],
        ["subject[first_name]", "Mario"],
        ["subject[last_name]", "Rossi"],
        ["subject[age]", "33"],
        ["subject[address]", "Example Street 123"],
        ["identifier", "email"],
        ["ip_address", "12.64.193.89"],
        ["proofs", "<html></html>"],
        ["legal_notices[0][name]", "privacy_policy"],
        ["legal_notices[1][name]", "cookie_policy"],
        ["preferences[0][name]", "newsletter"],
        ["preferences[0][accepted]", "1"],
        ["preferences[1][name]", "updates"],
        ["preferences[1][accepted]", "1"],
      ];
      const { status, body } = await postForm(provider, V1, form);
      expect(status).toBe(201);
      expect(JSON.stringify(body)).toBe(VENDOR_ANSWER.replace('"age":33', '"age":"33"'));
    });

    it("the answer is JSON, whatever Accept says", async () => {
      const { fetch } = await open();
      for (const accept of ["text/html", "application/xml", "*/*"]) {
        const response = await fetch(V1, {
          method: "POST",
          headers: { accept, "content-type": "application/json", authorization: `Bearer ${TOKEN}` },
          body: JSON.stringify(VENDOR_REQUEST),
        });
        expect([response.status, response.headers.get("content-type")]).toEqual([201, "application/json"]);
      }
    });
  });

  describe("what the WordPress plugin sends", () => {
    it("is accepted, and equals its JSON twin apart from types", async () => {
      const provider = await open(FROZEN);
      const asForm = await postForm(provider, V1, PLUGIN_V1);
      const asJson = await postJson(provider, V1, {
        subject: { "your-email": "test@email.it", "your-name": "Mario" },
        identifier: "your-email",
        ip_address: "12.64.193.89",
        proofs: '"<label>[email* your-email]<\\/label>"',
        legal_notices: [{ name: "privacy_policy" }, { name: "cookie_policy" }],
        preferences: [
          { name: "newsletter", accepted: true },
          { name: "updates", accepted: true },
        ],
      });
      expect(asForm.status).toBe(201);
      expect(asForm.body.data).toEqual({ ...asJson.body.data, id: 1 });
      expect(asForm.body.data.subject_data).toEqual({
        "your-email": "test@email.it",
        "your-name": "Mario",
        identifier: "your-email",
      });
      expect(asForm.body.data.proofs).toBe('"<label>[email* your-email]<\\/label>"');
    });

    it("may leave the identifier unchosen: identifier= counts as missing", async () => {
      const form: Form = [...without(PLUGIN_V1, "identifier"), ["identifier", ""]];
      expect(await postForm(await open(), V1, form)).toMatchObject(
        complaint(["identifier", "The identifier field is required."]),
      );
    });

    it("may have no selected field: then there is no subject", async () => {
      expect(await postForm(await open(), V1, without(PLUGIN_V1, "subject"))).toMatchObject(
        complaint(["subject", "The subject field is required."]),
      );
    });

    it("may send lists from check boxes", async () => {
      const provider = await open();
      const form: Form = [
        ...PLUGIN_V1,
        ["subject[topics][0]", "a"],
        ["subject[topics][1]", "b"],
        ["subject[x][]", "c"],
      ];
      expect((await postForm(provider, V1, form)).body.data.subject_data).toMatchObject({
        topics: ["a", "b"],
        x: ["c"],
      });
    });

    it("falls back to the address 0.0.0.0", async () => {
      const form: Form = [...without(PLUGIN_V1, "ip_address"), ["ip_address", "0.0.0.0"]];
      expect((await postForm(await open(), V1, form)).body.data.ip_address).toBe("0.0.0.0");
    });
  });

  describe("the archive", () => {
    it("the same body twice makes two records with consecutive ids", async () => {
      const provider = await open();
      const first = await postJson(provider, V1, VENDOR_REQUEST);
      const second = await postJson(provider, V1, VENDOR_REQUEST);
      expect([first.body.data.id, second.body.data.id]).toEqual([1, 2]);
      expect((await archiveOf(provider)).rows).toHaveLength(2);
    });

    it("ids count within the tenant, over all webspaces and generations", async () => {
      const provider = await open(SECOND);
      const idOf = async (path: string, body: unknown, token = TOKEN) =>
        (await postJson(provider, path, body, token)).body.data.id;
      expect(await idOf(V1, VENDOR_REQUEST)).toBe(1);
      expect(await idOf("/standin/domains_groups/2/consents", VENDOR_REQUEST)).toBe(2);
      expect(await idOf(V2, VENDOR_REQUEST)).toBe(3);
      expect(await idOf("/other/domains_groups/1/consents", VENDOR_REQUEST, "2|other")).toBe(1);
      expect(await idOf(V4, LEAST_V4)).toBe(4);
    });

    it("requests at the same time each get an id of their own", async () => {
      const provider = await open();
      const answers = await Promise.all(Array.from({ length: 20 }, () => postJson(provider, V1, VENDOR_REQUEST)));
      expect(answers.map(({ body }) => body.data.id).sort((a, b) => a - b)).toEqual(
        Array.from({ length: 20 }, (_, index) => index + 1),
      );
    });

    it("dates are whole seconds of the world's clock in UTC, and the two are equal", async () => {
      const provider = await open({ frozenAt: "2024-02-29T23:59:59.999+02:00" });
      const first = (await postJson(provider, V1, VENDOR_REQUEST)).body.data;
      expect([first.created_at, first.updated_at]).toEqual(Array(2).fill("2024-02-29T21:59:59.000000Z"));
      await provider.world.clock.advance(1);
      expect((await postJson(provider, V1, VENDOR_REQUEST)).body.data.created_at).toBe("2024-02-29T22:00:00.000000Z");
    });
  });

  describe("bodies", () => {
    it.each([
      "application/json",
      "application/json; charset=utf-8",
      "application/vnd.api+json",
      "Application/JSON",
      "text/json",
    ])("%s is read as JSON", async (type) => {
      expect((await post(await open(), V1, JSON.stringify(VENDOR_REQUEST), type)).status).toBe(201);
    });

    it.each([
      "application/x-www-form-urlencoded",
      "application/x-www-form-urlencoded; charset=UTF-8",
      "text/plain",
      "application/octet-stream",
    ])("%s is read as a form", async (type) => {
      expect((await post(await open(), V1, toForm(PLUGIN_V1), type)).status).toBe(201);
    });

    it.each(["{", "", '{"subject":', "<xml/>", "nul", "[1,2", '{"subject":{"__proto__":{"a":1}}}', "[".repeat(5000)])(
      "JSON that cannot be read counts as an empty body: %s",
      async (body) => {
        expect(await post(await open(), V1, body, "application/json")).toMatchObject(NOTHING_SENT);
      },
    );

    it.each(["{}", "[]", "null", "5", '"text"', "true", "[[1]]", '{"unknown":1}'])(
      "JSON without fields has every required field missing: %s",
      async (body) => {
        expect(await post(await open(), V1, body, "application/json")).toMatchObject(NOTHING_SENT);
      },
    );

    it.each(["", "&", "unknown=1", "0=a&1=b", JSON.stringify(VENDOR_REQUEST), "__proto__[a]=1"])(
      "so has a form without fields: %s",
      async (body) => {
        expect(await post(await open(), V1, body, "application/x-www-form-urlencoded")).toMatchObject(NOTHING_SENT);
      },
    );

    it("keys in brackets keep dashes, dots and blanks, decoded and in order", async () => {
      const body =
        "subject%5Byour-email%5D=a%2Bb%40c.it&subject[first.name]=Mario+R%C3%A8&subject[last name]=x&identifier=your-email" +
        "&ip_address=::1&preferences[][name]=newsletter&preferences[0][accepted]=0&preferences[0][accepted]=1";
      const answer = await post(await open(), V1, body, "application/x-www-form-urlencoded");
      expect(JSON.stringify(answer.body.data.subject_data)).toBe(
        '{"your-email":"a+b@c.it","first.name":"Mario Rè","last name":"x","identifier":"your-email"}',
      );
      expect(answer.body.data.consent_data).toEqual([{ name: "newsletter", accepted: true }]);
    });

    it("fields numbered 0, 1, … are a subject like any other", async () => {
      const form: Form = [
        ...without(PLUGIN_V1, "subject").filter(([name]) => name !== "identifier"),
        ["identifier", "1"],
        ["subject[0]", "x"],
        ["subject[1]", "y"],
      ];
      expect((await postForm(await open(), V1, form)).body.data.subject_data).toEqual({
        0: "x",
        1: "y",
        identifier: "1",
      });
    });

    it("text is trimmed and blank text becomes null, except in proofs", async () => {
      const body = {
        subject: { email: "  a@b.it\n", first_name: "   ", nested: { deep: " x ", list: [" y ", ""] } },
        identifier: " email ",
        ip_address: "\t1.2.3.4 ",
        proofs: "  <p> </p>\n",
        legal_notices: [{ name: " privacy_policy ", extra: "" }],
        preferences: [{ name: " newsletter", accepted: " 1 " }],
      };
      expect((await postJson(await open(), V1, body)).body.data).toMatchObject({
        subject_data: {
          email: "a@b.it",
          first_name: null,
          nested: { deep: "x", list: ["y", null] },
          identifier: "email",
        },
        ip_address: "1.2.3.4",
        proofs: "  <p> </p>\n",
        legal_notices: [{ name: "privacy_policy", extra: null }],
        consent_data: [{ name: "newsletter", accepted: true }],
      });
    });

    it("proofs are kept byte for byte", async () => {
      const provider = await open();
      const proofs = ' \r\n<script>alert("è € 😀")</script>\u0000\t&amp;\\/ ';
      expect((await postJson(provider, V1, { ...VENDOR_REQUEST, proofs })).body.data.proofs).toBe(proofs);
      const form: Form = [...without(PLUGIN_V1, "proofs"), ["proofs", proofs]];
      expect((await postForm(provider, V1, form)).body.data.proofs).toBe(proofs);
    });

    it.each([
      [true, true],
      [1, true],
      ["1", true],
      [false, false],
      [0, false],
      ["0", false],
    ])("accepted: %j is answered as %j", async (sent, answered) => {
      const provider = await open();
      const body = { ...VENDOR_REQUEST, preferences: [{ name: "newsletter", accepted: sent }] };
      expect((await postJson(provider, V1, body)).body.data.consent_data).toEqual([
        { name: "newsletter", accepted: answered },
      ]);
      expect((await archiveOf(provider)).rows[0].preferences).toEqual([{ name: "newsletter", accepted: answered }]);
    });

    it("accepted=0 in a form is false", async () => {
      const form: Form = [...without(PLUGIN_V1, "preferences[1][accepted]"), ["preferences[1][accepted]", "0"]];
      expect((await postForm(await open(), V1, form)).body.data.consent_data).toEqual([
        { name: "newsletter", accepted: true },
        { name: "updates", accepted: false },
      ]);
    });

    it.each(["yes", "true", "on", 2, -1, 0.5, null, [], {}, "01"])("accepted may not be %j", async (accepted) => {
      const body = { ...VENDOR_REQUEST, preferences: [{ name: "newsletter", accepted }] };
      const { status, body: answer } = await postJson(await open(), V1, body);
      expect(status).toBe(400);
      const isEmpty = accepted === null || (typeof accepted === "object" && Object.keys(accepted).length === 0);
      const message = `The preferences.0.accepted field ${isEmpty ? "is required" : "must be true or false"}.`;
      expect(answer.errors).toEqual({ "preferences.0.accepted": [message] });
    });

    it.each([33, "33", "+33", "-1", 0, null, " 33 "])("age may be %j", async (age) => {
      const body = { ...VENDOR_REQUEST, subject: { ...VENDOR_REQUEST.subject, age } };
      const answered = (await postJson(await open(), V1, body)).body.data.subject_data.age;
      expect(answered).toBe(typeof age === "string" ? age.trim() : age);
    });

    it.each(["old", 33.5, "33.5", true, [33], "3 3", "0x21"])("age may not be %j", async (age) => {
      const body = { ...VENDOR_REQUEST, subject: { ...VENDOR_REQUEST.subject, age } };
      expect(await postJson(await open(), V1, body)).toMatchObject(
        complaint(["subject.age", "The subject.age field must be an integer."]),
      );
    });

    it.each(["0.0.0.0", "255.255.255.255", "::", "2001:db8::1", "::ffff:1.2.3.4"])("%s is an address", async (ip) => {
      expect((await postJson(await open(), V1, { ...VENDOR_REQUEST, ip_address: ip })).body.data.ip_address).toBe(ip);
    });

    it.each(["256.1.1.1", "1.2.3", "localhost", "1.2.3.4:80", "[::1]", "gggg::", 5, ["1.2.3.4"], { a: 1 }, true])(
      "%j is no address",
      async (ip) => {
        expect(await postJson(await open(), V1, { ...VENDOR_REQUEST, ip_address: ip })).toMatchObject(
          complaint(["ip_address", "The ip address field must be a valid IP address."]),
        );
      },
    );
  });

  describe("the mapping", () => {
    it("the identifier comes last and overwrites a subject key of that name", async () => {
      const subject = { identifier: "mine", email: "a@b.it" };
      const { body } = await postJson(await open(), V1, { ...VENDOR_REQUEST, subject });
      expect(JSON.stringify(body.data.subject_data)).toBe('{"email":"a@b.it","identifier":"email"}');
    });

    it("absent notices give an empty list, absent proofs null", async () => {
      const provider = await open();
      const { subject, identifier, ip_address, preferences } = VENDOR_REQUEST;
      const least = { subject, identifier, ip_address, preferences };
      for (const body of [
        least,
        { ...least, legal_notices: null, proofs: null },
        { ...least, legal_notices: [], proofs: "" },
      ])
        expect((await postJson(provider, V1, body)).body.data).toMatchObject({
          legal_notices: [],
          proofs: null,
          subject_id: null,
        });
    });

    it("unknown top-level fields are dropped, unknown keys inside are kept", async () => {
      const body = {
        ...VENDOR_REQUEST,
        subject: { email: "a@b.it", vat: 1, tags: ["x"], more: { a: null } },
        legal_notices: [{ name: "privacy_policy", version: 3 }],
        preferences: [{ accepted: "1", since: "2020", name: "newsletter" }],
        domains_group_id: 7,
        id: 99,
        extra: true,
      };
      const { data } = (await postJson(await open(), V1, body)).body;
      expect(data).not.toHaveProperty("extra");
      expect([data.id, data.domains_group_id]).toEqual([1, 1]);
      expect(data.subject_data).toEqual({ ...body.subject, identifier: "email" });
      expect(data.legal_notices).toEqual(body.legal_notices);
      expect(JSON.stringify(data.consent_data)).toBe('[{"accepted":true,"since":"2020","name":"newsletter"}]');
    });

    it("documented subject keys are not forced", async () => {
      const body = { ...VENDOR_REQUEST, subject: { nickname: "m" }, identifier: "nickname" };
      expect((await postJson(await open(), V1, body)).status).toBe(201);
    });
  });

  describe("validation", () => {
    it("names every missing field, and counts the rest", async () => {
      const provider = await open();
      const { subject, identifier, preferences } = VENDOR_REQUEST;
      expect(await postJson(provider, V1, {})).toMatchObject(NOTHING_SENT);
      expect(await postJson(provider, V1, { subject })).toMatchObject(
        complaint(
          ["identifier", "The identifier field is required."],
          ["ip_address", "The ip address field is required."],
          ["preferences", "The preferences field is required."],
        ),
      );
      expect((await postJson(provider, V1, { subject, identifier })).body.message).toBe(
        "The ip address field is required. (and 1 more error)",
      );
      expect((await postJson(provider, V1, { subject, identifier, preferences })).body.message).toBe(
        "The ip address field is required.",
      );
    });

    it.each(["subject", "identifier", "ip_address", "preferences"])(
      "null and nothing are a missing %s",
      async (field) => {
        const provider = await open();
        const message = `The ${field.replace("_", " ")} field is required.`;
        for (const empty of [null, "", "  ", [], {}])
          expect(await postJson(provider, V1, { ...VENDOR_REQUEST, [field]: empty })).toMatchObject(
            complaint([field, message]),
          );
      },
    );

    it.each<[field: string, value: unknown, at: string, message: string]>([
      ["subject", "x", "subject", "The subject field must be an array."],
      ["subject", 5, "subject", "The subject field must be an array."],
      ["subject", { email: 5 }, "subject.email", "The subject.email field must be a string."],
      [
        "subject",
        { email: "x", first_name: ["x"] },
        "subject.first_name",
        "The subject.first name field must be a string.",
      ],
      ["subject", { email: "x", address: true }, "subject.address", "The subject.address field must be a string."],
      ["identifier", 5, "identifier", "The identifier field must be a string."],
      ["identifier", ["email"], "identifier", "The identifier field must be a string."],
      ["proofs", 5, "proofs", "The proofs field must be a string."],
      ["proofs", ["<p>"], "proofs", "The proofs field must be a string."],
      ["legal_notices", "x", "legal_notices", "The legal notices field must be an array."],
      ["legal_notices", ["x"], "legal_notices.0", "The legal notices.0 field must be an array."],
      ["legal_notices", [{ name: "x" }, {}], "legal_notices.1.name", "The legal notices.1.name field is required."],
      ["legal_notices", [{ name: 5 }], "legal_notices.0.name", "The legal notices.0.name field must be a string."],
      ["preferences", "x", "preferences", "The preferences field must be an array."],
      ["preferences", { newsletter: true }, "preferences", "The preferences field must be an array."],
      ["preferences", [5], "preferences.0", "The preferences.0 field must be an array."],
      ["preferences", [{ accepted: true }], "preferences.0.name", "The preferences.0.name field is required."],
      ["preferences", [{ name: "x" }], "preferences.0.accepted", "The preferences.0.accepted field is required."],
      ["preferences", [{ name: " ", accepted: 1 }], "preferences.0.name", "The preferences.0.name field is required."],
    ])("%s: %j", async (field, value, at, message) => {
      const answer = await postJson(await open(), V1, { ...VENDOR_REQUEST, [field]: value });
      expect(answer).toMatchObject(complaint([at, message]));
    });

    it("complains in the order of the fields, and of the rules within them, whatever the order of the body", async () => {
      const answer = await postJson(await open(), V1, {
        preferences: [{ name: 1, accepted: "no" }, { name: "x" }, { accepted: true }],
        legal_notices: 5,
        identifier: "nickname",
        ip_address: "x",
        subject: { age: "x", email: 1 },
      });
      const messages = {
        "subject.email": "The subject.email field must be a string.",
        "subject.age": "The subject.age field must be an integer.",
        identifier: "The selected identifier is invalid.",
        ip_address: "The ip address field must be a valid IP address.",
        legal_notices: "The legal notices field must be an array.",
        "preferences.0.name": "The preferences.0.name field must be a string.",
        "preferences.2.name": "The preferences.2.name field is required.",
        "preferences.0.accepted": "The preferences.0.accepted field must be true or false.",
        "preferences.1.accepted": "The preferences.1.accepted field is required.",
      };
      expect(answer).toMatchObject(complaint(...Object.entries(messages)));
      expect(Object.keys(answer.body.errors)).toEqual(Object.keys(messages));
    });

    it.each(["nickname", "Email", "toString", "constructor", "age ", "identifier"])(
      "refuses an identifier that is not a key of the subject: %s",
      async (identifier) => {
        const subject = { email: "a@b.it" };
        expect(await postJson(await open(), V1, { ...VENDOR_REQUEST, subject, identifier })).toMatchObject(
          complaint(["identifier", "The selected identifier is invalid."]),
        );
      },
    );

    it("a subject key left blank can still be the identifier", async () => {
      const subject = { email: "" };
      expect((await postJson(await open(), V1, { ...VENDOR_REQUEST, subject })).status).toBe(201);
    });
  });
});
