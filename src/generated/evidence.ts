// Written by `npm run generate`. Do not edit: change mocks/<provider>/evidence.yaml.

import type { components } from "./evidence-types.ts";

export const evidence: Readonly<Record<string, () => Promise<components["schemas"]["Evidence"]>>> = {
  avacy: async () => (await import("./avacy/evidence.ts")).evidence,
  didit: async () => (await import("./didit/evidence.ts")).evidence,
  didomi: async () => (await import("./didomi/evidence.ts")).evidence,
  netid: async () => (await import("./netid/evidence.ts")).evidence,
};
