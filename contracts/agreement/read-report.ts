import { type Evidence, readProviderEvidence } from "#standin/provenance.ts";
import { readResult, toTotals } from "../frameworks/page.ts";
import { fingerprintOf, unusedExceptions } from "../frameworks/run.ts";
import { readContracts } from "./contract.ts";
import type { GatheredEvidence } from "./evidence.ts";
import { KNOWN_EXCEPTIONS } from "./exceptions.ts";
import { makeReport, type Report } from "./report.ts";
import { readSpec } from "./spec.ts";

/** Empty evidence. */
export const NO_EVIDENCE: GatheredEvidence = { observations: [], waivers: [], stale: 0 };

/** Combines evidence with the specs, provenance and exceptions of all targets. */
export async function readReport(gathered: GatheredEvidence): Promise<Report> {
  const names = (await readContracts()).map(({ provider }) => provider);
  const origins = new Map<string, Evidence>();
  for (const name of names) {
    const origin = await readProviderEvidence(name);
    if (origin !== undefined) origins.set(name, origin);
  }
  const specs = await Promise.all(names.map(readSpec));
  return makeReport(specs, gathered, { origins, exceptions: KNOWN_EXCEPTIONS, frameworks: await readFrameworks() });
}

/** Reads the result of the last comparison with the frameworks, which needs them and is not part of a normal run. */
async function readFrameworks() {
  const result = await readResult();
  const isFresh = result.requests === fingerprintOf(result.runs, result.seed);
  const stale = isFresh ? [] : ["frameworks: other requests were compared than are made now: run npm run frameworks"];
  return { totals: toTotals(result.rows), complaints: [...stale, ...unusedExceptions(result)] };
}
