import { describe, expect, it } from "vitest";
import { RequestAborted } from "#engine/contract/exchange.ts";
import { defineReasons } from "#engine/contract/reasons.ts";
import type { Reply } from "#engine/contract/request.ts";
import type { Bug } from "#engine/pipeline/engine.ts";
import { ask, bodyOf, createToy, createToyBehaviour, createToyEngine, handlers } from "../support/toy-mock.ts";

const reasons = defineReasons({ forTests: "A reason for tests." });

const note = { text: "hello" };

async function createNote(engine: ReturnType<typeof createToyEngine>, text = "hello", world?: string): Promise<string> {
  const reply = await ask(engine, "POST", "/toy/notes", { body: { text }, ...(world !== undefined && { world }) });
  expect(reply.status).toBe(200);
  return String(bodyOf(reply)["id"]);
}

describe("an exchange", () => {
  it("serves what was written before", async () => {
    const engine = createToyEngine();
    const id = await createNote(engine);
    const reply = await ask(engine, "GET", `/toy/notes/${id}`);
    expect(reply.status).toBe(200);
    expect(reply.headers["content-type"]).toBe("application/json");
    expect(bodyOf(reply)).toEqual({ id, owner: "ann", text: "hello" });
  });

  it("answers under every prefix that the spec's servers have", async () => {
    const engine = createToyEngine();
    const id = await createNote(engine);
    expect((await ask(engine, "GET", `/toy/v1/notes/${id}`)).status).toBe(200);
  });

  it("answers under the prefixes that a path has of its own, and no other path does", async () => {
    const statuses: Record<string, number> = {};
    for (const path of ["/page", "/v1/page", "/es/page", "/fr/page", "/de/page", "/es/v1/page", "/es/slashed/"])
      statuses[path] = (await ask(createToyEngine(), "GET", `/toy${path}`)).status;
    expect(statuses).toEqual({
      "/page": 200,
      "/v1/page": 200,
      "/es/page": 200,
      "/fr/page": 200,
      "/de/page": 404,
      "/es/v1/page": 404,
      "/es/slashed/": 404,
    });
  });

  it("finds the provider by the real host name, by its name under localhost, whatever the port and case", async () => {
    const engine = createToyEngine();
    const id = await createNote(engine);
    for (const host of ["api.toy.example", "toy.localhost:4700", "API.TOY.EXAMPLE:443"])
      expect((await ask(engine, "GET", `/notes/${id}`, { headers: { host } })).status, host).toBe(200);
  });

  it("answers HEAD as GET", async () => {
    const engine = createToyEngine();
    const id = await createNote(engine);
    expect((await ask(engine, "HEAD", `/toy/notes/${id}`)).status).toBe(200);
  });

  it("dates every reply by the world's clock", async () => {
    const reply = await ask(createToyEngine(), "GET", "/toy/page");
    expect(reply.headers["date"]).toBe("Tue, 14 Nov 2023 22:13:20 GMT");
  });

  it("sends other media types than JSON as they are", async () => {
    const reply = await ask(createToyEngine(), "GET", "/toy/page");
    expect(reply.body).toBe("<p>page</p>");
    expect(reply.headers["content-type"]).toBe("text/html; charset=utf-8");
  });

  it("redirects to the slash that the spec wants, keeping world, mount and query", async () => {
    const reply = await ask(createToyEngine(), "GET", "/toy/slashed?a=1", { world: "w" });
    expect(reply.status).toBe(301);
    expect(reply.headers["location"]).toBe("/~w/toy/slashed/?a=1");
  });
});

describe("what no operation takes", () => {
  it("is answered in the provider's words, and a header names the nearest operations", async () => {
    const reply = await ask(createToyEngine(), "GET", "/toy/nots/1");
    expect(reply.status).toBe(404);
    expect(bodyOf(reply)).toEqual({ error: "no path /nots/1" });
    expect(String(reply.headers["x-standin-nearest"])).toContain("GET /notes/{id}");
  });

  it("names the methods that a path has", async () => {
    const reply = await ask(createToyEngine(), "PUT", "/toy/notes/1");
    expect(reply.status).toBe(405);
    expect(bodyOf(reply)).toEqual({ error: "only GET DELETE" });
  });

  it("includes paths whose parameters do not match the pattern that the spec routes by", async () => {
    const engine = createToyEngine();
    expect((await ask(engine, "GET", "/toy/numbered/12")).status).toBe(200);
    for (const number of ["1", "123", "ab", "%31%32x"])
      expect((await ask(engine, "GET", `/toy/numbered/${number}`)).status, number).toBe(404);
  });

  it("is told where providers are when no provider is named", async () => {
    const engine = createToyEngine();
    expect(bodyOf(await ask(engine, "GET", "/"))).toEqual({ name: "standin", providers: { toy: "/toy" } });
    const reply = await ask(engine, "GET", "/nowhere");
    expect(reply.status).toBe(404);
    expect(bodyOf(reply)["detail"]).toContain("/toy");
  });

  it("is refused for a name that no world can have", async () => {
    const reply = await ask(createToyEngine(), "GET", "/toy/page", { headers: { "x-standin-world": "a b" } });
    expect(reply.status).toBe(400);
    expect(bodyOf(reply)["detail"]).toContain("world");
  });

  it("is refused as the provider does when a path cannot be decoded", async () => {
    expect((await ask(createToyEngine(), "GET", "/toy/notes/%zz")).status).toBe(400);
  });
});

describe("the order of checks", () => {
  it("asks who is calling before it looks at the body", async () => {
    const reply = await ask(createToyEngine(), "POST", "/toy/notes", { body: "{", headers: { authorization: "" } });
    expect(reply.status).toBe(401);
  });

  it("refuses good credentials of another kind", async () => {
    const reply = await ask(createToyEngine(), "POST", "/toy/notes", {
      body: note,
      headers: { authorization: "Other ann" },
    });
    expect(reply.status).toBe(403);
  });

  it("lets the provider refuse by state before the body is validated", async () => {
    const toy = createToy({
      authorize: () => ({ status: 404, body: { error: "authorized first" }, reason: reasons.forTests() }),
    });
    const engine = createToyEngine({ providers: [toy] });
    expect(bodyOf(await ask(engine, "POST", "/toy/notes", { body: {} }))).toEqual({ error: "authorized first" });
  });

  it("normalizes a body before it is validated", async () => {
    const toy = createToy({ normalizeBody: (value) => ({ text: "given", ...(value as object) }) });
    const engine = createToyEngine({ providers: [toy] });
    expect(bodyOf(await ask(engine, "POST", "/toy/notes", { body: {} }))["text"]).toBe("given");
  });

  it.each([
    ["{", "malformed JSON"],
    ["", "a missing body"],
    ["{}", "a missing member"],
    ['{"text":1}', "a wrong type"],
    ['{"text":"a","__proto__":{}}', "a member named __proto__"],
    ['{"text":"a","\\u005f_proto__":{}}', "the same, spelled with an escape"],
    [`${"[".repeat(513)}${"]".repeat(513)}`, "deep nesting"],
  ])("refuses %s", async (body, _what) => {
    const reply = await ask(createToyEngine(), "POST", "/toy/notes", { body });
    expect(reply.status).toBe(400);
  });

  it("refuses a body over the operation's limit, and not one at the limit", async () => {
    const engine = createToyEngine();
    const sized = (bytes: number) => JSON.stringify({ text: "x".repeat(bytes - '{"text":""}'.length) });
    expect((await ask(engine, "POST", "/toy/notes", { body: sized(2000) })).status).toBe(200);
    expect((await ask(engine, "POST", "/toy/notes", { body: sized(2001) })).status).toBe(413);
    expect((await ask(engine, "POST", "/toy/notes", { body: JSON.stringify({ text: "ä".repeat(1100) }) })).status).toBe(
      413,
    );
  });

  it("refuses a media type that the operation does not take", async () => {
    const headers = { "content-type": "text/plain; charset=utf-8" };
    const reply = await ask(createToyEngine(), "POST", "/toy/notes", { body: "{}", headers });
    expect(bodyOf(reply)).toEqual({ error: "no text/plain" });
  });
});

describe("a reply that breaks its spec", () => {
  async function breakWith(reply: Reply) {
    const bugs: Bug[] = [];
    const toy = createToy({
      handlers: {
        ...handlers,
        createNote(_request, { notes }) {
          notes.put({ id: "left-behind", owner: "ann", text: "x" });
          return reply;
        },
      },
    });
    const engine = createToyEngine({ providers: [toy], onBug: (bug) => bugs.push(bug) });
    const answer = await ask(engine, "POST", "/toy/notes", { body: note });
    const left = await ask(engine, "GET", "/toy/notes/left-behind");
    return { answer, bugs, left };
  }

  it.each([
    [{ status: 200, body: { identifier: "renamed", text: "x" } }, "body"],
    [{ status: 200, body: { id: "1", text: 5 } }, "body"],
    [{ status: 200 }, "lacks its body"],
    [{ status: 201, body: { id: "1", text: "x" } }, "status 201 is not documented"],
    [{ status: 204, body: { id: "1" } }, "not documented"],
    [{ status: 200, body: { id: "1", text: "x" }, mediaType: "text/xml" }, "not documented as text/xml"],
  ])("is a 500 that names provider, operation and complaint: %j", async (reply, complaint) => {
    const { answer, bugs } = await breakWith(reply);
    expect(answer.status).toBe(500);
    expect(answer.headers["content-type"]).toBe("application/problem+json");
    const detail = String(bodyOf(answer)["detail"]);
    expect(detail).toContain("toy createNote");
    expect(detail).toContain(complaint);
    expect(bugs).toMatchObject([{ provider: "toy", operationId: "createNote" }]);
  });

  it("commits nothing", async () => {
    const { left } = await breakWith({ status: 200, body: {} });
    expect(left.status).toBe(404);
  });

  it("is caught when a required header is missing", async () => {
    const toy = createToy({ handlers: { ...handlers, deleteNote: () => ({ status: 204 }) } });
    const reply = await ask(createToyEngine({ providers: [toy] }), "DELETE", "/toy/notes/1");
    expect(bodyOf(reply)["detail"]).toContain("lacks the header x-gone");
  });

  it("is caught among the problems too", async () => {
    const { problems } = createToyBehaviour();
    const toy = createToy({
      problems: { ...problems, unknownPath: () => ({ status: 404, body: { message: "bent" } }) },
    });
    expect((await ask(createToyEngine({ providers: [toy] }), "GET", "/toy/none")).status).toBe(500);
  });

  it("is told apart from a handler that throws, which is answered and reported as well", async () => {
    const bugs: Bug[] = [];
    const toy = createToy({
      handlers: {
        ...handlers,
        getNote: () => {
          throw new Error("broken on purpose");
        },
      },
    });
    const engine = createToyEngine({ providers: [toy], onBug: (bug) => bugs.push(bug) });
    const reply = await ask(engine, "GET", "/toy/notes/1");
    expect(reply.status).toBe(500);
    expect(bodyOf(reply)["detail"]).toContain("broken on purpose");
    expect(bugs[0]?.error).toBeInstanceOf(Error);
  });
});

describe("an exchange as one transaction", () => {
  it("commits nothing when it is refused after writing", async () => {
    const engine = createToyEngine();
    const world = await engine.worlds.open("default");
    expect((await ask(engine, "POST", "/toy/notes", { body: { text: "refuse me" } })).status).toBe(409);
    expect(world.outbox.entries()).toEqual([]);
    const id = await createNote(engine);
    expect(id).toBe(await createNote(createToyEngine()));
  });

  it("loses no update, however many bodies arrive in between", async () => {
    const toy = createToy({
      handlers: {
        ...handlers,
        createNote({ body }, { notes }) {
          const before = notes.get("counter");
          const after = { id: "counter", owner: "ann", text: `${before?.text ?? ""}${body.text}` };
          notes.put(after);
          return { status: 200, body: after };
        },
      },
    });
    const engine = createToyEngine({ providers: [toy] });
    const late = (index: number) => async () => {
      await new Promise((resolve) => setTimeout(resolve, index % 3));
      return '{"text":"x"}';
    };
    const headers = { authorization: "Key ann", "content-type": "application/json" };
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        engine.exchange({ method: "POST", path: "/toy/notes", query: "", headers, body: late(index) }),
      ),
    );
    expect(bodyOf(await ask(engine, "GET", "/toy/notes/counter"))["text"]).toHaveLength(20);
  });

  it("takes its time inside the call, so that a late body is not older than what has been committed", async () => {
    let nowMs = 1000;
    const times: number[] = [];
    const toy = createToy({
      handlers: {
        ...handlers,
        createNote(_request, { now }) {
          times.push(now);
          return { status: 200, body: { id: "n", text: "x" } };
        },
      },
    });
    const engine = createToyEngine({ providers: [toy], realNow: () => nowMs });
    let arrive: (text: string) => void = () => {};
    const arriving = new Promise<string>((resolve) => {
      arrive = resolve;
    });
    const headers = { authorization: "Key ann", "content-type": "application/json" };
    await ask(engine, "GET", "/toy/page");
    const late = engine.exchange({ method: "POST", path: "/toy/notes", query: "", headers, body: () => arriving });
    nowMs = 2000;
    await ask(engine, "POST", "/toy/notes", { body: note });
    nowMs = 3000;
    arrive('{"text":"x"}');
    await late;
    expect(times).toEqual([2000, 3000]);
  });

  it("shows in a handler's stack the stages by name, and no machinery between them", async () => {
    let stack = "";
    const toy = createToy({
      handlers: {
        ...handlers,
        getNote() {
          stack = new Error("where am I").stack ?? "";
          return { status: 200, body: { id: "n", text: "x" } };
        },
      },
    });
    await ask(createToyEngine({ providers: [toy] }), "GET", "/toy/page");
    const engine = createToyEngine({ providers: [toy] });
    await ask(engine, "GET", "/toy/page");
    await ask(engine, "GET", "/toy/notes/1");
    const names = [...stack.matchAll(/^\s+at (?:Object\.)?(\w+)/gm)].flatMap(([, name]) => name ?? []);
    expect(names.slice(0, 6)).toEqual(["getNote", "handle", "answer", "travel", "enter", "exchange"]);
  });

  it("owes the events of exchanges that committed", async () => {
    const engine = createToyEngine();
    const id = await createNote(engine);
    const { outbox } = await engine.worlds.open("default");
    expect(outbox.entries()).toMatchObject([{ number: 1, provider: "toy", event: { type: "created", body: { id } } }]);
  });

  it("changes nothing, and is not answered, when the client goes away in the middle of its body", async () => {
    const bugs: Bug[] = [];
    const engine = createToyEngine({ onBug: (bug) => bugs.push(bug) });
    const gone = engine.exchange({
      method: "POST",
      path: "/toy/notes",
      query: "",
      headers: { authorization: "Key ann" },
      body: () => Promise.reject(new RequestAborted()),
    });
    await expect(gone).rejects.toBeInstanceOf(RequestAborted);
    expect(bugs).toEqual([]);
  });
});

describe("faults", () => {
  it("answer with the spec's example for the status, as often as they are told, and are marked in the journal", async () => {
    const engine = createToyEngine();
    const id = await createNote(engine);
    const { faults, journal } = await engine.worlds.open("default");
    await faults.add({ match: { provider: "toy", operation: "getNote" }, when: { first: 1 }, effect: { status: 503 } });
    const disturbed = await ask(engine, "GET", `/toy/notes/${id}`);
    expect([disturbed.status, bodyOf(disturbed)]).toEqual([503, { error: "out of order" }]);
    expect((await ask(engine, "GET", `/toy/notes/${id}`)).status).toBe(200);
    expect(journal.entries().map(({ fault }) => fault)).toEqual([undefined, "fault-1", undefined]);
  });

  it("are refused when the spec knows no such operation or status", async () => {
    const engine = createToyEngine();
    const { faults } = await engine.worlds.open("default");
    const unknown = { match: { provider: "toy", operation: "getNot" }, effect: { status: 503 } };
    await expect(faults.add(unknown)).rejects.toThrow("getNot");
    const undocumented = { match: { provider: "toy", operation: "getNote" }, effect: { status: 418 } };
    await expect(faults.add(undocumented)).rejects.toThrow("418");
  });
});

describe("a rate limit", () => {
  it("counts by key in fixed windows of the world's time, reports the quota, and refuses what is over", async () => {
    const toy = createToy({
      rateLimit: {
        rule: () => ({ key: "all", limit: 2, windowSeconds: 10 }),
        headers: ({ limit, remaining, resetSeconds }) => ({ "x-rate": `${limit} ${remaining} ${resetSeconds}` }),
      },
    });
    const engine = createToyEngine({ providers: [toy] });
    const { clock } = await engine.worlds.open("default");
    clock.freeze();
    const rates = [];
    for (let index = 0; index < 3; index += 1) {
      const reply = await ask(engine, "GET", "/toy/page");
      rates.push([reply.status, reply.headers["x-rate"]]);
      clock.advance(1000);
    }
    expect(rates).toEqual([
      [200, "2 1 10"],
      [200, "2 0 9"],
      [429, "2 0 8"],
    ]);
    clock.advance(7000);
    expect((await ask(engine, "GET", "/toy/page")).status).toBe(200);
  });
});

describe("calls from other origins", () => {
  it("get the provider's header on every reply, errors included", async () => {
    const engine = createToyEngine();
    for (const url of ["/toy/page", "/toy/notes/1", "/toy/none"])
      expect((await ask(engine, "GET", url)).headers["access-control-allow-origin"], url).toBe("*");
  });

  it("get their preflight answered with the methods that the path has", async () => {
    const reply = await ask(createToyEngine(), "OPTIONS", "/toy/notes/1");
    expect(reply.status).toBe(204);
    expect(reply.headers["access-control-allow-methods"]).toBe("GET, DELETE");
    expect((await ask(createToyEngine(), "OPTIONS", "/toy/none")).status).toBe(404);
  });
});

describe("a scenario", () => {
  it("prepares a world and tells what it made", async () => {
    const engine = createToyEngine();
    expect(await engine.runScenario("w", "toy", "notes written", { count: 3 })).toBe(3);
    await expect(engine.runScenario("w", "toy", "none")).rejects.toThrow("notes written");
    await expect(engine.runScenario("w", "none", "none")).rejects.toThrow("none");
  });
});
