import { execFile } from "node:child_process";
import { copyFile, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { say } from "../scale.ts";
import { root } from "../servers.ts";
import { buildItemsMock } from "./items-mock/build.ts";

/** What the benchmark writes for itself. */
export const workFolder = join(root, "bench/.peers");

/**
 * Where the peers' packages are, apart from standin's own. The folder has a manifest, so nothing that is generated from
 * standin's sources may lie below it: their `#` imports would be looked up there.
 */
export const packagesFolder = join(workFolder, "packages");
const manifest = join(root, "bench/peers/packages.json");

const itemsMockFolder = join(workFolder, "items-mock");

/** What serves the items API by standin's engine. */
export const itemsMockServer = join(itemsMockFolder, "server.mjs");

/** Where a file of an installed package is. */
export const inPackage = (name: string, path: string): string => join(packagesFolder, "node_modules", name, path);

/**
 * Installs the versions that `bench/peers/packages.json` names, unless they are there; builds standin's items mock.
 *
 * @returns the end of what npm reported, if it failed
 */
export async function installPeers(): Promise<string | undefined> {
  await buildItemsMock(itemsMockFolder);
  if ((await versionsThatAreMissing()).length === 0) return undefined;
  say("installing the peers into bench/.peers");
  await mkdir(packagesFolder, { recursive: true });
  await copyFile(manifest, join(packagesFolder, "package.json"));
  const args = ["install", "--no-audit", "--no-fund", "--no-save"];
  try {
    await promisify(execFile)("npm", args, { cwd: packagesFolder });
    return undefined;
  } catch (error) {
    const reported = (error as Error).message.slice(-300);
    say(`  npm: ${reported}`);
    return reported;
  }
}

/** Packages that are not installed in the version that is asked for. */
async function versionsThatAreMissing(): Promise<string[]> {
  const { dependencies } = JSON.parse(await readFile(manifest, "utf8")) as { dependencies: Record<string, string> };
  const missing: string[] = [];
  for (const [name, version] of Object.entries(dependencies))
    if ((await versionOf(name)) !== version) missing.push(name);
  return missing;
}

/** The version of an installed peer; `undefined`: it is not installed. */
export async function versionOf(name: string): Promise<string | undefined> {
  const text = await readFile(inPackage(name, "package.json"), "utf8").catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as { version: string }).version;
}
