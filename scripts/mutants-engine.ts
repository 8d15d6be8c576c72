/**
 * Changes one expression of the engine at a time, and checks whether its tests detect it: `npm run mutants`. Each room of
 * `src/engine` is a run of its own; `docs/engine-mutants.md` is written from these, and keeps what it says of the others.
 */
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { type MutationReport, makePage, PAGE, type RoomRun, summarize } from "./mutants-engine-page.ts";
import { readOptions } from "./options.ts";

const root = join(import.meta.dirname, "..");
const REPORTS = join(root, ".stryker/reports");

const { only, concurrency } = readOptions("npm run mutants --", "Mutation tests of the engine, room by room.", {
  only: { type: "string", value: "<room>", help: "one room of src/engine, or several with commas between them" },
  concurrency: {
    type: "string",
    value: "<number>",
    default: String(availableParallelism()),
    help: "how many mutants are tried at a time",
  },
});

const rooms = readdirSync(join(root, "src/engine"));
const chosen = only?.split(",") ?? rooms;
const unknown = chosen.find((room) => !rooms.includes(room));
if (unknown !== undefined) {
  console.error(`There is no room "${unknown}" in src/engine. Known rooms: ${rooms.join(", ")}.`);
  process.exit(2);
}
if (!/^[1-9]\d?$/.test(concurrency)) {
  console.error(`Expected a number from 1 to 99 as --concurrency, not "${concurrency}".`);
  process.exit(2);
}

const reportOf = (room: string): string => join(REPORTS, `${room}.json`);
const runOf = (room: string): string => join(REPORTS, `${room}.run.json`);

async function readRun(room: string): Promise<RoomRun | undefined> {
  try {
    const report = JSON.parse(await readFile(reportOf(room), "utf8")) as MutationReport;
    return { ...(JSON.parse(await readFile(runOf(room), "utf8")) as Omit<RoomRun, "report">), report };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Runs Stryker on one room. It exits with another code than 0 when the tests fail without a mutant. */
function runStryker(room: string): Promise<number | null> {
  const reporter = process.stderr.isTTY ? "progress" : "progress-append-only";
  const args = ["stryker", "run", "stryker.config.js", "--concurrency", concurrency, "--reporters", `json,${reporter}`];
  const env = { ...process.env, STANDIN_ROOM: room };
  const child = spawn("npx", args, { cwd: root, stdio: ["ignore", "inherit", "inherit"], env });
  return new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
}

await mkdir(REPORTS, { recursive: true });
for (const room of chosen) {
  console.log(`== ${room}`);
  await rm(runOf(room), { force: true });
  const start = new Date();
  const code = await runStryker(room);
  if (code !== 0) {
    console.error(
      `Stryker ended with ${code} in ${room}. Do its tests pass: npx vitest run --config vitest.engine-mutants.config.ts?`,
    );
    process.exit(1);
  }
  const seconds = (Date.now() - start.getTime()) / 1000;
  const run = {
    room,
    startedAt: start.toISOString(),
    seconds,
    concurrency: Number(concurrency),
    node: process.versions.node,
  };
  await writeFile(runOf(room), JSON.stringify(run));
  const done = await readRun(room);
  if (done !== undefined) console.log(summarize(done));
}
const runs = (await Promise.all(rooms.map(readRun))).filter((run) => run !== undefined);
await writeFile(join(root, PAGE), makePage(rooms, runs, await readFile(join(root, PAGE), "utf8").catch(() => "")));
console.log(`${PAGE} has the survivors.`);
