import { describe, expect, it } from "vitest";
import { compileSpec } from "#generation/compile.ts";
import { toMatcher } from "#generation/patterns.ts";
import { loadSpec } from "#spec-mock/load-spec.ts";
import { callsOf } from "../support/spec-calls.ts";

const OK = { description: "well" };
const json = (schema: unknown) => ({ content: { "application/json": { schema } } });

/** A spec with one operation that takes a body of a schema. */
const taking = (schema: unknown, more: object = {}, mediaType = "application/json") => ({
  openapi: "3.0.0",
  info: { title: "Taking", version: "1" },
  paths: {
    "/take": {
      post: { requestBody: { required: true, content: { [mediaType]: { schema } } }, responses: { 204: OK } },
    },
  },
  ...more,
});

describe("a schema as others write it", () => {
  it.each([
    ["nullable", { type: "string", nullable: true }, ["a", null], [1]],
    ["nullable with values", { type: "string", enum: ["a"], nullable: true }, ["a", null], ["b"]],
    ["nullable without a type", { allOf: [{ type: "object" }], nullable: true }, [{}, null], [1]],
    ["an exclusive bound as a flag", { minimum: 1, exclusiveMinimum: true }, [2], [1]],
    ["a flag that is off", { maximum: 1, exclusiveMaximum: false }, [1], [2]],
    ["numbers among texts", { type: "string", enum: [1, 2] }, ["1"], [1, "3"]],
    ["several types", { type: ["integer", "null"] }, [1, null], ["1"]],
    ["a format that is unknown", { type: "string", format: "colour" }, ["red"], [1]],
    ["a format of numbers", { type: "integer", format: "int32" }, [1], [2 ** 31]],
    [
      "unique items",
      { type: "array", uniqueItems: true },
      [[1, "1", { a: 1, b: 2 }]],
      [
        [
          { a: 1, b: 2 },
          { b: 2, a: 1 },
        ],
      ],
    ],
    ["a pattern without `u`", { type: "string", pattern: "^[\\w-]+\\_$" }, ["a_"], ["a"]],
    ["a pattern of another dialect", { type: "string", pattern: "(?i)^yes\\z" }, ["YES"], ["no"]],
    ["a member of replies", { required: ["a"], properties: { a: { readOnly: true } } }, [{}, { a: 1 }], []],
    [
      "a member of replies, joined",
      { required: ["a", "b"], allOf: [{ properties: { a: { readOnly: true }, b: {} } }] },
      [{ b: 1 }],
      [{ a: 1 }],
    ],
    ["what no schema may be", { properties: { a: false } }, [{}], [{ a: 1 }]],
  ])("may have %s", async (_what, schema, good, bad) => {
    const call = callsOf(await loadSpec(taking(schema)));
    const statusOf = async (body: unknown): Promise<number> =>
      (await call("POST", "/take", JSON.stringify(body), { "content-type": "application/json" })).status;
    for (const body of good) expect(await statusOf(body), JSON.stringify(body)).toBe(204);
    for (const body of bad) expect(await statusOf(body), JSON.stringify(body)).toBe(422);
  });

  it("may hold itself", async () => {
    const Tree = {
      type: "object",
      required: ["name"],
      properties: {
        name: { type: "string" },
        children: { type: "array", items: { $ref: "#/components/schemas/Tree" } },
      },
    };
    const call = callsOf(
      await loadSpec(taking({ $ref: "#/components/schemas/Tree" }, { components: { schemas: { Tree } } })),
    );
    expect((await call("POST", "/take", { name: "a", children: [{ name: "b", children: [] }] })).status).toBe(204);
    const refused = await call("POST", "/take", { name: "a", children: [{ children: [] }] });
    expect(refused.body.errors).toEqual([expect.objectContaining({ field: "body.children.0.name" })]);
  });

  it("is that of texts where a form is sent", async () => {
    const schema = {
      type: "object",
      required: ["n"],
      properties: { n: { type: "integer" }, tags: { type: "array", items: { type: "string" } } },
    };
    const call = callsOf(await loadSpec(taking(schema, {}, "application/x-www-form-urlencoded")));
    const send = (body: string) => call("POST", "/take", body, { "content-type": "application/x-www-form-urlencoded" });
    expect((await send("n=1&tags[]=a&tags[]=b")).status).toBe(204);
    expect((await send("n=one")).status).toBe(422);
  });

  it("is that of a text where no JSON is sent", async () => {
    const call = callsOf(await loadSpec(taking({ type: "string", maxLength: 3 }, {}, "text/plain")));
    expect((await call("POST", "/take", "abc", { "content-type": "text/plain" })).status).toBe(204);
    expect((await call("POST", "/take", "abcd", { "content-type": "text/plain" })).status).toBe(422);
    expect((await call("POST", "/take", "{}", { "content-type": "application/json" })).status).toBe(415);
  });
});

describe("patterns", () => {
  it.each([
    ["^(a+)+$", "a".repeat(50_000)],
    ["^(([a-z])+.)+[A-Z]([a-z])+$", "a".repeat(50_000)],
    ["(?=.*a+b)(a|aa)+$", "a".repeat(50_000)],
    ["\\s+$", `${" ".repeat(50_000)}x`],
  ])("%s takes no longer than the text is long", (pattern, text) => {
    const matcher = toMatcher(pattern);
    // A backtracking engine would not come back: this needs no clock to fail.
    expect(typeof matcher.test(`${text}!`)).toBe("boolean");
  });

  it("match what they say, in either engine", () => {
    for (const [pattern, good, bad] of [
      ["^[a-z]+$", "abc", "ABC"],
      ["^(a|b)+$", "abab", "abc"],
      ["^(?=.*\\d).{3,}$", "ab1", "abc"],
    ] as const) {
      expect(toMatcher(pattern).test(good), pattern).toBe(true);
      expect(toMatcher(pattern).test(bad), pattern).toBe(false);
    }
  });
});

describe("paths", () => {
  it("may hold what the router takes for signs of its own", async () => {
    const reply = (name: string) => ({
      responses: {
        200: { ...OK, ...json({ type: "object", required: [name], properties: { [name]: { type: "string" } } }) },
      },
    });
    const call = callsOf(
      await loadSpec({
        openapi: "3.1.0",
        info: { title: "Paths", version: "1" },
        paths: {
          "/jobs/{job-id}:cancel": { post: reply("job-id") },
          "/files/{name}.json": { get: reply("name") },
          "/compare/{base}...{head}": { get: reply("head") },
          "/v(1)/{a}x": { get: reply("a") },
        },
      }),
    );
    expect((await call("POST", "/jobs/7:cancel")).body).toEqual({ "job-id": "7" });
    expect((await call("GET", "/files/a.json")).body).toEqual({ name: "a" });
    expect((await call("GET", "/files/a.xml")).status).toBe(404);
    expect((await call("GET", "/compare/one...two")).body).toEqual({ head: "two" });
    expect((await call("GET", "/v(1)/2x")).body).toEqual({ a: "2" });
  });
});

it("names operations that have no name, the same each time", async () => {
  const spec = {
    openapi: "3.0.0",
    paths: { "/users/{id}/orders": { get: {}, post: {} }, "/users/{id}-orders": { get: {} } },
  };
  const first = await compileSpec(spec);
  expect(Object.keys(first.operations)).toEqual(["getUsersByIdOrders", "postUsersByIdOrders", "getUsersByIdOrders2"]);
  expect(Object.keys((await compileSpec(spec)).operations)).toEqual(Object.keys(first.operations));
});

it("takes hosts and prefixes from servers of any form, but none of this machine", async () => {
  const servers = [
    {
      url: "https://{region}.api.example/{version}/",
      variables: { region: { default: "eu" }, version: { default: "v2" } },
    },
    { url: "/v2" },
    { url: "http://localhost:3000/local" },
  ];
  const { api } = await compileSpec({
    openapi: "3.0.0",
    info: { title: "The Great API 2.0!" },
    servers,
    paths: { "/a": {} },
  });
  expect(api).toEqual({
    name: "the-great-api-2-0",
    title: "The Great API 2.0!",
    hosts: ["eu.api.example"],
    prefixes: ["/v2", "/local"],
  });
});

it("spreads classes of statuses, and the default", async () => {
  const responses = { "2XX": OK, 404: OK, default: OK };
  const { operations } = await compileSpec({
    openapi: "3.0.0",
    paths: { "/a": { get: { operationId: "a", responses } } },
  });
  const statuses = Object.keys(operations["a"]?.responses ?? {}).map(Number);
  expect(statuses).toEqual(expect.arrayContaining([200, 204, 404, 500]));
  expect(statuses).not.toContain(302);
});
