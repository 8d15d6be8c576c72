import type { components } from "#generated/didomi/types.ts";
import type { MergedSteps, UserDetails } from "#mocks/didomi/state.ts";

/**
 * Merging as the rules say it, one step after the other into new objects: slow, and simple enough to be believed. The
 * mock's merging is compared with it.
 */

type Schemas = components["schemas"];
type UserConsents = Schemas["UserConsents"];
type EventConsents = Schemas["EventConsents"];

export interface PlainStep {
  readonly user: UserDetails;
  readonly consents: EventConsents;
}

const NOTHING: MergedSteps = {
  metadata: {},
  country: null,
  last_seen_country: null,
  consents: {
    channels: [],
    tcfcs: null,
    vendors: { enabled: [], disabled: [], enabled_li: [], disabled_li: [] },
    purposes: [],
  },
};

export const mergePlainly = (steps: readonly PlainStep[]): MergedSteps => steps.reduce(add, NOTHING);

const add = (before: MergedSteps, { user, consents }: PlainStep): MergedSteps => ({
  metadata: { ...before.metadata, ...user.metadata },
  country: user.country === undefined ? before.country : user.country,
  last_seen_country: user.last_seen_country === undefined ? before.last_seen_country : user.last_seen_country,
  consents: mergeConsents(before.consents, consents),
});

const mergeConsents = (before: UserConsents, sent: EventConsents): UserConsents => {
  const [enabled, disabled] = mergeOpposites(before.vendors, "enabled", "disabled", sent.vendors);
  const [enabled_li, disabled_li] = mergeOpposites(before.vendors, "enabled_li", "disabled_li", sent.vendors);
  return {
    channels: mergeById(before.channels, sent.channels, mergeChannel),
    tcfcs: sent.tcfcs ?? before.tcfcs,
    vendors: { enabled, disabled, enabled_li, disabled_li },
    purposes: mergeById(before.purposes, sent.purposes, mergePurpose),
  };
};

function mergeById<Merged extends { id: string }, Sent extends { id: string }>(
  before: Merged[],
  sent: readonly Sent[],
  merge: (before: Merged | undefined, sent: Sent) => Merged,
): Merged[] {
  const merged = new Map(before.map((each) => [each.id, each]));
  for (const each of sent) merged.set(each.id, merge(merged.get(each.id), each));
  return [...merged.values()];
}

const mergeChannel = (
  before: Schemas["UserChannel"] | undefined,
  sent: Schemas["EventChannel"],
): Schemas["UserChannel"] => ({
  id: sent.id,
  enabled: sent.enabled ?? before?.enabled ?? null,
  metadata: { ...before?.metadata, ...sent.metadata },
});

const mergePurpose = (
  before: Schemas["UserPurpose"] | undefined,
  sent: Schemas["EventPurpose"],
): Schemas["UserPurpose"] => ({
  id: sent.id,
  enabled: sent.enabled ?? before?.enabled ?? null,
  enabled_li: sent.enabled_li ?? before?.enabled_li ?? null,
  metadata: { ...before?.metadata, ...sent.metadata },
  values: mergeValues(before?.values ?? {}, sent.values ?? {}),
  ...olderShapes(before),
  ...olderShapes(sent),
});

const olderShapes = ({ channels, preferences }: Pick<Schemas["EventPurpose"], "channels" | "preferences"> = {}) => ({
  ...(channels && { channels }),
  ...(preferences && { preferences }),
});

type Values = Schemas["UserPurpose"]["values"];

const mergeValues = (before: Values, sent: Values): Values =>
  Object.fromEntries(Object.entries({ ...before, ...sent }).filter(([, { value }]) => value !== ""));

type Vendors = Schemas["Vendors"];

function mergeOpposites(before: Vendors, yes: keyof Vendors, no: keyof Vendors, sent: Vendors): [string[], string[]] {
  const allYes = new Set([...before[yes], ...sent[yes]]);
  const allNo = new Set(before[no]);
  for (const id of sent[yes]) allNo.delete(id);
  for (const id of sent[no]) {
    allYes.delete(id);
    allNo.add(id);
  }
  return [[...allYes], [...allNo]];
}
