import { isDeepStrictEqual } from "node:util";
import type { components } from "#generated/didomi/types.ts";
import type { Answered, Observer, Question } from "../agreement/contract.ts";
import { mergePlainly, type PlainStep } from "./plain-merge.ts";

type Schemas = components["schemas"];
type ConsentEvent = Schemas["ConsentEvent"];
type ConsentUser = Schemas["ConsentUser"];
type Page<Row> = { readonly data: readonly Row[]; readonly cursor: string | null };

type Ask = (question: Question) => Promise<unknown>;
/** What is wrong, or undefined. */
type Objection = string | undefined;

/** Something that counts for a user: a confirmed event, or a change without an event. */
interface Step extends PlainStep {
  readonly at: string;
  /** Decides between steps of the same time. */
  readonly number: number;
}

/** An event as it was shown last, and when it came in. */
interface KnownEvent {
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

const DEFAULT_REGULATION = "gdpr";

/** Members by these names alone, as far as they are there. */
function pick<From extends object>(value: From, names: readonly string[]): Partial<From> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => names.includes(name))) as Partial<From>;
}

/** Choices as an event shows them. */
function toShown({ channels = [], tcfcs = null, vendors = {}, purposes = [] }: Schemas["ConsentsInput"]) {
  const { enabled = [], disabled = [], enabled_li = [], disabled_li = [] } = vendors;
  return {
    channels: channels.map((each) => pick(each, ["id", "enabled", "metadata"])),
    tcfcs,
    vendors: { enabled, disabled, enabled_li, disabled_li },
    purposes: purposes.map(({ values, ...each }) => ({
      ...pick(each, ["id", "enabled", "enabled_li", "metadata", "channels", "preferences"]),
      ...(values && {
        values: Object.fromEntries(Object.entries(values).map(([name, { value }]) => [name, { value }])),
      }),
    })),
  } as Schemas["EventConsents"];
}

/** What an event says of its user; a country that was not sent changes nothing. */
function toDetails(sent: Schemas["EventUserInput"] = {}, metadata = sent.metadata ?? {}): PlainStep["user"] {
  const seenIn = sent.last_seen_country ?? sent.country;
  return {
    metadata,
    ...(sent.country !== undefined && { country: sent.country }),
    ...(typeof seenIn === "string" && { last_seen_country: seenIn }),
  };
}

const isLater = (a: { at: string; number: number }, b: { at: string; number: number }): number =>
  a.at === b.at ? a.number - b.number : a.at < b.at ? -1 : 1;

/** Shows the first of these members in which a record differs. */
function differs(what: string, found: object, expected: object): Objection {
  for (const [name, value] of Object.entries(expected)) {
    const other = (found as Readonly<Record<string, unknown>>)[name];
    if (!isDeepStrictEqual(other, value))
      return `${what} has ${name} ${JSON.stringify(other)} instead of ${JSON.stringify(value)}`;
  }
  return undefined;
}

/** A memory of everything that was written, from which each reply can be told. */
class Memory {
  readonly users = new Map<string, KnownUser>();
  readonly events = new Map<string, KnownEvent>();
  readonly proofs = new Map<string, Schemas["Proof"]>();
  /** The latest time at which a user was seen to have changed. */
  now = "";
  #steps = 0;

  next(): number {
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
}

/**
 * The laws of choices, which no single reply can break: what was recorded says what was sent; a user shows the last
 * answer to everything, in the order of time, under one regulation and of one user alone; what waits or was removed does
 * not count; lists hold what there is, and no more.
 */
export function createLaws({ organizationId, endUser, event }: Beginning): Observer {
  const memory = new Memory();
  const inOrganization = { organization_id: organizationId };

  /** Learns of an event that came in. */
  function remember(shown: ConsentEvent, sent: Schemas["ConsentEventInput"]): void {
    const { user, regulation, status } = shown;
    const known = memory.users.get(user.id) ?? newUser();
    known.organizationUserId = user.organization_user_id;
    memory.users.set(user.id, known);
    memory.events.set(shown.id, { shown, number: memory.next(), user: toDetails(sent.user, user.metadata) });
    if (status === "confirmed") memory.count(user.id, regulation);
  }

  /** A change that was written without an event. */
  function rememberChange(shown: ConsentUser, sent: Schemas["ConsentUserInput"], first: number): void {
    const known = memory.users.get(shown.id) ?? newUser();
    known.organizationUserId = sent.organization_user_id ?? known.organizationUserId;
    memory.users.set(shown.id, known);
    const { metadata = {}, consents = {} } = sent;
    const user = { ...pick(sent, ["country", "last_seen_country"]), metadata };
    known.changes.push({ at: shown.updated_at, number: memory.next(), user, consents: toShown(consents) });
    memory.count(shown.id, DEFAULT_REGULATION, first);
  }

  const usersAre = (shown: readonly ConsentUser[]): Objection =>
    shown
      .map((user) => {
        if (user.updated_at > memory.now) memory.now = user.updated_at;
        return differs(`user ${user.id}`, user, memory.show(user.id, user.regulation));
      })
      .find((objection) => objection !== undefined);

  /** Where a user has made choices, or might seem to. */
  const regulationsOf = (id: string, { versions }: KnownUser): Set<string> =>
    new Set([DEFAULT_REGULATION, ...versions.keys(), ...memory.eventsOf(id).map(({ shown }) => shown.regulation)]);

  /** Reads everything that is known. */
  async function everythingIsThere(ask: Ask): Promise<Objection> {
    for (const [id, user] of memory.users)
      for (const regulation of regulationsOf(id, user)) {
        const { status, body } = (await ask({
          operationId: "getUser",
          path: { id },
          query: { ...inOrganization, regulation },
        })) as { status: number; body: ConsentUser };
        const objection = status === 200 ? usersAre([body]) : `user ${id} cannot be read: ${status}`;
        if (objection !== undefined) return objection;
      }
    return undefined;
  }

  async function areGone(events: readonly KnownEvent[], ask: Ask): Promise<Objection> {
    for (const { shown } of events) {
      const query = { ...inOrganization, user_id: shown.user.id };
      const { status } = (await ask({ operationId: "getEvent", path: { id: shown.id }, query })) as { status: number };
      if (status !== 404) return `event ${shown.id} is still there: ${status}`;
    }
    return undefined;
  }

  /** An event as it has to be shown now. */
  const shownNow = ({ shown }: KnownEvent): ConsentEvent => ({
    ...shown,
    user: { ...shown.user, organization_user_id: memory.users.get(shown.user.id)?.organizationUserId ?? null },
  });

  function created({ sent, query, body }: Answered): Objection {
    const input = sent as Schemas["ConsentEventInput"];
    const shown = body as ConsentEvent;
    const { user = {} } = input;
    const named = user.organization_user_id ?? shown.user.organization_user_id;
    if (memory.events.has(shown.id)) return `event ${shown.id} was there already`;
    if (user.organization_user_id === undefined && user.id === undefined && ![null, endUser].includes(named))
      return `an event that names nobody is one of ${named}`;
    const consents = toShown(input.consents);
    const at = input.created_at === undefined ? shown.created_at : toTime(input.created_at);
    const objection = differs("the event", shown, {
      ...inOrganization,
      ...pick(input, ["id", "status"]),
      regulation: input.regulation ?? DEFAULT_REGULATION,
      metadata: input.metadata ?? {},
      created_at: at,
      updated_at: at,
      consents: query["$generate_tcfcs"] === "true" ? { ...consents, tcfcs: shown.consents.tcfcs } : consents,
      user: {
        id: memory.userNamed(named ?? undefined) ?? user.id ?? shown.user.id,
        organization_user_id: named ?? memory.users.get(shown.user.id)?.organizationUserId ?? null,
        country: null,
        last_seen_country: null,
        ...toDetails(user),
      },
      proofs_id: [...(input.proofs_id ?? []), ...shown.proofs_id.slice(input.proofs_id?.length ?? 0)],
      // A consent token without a delegate has none, whatever is sent.
      ...(shown.delegate && { delegate: pick(input.delegate ?? {}, ["id", "name", "metadata"]) }),
    });
    remember(shown, input);
    return objection;
  }

  function changed({ path: { id = "" }, sent, body }: Answered): Objection {
    const input = sent as Schemas["ConsentEventPatch"];
    const shown = body as ConsentEvent;
    const before = memory.events.get(id);
    if (before === undefined) return `event ${id} was never recorded`;
    memory.events.set(id, { ...before, shown });
    if (before.shown.status === "confirmed" || shown.status === "confirmed")
      memory.count(shown.user.id, shown.regulation);
    const { proofs_id = before.shown.proofs_id } = input;
    if (shown.updated_at < memory.now) return "a change has not renewed the time of change";
    return differs("the changed event", shown, {
      ...shownNow(before),
      ...pick(input, ["status"]),
      ...(input.consents && { consents: toShown(input.consents) }),
      ...(input.delegate && { delegate: pick(input.delegate, ["id", "name", "metadata"]) }),
      proofs_id: [...proofs_id, ...shown.proofs_id.slice(proofs_id.length)],
      updated_at: shown.updated_at,
    });
  }

  /** The events of one user that have these values at these dotted paths. */
  function matching({ organization_id: _, user_id, organization_user_id, ...rest }: Answered["query"]): KnownEvent[] {
    const id = organization_user_id === undefined ? user_id : memory.userNamed(organization_user_id);
    if (id === undefined || (user_id !== undefined && user_id !== id)) return [];
    const filter = Object.entries(rest).filter(([path]) => !path.startsWith("$"));
    return memory
      .eventsOf(id)
      .filter((known) => filter.every(([path, text]) => textAt(shownNow(known), path) === text));
  }

  function listed({ query, body }: Answered): Objection {
    const { data, cursor } = body as Page<ConsentUser>;
    const objection = usersAre(data) ?? isInOrder(data);
    const { organization_id: _, regulation = DEFAULT_REGULATION, ...others } = query;
    if (objection !== undefined || cursor !== null || "regulation[$in]" in query || "$cursor" in query)
      return objection;
    const { organization_user_id, user_id, id = user_id } = others;
    const all = [...memory.users].filter(
      ([key, user]) =>
        user.versions.has(regulation) &&
        (id ?? key) === key &&
        (user_id ?? key) === key &&
        (organization_user_id ?? user.organizationUserId) === user.organizationUserId,
    );
    const own = all.filter(([, user]) => user.organizationUserId === endUser);
    return holds(
      data,
      [all, own].map((each) => each.map(([key]) => key)),
    );
  }

  function history({ query, body }: Answered): Objection {
    const { data, cursor } = body as Page<ConsentEvent>;
    const wrong = data
      .map((shown) => {
        const known = memory.events.get(shown.id);
        return known === undefined ? `event ${shown.id} is unknown` : differs("a listed event", shown, shownNow(known));
      })
      .find((objection) => objection !== undefined);
    const objection = wrong ?? isInOrder(data);
    if (objection !== undefined || cursor !== null || Object.keys(query).some((name) => name.includes("$")))
      return objection;
    const { organization_user_id = query["user_id"] === undefined ? endUser : undefined, user_id } = query;
    const { status = "confirmed", regulation = DEFAULT_REGULATION } = query;
    const named = organization_user_id === undefined ? user_id : memory.userNamed(organization_user_id);
    const of = (id: string | undefined): string[] =>
      memory
        .eventsOf((user_id ?? id) === id ? (id ?? "") : "")
        .filter(({ shown }) => shown.status === status && shown.regulation === regulation)
        .map(({ shown }) => shown.id);
    return holds(data, [of(named)]);
  }

  async function afterWrite(answered: Answered, ask: Ask): Promise<Objection> {
    const { operationId, path, query, sent, body } = answered;
    const { id = "" } = path;
    switch (operationId) {
      case "createEvent":
        return created(answered) ?? (await everythingIsThere(ask));
      case "updateEvent":
        return changed(answered) ?? (await everythingIsThere(ask));
      case "deleteEvent":
      case "deleteEvents": {
        const known = memory.events.get(id);
        const gone = operationId === "deleteEvents" ? matching(query) : known === undefined ? [] : [known];
        memory.forget(gone);
        return (await areGone(gone, ask)) ?? (await everythingIsThere(ask));
      }
      case "createUser": {
        const { version = 1, ...input } = sent as Schemas["ConsentUserInput"];
        const user = body as ConsentUser;
        if (memory.users.has(user.id)) return `user ${user.id} was there already`;
        rememberChange(user, input, version);
        return differs("the new user", user, pick(input, ["id"])) ?? usersAre([user]) ?? (await everythingIsThere(ask));
      }
      case "updateUser": {
        const user = body as ConsentUser;
        rememberChange(user, sent as Schemas["ConsentUserInput"], 2);
        return usersAre([user]) ?? (await everythingIsThere(ask));
      }
      case "deleteUser": {
        const user = body as ConsentUser;
        const objection = usersAre([user]);
        const events = memory.eventsOf(user.id);
        memory.users.delete(user.id);
        for (const { shown } of events) memory.events.delete(shown.id);
        return objection ?? (await areGone(events, ask)) ?? (await everythingIsThere(ask));
      }
      default:
        return undefined;
    }
  }

  function afterRead(answered: Answered): Objection {
    const { operationId, path, body } = answered;
    switch (operationId) {
      case "getUser":
        return usersAre([body as ConsentUser]);
      case "listUsers":
        return listed(answered);
      case "listEvents":
        return history(answered);
      case "getEvent": {
        const known = memory.events.get(path["id"] ?? "");
        return known === undefined
          ? "an event was never recorded"
          : differs("the event", body as object, shownNow(known));
      }
      case "createProof":
        return rememberProof(answered);
      case "getProof": {
        const known = memory.proofs.get(path["id"] ?? "");
        return known && differs("the proof", body as object, known);
      }
      case "createToken":
        return minted(answered);
      case "createSession":
        return differs("the session", body as object, pick(answered.sent as object, ["type", "key"]));
      default:
        return undefined;
    }
  }

  function rememberProof({ sent, body }: Answered): Objection {
    const { file, proof } = sent as { readonly file?: string; readonly proof?: string };
    const text = file ?? proof ?? "";
    memory.proofs.set((body as Schemas["Proof"]).id, body as Schemas["Proof"]);
    return differs("the proof", body as object, {
      file: text,
      size: Buffer.from(text.split(",")[1] ?? "", "base64").length,
    });
  }

  function minted({ sent, body }: Answered): Objection {
    const { organization_user_id, lifetime = 900, metadata = {}, ...others } = sent as Schemas["TokenInput"];
    return differs("the token", body as object, {
      ...inOrganization,
      organization_user_id: String(organization_user_id),
      lifetime,
      metadata,
      ...pick(others, ["permissions"]),
      ...(others.delegate && { delegate: pick(others.delegate, ["id", "name", "metadata"]) }),
    });
  }

  const whose = { id: "", metadata: {}, country: null, last_seen_country: null, ...event.user };
  remember(
    {
      ...inOrganization,
      id: event.id,
      created_at: event.created_at,
      updated_at: event.created_at,
      status: "confirmed",
      regulation: DEFAULT_REGULATION,
      metadata: {},
      user: { ...whose, organization_user_id: event.user?.organization_user_id ?? null },
      consents: toShown(event.consents),
      proofs_id: [],
    },
    event,
  );

  return {
    observe: async (answered, ask) => (await afterWrite(answered, ask)) ?? afterRead(answered),
  };
}

/** Without a zone it is UTC. */
const toTime = (text: string): string => {
  const withZone = /T.*(Z|[+-]\d\d:\d\d)$/.test(text) || !text.includes("T") ? text : `${text}Z`;
  return new Date(withZone).toISOString();
};

/** The value at a dotted path as a query would write it; undefined where there is not a single value. */
function textAt(value: unknown, path: string): string | undefined {
  const found = path
    .split(".")
    .reduce<unknown>((at, name) => (isObject(at) && Object.hasOwn(at, name) ? at[name] : undefined), value);
  return found === undefined || isObject(found) ? undefined : String(found);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

function isInOrder(rows: readonly { readonly created_at: string; readonly id: string }[]): Objection {
  const places = rows.map(({ created_at, id }) => `${created_at} ${id}`);
  return isDeepStrictEqual(places, [...places].sort()) ? undefined : "a list is not in the order of time";
}

/** Whether a list holds the records of these ids, or of one of these sets. */
function holds(rows: readonly { readonly id: string }[], sets: readonly (readonly string[])[]): Objection {
  const found = rows.map(({ id }) => id).sort();
  return sets.some((ids) => isDeepStrictEqual([...ids].sort(), found))
    ? undefined
    : `a list holds ${JSON.stringify(found)} instead of ${JSON.stringify(sets[0])}`;
}
