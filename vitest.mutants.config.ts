import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { filesOf, plantMutant, readPlanting } from "./contracts/agreement/planting.ts";
import { usual } from "./vitest.config.ts";

/**
 * For runs that `contracts/agreement/mutant.ts` starts: the contracts of one subject, stage by stage until a test fails,
 * with one file changed as it is loaded. Started by hand it has no tests to run.
 */
const planting = readPlanting();
const include = planting?.stages.flatMap((stage) => filesOf(stage, planting.provider)) ?? [];

class InOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification): number =>
      include.findIndex((file) => moduleId === join(import.meta.dirname, file));
    return files.sort((a, b) => placeOf(a) - placeOf(b));
  }
}

export default defineConfig({
  ...usual,
  plugins: planting === undefined ? [] : [plantMutant(planting)],
  test: {
    ...usual.test,
    include,
    bail: 1,
    fileParallelism: false,
    // The stages have all modules in common, the planted one included.
    isolate: false,
    sequence: { sequencer: InOrder },
  },
});
