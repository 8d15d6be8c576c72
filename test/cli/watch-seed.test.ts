import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createStandin } from "#standin/standin.ts";
import { endAll, launch, requireBuild } from "./launch.ts";

/** `standin start --seed … --watch`: the seed file is reloaded when it changes. */

let folder: string;
beforeAll(async () => {
  requireBuild();
  folder = await mkdtemp(join(tmpdir(), "standin-watch-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(endAll);

const frozenAt = (year: number): string => `frozenAt: ${year}-01-01T00:00:00Z\n`;

async function startWatching(name: string, text: string) {
  const file = join(folder, name);
  await writeFile(file, text);
  const { child, ended } = launch(["start", "--port", "0", "--quiet", "--seed", file, "--watch"]);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const complaints = createInterface({ input: child.stderr })[Symbol.asyncIterator]();
  let url = "";
  for (let line = await lines.next(); !String(line.value).startsWith("Press Ctrl-C"); line = await lines.next())
    url ||= /http:\S+/.exec(line.value)?.[0] ?? "";
  const yearIn = async (world: string) => (await fetch(`${url}/~${world}/didomi/x`)).headers.get("date")?.slice(12, 16);
  /** Opens a world, so that there is one to reset. */
  const open = (world: string) => fetch(`${url}/_standin/worlds/${world}`, { method: "PUT" });
  const next = async () => (await lines.next()).value as string;
  const complaint = async () => (await complaints.next()).value as string;
  return { file, child, ended, yearIn, open, next, complaint };
}

it("resets all worlds to a file that says something new, once for quick writes, and by whatever way it is written", async () => {
  const { file, child, ended, yearIn, open, next } = await startWatching("one.yaml", frozenAt(2021));
  await open("one");
  expect(await yearIn("one")).toBe("2021");
  for (const year of [2031, 2032, 2033]) await writeFile(file, frozenAt(year));
  expect(await next()).toBe(`${file} has changed: 1 world was reset to it.`);
  expect([await yearIn("one"), await yearIn("new")]).toEqual(["2033", "2033"]);
  await open("two");
  // As editors save: another file takes its name.
  await writeFile(`${file}~`, frozenAt(2040));
  await rename(`${file}~`, file);
  expect(await next()).toBe(`${file} has changed: 2 worlds were reset to it.`);
  expect([await yearIn("one"), await yearIn("two")]).toEqual(["2040", "2040"]);
  child.kill("SIGTERM");
  expect(await ended).toMatchObject({ code: 0, stderr: "" });
}, 20_000);

it("keeps what there is when the file is faulty, or says nothing new, and says what is wrong", async () => {
  const { file, child, ended, yearIn, open, next, complaint } = await startWatching("two.yaml", frozenAt(2021));
  await open("one");
  await writeFile(file, "frozenAt: soon\n");
  expect(await complaint()).toMatch(/two\.yaml:1:1: frozenAt is a time, .* The seed of before stays in use\.$/);
  expect(await yearIn("one")).toBe("2021");
  // Valid for itself, but not as a whole: nothing is half reset.
  await writeFile(file, `${frozenAt(2022)}didomi:\n  organizations: [{ id: a }, { id: a }]\n`);
  expect(await complaint()).toMatch(/two\.yaml.*The seed of before stays in use\.$/);
  expect([await yearIn("one"), await yearIn("new")]).toEqual(["2021", "2021"]);
  await rm(file);
  expect(await complaint()).toMatch(/there is no such file\. The seed of before stays in use\.$/);
  // What it said when it was last in order.
  await writeFile(file, `# back\n${frozenAt(2021)}`);
  await new Promise((resolve) => setTimeout(resolve, 700));
  await writeFile(file, frozenAt(2050));
  expect(await next()).toMatch(/1 world was reset/);
  expect(await yearIn("one")).toBe("2050");
  child.kill("SIGTERM");
  expect((await ended).code).toBe(0);
}, 20_000);

it("reads a module again", async () => {
  const { file, yearIn, open, next } = await startWatching("three.mjs", "export default { frozenAt: 1e12 };");
  await open("one");
  expect(await yearIn("one")).toBe("2001");
  await writeFile(file, "export default { frozenAt: 17e11 };");
  expect(await next()).toMatch(/1 world was reset/);
  expect(await yearIn("one")).toBe("2023");
}, 20_000);

it("needs a file to watch", async () => {
  const { code, stderr } = await launch(["start", "--watch"]).ended;
  expect([code, stderr]).toEqual([2, "--watch needs the file to watch: add --seed <file>.\n"]);
});

describe("reseed", () => {
  it("replaces state, ids and time of all worlds, and keeps their snapshots", async () => {
    await using standin = await createStandin({ frozenAt: "2021-01-01T00:00:00Z" });
    const world = await standin.world("w");
    await world.snapshot("before");
    await standin.reseed({ frozenAt: "2031-01-01T00:00:00Z", seeds: { avacy: { tenants: [] } } });
    expect((await world.clock.now()).getUTCFullYear()).toBe(2031);
    const state = await standin.engine.readState("w", "avacy");
    expect(state?.collections["tenants"]).toEqual([]);
    await world.restore("before");
    expect((await world.clock.now()).getUTCFullYear()).toBe(2021);
    await world.reset();
    expect((await world.clock.now()).getUTCFullYear()).toBe(2031);
  });

  it.each([
    [{ seed: {} }, /^The option seed of reseed is /],
    [{ seds: {} }, /^reseed has no option "seds"; it has seed, seeds, frozenAt\. Did you mean seed/],
    [{ frozenAt: "soon" }, /^frozenAt must be a time/],
    [{ seeds: { didomi: { organizations: [{ id: "a" }, { id: "a" }] } } }, /./],
  ])("changes nothing by %j, which is refused", async (seeding, message) => {
    await using standin = await createStandin({ frozenAt: "2021-01-01T00:00:00Z" });
    const world = await standin.world("w");
    const before = JSON.stringify(await standin.engine.readState("w", "didomi"));
    await expect(standin.reseed(seeding as object)).rejects.toThrow(message);
    // What only filling the seed world shows, as nothing has checked it.
    await expect(standin.engine.reseed({ seeds: { didomi: { organizations: [null] } } })).rejects.toThrow();
    await world.reset();
    expect(JSON.stringify(await standin.engine.readState("w", "didomi"))).toBe(before);
    expect((await world.clock.now()).getUTCFullYear()).toBe(2021);
  });
});
