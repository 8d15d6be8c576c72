import type { Violation } from "./routed.ts";

/** Which stage refused a request, and what it had against it. */
export interface Refusal {
  readonly stage: "route" | "authenticate" | "rate limit" | "authorize" | "validate" | "handle";
  readonly reasons?: readonly string[];
  readonly violations?: readonly Violation[];
}

/** Why a request was refused, in sentences. The provider's own words are in its reply. */
export const toReasons = ({ reasons = [], violations = [] }: Refusal): string[] => [
  ...reasons,
  ...violations.map(({ in: where, path, message }) => `${[where, ...path].join(".")}: ${message}`),
];
