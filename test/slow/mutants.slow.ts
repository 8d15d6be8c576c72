import { expect, it } from "vitest";
import { nameOf, readMutants, tryMutant } from "../../contracts/agreement/mutant.ts";

/** As many more than those of the usual tests, from all providers alike. */
const COUNT = 10;

const others = (await readMutants()).filter(({ isBase }) => !isBase);
const chosen = Array.from({ length: COUNT }, (_, at) => others[Math.floor((at * others.length) / COUNT)]);

it.for(chosen.flatMap((each) => (each === undefined ? [] : [[nameOf(each), each] as const])))(
  "the contracts notice %s",
  async ([, mutant], { signal }) => {
    const verdict = await tryMutant(mutant.provider, mutant, { signal });
    expect(verdict.outcome, `no test of contracts/${mutant.provider} fails`).toBe("killed");
  },
);
