import { describe, expect, it } from "vitest";
import { decodeInSteps } from "#engine/basics/decoded-text.ts";
import { Redactor } from "#engine/journal/redact.ts";
import { SecretIndex } from "#engine/journal/secret-index.ts";
import { encryptToken } from "#engine/kit/encrypted-tokens.ts";
import { signToken } from "#engine/kit/tokens.ts";
import { runCount } from "../support/run-count.ts";

const TOKEN = "abc-DEF_0123456789";
const ODD = 'my "secret" & <pair>/100%25+é\\';

function redactorOf(secrets: readonly string[], short?: Record<string, string>): Redactor {
  const index = new SecretIndex();
  for (const secret of secrets) index.add(secret);
  const values = new Map(Object.entries(short ?? {}).map(([name, value]) => [name, new Set([value])]));
  return new Redactor({ indexes: [index], short: values });
}

const escapeHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&#x3E;").replaceAll('"', "&quot;");
const base64 = (text: string): string => Buffer.from(text).toString("base64");

describe.each([
  ["of a token's characters", TOKEN],
  ["of odd characters", ODD],
])("a known secret %s", (_, secret) => {
  const form = new URLSearchParams({ a: secret }).toString().slice(2);
  it.each([
    ["as it is", secret],
    ["percent-encoded", encodeURIComponent(secret)],
    ["with lower-case digits", encodeURIComponent(secret).replaceAll(/%../g, (byte) => byte.toLowerCase())],
    ["every byte encoded", [...Buffer.from(secret)].map((byte) => `%${byte.toString(16)}`).join("")],
    ["encoded twice", encodeURIComponent(encodeURIComponent(secret))],
    ["in a form", form],
    ["in a form in a link", encodeURIComponent(form)],
    ["in JSON", JSON.stringify(secret).slice(1, -1)],
    ["in JSON in JSON", JSON.stringify(JSON.stringify(secret)).slice(1, -1)],
    ["in JSON by numbers", [...secret].map((sign) => `\\u00${sign.charCodeAt(0).toString(16)}`).join("")],
    ["in HTML", escapeHtml(secret)],
    ["in HTML in JSON", JSON.stringify(escapeHtml(secret)).slice(1, -1)],
    ["percent-encoded in JSON in HTML", escapeHtml(JSON.stringify(encodeURIComponent(secret)).slice(1, -1))],
    ["as bytes of a header", Buffer.from(secret).toString("latin1")],
    ["cut off", secret.slice(0, 14), ""],
    ["cut off by an ellipsis", secret.slice(0, 14), "… and more"],
  ])("is found %s", (_how, written, behind = "/behind") => {
    const shown = redactorOf([secret]).text(`before/${written}${behind}`);
    expect(shown).toMatch(/^before\/(\\")?\[redacted\](%25|%|\\)*(5C)?(\\")?(\/behind|….*|)$/i);
  });

  it.each([
    ["Basic credentials", `Basic ${base64(`client:${secret}`)}`],
    ["credentials of the URL alphabet", `Basic ${Buffer.from(`client:${secret}`).toString("base64url")}`],
    ["credentials in a path", `/a/${encodeURIComponent(base64(`client:${secret}`))}/b`],
    ["the payload of a signed token", signToken({ note: secret }, "key")],
  ])("is found in %s", (_where, text) => {
    const shown = redactorOf([secret]).text(text);
    expect(shown).toContain("[redacted]");
    for (const [run] of decodeURIComponent(shown).matchAll(/[\w+/=-]{12,}/g))
      for (const offset of [0, 1, 2, 3])
        expect(Buffer.from(run.slice(offset), "base64").toString("utf8")).not.toContain(secret.slice(0, 12));
  });
});

describe("of texts without secrets nothing is cut", () => {
  it.each([
    "/v1/consents/users/4b45e30f-b5a5-4fcc-971c-07e197647a28?organization_id=standin-org&$limit=10",
    '{"id":"4b45e30f-b5a5-4fcc-971c-07e197647a28","created_at":"2026-11-30T00:18:28.295Z","ok":true,"token_used":false}',
    "text/html, application/vnd.netid.permission-center.netid-user-status-v2+json;q=0.9",
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk",
    "www.example.com/a.b.c?x=%zz&y=100%",
    "The bearer token is no token, send it as Bearer <token>, or password=",
  ])("%s", (text) => {
    const redactor = redactorOf([TOKEN, ODD], { code: "123456" });
    expect([redactor.text(text), redactor.body(text)]).toEqual([text, text]);
  });
});

describe("by name", () => {
  it.each([
    ['{"key":"k","secret":"s"}', '{"key":"k","secret":"[redacted]"}'],
    ['{"t\\u006fken" : "s", "b":1}', '{"t\\u006fken" : "[redacted]", "b":1}'],
    [
      '{"API-KEY":12,"token":null,"b":[{"clientSecret":{"a":["s"]}}]}',
      '{"API-KEY":"[redacted]","token":null,"b":[{"clientSecret":"[redacted]"}]}',
    ],
    ['{"secret":"s\\"t","b":1}', '{"secret":"[redacted]","b":1}'],
    ['{"secret":""}', '{"secret":""}'],
    ['{"secret":"s", broken', '{"secret":"[redacted]", broken'],
    ['{"secret":"cut', '{"secret":"[redacted]'],
    ["{secret: hunter2, b: 1}", "{secret: [redacted], b: 1}"],
    ["{'secret':'hunter2'}", "{'secret':'[redacted]'}"],
    ["secret=hunter2", "secret=[redacted]"],
    [
      "a=1&%74oken=hun+ter%202&client%5Fsecret=x&auth[token][]=y&b=2",
      "a=1&%74oken=[redacted]&client%5Fsecret=[redacted]&auth[token][]=[redacted]&b=2",
    ],
    [
      "return_to=https%3A%2F%2Fx%3Ftoken%3Dhunter2%26b%3D1&c=2",
      "return_to=https%3A%2F%2Fx%3Ftoken%3D[redacted]%26b%3D1&c=2",
    ],
    ['<a href="/x?access_token=hunter2&amp;b=1">', '<a href="/x?access_token=[redacted]&amp;b=1">'],
    ['{"url":"https://ann:hunter2@x/?b=1#token=hunter2"}', '{"url":"https://ann:[redacted]@x/?b=1#token=[redacted]"}'],
    ['{"inner":"{\\"token\\":\\"hunter2\\"}"}', '{"inner":"{\\"token\\":\\"[redacted]\\"}"}'],
    [
      '--b\r\nContent-Disposition: form-data; name="client_secret"\r\nX: y\r\n\r\nhunter2\r\n--b\r\nContent-Disposition: form-data; name="b"\r\n\r\n1\r\n--b--',
      '--b\r\nContent-Disposition: form-data; name="client_secret"\r\nX: y\r\n\r\n[redacted]\r\n--b\r\nContent-Disposition: form-data; name="b"\r\n\r\n1\r\n--b--',
    ],
  ])("a body %j", (body, shown) => {
    expect(redactorOf([]).body(body)).toBe(shown);
  });

  it("a query, a path, headers and cookies", () => {
    const redactor = redactorOf([]);
    expect(redactor.query("a=1&client_%73ecret=s")).toBe("a=1&client_%73ecret=[redacted]");
    expect(redactor.path("/s/a%62c/abc", { session_token: "abc" })).toBe("/s/[redacted]/[redacted]");
    expect(redactor.path("/s/abc", { id: "abc" })).toBe("/s/abc");
    expect(
      redactor.headers({
        authorization: "Bearer abc",
        "proxy-authorization": "hunter2",
        cookie: "lang=de; session=abc",
        "set-cookie": ["session=abc; Path=/; HttpOnly", "gone=; Max-Age=0"],
        "x-api-key": "abc",
        accept: "*/*",
      }),
    ).toEqual({
      authorization: "Bearer [redacted]",
      "proxy-authorization": "[redacted]",
      cookie: "lang=[redacted]; session=[redacted]",
      "set-cookie": ["session=[redacted]; Path=/; HttpOnly", "gone=; Max-Age=0"],
      "x-api-key": "[redacted]",
      accept: "*/*",
    });
  });

  it("a short secret under its own name alone, however that is spelled", () => {
    const redactor = redactorOf(["short"], { code: "123456", pincode: "12" });
    expect(
      redactor.body('{"code":"123456","Code":123456,"other":"123456","pin_code":"12","text":"short 123456"}'),
    ).toBe('{"code":"[redacted]","Code":"[redacted]","other":"123456","pin_code":"[redacted]","text":"short 123456"}');
    expect(redactor.query("c%6Fde=123456&code=654321")).toBe("c%6Fde=[redacted]&code=654321");
    expect(redactor.data({ code: "123456", pinCode: 12, list: [{ code: "1" }] })).toEqual({
      code: "[redacted]",
      pinCode: "[redacted]",
      list: [{ code: "1" }],
    });
  });
});

describe("of a compact token", () => {
  const signed = signToken({ sub: "ann" }, "key");
  const open = signed.slice(0, signed.lastIndexOf("."));
  const encrypted = encryptToken({ sub: "ann" }, "ab".repeat(32), "00".repeat(12));

  it("that is signed, the signature is cut; of one that is encrypted, all", () => {
    const redactor = redactorOf([]);
    expect(redactor.text(`x-${signed}. ${encrypted}, ${signed}`)).toBe(
      `x-${open}.[redacted]. [redacted], ${open}.[redacted]`,
    );
    expect(redactor.body(JSON.stringify({ access_token: signed, id_token: encrypted }))).toBe(
      JSON.stringify({ access_token: `${open}.[redacted]`, id_token: "[redacted]" }),
    );
    expect(redactor.headers({ authorization: `Bearer ${signed}`, cookie: `a=${encrypted}; b=${signed}` })).toEqual({
      authorization: `Bearer ${open}.[redacted]`,
      cookie: `a=[redacted]; b=${open}.[redacted]`,
    });
    expect(redactor.text(`Basic ${base64(`ann:${signed}`)}`)).not.toContain(base64(signed.slice(-30)).slice(4, -4));
  });

  it("nothing is cut that only looks like one", () => {
    for (const text of ["eyJhbGciOiJIUzI1NiJ9", "eyJhIjoxfQ.eyJhIjoxfQ.abc", "a.b.c.d.e", `${open}`])
      expect(redactorOf([]).text(text)).toBe(text);
  });
});

describe("secrets are found", () => {
  it("among many that begin alike, from 12 characters on", () => {
    const index = new SecretIndex();
    for (let number = 0; number < 20_000; number += 1) index.add(`session-token-${number}-${"x".repeat(number % 7)}`);
    const found: string[] = [];
    const text = "session-token-77- session-token-20000-x session-token-19999-";
    index.find(text, decodeInSteps(text), (start, end) => found.push(text.slice(start, end)));
    expect(found).toEqual(["session-token-77-", "session-token-19999-"]);
    for (const [secret, size] of [
      ["x".repeat(11), 0],
      ["x".repeat(12), 1],
    ] as const) {
      const edge = new SecretIndex();
      edge.add(secret);
      expect(edge.size).toBe(size);
    }
  });

  it("in time linear in the text, whatever is written in it", () => {
    const LONG = runCount(200_000);
    const redactor = redactorOf([TOKEN, ODD], { code: "123456" });
    const patterns = [
      "a",
      "ey",
      "eyJ",
      "a.",
      "token=",
      '="',
      "token='",
      '"token":',
      '"',
      "\\",
      "%25",
      "&amp;",
      "://a:",
      "{[",
      "content-disposition:",
      "A1b_",
      "a=",
      "[",
      " : ",
    ];
    for (const pattern of patterns) {
      const text = pattern.repeat(LONG / pattern.length);
      // A quadratic step would take minutes, and the test's time limit says so.
      expect(redactor.body(text).length, pattern).toBeGreaterThan(0);
    }
  }, 60_000);
});
