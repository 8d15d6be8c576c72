import { createNetidServerClient, isIdConsentGiven } from "standin/clients/netid";
import { test } from "standin/vitest";
import { expect } from "vitest";
import { testThatAllWorkersMeet } from "./meeting.ts";

test("restoring a snapshot restores the earlier state", async ({ world }) => {
  const netid = createNetidServerClient({ baseUrl: world.baseUrl("netid"), token: "standin-token" });
  const isGiven = async () => isIdConsentGiven(await netid.readStatus());

  await netid.writePermissions({ idconsent: "VALID" });
  await world.snapshot("given");
  await netid.writePermissions({ idconsent: "INVALID" });
  expect(await isGiven()).toBe(false);
  await world.restore("given");
  expect(await isGiven()).toBe(true);
});

testThatAllWorkersMeet();
