import { expect } from "vitest";
import { test } from "#testing/vitest.ts";

const signIn = (key: string): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ type: "api-key", key, secret: "standin-secret" }),
});

test.override("standinOptions", { frozenAt: "2024-01-01T00:00:00Z" });

test("passes, and says nothing of its journal", async ({ world }) => {
  const reply = await fetch(`${world.baseUrl("didomi")}/v1/sessions`, signIn("standin-key"));
  expect(reply.status).toBe(200);
});

test("has a world of its own: “Zoë's”", async ({ world }) => {
  expect(await world.exchanges()).toEqual([]);
  expect(world.name).toMatch(/^has-a-world-of-its-own-Zoe-s-/);
});

test("has a clock that stands where the options say", async ({ world }) => {
  const reply = await world.fetch("/didomi/nowhere");
  expect(reply.headers.get("date")).toBe("Mon, 01 Jan 2024 00:00:00 GMT");
  await world.clock.advance("PT1H");
  expect(await world.clock.now()).toEqual(new Date("2024-01-01T01:00:00Z"));
});

test("reaches its world by real addresses", async ({ world }) => {
  await world.intercept();
  expect((await fetch("https://api.didomi.io/v1/sessions", signIn("standin-key"))).status).toBe(200);
  expect(await world.exchanges()).toHaveLength(1);
});

test("is no longer intercepted in the next test", async ({ world }) => {
  await using _other = await world.intercept();
  expect(await world.exchanges()).toEqual([]);
});

test("fails, and shows what was asked", async ({ world }) => {
  await fetch(`${world.baseUrl("didomi")}/v1/consents/users?organization_id=standin-org`);
  await world.faults.add({ match: { operation: "createSession" }, effect: { connection: "reset" } });
  await world.fetch("/didomi/v1/sessions", signIn("standin-key"));
});
