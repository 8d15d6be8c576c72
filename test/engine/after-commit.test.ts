import { describe, expect, it } from "vitest";
import { defineLate } from "#engine/basics/late.ts";
import { DeferredBody } from "#engine/contract/deferred-body.ts";
import type { Bug } from "#engine/pipeline/engine.ts";
import { ask, bodyOf, createToy, createToyEngine, handlers, type Note, table } from "../support/toy-mock.ts";

/** What an operation does besides answering from its image: waiting, rendering, loading. */

function openWith(parts: Parameters<typeof createToy>[0]) {
  const bugs: Bug[] = [];
  const engine = createToyEngine({ providers: [createToy(parts)], onBug: (bug) => bugs.push(bug) });
  return { engine, bugs };
}

const kept = (context: { notes: { put(note: Note): void } }) =>
  context.notes.put({ id: "kept", owner: "ann", text: "written before the body was made" });

describe("a body that is made after the commit", () => {
  const pageWith = (body: DeferredBody) =>
    openWith({
      handlers: {
        ...handlers,
        page(_request, context) {
          kept(context);
          return { status: 200, body, mediaType: "application/pdf" };
        },
      },
    });

  it("leaves as it was made, with what the handler wrote committed before", async () => {
    const order: string[] = [];
    const { engine } = pageWith(
      new DeferredBody<unknown>(new Uint8Array(), async () => {
        order.push((await ask(engine, "GET", "/toy/notes/kept")).status === 200 ? "committed" : "not committed");
        return new Uint8Array([1, 2, 3]);
      }),
    );
    const reply = await ask(engine, "GET", "/toy/page");
    expect([reply.status, reply.headers["content-type"], reply.body]).toEqual([
      200,
      "application/pdf",
      new Uint8Array([1, 2, 3]),
    ]);
    expect(order).toEqual(["committed"]);
  });

  it("is a 500 that says that the commit stands, where making it fails", async () => {
    const { engine, bugs } = pageWith(
      new DeferredBody(new Uint8Array(), () => Promise.reject(new Error("out of ink"))),
    );
    const reply = await ask(engine, "GET", "/toy/page");
    expect(reply.status).toBe(500);
    expect(bodyOf(reply)["detail"]).toMatch(/out of ink.*has been committed/);
    expect(bugs).toHaveLength(1);
    expect((await ask(engine, "GET", "/toy/notes/kept")).status).toBe(200);
  });

  it("commits nothing where the reply around it breaks the spec", async () => {
    const { engine } = openWith({
      handlers: {
        ...handlers,
        page(_request, context) {
          kept(context);
          return { status: 200, body: new DeferredBody("", () => "x"), mediaType: "text/csv" };
        },
      },
    });
    expect((await ask(engine, "GET", "/toy/page")).status).toBe(500);
    expect((await ask(engine, "GET", "/toy/notes/kept")).status).toBe(404);
  });

  it("is compared with the spec as well", async () => {
    const note = { id: "n", text: "x" };
    const operations = { ...table.operations };
    const { engine } = openWith({
      operations,
      handlers: {
        ...handlers,
        getNote: () => ({ status: 200, body: new DeferredBody<unknown>(note, () => ({ id: "n" })) }),
      },
    });
    const reply = await ask(engine, "GET", "/toy/notes/n");
    expect(reply.status).toBe(500);
    expect(bodyOf(reply)["detail"]).toMatch(/has been committed/);
  });
});

describe("an operation that waits", () => {
  it("answers when it is done, its reply compared with the spec then", async () => {
    const { engine } = openWith({
      waitingHandlers: {
        getNote: async ({ path }: { path: { id: string } }) => {
          await new Promise((resolve) => setTimeout(resolve, 1));
          return path.id === "bad"
            ? { status: 200, body: { identifier: "n" } }
            : { status: 200, body: { id: path.id, text: "waited" } };
        },
      },
    });
    expect(bodyOf(await ask(engine, "GET", "/toy/notes/n"))).toEqual({ id: "n", text: "waited" });
    const bad = await ask(engine, "GET", "/toy/notes/bad");
    expect([bad.status, bodyOf(bad)["detail"]]).toEqual([500, expect.stringContaining("toy getNote")]);
  });

  it("is refused as any other before it runs, and answered by 500 where it throws", async () => {
    let runs = 0;
    const { engine } = openWith({
      waitingHandlers: {
        getNote: () => {
          runs += 1;
          throw new Error("broken on purpose");
        },
      },
    });
    expect((await ask(engine, "GET", "/toy/notes/n", { headers: { authorization: "" } })).status).toBe(401);
    expect(runs).toBe(0);
    const reply = await ask(engine, "GET", "/toy/notes/n");
    expect([reply.status, bodyOf(reply)["detail"]]).toEqual([500, expect.stringContaining("broken on purpose")]);
  });

  it("gets no context to write to; a context kept from elsewhere is ended, and says so loudly", async () => {
    let foreign: { notes: { put(note: Note): void } } | undefined;
    const { engine } = openWith({
      handlers: {
        ...handlers,
        page(_request, context) {
          foreign = context;
          return { status: 200, body: "<p></p>", mediaType: "text/html" };
        },
      },
      waitingHandlers: {
        getNote: async () => {
          if (foreign !== undefined) kept(foreign);
          return { status: 200, body: { id: "n", text: "x" } };
        },
      },
    });
    await ask(engine, "GET", "/toy/page");
    const reply = await ask(engine, "GET", "/toy/notes/n");
    expect([reply.status, bodyOf(reply)["detail"]]).toEqual([500, expect.stringContaining("after it had ended")]);
    expect((await engine.readState("default", "toy"))?.collections["notes"]).toEqual([]);
  });
});

describe("a module that an operation needs", () => {
  it("is loaded before the first of its requests is handled, once, and again where loading failed", async () => {
    let loads = 0;
    const late = defineLate(async () => {
      loads += 1;
      if (loads === 1) throw new Error("not this time");
      return { text: "loaded late" };
    });
    const { engine } = openWith({
      needs: (operationId) => (operationId === "getNote" ? late.load() : undefined),
      handlers: { ...handlers, getNote: () => ({ status: 200, body: { id: "n", text: late.get().text } }) },
    });
    expect(() => late.get()).toThrow(/before it was loaded/);
    await ask(engine, "GET", "/toy/page");
    expect(loads).toBe(0);
    expect((await ask(engine, "GET", "/toy/notes/n")).status).toBe(500);
    expect(bodyOf(await ask(engine, "GET", "/toy/notes/n"))).toMatchObject({ text: "loaded late" });
    await ask(engine, "GET", "/toy/notes/n");
    expect(loads).toBe(2);
    expect(ask(engine, "GET", "/toy/notes/n")).not.toBeInstanceOf(Promise);
  });
});
