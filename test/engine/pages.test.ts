import { describe, expect, it } from "vitest";
import { createPageRouter } from "#engine/page-router.ts";
import { escapeHtml, PAGE_BODY_LIMIT_BYTES } from "#engine/pages.ts";
import { defineReasons } from "#engine/reasons.ts";
import { ask, bodyOf, createToy, createToyEngine, type Note } from "../support/toy-provider.ts";

const reasons = defineReasons({ refused: "The note asks to be refused." });

const FORM = { "content-type": "application/x-www-form-urlencoded" };

const toy = createToy({
  pages: [
    { method: "GET", path: "/_mock/hello", answer: ({ query }) => ({ status: 200, body: `<p>${query["to"]}</p>` }) },
    {
      method: "POST",
      path: "/_mock/notes/{id}",
      answer({ pathParameters, form }, { notes }) {
        const note: Note = { id: pathParameters["id"] ?? "", owner: "ann", text: String(form["text"]) };
        notes.put(note);
        if (note.text === "refuse me") return { status: 409, body: "refused", reason: reasons.refused() };
        return { status: 303, headers: { location: "../hello", "set-cookie": "a=1" } };
      },
    },
  ],
});
const createEngine = () => createToyEngine({ providers: [toy] });

describe("a page of the mock itself", () => {
  it("is shown as HTML, without credentials, and not compared with the spec", async () => {
    const reply = await ask(createEngine(), "GET", "/toy/_mock/hello?to=ann", {
      headers: { authorization: undefined },
    });
    expect(reply).toMatchObject({ status: 200, body: "<p>ann</p>" });
    expect(reply.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect((await ask(createEngine(), "HEAD", "/toy/_mock/hello")).status).toBe(200);
  });

  it("reads a form, decodes its path and changes the world it was asked in", async () => {
    const engine = createEngine();
    const reply = await ask(engine, "POST", "/toy/_mock/notes/n%201", {
      body: "text=hi+there",
      headers: FORM,
      world: "w",
    });
    expect(reply).toMatchObject({ status: 303, body: undefined });
    expect(reply.headers).toMatchObject({ location: "../hello", "set-cookie": "a=1" });
    expect(bodyOf(await ask(engine, "GET", "/toy/notes/n%201", { world: "w" }))).toMatchObject({ text: "hi there" });
    expect((await ask(engine, "GET", "/toy/notes/n%201")).status).toBe(404);
  });

  it("changes nothing when it refuses", async () => {
    const engine = createEngine();
    const refused = await ask(engine, "POST", "/toy/_mock/notes/n", { body: "text=refuse+me", headers: FORM });
    expect(refused.status).toBe(409);
    const { journal } = await engine.worlds.open("default");
    expect(journal.entries()[0]?.refusal).toEqual({
      stage: "handle",
      code: "refused",
      reasons: ["The note asks to be refused."],
    });
    expect((await ask(engine, "GET", "/toy/notes/n")).status).toBe(404);
  });

  it("is unknown under another method, and so is any other path below the prefix", async () => {
    for (const [method, path] of [
      ["POST", "/toy/_mock/hello"],
      ["GET", "/toy/_mock/nothing"],
      ["GET", "/toy/_mock/"],
    ] as const)
      expect((await ask(createEngine(), method, path)).status, path).toBe(404);
  });

  it("refuses forms and paths that cannot be read", async () => {
    const engine = createEngine();
    const post = (path: string, body: string) => ask(engine, "POST", path, { body, headers: FORM });
    expect((await post("/toy/_mock/notes/%ff", "")).status).toBe(400);
    expect((await post("/toy/_mock/notes/n", "__proto__[a]=1")).status).toBe(400);
    expect((await post("/toy/_mock/notes/n", `text=${"x".repeat(PAGE_BODY_LIMIT_BYTES)}`)).status).toBe(413);
  });

  it("cannot stand where a spec may have a path", () => {
    const answer = () => ({ status: 200 }) as const;
    expect(() => createPageRouter([{ method: "GET", path: "/login", answer }])).toThrow(/\/_mock\//);
  });

  it("shows text as text", () => {
    expect(escapeHtml(`<a href="x">&</a>`)).toBe("&lt;a href=&quot;x&quot;&gt;&amp;&lt;/a&gt;");
  });
});
