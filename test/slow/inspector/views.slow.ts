import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createStandin } from "#standin/standin.ts";
import { requireBuild } from "../../cli/launch.ts";
import { fillWorld, type OpenInspector, openInspector, VIEWS } from "./open-inspector.ts";

let inspector: OpenInspector;
beforeAll(async () => {
  requireBuild();
  inspector = await openInspector({ limits: { exchanges: 12_000, journalBytes: 200_000_000 } });
  await fillWorld(inspector);
});
afterAll(() => inspector[Symbol.asyncDispose]());

const EVIL = `</script><img src=x onerror="window.harmed=true">`;

describe("the inspector", () => {
  it("is driven by the keyboard alone", async () => {
    const page = await inspector.openPage("/_standin/");
    await page.waitForSelector(".row");
    await page.keyboard.press("/");
    await page.keyboard.type("listUsers");
    await expect.poll(() => page.locator(".row").count()).toBe(2);
    await page.focus(".list");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForSelector("text=Refused at");
    expect(page.url()).toMatch(/#\/worlds\/default\/exchanges\/\d+$/);
    // What had the focus is gone: the content has it now, and not the top of the page.
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("main");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("All exchanges");
    await page.goBack();
    await page.waitForSelector(".list");
    await page.close();
    expect(inspector.faults).toEqual([]);
  });

  it("shows exchanges as they happen, and follows them again when standin has restarted", async () => {
    const first = await createStandin();
    const { port } = await first.listen();
    const page = await inspector.browser.newPage();
    await page.goto(`http://localhost:${port}/_standin/`);
    await first.fetch("/didomi/one");
    await page.waitForSelector('text="/didomi/one"');
    await first.close({ graceMs: 0 });
    await page.waitForSelector("text=Connection lost");
    await using second = await createStandin();
    await second.listen(port);
    await second.fetch("/didomi/two");
    await page.waitForSelector('text="/didomi/two"', { timeout: 15_000 });
    expect(await page.getByText("/didomi/one").count()).toBe(0);
    await page.close();
  });

  it("creates no world by looking at one that is gone, and shows it once it is there", async () => {
    const { standin } = inspector;
    await standin.world("passing");
    const page = await inspector.openPage("/_standin/#/worlds/passing/clock");
    await page.waitForSelector("text=Due next");
    await standin.engine.worlds.drop("passing");
    await page.waitForSelector("text=There is no world passing");
    await page.waitForTimeout(5000);
    expect(standin.engine.worlds.has("passing")).toBe(false);
    await page.getByRole("button", { name: "Create it" }).click();
    await page.waitForSelector("text=Due next");
    await page.close();
    // A 404 is what says that it is gone.
    inspector.faults.length = 0;
  });

  it("holds few of 10,000 exchanges at a time, filters them, and scrolls to the last", async () => {
    const { standin } = inspector;
    await standin.world("many");
    for (let each = 0; each < 10_000; each += 1) await standin.fetch(`/~many/didomi/many-${each}`);
    const page = await inspector.openPage("/_standin/#/worlds/many/exchanges");
    await page.waitForSelector("text=10000 exchanges", { timeout: 30_000 });
    expect(await page.locator(".row").count()).toBeLessThan(60);
    // The longest time that the page does not answer while it scrolls through all of them.
    const longest = await page.evaluate(async () => {
      const list = document.querySelector(".list");
      if (list === null) throw new Error("there is no list");
      let longestMs = 0;
      for (let top = 0; top < list.scrollHeight; top += list.scrollHeight / 60) {
        const before = performance.now();
        list.scrollTop = top;
        await new Promise((resolve) => requestAnimationFrame(resolve));
        longestMs = Math.max(longestMs, performance.now() - before);
      }
      list.scrollTop = list.scrollHeight;
      return longestMs;
    });
    await page.waitForSelector('text="/~many/didomi/many-0"');
    // No figure of a machine that others use: a list without windows takes seconds for each step.
    expect(longest).toBeLessThan(1000);
    await page.fill("input[type=search]", "many-9999");
    await page.waitForSelector("text=1 of 10000 exchanges");
    await page.close();
    expect(inspector.faults).toEqual([]);
  });

  it("shows values as the texts that they are", async () => {
    const { standin } = inspector;
    const headers = { "content-type": "application/json", cookie: `a=${EVIL}`, "x-evil": EVIL };
    const reply = await standin.fetch(`/~evil/didomi/v1/sessions?q=${encodeURIComponent(EVIL)}`, {
      method: "POST",
      headers,
      body: JSON.stringify({ type: EVIL, key: EVIL, secret: "a" }),
    });
    expect(reply.status).toBeGreaterThan(0);
    await (await standin.world("evil"))
      .scenario("didomi", "a user with choices", { organization_user_id: EVIL } as never)
      .catch(() => {});
    await standin.fetch(`/~evil/didomi/${encodeURIComponent(EVIL)}`, { headers });
    for (const path of ["exchanges", "exchanges/1", "state/didomi/users", "webhooks", "clock"]) {
      const page = await inspector.openPage(`/_standin/#/worlds/evil/${path}`);
      await page.waitForSelector("h1");
      await page.waitForTimeout(300);
      expect(await page.evaluate(() => "harmed" in window), path).toBe(false);
      expect(await page.locator("img").count(), path).toBe(0);
      await page.close();
    }
    const named = await inspector.openPage(
      `/_standin/#/worlds/${encodeURIComponent(EVIL)}/exchanges/${encodeURIComponent(EVIL)}`,
    );
    await named.waitForSelector("h1");
    expect(await named.evaluate(() => "harmed" in window)).toBe(false);
    await named.close();
    inspector.faults.length = 0;
  });

  it("asks for a control token where standin wants one, keeps it for the tab, and sends it as a header", async () => {
    await using standin = await createStandin({ controlToken: "fake-control-token" });
    const { port } = await standin.listen();
    const page = await inspector.browser.newPage();
    await page.goto(`http://localhost:${port}/_standin/`);
    await page.getByLabel("Control token").fill("wrong");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".problem");
    await page.getByLabel("Control token").fill("fake-control-token");
    const asked = page.waitForRequest((request) => request.headers()["authorization"] === "Bearer fake-control-token");
    await page.keyboard.press("Enter");
    await asked;
    await page.waitForSelector("text=Nothing has been asked");
    expect(page.url()).not.toContain("fake-control-token");
    expect(await page.evaluate(() => Object.values(sessionStorage))).toEqual(["fake-control-token"]);
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
    await page.reload();
    await page.waitForSelector("text=Nothing has been asked");
    await page.close();
  });
});

describe("the views", () => {
  it("are reached by links from each other, and every one has its own address", async () => {
    const page = await inspector.openPage("/_standin/");
    for (const name of [
      "State",
      "Clock",
      "Faults",
      "Webhooks",
      "Messages",
      "Scenarios",
      "Worlds",
      "Routes",
      "Agreement",
      "Health",
    ]) {
      await page.getByRole("navigation", { name: "Views" }).getByRole("link", { name, exact: true }).click();
      await page.waitForSelector(`h1:has-text("${name}")`);
      expect(
        Object.values(VIEWS).some((path) => page.url().endsWith(path)),
        name,
      ).toBe(true);
    }
    await page.close();
    expect(inspector.faults).toEqual([]);
  });

  it("create, fork, snapshot, restore and drop worlds", async () => {
    const { standin } = inspector;
    const page = await inspector.openPage("/_standin/#/worlds");
    await page.getByLabel("New world").fill("made-here");
    await page.getByRole("button", { name: "Create", exact: true }).click();
    await page.waitForSelector("text=World made-here is there.");
    const card = page.locator("section", { has: page.getByRole("link", { name: "made-here", exact: true }) });
    await card.getByLabel("Name of a snapshot").fill("before");
    await card.getByRole("button", { name: "Save snapshot" }).click();
    await card.getByRole("button", { name: "Restore before of made-here" }).click();
    await page.waitForSelector("text=made-here is as in");
    await card.getByLabel("Name of a copy").fill("made-copy");
    await card.getByRole("button", { name: "Fork" }).click();
    await page.waitForSelector("text=World made-copy is a copy of made-here.");
    expect(standin.engine.worlds.names()).toEqual(expect.arrayContaining(["made-here", "made-copy"]));
    await card.getByRole("button", { name: "Drop…" }).click();
    await card.getByRole("button", { name: "Drop made-here for good" }).click();
    await page.waitForSelector("text=World made-here is gone.");
    expect(standin.engine.worlds.has("made-here")).toBe(false);
    await page.close();
  });

  it("keep the order of worlds, add one fault by a double click, and say what is wrong with a name", async () => {
    const { standin } = inspector;
    for (const name of ["order-a", "order-b", "order-c"]) await standin.world(name);
    const page = await inspector.openPage("/_standin/#/worlds");
    const names = () => page.locator("section h2 a", { hasText: "order-" }).allTextContents();
    await expect.poll(names).toEqual(["order-a", "order-b", "order-c"]);
    const card = page.locator("section", { has: page.getByRole("link", { name: "order-a", exact: true }) });
    await card.getByRole("button", { name: "Reset" }).click();
    await page.waitForSelector("text=World order-a is as its seed makes it.");
    expect(await names()).toEqual(["order-a", "order-b", "order-c"]);
    await card.getByLabel("Name of a snapshot").fill("..");
    await card.getByRole("button", { name: "Save snapshot" }).click();
    await page.waitForSelector('text=".." is not a valid name of a snapshot.');

    await page.goto(`${inspector.url}/_standin/#/worlds/order-b/faults`);
    await page.getByRole("button", { name: "Add the fault" }).dblclick();
    await page.waitForSelector("text=The fault is added.");
    expect(await (await standin.world("order-b")).faults.list()).toHaveLength(1);

    // Each of these is answered by 400 or 404, which is what says that there is no such world.
    await page.goto(`${inspector.url}/_standin/#/worlds/a%2Fb%3Cimg%3E/exchanges`);
    await page.waitForSelector("text=There is no world a/b<img>.");
    await page.goto(`${inspector.url}/_standin/#/worlds/order-c/exchanges`);
    await page.waitForSelector("text=Nothing has been asked in this world yet.");
    await standin.engine.worlds.drop("order-c");
    await page.waitForSelector("text=There is no world order-c. It has been dropped");
    await page.close();
    inspector.faults.length = 0;
  });

  it("edit a row, and refuse one that is not valid", async () => {
    const { standin } = inspector;
    const page = await inspector.openPage("/_standin/#/worlds/default/state/didomi/organizations");
    await page.getByRole("button", { name: "Edit row 1" }).click();
    const editor = page.getByLabel("The row as JSON");
    const before = await editor.inputValue();
    await editor.fill("{");
    expect(await page.getByRole("button", { name: "Save", exact: true }).isDisabled()).toBe(true);
    await editor.fill(before.replace("standin-org", "edited-org"));
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.waitForSelector("text=The row is saved.");
    expect(JSON.stringify(await standin.engine.readState("default", "didomi"))).toContain("edited-org");
    await page.getByRole("button", { name: "Edit row 1" }).click();
    await editor.fill('{"unknown":1}');
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.waitForSelector(".outcome .problem");
    await page.close();
  });

  it("move the clock, add a fault, run a scenario and deliver a webhook again", async () => {
    const { standin } = inspector;
    await standin.world();
    // What is kept, and not what the control API makes of it.
    const world = standin.engine.worlds.find("default");
    if (world === undefined) throw new Error("there is no world");
    const page = await inspector.openPage("/_standin/#/worlds/default/clock");
    await page.getByRole("button", { name: "Freeze" }).click();
    await page.waitForSelector("text=It stands still.");
    const before = world.clock.now();
    await page.getByRole("button", { name: "+ 15 min" }).click();
    await expect.poll(() => world.clock.now() - before).toBe(900_000);

    await page.goto(`${inspector.url}/_standin/#/worlds/default/faults`);
    await page.getByLabel("Preset").selectOption("maintenance");
    await page.getByLabel("Provider", { exact: true }).selectOption("netid");
    await page.getByRole("button", { name: "Add the fault" }).click();
    await page.waitForSelector("text=The fault is added.");
    expect(world.faults.list().at(-1)).toMatchObject({ preset: "maintenance", match: { provider: "netid" } });

    await page.goto(`${inspector.url}/_standin/#/worlds/default/scenarios/didit`);
    await page.locator("summary", { hasText: "a client token" }).first().click();
    await page.locator("details[open]").getByRole("button", { name: "Run" }).click();
    await page.waitForSelector("text=Done.");
    expect(await page.locator("details[open] pre").textContent()).toContain("token");

    const size = world.outbox.entries().at(-1)?.attempts.length ?? 0;
    if (world.outbox.size === 0)
      world.outbox.add("didit", world.clock.now(), [
        { type: "planted", url: "http://127.0.0.1:9/", key: "k", secret: "fake-secret", body: {} },
      ]);
    await page.goto(`${inspector.url}/_standin/#/worlds/default/webhooks`);
    await page
      .getByRole("button", { name: /^Deliver again: event \d+$/ })
      .first()
      .click();
    await page.waitForSelector("text=was delivered again.");
    expect(world.outbox.entries().at(-1)?.attempts.length).toBeGreaterThan(size);
    await page.close();
  });

  it("find the operation of a path, and the nearest where there is none", async () => {
    const page = await inspector.openPage("/_standin/#/routes");
    await page.getByLabel("Path").fill("/didomi/consents/users/17");
    await page.waitForSelector("text=This path leads to the first one.");
    expect(await page.locator("tbody tr").first().textContent()).toContain("getUser");
    await page.getByLabel("Path").fill("/didomi/consent/users/17");
    await page.waitForSelector("text=No operation has this path");
    expect(await page.locator("tbody tr").first().textContent()).toContain("/didomi/consents/users/{id}");
    await page.close();
  });
});
