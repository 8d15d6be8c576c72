import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** The licences of all packages that went into the bundles, as those licences ask. */
export async function writeNotices(root: string, inputs: readonly string[]): Promise<string> {
  const packages = new Set(
    inputs.flatMap((input) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[0]?.replace(/\/$/, "") ?? []),
  );
  const notices = await Promise.all(
    [...packages].sort().map(async (folder) => {
      const { name, version, license } = JSON.parse(await readFile(join(root, folder, "package.json"), "utf8"));
      const file = (await readdir(join(root, folder))).find((each) => /^licen[cs]e/i.test(each));
      const text = file === undefined ? "" : await readFile(join(root, folder, file), "utf8");
      return `${name} ${version} (${license})\n\n${text.trim()}\n`;
    }),
  );
  return `Parts of these packages are included in standin.\n\n${notices.join(`\n${"-".repeat(80)}\n\n`)}`;
}
