import { expect, it } from "vitest";
import { fuzz } from "../fuzz/fuzz.ts";

const RUNS = 30_000;

it("holds against many hostile requests of a new seed", async () => {
  const seed = Date.now() % 2 ** 31;
  console.log(`Hostile requests of seed ${seed}`);
  const { requests } = await fuzz({ runs: RUNS, seed });
  expect(requests).toBeGreaterThanOrEqual(RUNS);
});
