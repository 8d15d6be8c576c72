import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { providerNames } from "#mocks/registry.ts";
import { endAll, launch, requireBuild, startStandin } from "./launch.ts";

const [provider] = providerNames;
let url: string;

beforeAll(async () => {
  requireBuild();
  url = (await startStandin()).ready.url;
});

afterAll(endAll);

/** Runs a command against the server of this file, in a world of the test's own. */
const run = (world: string, ...args: string[]) => launch([...args, "--world", world], { STANDIN_URL: url }).ended;

/** What a command prints for people, without its last line break. */
async function told(world: string, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await run(world, ...args);
  expect([code, stderr]).toEqual([0, ""]);
  return stdout.trimEnd();
}

/** What a command prints for programs: one line. */
async function json(world: string, ...args: string[]) {
  const line = await told(world, ...args, "--json");
  expect(line.split("\n")).toHaveLength(1);
  return JSON.parse(line);
}

async function refused(world: string, args: readonly string[], code: number, message: RegExp): Promise<void> {
  const ended = await run(world, ...args);
  expect(ended.stdout).toBe("");
  expect(ended.stderr).toMatch(message);
  expect(ended.stderr.trim().split("\n")).toHaveLength(1);
  expect(ended.code).toBe(code);
}

const ask = (world: string, path = "nowhere") => fetch(`${url}/~${world}/${provider}/${path}`);

describe("standin status and world", () => {
  it("tell what runs, and where the providers answer in a world", async () => {
    expect(await json("status", "status")).toMatchObject({ name: "standin", version: expect.any(String) });
    const text = await told("status", "status");
    expect(text).toContain(`answers at ${url}`);
    for (const name of providerNames) expect(text).toContain(`${url}/~status/${name}`);
    expect(await told("default", "status")).toMatch(new RegExp(`  ${url}/${provider}$`, "m"));
  });

  it("list, make, copy, reset and remove worlds", async () => {
    expect(await json("ignored", "world", "create", "first", "--track-reads")).toMatchObject({
      name: "first",
      trackReads: true,
    });
    expect(await told("ignored", "world", "create", "first")).toMatch(/^first +\S+Z +× 1 .* tracks reads$/m);
    await ask("first");
    expect(await told("first", "world", "fork", "second")).toBe("World second is a copy of first.");
    const { worlds } = await json("ignored", "world", "list");
    expect(worlds.map(({ name }: { name: string }) => name)).toEqual(expect.arrayContaining(["first", "second"]));
    expect(await json("first", "reset")).toMatchObject({ name: "first", exchanges: 0 });
    expect(await told("ignored", "reset", "second")).toBe("Reset world second to its seed.");
    expect(await json("ignored", "world", "remove", "second")).toBe(null);
    await refused("ignored", ["world", "remove", "second"], 1, /second/);
  });
});

describe("a world that is not there", () => {
  it.each([
    "reset",
    "reset chekout",
    "world remove chekout",
    "world fork copy",
    "snapshot list",
    "snapshot restore s",
    "snapshot remove s",
    "fault list",
    "fault remove f",
    "fault clear",
    "exchanges",
    "outbox",
    "outbox redeliver 1",
    "clock",
  ])("is not created by what would then say that all is well: standin %s", async (command) => {
    await fetch(`${url}/_standin/worlds/checkout`, { method: "PUT" });
    await refused("chekout", command.split(" "), 1, /^World chekout does not exist\. Did you mean checkout\? /);
    expect((await fetch(`${url}/_standin/worlds/chekout`)).status).toBe(404);
  });

  it("is created by what prepares it for requests, and the default one is always there", async () => {
    await json("prepared", "clock", "freeze");
    expect(await told("default", "fault", "list")).toBe("World default has no faults.");
    expect(await told("prepared", "exchanges")).toBe("World prepared has no matching exchanges.");
  });
});

describe("a world that no URL can name", () => {
  it("is refused, mostly before anything is sent", async () => {
    await refused("..", ["reset"], 2, /is not a valid name of a world\. Nothing was sent\.$/m);
    await refused(".", ["snapshot", "save", "s"], 2, /is not a valid name of a world/);
    await refused("w", ["world", "create", ".."], 2, /is not a valid name of a world/);
    await refused("default", ["world", "fork", ".."], 1, /^A world's name is 1 to 64 .* neither "\." nor "\.\."/);
    await refused("w", ["snapshot", "save", ".."], 2, /is not a valid name of a snapshot/);
  });
});

describe("standin clock", () => {
  it("sets, freezes, advances and runs the time of a world", async () => {
    const at = "2024-01-01T00:00:00.000Z";
    await json("clock", "clock", "freeze");
    expect(await json("clock", "clock", "set", "2024-01-01")).toEqual({ now: at, frozen: true, scale: 0 });
    expect((await json("clock", "clock", "advance", "1h30m")).now).toBe("2024-01-01T01:30:00.000Z");
    expect((await json("clock", "clock", "advance", "PT15M")).now).toBe("2024-01-01T01:45:00.000Z");
    expect(await told("clock", "clock", "advance", "500ms")).toBe("2024-01-01T01:45:00.500Z  frozen");
    expect(await told("clock", "clock", "advance", "15")).toBe(
      "2024-01-01T01:45:00.515Z  frozen  15 was taken for milliseconds; minutes are 15m.",
    );
    expect(await told("clock", "clock")).toBe("2024-01-01T01:45:00.515Z  frozen");
    expect(await told("clock", "clock", "show")).toBe("2024-01-01T01:45:00.515Z  frozen");
    expect(await told("clock", "clock", "run", "60")).toMatch(/Z {2}running, 60 times as fast as real time$/);
    await refused("clock", ["clock", "advance", "soon"], 2, /15m, 1h30m, 2d, 500ms, PT15M/);
    await refused("clock", ["clock", "set", "1969-12-31"], 2, /A clock shows times from 1970/);
    await refused("clock", ["clock", "advance", "9999999d"], 2, /A clock shows times from 1970/);
    await refused("clock", ["clock", "advance", "2920000d"], 1, /^A clock shows times from 1970/);
    await refused("clock", ["clock", "set", "tomorrow"], 2, /2024-01-01T12:00:00Z/);
  });
});

describe("standin snapshot", () => {
  it("keeps a world, and goes back to it", async () => {
    await json("kept", "world", "create", "kept");
    expect(await told("kept", "snapshot")).toBe("World kept has no snapshots.");
    await json("kept", "clock", "freeze");
    const { now } = await json("kept", "snapshot", "save", "signed in");
    await json("kept", "clock", "advance", "2d");
    expect(await told("kept", "snapshot", "list")).toMatch(new RegExp(`^signed in +${now}$`, "m"));
    expect((await json("kept", "snapshot", "restore", "signed in")).clock.now).toBe(now);
    expect(await json("kept", "snapshot", "remove", "signed in")).toBe(null);
    await refused("kept", ["snapshot", "restore", "signed in"], 1, /World kept has no snapshot "signed in"/);
    await refused("kept", ["snapshot", "remove", ".."], 2, /".." is not a valid name of a snapshot\. Nothing was sent/);
  });
});

describe("standin fault", () => {
  it("adds faults by everything that the options say, lists and removes them", async () => {
    const match = ["--provider", provider ?? "", "--method", "GET", "--path", "/*"];
    const turns = ["--after", "1", "--every", "2", "--first", "3", "--probability", "0.5"];
    const latency = ["--latency", "1-2", "--retry-after", "5"];
    expect(await json("faulty", "fault", "add", ...match, ...turns, ...latency)).toMatchObject({
      match: { provider, method: "GET", path: "/*" },
      when: { after: 1, every: 2, first: 3, probability: 0.5 },
      effect: { latencyMs: { from: 1, to: 2 }, status: 429, retryAfterSeconds: 5 },
    });
    expect(await json("faulty", "fault", "add", "--slow", "20")).toMatchObject({
      effect: { reply: "slow", slowMs: 20 },
    });
    expect(await json("faulty", "fault", "add", "--connection", "lose-acknowledgement")).toMatchObject({
      effect: { connection: "lose-acknowledgement" },
    });
    const { id } = await json("faulty", "fault", "add", "--preset", "flaky");
    expect(await told("faulty", "fault")).toMatch(new RegExp(`^${id} +everything +.*flaky: `, "m"));
    expect((await json("faulty", "fault", "list")).faults).toHaveLength(4);
    expect(await told("faulty", "fault", "remove", id)).toBe(`Deleted fault ${id}.`);
    expect(await told("faulty", "fault", "clear")).toBe("Deleted all faults of world faulty.");
    expect(await json("faulty", "fault", "list")).toEqual({ faults: [] });
  });

  it("refuses what cannot be: here with exit code 2, by the server's word with 1", async () => {
    await refused("faulty", ["fault", "add"], 2, /No effect given/);
    await refused("faulty", ["fault", "add", "--status", "often"], 2, /integer/);
    await refused("faulty", ["fault", "add", "--status", "500", "--body", "{"], 2, /Expected JSON/);
    await refused("faulty", ["fault", "add", "--latency", "5-1"], 2, /100-500/);
    await refused("faulty", ["fault", "add", "--probability", "2"], 2, /from 0 to 1/);
    await refused("faulty", ["fault", "add", "--preset", "doom"], 2, /Allowed choices/);
    await refused("faulty", ["fault", "add", "--status", "200"], 1, /documents no reply of status 200/);
  });
});

describe("standin exchanges", () => {
  it("shows what was asked and answered, a line each, or as the API and HTTP archives have it", async () => {
    await json("asked", "world", "create", "asked");
    expect(await told("asked", "exchanges")).toBe("World asked has no matching exchanges.");
    await ask("asked", "one?x=1");
    await ask("asked", "two");
    const [first = "", second] = (await told("asked", "exchanges")).split("\n");
    expect(first).toMatch(new RegExp(`^ +1  \\S+Z  \\d{3}  GET +/~asked/${provider}/one\\?x=1  ${provider}  route: `));
    expect(second).toContain("/two");
    expect((await json("asked", "exchanges", "--since", "1", "--provider", provider ?? "")).exchanges).toMatchObject([
      { number: 2, request: { method: "GET" } },
    ]);
    expect((await json("asked", "exchanges", "--limit", "1", "--method", "get")).exchanges).toHaveLength(1);
    expect((await json("asked", "exchanges", "--status", "2xx")).exchanges).toEqual([]);
    const { log } = JSON.parse(await told("asked", "exchanges", "--har"));
    expect([log.version, log.entries.length]).toEqual(["1.2", 2]);
    await refused("asked", ["exchanges", "--har", "--follow"], 2, /cannot be used with/);
  });

  it("shows the one that a reply names, and says why there is none of that name", async () => {
    await json("shown", "world", "create", "shown");
    const name = (await ask("shown", "nowhere?x=1")).headers.get("x-standin-exchange") ?? "";
    expect(name).toBe("shown/1");
    const text = await told("ignored", "exchange", name);
    expect(text).toContain(`GET /~shown/${provider}/nowhere?x=1\n`);
    expect(text).toMatch(/^404$/m);
    expect(text).toMatch(/^Refused at route \(unknownPath\)\n {2}\S.+$/m);
    expect(text).toContain(`${url}/_standin/#/worlds/shown/exchanges/1`);
    expect(await json("shown", "exchange", "1")).toMatchObject({ number: 1, reply: { status: 404 } });
    expect(JSON.parse(await told("shown", "exchange", "1", "--har")).log.entries).toHaveLength(1);
    await refused("shown", ["exchange", "shown/2"], 1, /World shown has no exchange 2\. The newest exchange/);
    await refused("shown", ["exchange", "shown/none"], 2, /is named <world>\/<number>/);
    await refused("shown", ["exchange", "shwn/1"], 1, /World shwn does not exist/);
  });

  it("follows the journal until it has seen enough, or until Ctrl-C", async () => {
    await told("followed", "world", "create", "followed");
    await ask("followed", "one");
    const { child, ended } = launch(["exchanges", "--follow", "--since", "0", "--json", "--world", "followed"], {
      STANDIN_URL: url,
    });
    const numbers: number[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      numbers.push(JSON.parse(line).number);
      if (numbers.length === 1) await ask("followed", "two");
      else child.kill("SIGINT");
    }
    expect(numbers).toEqual([1, 2]);
    expect(await ended).toMatchObject({ code: 0, stderr: "" });
    const enough = await told("followed", "exchanges", "--follow", "--since", "0", "--limit", "2");
    expect(enough.split("\n")).toHaveLength(2);
  });
});

describe("standin scenario and outbox", () => {
  it("prepares a world, tells what came of it, and delivers its events once more", async () => {
    const statuses = [503, 200];
    const receiver = createServer((request, response) => {
      request.resume().on("end", () => response.writeHead(statuses.shift() ?? 200).end());
    });
    receiver.listen(0, "127.0.0.1");
    await once(receiver, "listening");
    const receiverUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
    const { providers } = await json("events", "scenario", "list");
    const sender = providers.find(({ scenarios }: { scenarios: { name: string }[] }) =>
      scenarios.some(({ name }) => name === "a webhook receiver"),
    );
    expect(await told("events", "scenario", "list", sender.name)).toMatch(/^\w+ +a webhook receiver +\S/m);
    expect(await told("events", "scenario", "list", sender.name)).toMatch(
      /^ +url +required; string \(uri\)\. The receiver's/m,
    );
    expect(await told("events", "scenario", "list", sender.name)).toMatch(/^ +client_id +string; default \S+\. \S/m);
    const scenario = ["scenario", "run", sender.name];
    expect(await json("events", ...scenario, "a webhook receiver", `url=${receiverUrl}`)).toMatchObject({
      result: { url: receiverUrl },
    });
    expect(await told("events", "outbox")).toBe("The outbox of world events is empty.");
    await json("events", "clock", "freeze");
    const made = await json("events", ...scenario, "a verification", "status=Approved", "vendor_data=4711");
    // A text that looks like a number stays a text.
    expect(made.result.decision.vendor_data).toBe("4711");
    await refused("events", [...scenario, "a verification", "status=Approve"], 1, /Expected: one of Not Started, /);
    await refused(
      "events",
      [...scenario, "a verification", "state=Approved"],
      1,
      /Unknown parameter "state".* Did you mean "status"\?/,
    );
    await json("events", "clock", "advance", "0");
    const { events } = await json("events", "outbox");
    expect(events.length).toBeGreaterThan(0);
    const { number } = events[0];
    expect((await json("events", "outbox", "redeliver", String(number))).attempts.at(-1).status).toBe(200);
    expect(await told("events", "outbox", "list")).toMatch(
      new RegExp(`^ *${number} .*${sender.name} .*delivered.* 200 +${receiverUrl}$`, "m"),
    );
    await refused("events", ["outbox", "redeliver", "999"], 1, /no event 999/);
    receiver.close();
    receiver.closeAllConnections();
  });

  it("refuses unknown scenarios", async () => {
    await refused("scenes", ["scenario", "run", provider ?? "", "no such"], 1, /has no scenario "no such"/);
    await refused("scenes", ["scenario", "run", "__proto__", "x"], 2, /Unknown provider __proto__\. Known providers: /);
    await refused(
      "default",
      ["exchanges", "--provider", "__proto__"],
      1,
      /Unknown provider "__proto__"\. Known providers: /,
    );
    await refused("scenes", ["scenario", "list", "unknown"], 2, /Unknown provider unknown\. Known providers: /);
    await refused("scenes", ["scenario", "run", provider ?? "", "no such", "loose"], 2, /key=value/);
  });
});

describe("where the standin is", () => {
  it("is said by --url, before or after what is asked; the environment says it otherwise", async () => {
    for (const args of [
      ["clock", "--url", url, "freeze"],
      ["clock", "freeze", "--url", url],
    ]) {
      const { code, stdout } = await launch([...args, "--world", "said", "--json"]).ended;
      expect([code, JSON.parse(stdout).frozen]).toEqual([0, true]);
    }
  });

  it("is exit code 2 and one clear line if no server answers, another server answers, or the URL is invalid", async () => {
    const stranger = createServer((_request, response) => response.writeHead(404).end("<h1>Not here</h1>"));
    stranger.listen(0, "127.0.0.1");
    await once(stranger, "listening");
    const strange = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
    const said = async (address: string) => {
      const { code, stdout, stderr } = await launch(["status", "--url", address]).ended;
      expect([code, stdout]).toEqual([2, ""]);
      return stderr;
    };
    expect(await said(strange)).toBe(
      `The server at ${strange} is not standin, or was started with --no-control (status 404).\n`,
    );
    stranger.close();
    stranger.closeAllConnections();
    await once(stranger, "close");
    expect(await said(strange)).toBe(
      `No standin answers at ${strange}. Start one with \`standin start\`, or give its URL with --url.\n`,
    );
    for (const address of ["127.0.0.1:4700", "localhost:4700", "http://"])
      expect(await said(address)).toMatch(/^--url must be absolute/);
    const { code, stderr } = await launch(["exchanges", "--follow", "--url", strange]).ended;
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^No standin answers/)]);
  });

  it("may ask for a token: --token or STANDIN_CONTROL_TOKEN", async () => {
    const { ready } = await startStandin(["--control-token", "hush"]);
    const at = ["status", "--json", "--url", ready.url];
    const without = await launch(at).ended;
    expect(without).toMatchObject({ code: 1, stdout: "", stderr: expect.stringMatching(/STANDIN_CONTROL_TOKEN/) });
    expect((await launch([...at, "--token", "hush"]).ended).code).toBe(0);
    expect((await launch(at, { STANDIN_CONTROL_TOKEN: "hush" }).ended).code).toBe(0);
  });
});
