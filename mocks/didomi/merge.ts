import type { components } from "#generated/didomi/types.ts";
import { NULL_KEEPS_ANSWER } from "./options.ts";
import { pick } from "./pick.ts";

type Schemas = components["schemas"];
type UserConsents = Schemas["UserConsents"];
type EventConsents = Schemas["EventConsents"];
type Vendors = Schemas["Vendors"];

/** The choices of a user who has made none. */
export const NO_CHOICES: UserConsents = {
  channels: [],
  tcfcs: null,
  vendors: { enabled: [], disabled: [], enabled_li: [], disabled_li: [] },
  purposes: [],
};

/** Choices as they were sent, in the shape in which an event shows them: nothing is filled in but empty lists. */
export const toEventConsents = (sent: Schemas["ConsentsInput"]): EventConsents => ({
  channels: (sent.channels ?? []).map((channel) => pick(channel, ["id", "enabled", "metadata"])),
  tcfcs: sent.tcfcs ?? null,
  vendors: { ...NO_CHOICES.vendors, ...pick(sent.vendors ?? {}, ["enabled", "disabled", "enabled_li", "disabled_li"]) },
  purposes: (sent.purposes ?? []).map(toEventPurpose),
});

function toEventPurpose(sent: Schemas["PurposeInput"]): Schemas["EventPurpose"] {
  const purpose = pick(sent, ["id", "enabled", "enabled_li", "metadata", "channels", "preferences"]);
  if (sent.values === undefined) return purpose;
  const values = Object.entries(sent.values).map(([preference, { value }]) => [preference, { value }]);
  return { ...purpose, values: Object.fromEntries(values) };
}

/** Adds the choices of one event to those that were made before. What the event does not name stays as it is. */
export const mergeConsents = (before: UserConsents, sent: EventConsents): UserConsents => ({
  channels: mergeById(before.channels, sent.channels, mergeChannel),
  tcfcs: sent.tcfcs ?? before.tcfcs,
  vendors: mergeVendors(before.vendors, sent.vendors),
  purposes: mergeById(before.purposes, sent.purposes, mergePurpose),
});

/** First seen, first listed: a map keeps the place of what it already holds. */
function mergeById<Merged extends { id: string }, Sent extends { id: string }>(
  before: Merged[],
  sent: readonly Sent[],
  merge: (before: Merged | undefined, sent: Sent) => Merged,
): Merged[] {
  if (sent.length === 0) return before;
  const merged = new Map(before.map((each) => [each.id, each]));
  for (const each of sent) merged.set(each.id, merge(merged.get(each.id), each));
  return [...merged.values()];
}

function mergePurpose(
  before: Schemas["UserPurpose"] | undefined,
  sent: Schemas["EventPurpose"],
): Schemas["UserPurpose"] {
  return {
    id: sent.id,
    enabled: mergeAnswer(before?.enabled, sent.enabled),
    enabled_li: mergeAnswer(before?.enabled_li, sent.enabled_li),
    metadata: { ...before?.metadata, ...sent.metadata },
    values: mergeValues(before?.values, sent.values),
    // The older shapes are not understood, only kept.
    ...(before && pick(before, ["channels", "preferences"])),
    ...pick(sent, ["channels", "preferences"]),
  };
}

const mergeChannel = (
  before: Schemas["UserChannel"] | undefined,
  sent: Schemas["EventChannel"],
): Schemas["UserChannel"] => ({
  id: sent.id,
  enabled: mergeAnswer(before?.enabled, sent.enabled),
  metadata: { ...before?.metadata, ...sent.metadata },
});

function mergeAnswer(before: boolean | null | undefined, sent: boolean | null | undefined): boolean | null {
  if (sent === null && !NULL_KEEPS_ANSWER) return null;
  return sent ?? before ?? null;
}

type Values = Schemas["UserPurpose"]["values"];

/** A new value replaces the old one whole; an empty one takes the preference back. */
function mergeValues(before: Values = {}, sent: Values | undefined): Values {
  if (sent === undefined) return before;
  return Object.fromEntries(Object.entries({ ...before, ...sent }).filter(([, { value }]) => value !== ""));
}

function mergeVendors(before: Vendors, sent: Vendors): Vendors {
  const [enabled, disabled] = mergeOpposites(before.enabled, before.disabled, sent.enabled, sent.disabled);
  const [enabled_li, disabled_li] = mergeOpposites(
    before.enabled_li,
    before.disabled_li,
    sent.enabled_li,
    sent.disabled_li,
  );
  return { enabled, disabled, enabled_li, disabled_li };
}

/** A vendor stands in one list of a pair at most. One that is sent in both counts as refused. */
function mergeOpposites(yes: string[], no: string[], sentYes: string[], sentNo: string[]): [string[], string[]] {
  if (sentYes.length === 0 && sentNo.length === 0) return [yes, no];
  const allYes = new Set([...yes, ...sentYes]);
  const allNo = new Set(no);
  for (const id of sentYes) allNo.delete(id);
  for (const id of sentNo) {
    allYes.delete(id);
    allNo.add(id);
  }
  return [[...allYes], [...allNo]];
}
