import { expect, it } from "vitest";
import { readContracts } from "../../contracts/agreement/contract.ts";
import { type Observation, record, type Waiver } from "../../contracts/agreement/evidence.ts";
import { readReport } from "../../contracts/agreement/read-report.ts";
import { walk } from "../../contracts/agreement/walk/walk.ts";

const contracts = await readContracts();

/** Always the same walks: the evidence of the agreement report. */
const FIXED_SEED = 20240101;
const FIXED_RUNS_PER_SUBJECT = 60;
/** How often walks go on where they have not met every reply that the report wants them to meet. */
const MOST_ROUNDS = 5;

/** Other walks in every run; few of them, as they add up. They are no evidence: what they meet is luck. */
const FRESH = { seed: Math.floor(Math.random() * 2 ** 31), runs: 10 * contracts.length };

it("random walks over all providers, and over the control API, find nothing that breaks a spec or a law of state", async () => {
  const observations: Observation[] = [];
  const waivers: Waiver[] = [];
  let left = contracts;
  for (let round = 0; round < MOST_ROUNDS && left.length > 0; round += 1) {
    const runs = FIXED_RUNS_PER_SUBJECT * left.length;
    const walked = await walk({ contracts: left, runs, seed: FIXED_SEED + round });
    expect(walked.requests).toBeGreaterThan(runs);
    observations.push(...walked.observations);
    waivers.push(...walked.waivers);
    const { holes } = await readReport({ observations, waivers: [], stale: 0 });
    const lacking = new Set(holes.filter(({ missing }) => missing.includes("walk")).map(({ provider }) => provider));
    left = contracts.filter(({ provider }) => lacking.has(provider));
  }
  await record([...observations, ...waivers]);
}, 240_000);

it("nor do walks of a seed that is new each time", async () => {
  // Said before they set out, so that it is known whatever becomes of them.
  // biome-ignore lint/suspicious/noConsole: the seed belongs into the output of every run, not only of one that fails.
  console.log(`New walks; again: npm run walk -- --runs ${FRESH.runs} --seed ${FRESH.seed}`);
  const { requests } = await walk({ contracts, ...FRESH });
  expect(requests).toBeGreaterThan(FRESH.runs);
}, 240_000);
