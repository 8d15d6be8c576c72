import { type EventDetails, getChosenValues, isPurposeEnabled } from "#clients/didomi.ts";
import type { HelperCall, State } from "../agreement/contract.ts";
import { findsNo, findsYesAlone, no, query, recordsYes, taken, yes } from "./answers.ts";
import { connect, dataOf, done } from "./connections.ts";
import {
  ADA,
  account,
  answered,
  approving,
  both,
  contrary,
  everyKind,
  finding,
  listing,
  ORGANIZATION,
  type Recorded,
  recorded,
  recording,
  removing,
  session,
  signIn,
  writing,
} from "./exchanges.ts";

const inMay: Recorded = { ...yes, details: { created_at: "2023-05-04T10:00:00+02:00", id: "import-may" } };

const inMarch: Recorded = { ...no, details: { created_at: "2023-03-01", id: "import-march" } };

const inJuly: Recorded = { ...no, details: { created_at: "2023-07-01T12:00:00Z", id: "import-july" } };

const MAY = "2023-05-04T08:00:00.000Z";

const MARCH = "2023-03-01T00:00:00.000Z";

const JULY = "2023-07-01T12:00:00.000Z";

const imports = (sent: Recorded, when: string, id: string, time: string, given: readonly State[] = []) =>
  recording(sent, { when, given: [session, ...given], shows: { id, created_at: time, updated_at: time } });

const delegate = { id: "agent-4", name: "Help line" };

const byDelegate: Recorded = {
  ...no,
  details: { delegate, id: "by-phone", metadata: { call: "17" }, status: "pending_approval" },
};

const forBooking: Recorded = { ...no, details: { metadata: { booking_id: "12 & 3" } } };

const forOther: Recorded = { purposes: [{ id: "ads", enabled: false }], details: { metadata: { booking_id: "4" } } };

const written = { consents: everyKind, id: "user-5", organization_user_id: ADA };

const writtenState: State = ["a user without choices", { organization_id: ORGANIZATION, ...written }];

/** The contrary by an event, as no scenario changes a user without one. */
const contraryState: State = [
  "a user with choices",
  { organization_id: ORGANIZATION, user: { id: "user-5", organization_user_id: ADA }, consents: contrary },
];

/** Fractions of a second as they are sent, and as they come back: with three digits, the others cut off. */
const FRACTIONS = [
  ["import-half", "2023-05-04T10:00:00.5+02:00", "2023-05-04T08:00:00.500Z"],
  ["import-twentieth", "2023-05-04T08:00:00.05Z", "2023-05-04T08:00:00.050Z"],
  ["import-long", "2023-05-04T08:00:00.1239999Z", "2023-05-04T08:00:00.123Z"],
] as const;

/** A no at a twentieth of a second, then a yes at half a second, whatever comes in first. */
const toFraction = (id: string, created_at: string): Recorded => ({
  ...(id === "import-twentieth" ? no : yes),
  details: { created_at, id },
});

const inFractions = FRACTIONS.map(([id, sent]) => toFraction(id, sent));

export const history: readonly HelperCall[] = [
  {
    helpers: ["recordChoices", "getChoices", "isPurposeEnabled"],
    when: "tell times apart by fractions of a second",
    given: [account],
    exchanges: [
      signIn,
      ...FRACTIONS.map(([id, sent, shown]) =>
        imports(toFraction(id, sent), `to a helper that brings in the fraction of ${id}`, id, shown),
      ),
      finding(
        { version: 3, purposes: [answered("news", true)] },
        { when: "to a helper after fractions of a second", given: [session, ...inFractions.map(recorded)] },
      ),
      listing(
        [...FRACTIONS]
          .sort(([, , a], [, , b]) => (a < b ? -1 : 1))
          .map(([id, sent, created_at]) => ({ id, created_at, purposes: toFraction(id, sent).purposes })),
        { when: "in the order of fractions of a second", given: inFractions.map(recorded) },
      ),
    ],
    async call(site) {
      const client = connect(site);
      for (const [id, created_at] of FRACTIONS)
        await client.recordChoices(ADA, { news: id !== "import-twentieth" }, { id, created_at });
      const after = await dataOf(client.getChoices(ADA));
      const { data: page } = await client.api.GET("/consents/events", { params: { query } });
      return [isPurposeEnabled(after, "news"), page?.data.map(({ id }) => id)];
    },
    returns: () => [true, ["import-twentieth", "import-long", "import-half"]],
  },
  {
    helpers: ["recordChoices", "getChoices", "isPurposeEnabled"],
    when: "let answers count in the order in which they were given, however they come in",
    given: [account],
    exchanges: [
      signIn,
      imports(inMay, "to a helper that brings in a yes", "import-may", MAY),
      imports(inMarch, "to a helper that brings in an older no", "import-march", MARCH, [recorded(inMay)]),
      finding(
        { version: 2, purposes: [answered("news", true)] },
        { when: "to a helper after an older no", given: [session, recorded(inMay), recorded(inMarch)] },
      ),
      imports(inJuly, "to a helper that brings in a later no", "import-july", JULY, [recorded(inMay)]),
      finding(
        { version: 3, purposes: [answered("news", false)] },
        {
          when: "to a helper after a later no",
          given: [session, recorded(inMay), recorded(inMarch), recorded(inJuly)],
        },
      ),
      listing(
        [
          { id: "import-march", created_at: MARCH, purposes: no.purposes },
          { id: "import-may", created_at: MAY, purposes: yes.purposes },
          { id: "import-july", created_at: JULY, purposes: no.purposes },
        ],
        { when: "in the order of time", given: [recorded(inMay), recorded(inMarch), recorded(inJuly)] },
      ),
    ],
    async call(site) {
      const client = connect(site);
      const record = (answer: boolean, details: EventDetails) => client.recordChoices(ADA, { news: answer }, details);
      await record(true, { created_at: "2023-05-04T10:00:00+02:00", id: "import-may" });
      await record(false, { created_at: "2023-03-01", id: "import-march" });
      const before = await dataOf(client.getChoices(ADA));
      await record(false, { created_at: "2023-07-01T12:00:00Z", id: "import-july" });
      const after = await dataOf(client.getChoices(ADA));
      const { data: page } = await client.api.GET("/consents/events", { params: { query } });
      return [...[before, after].map((choices) => isPurposeEnabled(choices, "news")), page?.data.map(({ id }) => id)];
    },
    returns: () => [true, false, ["import-march", "import-may", "import-july"]],
  },
  {
    helpers: ["recordChoices", "getChoices", "isPurposeEnabled"],
    when: "let a delegate's answer count from when it was approved",
    given: [account],
    exchanges: [
      signIn,
      recording(byDelegate, {
        when: "to a helper with a delegate's no that waits for approval",
        shows: { id: "by-phone", status: "pending_approval", metadata: { call: "17" }, delegate },
      }),
      recordsYes,
      finding(
        { version: 1, purposes: [answered("news", true)] },
        { when: "to a helper while a no waits for approval", given: [session, recorded(byDelegate), recorded(yes)] },
      ),
      approving("by-phone", no, { when: "after a helper has recorded it", given: [recorded(byDelegate)] }),
      findsNo,
    ],
    async call(site) {
      const client = connect(site);
      const details = { ...byDelegate.details, status: "pending_approval" as const };
      const event = await client.recordChoices(ADA, { news: false }, details);
      await client.recordChoices(ADA, { news: true });
      const before = await dataOf(client.getChoices(ADA));
      await site.passTime(1000);
      const params = { path: { id: "by-phone" }, query };
      await client.api.PATCH("/consents/events/{id}", { params, body: { status: "confirmed" } });
      const after = await dataOf(client.getChoices(ADA));
      return [event, ...[before, after].map((choices) => isPurposeEnabled(choices, "news"))];
    },
    returns: ({ replies }) => [done(replies[1]), true, false],
  },
  {
    helpers: ["recordChoices", "getChoices", "isPurposeEnabled"],
    when: "show the earlier answer when a later one is removed",
    given: [account],
    exchanges: [
      signIn,
      recordsYes,
      recording(taken, {
        when: "to a helper with a no that will be removed",
        given: [session, recorded(yes)],
        shows: { id: "taken-back" },
      }),
      removing(
        { id: "taken-back" },
        { when: "after a helper has recorded it", given: [recorded(yes), recorded(taken)] },
      ),
      findsYesAlone,
    ],
    async call(site) {
      const client = connect(site);
      await client.recordChoices(ADA, { news: true });
      await client.recordChoices(ADA, { news: false }, { id: "taken-back" });
      await client.api.DELETE("/consents/events/{id}", { params: { path: { id: "taken-back" }, query } });
      return isPurposeEnabled(await dataOf(client.getChoices(ADA)), "news");
    },
    returns: () => true,
  },
  {
    helpers: ["getChoices", "isPurposeEnabled", "getChosenValues"],
    when: "show answers of every kind that were written on a user",
    given: [account],
    exchanges: [
      signIn,
      writing("createUser", written, { version: 1, consents: everyKind }, { when: "with answers of every kind" }),
      writing(
        "updateUser",
        { id: "user-5", version: 1, consents: contrary },
        { version: 2, consents: both },
        { when: "with answers to the contrary", given: [writtenState] },
      ),
      finding(
        { id: "user-5", version: 2, purposes: both.purposes, more: both },
        {
          when: "to a helper after answers of every kind",
          given: [session, writtenState, contraryState],
        },
      ),
    ],
    async call(site) {
      const client = connect(site);
      const params = { query: { organization_id: ORGANIZATION } };
      await client.api.POST("/consents/users", { params, body: written });
      await client.api.PATCH("/consents/users/{id}", {
        params: { ...params, path: { id: "user-5" } },
        body: { version: 1, consents: contrary },
      });
      const choices = await dataOf(client.getChoices(ADA));
      return [
        isPurposeEnabled(choices, "offers"),
        ...["colours", "sizes"].map((preference) => getChosenValues(choices, preference)),
      ];
    },
    returns: () => [true, ["red", "blue"], []],
  },
  {
    helpers: ["recordChoices", "getChoices", "isPurposeEnabled"],
    when: "lose what a filter matches, and nothing else",
    given: [account],
    exchanges: [
      signIn,
      recordsYes,
      recording(forBooking, {
        when: "to a helper with a no for a booking",
        given: [session, recorded(yes)],
        shows: { metadata: { booking_id: "12 & 3" } },
      }),
      recording(forOther, {
        when: "to a helper with a no for another booking",
        given: [session, recorded(yes)],
        shows: { metadata: { booking_id: "4" } },
      }),
      removing(
        { filter: { "metadata.booking_id": "12 & 3" } },
        {
          when: "after a helper has recorded what matches",
          given: [recorded(yes), recorded(forBooking), recorded(forOther)],
        },
      ),
      finding(
        { metadata: {}, purposes: [answered("news", true), answered("ads", false)] },
        { when: "to a helper with what matches no filter", given: [session, recorded(yes), recorded(forOther)] },
      ),
    ],
    async call(site) {
      const client = connect(site);
      await client.recordChoices(ADA, { news: true });
      await client.recordChoices(ADA, { news: false }, { metadata: { booking_id: "12 & 3" } });
      await client.recordChoices(ADA, { ads: false }, { metadata: { booking_id: "4" } });
      const filter = { "metadata.booking_id": "12 & 3" };
      await client.api.DELETE("/consents/events", { params: { query: { ...query, filter } } });
      const choices = await dataOf(client.getChoices(ADA));
      return ["news", "ads"].map((id) => isPurposeEnabled(choices, id));
    },
    returns: () => [true, false],
  },
];
