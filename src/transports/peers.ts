import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { StandinError } from "#engine/basics/errors.ts";
import { ownMember } from "#engine/basics/table.ts";

/** An optional package that does something for standin. */
export interface Peer {
  readonly packageName: string;
  /** Its name in messages, such as `MSW`. */
  readonly title: string;
  /** What needs it, as the subject of a sentence. */
  readonly purpose: string;
}

/** What Node, bundlers and Jest say of a package, or a part of it, that they do not find. */
const NOT_FOUND: readonly unknown[] = ["ERR_MODULE_NOT_FOUND", "MODULE_NOT_FOUND", "ERR_PACKAGE_PATH_NOT_EXPORTED"];

/**
 * Explains why an optional peer dependency could not be loaded.
 *
 * @param findVersion of the package, as it is installed
 * @returns the same error if it has another reason than that the package is missing or of another version
 */
export function toPeerError(
  error: unknown,
  { packageName, title, purpose }: Peer,
  findVersion: (packageName: string) => string | undefined = versionOf,
): unknown {
  if (!isAboutLoading(error, packageName)) return error;
  const found = findVersion(packageName);
  if (found !== undefined) return toVersionError({ packageName, title, purpose }, found, error);
  return new StandinError(
    "ERR_STANDIN_PEER_MISSING",
    `${title} is not installed. ${purpose} needs it: npm install --save-dev ${packageName}.`,
    { cause: error },
  );
}

/**
 * Says that an optional peer dependency is of a version that cannot be used.
 *
 * @param found its version; default: as it is installed
 */
export function toVersionError(
  { packageName, title, purpose }: Peer,
  found: string = versionOf(packageName) ?? "of an unknown version",
  cause?: unknown,
): StandinError {
  return new StandinError(
    "ERR_STANDIN_PEER_MISSING",
    `${title} ${found} cannot be used. ${purpose} needs ${rangeOf(packageName)}: npm install --save-dev ${packageName}@latest.`,
    { cause },
  );
}

/**
 * Loads an optional peer dependency of which any version from a major one on can be used.
 *
 * @throws StandinError if it is not installed, or too old
 */
export async function loadPeer(peer: Peer, oldestMajor: number, load: () => Promise<unknown>): Promise<unknown> {
  const version = versionOf(peer.packageName);
  if (version !== undefined && Number.parseInt(version, 10) < oldestMajor) throw toVersionError(peer, version);
  try {
    return await load();
  } catch (error) {
    throw toPeerError(error, peer);
  }
}

/** Errors of another realm, such as Jest's, are not instances of this one's `Error`. */
function isAboutLoading(error: unknown, packageName: string): boolean {
  if (typeof error !== "object" || error === null || !("message" in error)) return false;
  const message = String(error.message);
  const isMissing =
    "code" in error &&
    NOT_FOUND.includes(error.code) &&
    ["'", '"', "/"].some(
      (end) => message.includes(`'${packageName}${end}`) || message.includes(`/${packageName}${end}`),
    );
  // An older version may lack what is imported from it by name.
  return isMissing || (error instanceof SyntaxError && message.includes(`'${packageName}`));
}

/** Reads the version of an installed package, whatever it exports. */
export function versionOf(packageName: string): string | undefined {
  for (const folder of createRequire(import.meta.url).resolve.paths(packageName) ?? [])
    try {
      return String(JSON.parse(readFileSync(join(folder, packageName, "package.json"), "utf8")).version);
    } catch {
      // It is not in this folder.
    }
  return undefined;
}

const rangeOf = (packageName: string): string =>
  String(ownMember(createRequire(import.meta.url)("standin/package.json").peerDependencies, packageName));
