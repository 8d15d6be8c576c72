/** Makes the pictures of the README and the docs, `docs/images/*.png`, of the built inspector and the hosted pages in Chromium. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { prepareHostedPages } from "../test/slow/hosted-visits.ts";
import { fillWorld, openInspector, VIEWS } from "../test/slow/inspector/open-inspector.ts";
import { readOptions } from "./options.ts";

readOptions(
  "npm run screenshots --",
  "Makes docs/images/*.png of the built inspector and the hosted pages, by Chromium.",
  {},
);

const folder = join(import.meta.dirname, "../docs/images");

/** What is shown, by the name of its picture: light, unless its name says otherwise. */
const PICTURES: Readonly<Record<string, string>> = {
  landing: VIEWS["landing"] ?? "",
  exchanges: VIEWS["exchanges"] ?? "",
  exchange: "/_standin/#/worlds/default/exchanges/6",
  "clock-dark": VIEWS["clock"] ?? "",
};

/** The same of the pages for people, which are in a world of their own. */
const HOSTED: Readonly<Record<string, keyof Awaited<ReturnType<typeof prepareHostedPages>>>> = {
  login: "login",
  consent: "consent",
  "verification-dark": "verification of a workflow",
};

await mkdir(folder, { recursive: true });
await using inspector = await openInspector({ frozenAt: "2025-03-01T09:30:00Z" });
await fillWorld(inspector);
for (const [name, path] of Object.entries(PICTURES)) await shoot(name, path, false);
const paths = await prepareHostedPages(inspector.standin);
for (const [name, page] of Object.entries(HOSTED)) await shoot(name, paths[page], true);
if (inspector.faults.length > 0) throw new Error(inspector.faults.join("\n"));

async function shoot(name: string, path: string, isWhole: boolean): Promise<void> {
  const colorScheme = name.endsWith("-dark") ? "dark" : "light";
  const page = await inspector.openPage(path, { colorScheme, viewport: { width: 1000, height: 620 } });
  await page.waitForSelector("h1");
  // A page that is still loading has no picture worth showing.
  await page.waitForTimeout(800);
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: isWhole });
  await page.close();
}
