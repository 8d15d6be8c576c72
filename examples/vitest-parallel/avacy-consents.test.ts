import { createAvacyClient } from "standin/clients/avacy";
import { test, type World } from "standin/vitest";
import { expect } from "vitest";
import { testThatAllWorkersMeet } from "./meeting.ts";

const record = (world: World, email: string, identifier = "email") =>
  createAvacyClient({
    tenant: "standin",
    webspaceId: 1,
    token: "1|standin-token",
    baseUrl: world.baseUrl("avacy"),
  }).recordConsent({
    subject: { email },
    identifier,
    ip_address: "192.0.2.1",
    preferences: [{ name: "newsletter", accepted: true }],
  });

test.for(["ann@example.com", "ben@example.com"])(
  "the first consent in a world has the id 1: %s",
  async (email, { world }) => {
    const recorded = await record(world, email);
    expect(recorded.ok && recorded.data.id).toBe(1);
  },
);

test("a consent without its identifier is refused, and the journal says why", async ({ world }) => {
  await record(world, "ann@example.com", "");
  const [exchange] = await world.exchanges({ provider: "avacy" });
  expect(exchange?.reply.status).toBe(400);
  expect(exchange?.refusal?.stage).toBe("validate");
  expect(exchange?.changes).toEqual([]);
});

testThatAllWorkersMeet();
