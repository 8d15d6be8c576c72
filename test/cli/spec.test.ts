import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { endAll, launch, requireBuild, startStandin } from "./launch.ts";

const ITEMS = join(import.meta.dirname, "../spec-mock/items.yaml");
const SHOP = join(import.meta.dirname, "../spec-mock/shop.yaml");
const FAULTY = join(import.meta.dirname, "../spec-mock/faulty.yaml");

let folder: string;
beforeAll(async () => {
  requireBuild();
  folder = await mkdtemp(join(tmpdir(), "standin-spec-"));
});
afterEach(endAll);
afterAll(() => rm(folder, { recursive: true }));

describe("standin start --spec", () => {
  it("serves several documents beside the providers, with a seed for each", async () => {
    const seed = join(folder, "seed.yaml");
    await writeFile(seed, "store:\n  collections:\n    /users: [{ id: 4, email: ann@example.com }]\n");
    const { ready } = await startStandin(["--spec", ITEMS, "--spec", `store=${SHOP}`, "--seed", seed]);
    expect(Object.keys(ready.providers)).toEqual(expect.arrayContaining(["didomi", "items", "store"]));
    const created = await fetch(`${ready.providers.items.url}/v1/items`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name: "a cup" }),
    });
    expect(created.status).toBe(201);
    const { id } = (await created.json()) as { id: string };
    expect(await (await fetch(`${ready.providers.items.url}/v1/items/${id}`)).json()).toMatchObject({ name: "a cup" });
    const user = await fetch(`${ready.providers.store.url}/users/4`, { headers: { "x-key": "k" } });
    expect(await user.json()).toMatchObject({ user: { id: 4, email: "ann@example.com" } });
  });

  it.each([
    ["a name twice", ["--spec", ITEMS, "--spec", `items=${SHOP}`], `Give this one another: --spec items-2=${SHOP}`],
    ["a title twice", ["--spec", ITEMS, "--spec", ITEMS], `Give this one another: --spec items-2=${ITEMS}`],
    ["a name in capitals", ["--spec", `A=${SHOP}`], 'A provider cannot be called "A"'],
    ["a name like a world's", ["--spec", `~x=${SHOP}`], 'A provider cannot be called "~x"'],
    ["a name that objects inherit", ["--spec", `__proto__=${SHOP}`], 'A provider cannot be called "__proto__"'],
    ["a name of standin's own", ["--spec", `didomi=${ITEMS}`], "Two providers have the name didomi"],
    ["a file that is not there", ["--spec", "none.yaml"], "none.yaml: there is no such file."],
    ["several faults, each on its line", ["--spec", FAULTY], /faulty\.yaml:4:\d+ #.*\n {2}\S*faulty\.yaml:5:\d+ #/],
  ])("refuses %s in a sentence", async (_what, args, message) => {
    const { code, stderr } = await launch(["start", "--port", "0", ...args]).ended;
    if (typeof message === "string") expect(stderr).toContain(message);
    else expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at |\\n/);
    expect(code).toBe(2);
  });
});
