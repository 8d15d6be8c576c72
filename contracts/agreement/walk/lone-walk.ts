import { expect, it } from "vitest";
import { findContract } from "../contract.ts";
import { readPlanting } from "../planting.ts";
import type { TargetName } from "../targets.ts";
import { walk } from "./walk.ts";

const RUNS = 60;
const SEED = 20240101;

/** The last stage of a mutant's trial: the walk over its target and nothing else. */
it("a random walk finds nothing that breaks a spec or a law of state", async () => {
  const contract = await findContract(readPlanting()?.provider as TargetName);
  expect(contract).toBeDefined();
  const { requests } = await walk({ contracts: contract === undefined ? [] : [contract], runs: RUNS, seed: SEED });
  expect(requests).toBeGreaterThan(RUNS);
});
