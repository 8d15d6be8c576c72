import { createControlClient } from "standin/clients/control";
import { test } from "standin/vitest";
import { expect } from "vitest";

const WORKERS = 8;

/** A test that passes only while all eight workers run: it waits in a shared world until each has sent a request. */
export const testThatAllWorkersMeet = (): void =>
  test("runs beside seven others", async ({ standin }) => {
    const meeting = createControlClient({ baseUrl: standin.url }).world("meeting");
    // An explicitly created world records refused requests, too.
    await meeting.put();
    await fetch(`${meeting.baseUrl("didomi")}/worker-${process.pid}`);
    const met = await meeting.exchanges({ waitMs: 50_000, count: WORKERS });
    if (!met.ok) throw new Error(met.message);
    expect(new Set(met.data.map(({ request }) => request.path)).size).toBeGreaterThanOrEqual(WORKERS);
  });
