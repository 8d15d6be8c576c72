import { DEEPEST, isNestedDeeper } from "../basics/nesting.ts";
import type { Validator } from "../contract/operation.ts";

/** A seed that a provider cannot start from. The message names the place and what is allowed there. */
export class SeedError extends Error {
  override readonly name = "SeedError";
  /** The names and positions that lead to what is wrong, as far as they are known; the first is the provider's. */
  readonly place: readonly string[];
  /** The member at that place, where it is one that nobody knows. */
  readonly unknownMember: string | undefined;

  constructor(message: string, place: readonly string[] = [], unknownMember?: string) {
    super(message);
    this.place = place;
    this.unknownMember = unknownMember;
  }
}

/**
 * Checks one provider's part of a seed.
 *
 * @throws SeedError at the first thing that is wrong
 */
export function checkSeedWith<Seed>(validate: Validator, provider: string, seed: unknown): Seed {
  if (isNestedDeeper(seed)) throw new SeedError(`${provider} is nested deeper than ${DEEPEST} levels`, [provider]);
  if (validate(seed)) return seed as Seed;
  // A name that nobody knows is most often a slip of the pen for one that is then missing.
  const errors = validate.errors ?? [];
  const error = errors.find(({ keyword }) => keyword === "additionalProperties") ?? errors[0];
  const place = [provider, ...(error?.instancePath ?? "").split("/").slice(1).map(unescapePointer)];
  const unknown = error?.params["additionalProperty"];
  const allowed = error?.params["allowedValues"];
  const detail =
    unknown !== undefined
      ? `knows no member named ${JSON.stringify(unknown)}`
      : `${error?.message ?? "is not valid"}${allowed === undefined ? "" : `: ${JSON.stringify(allowed)}`}`;
  throw new SeedError(`${place.join(".")} ${detail}`, place, typeof unknown === "string" ? unknown : undefined);
}

/** The first value that is there for the second time. */
export function findTwice<Value>(values: readonly Value[]): Value | undefined {
  const seen = new Set<Value>();
  for (const value of values) {
    if (seen.has(value)) return value;
    seen.add(value);
  }
  return undefined;
}

const unescapePointer = (segment: string): string => segment.replaceAll("~1", "/").replaceAll("~0", "~");
