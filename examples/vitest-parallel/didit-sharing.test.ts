import { createDiditClient } from "standin/clients/didit";
import { test } from "standin/vitest";
import { expect } from "vitest";
import { testThatAllWorkersMeet } from "./meeting.ts";

test("only the data that a person approved is shared", async ({ world }) => {
  const account = { clientId: "standin-client", clientSecret: "standin-secret" };
  const didit = createDiditClient({ ...account, baseUrl: world.baseUrl("didit") });
  const session = await didit.createSession({ scope: ["names", "email"], vendorData: "ann" });
  if (!session.ok) throw new Error(session.message);
  const { session_id } = session.data;
  await world.scenario("didit", "scan", { session_id });
  await world.scenario("didit", "confirm", { session_id, scope: "email" });
  const decision = await didit.getDecision(session_id);
  expect(decision.ok && decision.data.status).toBe("Confirmed");
  expect(decision.ok && Object.keys(decision.data.user_data ?? {}).sort()).toEqual(["email", "sub"]);
});

testThatAllWorkersMeet();
