import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { StandinError } from "#engine/basics/errors.ts";
import { requireGenerators } from "#generation/provider-files.ts";
import { checkName, writeGenerated } from "./generate.ts";
import { say, show } from "./terminal.ts";

/** The example in the package that new mocks are copies of, under its name. */
const TEMPLATE = "examples/own-provider/shop";
const TEMPLATE_NAME = "shop";
/** Its modules are ES modules, whatever those of the package around it are. */
const MANIFEST = `${JSON.stringify({ private: true, type: "module" }, undefined, 2)}\n`;
/** Written anew for each mock. */
const GENERATED = "generated";

/**
 * Writes a mock to start with into a folder of its name.
 *
 * @throws StandinError for a name that no provider can have, or that standin has already, and if the folder exists
 */
export async function newProvider(name: string): Promise<void> {
  checkName(name);
  await checkUnused(name);
  // Before anything is written.
  await requireGenerators();
  const template = join(dirname(createRequire(import.meta.url).resolve("standin/package.json")), TEMPLATE);
  const rename = toRenaming(name);
  const files = (await readdir(template, { withFileTypes: true })).filter((entry) => entry.isFile());
  // The folder is made last thing before it is filled: nothing is overwritten.
  await mkdir(name);
  for (const file of files)
    await writeFile(join(name, file.name), rename(await readFile(join(template, file.name), "utf8")), { flag: "wx" });
  await writeFile(join(name, "package.json"), MANIFEST);
  await writeGenerated(join(name, "spec.yaml"), { out: join(name, GENERATED), name });
  const hasTests = await addTestScript();
  say(show`Wrote a mock to start with: ${name}/, of which ${name}/README.md tells.`);
  say(show`Try it: ${hasTests ? "npm test" : "npx vitest run"}`);
}

async function checkUnused(name: string): Promise<void> {
  const { registry } = await import("#mocks/registry.ts");
  if (Object.hasOwn(registry, name))
    throw usage(`standin has a mock of ${name} already. Choose another name, or override its operations.`);
  if (await stat(name).catch(() => undefined))
    throw usage(`${name}: there is something of this name here already. Choose another name, or remove it first.`);
}

const usage = (message: string): StandinError => new StandinError("ERR_STANDIN_USAGE", message);

/** Returns a function that writes a name in place of the template's, in texts and in code. */
function toRenaming(name: string): (text: string) => string {
  const words = name.split("-").map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  const pascal = words.join("");
  const camel = pascal.charAt(0).toLowerCase() + pascal.slice(1);
  return (text) =>
    text
      .replaceAll(`${TEMPLATE_NAME}Mock`, `${camel}Mock`)
      .replaceAll("ShopContext", `${pascal}Context`)
      .replaceAll("title: Shop", `title: ${words.join(" ")}`)
      .replaceAll(TEMPLATE_NAME, name);
}

/** What npm writes into a new package. */
const NO_TESTS = /no test specified/;

/** Lets `npm test` run Vitest, unless there is a script of its own. @returns whether it does */
async function addTestScript(): Promise<boolean> {
  const text = await readFile("package.json", "utf8").catch(() => undefined);
  if (text === undefined) return false;
  const manifest = JSON.parse(text) as { scripts?: Record<string, string> };
  const { test } = manifest.scripts ?? {};
  if (test !== undefined && !NO_TESTS.test(test)) return /\bvitest\b/.test(test);
  const indent = /^[ \t]+(?=")/m.exec(text)?.[0] ?? "  ";
  const changed = { ...manifest, scripts: { ...manifest.scripts, test: "vitest run" } };
  await writeFile("package.json", `${JSON.stringify(changed, undefined, indent)}\n`);
  return true;
}
