import { expect, it } from "vitest";
import { readContracts } from "../../contracts/agreement/contract.ts";
import { record } from "../../contracts/agreement/evidence.ts";
import { walk } from "../../contracts/agreement/walk/walk.ts";

const RUNS = 150;
/** Always the same walks here; `npm run walk` takes others each time. */
const SEED = 20240101;

it("random walks over all providers find nothing that breaks a spec or a law of state", async () => {
  const { sightings, requests } = await walk({ contracts: await readContracts(), runs: RUNS, seed: SEED });
  expect(requests).toBeGreaterThan(RUNS);
  await record(sightings);
}, 120_000);
