import { beforeAll, describe, expect, it } from "vitest";
import { loadSpec } from "#spec-mock/load-spec.ts";
import { MOST_COPIED } from "#spec-mock/merge-patch.ts";
import { type Call, callsOf } from "../support/spec-calls.ts";

const json = (schema: unknown) => ({ content: { "application/json": { schema } } });
const Item = { type: "object", properties: { id: { type: "string" }, meta: {} } };
const one = { responses: { 200: { description: "an item", ...json(Item) } } };
const Tree = { $ref: "#/components/schemas/Tree" };

const SPEC = {
  openapi: "3.1.0",
  info: { title: "Limits", version: "1" },
  paths: {
    "/items": { post: { requestBody: json(Item), responses: { 201: { description: "new", ...json(Item) } } } },
    "/items/{id}": { get: one, patch: { requestBody: json({}), ...one } },
    "/trees": { post: { requestBody: json(Tree), responses: { 204: { description: "fine" } } } },
  },
  components: {
    schemas: {
      Tree: {
        anyOf: [
          { type: "object", properties: { l: Tree }, required: ["l"] },
          { type: "object", properties: { l: Tree }, required: ["l", "r"] },
          { type: "string" },
        ],
      },
    },
  },
};

let call: Call;
let id: string;
beforeAll(async () => {
  call = callsOf(await loadSpec(SPEC));
  id = (await call("POST", "/items", {})).body.id;
});

const add = (value: unknown) => ({ op: "add", path: "/meta", value });
const repeat = (count: number, operation: (at: number) => object) =>
  Array.from({ length: count }, (_, at) => operation(at));
const copies = (count: number) => repeat(count, (at) => ({ op: "copy", from: "/meta", path: `/meta/k${at}` }));

describe("a JSON Patch", () => {
  it.each([
    ["copies of copies", [add({ a: "x" }), ...copies(12)], 200, ""],
    ["copies that double too often", [add({ a: "x" }), ...copies(40)], 409, `more than ${MOST_COPIED} characters`],
    [
      "moves that nest too deeply",
      [
        add({}),
        ...repeat(600, (at) => ({ op: "move", from: "/meta", path: `/m${at}` })).flatMap((move, at) => [
          move,
          add({}),
          { op: "move", from: `/m${at}`, path: "/meta/a" },
        ]),
      ],
      409,
      "nested too deeply",
    ],
    ["a move into itself", [add({ a: {} }), { op: "move", from: "/meta", path: "/meta/a/b" }], 409, "into itself"],
  ])("of %s", async (_what, patch, status, message) => {
    const before = (await call("GET", `/items/${id}`)).body;
    const reply = await call("PATCH", `/items/${id}`, patch);
    expect(reply.status).toBe(status);
    if (status === 200) return;
    expect(reply.body.detail).toContain(message);
    expect((await call("GET", `/items/${id}`)).body).toEqual(before);
  });
});

const tree = (depth: number): unknown => (depth === 0 ? "leaf" : { l: tree(depth - 1) });

describe("a schema whose alternatives refer to it", () => {
  it.each([
    [10, 204],
    [60, 422],
  ])("takes a bounded number of steps for a body %i deep", async (depth, status) => {
    const reply = await call("POST", "/trees", tree(depth));
    expect(reply.status).toBe(status);
    if (status === 422) expect(reply.body.detail).toContain("takes more than 500000 steps");
  });
});

const listed = ["limit", "offset", "page"].map((name) => ({ name, in: "query", schema: { type: "integer" } }));
const LIST = {
  ...SPEC,
  paths: {
    "/items": {
      ...SPEC.paths["/items"],
      get: {
        parameters: [...listed, { name: "cursor", in: "query", schema: { type: "string" } }],
        responses: { 200: { description: "items", ...json({ type: "array", items: Item }) } },
      },
    },
    "/items/{id}": SPEC.paths["/items/{id}"],
  },
};

describe("what the spec says nothing of", () => {
  it.each([
    ["GET", "/items?limit=1", undefined, 200],
    ["GET", "/items?limit=0", undefined, 400],
    ["GET", "/items?limit=-1", undefined, 400],
    ["GET", "/items?offset=0", undefined, 200],
    ["GET", "/items?offset=-1", undefined, 400],
    ["GET", "/items?page=1", undefined, 200],
    ["GET", "/items?page=0", undefined, 400],
    ["GET", "/items?cursor=a", undefined, 200],
    ["GET", "/items?cursor=zzz", undefined, 400],
    ["PATCH", "/items/a", "5", 422],
    ["PATCH", "/items/a", '"x"', 422],
    ["PATCH", "/items/a", "null", 422],
    ["PATCH", "/items/a", "{}", 200],
    ["POST", "/items", '{"id":"."}', 422],
    ["POST", "/items", '{"id":".."}', 422],
    ["POST", "/items", '{"id":"..."}', 201],
  ])("is refused where it means nothing: %s %s %s", async (method, path, body, status) => {
    const on = callsOf(await loadSpec(LIST));
    await on("POST", "/items", { id: "a" });
    const reply = await on(method, path, body, body === undefined ? {} : { "content-type": "application/json" });
    expect(reply.status).toBe(status);
  });
});

describe("a row of the seed", () => {
  it.each([
    ["a member of another type", { id: "a", count: "x" }, "/items.0.count"],
    ["a member within a member", { meta: { tags: ["a", 1] } }, "/items.0.meta.tags.1"],
    ["a member that there is not", { colour: "red" }, "/items.0.colour"],
    ["what fits", { id: 5, meta: {} }, undefined],
  ])("that has %s", async (_what, row, place) => {
    const properties = {
      id: { type: "string" },
      count: { type: "integer" },
      meta: {
        type: "object",
        required: ["at"],
        properties: { at: {}, tags: { type: "array", items: { type: "string" } } },
      },
    };
    const Strict = { type: "object", required: ["count"], properties, additionalProperties: false };
    const responses = { 200: { description: "an item", ...json(Strict) } };
    const spec = {
      ...SPEC,
      paths: { "/items": { post: { requestBody: json(Strict), responses } }, "/items/{id}": { get: { responses } } },
    };
    const loading = loadSpec(spec, { seed: { collections: { "/items": [row] } } });
    if (place === undefined) await expect(loading).resolves.toBeDefined();
    else await expect(loading).rejects.toThrow(`limits.collections.${place} does not fit`);
  });
});

describe("loadSpec", () => {
  it.each([
    [[undefined], "not undefined"],
    [[5], "not 5"],
    [[null], "not null"],
    [[[]], "not []"],
    [[SPEC, null], "not null"],
    [[SPEC, "x"], 'not "x"'],
    [[SPEC, { foo: 1 }], "foo"],
  ])("refuses the arguments %j", async (args, message) => {
    const loading = Reflect.apply(loadSpec, undefined, args) as Promise<unknown>;
    await expect(loading).rejects.toMatchObject({
      code: "ERR_STANDIN_INVALID_OPTION",
      message: expect.stringContaining(message),
    });
  });
});
