import { describe, expect, it } from "vitest";
import { toHar } from "#engine/journal/har.ts";
import { trackReads } from "#engine/journal/read-tracking.ts";
import type { Engine } from "#engine/pipeline/engine.ts";
import { ask, bodyOf, createToy, createToyEngine, handlers } from "../support/toy-mock.ts";

const journalOf = async (engine: Engine) => (await engine.worlds.open("default")).journal;
const write = (engine: Engine, body: object) => ask(engine, "POST", "/toy/notes", { body });

describe("the journal says why a request was refused", () => {
  it.each<[string, string, string, object, string, string]>([
    ["no operation", "GET", "/toy/nowhere", {}, "route", "Nearest: "],
    ["wrong method", "PUT", "/toy/notes/n", {}, "route", "/notes/{id} does not take PUT, only GET, DELETE."],
    ["no credentials", "GET", "/toy/notes/n", { headers: { authorization: "" } }, "authenticate", "Key <owner>"],
    ["other credentials", "GET", "/toy/notes/n", { headers: { authorization: "Other ann" } }, "authenticate", "other"],
    ["a member missing", "POST", "/toy/notes", { body: {} }, "validate", "body.text: fails required"],
    ["a broken body", "POST", "/toy/notes", { body: "{" }, "validate", "cannot be read as application/json"],
    ["a large body", "POST", "/toy/notes", { body: "x".repeat(3000) }, "route", "2000 bytes"],
    ["a bad path", "GET", "/toy/notes/%zz", {}, "route", "percent-encoding"],
  ])("%s", async (_, method, path, request, stage, reason) => {
    const engine = createToyEngine();
    await ask(engine, method, path, request);
    const [entry] = (await journalOf(engine)).entries();
    expect(entry?.refusal?.stage).toBe(stage);
    expect(entry?.refusal?.reasons.join("; ")).toContain(reason);
  });

  it("by the handler, where everything before had nothing against it", async () => {
    const engine = createToyEngine();
    await ask(engine, "GET", "/toy/notes/n");
    expect((await journalOf(engine)).entries()[0]?.refusal).toEqual({
      stage: "handle",
      code: "unknownNote",
      reasons: ['No note has the id "n".'],
    });
  });

  it.each([
    ["secret=hunter2", "unexpected text at line 1, column 1"],
    ['{"secret":"hunter2",}', "unexpected text at line 1, column 21"],
    ['{"text":\n hunter2}', "unexpected text at line 2, column 2"],
    ['"hunter2', "the text ends too early, at line 1, column 9"],
    ['{"a":1} hunter2', "unexpected text at line 1, column 9"],
    ["hunter2", "unexpected text at line 1, column 1"],
    ['{"hunter2', "the text ends too early, at line 1, column 10"],
  ])("and what is wrong with a body, nothing of which is quoted, to the client neither: %j", async (body, detail) => {
    const engine = createToyEngine();
    const reply = await ask(engine, "POST", "/toy/notes", { body });
    expect(bodyOf(reply)).toEqual({ error: detail });
    const { code, reasons } = (await journalOf(engine)).entries()[0]?.refusal ?? {};
    expect([code, reasons]).toEqual(["malformedBody", [`The body cannot be read as application/json: ${detail}.`]]);
  });

  it("and nothing where it was not refused", async () => {
    const engine = createToyEngine();
    await write(engine, { text: "x" });
    expect((await journalOf(engine)).entries()[0]?.refusal).toBeUndefined();
  });
});

describe("the journal says what an exchange changed", () => {
  it("rows before and after, as they were", async () => {
    const engine = createToyEngine();
    const { id } = bodyOf(await write(engine, { text: "x" }));
    await ask(engine, "GET", `/toy/notes/${id}`);
    await ask(engine, "DELETE", `/toy/notes/${id}`);
    const row = { id, owner: "ann", text: "x" };
    expect((await journalOf(engine)).entries().map(({ changes }) => changes)).toEqual([
      [{ collection: "notes", key: id, after: row }],
      [],
      [{ collection: "notes", key: id, before: row }],
    ]);
  });

  it("nothing, when it was written and then refused", async () => {
    const engine = createToyEngine();
    await write(engine, { text: "refuse me" });
    expect((await journalOf(engine)).entries()[0]?.changes).toEqual([]);
  });

  it("without secrets", async () => {
    const createNote: (typeof handlers)["createNote"] = (_request, { notes }) => {
      notes.put({ id: "n", owner: "ann", text: "x", apiToken: "hush", inner: [{ client_secret: "hush" }] });
      return { status: 200, body: { id: "n", text: "x" } };
    };
    const engine = createToyEngine({ providers: [createToy({ handlers: { ...handlers, createNote } })] });
    await write(engine, { text: "x" });
    const [entry] = (await journalOf(engine)).entries();
    expect(JSON.stringify(entry?.changes)).not.toContain("hush");
    expect(entry?.changes).toMatchObject([{ after: { id: "n", apiToken: "[redacted]" } }]);
  });
});

describe("a tracked world", () => {
  it("notes the members of a request that no handler read", async () => {
    const engine = createToyEngine({ trackReads: true });
    await write(engine, { text: "x", extra: { deep: 1 }, "a/b~c": 2 });
    expect((await journalOf(engine)).entries()[0]?.unread).toEqual(["/body/extra", "/body/a~1b~0c"]);
  });

  it("leaves plain data behind, wherever the handler has put what it was given", async () => {
    let kept: { inner?: unknown } = {};
    const createNote: (typeof handlers)["createNote"] = ({ body }, { notes }) => {
      kept = body;
      notes.put({ id: "n", owner: "ann", text: body.text, kept: body.kept });
      return { status: 200, body: { id: "n", text: body.text } };
    };
    const engine = createToyEngine({
      trackReads: true,
      providers: [createToy({ handlers: { ...handlers, createNote } })],
    });
    await write(engine, { text: "x", kept: { list: [1, { a: 2 }] } });
    expect(Object.getOwnPropertyDescriptor(kept, "text")).toMatchObject({ value: "x", writable: true });
    const state = await engine.readState("default", "toy");
    expect(structuredClone(state?.collections["notes"])).toEqual([
      { id: "n", owner: "ann", text: "x", kept: { list: [1, { a: 2 }] } },
    ]);
  });

  it("answers as any other", async () => {
    const [tracked, plain] = await Promise.all(
      [true, false].map((trackReads) => write(createToyEngine({ trackReads }), { text: "x" })),
    );
    expect(tracked).toEqual(plain);
  });

  it("says nothing where nothing is tracked", async () => {
    const engine = createToyEngine();
    await write(engine, { text: "x", extra: 1 });
    expect((await journalOf(engine)).entries()[0]?.unread).toBeUndefined();
  });

  it.each([true, false])(
    "hands on to a fork whether it is one (%s), and each may change that for itself",
    async (isTraced) => {
      // The engine's own setting is the other, as for a world that nothing was said about.
      const engine = createToyEngine({ trackReads: !isTraced });
      (await engine.worlds.open("parent")).trackReads = isTraced;
      await engine.worlds.fork("parent", "child");
      const unreadIn = async (world: string) => {
        await ask(engine, "POST", "/toy/notes", { world, body: { text: "x", extra: 1 } });
        const { journal } = await engine.worlds.open(world);
        return journal.entries().map(({ unread }) => unread);
      };
      const noted = isTraced ? ["/body/extra"] : undefined;
      expect(await unreadIn("child")).toEqual([noted]);
      expect(await unreadIn("parent")).toEqual([noted]);
      (await engine.worlds.open("child")).trackReads = !isTraced;
      const changed = isTraced ? undefined : ["/body/extra"];
      expect(await unreadIn("child")).toEqual([noted, changed]);
      expect(await unreadIn("parent")).toEqual([noted, noted]);
      expect(await unreadIn("fresh")).toEqual([changed]);
    },
  );

  it("stays one when it is restored or reset", async () => {
    const engine = createToyEngine();
    const world = await engine.worlds.open("w");
    await engine.worlds.snapshot("w", "before");
    world.trackReads = true;
    await engine.worlds.restore("w", "before");
    expect(engine.worlds.find("w")?.trackReads).toBe(true);
    await engine.worlds.reset("w");
    expect(engine.worlds.find("w")?.trackReads).toBe(true);
  });

  it("counts what is copied as read, and what is behind an unread member not for itself", () => {
    const tracked = trackReads({ a: { b: 1, c: 2 }, d: { e: { f: 3 } }, g: [1, 2] }, "");
    void { ...tracked.value.a };
    void tracked.value.g[1];
    expect(tracked.end()).toEqual(["/d", "/g/0"]);
  });
});

describe("a query of the journal", () => {
  async function withExchanges(): Promise<Engine> {
    const engine = createToyEngine();
    const { id } = bodyOf(await write(engine, { text: "x" }));
    await ask(engine, "GET", `/toy/notes/${id}`);
    await ask(engine, "GET", "/toy/notes/none");
    await ask(engine, "GET", "/toy/nowhere");
    await ask(engine, "DELETE", `/toy/notes/${id}`);
    return engine;
  }

  it.each([
    [{}, [1, 2, 3, 4, 5]],
    [{ operation: "getNote" }, [2, 3]],
    [{ method: "get" }, [2, 3, 4]],
    [{ status: 404 }, [3, 4]],
    [{ status: "2xx" }, [1, 2, 5]],
    [{ provider: "toy" }, [1, 2, 3, 4, 5]],
    [{ provider: "other" }, []],
    [{ since: 3 }, [4, 5]],
    [{ since: 5 }, []],
    [{ limit: 2 }, [4, 5]],
    [{ since: 1, limit: 2 }, [2, 3]],
    [{ status: "4xx", limit: 1 }, [4]],
  ])("%j", async (query, numbers) => {
    const journal = await journalOf(await withExchanges());
    expect(journal.entries(query).map(({ number }) => number)).toEqual(numbers);
  });

  it("counts on where the oldest have given way", async () => {
    const engine = createToyEngine({ limits: { exchanges: 3 } });
    for (let count = 0; count < 5; count += 1) await ask(engine, "GET", "/toy/notes/n");
    const journal = await journalOf(engine);
    expect(journal.entries().map(({ number }) => number)).toEqual([3, 4, 5]);
    expect(journal.entries({ since: 1 }).map(({ number }) => number)).toEqual([3, 4, 5]);
    expect(journal.entries({ since: 4 }).map(({ number }) => number)).toEqual([5]);
  });

  it("tells those who listen of what they want to hear, until they do not listen any more", async () => {
    const engine = createToyEngine();
    const journal = await journalOf(engine);
    const heard: number[] = [];
    const stop = journal.subscribe({ recorded: ({ number }) => heard.push(number) }, { operation: "getNote" });
    await write(engine, { text: "x" });
    await ask(engine, "GET", "/toy/notes/n");
    stop();
    await ask(engine, "GET", "/toy/notes/n");
    expect(heard).toEqual([2]);
  });

  it("as an HTTP archive holds request and reply, in the words of HAR 1.2", async () => {
    const engine = createToyEngine();
    await ask(engine, "POST", "/toy/notes?tag=a&tag=b", { body: { text: "x" } });
    await ask(engine, "GET", "/toy/nowhere");
    const { log } = toHar((await journalOf(engine)).entries(), { name: "standin", version: "1" });
    expect(log).toMatchObject({ version: "1.2", creator: { name: "standin", version: "1" } });
    const [created, refused] = log.entries;
    expect(created).toMatchObject({
      startedDateTime: "2023-11-14T22:13:20.000Z",
      request: {
        method: "POST",
        url: "http://standin.localhost/toy/notes?tag=a&tag=b",
        queryString: [
          { name: "tag", value: "a" },
          { name: "tag", value: "b" },
        ],
        postData: { mimeType: "application/json", text: '{"text":"x"}' },
      },
      response: { status: 200, content: { mimeType: "application/json" } },
    });
    expect(JSON.stringify(created)).not.toContain("Key ann");
    expect(refused?.comment).toMatch(/^route: /);
  });
});

describe("the state of a provider", () => {
  it("is read and written whole, indexes and counters included", async () => {
    const engine = createToyEngine();
    const { id } = bodyOf(await write(engine, { text: "x" }));
    const before = await engine.readState("default", "toy");
    await engine.worlds.reset("default");
    if (before === undefined) throw new Error("there is a toy");
    await engine.writeState("default", "toy", { ...before, counters: { made: 7 } });
    expect((await ask(engine, "GET", `/toy/notes/${id}`)).status).toBe(200);
    expect(await engine.readState("default", "toy")).toEqual({ ...before, counters: { made: 7 } });
    await engine.writeState("default", "toy", { collections: {}, counters: {} });
    expect(await engine.readState("default", "toy")).toEqual({ collections: { notes: [] }, counters: {} });
  });

  it.each([
    ["of a collection that there is not", { nots: [] }, "nearest: notes"],
    ["with a row that has no key", { notes: [{ id: "a", owner: "o", text: "t" }, { owner: "o" }] }, "notes.1"],
    ["with a row that no index can take", { notes: [{ id: "a" }] }, "notes.0"],
  ])("is refused %s, and nothing is changed", async (_, collections, words) => {
    const engine = createToyEngine();
    await write(engine, { text: "x" });
    const before = await engine.readState("default", "toy");
    await expect(engine.writeState("default", "toy", { collections, counters: {} })).rejects.toThrow(words);
    expect(await engine.readState("default", "toy")).toEqual(before);
  });

  it("is nothing of a provider that there is not", async () => {
    const engine = createToyEngine();
    expect(await engine.readState("default", "other")).toBeUndefined();
    await expect(engine.writeState("default", "other", { collections: {}, counters: {} })).rejects.toThrow("toy");
  });
});
