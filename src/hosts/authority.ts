import { createPrivateKey, randomUUID, X509Certificate } from "node:crypto";
import { chmod, mkdir, open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { PlatformDate } from "#engine/basics/date.ts";
import { StandinError } from "#engine/basics/errors.ts";
import { ownMember } from "#engine/basics/table.ts";
import { setTimeout } from "#transports/timers.ts";
import { type Identity, makeAuthority, namesOf, type Period } from "./certificates.ts";

/** The certificate authority of this user: the programs that trust its file accept standin in place of the real hosts. */
export interface Authority extends Identity {
  /** The file that programs have to trust: the certificate without the key. */
  readonly file: string;
  /** What the user has to know: that the authority was made, or made anew, and why. */
  readonly notice: string | undefined;
}

export interface AuthorityOptions {
  /** Default: that of `findFolder`. */
  readonly folder?: string | undefined;
  /** The host names for which it has to vouch; a wildcard may be the first label. */
  readonly names: readonly string[];
  readonly nowMs?: number;
}

/** What programs are to trust. */
export const CERTIFICATE_FILE = "standin-ca.pem";
/** Key and certificate in one file, so that they are replaced together. Readable by its owner only. */
const KEY_FILE = "standin-ca-key.pem";
const LOCK_FILE = "standin-ca.lock";

const DAY_MS = 86_400_000;
const LIFETIME_DAYS = 5 * 365;
/** It is renewed when it is valid for less than this. */
const RENEWAL_DAYS = 90;

/**
 * The folder of the authority: `STANDIN_CA_DIR`, or the usual place for the data of a user's programs.
 *
 * @param environment that of the process
 */
export function findFolder(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  platform: string = process.platform,
): string {
  const of = (name: string): string | undefined => ownMember(environment, name) || undefined;
  const given = of("STANDIN_CA_DIR");
  if (given !== undefined) return given;
  if (platform === "win32") return join(of("LOCALAPPDATA") ?? join(homedir(), "AppData", "Local"), "standin");
  if (platform === "darwin") return join(homedir(), "Library", "Application Support", "standin");
  return join(of("XDG_DATA_HOME") ?? join(homedir(), ".local", "share"), "standin");
}

/**
 * Opens the authority in a folder. It is made if there is none, and made anew if it is incomplete, expires soon, or may not
 * vouch for one of the names. Several processes may do so at the same time: all get the same one.
 *
 * @throws StandinError if the folder cannot be used
 */
export async function openAuthority({
  folder = findFolder(),
  names,
  nowMs = PlatformDate.now(),
}: AuthorityOptions): Promise<Authority> {
  try {
    const before = await read(folder);
    if (before.identity !== undefined && whyUnusable(before, names, nowMs) === undefined)
      return await publish(folder, before.identity, undefined);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return await locked(join(folder, LOCK_FILE), async () => {
      const found = await read(folder);
      const why = whyUnusable(found, names, nowMs);
      if (found.identity !== undefined && why === undefined) return publish(folder, found.identity, undefined);
      const all = [...new Set([...(found.names ?? []), ...names])];
      const identity = makeAuthority(all, periodFrom(nowMs));
      await replace(join(folder, KEY_FILE), identity.key + identity.certificate, 0o600);
      return publish(folder, identity, toNotice(folder, why));
    });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === undefined || cause instanceof StandinError) throw cause;
    throw new StandinError(
      "ERR_STANDIN_CA_UNUSABLE",
      `The folder of standin's CA, ${folder}, cannot be used (${code}). Choose another with --ca-dir or STANDIN_CA_DIR.`,
      { cause },
    );
  }
}

/** From a day before, as clocks differ. */
const periodFrom = (nowMs: number): Period => ({ fromMs: nowMs - DAY_MS, toMs: nowMs + LIFETIME_DAYS * DAY_MS });

/** What is in the folder. */
interface Found {
  readonly isThere: boolean;
  /** Absent where what is there cannot be used. */
  readonly identity?: Identity;
  /** The names that it may vouch for. */
  readonly names?: readonly string[];
}

async function read(folder: string): Promise<Found> {
  const path = join(folder, KEY_FILE);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return { isThere: false };
    throw error;
  }
  const [key] = /-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----\n/.exec(text) ?? [];
  const [certificate] = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n/.exec(text) ?? [];
  if (key === undefined || certificate === undefined) return { isThere: true };
  try {
    if (!new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key))) return { isThere: true };
    const names = namesOf(certificate);
    if (names === undefined) return { isThere: true };
    if (((await stat(path)).mode & 0o077) !== 0) await chmod(path, 0o600);
    return { isThere: true, identity: { key, certificate }, names };
  } catch {
    return { isThere: true };
  }
}

/** @returns the reason as part of a sentence; empty where there is no authority yet */
function whyUnusable({ isThere, identity, names = [] }: Found, wanted: readonly string[], nowMs: number) {
  if (!isThere) return "";
  if (identity === undefined) return "its file was incomplete or damaged";
  const { validFrom, validTo } = new X509Certificate(identity.certificate);
  if (PlatformDate.parse(validTo) - nowMs < RENEWAL_DAYS * DAY_MS) return "the old one was about to expire";
  if (PlatformDate.parse(validFrom) > nowMs) return "the old one was not valid yet by the clock of this machine";
  const outside = wanted.find((name) => !isCovered(name, names));
  return outside === undefined ? undefined : `the old one may not vouch for ${outside}`;
}

/** Whether a name, or its wildcard, is one of these or below one of them. */
function isCovered(name: string, names: readonly string[]): boolean {
  const plain = name.replace(/^\*\./, "");
  return names.some((each) => plain === each || plain.endsWith(`.${each}`));
}

const toNotice = (folder: string, why: string | undefined): string =>
  why === ""
    ? `A CA for HTTPS was made in ${folder}. \`standin ca trust\` says how programs come to trust it.`
    : `The CA in ${folder} was made anew, as ${why}. Programs that trusted the old one have to trust the new one: \`standin ca trust\`.`;

/** Writes the file for programs, unless it is there. */
async function publish(folder: string, identity: Identity, notice: string | undefined): Promise<Authority> {
  const file = join(folder, CERTIFICATE_FILE);
  const there = await readFile(file, "utf8").catch(() => undefined);
  if (there !== identity.certificate) await replace(file, identity.certificate, 0o644);
  return { ...identity, file, notice };
}

/** Replaces a file in one step: readers see the old or the new one, whole. */
async function replace(path: string, text: string, mode: number): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, text, { mode, flag: "wx", flush: true });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

const PAUSE_MS = 25;
/** A process that has held a lock for so long has ended within. */
const LONGEST_LOCK_MS = 10_000;

/** Runs something while no other process does. */
async function locked<Result>(path: string, run: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      await (await open(path, "wx", 0o600)).close();
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const { mtimeMs = Number.POSITIVE_INFINITY } = await stat(path).catch(() => ({ mtimeMs: undefined }));
      if (PlatformDate.now() - mtimeMs > LONGEST_LOCK_MS) await rm(path, { force: true });
      else await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
  try {
    return await run();
  } finally {
    await rm(path, { force: true });
  }
}
