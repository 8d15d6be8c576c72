import { createDidomiClient } from "standin/clients/didomi";
import { test } from "standin/vitest";
import { expect } from "vitest";
import { testThatAllWorkersMeet } from "./meeting.ts";

test("a token that has expired is renewed, and nobody notices", async ({ world }) => {
  const account = { organizationId: "standin-org", key: "standin-key", secret: "standin-secret" };
  const didomi = createDidomiClient({ ...account, baseUrl: world.baseUrl("didomi") });
  await didomi.recordChoices("ann@example.com", { newsletter: true });
  // Didomi's time goes on; the client's own clock does not, so it has to learn it from a refusal.
  await world.clock.advance("PT2H");
  expect((await didomi.getChoices("ann@example.com")).ok).toBe(true);

  const signIns = await world.exchanges({ operation: "createSession" });
  expect(signIns.map(({ reply }) => reply.status)).toEqual([200, 200]);
  expect(await world.exchanges({ status: 401 })).toHaveLength(1);
});

testThatAllWorkersMeet();
