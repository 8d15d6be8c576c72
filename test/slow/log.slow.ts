import { expect, it } from "vitest";
import { firstComplaint } from "../support/log-schedules.ts";

const SCHEDULES = 10_000;

it(`exchanges over a log are neither lost nor doubled in ${SCHEDULES} schedules`, async () => {
  expect(await firstComplaint(SCHEDULES)).toBeUndefined();
});
