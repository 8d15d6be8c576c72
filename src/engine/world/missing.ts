import { StandinError } from "../basics/errors.ts";
import { quoteValue } from "../basics/quote.ts";
import type { Faults } from "../faults/faults.ts";
import type { Outbox } from "../webhooks/outbox.ts";

/** The error where there is no such fault. */
export const missingFault = (world: string, id: string, faults: Faults): StandinError =>
  new StandinError(
    "ERR_STANDIN_NOT_FOUND",
    `World ${world} has no fault ${quoteValue(id)}; it has ${toNames(faults.list().map((fault) => fault.id))}.`,
  );

const toNames = (names: readonly string[]): string => names.join(", ") || "none";

/** The error where there is no such event. */
export function missingEvent(world: string, number: number, outbox: Outbox): StandinError {
  const known = outbox.entries().map((entry) => entry.number);
  const [first] = known;
  return new StandinError(
    "ERR_STANDIN_NOT_FOUND",
    `World ${world} has no event ${number}; it has ${first === undefined ? "none" : `${first} to ${known.at(-1)}`}.`,
  );
}
