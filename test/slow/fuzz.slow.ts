import { expect, it } from "vitest";
import { fuzz } from "../fuzz/fuzz.ts";

const RUNS = 30_000;

const seed = Date.now() % 2 ** 31;

it(`holds against many hostile requests of the new seed ${seed}`, async () => {
  const { requests } = await fuzz({ runs: RUNS, seed });
  expect(requests).toBeGreaterThanOrEqual(RUNS);
});
