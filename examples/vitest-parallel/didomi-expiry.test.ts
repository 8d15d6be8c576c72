import { createDidomiClient } from "standin/clients/didomi";
import { test } from "standin/vitest";
import { expect } from "vitest";
import { testThatAllWorkersMeet } from "./meeting.ts";

test("an expired token is renewed automatically", async ({ world }) => {
  const account = { organizationId: "standin-org", key: "standin-key", secret: "standin-secret" };
  const didomi = createDidomiClient({ ...account, baseUrl: world.baseUrl("didomi") });
  await didomi.recordChoices("ann@example.com", { newsletter: true });
  // Only the world's clock moves; the client's clock does not, so the client learns of the expiry from a 401.
  await world.clock.advance("PT2H");
  expect((await didomi.getChoices("ann@example.com")).ok).toBe(true);

  const signIns = await world.exchanges({ operation: "createSession" });
  expect(signIns.map(({ reply }) => reply.status)).toEqual([200, 200]);
  expect(await world.exchanges({ status: 401 })).toHaveLength(1);
});

testThatAllWorkersMeet();
