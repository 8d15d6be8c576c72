import { providerNames, registry } from "#mocks/registry.ts";
import type { Walk } from "../agreement/contract.ts";
import { createLaws } from "./laws.ts";

const behaviours = await Promise.all(providerNames.map((name) => registry[name].behaviour()));

export const walk: Walk = {
  credentials: {},
  given: [
    ["a world", { world: "one" }],
    ["a snapshot", { world: "one", snapshot: "before" }],
    ["an exchange", { world: "one", answered: true }],
    ["an event", { world: "one" }],
    ["a fault", { world: "one" }],
  ],
  values: {
    world: ["one", "two"],
    into: ["one", "two", "three"],
    snapshot: ["before", "after"],
    fault: ["fault-1", "fault-2"],
    event: [1],
    provider: providerNames,
    scenario: (await Promise.all(behaviours.map(({ scenarios }) => scenarios()))).flatMap((each) => Object.keys(each)),
    since: [0, 1],
    by: [0, 1500, "PT15M", "P30D"],
    now: ["2024-01-01T00:00:00.000Z", "2024-06-01T00:00:00.000Z"],
    preset: ["flaky", "slow", "outage", "throttled"],
  },
  limits: { waitMs: [0, 1, 5] },
  createObserver: () => createLaws(providerNames),
};
