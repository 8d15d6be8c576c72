import { describe, expect, it } from "vitest";
import type { ErasedOverride } from "#engine/contract/override.ts";
import { ask, bodyOf, createToy, createToyBehaviour, createToyEngine, createToyWith } from "../support/toy-mock.ts";

/** A toy whose operation `page` waits. */
const waiting = createToyWith(async () => {
  const { page: _page, ...handlers } = createToyBehaviour().handlers;
  return createToyBehaviour({
    handlers,
    waitingHandlers: { page: async () => ({ status: 200, body: "<p>waited</p>" }) },
  });
});

const open = (page: ErasedOverride, provider = waiting) =>
  createToyEngine({ providers: [provider], overrides: { toy: { page } } });

describe("an override of an operation that waits", () => {
  it("may wait as well, sees no state, and calls the mock's own handler once", async () => {
    const seen: unknown[] = [];
    const engine = open(async (_request, context, original) => {
      seen.push(context);
      const { status, body } = await original();
      return { status, body: body.replace("waited", "waited for") };
    });
    const reply = await ask(engine, "GET", "/toy/page");
    expect([reply.status, reply.body]).toEqual([200, "<p>waited for</p>"]);
    expect(seen).toEqual([{ stopping: undefined }]);
  });

  it.each<readonly [string, ErasedOverride, RegExp]>([
    [
      "calls original twice",
      async (_request, _context, original) => [await original(), await original()],
      /original twice/,
    ],
    ["rejects", async () => Promise.reject(new Error("out of ideas")), /out of ideas/],
    ["gives no reply", async () => undefined, /it returned nothing/],
    ["has a status that is not documented", async () => ({ status: 299 }), /status 299 is not documented/],
  ])("that %s gives a 500 that says so", async (_what, override, complaint) => {
    const reply = await ask(open(override), "GET", "/toy/page");
    expect(reply.status).toBe(500);
    expect(bodyOf(reply)["detail"]).toMatch(complaint);
  });
});

it("an override of an operation that the mock does not handle itself has no original", async () => {
  const { page: _page, ...handlers } = createToyBehaviour().handlers;
  const toy = createToyWith(async () => createToyBehaviour({ handlers }));
  expect(
    (
      await ask(
        open(() => ({ status: 200, body: "<p>mine</p>" }), toy),
        "GET",
        "/toy/page",
      )
    ).status,
  ).toBe(200);
  const reply = await ask(
    open((_request, _context, original) => original(), toy),
    "GET",
    "/toy/page",
  );
  expect(bodyOf(reply)["detail"]).toContain("the mock has no handler of its own for it: do not call original");
});

it("operations without an override keep the very handlers of the mock", async () => {
  const toy = createToy();
  const engine = createToyEngine({
    providers: [toy],
    overrides: { toy: { page: () => ({ status: 200, body: "x" }) } },
  });
  expect((await ask(engine, "GET", "/toy/page")).body).toBe("x");
  const { withOverrides } = await import("#engine/pipeline/overrides.ts");
  const behaviour = await toy.behaviour();
  const overridden = withOverrides(behaviour, "toy", { page: () => ({ status: 200 }) });
  expect(overridden.handlers["getNote"]).toBe(behaviour.handlers["getNote"]);
  expect(overridden.handlers["page"]).not.toBe(behaviour.handlers["page"]);
});
