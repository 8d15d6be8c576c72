import { setMember } from "#engine/basics/table.ts";
import type { components } from "#generated/didomi/types.ts";
import { NULL_KEEPS_ANSWER } from "./assumptions.ts";
import { pick } from "./pick.ts";
import type { MergedSteps, UserDetails } from "./state.ts";

type Schemas = components["schemas"];
type UserPurpose = Schemas["UserPurpose"];
type UserChannel = Schemas["UserChannel"];
type EventConsents = Schemas["EventConsents"];
type Vendors = Schemas["Vendors"];
type Values = UserPurpose["values"];

/** The merge of no steps: a user without choices. */
export const NO_STEPS: MergedSteps = {
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

/** Choices as sent, in the form of an event: only empty lists are added. */
export function toEventConsents(sent: Schemas["ConsentsInput"]): EventConsents {
  const consents: EventConsents = {
    channels: (sent.channels ?? []).map((channel) => pick(channel, ["id", "enabled", "metadata"])),
    vendors: sent.vendors === undefined ? NO_STEPS.consents.vendors : toVendors(sent.vendors),
    purposes: (sent.purposes ?? []).map(toEventPurpose),
  };
  if (typeof sent.tcfcs === "string") consents.tcfcs = sent.tcfcs;
  return consents;
}

const toVendors = ({
  enabled = [],
  disabled = [],
  enabled_li = [],
  disabled_li = [],
}: Schemas["VendorsInput"]): Vendors => ({ enabled, disabled, enabled_li, disabled_li });

// Member by member, which is several times as fast as `pick`: the purposes of every event pass here.
function toEventPurpose(sent: Schemas["PurposeInput"]): Schemas["EventPurpose"] {
  const { enabled, enabled_li, metadata, channels, preferences, values } = sent;
  const purpose: Schemas["EventPurpose"] = { id: sent.id };
  if (enabled !== undefined) purpose.enabled = enabled;
  if (enabled_li !== undefined) purpose.enabled_li = enabled_li;
  if (metadata !== undefined) purpose.metadata = metadata;
  if (channels !== undefined) purpose.channels = channels;
  if (preferences !== undefined) purpose.preferences = preferences;
  if (values !== undefined) purpose.values = toEventValues(values);
  return purpose;
}

function toEventValues(sent: Values): Values {
  const values: Values = {};
  for (const preference of Object.keys(sent)) setMember(values, preference, { value: sent[preference]?.value ?? "" });
  return values;
}

/**
 * Merges one or more steps. Rows are copied on their first change and then changed in place, so that a step costs only what
 * it names. The result of `toMerged` is copied again before a further change.
 */
export class StepAccumulator {
  readonly #copies = new Set<object>();
  #metadata: Schemas["Metadata"];
  #country: string | null;
  #lastSeenCountry: string | null;
  readonly #channels: RowsById<UserChannel>;
  #tcfcs: string | null;
  readonly #vendors: OppositeLists;
  readonly #legitimateInterest: OppositeLists;
  readonly #purposes: RowsById<UserPurpose>;

  /** @param before the merge of earlier steps */
  constructor({ metadata, country, last_seen_country, consents }: MergedSteps) {
    const { channels, tcfcs, vendors, purposes } = consents;
    this.#metadata = metadata;
    this.#country = country;
    this.#lastSeenCountry = last_seen_country;
    this.#channels = new RowsById(channels);
    this.#tcfcs = tcfcs;
    this.#vendors = new OppositeLists(vendors.enabled, vendors.disabled);
    this.#legitimateInterest = new OppositeLists(vendors.enabled_li, vendors.disabled_li);
    this.#purposes = new RowsById(purposes);
  }

  /** Adds one step. Choices that the step does not name are unchanged. */
  add({ user, consents }: { readonly user: UserDetails; readonly consents: EventConsents }): void {
    const { channels, tcfcs, vendors, purposes } = consents;
    this.#metadata = this.#mergeMetadata(this.#metadata, user.metadata);
    if (user.country !== undefined) this.#country = user.country;
    if (user.last_seen_country !== undefined) this.#lastSeenCountry = user.last_seen_country;
    for (const channel of channels) this.#mergeChannel(channel);
    this.#tcfcs = tcfcs ?? this.#tcfcs;
    this.#vendors.add(vendors.enabled, vendors.disabled);
    this.#legitimateInterest.add(vendors.enabled_li, vendors.disabled_li);
    for (const purpose of purposes) this.#mergePurpose(purpose);
  }

  /** Returns the merge of all steps so far. */
  toMerged(): MergedSteps {
    // From here on the copies are shared with rows.
    this.#copies.clear();
    const [enabled, disabled] = this.#vendors.toLists();
    const [enabled_li, disabled_li] = this.#legitimateInterest.toLists();
    return {
      metadata: this.#metadata,
      country: this.#country,
      last_seen_country: this.#lastSeenCountry,
      consents: {
        channels: this.#channels.toRows(),
        tcfcs: this.#tcfcs,
        vendors: { enabled, disabled, enabled_li, disabled_li },
        purposes: this.#purposes.toRows(),
      },
    };
  }

  #mergeChannel(sent: Schemas["EventChannel"]): void {
    const before = this.#channels.get(sent.id);
    const channel =
      before !== undefined && this.#copies.has(before)
        ? before
        : this.#channels.put(this.#copied(copyChannel(sent.id, before)));
    channel.enabled = mergeAnswer(channel.enabled, sent.enabled);
    channel.metadata = this.#mergeMetadata(channel.metadata, sent.metadata);
  }

  #mergePurpose(sent: Schemas["EventPurpose"]): void {
    const before = this.#purposes.get(sent.id);
    // One with older shapes is copied at every step, as the copy puts them into their order.
    const purpose =
      before !== undefined && this.#copies.has(before) && !hasOlderShape(before)
        ? before
        : this.#purposes.put(this.#copied(copyPurpose(sent.id, before)));
    purpose.enabled = mergeAnswer(purpose.enabled, sent.enabled);
    purpose.enabled_li = mergeAnswer(purpose.enabled_li, sent.enabled_li);
    purpose.metadata = this.#mergeMetadata(purpose.metadata, sent.metadata);
    purpose.values = this.#mergeValues(purpose.values, sent.values);
    if (sent.channels !== undefined) purpose.channels = sent.channels;
    if (sent.preferences !== undefined) purpose.preferences = sent.preferences;
  }

  #mergeMetadata(before: Schemas["Metadata"], sent: Schemas["Metadata"] | undefined): Schemas["Metadata"] {
    if (sent === undefined) return before;
    const names = Object.keys(sent);
    if (names.length === 0) return before;
    const metadata = this.#copies.has(before) ? before : this.#copied(copyMembers(before));
    for (const name of names) setMember(metadata, name, sent[name]);
    return metadata;
  }

  /** A new value replaces the old one; an empty value withdraws the preference. */
  #mergeValues(before: Values, sent: Values | undefined): Values {
    if (sent === undefined) return before;
    const values = this.#copies.has(before) ? before : this.#copied(copyMembers(before));
    for (const preference of Object.keys(sent)) {
      const chosen = sent[preference];
      if (chosen !== undefined && chosen.value !== "") setMember(values, preference, chosen);
      else if (Object.hasOwn(values, preference)) delete values[preference];
    }
    return values;
  }

  #copied<Copy extends object>(copy: Copy): Copy {
    this.#copies.add(copy);
    return copy;
  }
}

/** Rows in the order in which their ids were first seen: a map keeps the place of what it already holds. */
class RowsById<Row extends { readonly id: string }> {
  /** `undefined`: to be made from the map. */
  #rows: Row[] | undefined;
  #byId: Map<string, Row> | undefined;

  constructor(rows: Row[]) {
    this.#rows = rows;
  }

  get(id: string): Row | undefined {
    return this.#map().get(id);
  }

  put(row: Row): Row {
    this.#map().set(row.id, row);
    this.#rows = undefined;
    return row;
  }

  toRows(): Row[] {
    this.#rows ??= [...this.#map().values()];
    return this.#rows;
  }

  #map(): Map<string, Row> {
    this.#byId ??= new Map((this.#rows ?? []).map((row) => [row.id, row]));
    return this.#byId;
  }
}

/** Two lists of ids, each of which is in one of them at most. One that is sent in both counts as refused. */
class OppositeLists {
  #lists: readonly [yes: string[], no: string[]];
  #sets: { readonly yes: Set<string>; readonly no: Set<string> } | undefined;
  #isChanged = false;

  constructor(yes: string[], no: string[]) {
    this.#lists = [yes, no];
  }

  add(sentYes: readonly string[], sentNo: readonly string[]): void {
    if (sentYes.length === 0 && sentNo.length === 0) return;
    this.#sets ??= { yes: new Set(this.#lists[0]), no: new Set(this.#lists[1]) };
    const { yes, no } = this.#sets;
    for (const id of sentYes) {
      yes.add(id);
      no.delete(id);
    }
    for (const id of sentNo) {
      yes.delete(id);
      no.add(id);
    }
    this.#isChanged = true;
  }

  toLists(): readonly [yes: string[], no: string[]] {
    if (this.#isChanged && this.#sets !== undefined) this.#lists = [[...this.#sets.yes], [...this.#sets.no]];
    this.#isChanged = false;
    return this.#lists;
  }
}

const copyChannel = (id: string, before: UserChannel | undefined): UserChannel => ({
  id,
  enabled: before?.enabled ?? null,
  metadata: before?.metadata ?? NO_STEPS.metadata,
});

/** The older shapes are not understood, only kept. A copy has them behind the other members, in this order. */
const OLDER_SHAPES = ["channels", "preferences"] as const;

const hasOlderShape = (purpose: UserPurpose): boolean =>
  purpose.channels !== undefined || purpose.preferences !== undefined;

function copyPurpose(id: string, before: UserPurpose | undefined): UserPurpose {
  if (before === undefined) return { id, enabled: null, enabled_li: null, metadata: NO_STEPS.metadata, values: {} };
  const { enabled, enabled_li, metadata, values } = before;
  const copy = { id, enabled, enabled_li, metadata, values };
  return hasOlderShape(before) ? { ...copy, ...pick(before, OLDER_SHAPES) } : copy;
}

// What a spread gives is slow to add members to.
function copyMembers<Value>(before: Readonly<Record<string, Value>>): Record<string, Value> {
  const copy: Record<string, Value> = {};
  for (const name of Object.keys(before)) {
    const value = before[name];
    if (value !== undefined) setMember(copy, name, value);
  }
  return copy;
}

function mergeAnswer(before: boolean | null, sent: boolean | null | undefined): boolean | null {
  if (sent === null && !NULL_KEEPS_ANSWER) return null;
  return sent ?? before;
}
