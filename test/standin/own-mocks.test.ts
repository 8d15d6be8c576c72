import { describe, expect, it } from "vitest";
import type { ErasedHandler, Mock } from "#engine/contract/mock.ts";
import { providerNames } from "#mocks/registry.ts";
import { untilStuck } from "#standin/mock-file.ts";
import { toModuleReason } from "#standin/module-reason.ts";
import { createStandin } from "#standin/standin.ts";
import { defineMock } from "../../src/mock/define-mock.ts";
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

describe("a handler of a mock of one's own", () => {
  const serve = async (part: "createNote" | "page", handler: ErasedHandler, counted = "toy") => {
    const behaviour = createToyBehaviour();
    const mock: Mock = {
      ...own(),
      behaviour: () => ({ ...behaviour, handlers: { ...behaviour.handlers, [part]: handler } }) as never,
    };
    const standin = await createStandin({ providers: [mock] });
    const headers = { authorization: "Key ann", "content-type": "application/json" };
    const create = { method: "POST", headers, body: JSON.stringify({ text: "one" }) };
    const reply = await (part === "page"
      ? standin.fetch("/toy/page", { headers })
      : standin.fetch("/toy/notes", create));
    const state = await standin.engine.readState("default", counted);
    return { status: reply.status, text: await reply.text(), notes: state?.collections["notes"] ?? [] };
  };
  const NOTE = { id: "1", owner: "ann", text: "one" };

  it.each<readonly [string, ErasedHandler, string]>([
    [
      "returns nothing",
      () => undefined as never,
      "a handler returns a reply, such as { status: 200, body: … }, and it returned nothing",
    ],
    [
      "is async",
      (async () => ({ status: 200, body: NOTE })) as never,
      "it returned a promise: a handler is a plain function, without async",
    ],
    [
      "is async, and fails later",
      (async () => {
        throw new Error("late");
      }) as never,
      "it returned a promise",
    ],
    ["sets the trailer", () => ({ status: 200, body: NOTE, headers: { trailer: "x" } }), "it has the header trailer"],
    [
      "sets a header to a number",
      () => ({ status: 200, body: NOTE, headers: { "x-one": 1 as never } }),
      'its header \\"x-one\\" is a text',
    ],
    ["hides a body behind toJSON", () => ({ status: 200, body: { ...NOTE, toJSON: () => 5 } }), "status 200, body"],
    [
      "schedules an unknown job",
      (_request, { schedule, now }) => {
        schedule(now, "nope", "1");
        return { status: 200, body: NOTE };
      },
      'toy has no job \\"nope\\" to schedule; it has expire.',
    ],
    [
      "puts a row without a key",
      (_request, { notes }) => {
        notes.put({ foo: 1 });
        return { status: 200, body: NOTE };
      },
      "notes was given a row whose key is undefined: a row is an object",
    ],
    [
      "changes a row in place, and fails",
      (_request, { notes }) => {
        for (const row of notes.list("byOwner", ["ann"]).rows) row.text = "changed";
        throw new Error("out of ideas");
      },
      "read only",
    ],
    [
      "changes what is in a frozen row",
      (_request, { notes }) => {
        const inner = { list: [1] };
        notes.put(Object.freeze({ ...NOTE, inner }));
        inner.list.push(2);
        return { status: 200, body: NOTE };
      },
      "not extensible",
    ],
  ])("that %s gives a 500 that says so, and nothing is committed", async (_what, handler, complaint) => {
    const putting: ErasedHandler = (request, context) => {
      context.notes.put({ ...NOTE, id: "0" });
      return handler(request, context);
    };
    const { status, text, notes } = await serve("createNote", putting);
    expect([status, text]).toEqual([500, expect.stringContaining(complaint)]);
    expect(text).toContain("This is a bug in the mock toy.");
    expect(notes).toEqual([]);
  });

  it.each<readonly [string, unknown, string]>([
    [
      "data as a media type without schema",
      { status: 200, mediaType: "text/html", body: { a: 1 } },
      "its body as text/html is a text or a Uint8Array",
    ],
    [
      "data where the first media type is a text's",
      { status: 200, body: { a: 1 } },
      "status 200, body as text/html is neither a text, bytes nor a stream",
    ],
    ["a status beyond those of HTTP", { status: 99 }, "its status is 99"],
  ])("that answers with %s gives a 500 that says so", async (_what, reply, complaint) => {
    const { status, text } = await serve("page", () => reply as never);
    expect([status, text]).toEqual([500, expect.stringContaining(complaint)]);
  });

  it("may give bytes, and data with dates and members that are undefined", async () => {
    expect(
      await serve("page", () => ({ status: 200, mediaType: "application/pdf", body: new Uint8Array([65]) })),
    ).toMatchObject({ status: 200, text: "A" });
    const body = { ...NOTE, text: new Date(0) as never, more: undefined };
    expect(await serve("createNote", () => ({ status: 200, body }))).toMatchObject({
      status: 200,
      text: JSON.stringify({ ...NOTE, text: "1970-01-01T00:00:00.000Z" }),
    });
  });
});

describe("defineMock", () => {
  const api = { name: "shop", title: "Shop", hosts: [], prefixes: [""] };
  const good = { api, state: {}, behaviour: async () => ({}) };
  it.each<readonly [unknown, string]>([
    [undefined, "Its definition is { api, state, behaviour }, and not undefined."],
    [null, "Its definition is { api, state, behaviour }, and not null."],
    ["shop", 'Its definition is { api, state, behaviour }, and not "shop".'],
    [{}, "Its api is { name, title, hosts, prefixes }, and not undefined."],
    [{ ...good, api: null }, "Its api is { name, title, hosts, prefixes }, and not null."],
    [{ ...good, api: { ...api, name: 5 } }, "Its api.name is a text, and not 5."],
    [{ ...good, api: { ...api, hosts: "x" } }, 'shop: its api.hosts is a list of texts, and not "x".'],
    [
      { ...good, api: { ...api, prefixes: undefined } },
      "shop: its api.prefixes is a list of texts, and not undefined.",
    ],
    [{ ...good, state: null }, "shop: its state is {} or collections by name, and not null."],
    [{ ...good, state: { items: {} } }, "shop: its state.items is made by defineCollection, and not {}."],
    [{ ...good, behaviour: {} }, "shop: its behaviour is a function that loads it"],
  ])("refuses %j with a sentence", (definition, complaint) => {
    expect(() => defineMock(definition as never)).toThrow(complaint);
  });
  it("takes a definition that has just what it needs", () => {
    expect(defineMock(good as never)).toMatchObject({ isForeign: true });
  });
});

describe("a module of a mock", () => {
  it.each<readonly [unknown, string]>([
    [null, "it failed while it was loaded: it threw null."],
    [undefined, "it failed while it was loaded: it threw undefined."],
    [Object.create(null), "it failed while it was loaded: it threw {}."],
    [{ message: 5 }, 'it failed while it was loaded: it threw {"message":5}.'],
    ["no luck", "it failed while it was loaded: no luck."],
    [new Error("one\ntwo"), "it failed while it was loaded: one."],
  ])("that throws %j says so in a sentence", (thrown, sentence) => {
    expect(toModuleReason(thrown, "mine.js")).toBe(sentence);
  });

  it("that never finishes is reported once the process has nothing left to do", async () => {
    const before = process.listeners("beforeExit");
    const stuck = untilStuck(new Promise(() => {}));
    const [report] = process.listeners("beforeExit").filter((each) => !before.includes(each));
    (report as () => void)();
    await expect(stuck).rejects.toThrow("it awaits something that never comes");
    expect(await untilStuck(Promise.resolve(1))).toBe(1);
    expect(process.listeners("beforeExit")).toEqual(before);
  });
});
