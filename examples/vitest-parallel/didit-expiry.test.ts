import { createDiditClient } from "standin/clients/didit";
import { test } from "standin/vitest";
import { expect } from "vitest";
import { testThatAllWorkersMeet } from "./meeting.ts";

test("a session that nobody answers expires after ten minutes, which take no time here", async ({ world }) => {
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
