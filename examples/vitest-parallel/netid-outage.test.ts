import { createNetidServerClient } from "standin/clients/netid";
import { test } from "standin/vitest";
import { expect } from "vitest";
import { testThatAllWorkersMeet } from "./meeting.ts";

test("an outage of one provider affects no other provider and no other world", async ({ world, standin }) => {
  await world.faults.add({ match: { provider: "netid" }, preset: "outage" });
  await using other = await standin.world("where-nothing-is-out");
  const readIn = ({ baseUrl }: typeof world) =>
    createNetidServerClient({ baseUrl: baseUrl("netid"), token: "standin-token" }).readStatus();

  expect(await readIn(world)).toMatchObject({ kind: "error", status: 503 });
  expect(await readIn(other)).toMatchObject({ kind: "notFound" });
  expect((await fetch(`${world.baseUrl("didomi")}/v1/sessions`)).status).not.toBe(503);

  await world.faults.clear();
  expect(await readIn(world)).toMatchObject({ kind: "notFound" });
});

testThatAllWorkersMeet();
