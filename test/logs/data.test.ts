import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as lmdb from "lmdb";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Lmdb, openDataFolder } from "#logs/data-folder.ts";
import { toValue } from "#logs/lmdb-keys.ts";
import { createStandin, type Standin, type StandinOptions } from "#standin/standin.ts";
import { main } from "../../src/cli/main.ts";

let folder: string;
const running: Standin[] = [];

vi.stubGlobal("STANDIN_VERSION", "0.0.0-test");

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "standin-data-"));
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.close()));
  await rm(folder, { recursive: true, force: true });
});

async function start(options: StandinOptions = {}): Promise<Standin> {
  const standin = await createStandin({ data: folder, ...options });
  running.push(standin);
  return standin;
}

/** Ends one simulator and starts the next one. */
async function restart(before: Standin, options: StandinOptions = {}): Promise<Standin> {
  await before.close();
  return start(options);
}

/** A receiver of webhooks. */
async function createReceiver(status: () => number) {
  const bodies: string[] = [];
  const server = createServer((request, reply) => {
    let text = "";
    request.on("data", (part) => {
      text += part;
    });
    request.on("end", () => {
      bodies.push(text);
      reply.writeHead(status()).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  return { url, bodies, close: () => new Promise((resolve) => server.close(resolve)) };
}

const SESSION = "a verification";

describe("worlds in a folder go on after a restart", () => {
  it("with state, ids, clock, faults, snapshots and forks", async () => {
    const first = await start();
    const world = await first.world("w");
    await world.clock.freeze();
    await world.clock.set(new Date("2031-05-06T07:08:09Z"));
    await world.scenario("didit", SESSION, {});
    await world.snapshot("one");
    await world.scenario("didit", SESSION, {});
    await world.snapshot("two");
    await world.faults.add({ effect: { connection: "reset" }, match: { provider: "netid" } });
    await world.fork("v");
    const stateOf = (standin: Standin, name: string) => standin.engine.readState(name, "didit");
    const before = await stateOf(first, "w");
    const next = await restart(first);
    expect(next.data).toMatchObject({ worlds: 2, isSeedChanged: false });
    expect(next.engine.worlds.names().sort()).toEqual(["v", "w"]);
    const again = await next.world("w");
    expect(await stateOf(next, "w")).toEqual(before);
    expect(await again.clock.now()).toEqual(new Date("2031-05-06T07:08:09Z"));
    expect((await again.faults.list()).map(({ id }) => id)).toEqual(["fault-1"]);
    expect(await (await next.world("v")).faults.list()).toEqual([]);
    expect(next.engine.worlds.snapshots("w").map(({ name }) => name)).toEqual(["one", "two"]);
    await again.restore("one");
    const restored = await stateOf(next, "w");
    expect(restored).not.toEqual(before);
    const last = await restart(next);
    expect(await stateOf(last, "w")).toEqual(restored);
    expect(await stateOf(last, "v")).toEqual(before);
  });

  it("with credentials, and those of a world that is gone are not valid in the next one of its name", async () => {
    const tokenOf = async (standin: Standin, name: string): Promise<string> => {
      const reply = await (await standin.world(name)).fetch("/didomi/v1/sessions", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ type: "api-key", key: "standin-key", secret: "standin-secret" }),
      });
      return ((await reply.json()) as { access_token: string }).access_token;
    };
    const use = async (standin: Standin, name: string, token: string): Promise<number> => {
      const url = "/didomi/v1/consents/users?organization_id=standin-org";
      const headers = { authorization: `Bearer ${token}` };
      return (await (await standin.world(name)).fetch(url, { headers })).status;
    };
    const first = await start();
    const token = await tokenOf(first, "w");
    const valid = await use(first, "w", token);
    expect(valid).not.toBe(401);
    const second = await restart(first);
    expect(await use(second, "w", token)).toBe(valid);
    await second.engine.worlds.drop("w");
    const third = await restart(second);
    expect(third.engine.worlds.names()).not.toContain("w");
    expect(await use(third, "w", token)).toBe(401);
  });

  it("with webhooks that were not delivered, of which no attempt is forgotten", async () => {
    let status = 503;
    const receiver = await createReceiver(() => status);
    try {
      const first = await start();
      const world = await first.world("w");
      await world.scenario("didit", "a webhook receiver", { url: receiver.url });
      await world.scenario("didit", SESSION, {});
      await world.webhooks.settled();
      expect(receiver.bodies.length).toBeGreaterThan(0);
      const before = world.outbox.entries();
      expect(before.map(({ state }) => state)).toContain("pending");
      status = 200;
      const next = await restart(first);
      const again = await next.world("w");
      expect(again.outbox.entries().map(({ number, attempts }) => [number, attempts.length])).toEqual(
        before.map(({ number, attempts }) => [number, attempts.length]),
      );
      await again.clock.advance("PT24H");
      await again.webhooks.settled();
      expect(again.outbox.entries().map(({ state }) => state)).toEqual(before.map(() => "delivered"));
    } finally {
      await receiver.close();
    }
  });

  it("from another seed: worlds keep their state, and it is said", async () => {
    const first = await start({ seed: "one" });
    await first.world("w");
    const next = await restart(first, { seed: "two" });
    expect(next.data?.isSeedChanged).toBe(true);
    expect((await restart(next, { seed: "two" })).data?.isSeedChanged).toBe(false);
  });

  it("also when they were evicted: they are unloaded, and come back as they were", async () => {
    const standin = await start({ maxWorlds: 3, limits: { idleSeconds: 0 } });
    for (const name of ["a", "b", "c", "d", "e"])
      await (await standin.world(name)).scenario("didit", SESSION, { vendor_data: name });
    expect(standin.engine.worlds.names().filter((name) => standin.engine.worlds.find(name) !== undefined)).toHaveLength(
      3,
    );
    for (const name of ["a", "b", "c", "d", "e"])
      expect(JSON.stringify(await standin.engine.readState(name, "didit"))).toContain(`"vendorData":"${name}"`);
  });

  it("and a refused request leaves none behind", async () => {
    const standin = await start();
    const reply = await standin.fetch("/~nothing/didomi/v1/consents/users?organization_id=standin-org");
    expect(reply.status).toBe(401);
    expect((await restart(standin)).engine.worlds.names()).toEqual([]);
  });
});

const refusal = async (work: () => Promise<unknown>): Promise<string> => {
  const error = await work().then(
    () => undefined,
    (reason: Error) => reason,
  );
  expect(error).toMatchObject({ code: "ERR_STANDIN_DATA_UNUSABLE" });
  return error?.message ?? "";
};

describe("a folder that cannot be used is refused by a sentence", () => {
  const file = () => join(folder, "worlds.mdb");

  it("when another standin uses it; and it is free once that is closed", async () => {
    const first = await start();
    expect(await refusal(() => createStandin({ data: folder }))).toContain(`process ${process.pid}`);
    await first.close();
    await start();
  });

  it("when it holds something else, and nothing is written there", async () => {
    await writeFile(join(folder, "thesis.txt"), "");
    expect(await refusal(start)).toContain("thesis.txt");
    expect(await readdir(folder)).toEqual(["thesis.txt"]);
  });

  it("when it is a file, or cannot be made", async () => {
    await writeFile(join(folder, "file"), "");
    expect(await refusal(() => createStandin({ data: join(folder, "file") }))).toContain("not a folder");
    expect(await refusal(() => createStandin({ data: "/proc/standin" }))).toMatch(
      /There is no folder|cannot be written/,
    );
  });

  it.each([
    ["empty", (text: Buffer) => text.subarray(0, 0)],
    ["cut short", (text: Buffer) => text.subarray(0, 4096 * 3)],
    ["of another kind", () => Buffer.from("SQLite format 3\u0000".repeat(1000))],
    ["overwritten at its beginning", (text: Buffer) => Buffer.concat([Buffer.alloc(200, 7), text.subarray(200)])],
    [
      "overwritten in the middle",
      (text: Buffer) => {
        const damaged = Buffer.from(text);
        for (let page = 2; page < damaged.length / 4096; page += 1)
          damaged.fill(0xa5, page * 4096 + 8, page * 4096 + 1000);
        return damaged;
      },
    ],
  ] as const)("when its file is %s", async (_, damage) => {
    const first = await start();
    await (await first.world("w")).scenario("didit", SESSION, {});
    await first.close();
    const text = await readFile(file());
    await writeFile(file(), damage(text));
    expect(await refusal(start)).toMatch(/damaged/);
    await writeFile(file(), text);
    expect((await start()).data?.worlds).toBeGreaterThan(0);
  });

  it.each([
    [2, "newer"],
    [0, "older"],
  ])("when its format is %i", async (format, words) => {
    await (await start()).close();
    const data = await openDataFolder(folder, lmdb as unknown as Lmdb);
    await data.database.put(Buffer.from([0, 0x66]), toValue(format));
    await data.close();
    expect(await refusal(start)).toContain(words);
  });

  it("when a row is damaged, which its checksum shows", async () => {
    const first = await start();
    await (await first.world("w")).scenario("didit", SESSION, { vendor_data: "RECOGNIZABLE" });
    await first.close();
    const text = await readFile(file());
    for (let at = text.indexOf("RECOGNIZABLE"); at >= 0; at = text.indexOf("RECOGNIZABLE", at + 1)) text[at] = 0x73;
    await writeFile(file(), text);
    expect(await refusal(async () => (await start()).world("w"))).toMatch(/cannot be read: a value is damaged/);
  });
});

describe.skipIf(process.getuid?.() !== 0 || spawnSync("mount", ["-V"]).status !== 0)("when the disk is full", () => {
  it("writes are answered by 503 and change nothing, reads go on, and it goes on once there is room", async () => {
    const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=3m", "tmpfs", folder]);
    if (mounted.status !== 0) return;
    try {
      const standin = await start();
      const world = await standin.world("w");
      const body = JSON.stringify({
        workflow_id: "11111111-1111-4111-8111-111111111111",
        vendor_data: "x".repeat(200),
      });
      const write = async () =>
        world.scenario("didit", SESSION, { vendor_data: body }).then(
          () => "",
          (error: Error) => error.message,
        );
      let failed = "";
      for (let count = 0; count < 3000 && failed === ""; count += 1) failed = await write();
      expect(failed).toMatch(/cannot be stored.*the disk (is full|refuses it)/);
      const before = await standin.engine.readState("w", "didit");
      expect(await write()).not.toBe("");
      expect(await standin.engine.readState("w", "didit")).toEqual(before);
      spawnSync("mount", ["-o", "remount,size=20m", folder]);
      expect(await write()).toBe("");
      const after = await standin.engine.readState("w", "didit");
      const next = await restart(standin);
      expect(await next.engine.readState("w", "didit")).toEqual(after);
      await next.close();
    } finally {
      spawnSync("umount", [folder]);
    }
  });
});

describe("standin data", () => {
  let printed: string;
  beforeEach(() => {
    printed = "";
    vi.spyOn(console, "log").mockImplementation((text) => {
      printed += `${text}\n`;
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  /** A folder with a world that has rows, indexes, scheduled work and a frozen clock. */
  async function fill(): Promise<unknown> {
    const standin = await start();
    const world = await standin.world("w");
    await world.clock.freeze();
    await world.scenario("didit", "a session", {});
    await world.scenario("didit", SESSION, { vendor_data: "äö\u2028😀" });
    await world.snapshot("one");
    const state = await standin.engine.readState("w", "didit");
    await standin.close();
    return state;
  }

  it("exports a world, and imports it under another name, as it was", async () => {
    const state = await fill();
    const file = join(folder, "w.json");
    expect(await main(["data", "export", folder, file, "--world", "w"])).toBe(0);
    expect(JSON.parse(await readFile(file, "utf8"))).toMatchObject({ kind: "standin world", format: 1 });
    expect(await main(["data", "import", folder, file, "--world", "w"])).toBe(2);
    expect(await main(["data", "import", folder, file, "--world", "copy", "--json"])).toBe(0);
    expect(await main(["data", "info", folder, "--json"])).toBe(0);
    const info = JSON.parse(printed.trim().split("\n").at(-1) ?? "") as { worlds: unknown };
    expect(info.worlds).toMatchObject([
      { name: "copy", snapshots: 0 },
      { name: "w", snapshots: 1 },
    ]);
    const standin = await start();
    expect(await standin.engine.readState("copy", "didit")).toEqual(state);
    for (const name of ["copy", "w"]) await standin.world(name);
    const settingOf = (name: string) => standin.engine.worlds.find(name)?.clock.setting;
    expect(settingOf("copy")).toEqual(settingOf("w"));
  });

  it.each([
    ["not a world", (text: string) => text.replace("standin world", "x"), "line 1"],
    ["of another format", (text: string) => text.replace('"format":1', '"format":9'), "format is 9"],
    ["cut off", (text: string) => text.slice(0, -5), "line"],
    [
      "of an unknown collection",
      (text: string) => text.replaceAll("didit/verifications", "didit/never"),
      "didit/never",
    ],
    ["with a row under another key", (text: string) => text.replace(/(\["didit\/verifications",")./, "$1_"), "key"],
  ])("refuses a file that is %s, and stores nothing of it", async (_, change, words) => {
    await fill();
    const file = join(folder, "w.json");
    await main(["data", "export", folder, file, "--world", "w"]);
    await writeFile(file, change(await readFile(file, "utf8")));
    const complaints = vi.spyOn(console, "error").mockImplementation(() => {});
    expect(await main(["data", "import", folder, file, "--world", "copy"])).toBe(2);
    expect(complaints.mock.calls.join()).toContain(words);
    expect((await start()).engine.worlds.names()).toEqual(["w"]);
  });

  it("compacts a folder, and loses nothing", async () => {
    const state = await fill();
    expect(await main(["data", "compact", folder, "--json"])).toBe(0);
    const { before, after } = JSON.parse(printed) as { before: number; after: number };
    expect(after).toBeLessThanOrEqual(before);
    expect(await (await start()).engine.readState("w", "didit")).toEqual(state);
  });
});
