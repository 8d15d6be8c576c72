import { describe, expect, it } from "vitest";
import { explainSpec, loadSpec } from "#spec-mock/load-spec.ts";
import { callsOf } from "../support/spec-calls.ts";

const Pod = {
  type: "object",
  required: ["label", "spec"],
  properties: {
    label: { type: "object", required: ["code"], properties: { code: { type: "string" } } },
    spec: { type: "object", properties: { node: { type: "string" } } },
  },
};
const json = (schema: unknown) => ({ content: { "application/json": { schema } } });
const one = { responses: { 200: { description: "a pod", ...json(Pod) }, 202: { description: "later", ...json(Pod) } } };

/** Pods in a shape from which little can be told. @param hints at the paths and at the parameters of the list */
const pods = (hints: object = {}, filter: object = {}, page: object = {}, operation: object = {}) => ({
  openapi: "3.1.0",
  info: { title: "Pods", version: "1" },
  paths: {
    "/pods": {
      ...hints,
      get: {
        operationId: "listPods",
        parameters: [
          { name: "on", in: "query", schema: { type: "string" }, ...filter },
          { name: "most", in: "query", schema: { type: "integer" }, ...page },
        ],
        responses: { 200: { description: "pods", ...json({ type: "array", items: Pod }) } },
      },
      post: { operationId: "createPod", requestBody: json(Pod), ...one, ...operation },
    },
    "/pods/{handle}": { ...hints, get: { operationId: "getPod", ...one } },
  },
});

const podOf = (code: string, node = "a") => ({ label: { code }, spec: { node } });

describe("a hint", () => {
  it("says where an item holds its id, and what its collection is called", async () => {
    const bare = explainSpec(await loadSpec(pods()))?.operations.find(({ operationId }) => operationId === "getPod");
    expect(bare).toMatchObject({ kind: "generated" });
    const mock = await loadSpec(pods({ "x-standin-id": "label.code", "x-standin-collection": "machines" }));
    expect(Object.keys(mock.state)).toContain("machines");
    const call = callsOf(mock);
    await call("POST", "/pods", podOf("p-1"));
    expect((await call("GET", "/pods/p-1")).body).toEqual(podOf("p-1"));
    expect((await call("GET", "/pods/p-2")).status).toBe(404);
    expect((await call("POST", "/pods", podOf("p-1"))).status).toBe(409);
  });

  it("says what a parameter filters by, or says of the page", async () => {
    const codesOf = async (query: string, ...hints: object[]) => {
      const call = callsOf(await loadSpec(pods({ "x-standin-id": "label.code" }, ...hints)));
      for (const [code, node] of [
        ["1", "a"],
        ["2", "b"],
        ["3", "a"],
      ] as const)
        await call("POST", "/pods", podOf(code, node));
      const { body } = await call("GET", `/pods?${query}`);
      return body.map(({ label }: ReturnType<typeof podOf>) => label.code);
    };
    expect(await codesOf("on=a&most=1")).toEqual(["1", "2", "3"]);
    expect(await codesOf("on=a", { "x-standin-filter": "spec.node" })).toEqual(["1", "3"]);
    expect(await codesOf("most=2", {}, { "x-standin-page": "limit" })).toEqual(["1", "2"]);
  });

  it("says that an operation has no state, and which status is the usual one", async () => {
    const roles = explainSpec(await loadSpec(pods({ "x-standin-id": "label.code", "x-standin-role": "generated" })));
    expect(roles?.operations.map(({ role }) => role)).toEqual(["generated", "generated", "generated"]);
    const call = callsOf(await loadSpec(pods({ "x-standin-id": "label.code" }, {}, {}, { "x-standin-status": 202 })));
    expect((await call("POST", "/pods", podOf("p"))).status).toBe(202);
  });
});
