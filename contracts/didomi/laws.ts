import { isDeepStrictEqual } from "node:util";
import type { Observer, Question, WalkReply } from "../agreement/contract.ts";
import {
  type Beginning,
  type ConsentEvent,
  type ConsentUser,
  DEFAULT_REGULATION,
  type KnownEvent,
  Memory,
  pick,
  type Schemas,
  toName,
  toShown,
  toShownDetails,
} from "./memory.ts";

type Page<Row> = { readonly data: readonly Row[]; readonly cursor: string | null };

type Ask = (question: Question) => Promise<unknown>;
/** What is wrong, or undefined. */
type Objection = string | undefined;

/** Shows the first of these members in which a record differs. */
function differs(what: string, found: object, expected: object): Objection {
  for (const [name, value] of Object.entries(expected)) {
    const other = (found as Readonly<Record<string, unknown>>)[name];
    if (!isDeepStrictEqual(other, value))
      return `${what} has ${name} ${JSON.stringify(other)} instead of ${JSON.stringify(value)}`;
  }
  return undefined;
}

/**
 * The laws of choices, which no single reply can break: what was recorded says what was sent; a user shows the last
 * answer to everything, in the order of time, under one regulation and of one user alone; what waits or was removed does
 * not count; lists hold what there is, and no more.
 */
export function createLaws(beginning: Beginning): Observer {
  const memory = new Memory(beginning);
  const { event } = beginning;
  const whose = { id: event.user?.id ?? "", ...toShownDetails(event.user) };
  memory.remember(
    {
      ...memory.inOrganization,
      id: event.id,
      created_at: event.created_at,
      updated_at: event.created_at,
      status: "confirmed",
      regulation: DEFAULT_REGULATION,
      metadata: {},
      user: { ...whose, organization_user_id: toName(event.user?.organization_user_id) ?? null },
      consents: toShown(event.consents),
      proofs_id: [],
    },
    event,
  );

  return {
    observe: async (answered, ask) => (await afterWrite(memory, answered, ask)) ?? afterRead(memory, answered),
  };
}

function usersAre(memory: Memory, shown: readonly ConsentUser[]): Objection {
  return shown
    .map((user) => {
      if (user.updated_at > memory.now) memory.now = user.updated_at;
      return differs(`user ${user.id}`, user, memory.show(user.id, user.regulation));
    })
    .find((objection) => objection !== undefined);
}

/** Reads everything that is known. */
async function everythingIsThere(memory: Memory, ask: Ask): Promise<Objection> {
  for (const id of memory.users.keys())
    for (const regulation of memory.regulationsOf(id)) {
      const { status, body } = (await ask({
        operationId: "getUser",
        path: { id },
        query: { ...memory.inOrganization, regulation },
      })) as { status: number; body: ConsentUser };
      const objection = status === 200 ? usersAre(memory, [body]) : `user ${id} cannot be read: ${status}`;
      if (objection !== undefined) return objection;
    }
  return undefined;
}

async function areGone(memory: Memory, events: readonly KnownEvent[], ask: Ask): Promise<Objection> {
  for (const { shown } of events) {
    const query = { ...memory.inOrganization, user_id: shown.user.id };
    const { status } = (await ask({ operationId: "getEvent", path: { id: shown.id }, query })) as { status: number };
    if (status !== 404) return `event ${shown.id} is still there: ${status}`;
  }
  return undefined;
}

function created(memory: Memory, { sent, query, body }: WalkReply): Objection {
  const input = sent as Schemas["ConsentEventInput"];
  const shown = body as ConsentEvent;
  const { user = {} } = input;
  const named = toName(user.organization_user_id) ?? shown.user.organization_user_id;
  if (memory.events.has(shown.id)) return `event ${shown.id} was there already`;
  if (user.organization_user_id === undefined && user.id === undefined && ![null, memory.endUser].includes(named))
    return `an event that names no user is one of ${named}`;
  const consents = toShown(input.consents);
  const at = input.created_at === undefined ? shown.created_at : toTime(input.created_at);
  const objection = differs("the event", shown, {
    ...memory.inOrganization,
    ...pick(input, ["id", "status"]),
    regulation: input.regulation ?? DEFAULT_REGULATION,
    metadata: input.metadata ?? {},
    created_at: at,
    updated_at: at,
    consents: query["$generate_tcfcs"] === "true" ? { ...consents, tcfcs: shown.consents.tcfcs } : consents,
    user: {
      id: memory.userNamed(named ?? undefined) ?? user.id ?? shown.user.id,
      organization_user_id: named ?? memory.users.get(shown.user.id)?.organizationUserId ?? null,
      ...toShownDetails(user),
    },
    proofs_id: [...(input.proofs_id ?? []), ...shown.proofs_id.slice(input.proofs_id?.length ?? 0)],
    // A consent token without a delegate has none, whatever is sent.
    ...(shown.delegate && { delegate: pick(input.delegate ?? {}, ["id", "name", "metadata"]) }),
  });
  memory.remember(shown, input);
  return objection;
}

function changed(memory: Memory, { path: { id = "" }, sent, body }: WalkReply): Objection {
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
    ...memory.showEvent(before),
    ...pick(input, ["status"]),
    ...(input.consents && { consents: toShown(input.consents) }),
    ...(input.delegate && { delegate: pick(input.delegate, ["id", "name", "metadata"]) }),
    proofs_id: [...proofs_id, ...shown.proofs_id.slice(proofs_id.length)],
    updated_at: shown.updated_at,
  });
}

function listed(memory: Memory, { query, body }: WalkReply): Objection {
  const { data, cursor } = body as Page<ConsentUser>;
  const objection = usersAre(memory, data) ?? isInOrder(data);
  const { organization_id: _, regulation = DEFAULT_REGULATION, ...others } = query;
  if (objection !== undefined || cursor !== null || "regulation[$in]" in query || "$cursor" in query) return objection;
  const { organization_user_id, user_id, id = user_id } = others;
  const all = [...memory.users].filter(
    ([key, user]) =>
      user.versions.has(regulation) &&
      (id ?? key) === key &&
      (user_id ?? key) === key &&
      (organization_user_id ?? user.organizationUserId) === user.organizationUserId,
  );
  const own = all.filter(([, user]) => user.organizationUserId === memory.endUser);
  return holds(
    data,
    [all, own].map((each) => each.map(([key]) => key)),
  );
}

function history(memory: Memory, { query, body }: WalkReply): Objection {
  const { data, cursor } = body as Page<ConsentEvent>;
  const wrong = data
    .map((shown) => {
      const known = memory.events.get(shown.id);
      return known === undefined
        ? `event ${shown.id} is unknown`
        : differs("a listed event", shown, memory.showEvent(known));
    })
    .find((objection) => objection !== undefined);
  const objection = wrong ?? isInOrder(data);
  if (objection !== undefined || cursor !== null || Object.keys(query).some((name) => name.includes("$")))
    return objection;
  const { organization_user_id = query["user_id"] === undefined ? memory.endUser : undefined, user_id } = query;
  const { status = "confirmed", regulation = DEFAULT_REGULATION } = query;
  const named = organization_user_id === undefined ? user_id : memory.userNamed(organization_user_id);
  const of = (id: string | undefined): string[] =>
    memory
      .eventsOf((user_id ?? id) === id ? (id ?? "") : "")
      .filter(({ shown }) => shown.status === status && shown.regulation === regulation)
      .map(({ shown }) => shown.id);
  return holds(data, [of(named)]);
}

function rememberProof(memory: Memory, { sent, body }: WalkReply): Objection {
  const { file, proof } = sent as { readonly file?: string; readonly proof?: string };
  const text = file ?? proof ?? "";
  memory.proofs.set((body as Schemas["Proof"]).id, body as Schemas["Proof"]);
  return differs("the proof", body as object, {
    file: text,
    size: Buffer.from(text.slice(text.lastIndexOf(",") + 1), "base64").length,
  });
}

function minted(memory: Memory, { sent, body }: WalkReply): Objection {
  const { organization_user_id, lifetime = 900, metadata = {}, ...others } = sent as Schemas["TokenInput"];
  return differs("the token", body as object, {
    ...memory.inOrganization,
    organization_user_id: String(organization_user_id),
    lifetime,
    metadata,
    ...pick(others, ["permissions"]),
    ...(others.delegate && { delegate: pick(others.delegate, ["id", "name", "metadata"]) }),
  });
}

async function afterWrite(memory: Memory, answered: WalkReply, ask: Ask): Promise<Objection> {
  const { operationId, path, query, sent, body } = answered;
  const { id = "" } = path;
  switch (operationId) {
    case "createEvent":
      return created(memory, answered) ?? (await everythingIsThere(memory, ask));
    case "updateEvent":
      return changed(memory, answered) ?? (await everythingIsThere(memory, ask));
    case "deleteEvent":
    case "deleteEvents": {
      const known = memory.events.get(id);
      const gone = operationId === "deleteEvents" ? memory.matching(query) : known === undefined ? [] : [known];
      memory.forget(gone);
      return (await areGone(memory, gone, ask)) ?? (await everythingIsThere(memory, ask));
    }
    case "createUser": {
      const { version = 1, ...input } = sent as Schemas["ConsentUserInput"];
      const user = body as ConsentUser;
      if (memory.users.has(user.id)) return `user ${user.id} was there already`;
      memory.rememberChange(user, input, version);
      return (
        differs("the new user", user, pick(input, ["id"])) ??
        usersAre(memory, [user]) ??
        (await everythingIsThere(memory, ask))
      );
    }
    case "updateUser": {
      const user = body as ConsentUser;
      memory.rememberChange(user, sent as Schemas["ConsentUserInput"], 2);
      return usersAre(memory, [user]) ?? (await everythingIsThere(memory, ask));
    }
    case "deleteUser": {
      const user = body as ConsentUser;
      const objection = usersAre(memory, [user]);
      const events = memory.eventsOf(user.id);
      memory.users.delete(user.id);
      for (const { shown } of events) memory.events.delete(shown.id);
      return objection ?? (await areGone(memory, events, ask)) ?? (await everythingIsThere(memory, ask));
    }
    default:
      return undefined;
  }
}

function afterRead(memory: Memory, answered: WalkReply): Objection {
  const { operationId, path, body } = answered;
  switch (operationId) {
    case "getUser":
      return usersAre(memory, [body as ConsentUser]);
    case "listUsers":
      return listed(memory, answered);
    case "listEvents":
      return history(memory, answered);
    case "getEvent": {
      const known = memory.events.get(path["id"] ?? "");
      return known === undefined
        ? "an event was never recorded"
        : differs("the event", body as object, memory.showEvent(known));
    }
    case "createProof":
      return rememberProof(memory, answered);
    case "getProof": {
      const known = memory.proofs.get(path["id"] ?? "");
      return known && differs("the proof", body as object, known);
    }
    case "createToken":
      return minted(memory, answered);
    case "createSession":
      return differs("the session", body as object, pick(answered.sent as object, ["type", "key"]));
    default:
      return undefined;
  }
}

/** Without a zone it is UTC. */
const toTime = (text: string): string => {
  const withZone = /T.*(Z|[+-]\d\d:\d\d)$/.test(text) || !text.includes("T") ? text : `${text}Z`;
  return new Date(withZone).toISOString();
};

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
