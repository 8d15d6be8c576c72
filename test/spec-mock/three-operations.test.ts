import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadSpec } from "#spec-mock/load-spec.ts";
import { callsOf } from "../support/spec-calls.ts";

/** A spec of three operations, and nothing else: no code. */
const SPEC = join(import.meta.dirname, "items.yaml");

describe("a mock of three operations, without code", () => {
  it("refuses an invalid body", async () => {
    const call = callsOf(await loadSpec(SPEC));
    const { status, body } = await call("POST", "/items", { price: -1 });
    expect(status).toBe(422);
    expect(body).toMatchObject({ status: 422, errors: [{ field: "body.name" }, { field: "body.price" }] });
    expect(await call("GET", "/items")).toMatchObject({ status: 200, body: [] });
  });

  it("refuses a bad query", async () => {
    const call = callsOf(await loadSpec(SPEC));
    for (const limit of ["0", "101", "many"])
      expect(await call("GET", `/items?limit=${limit}`)).toMatchObject({
        status: 400,
        body: { errors: [{ field: "query.limit" }] },
      });
    expect((await call("GET", "/items?limit=100")).status).toBe(200);
  });

  it("serves what was created", async () => {
    const call = callsOf(await loadSpec(SPEC));
    const created = await call("POST", "/items", { name: "a cup", price: 3 });
    expect(created).toMatchObject({
      status: 201,
      body: { name: "a cup", price: 3, createdAt: "2025-03-01T09:30:00.000Z" },
    });
    expect(await call("GET", `/items/${created.body.id}`)).toMatchObject({ status: 200, body: created.body });
  });

  it("answers 404 for an unknown id, and 400 for what cannot be one", async () => {
    const call = callsOf(await loadSpec(SPEC));
    expect((await call("GET", "/items/00000000-0000-4000-8000-000000000000")).status).toBe(404);
    expect((await call("GET", "/items/1")).status).toBe(400);
  });

  it("lists what was created, up to the limit", async () => {
    const call = callsOf(await loadSpec(SPEC));
    const made = [];
    for (const name of ["a", "b", "c"]) made.push((await call("POST", "/items", { name })).body);
    expect((await call("GET", "/items")).body).toEqual(made);
    expect((await call("GET", "/items?limit=2")).body).toEqual(made.slice(0, 2));
  });
});
