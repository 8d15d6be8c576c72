import { compileScenarios, defineScenarios } from "standin/mock";
import type { ScenarioTypes } from "./generated/scenario-types.ts";
import schemas from "./generated/scenarios.json" with { type: "json" };
import { addItem } from "./items.ts";
import type { state } from "./state.ts";

/** The code of scenarios.yaml: names, parameters and results are checked by the compiler. */
export const scenarios = defineScenarios<typeof state, ScenarioTypes>(
  await compileScenarios<keyof ScenarioTypes>(schemas),
  {
    "an item": {
      run: (context, item) => ({ id: addItem(context, item).id }),
    },
  },
);
