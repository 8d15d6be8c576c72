import { createStandin } from "standin";
import { afterAll, expect, it } from "vitest";
import { shopMock } from "./index.ts";

const standin = await createStandin({ providers: [shopMock] });
afterAll(() => standin.close());

const headers = { authorization: "Bearer shop-token", "content-type": "application/json" };
const post = (body: unknown) => ({ method: "POST", headers, body: JSON.stringify(body) });

it("shows what was created", async () => {
  await using world = await standin.world("created");
  const created = await world.fetch("/shop/items", post({ name: "tea", price: 450 }));
  expect(created.status).toBe(201);
  const item = (await created.json()) as { id: string };
  const list = await world.fetch("/shop/items", { headers });
  expect(await list.json()).toEqual({ items: [item], next: null });
});

it("refuses what does not fit the spec, and who has no token", async () => {
  await using world = await standin.world("refused");
  expect((await world.fetch("/shop/items", post({ name: "", price: -1 }))).status).toBe(400);
  expect((await world.fetch("/shop/items")).status).toBe(401);
  expect((await world.fetch("/shop/items/nowhere", { headers })).status).toBe(404);
});

it("ends a reservation by the world's clock", async () => {
  await using world = await standin.world("reserved");
  const { id } = (await standin.engine.runScenario(world.name, "shop", "an item")) as { id: string };
  const reserve = () => world.fetch(`/shop/items/${id}/reservation`, { method: "POST", headers });
  expect((await reserve()).status).toBe(200);
  expect((await reserve()).status).toBe(409);
  await world.clock.advance(15 * 60_000);
  expect((await reserve()).status).toBe(200);
});
