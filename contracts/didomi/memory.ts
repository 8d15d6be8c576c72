import type { components } from "#generated/didomi/types.ts";
import type { WalkReply } from "../agreement/contract.ts";
import { mergePlainly, type PlainStep } from "./plain-merge.ts";

export type Schemas = components["schemas"];
export type ConsentEvent = Schemas["ConsentEvent"];
export type ConsentUser = Schemas["ConsentUser"];

/** Something that counts for a user: a confirmed event, or a change without an event. */
interface Step extends PlainStep {
  readonly at: string;
  /** Decides between steps of the same time. */
  readonly number: number;
}

/** An event as it was shown last, and when it came in. */
export interface KnownEvent {
  readonly shown: ConsentEvent;
  readonly number: number;
  readonly user: PlainStep["user"];
}

interface KnownUser {
  organizationUserId: string | null;
  /** By regulation: how often the state under it has changed. */
  readonly versions: Map<string, number>;
  readonly changes: Step[];
}

const newUser = (): KnownUser => ({ organizationUserId: null, versions: new Map(), changes: [] });

/** Whose token the walk has besides the organization's, and what it begins with. */
export interface Beginning {
  readonly organizationId: string;
  /** The organization's id of the end user who has a token. */
  readonly endUser: string;
  /** A confirmed event of a user, as it was sent. */
  readonly event: Schemas["ConsentEventInput"] & { readonly id: string; readonly created_at: string };
}

export const DEFAULT_REGULATION = "gdpr";

/** Members by these names alone, as far as they are there. */
export function pick<From extends object>(value: From, names: readonly string[]): Partial<From> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => names.includes(name))) as Partial<From>;
}

/** Choices as an event shows them. */
export function toShown({ channels = [], tcfcs, vendors = {}, purposes = [] }: Schemas["ConsentsInput"]) {
  const { enabled = [], disabled = [], enabled_li = [], disabled_li = [] } = vendors;
  return {
    channels: channels.map((each) => pick(each, ["id", "enabled", "metadata"])),
    ...(typeof tcfcs === "string" && { tcfcs }),
    vendors: { enabled, disabled, enabled_li, disabled_li },
    purposes: purposes.map(({ values, ...each }) => ({
      ...pick(each, ["id", "enabled", "enabled_li", "metadata", "channels", "preferences"]),
      ...(values && {
        values: Object.fromEntries(Object.entries(values).map(([name, { value }]) => [name, { value }])),
      }),
    })),
  } as Schemas["EventConsents"];
}

/** The organization's id of a user, which may be sent as a number. */
export const toName = (sent: string | number | undefined): string | undefined =>
  sent === undefined ? undefined : String(sent);

/** What an event shows of its user: the countries that were sent, and no others. */
export const toShownDetails = ({ metadata = {}, country, last_seen_country }: Schemas["EventUserInput"] = {}) => ({
  metadata,
  ...(typeof country === "string" && { country }),
  ...(typeof last_seen_country === "string" && { last_seen_country }),
});

/** What an event changes in its user; a country that was not sent changes nothing. */
export function toDetails(sent: Schemas["EventUserInput"] = {}, metadata = sent.metadata ?? {}): PlainStep["user"] {
  const seenIn = sent.last_seen_country ?? sent.country;
  return {
    metadata,
    ...(sent.country !== undefined && { country: sent.country }),
    ...(typeof seenIn === "string" && { last_seen_country: seenIn }),
  };
}

const isLater = (a: { at: string; number: number }, b: { at: string; number: number }): number =>
  a.at === b.at ? a.number - b.number : a.at < b.at ? -1 : 1;

/** A memory of everything that was written, from which each reply can be told. */
export class Memory {
  readonly users = new Map<string, KnownUser>();
  readonly events = new Map<string, KnownEvent>();
  readonly proofs = new Map<string, Schemas["Proof"]>();
  /** The latest time at which a user was seen to have changed. */
  now = "";
  readonly endUser: string;
  readonly inOrganization: { readonly organization_id: string };
  #steps = 0;

  constructor({ organizationId, endUser }: Beginning) {
    this.inOrganization = { organization_id: organizationId };
    this.endUser = endUser;
  }

  #next(): number {
    this.#steps += 1;
    return this.#steps;
  }

  userNamed(organizationUserId: string | undefined): string | undefined {
    return [...this.users].find(([, user]) => user.organizationUserId === organizationUserId)?.[0];
  }

  eventsOf(userId: string): KnownEvent[] {
    return [...this.events.values()].filter(({ shown }) => shown.user.id === userId);
  }

  /** Everything that counts for a user under a regulation, the latest last. */
  stepsOf(userId: string, regulation: string): Step[] {
    const events = this.eventsOf(userId)
      .filter(({ shown }) => shown.status === "confirmed" && shown.regulation === regulation)
      .map(({ shown, number, user }) => ({ at: shown.updated_at, number, user, consents: shown.consents }));
    const changes = regulation === DEFAULT_REGULATION ? (this.users.get(userId)?.changes ?? []) : [];
    return [...events, ...changes].sort(isLater);
  }

  /** What a read has to show, but for times. */
  show(userId: string, regulation: string): object {
    const user = this.users.get(userId);
    return {
      id: userId,
      organization_user_id: user?.organizationUserId,
      regulation,
      version: user?.versions.get(regulation) ?? 1,
      ...mergePlainly(this.stepsOf(userId, regulation)),
    };
  }

  /** Remembers that a state has changed. @param first its version, should it be new */
  count(userId: string, regulation: string, first = 1): void {
    const versions = this.users.get(userId)?.versions;
    const before = versions?.get(regulation);
    versions?.set(regulation, before === undefined ? first : before + 1);
  }

  /** Remembers that events are gone. */
  forget(events: readonly KnownEvent[]): void {
    for (const { shown } of events) this.events.delete(shown.id);
    const counted = events.filter(({ shown }) => shown.status === "confirmed");
    const states = new Map(counted.map(({ shown }) => [`${shown.user.id} ${shown.regulation}`, shown]));
    for (const { user, regulation } of states.values()) this.count(user.id, regulation);
  }

  /** Learns of an event that came in. */
  remember(shown: ConsentEvent, sent: Schemas["ConsentEventInput"]): void {
    const { user, regulation, status } = shown;
    const known = this.users.get(user.id) ?? newUser();
    known.organizationUserId = user.organization_user_id;
    this.users.set(user.id, known);
    this.events.set(shown.id, { shown, number: this.#next(), user: toDetails(sent.user, user.metadata) });
    if (status === "confirmed") this.count(user.id, regulation);
  }

  /** A change that was written without an event. */
  rememberChange(shown: ConsentUser, sent: Schemas["ConsentUserInput"], first: number): void {
    const known = this.users.get(shown.id) ?? newUser();
    known.organizationUserId = toName(sent.organization_user_id) ?? known.organizationUserId;
    this.users.set(shown.id, known);
    const { metadata = {}, consents = {} } = sent;
    const user = { ...pick(sent, ["country", "last_seen_country"]), metadata };
    known.changes.push({ at: shown.updated_at, number: this.#next(), user, consents: toShown(consents) });
    this.count(shown.id, DEFAULT_REGULATION, first);
  }

  /** An event as it has to be shown now: with the name that its user has today. */
  showEvent({ shown }: KnownEvent): ConsentEvent {
    const { user } = shown;
    const organization_user_id = this.users.get(user.id)?.organizationUserId ?? null;
    return { ...shown, user: { ...user, organization_user_id } };
  }

  /** Where a user has made choices, or might seem to. */
  regulationsOf(id: string): Set<string> {
    const known = this.users.get(id)?.versions.keys() ?? [];
    return new Set([DEFAULT_REGULATION, ...known, ...this.eventsOf(id).map(({ shown }) => shown.regulation)]);
  }

  /** The events of one user that have these values at these dotted paths. */
  matching({ organization_id: _, user_id, organization_user_id, ...rest }: WalkReply["query"]): KnownEvent[] {
    const id = organization_user_id === undefined ? user_id : this.userNamed(organization_user_id);
    if (id === undefined || (user_id !== undefined && user_id !== id)) return [];
    const filter = Object.entries(rest).filter(([path]) => !path.startsWith("$"));
    return this.eventsOf(id).filter((known) =>
      filter.every(([path, text]) => textAt(this.showEvent(known), path) === text),
    );
  }
}

/** The value at a dotted path as a query would write it; undefined where there is not a single value. */
function textAt(value: unknown, path: string): string | undefined {
  const found = path
    .split(".")
    .reduce<unknown>((at, name) => (isObject(at) && Object.hasOwn(at, name) ? at[name] : undefined), value);
  return found === undefined || isObject(found) ? undefined : String(found);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;
