import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** A package of which something is in the bundles. */
interface Included {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  /** Where its licence text stands. */
  readonly folder: string;
}

const PACKAGE_FOLDER = /.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+(?=[\\/])/;
const LICENCE_FILE = /^(licen[cs]e|notice|copying|copyright)/i;

/**
 * The licences of all packages that went into the bundles, as those licences ask.
 *
 * @param modules ids of all that was bundled, as the bundler tells them
 * @param generatedFrom names of the packages of which parts are in `src/generated`
 * @throws Error for a module whose origin is not known, and for a package without a licence text
 */
export async function writeNotices(
  root: string,
  modules: readonly string[],
  generatedFrom: readonly string[],
): Promise<string> {
  const found = new Map<string, Included>();
  const add = (included: Included): void => {
    found.set(`${included.name} ${included.version}`, included);
  };
  for (const name of generatedFrom) add(await readPackage(join(root, "node_modules", name)));
  for (const id of new Set(modules)) {
    const folder = PACKAGE_FOLDER.exec(id)?.[0];
    if (folder !== undefined) add(await readPackage(folder));
    else if (id.startsWith("\0")) add(await readHelper(root, id));
    else if (!id.startsWith(root)) throw new Error(`It is not known whose code the bundled module ${id} is.`);
  }
  const all = [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const notices = await Promise.all(all.map(writeNotice));
  return `Parts of these packages are included in standin.\n\n${notices.join(`\n${"-".repeat(80)}\n\n`)}`;
}

async function readPackage(folder: string): Promise<Included> {
  const { name, version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  return { name, version, license, folder };
}

/** What the bundler adds of its own stands in no folder of a package. */
async function readHelper(root: string, id: string): Promise<Included> {
  const bundler = join(root, "node_modules/rolldown");
  if (id === "\0rolldown/runtime.js") return readPackage(bundler);
  const [, version] = /^\0@oxc-project\+runtime@([\d.]+)\//.exec(id) ?? [];
  if (version === undefined) throw new Error(`It is not known whose code the bundled module ${JSON.stringify(id)} is.`);
  // It comes within the bundler; another package of the same project brings their licence.
  const types = createRequire(join(bundler, "package.json")).resolve("@oxc-project/types/package.json");
  return { ...(await readPackage(dirname(types))), name: "@oxc-project/runtime", version };
}

async function writeNotice({ name, version, license, folder }: Included): Promise<string> {
  const files = (await readdir(folder)).filter((each) => LICENCE_FILE.test(each)).sort();
  const texts = await Promise.all(files.map((each) => readFile(join(folder, each), "utf8")));
  const text = texts
    .map((each) => each.trim())
    .filter((each) => each !== "")
    .join("\n\n");
  if (text === "") throw new Error(`${name} is bundled, and brings no licence text.`);
  return `${name} ${version} (${license})\n\n${text}\n`;
}
