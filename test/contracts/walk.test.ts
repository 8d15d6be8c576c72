import { expect, it } from "vitest";
import { readContracts } from "../../contracts/agreement/contract.ts";
import { record } from "../../contracts/agreement/evidence.ts";
import { walk } from "../../contracts/agreement/walk/walk.ts";

const RUNS_PER_PROVIDER = 60;
/** Always the same walks here; `npm run walk` takes others each time. */
const SEED = 20240101;

it("random walks over all providers, and over the control API, find nothing that breaks a spec or a law of state", async () => {
  const contracts = await readContracts();
  const runs = RUNS_PER_PROVIDER * contracts.length;
  const { sightings, requests } = await walk({ contracts, runs, seed: SEED });
  expect(requests).toBeGreaterThan(runs);
  await record(sightings);
}, 120_000);
