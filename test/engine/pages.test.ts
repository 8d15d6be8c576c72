import { describe, expect, it } from "vitest";
import { defineLate } from "#engine/basics/late.ts";
import { escapeHtml, PAGE_BODY_LIMIT_BYTES } from "#engine/contract/pages.ts";
import { defineReasons } from "#engine/contract/reasons.ts";
import { createPageRouter } from "#engine/pipeline/page-router.ts";
import { ask, bodyOf, createToy, createToyEngine, type Note } from "../support/toy-mock.ts";

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

  it("is asked once the modules that it needs are loaded", async () => {
    const late = defineLate(async () => ({ text: "loaded late" }));
    const answer = () => ({ status: 200, body: late.get().text }) as const;
    const pages = [{ method: "GET", path: "/_mock/late", needs: late.load, answer }] as const;
    const engine = createToyEngine({ providers: [createToy({ pages })] });
    for (const _ of ["first", "again"])
      expect(await ask(engine, "GET", "/toy/_mock/late")).toMatchObject({ status: 200, body: "loaded late" });
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

  it("answers behind what may precede a path of the spec, where relative addresses on that lead", async () => {
    const status = async (path: string) => (await ask(createEngine(), "GET", `/toy${path}?to=ann`)).status;
    expect(await status("/es/_mock/hello")).toBe(200);
    for (const path of ["/de/_mock/hello", "/notes/_mock/hello", "/es/es/_mock/hello"])
      expect(await status(path), path).toBe(404);
    const engine = createEngine();
    const posted = await ask(engine, "POST", "/toy/es/_mock/notes/n", { body: "text=hi", headers: FORM });
    expect([posted.status, posted.headers["location"]]).toEqual([303, "../hello"]);
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

  it.each<[string, Record<string, string>, number]>([
    ["from itself", { "sec-fetch-site": "same-origin", origin: "http://localhost:4700" }, 303],
    [
      "from itself, where a proxy has another name for it",
      { "sec-fetch-site": "same-origin", origin: "https://a.example" },
      303,
    ],
    ["from itself, by an old browser", { origin: "http://localhost:4700" }, 303],
    [
      "from itself, by an old browser and a proxy",
      { origin: "https://a.example", "x-forwarded-host": "a.example" },
      303,
    ],
    ["from a program", {}, 303],
    ["from another site", { "sec-fetch-site": "cross-site", origin: "https://evil.example" }, 403],
    ["from another site, its origin hidden", { "sec-fetch-site": "cross-site", origin: "null" }, 403],
    ["from another site as if typed in", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" }, 403],
    ["from another port of this machine", { "sec-fetch-site": "same-site", origin: "http://localhost:3000" }, 403],
    ["from another port, by an old browser", { origin: "http://localhost:3000" }, 403],
    ["from a page without an origin, by an old browser", { origin: "null" }, 403],
    ["from a page that begins like ours", { origin: "http://localhost:4700.evil.example" }, 403],
  ])("takes a form %s or not", async (_, given, status) => {
    const engine = createEngine();
    const headers = { ...FORM, host: "localhost:4700", ...given };
    const reply = await ask(engine, "POST", "/toy/_mock/notes/n", { body: "text=hi", headers });
    expect(reply.status).toBe(status);
    expect((await ask(engine, "GET", "/toy/notes/n")).status).toBe(status === 403 ? 404 : 200);
    const { journal } = await engine.worlds.open("default");
    expect(journal.entries()[0]?.refusal?.code).toBe(status === 403 ? "crossSite" : undefined);
  });

  it("is linked to from anywhere, and fetched from nowhere else", async () => {
    const get = async (headers: Record<string, string>) =>
      (await ask(createEngine(), "GET", "/toy/_mock/hello", { headers: { host: "localhost", ...headers } })).status;
    expect(await get({ "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" })).toBe(200);
    expect(await get({ "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" })).toBe(403);
    expect(await get({ origin: "https://evil.example" })).toBe(403);
    // As Node's own `fetch` says it, which knows no sites.
    expect(await get({ "sec-fetch-mode": "cors" })).toBe(200);
  });

  it("cannot stand where a spec may have a path", () => {
    const answer = () => ({ status: 200 }) as const;
    expect(() => createPageRouter([{ method: "GET", path: "/login", answer }])).toThrow(/\/_mock\//);
  });

  it("shows text as text", () => {
    expect(escapeHtml(`<a href="x">&</a>`)).toBe("&lt;a href=&quot;x&quot;&gt;&amp;&lt;/a&gt;");
  });
});
