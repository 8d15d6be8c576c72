import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { explainSpec, loadSpec } from "#spec-mock/load-spec.ts";
import { type Call, callsOf } from "../support/spec-calls.ts";

const SHOP = join(import.meta.dirname, "shop.yaml");
const KEY = { "x-key": "any" };
const ANN = { email: "ann@example.com", password: "secret" };

let call: Call;
beforeEach(async () => {
  const calls = callsOf(await loadSpec(SHOP));
  call = (method, path, body, headers) => calls(method, path, body, { ...KEY, ...headers });
});

const addUser = async (more: object = {}) => (await call("POST", "/users", { ...ANN, ...more })).body.user;

describe("a collection", () => {
  it("adds items with an id, times and defaults, and shows nothing that only requests hold", async () => {
    const created = await call("POST", "/users", { ...ANN, id: 77 });
    const user = { id: 1, email: "ann@example.com", role: "member", created_at: NOW, updated_at: NOW };
    expect(created).toMatchObject({ status: 201, body: { user } });
    expect(created.body.user).not.toHaveProperty("password");
    expect(String(created.headers["location"])).toMatch(/\/shop\/users\/1$/);
  });

  it("shows, replaces, changes and deletes an item", async () => {
    const user = await addUser({ role: "admin" });
    expect((await call("GET", "/users/1")).body).toEqual({ user });
    const patched = await call("PATCH", "/users/1", {
      email: "eve@example.com",
      id: 9,
      created_at: "2000-01-01T00:00:00Z",
    });
    expect(patched.body.user).toEqual({ ...user, email: "eve@example.com" });
    const put = await call("PUT", "/users/1", { ...ANN, role: "member" });
    expect(put.body.user).toEqual({ ...user, role: "member" });
    expect((await call("GET", "/users/1")).body.user).toEqual(put.body.user);
    expect(await call("DELETE", "/users/1")).toMatchObject({ status: 204, body: undefined });
    for (const method of ["GET", "DELETE"]) expect((await call(method, "/users/1")).status, method).toBe(404);
    expect((await call("PATCH", "/users/1", {})).status).toBe(404);
    expect((await call("PUT", "/users/1", ANN)).status).toBe(404);
  });

  it("answers in the documented form of an error, whose members say what is wrong", async () => {
    expect(await call("GET", "/users/5")).toEqual({
      status: 404,
      headers: expect.anything(),
      body: { error: { code: 404, message: 'World "default" has no item at /users/5.' } },
    });
    const invalid = await call("POST", "/users", { email: 1 });
    expect(invalid).toMatchObject({ status: 422, body: { error: { code: 422 } } });
    expect(invalid.body.error.message).toContain("body.password");
  });

  it("refuses what a client names and is there already", async () => {
    await addUser();
    const order = { orderId: "a b", total: 1 };
    expect((await call("POST", "/users/1/orders", order)).status).toBe(201);
    expect((await call("POST", "/users/1/orders", order)).status).toBe(409);
    expect(await call("GET", "/users/1/orders/a%20b")).toMatchObject({ status: 200, body: order });
  });

  it.each(["\ud800", "__proto__", "constructor", "../..", "a/b?c#d", "%", "\u0000"])(
    "takes the id %j",
    async (orderId) => {
      await addUser();
      expect(await call("POST", "/users/1/orders", { orderId, total: 1 })).toMatchObject({
        status: 201,
        body: { orderId },
      });
      expect((await call("GET", "/users/1/orders")).body).toEqual([{ orderId, total: 1 }]);
      const path = encodeURIComponent(orderId.replaceAll(/\p{Surrogate}/gu, "\uFFFD"));
      if (orderId !== "../..") expect((await call("GET", `/users/1/orders/${path}`)).status).toBe(200);
    },
  );

  it("has items that belong to others, which have to be there", async () => {
    expect((await call("POST", "/users/1/orders", { orderId: "o", total: 1 })).status).toBe(404);
    await addUser();
    await addUser();
    await call("POST", "/users/1/orders", { orderId: "o", total: 1 });
    expect((await call("GET", "/users/1/orders")).body).toEqual([{ orderId: "o", total: 1 }]);
    expect((await call("GET", "/users/2/orders")).body).toEqual([]);
    expect((await call("POST", "/users/1/orders/o/cancel")).body).toEqual({ orderId: "o", total: 1 });
    expect((await call("POST", "/users/2/orders/o/cancel")).status).toBe(404);
    await call("DELETE", "/users/1");
    expect((await call("GET", "/users/1/orders/o")).status).toBe(404);
  });
});

describe("a list", () => {
  it("is cut and filtered by the declared parameters, and says what page it is", async () => {
    for (const role of ["admin", "member", "admin"]) await addUser({ role });
    const ids = async (query: string) => {
      const { body } = await call("GET", `/users${query}`);
      return { ids: body.data.map(({ id }: { id: number }) => id), ...body.meta };
    };
    expect(await ids("")).toEqual({ ids: [1, 2], total: 3, has_more: true });
    expect(await ids("?offset=2")).toEqual({ ids: [3], total: 3, has_more: false });
    expect(await ids("?role=admin&limit=50")).toEqual({ ids: [1, 3], total: 2, has_more: false });
    expect(await ids("?sort=-id&limit=1")).toEqual({ ids: [3], total: 3, has_more: true });
    expect((await call("GET", "/users?limit=51")).status).toBe(400);
  });
});

describe("credentials", () => {
  it("are asked for where the spec says so, and any will do", async () => {
    const calls = callsOf(await loadSpec(SHOP));
    expect((await calls("GET", "/users")).status).toBe(401);
    expect((await calls("GET", "/users", undefined, { "x-key": "" })).status).toBe(401);
    expect((await calls("GET", "/users", undefined, { "x-key": "x" })).status).toBe(200);
    expect((await calls("GET", "/health")).status).toBe(200);
    expect((await calls("GET", "/settings")).status).toBe(200);
  });

  it("are those of the seed, if it lists any, with their scopes", async () => {
    const seed = {
      credentials: {
        key: ["k-1"],
        login: [
          { value: "all", scopes: ["reports"] },
          { value: "few", scopes: [] },
        ],
      },
    };
    const calls = callsOf(await loadSpec(SHOP, { seed }));
    const as = async (path: string, headers: Record<string, string>) =>
      (await calls("GET", path, undefined, headers)).status;
    expect(await as("/users", { "x-key": "k-1" })).toBe(200);
    expect(await as("/users", { "x-key": "k-2" })).toBe(401);
    expect(await as("/reports/1", { authorization: "Bearer all" })).toBe(200);
    expect(await as("/reports/1", { authorization: "Bearer few" })).toBe(403);
    expect(await as("/reports/1", { authorization: "Bearer none" })).toBe(401);
  });
});

describe("what is no collection", () => {
  it("is one thing that can be written and read, an example, or data that fits and stays the same", async () => {
    const first = await call("GET", "/settings");
    expect((await call("GET", "/settings")).body).toEqual(first.body);
    await call("PUT", "/settings", { theme: "light", size: 3 });
    expect((await call("GET", "/settings")).body).toEqual({ theme: "light", size: 3 });
    expect((await call("GET", "/health")).body).toEqual({ ok: true });
    const report = await call("GET", "/reports/r-1", undefined, { authorization: "Bearer x" });
    expect(report.body).toMatchObject({ id: "r-1", count: expect.any(Number) });
    expect((await call("GET", "/reports/r-1", undefined, { authorization: "Bearer x" })).body).toEqual(report.body);
  });

  it("has items of the seed, or of any id if the seed has none", async () => {
    expect((await call("GET", "/countries/it")).body).toMatchObject({ code: "it", name: expect.any(String) });
    const seed = { collections: { "/users": [{ id: 4, ...ANN }], "/users/4/orders": [{ orderId: "o", total: 2 }] } };
    const calls = callsOf(await loadSpec(SHOP, { seed }));
    expect((await calls("GET", "/users/4", undefined, KEY)).body.user).toMatchObject({ id: 4, email: ANN.email });
    expect((await calls("GET", "/users/4/orders/o", undefined, KEY)).status).toBe(200);
    const next = await calls("POST", "/users", ANN, KEY);
    expect(next.body.user.id).not.toBe(4);
  });
});

it("says of each operation what answers it, and why", async () => {
  const explained = explainSpec(await loadSpec(SHOP));
  const roles = Object.fromEntries(explained?.operations.map(({ operationId, role }) => [operationId, role]) ?? []);
  expect(roles).toEqual({
    ...{ listUsers: "list", createUser: "create", getUser: "read", putUser: "replace", patchUser: "update" },
    ...{ deleteUser: "delete", listOrders: "list", createOrder: "create", getOrder: "read", cancelOrder: "action" },
    ...{ getSettings: "show document", putSettings: "write document", getCountry: "read", health: "example" },
    report: "generated",
  });
  const kinds = explained?.operations
    .filter(({ kind }) => kind !== "state")
    .map(({ operationId, kind }) => [operationId, kind]);
  expect(kinds).toEqual([
    ["getCountry", "generated"],
    ["health", "example"],
    ["report", "generated"],
  ]);
  for (const { why } of explained?.operations ?? []) expect(why).toMatch(/^\S.*\.$/);
});

it("replies the same to the same requests, in two simulators", async () => {
  const other = callsOf(await loadSpec(SHOP));
  const texts = await Promise.all(
    [call, other].map(async (each) => {
      const made = await each("POST", "/users", ANN, KEY);
      const report = await each("GET", "/reports/x", undefined, { authorization: "Bearer x" });
      return JSON.stringify([made, report]);
    }),
  );
  expect(texts[0]).toBe(texts[1]);
});

it.each([
  [{ collections: { "/user": [] } }, "has no collection /user. There are /users"],
  [{ collections: { "/users": {} } }, "collections./users is a list of maps."],
  [{ credentials: { token: [] } }, "has no scheme token. The spec has key, login."],
  [{ rows: [] }, 'has no member "rows"'],
])("refuses the seed %j", async (seed, message) => {
  await expect(loadSpec(SHOP, { seed: seed as never })).rejects.toThrow(message);
});

const NOW = "2025-03-01T09:30:00.000Z";
