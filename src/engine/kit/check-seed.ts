import { StandinError } from "../basics/errors.ts";
import { parsePointer } from "../basics/json-pointer.ts";
import { DEEPEST, isNestedDeeper } from "../basics/nesting.ts";
import type { Validator } from "../contract/operation.ts";

/** Thrown for an invalid seed. The message names the place and what is allowed there. */
export class SeedError extends StandinError {
  override readonly name = "SeedError";
  /** Path to the faulty value, as member names and list positions, as far as known; the first is the provider's name. */
  readonly place: readonly string[];
  /** The name of the faulty member, if the schema does not define it. */
  readonly unknownMember: string | undefined;

  constructor(message: string, place: readonly string[] = [], unknownMember?: string) {
    super("ERR_STANDIN_INVALID_SEED", message);
    this.place = place;
    this.unknownMember = unknownMember;
  }
}

/**
 * Validates one provider's part of a seed.
 *
 * @throws SeedError for the first fault
 */
export function checkSeedWith<Seed>(validate: Validator, provider: string, seed: unknown): Seed {
  if (isNestedDeeper(seed)) throw new SeedError(`${provider} is nested deeper than ${DEEPEST} levels.`, [provider]);
  if (validate(seed)) return seed as Seed;
  // An unknown name is most often a misspelling of a required one, which is then reported as missing too.
  const errors = validate.errors ?? [];
  const error = errors.find(({ keyword }) => keyword === "additionalProperties") ?? errors[0];
  const place = [provider, ...parsePointer(error?.instancePath ?? "")];
  const unknown = error?.params["additionalProperty"];
  const allowed = error?.params["allowedValues"];
  const detail =
    unknown !== undefined
      ? `has no member ${JSON.stringify(unknown)}.`
      : `${error?.message ?? "is not valid"}${allowed === undefined ? "" : `: ${JSON.stringify(allowed)}`}.`;
  throw new SeedError(`${place.join(".")} ${detail}`, place, typeof unknown === "string" ? unknown : undefined);
}

/** Returns the first value that repeats an earlier one, or `undefined`. */
export function findTwice<Value>(values: readonly Value[]): Value | undefined {
  const seen = new Set<Value>();
  for (const value of values) {
    if (seen.has(value)) return value;
    seen.add(value);
  }
  return undefined;
}
