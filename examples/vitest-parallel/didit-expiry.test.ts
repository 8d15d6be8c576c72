import { createDiditClient } from "standin/clients/didit";
import { test } from "standin/vitest";
import { expect } from "vitest";
import { testThatAllWorkersMeet } from "./meeting.ts";

test("an unanswered session expires after ten minutes of the world's clock", async ({ world }) => {
  const account = { clientId: "standin-client", clientSecret: "standin-secret" };
  const didit = createDiditClient({ ...account, baseUrl: world.baseUrl("didit") });
  const session = await didit.createSession({ scope: "names" });
  if (!session.ok) throw new Error(session.message);
  expect(await didit.getStatus(session.data)).toMatchObject({ data: "initialized" });
  await world.clock.advance("PT9M");
  expect(await didit.getStatus(session.data)).toMatchObject({ data: "initialized" });
  await world.clock.advance("PT1M");
  expect(await didit.getStatus(session.data)).toMatchObject({ data: "expired" });
});

testThatAllWorkersMeet();
