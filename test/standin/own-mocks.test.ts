import { describe, expect, it } from "vitest";
import type { Mock } from "#engine/contract/mock.ts";
import { providerNames } from "#mocks/registry.ts";
import { createStandin } from "#standin/standin.ts";
import { api, createToyBehaviour, createToyWith } from "../support/toy-mock.ts";

/** A mock of one's own, besides those of standin. */
const own = (change: Partial<Mock["api"]> = {}, more: Partial<Mock> = {}): Mock => ({
  ...createToyWith(async () => createToyBehaviour()),
  isForeign: true,
  api: { ...api, ...change },
  ...more,
});

const start = (...providers: unknown[]) => createStandin({ providers: [...providerNames, ...providers] } as never);

describe("mocks of one's own", () => {
  it.each<readonly [string, readonly unknown[], string]>([
    [
      "one of the name of standin's own",
      [own({ name: "didit", hosts: [] })],
      "Two providers have the name didit. Change the name in api.name.",
    ],
    [
      "two of one name",
      [own({ hosts: [] }), own({ hosts: [] })],
      "Two providers have the name toy. Change the name in api.name.",
    ],
    [
      "a prefix that is another's name",
      [own({}, { prefix: "netid" })],
      "Two providers have the prefix netid: netid and toy. Give one of them another prefix.",
    ],
    [
      "a real host of another",
      [own({ hosts: ["api.didomi.io"] })],
      "Two providers have the host api.didomi.io: didomi and toy. Take it out of api.hosts of one of them.",
    ],
    [
      "the local host of another",
      [own({ hosts: ["avacy.localhost"] })],
      "toy cannot have the host avacy.localhost, at which standin itself answers.",
    ],
    ["this machine as host", [own({ hosts: ["localhost"] })], "toy cannot have the host localhost"],
    [
      "a host with a port",
      [own({ hosts: ["api.toy.example:8443"] })],
      'toy cannot have the host "api.toy.example:8443"',
    ],
    ["a URL as host", [own({ hosts: ["https://api.toy.example"] })], "api.hosts holds host names in lower case"],
    ["the prefix of the control API", [own({}, { prefix: "_standin" })], 'toy cannot have the prefix "_standin"'],
    ["the prefix of a world", [own({}, { prefix: "~toy" })], "/_standin and /~… are standin's own."],
    ["a prefix of two segments", [own({}, { prefix: "a/b" })], "a prefix is one segment of a path"],
    ["a name with a capital", [own({ name: "Toy" })], 'A provider cannot be called "Toy"'],
    [
      "a name of 64 letters",
      [own({ name: "a".repeat(64) })],
      "a name is 1 to 63 lower-case letters, digits and dashes",
    ],
    ["what is no mock", [{}], "providers[4] is {}, neither the name of a provider nor a mock."],
    ["the promise of a mock", [Promise.resolve(own())], "providers[4] is a promise (await it first)"],
    ["an unknown name", [own(), "shop"], 'Unknown provider "shop".'],
  ])("refuse %s with a sentence", async (_what, providers, complaint) => {
    await expect(start(...providers)).rejects.toThrow(complaint);
  });

  it.each<readonly [string, Mock]>([
    ["a name of one letter", own({ name: "t" })],
    ["a name of 63 letters", own({ name: "a".repeat(63) })],
    ["its own local host", own({ hosts: ["toy.localhost"] })],
    ["no host", own({ hosts: [] })],
  ])("may have %s, and answer beside standin's own", async (_what, mock) => {
    await using standin = await createStandin({ providers: [...providerNames, mock, mock] });
    const { name } = mock.api;
    expect(standin.providers.map(({ api }) => api.name)).toEqual([...providerNames, name]);
    const headers = { authorization: "Key ann" };
    expect((await standin.fetch(`/${name}/page`, { headers })).status).toBe(200);
    expect((await standin.fetch(`http://${name}.localhost/page`, { headers })).status).toBe(200);
    expect((await standin.fetch("/didomi/v1/sessions")).status).toBe(405);
  });

  it("answer under their prefix and their name", async () => {
    await using standin = await createStandin({ providers: [own({}, { prefix: "toys.v1" })] });
    const headers = { authorization: "Key ann" };
    for (const prefix of ["toys.v1", "toy"])
      expect((await standin.fetch(`/${prefix}/page`, { headers })).status, prefix).toBe(200);
    expect((await standin.fetch("/didomi/v1/sessions")).status).toBe(404);
  });

  it("have their seeds checked by their names", async () => {
    const seeds = { toy: { notes: [{ id: "1", owner: "ann", text: "seeded" }] } };
    await using standin = await createStandin({ providers: [own()], seeds });
    const reply = await standin.fetch("/toy/notes/1", { headers: { authorization: "Key ann" } });
    expect(await reply.json()).toMatchObject({ text: "seeded" });
    await expect(createStandin({ providers: [own()], seeds: { toyy: {} } })).rejects.toThrow(
      "Unknown provider toyy. Known providers: didomi, avacy, didit, netid, toy. Did you mean toy?",
    );
    await expect(createStandin({ seeds })).rejects.toThrow("Unknown provider toy.");
  });

  it("are named where something is wrong in them", async () => {
    const bugs: unknown[] = [];
    const broken = own();
    const behaviour = createToyBehaviour();
    const mock: Mock = {
      ...broken,
      behaviour: () => ({ ...behaviour, handlers: { ...behaviour.handlers, page: () => ({ status: 299 }) } }) as never,
    };
    await using standin = await createStandin({ providers: [mock], onBug: (bug) => bugs.push(bug) });
    const reply = await standin.fetch("/toy/page", { headers: { authorization: "Key ann" } });
    expect(reply.status).toBe(500);
    expect(await reply.json()).toMatchObject({
      detail: "This is a bug in the mock toy. toy page: status 299 is not documented",
    });
    expect(bugs).toMatchObject([{ provider: "toy", operationId: "page", source: "mock" }]);
  });

  it("take the faults that any gateway may send, also where no spec has them", async () => {
    await using standin = await createStandin({ providers: [...providerNames, own()] });
    const world = await standin.world();
    const headers = { authorization: "Key ann" };
    for (const status of [502, 504]) {
      const { id } = await world.faults.add({ effect: { status } });
      const reply = await world.fetch("/toy/page", { headers });
      expect(reply.status).toBe(status);
      expect(await reply.text()).toContain(`<h1>${status} `);
      await world.faults.remove(id);
    }
    await expect(world.faults.add({ effect: { status: 418 } })).rejects.toThrow("documents no reply of status 418");
    await expect(world.faults.add({ match: { operation: "page" }, effect: { status: 504 } })).rejects.toThrow(
      "toy documents no reply of status 504 for page",
    );
  });
});
