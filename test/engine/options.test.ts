import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StandinError } from "#engine/basics/errors.ts";
import type { InterceptOptions } from "#interception/interception.ts";
import { RULES } from "#standin/check-options.ts";
import {
  type CloseOptions,
  createStandin,
  type ListenOptions,
  type Standin,
  type StandinOptions,
} from "#standin/standin.ts";
import { run } from "../support/programs.ts";

/** What code without types may pass to a simulator in its process. */

let standin: Standin;
beforeEach(async () => {
  standin = await createStandin();
});
afterEach(() => standin.close({ graceMs: 0 }));

type Names<Options> = Readonly<Record<keyof Options, unknown>>;

it("the names of options are those of their types", () => {
  // An option that has a type and no rule does not compile.
  const all: [Names<StandinOptions>, Names<ListenOptions>, Names<CloseOptions>, Names<InterceptOptions>] = [
    RULES.createStandin,
    RULES.listen,
    RULES.close,
    RULES.intercept,
  ];
  expect(all.map((rules) => Object.keys(rules).length)).toEqual([18, 7, 1, 2]);
});

describe("createStandin", () => {
  it.each<[object, string]>([
    [{ sedes: {} }, 'has no option "sedes"; it has providers, overrides, seed, seeds'],
    [{ constructor: 1 }, 'has no option "constructor"'],
    [{ seeds: [] }, "option seeds of createStandin is an object, not []"],
    [{ seeds: null }, "option seeds"],
    [{ controlToken: "" }, "option controlToken of createStandin is one or more visible characters"],
    [{ controlToken: "two words" }, "option controlToken"],
    [{ maxWorlds: "10" }, "option maxWorlds"],
    [{ maxWorlds: 0 }, "option maxWorlds"],
    [{ control: "no" }, "option control of createStandin is true or false"],
    [{ providers: "didomi" }, "option providers"],
    [{ webhookTargets: "app:3000" }, "option webhookTargets"],
    [{ onBug: 1 }, "option onBug"],
    [{ seed: {} }, "option seed of"],
    [{ seed: "seed.yaml" }, "starting state stands in seeds, by provider"],
  ])("refuses %j", async (options, complaint) => {
    await expect(createStandin(options)).rejects.toThrow(StandinError);
    await expect(createStandin(options)).rejects.toThrow(complaint);
  });

  it("takes what is undefined as absent", async () => {
    await using open = await createStandin({ seed: undefined, controlToken: undefined } as object);
    expect(open.providers.length).toBeGreaterThan(0);
  });
});

describe("a simulator in process", () => {
  it.each<[string, () => Promise<unknown>, string]>([
    [
      "a port that is none",
      () => standin.listen({ port: "x" } as object),
      'option port of listen is a whole number from 0 to 65535, not "x"',
    ],
    ["a port beyond the last", () => standin.listen(65_536), "option port"],
    ["a name that listen does not know", () => standin.listen({ prot: 1 } as object), 'has no option "prot"'],
    [
      "a grace period in words",
      () => standin.close({ graceMs: "2s" } as object),
      "option graceMs of close is from 0 to 2147483647 milliseconds",
    ],
    ["no number as a grace period", () => standin.close({ graceMs: Number.NaN }), "option graceMs"],
    [
      "a wait in words",
      async () => (await standin.world()).waitFor({}, { timeoutMs: "1s" } as object),
      "option timeoutMs of waitFor",
    ],
    [
      "a base URL of nothing",
      async () => (await standin.world()).baseUrl("constructor" as "didomi"),
      'Unknown provider "constructor"',
    ],
    [
      "a wait for nothing that there is",
      async () => (await standin.world()).waitFor({ providr: "didit" } as object),
      'the filter of waitFor has no option "providr"',
    ],
    [
      "a wait for an unknown provider",
      async () => (await standin.world()).waitFor({ provider: "didid" as "didit" }),
      'Unknown provider "didid"',
    ],
    ["a wait of years", async () => (await standin.world()).waitFor({}, { timeoutMs: 2 ** 31 }), "option timeoutMs"],
    [
      "a status of words in an archive",
      async () => (await standin.world()).toHar({ status: "bad" }),
      "option status of exchanges",
    ],
    ["a snapshot of a number", async () => (await standin.world()).snapshot(5 as never), "5 is not one"],
    ["a snapshot of nothing", async () => (await standin.world()).snapshot(undefined as never), "is not one"],
    ["a world of a number", () => standin.world(10n as never), "is not one"],
    ["a time that is none", () => createStandin({ frozenAt: true as never }), "option frozenAt"],
    ["a limit that is none", () => createStandin({ limits: { bytes: true as never } }), "The limit bytes must be"],
    ["an unknown interception", () => standin.intercept({ wrld: "w" } as object), 'has no option "wrld"'],
  ])("refuses %s", async (_, call, complaint) => {
    await expect((async () => call())()).rejects.toThrow(complaint);
  });

  it("shows no secret in a message", async () => {
    for (const options of [
      { controlToken: "fake secret" },
      { webhookTargets: ["http://ann:fake-secret@hooks.example/x"] },
    ])
      expect(await createStandin(options).catch(({ message }: Error) => message)).not.toMatch(/fake.secret/);
  });

  it("says of a world that is gone that it is, where it waits for its exchanges", async () => {
    const world = await standin.world("gone");
    await world.drop();
    await expect(world.waitFor()).rejects.toMatchObject({ code: "ERR_STANDIN_WORLD_GONE" });
  });

  it("keeps the process alive while it waits for exchanges", async () => {
    const program = `
      import { createStandin } from "standin";
      const world = await (await createStandin()).world();
      await world.waitFor({}, { timeoutMs: 50 }).catch(({ code }) => console.log(code));
    `;
    const folder = join(import.meta.dirname, "../..");
    const { stdout } = await run(process.execPath, ["--input-type=module", "-e", program], { cwd: folder });
    expect(stdout).toBe("ERR_STANDIN_NOT_FOUND\n");
  });

  it("changes no fault once it is closed", async () => {
    const closed = await createStandin();
    const { faults } = await closed.world();
    await closed.close();
    await expect(faults.add({ preset: "outage" })).rejects.toMatchObject({ code: "ERR_STANDIN_CLOSED" });
    expect(await faults.list()).toEqual([]);
  });

  it.each<[object, string]>([
    [{ efect: {} }, 'A fault has no member "efect"; it may have at, match, when, effect, preset.'],
    [{ effect: { status: 500, latency: 3 } }, 'The effect of a fault has no member "latency"'],
    [{ effect: { gateway: { statuss: 500 } } }, 'The gateway of a fault has no member "statuss"'],
    [{ preset: "flaky", when: { times: 2 } }, 'The when of a fault has no member "times"'],
    [{ preset: "flaky", match: { toString: "x" } }, 'The match of a fault has no member "toString"'],
    [{ preset: "flaky", match: [] }, "The match of a fault is an object, not []"],
    [{ effect: { connection: "drop" } }, "The connection of a fault must be one of reset, hang, lose-acknowledgement"],
    [{ effect: { reply: null } }, "The reply of a fault must be one of truncated, malformed, slow, not null"],
    [{ at: "here", effect: { latencyMs: 1 } }, "The at of a fault must be one of connection, route, handler"],
    [{ preset: "flaky", match: { path: 5 } }, "The path of a fault must be a text"],
    [{ preset: "flaky", match: { method: "" } }, "The method of a fault must be a text"],
    [{ preset: "flaky", match: { operation: null } }, "The operation of a fault must be a text"],
    [{ preset: "flaky", match: { query: { a: 1 } } }, "The query of a fault must be an object of texts"],
    [{ preset: "flaky", match: { headers: "x" } }, "The headers of a fault must be an object of texts"],
    [{ preset: "flaky", match: { where: "x" } }, "The where of a fault must be a function"],
    [{ preset: "flaky", match: { body: () => 1 } }, "The body of a fault must be a value that can be written as JSON"],
    [{ preset: "flaky", when: { seed: {} } }, "The seed of a fault must be a text or an integer"],
    [
      { effect: { gateway: { status: 503, headers: { x: null } } } },
      "The headers of a fault must be an object of texts",
    ],
    [
      { effect: { gateway: { status: 503, headers: { "Content-Length": "3" } } } },
      "cannot send the header Content-Length",
    ],
  ])("refuses the fault %j", async (fault, complaint) => {
    await expect((await standin.world()).faults.add(fault)).rejects.toThrow(complaint);
  });

  it("may be closed by a hook that passes on what is its own", async () => {
    await (standin.close as (context: object) => Promise<void>)({ name: "suite", tasks: [] });
  });
});
