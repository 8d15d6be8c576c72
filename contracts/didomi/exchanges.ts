import type { ExpectedReply, FromState, HelperExchange, Sent, State } from "../agreement/contract.ts";

export const ORGANIZATION = "acme";
export const KEY = "acme-key";
export const SECRET = "acme-secret";
/** Has characters that mean something else in a query. */
export const ADA = "ada+1&2@example.org";
export const BOB = "bob@example.org";
/** An id of Didomi's. It has a character that means something else in a path. */
export const DEVICE = "device|7";

/** What sessions give before Pact: the token of a first one, and of a second one. */
export const FIRST = "first.session.token";
export const SECOND = "second.session.token";
/** What tokens for end users are before Pact. */
export const ADAS = "adas.own.token";

/** Didomi's id of users in the spec's examples, so before Pact. */
export const EXAMPLE_USER = "a3722cd3-f2e4-4451-a564-83f5e8921449";

export const account: State = ["an organization", { id: ORGANIZATION, keys: [{ key: KEY, secret: SECRET }] }];
export const session: State = ["a session", { organization_id: ORGANIZATION, key: KEY }];

const asJson = { "content-type": "application/json" };
const inOrganization = { organization_id: ORGANIZATION };
const EVENTS = "/consents/events";

/** Who asks: the organization with its first or second token, or an end user. */
export type Asker = (from: FromState) => Readonly<Record<string, string>>;

export const asOrganization: Asker = (from) => ({ authorization: `Bearer ${from("access_token", FIRST)}` });
export const asRenewed: Asker = (from) => ({ authorization: `Bearer ${from("access_token", SECOND)}` });
export const asEndUser: Asker = (from) => ({ authorization: `Bearer ${from("id_token", ADAS)}` });

export const consentToken = (details: object = {}): State => [
  "a consent token",
  { ...inOrganization, organization_user_id: ADA, ...details },
];

const within = (name: string, members: object): readonly string[] =>
  Object.keys(members).map((key) => `${name}.${key}`);

// Sessions and tokens

const signing = (when: string, access_token: string): HelperExchange => ({
  operationId: "createSession",
  status: 200,
  when,
  given: [account],
  differs: { key: KEY, access_token },
  exactly: ["key"],
  sends: () => ({ path: "/sessions", headers: asJson, body: { type: "api-key", key: KEY, secret: SECRET } }),
});

export const signIn = signing("to a helper that signs in", FIRST);
export const signInAgain = signing("to a helper that signs in once more", SECOND);

/** What is sent to mint a token for Ada, or another. */
export const mints =
  (details: object = {}, as = asOrganization, organization_id = ORGANIZATION) =>
  (from: FromState): Sent => ({
    path: "/consents/tokens",
    query: { organization_id },
    headers: { ...as(from), ...asJson },
    body: { organization_id, organization_user_id: ADA, ...details },
  });

/** Minting a token: what was sent comes back. @param shows what comes back otherwise */
export function minting(when: string, details: object = {}, shows: object = {}): HelperExchange {
  const told = { ...inOrganization, organization_user_id: ADA, lifetime: 900, metadata: {}, ...details, ...shows };
  return {
    operationId: "createToken",
    status: 200,
    when,
    given: [session],
    differs: { ...told, id_token: ADAS },
    exactly: Object.keys(told),
    sends: mints(details),
  };
}

// Choices, as they are sent and shown

const NO_VENDORS = { enabled: [], disabled: [], enabled_li: [], disabled_li: [] };

/** The choices of an event that holds no others. */
export const choicesOf = (purposes: readonly object[]) => ({ channels: [], vendors: NO_VENDORS, purposes });

/** The choices of a user without other choices. */
export const allChoicesOf = (purposes: readonly object[]) => ({ ...choicesOf(purposes), tcfcs: null });

/** Choices of every kind. A user without other choices shows them as sent. */
export const everyKind = {
  channels: [{ enabled: false, id: "sms", metadata: { line: "2" } }],
  purposes: [
    {
      enabled: false,
      enabled_li: true,
      id: "offers",
      metadata: { form: "f1", step: "1" },
      values: { colours: { value: "red,blue" }, sizes: { value: "xl" } },
    },
  ],
  tcfcs: "CPmadeUp",
  vendors: { disabled: ["shop"], disabled_li: ["press"], enabled: ["iab:1", "iab:2"], enabled_li: ["iab:3"] },
};
/** Says the contrary of some, and nothing of the rest. */
export const contrary = {
  channels: [{ enabled: true, id: "sms" }],
  purposes: [{ enabled: true, id: "offers", metadata: { step: "2" }, values: { sizes: { value: "" } } }],
  vendors: { disabled: ["iab:1"], enabled: ["shop"], enabled_li: ["press"] },
};
/** The merged result of both. */
export const both = {
  channels: [{ id: "sms", enabled: true, metadata: { line: "2" } }],
  purposes: [
    {
      id: "offers",
      enabled: true,
      enabled_li: true,
      metadata: { form: "f1", step: "2" },
      values: { colours: { value: "red,blue" } },
    },
  ],
  tcfcs: "CPmadeUp",
  vendors: { enabled: ["iab:2", "shop"], disabled: ["iab:1"], enabled_li: ["iab:3", "press"], disabled_li: [] },
};

/** A purpose as a user has it. */
export const answered = (id: string, enabled: boolean | null, values: object = {}) => ({
  id,
  enabled,
  enabled_li: null,
  metadata: {},
  values,
});

export interface Recorded {
  readonly purposes: readonly object[];
  /** The user that the request names; default: Ada, by the organization's id. Null: none. */
  readonly user?: object | null;
  /** Further members of the event that is sent. */
  readonly details?: object;
}

/** The state in which this has been recorded. */
export const recorded = ({ purposes, user = { organization_user_id: ADA }, details = {} }: Recorded): State => [
  "a user with choices",
  { ...inOrganization, ...details, ...(user !== null && { user }), consents: { purposes } },
];

/** What is sent to record answers. */
export const records =
  (
    { purposes, user = { organization_user_id: ADA }, details = {} }: Recorded,
    as = asOrganization,
    organization_id = ORGANIZATION,
  ) =>
  (from: FromState): Sent => ({
    path: EVENTS,
    query: { organization_id },
    headers: { ...as(from), ...asJson },
    body: { ...details, organization_id, ...(user !== null && { user }), consents: { purposes } },
  });

interface Reaction extends Pick<ExpectedReply, "when" | "given"> {
  readonly as?: Asker;
  /** Of the event that comes back, besides its choices. */
  readonly shows?: {
    readonly id?: string;
    readonly created_at?: string;
    readonly updated_at?: string;
    readonly status?: string;
    readonly regulation?: string;
    readonly metadata?: object;
    readonly delegate?: object;
    readonly user?: object;
  };
}

/** Recording answers: the event that comes back holds what was sent, and no more. */
export function recording(
  sent: Recorded,
  { when, given = [session], as = asOrganization, shows = {} }: Reaction,
): HelperExchange {
  const { user, ...others } = shows;
  const told = {
    ...inOrganization,
    status: "confirmed",
    regulation: "gdpr",
    metadata: {},
    consents: choicesOf(sent.purposes),
    ...others,
  };
  const whose = { organization_user_id: ADA, metadata: {}, ...user };
  return {
    operationId: "createEvent",
    status: 200,
    when,
    given,
    differs: { ...told, user: whose },
    exactly: [...Object.keys(told), ...within("user", whose)],
    sends: records(sent, as),
  };
}

/** What a read shows of a user. */
export interface ShownUser {
  readonly id?: string;
  readonly organization_user_id?: string | null;
  /** Left out where another state than that of the call is alike but for it. */
  readonly version?: number;
  readonly regulation?: string;
  readonly metadata?: object;
  readonly purposes: readonly object[];
  /** Choices of other kinds. */
  readonly more?: object;
}

const toUser = ({ purposes, more = {}, ...others }: ShownUser) => ({
  ...inOrganization,
  organization_user_id: ADA,
  regulation: "gdpr",
  metadata: {},
  country: null,
  last_seen_country: null,
  ...others,
  consents: { ...allChoicesOf(purposes), ...more },
});

const EXAMPLE_TIME = "2024-01-01T00:00:00.000Z";
const someUser = {
  id: EXAMPLE_USER,
  organization_user_id_type: null,
  version: 1,
  created_at: EXAMPLE_TIME,
  updated_at: EXAMPLE_TIME,
};

interface Read extends Pick<ExpectedReply, "when" | "given"> {
  readonly as?: Asker;
  /** Default: Ada. Null: the request names no user. */
  readonly user?: string | null;
  readonly regulation?: string;
}

/** What is sent to find a user by the organization's id. */
export const finds =
  (
    { as = asOrganization, user = ADA, regulation }: Omit<Read, "when" | "given"> = {},
    organization_id = ORGANIZATION,
  ) =>
  (from: FromState): Sent => ({
    path: "/consents/users",
    query: {
      organization_id,
      ...(user !== null && { organization_user_id: user }),
      ...(regulation !== undefined && { regulation }),
    },
    headers: as(from),
  });

/** Finding a user by the organization's id. @param shown undefined: there is none */
export function finding(shown: ShownUser | undefined, { when, given = [session], ...read }: Read): HelperExchange {
  const common = { operationId: "listUsers", status: 200, when, given, sends: finds(read) };
  if (shown === undefined) return { ...common, example: "unknownUser", exactly: ["data", "cursor"] };
  const told = toUser(shown);
  return {
    ...common,
    differs: { data: [{ ...someUser, ...told }] },
    exactly: [...within("data.0", told), "cursor"],
  };
}

/** Listing what Ada has chosen under several regulations: under the first of them no, under the other yes. */
export function listingUnder(regulations: readonly [string, string], given: readonly State[]): HelperExchange {
  const shown = regulations.map((regulation, at) =>
    toUser({ version: 1, regulation, purposes: [answered("news", at > 0)] }),
  );
  return {
    operationId: "listUsers",
    status: 200,
    when: "to a helper that names several regulations",
    given,
    differs: { data: shown.map((each) => ({ ...someUser, ...each })) },
    exactly: [...shown.flatMap((each, at) => within(`data.${at}`, each)), "cursor"],
    sends: (from) => {
      const { query, ...sent } = finds()(from);
      return { ...sent, query: { ...query, "regulation[$in]": regulations } };
    },
  };
}

interface ReadById extends Pick<ExpectedReply, "when" | "given"> {
  /** Default: that of the user of the event that was recorded last. */
  readonly id?: (from: FromState) => string;
  readonly regulation?: string;
}

const idOfRecorded = (from: FromState): string => from("user.id", EXAMPLE_USER);
export const byDevice = (): string => encodeURIComponent(DEVICE);

/** What is sent to read a user by Didomi's id. */
export const readsById =
  (
    { id = idOfRecorded, regulation, as = asOrganization }: Omit<ReadById, "when" | "given"> & { as?: Asker } = {},
    organization_id = ORGANIZATION,
  ) =>
  (from: FromState): Sent => ({
    path: `/consents/users/${id(from)}`,
    query: { organization_id, ...(regulation !== undefined && { regulation }) },
    headers: as(from),
  });

/** Reading a user by Didomi's id. */
export function reading(shown: ShownUser, { when, given = [session], ...read }: ReadById): HelperExchange {
  const told = toUser(shown);
  return {
    operationId: "getUser",
    status: 200,
    when,
    given,
    differs: { ...someUser, ...told },
    exactly: Object.keys(told),
    sends: readsById(read),
  };
}

// Users and events that are there

/** Writing answers on a user, without an event. */
export const writing = (
  operationId: "createUser" | "updateUser",
  { id, consents, ...body }: { readonly id: string; readonly consents: object } & Readonly<Record<string, unknown>>,
  shows: { readonly version: number; readonly consents: object },
  { when, given = [] }: Reaction,
): HelperExchange => ({
  operationId,
  status: 200,
  when,
  given: [session, ...given],
  differs: { id, ...inOrganization, organization_user_id: ADA, ...shows },
  exactly: ["id", "organization_id", "organization_user_id", ...Object.keys(shows)],
  sends: (from) => ({
    path: operationId === "createUser" ? "/consents/users" : `/consents/users/${id}`,
    query: inOrganization,
    headers: { ...asOrganization(from), ...asJson },
    body: { ...body, ...(operationId === "createUser" && { id }), consents },
  }),
});

const ofAda = { ...inOrganization, organization_user_id: ADA };

/** Approving an event of Ada's. */
export const approving = (id: string, sent: Recorded, { when, given = [] }: Reaction): HelperExchange => ({
  operationId: "updateEvent",
  status: 200,
  when,
  given: [session, ...given],
  differs: { id, status: "confirmed", consents: choicesOf(sent.purposes), user: { organization_user_id: ADA } },
  exactly: ["id", "status", "consents", "user.organization_user_id"],
  sends: (from) => ({
    path: `${EVENTS}/${id}`,
    query: ofAda,
    headers: { ...asOrganization(from), ...asJson },
    body: { status: "confirmed" },
  }),
});

/** Removing events of Ada's: one by its id, or those that a filter matches. */
export const removing = (
  which: { readonly id: string } | { readonly filter: Readonly<Record<string, string>> },
  { when, given = [] }: Reaction,
): HelperExchange => ({
  operationId: "id" in which ? "deleteEvent" : "deleteEvents",
  status: 204,
  when,
  given: [session, ...given],
  sends: (from) => ({
    path: "id" in which ? `${EVENTS}/${which.id}` : EVENTS,
    query: { ...ofAda, ...("filter" in which && which.filter) },
    headers: asOrganization(from),
  }),
});

interface Listed {
  readonly id: string;
  readonly created_at: string;
  readonly purposes: readonly object[];
}

/** Listing what counts of Ada's history. */
export function listing(events: readonly Listed[], { when, given = [] }: Reaction): HelperExchange {
  const shown = events.map(({ id, created_at, purposes }) => ({
    ...inOrganization,
    id,
    created_at,
    updated_at: created_at,
    status: "confirmed",
    regulation: "gdpr",
    metadata: {},
    user: { id: EXAMPLE_USER, organization_user_id: ADA, metadata: {} },
    consents: choicesOf(purposes),
    proofs_id: [],
  }));
  return {
    operationId: "listEvents",
    status: 200,
    when,
    given: [session, ...given],
    differs: { data: shown },
    exactly: events.flatMap((_, at) =>
      ["id", "created_at", "updated_at", "user.organization_user_id", "consents"].map((name) => `data.${at}.${name}`),
    ),
    sends: (from) => ({ path: EVENTS, query: ofAda, headers: asOrganization(from) }),
  };
}

// Refusals

export const NAMES: Readonly<Record<number, string>> = {
  400: "BadRequest",
  401: "NotAuthenticated",
  403: "Forbidden",
  404: "NotFound",
  409: "Conflict",
};

/** The provider's words, where they do not tell what was sent. */
export const MESSAGES = {
  signIn: "Invalid authentication information",
  token: "Invalid token",
  forbidden: "You do not have permission to perform this action",
} as const;

export const refusing = (
  operationId: string,
  status: number,
  message: string,
  { when, given = [], sends }: Pick<HelperExchange, "when" | "given" | "sends">,
): HelperExchange => ({
  operationId,
  status,
  when,
  given,
  differs: { message },
  exactly: ["message"],
  sends,
});

/** What a helper makes of a refusal. */
export const failure = (status: number, message: string) => {
  const name = NAMES[status];
  return { ok: false, status, error: { code: status, name, message, errors: {} }, message: `${name}: ${message}` };
};

/** A key that opens nothing. */
export const refusedSignIn = refusing("createSession", 400, MESSAGES.signIn, {
  when: "to a helper whose secret is wrong",
  given: [account],
  sends: () => ({ path: "/sessions", headers: asJson, body: { type: "api-key", key: KEY, secret: "guessed" } }),
});
