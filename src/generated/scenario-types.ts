// Written by `npm run generate`. Do not edit: change mocks/<provider>/scenarios.yaml.

import type { ScenarioTypes as Avacy } from "./avacy/scenario-types.ts";
import type { ScenarioTypes as Didit } from "./didit/scenario-types.ts";
import type { ScenarioTypes as Didomi } from "./didomi/scenario-types.ts";
import type { ScenarioTypes as Netid } from "./netid/scenario-types.ts";

/** By provider and scenario: the parameters that it may be given, which of them have a default, and its result. */
export interface ScenarioTypes {
  avacy: Avacy;
  didit: Didit;
  didomi: Didomi;
  netid: Netid;
}
