import type { Fault } from "#engine/faults/fault.ts";
import type { components } from "#generated/control/types.ts";

/** Converts a fault to plain data. A predicate function of this process cannot be shown. */
export function toFaultView({ match: { where: _where, ...match }, ...rest }: Fault): components["schemas"]["Fault"] {
  return { ...rest, match };
}
