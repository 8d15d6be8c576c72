import { createHash } from "node:crypto";
import { appendFileSync, mkdirSync } from "node:fs";
import { readdir, readFile, rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { readPlanting } from "./planting.ts";
import { type OperationStatus, root } from "./spec.ts";

/** The checkers, in the order of the report's columns. */
export const CHECKERS = ["typed client", "pact", "verifier", "comparator", "Prism", "walk"] as const;

export type Checker = (typeof CHECKERS)[number];

/** Records that a checker has seen a cell without an objection. */
export interface Observation extends OperationStatus {
  readonly checker: Checker;
  /** The name of the checked interaction, if it has one. */
  readonly interaction?: string;
}

/** Records a known error of a checker: the exception that covers it, and the place. */
export interface Waiver {
  readonly checker: Checker;
  readonly provider: string;
  /** The exception's name in the checker's list. */
  readonly exception: string;
}

export type Evidence = Observation | Waiver;

export const isObservation = (evidence: Evidence): evidence is Observation => "status" in evidence;

const folder = join(root, "contracts/.evidence");
const FINGERPRINT_OF = ["specs", "src", "mocks", "contracts"];
const LEFT_OUT = /(^|\/)\.|\.md$|\.test\.ts$/;

/** A hash of specs, mocks, clients and pacts: evidence is valid only for the sources it was recorded with. */
export async function takeFingerprint(): Promise<string> {
  const hash = createHash("sha256");
  for (const top of FINGERPRINT_OF) {
    const entries = await readdir(join(root, top), { recursive: true, withFileTypes: true });
    const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    for (const path of paths.sort()) {
      const name = relative(root, path);
      if (LEFT_OUT.test(name)) continue;
      hash.update(`${name}\0`).update(await readFile(path));
    }
  }
  return hash.digest("hex").slice(0, 16);
}

let fingerprint: Promise<string> | undefined;
const written = new Set<string>();

/**
 * Adds to the evidence of this run. A process writes each entry once, except waivers. Nothing is recorded for mutants.
 */
export async function record(evidence: readonly Evidence[]): Promise<void> {
  if (readPlanting() !== undefined) return;
  fingerprint ??= takeFingerprint();
  const taken = await fingerprint;
  const lines: string[] = [];
  for (const each of evidence) {
    const line = JSON.stringify({ fingerprint: taken, ...each });
    if (isObservation(each) && written.has(line)) continue;
    written.add(line);
    lines.push(line);
  }
  if (lines.length === 0) return;
  mkdirSync(folder, { recursive: true });
  appendFileSync(join(folder, `${process.pid}.jsonl`), `${lines.join("\n")}\n`);
}

export const clearEvidence = (): Promise<void> => rm(folder, { recursive: true, force: true });

export interface GatheredEvidence {
  readonly observations: readonly Observation[];
  readonly waivers: readonly Waiver[];
  /** Lines recorded with other sources, which prove nothing. */
  readonly stale: number;
}

/** Reads the evidence of the last run that was recorded with the current sources. */
export async function readEvidence(): Promise<GatheredEvidence> {
  const current = await takeFingerprint();
  const files = await readdir(folder).catch(() => []);
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
  const all = texts
    .flatMap((text) => text.split("\n"))
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Evidence & { readonly fingerprint: string });
  const fresh = all.filter((each) => each.fingerprint === current);
  return {
    observations: fresh.filter((each: Evidence) => isObservation(each)) as Observation[],
    waivers: fresh.filter((each: Evidence) => !isObservation(each)) as Waiver[],
    stale: all.length - fresh.length,
  };
}
