import { describe, expect, it } from "vitest";
import { StandinError } from "#engine/basics/errors.ts";
import type { FaultRequest } from "#engine/faults/fault.ts";
import { SeedError } from "#engine/kit/check-seed.ts";
import type { World } from "#engine/world/world.ts";
import { operations as controlOperations } from "#generated/control/operations.ts";
import { readSettings } from "#interception/preload-settings.ts";
import { type ProviderName, providerNames, registry } from "#mocks/registry.ts";
import { createStandin } from "#standin/standin.ts";
import { operationSets } from "../bench/operations/index.ts";
import { fillWorld } from "../bench/operations/operation-set.ts";
import { controlRequests } from "./names/control-requests.ts";
import { type Base, changesOf, INHERITED, variantsOf } from "./names/variants.ts";
import { type Opened, openStandin } from "./support/open-standin.ts";

/** Names that come from outside, among them those that every object inherits: they are unknown like any other. */

const WORLD = "/~measured";
const before = Object.getOwnPropertyNames(Object.prototype).sort();

/** What must hold after any request. */
async function expectSound({ ask, bugs }: Opened, where: string): Promise<void> {
  expect(bugs.splice(0), where).toEqual([]);
  expect(Object.getOwnPropertyNames(Object.prototype).sort(), where).toEqual(before);
  const listed = await ask({ method: "GET", path: "/_standin/worlds", query: "", headers: {} });
  expect([where, listed.status]).toEqual([where, 200]);
}

/** Sends every variant of a request. @returns what was answered by 500 or more, or taken although it cannot be right */
async function sendAll(opened: Opened, base: Base, restore: () => Promise<void>): Promise<string[]> {
  const faults: string[] = [];
  for (const name of INHERITED)
    for (const { where, request, isRefused } of variantsOf(base, name)) {
      await restore();
      const { status } = await opened.ask(request);
      const isTaken = isRefused === true && status < 400;
      if (status >= 500 || status === 0 || isTaken) faults.push(`${base.operationId}, ${name} as ${where}: ${status}`);
    }
  return faults;
}

describe.each(operationSets)("an inherited name anywhere in a request to $provider", (set) => {
  it("is a name like any other: the request is taken or refused, and nothing else changes", async () => {
    const opened = await openStandin();
    const { engine } = opened.standin;
    const { measured, restore } = await fillWorld(engine, set, 1);
    const provider = engine.providers.find(({ api }) => api.name === set.provider);
    const behaviour = await provider?.behaviour();
    const faults: string[] = [];
    const front = `${WORLD}/${set.provider}`;
    for (const { operationId, request } of measured) {
      const operation = behaviour?.operations[operationId];
      if (operation === undefined) throw new Error(`${set.provider} has no operation ${operationId}`);
      await restore();
      expect((await opened.ask(request)).status, operationId).toBeLessThan(400);
      const ownFront = front + (provider?.api.prefixes.find((each) => request.path.startsWith(front + each)) ?? "");
      faults.push(...(await sendAll(opened, { operationId, operation, request, front: ownFront }, restore)));
    }
    expect(faults).toEqual([]);
    await expectSound(opened, set.provider);
  });
});

describe("an inherited name anywhere in a request to the control API", () => {
  it("is tried in every operation", () => {
    expect(Object.keys(controlRequests).sort()).toEqual(Object.keys(controlOperations).sort());
  });

  it.each(Object.entries(controlRequests))("is a name like any other: %s", async (operationId, given) => {
    const opened = await openStandin();
    const { worlds } = opened.standin.engine;
    const request = { ...given, path: `/_standin${given.path}` };
    const operation = Object.entries(controlOperations).find(([id]) => id === operationId)?.[1];
    if (operation === undefined) throw new Error(`there is no operation ${operationId}`);
    const prepare = async (): Promise<void> => {
      await worlds.reset("w");
      await worlds.open("other");
      await worlds.snapshot("w", "s");
      await worlds.snapshot("w", "other");
      const { faults, outbox, clock } = await worlds.open("w");
      await faults.add({ match: { path: "/nowhere" }, effect: { latencyMs: 1 } });
      const event = { type: "planted", url: "not a url", key: "planted", secret: "fake-secret", body: {} };
      if (operationId === "redeliverEvent") outbox.add("didit", clock.now(), [event]);
    };
    await prepare();
    expect((await opened.ask(request)).status).toBeLessThan(400);
    expect(await sendAll(opened, { operationId, operation, request, front: "/_standin" }, prepare)).toEqual([]);
    await expectSound(opened, operationId);
  });
});

describe.each(providerNames)("an inherited name in what prepares %s", (name) => {
  it("is no scenario, and a parameter that no scenario knows", async () => {
    const opened = await openStandin();
    const { engine } = opened.standin;
    const behaviour = await engine.providers.find(({ api }) => api.name === name)?.behaviour();
    const scenarios = await behaviour?.scenarios();
    for (const inherited of INHERITED) {
      await expect(engine.runScenario("w", name, inherited)).rejects.toThrow(StandinError);
      await expect(engine.runScenario("w", inherited, "a user")).rejects.toThrow(StandinError);
      for (const scenario of Object.keys(scenarios ?? {}))
        for (const text of changesOf({ user: "alice", client_id: "standin-client" }, inherited)) {
          const parameters = JSON.parse(text);
          if (typeof parameters !== "object" || Array.isArray(parameters)) continue;
          // A scenario may refuse, in its own words; anything else that it throws is a bug.
          await engine.runScenario("w", name, scenario, parameters).catch((error: unknown) => {
            if (!(error instanceof StandinError) && !(error instanceof RangeError))
              throw new Error(`${scenario}, ${text}: ${String(error)}`);
          });
        }
    }
    await expectSound(opened, name);
  });

  it("is no member of a seed, or is data", async () => {
    const provider = registry[name];
    const { method, path, body } = provider.exampleRequest(provider.defaultSeed);
    const headers = { "content-type": "application/json" };
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
    let taken = 0;
    for (const text of INHERITED.flatMap((inherited) => changesOf(provider.defaultSeed, inherited))) {
      const seeds = { [name]: JSON.parse(text) };
      const standin = await createStandin({ providers: [name], seeds }).catch((error: unknown) => {
        if (error instanceof SeedError) return undefined;
        throw new Error(`${text}: ${String(error)}`);
      });
      if (standin === undefined) continue;
      taken += 1;
      expect((await standin.fetch(`/${name}${path}`, init)).status, text).toBeLessThan(500);
    }
    expect(taken).toBeGreaterThan(0);
    expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(before);
  });
});

describe("an inherited name as an option", () => {
  it.each(INHERITED)("is no provider: %s", async (name) => {
    const providers = [name as ProviderName];
    await expect(createStandin({ providers })).rejects.toThrow(/Unknown provider .* Known providers: /);
    const seeds = JSON.parse(`{${JSON.stringify(name)}: {}}`);
    await expect(createStandin({ seeds })).rejects.toThrow(SeedError);
    expect(() => readSettings({ STANDIN_PROVIDERS: name })).toThrow(/STANDIN_PROVIDERS may be/);
    expect(readSettings({ STANDIN_WORLD: name }).world).toBe(name);
  });

  it.each(INHERITED)("is no preset, no operation and no provider of a fault: %s", async (name) => {
    const { faults } = (await openStandin()).standin.engine.worlds.open("w") as World;
    const effect = { latencyMs: 1 };
    for (const request of [
      { preset: name },
      { match: { operation: name }, effect },
      { match: { provider: name }, effect },
    ])
      await expect(faults.add(request as FaultRequest)).rejects.toThrow(StandinError);
    expect(faults.size).toBe(0);
  });
});

describe("what has gone wrong once", () => {
  it("a body of an unknown media type is refused before it is looked at: a verification keeps its status", async () => {
    const { standin } = await openStandin();
    const world = await standin.world();
    const made = (await world.scenario("didit", "a verification", { status: "Approved" })) as { session_id: string };
    const { access_token: token } = (await world.scenario("didit", "a client token")) as { access_token: string };
    const reply = await standin.fetch(`/didit/v1/session/${made.session_id}/update-status/`, {
      method: "PATCH",
      headers: { authorization: `Bearer ${token}`, "content-type": "constructor" },
      body: '{"new_status":5}',
    });
    expect([reply.status, await reply.json()]).toEqual([
      415,
      { detail: 'Unsupported media type "constructor" in request.' },
    ]);
    const { verifications } = (await standin.engine.readState("default", "didit"))?.collections ?? {};
    expect(verifications).toMatchObject([{ status: "Approved", reviews: [] }]);
  });

  it("a fork that is refused makes no world", async () => {
    const { standin } = await openStandin();
    const ask = (type: string) =>
      standin.fetch("/_standin/worlds/a/fork", { method: "POST", headers: { "content-type": type }, body: "{}" });
    expect((await ask("constructor")).status).toBe(415);
    expect((await ask("application/json")).status).toBe(400);
    expect(await (await standin.fetch("/_standin/worlds")).json()).toEqual({ worlds: [] });
  });

  it("a sign-in of an unknown media type is refused in the provider's words", async () => {
    const { standin, bugs } = await openStandin();
    const headers = { "content-type": "__proto__" };
    const reply = await standin.fetch("/didomi/v1/sessions", { method: "POST", headers, body: "{}" });
    expect([reply.status, await reply.json()]).toMatchObject([400, { name: "BadRequest" }]);
    expect(bugs).toEqual([]);
  });
});

describe("an inherited name as an address", () => {
  it.each(INHERITED)("leads to no provider, and to a world of that name: %s", async (name) => {
    const opened = await openStandin();
    const request = { method: "GET", query: "", headers: {} };
    expect((await opened.ask({ ...request, path: `/${name}` })).status).toBe(404);
    expect((await opened.ask({ ...request, path: "/", headers: { host: name } })).status).toBe(200);
    for (const provider of providerNames)
      expect((await opened.ask({ ...request, path: `/~${name}/${provider}/${name}` })).status).toBe(404);
    expect((await opened.ask({ ...request, method: "PUT", path: `/_standin/worlds/${name}` })).status).toBe(200);
    await expectSound(opened, name);
    expect(opened.standin.engine.worlds.names()).toContain(name);
  });
});
