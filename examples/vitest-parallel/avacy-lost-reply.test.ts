import { createAvacyClient } from "standin/clients/avacy";
import { test } from "standin/vitest";
import { expect } from "vitest";
import { testThatAllWorkersMeet } from "./meeting.ts";

test("repeating a consent whose reply was lost stores it twice", async ({ world }) => {
  const account = { tenant: "standin", webspaceId: 1, token: "1|standin-token" };
  const avacy = createAvacyClient({ ...account, baseUrl: world.baseUrl("avacy") });
  const record = () =>
    avacy.recordConsent({
      subject: { email: "ann@example.com" },
      identifier: "email",
      ip_address: "192.0.2.1",
      preferences: [{ name: "newsletter", accepted: true }],
    });
  await world.faults.add({
    match: { operation: "recordConsent" },
    when: { first: 1 },
    effect: { connection: "lose-acknowledgement" },
  });
  expect((await record()).ok).toBe(false);
  const again = await record();
  expect(again.ok && again.data.id).toBe(2);

  const exchanges = await world.exchanges({ operation: "recordConsent" });
  expect(exchanges.map(({ fault, changes }) => [fault, changes.length])).toEqual([
    ["fault-1", 1],
    [undefined, 1],
  ]);
});

testThatAllWorkersMeet();
