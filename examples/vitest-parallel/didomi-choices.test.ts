import { createDidomiClient, isPurposeEnabled } from "standin/clients/didomi";
import { test, type World } from "standin/vitest";
import { expect } from "vitest";
import { testThatAllWorkersMeet } from "./meeting.ts";

const connect = (world: World) =>
  createDidomiClient({
    organizationId: "standin-org",
    key: "standin-key",
    secret: "standin-secret",
    baseUrl: world.baseUrl("didomi"),
  });

test("a choice is read back", async ({ world }) => {
  const didomi = connect(world);
  await didomi.recordChoices("ann@example.com", { newsletter: true });
  const choices = await didomi.getChoices("ann@example.com");
  expect(choices.ok && isPurposeEnabled(choices.data, "newsletter")).toBe(true);
});

test("the next test starts with an empty world", async ({ world }) => {
  const choices = await connect(world).getChoices("ann@example.com");
  expect(choices.ok && choices.data).toBeUndefined();
});

testThatAllWorkersMeet();
