import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { requireBuild } from "../../cli/launch.ts";
import { fillWorld, type OpenInspector, openInspector, SCHEMES, VIEWS, WIDTHS } from "./open-inspector.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let inspector: OpenInspector;
beforeAll(async () => {
  requireBuild();
  inspector = await openInspector();
  await fillWorld(inspector);
});
afterAll(() => inspector[Symbol.asyncDispose]());

const looks = SCHEMES.flatMap((colorScheme) => WIDTHS.map((width) => ({ colorScheme, width })));

describe.each(looks)("at $width px, $colorScheme", ({ colorScheme, width }) => {
  it.each(Object.entries(VIEWS))("axe finds nothing in %s, which is not wider than the page", async (_name, path) => {
    const page = await inspector.openPage(path, { colorScheme, viewport: { width, height: 800 } });
    await page.waitForSelector("h1");
    await page.waitForLoadState("networkidle", { timeout: 1000 }).catch(() => {});
    // Policies of the page do not hold for what the browser's tools run.
    await page.evaluate(AXE);
    const { violations } = (await page.evaluate(`axe.run({ resultTypes: ["violations"] })`)) as AxeResults;
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join("; ")}`);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    await page.close();
    expect(found).toEqual([]);
    expect(overflow).toBeLessThanOrEqual(0);
    expect(inspector.faults).toEqual([]);
  });
});
