import { describe, expect, it } from "vitest";
import { operationSets } from "../../bench/operations/index.ts";
import { fillWorld } from "../../bench/operations/operation-set.ts";
import { findGrowth, TIMES } from "../growth/growth.ts";
import { type LargeRequest, largeRequestsOf } from "../growth/large-requests.ts";
import { controlRequests } from "../names/control-requests.ts";
import { type Opened, openStandin } from "../support/open-standin.ts";

/** Work that grows with what is asked, and no faster. Nothing here is held against a clock: sizes are compared. */

const SIZE = 128_000;

/** Enough to know by: each costs what it complains about, several times over. */
const MOST_COMPLAINTS = 3;

/** Sends requests in two sizes each. @returns what is wrong with that, in one text, as a report of failures shows no items of a list */
async function complainAbout(
  opened: Opened,
  requests: Iterable<LargeRequest>,
  restore: () => Promise<void>,
): Promise<string> {
  const complaints: string[] = [];
  for (const request of requests) {
    const complaint = await complainAboutOne(opened, request, restore);
    if (complaint !== undefined) complaints.push(complaint);
    if (complaints.length === MOST_COMPLAINTS) break;
  }
  return complaints.join("; ");
}

async function complainAboutOne(
  { ask }: Opened,
  { where, make }: LargeRequest,
  restore: () => Promise<void>,
): Promise<string | undefined> {
  let status = 0;
  const growth = await findGrowth(async (size) => {
    const request = make(size);
    await restore();
    return async () => {
      ({ status } = await ask(request));
    };
  }, SIZE);
  if (status >= 500 || status === 0) return `${where}: answered ${status}`;
  return growth === undefined ? undefined : `${where}: ${growth.toFixed(0)} times the time for ${TIMES} times the size`;
}

describe.each(operationSets)("a request to $provider", (set) => {
  it("costs what it is long, whatever there is much of in it", async () => {
    const opened = await openStandin();
    const { measured, restore } = await fillWorld(opened.standin.engine, set, 1);
    for (const { operationId, request } of measured)
      expect(await complainAbout(opened, largeRequestsOf(request), restore), operationId).toBe("");
    expect(opened.bugs).toEqual([]);
  });
});

describe("a request to the control API", () => {
  it("costs what it is long, whatever there is much of in it", async () => {
    const opened = await openStandin();
    const { worlds } = opened.standin.engine;
    const prepare = async (): Promise<void> => {
      await worlds.reset("w");
      await worlds.snapshot("w", "s");
      await worlds.snapshot("w", "other");
      await worlds.open("other");
      const { faults } = await worlds.open("w");
      await faults.add({ match: { path: "/nowhere" }, effect: { latencyMs: 1 } });
    };
    for (const [operationId, request] of Object.entries(controlRequests)) {
      const base = { ...request, path: `/_standin${request.path}` };
      await prepare();
      // Of a stranger nothing is read, and anything costs nothing.
      expect((await opened.ask(base)).status, operationId).not.toBe(403);
      const requests = largeRequestsOf(base);
      expect(await complainAbout(opened, requests, prepare), operationId).toBe("");
    }
    expect(opened.bugs).toEqual([]);
  });
});
