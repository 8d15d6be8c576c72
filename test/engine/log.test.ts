import { describe, expect, it } from "vitest";
import { firstComplaint, prepare, settle, WORLD } from "../support/log-schedules.ts";
import { runCount } from "../support/run-count.ts";
import { createScriptedLog, type LogFault, type ScriptedLog } from "../support/scripted-log.ts";
import { ask, createToyEngine } from "../support/toy-mock.ts";

/** More of them are tried by test/slow/log.slow.ts. */
const SCHEDULES = runCount(2000);

describe("exchanges over a log", () => {
  it(`are answered once they are kept, run again where they were overtaken, and are neither lost nor doubled: ${SCHEDULES} schedules`, async () => {
    expect(await firstComplaint(SCHEDULES)).toBeUndefined();
  });

  it.each<[LogFault, RegExp]>([
    ["replies before kept", /answered before it was kept/],
    ["reruns only the last", /before it was kept|kept 0 times/],
    ["rerun draws other ids", /has the id/],
  ])("would be noticed: %s", async (fault, complaint) => {
    expect(await firstComplaint(500, fault)).toMatch(complaint);
  });

  it("answer that nothing can be kept when the log rejects, and have changed nothing", async () => {
    let log: ScriptedLog | undefined;
    const engine = createToyEngine({
      log: (host) => {
        log = createScriptedLog(host);
        return log;
      },
    });
    if (log === undefined) throw new Error("the engine made no log");
    await prepare(engine, log);
    const reply = Promise.resolve(ask(engine, "POST", "/toy/notes", { world: WORLD, body: { text: "x" } }));
    await settle();
    log.reject(WORLD);
    const { status, body } = await reply;
    expect([status, String(body)]).toEqual([503, expect.stringContaining("the disk is full")]);
    expect(engine.worlds.find(WORLD)?.image.firstKey("toy/notes")).toBeUndefined();
  });
});
