import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { requireBuild } from "../../cli/launch.ts";
import { type Mistake, mistakesOf } from "./mistakes.ts";
import { type OpenInspector, openInspector } from "./open-inspector.ts";

let inspector: OpenInspector;
beforeAll(async () => {
  requireBuild();
  inspector = await openInspector({ frozenAt: "2025-03-01T09:30:00Z" });
});
afterAll(() => inspector[Symbol.asyncDispose]());

const NAME = "x-standin-exchange";

describe.each(["didomi", "avacy", "didit", "netid"] as const)("mistakes with %s", (provider) => {
  it("are explained in the list, without opening an entry", async () => {
    const { standin } = inspector;
    const world = await standin.world(`mistakes-${provider}`);
    await standin.world("elsewhere");
    const mistakes = await mistakesOf[provider](world, standin);
    expect(Object.keys(mistakes).length).toBeGreaterThanOrEqual(12);
    const names: Record<string, string | null> = {};
    for (const [kind, mistake] of Object.entries(mistakes)) names[kind] = await make(mistake);

    const page = await inspector.openPage(`/_standin/#/worlds/${world.name}/exchanges`);
    await page.setViewportSize({ width: 1280, height: 1600 });
    await page.waitForSelector(".row");
    const shown: Record<string, string> = {};
    for (const row of await page.locator(".row").all()) {
      const number = (await row.locator(".number").textContent())?.slice(1);
      shown[`${world.name}/${number}`] = (await row.locator(".cause").allTextContents()).join();
    }
    await page.close();
    const found = Object.fromEntries(
      Object.keys(mistakes).map((kind) => [kind, shown[names[kind] ?? ""] ?? "is not in the list"]),
    );
    for (const [kind, { says }] of Object.entries(mistakes))
      expect(found[kind], `${kind}, of ${JSON.stringify(found, null, 1)}`).toMatch(says);
    expect(new Set(Object.values(found)).size, JSON.stringify(found, null, 1)).toBeGreaterThanOrEqual(12);
    expect(inspector.faults).toEqual([]);
  });

  async function make({ path, method = "GET", headers = {}, body }: Mistake): Promise<string | null> {
    const { standin } = inspector;
    const reply = await standin.fetch(`/~mistakes-${provider}/${provider}${path}`, {
      method,
      headers,
      ...(body !== undefined && { body }),
    });
    expect(reply.status, path).toBeGreaterThanOrEqual(400);
    return reply.headers.get(NAME);
  }
});
