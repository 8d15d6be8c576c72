/** Figures for docs/persistence.md: `npm run bench:data`. */
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as lmdb from "lmdb";
import { createStoredWorlds } from "#engine/world/stored-worlds.ts";
import { type Lmdb, logOf, openDataFolder } from "#logs/data-folder.ts";
import { readOptions } from "../scripts/options.ts";
import { ask, bodyOf, createToyEngine } from "../test/support/toy-mock.ts";

readOptions("npm run bench:data", "Measures worlds kept in a folder.", {});

const RECORDS = 100_000;
const WRITES = 300;
const folder = await mkdtemp(join(tmpdir(), "standin-measure-"));
const median = (list: number[]): number => list.sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
const show = (what: string, value: number, unit: string): void =>
  void process.stdout.write(`${what}: ${value.toFixed(3)} ${unit}\n`);

async function openEngine() {
  const data = await openDataFolder(folder, lmdb as unknown as Lmdb);
  const engine = createToyEngine({
    log: logOf(data),
    stored: createStoredWorlds,
    limits: { worldBytes: 2 ** 31, bytes: 2 ** 31 },
  });
  return { engine, data };
}

async function timeWrites(engine: ReturnType<typeof createToyEngine>): Promise<number> {
  const times: number[] = [];
  for (let count = 0; count < WRITES; count += 1) {
    const begun = performance.now();
    await ask(engine, "POST", "/toy/notes", { world: "w", body: { text: "x".repeat(200) } });
    times.push(performance.now() - begun);
  }
  return median(times);
}

async function timeReads(engine: ReturnType<typeof createToyEngine>): Promise<number> {
  const { id } = bodyOf(await ask(engine, "POST", "/toy/notes", { world: "w", body: { text: "read" } }));
  await new Promise((resolve) => setTimeout(resolve, 50));
  for (let count = 0; count < 20_000; count += 1) void ask(engine, "GET", `/toy/notes/${id}`, { world: "w" });
  const begun = performance.now();
  for (let count = 0; count < 50_000; count += 1) void ask(engine, "GET", `/toy/notes/${id}`, { world: "w" });
  return ((performance.now() - begun) / 50_000) * 1000;
}

try {
  const memory = createToyEngine();
  await ask(memory, "GET", "/toy/page", { world: "w" });
  show("read in memory", await timeReads(memory), "µs");
  const { engine } = await openEngine();
  await ask(engine, "GET", "/toy/page", { world: "w" });
  show("read over LMDB", await timeReads(engine), "µs");
  show("read in memory, again", await timeReads(memory), "µs");
  show("read over LMDB, again", await timeReads(engine), "µs");
  const before = performance.now();
  await Promise.all(
    Array.from({ length: 2000 }, () => ask(memory, "POST", "/toy/notes", { world: "w", body: { text: "x" } })),
  );
  show("2,000 writes at the same time in memory, each", ((performance.now() - before) / 2000) * 1000, "µs");
  show("one write at a time over LMDB", await timeWrites(engine), "ms");
  const bare = lmdb.open({
    path: join(folder, "..", `bare-${process.pid}.mdb`),
    noSubdir: true,
    encoding: "binary",
    keyEncoding: "binary",
    overlappingSync: false,
  } as never);
  const times: number[] = [];
  for (let count = 0; count < WRITES; count += 1) {
    const begun = performance.now();
    await bare.batch(() => {
      for (const part of ["note", "random", "event", "counter"])
        void bare.put(Buffer.from(`${part}${count}`) as never, Buffer.alloc(200));
    });
    times.push(performance.now() - begun);
  }
  show("a bare write and sync of such rows", median(times), "ms");
  await bare.close();
  await rm(join(folder, "..", `bare-${process.pid}.mdb`), { force: true });
  await rm(join(folder, "..", `bare-${process.pid}.mdb-lock`), { force: true });
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: 2000 }, () => ask(engine, "POST", "/toy/notes", { world: "w", body: { text: "x" } })),
  );
  show("2,000 writes at the same time, each", ((performance.now() - begun) / 2000) * 1000, "µs");
  await engine.runScenario("w", "toy", "notes written", { count: RECORDS });
  for (const [what, work] of [
    ["snapshot", () => engine.worlds.snapshot("w", "s")],
    ["fork", () => engine.worlds.fork("w", "f")],
    ["restore", () => engine.worlds.restore("w", "s")],
  ] as const) {
    const start = performance.now();
    await work();
    show(`${what} of ${RECORDS} records`, performance.now() - start, "ms");
  }
  await engine.close();
  show("the file", (await stat(join(folder, "worlds.mdb"))).size / 2 ** 20, "MiB");
  const start = performance.now();
  const next = await openEngine();
  show("opening the folder", performance.now() - start, "ms");
  const loading = performance.now();
  await ask(next.engine, "GET", "/toy/page", { world: "w" });
  show(`cold load of ${RECORDS} records`, performance.now() - loading, "ms");
  await next.engine.close();
} finally {
  await rm(folder, { recursive: true, force: true });
}
