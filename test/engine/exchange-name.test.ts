import { expect, it } from "vitest";
import { openStandin } from "../support/open-standin.ts";
import { ask, bodyOf, createToyEngine } from "../support/toy-mock.ts";

const NAME = "x-standin-exchange";
const EXPOSED = "access-control-expose-headers";

it("names each exchange in its reply, by world and number, refused ones as well", async () => {
  const engine = createToyEngine();
  await engine.worlds.open("w");
  const names: unknown[] = [];
  for (const [path, world] of [
    ["/toy/page", "default"],
    ["/toy/page", "w"],
    ["/toy/notes/none", "w"],
    ["/toy/nowhere", "w"],
    ["/toy/page", "default"],
  ] as const)
    names.push((await ask(engine, "GET", path, world === "default" ? {} : { world })).headers[NAME]);
  expect(names).toEqual(["default/1", "w/1", "w/2", "w/3", "default/2"]);
});

it("names none where a refused request leaves no world, and so no journal, behind", async () => {
  const engine = createToyEngine();
  expect((await ask(engine, "GET", "/toy/nowhere", { world: "new" })).headers[NAME]).toBeUndefined();
  expect(engine.worlds.has("new")).toBe(false);
  expect((await ask(engine, "POST", "/toy/notes", { world: "new", body: { text: "a" } })).headers[NAME]).toBe("new/1");
});

it("leaves the name out of the journal, whose exchanges share equal headers", async () => {
  const engine = createToyEngine();
  for (let times = 0; times < 3; times += 1) await ask(engine, "GET", "/toy/page");
  const journal = engine.worlds.find("default")?.journal;
  for (const { reply } of journal?.entries() ?? []) expect(Object.keys(reply.headers)).not.toContain(NAME);
  // Only the first keeps its headers: sharing them is what keeps the journal small.
  const before = journal?.bytes ?? 0;
  await ask(engine, "GET", "/toy/page");
  const alike = (journal?.bytes ?? 0) - before;
  await ask(engine, "DELETE", "/toy/notes/none");
  expect(alike).toBeLessThanOrEqual(400);
  expect((journal?.bytes ?? 0) - before - alike).toBeGreaterThan(alike);
});

it("is given to exchanges that wait, and to those that end in a bug of standin", async () => {
  const engine = createToyEngine({ onBug: () => {} });
  await (await engine.worlds.open("default")).faults.add({ effect: { latencyMs: 1 } });
  expect((await ask(engine, "GET", "/toy/notes/none")).headers[NAME]).toBe("default/1");
});

it("may be read by pages wherever they may read the reply", async () => {
  const { standin, ask } = await openStandin();
  const request = { method: "GET", query: "", headers: { origin: "http://app.example" } };
  const seen: Record<string, unknown> = {};
  for (const { api } of standin.providers) {
    const { headers } = await ask({ ...request, path: `/${api.name}/nowhere` });
    expect(headers[NAME]).toMatch(/^default\/\d+$/);
    seen[api.name] = [headers["access-control-allow-origin"], headers[EXPOSED]];
    if (headers["access-control-allow-origin"] !== undefined) expect(String(headers[EXPOSED])).toContain(NAME);
    else expect(headers[EXPOSED]).toBeUndefined();
  }
  expect(seen).toMatchObject({ avacy: ["*", NAME] });
  await standin.close();
});

it("is not given to what is in no journal: the control API, the overview, what reaches no provider", async () => {
  const { standin, ask } = await openStandin();
  for (const path of ["/_standin/health", "/_standin/worlds/w/exchanges", "/_standin/nowhere", "/", "/nowhere"]) {
    const reply = await ask({ method: "GET", path, query: "", headers: {} });
    expect(reply.headers[NAME], path).toBeUndefined();
  }
  expect(bodyOf(await ask({ method: "GET", path: "/_standin/health", query: "", headers: {} }))["name"]).toBe(
    "standin",
  );
  await standin.close();
});
