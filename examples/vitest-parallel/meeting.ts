import { test } from "standin/vitest";
import { expect } from "vitest";

const WORKERS = 8;

/** A test that passes only while all eight workers run: it waits in a shared world until each has sent a request. */
export const testThatAllWorkersMeet = (): void =>
  test("runs beside seven others", async ({ standin }) => {
    // An explicitly opened world records refused requests, too.
    const meeting = await standin.world("meeting");
    await fetch(`${meeting.baseUrl("didomi")}/worker-${process.pid}`);
    const met = await meeting.waitFor({}, { count: WORKERS, timeoutMs: 50_000 });
    expect(new Set(met.map(({ request }) => request.path)).size).toBeGreaterThanOrEqual(WORKERS);
  });
