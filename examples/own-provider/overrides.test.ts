import { createStandin, providerNames } from "standin";
import { afterAll, expect, it } from "vitest";
import { shopMock } from "./shop/index.ts";

const standin = await createStandin({
  providers: [...providerNames, shopMock],
  overrides: {
    shop: {
      createItem: (request, _context, original) =>
        request.body.price > 1000 ? { status: 409, body: { message: "Too dear." } } : original(),
    },
  },
});
afterAll(() => standin.close());

const order = (price: number) =>
  standin.fetch("/shop/items", {
    method: "POST",
    headers: { authorization: "Bearer shop-token", "content-type": "application/json" },
    body: JSON.stringify({ name: `for ${price}`, price }),
  });

it("answers by the override, and by the mock where that asks it", async () => {
  expect((await order(1001)).status).toBe(409);
  expect((await order(1000)).status).toBe(201);
});

it("serves standin's own providers beside it", async () => {
  expect((await standin.fetch("/didomi/v1/sessions")).status).toBe(405);
});
