/** Makes the pictures of the README and the docs, `docs/images/*.png`, of the built inspector in Chromium. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fillWorld, openInspector, VIEWS } from "../test/slow/inspector/open-inspector.ts";
import { readOptions } from "./options.ts";

readOptions("npm run screenshots --", "Makes docs/images/*.png of the built inspector, by Chromium.", {});

const folder = join(import.meta.dirname, "../docs/images");

/** What is shown, by the name of its picture: light, unless its name says otherwise. */
const PICTURES: Readonly<Record<string, string>> = {
  landing: VIEWS["landing"] ?? "",
  exchanges: VIEWS["exchanges"] ?? "",
  exchange: "/_standin/#/worlds/default/exchanges/6",
  "clock-dark": VIEWS["clock"] ?? "",
};

await mkdir(folder, { recursive: true });
await using inspector = await openInspector({ frozenAt: "2025-03-01T09:30:00Z" });
await fillWorld(inspector);
for (const [name, path] of Object.entries(PICTURES)) {
  const colorScheme = name.endsWith("-dark") ? "dark" : "light";
  const page = await inspector.openPage(path, { colorScheme, viewport: { width: 1000, height: 620 } });
  await page.waitForSelector("h1");
  // A page that is still loading has no picture worth showing.
  await page.waitForTimeout(800);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await page.close();
}
if (inspector.faults.length > 0) throw new Error(inspector.faults.join("\n"));
