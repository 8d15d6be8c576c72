import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { KeptFault } from "../logs/kept-standin.ts";
import { end, run, send, torture, withFolder, withProgram } from "../logs/torture.ts";

/** `npm run torture` kills more often. */
const KILLS = 25;

describe("worlds in a folder", () => {
  it(`lose no acknowledged write, and no part of one, in ${KILLS} kills`, async () => {
    const result = await withProgram((program) =>
      withFolder((folder) => torture(program, folder, { kills: KILLS, atRandom: 5 })),
    );
    expect(result.violations).toEqual([]);
    expect(result.acknowledged).toBeGreaterThan(KILLS);
  });

  it.each<[KeptFault, RegExp, number]>([
    ["replies do not wait", /are gone/, 0],
    ["parts of commits", /in part/, 60],
  ])("the kills find this: %s", async (fault, violation, atRandom) => {
    const result = await withProgram((program) =>
      withFolder((folder) => torture(program, folder, { kills: 60, atRandom, fault })),
    );
    expect(result.violations.join()).toMatch(violation);
  });
});

const hasStrace = (() => {
  try {
    execFileSync("strace", ["-V"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

/** Whether the data was on the disk before each reply left, by the system calls of the process. */
async function repliesAfterSync(fault: KeptFault): Promise<{ readonly replies: number; readonly early: number }> {
  return withProgram((program) =>
    withFolder(async (folder) => {
      const file = join(folder, "calls");
      const strace = [
        "strace",
        "-f",
        "-qq",
        "-s",
        "60",
        "-e",
        "trace=fdatasync,fsync,msync,write,writev,read",
        "-o",
        file,
      ];
      const data = join(folder, "data");
      const running = await run(program, data, fault, strace);
      const count = 5;
      for (let sent = 0; sent < count; sent += 1)
        await send(`${running.url}/~w/toy/notes`, "POST", { text: "x" }, () => {});
      await end(running);
      const calls = (await readFile(file, "utf8")).split("\n");
      let replies = 0;
      let early = 0;
      let isSynced = false;
      for (const call of calls) {
        if (/read\(.*"POST \/~w/.test(call)) isSynced = false;
        if (/(?:fdatasync|fsync|msync)\(.*= 0|<\.\.\. (?:fdatasync|fsync|msync) resumed>.*= 0/.test(call))
          isSynced = true;
        if (/writev?\(.*HTTP\/1\.1 200/.test(call)) {
          replies += 1;
          if (!isSynced) early += 1;
        }
      }
      return { replies, early };
    }),
  );
}

describe.skipIf(!hasStrace)("by its system calls, a process", () => {
  it("has synced what it stores before it answers", async () => {
    expect(await repliesAfterSync("")).toEqual({ replies: 5, early: 0 });
  });

  it.each<KeptFault>(["noSync", "replies do not wait"])("would be found not to: %s", async (fault) => {
    const { replies, early } = await repliesAfterSync(fault);
    expect(replies).toBe(5);
    expect(early).toBeGreaterThan(0);
  });
});
