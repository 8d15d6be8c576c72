import { createStandin } from "standin";
import { loadSpec } from "standin/mock";
import { beforeEach, expect, test } from "vitest";

const shop = await loadSpec(new URL("./openapi.yaml", import.meta.url));

/** Calls the shop. */
let call;
let world;

beforeEach(async () => {
  const standin = await createStandin({ providers: [shop], frozenAt: "2025-03-01T09:30:00Z" });
  world = await standin.world();
  call = async (method, path, body) => {
    const reply = await standin.fetch(`/shop/v1${path}`, {
      method,
      headers: { authorization: "Bearer any-token", "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: reply.status, body: await reply.json() };
  };
  return () => standin.close();
});

test("what was put into a cart is in it", async () => {
  const { body: cart } = await call("POST", "/carts", { customer: "ann@example.com" });
  expect(cart).toMatchObject({ customer: "ann@example.com", createdAt: "2025-03-01T09:30:00.000Z" });

  await call("POST", `/carts/${cart.id}/items`, { sku: "cup", quantity: 2 });
  await call("POST", `/carts/${cart.id}/items`, { sku: "pot", quantity: 1 });
  expect(await call("GET", `/carts/${cart.id}/items?sku=cup`)).toEqual({
    status: 200,
    body: { items: [{ id: 1, sku: "cup", quantity: 2 }], total: 1 },
  });
});

test("requests have to fit the document", async () => {
  expect((await call("POST", "/carts", { customer: "ann" })).status).toBe(422);
  expect((await call("GET", "/carts/00000000-0000-4000-8000-000000000000")).status).toBe(404);
});

test("other operations answer with their examples", async () => {
  expect((await call("GET", "/shipping")).body).toEqual({ price: 4.9 });
});

test("a snapshot is restored", async () => {
  const { body: cart } = await call("POST", "/carts", { customer: "ann@example.com" });
  await world.snapshot("before");
  await call("POST", `/carts/${cart.id}/items`, { sku: "cup", quantity: 1 });
  await world.restore("before");
  expect((await call("GET", `/carts/${cart.id}/items`)).body.total).toBe(0);
});
