import { ownMember } from "#engine/basics/table.ts";
import { evidence } from "#generated/evidence.ts";
import type { components } from "#generated/evidence-types.ts";

type Schemas = components["schemas"];

/** Where a provider's rules and replies come from: `mocks/<provider>/evidence.yaml`. */
export type Evidence = Schemas["Evidence"];

export type SourceKind = Schemas["SourceKind"];

/** From the strongest evidence to the weakest. */
export const SOURCE_KINDS: readonly SourceKind[] = [
  "founding-document",
  "vendor-specification",
  "vendor-documentation",
  "payload",
  "client-code",
  "framework",
  "inferred",
];

/** Sources of one kind. */
export interface Provenance {
  readonly kind: SourceKind;
  /** Ids of the sources. */
  readonly sources: readonly string[];
  /** Year, or year and month, of the earliest source of this kind; absent where none has a date. */
  readonly since?: string;
}

/** An open question about a provider, with the weight of the most used operation in which the answer shows. */
export interface EvidenceQuestion extends Omit<Schemas["MissingEvidence"], "operations"> {
  readonly provider: string;
  readonly weight: number;
}

/** Loads a provider's evidence. @returns `undefined` where there is none, as for our own control API */
export const readProviderEvidence = async (provider: string): Promise<Evidence | undefined> =>
  Object.hasOwn(evidence, provider) ? evidence[provider]?.() : undefined;

/** Groups sources by kind, the strongest first. */
export function toProvenance({ sources }: Pick<Evidence, "sources">, ids: readonly string[]): Provenance[] {
  return SOURCE_KINDS.flatMap((kind) => {
    const own = ids.filter((id) => ownMember(sources, id)?.kind === kind);
    if (own.length === 0) return [];
    const [since] = own.flatMap((id) => ownMember(sources, id)?.since ?? []).sort();
    return [{ kind, sources: own, ...(since !== undefined && { since }) }];
  });
}

/**
 * Where one documented status comes from.
 *
 * @param operationId `undefined` for a status common to all operations
 */
export function provenanceOf(evidence: Evidence, operationId: string | undefined, status: number): Provenance[] {
  const own = operationId === undefined ? undefined : ownMember(evidence.operations, operationId)?.statuses[status];
  const found = own ?? evidence.common[status];
  return found === undefined ? [] : toProvenance(evidence, found.from);
}

/** The earliest date on which anything but convention or inference stated it; else the date of the inference. */
export function sinceOf(provenance: readonly Provenance[]): string | undefined {
  const proven = provenance.filter(({ kind }) => kind !== "framework" && kind !== "inferred");
  const [since] = (proven.length > 0 ? proven : provenance).flatMap((each) => each.since ?? []).sort();
  return since;
}

/** In a line: `founding-document (2023-11), inferred (2026-11)`. */
export const showProvenance = (provenance: readonly Provenance[]): string =>
  provenance.map(({ kind, since = "undated" }) => `${kind} (${since})`).join(", ");

/** What evidence is missing, most used operations first; at the same weight in the order of providers and files. */
export function queueOf(all: ReadonlyMap<string, Evidence>): EvidenceQuestion[] {
  const questions = [...all].flatMap(([provider, { missing, operations }]) =>
    missing.map(({ operations: where = [], ...question }) => {
      const named = where === "all" ? Object.keys(operations) : [question.about, ...where];
      const weights = named.flatMap((operationId) => ownMember(operations, operationId)?.weight ?? []);
      return { provider, weight: Math.min(...weights), ...question };
    }),
  );
  return questions.sort((a, b) => a.weight - b.weight);
}
