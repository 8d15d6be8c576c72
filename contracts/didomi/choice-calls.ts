import { type Answers, type Choices, getChosenValues, isPurposeEnabled, isValueChosen } from "#clients/didomi.ts";
import type { HelperCall, State } from "../agreement/contract.ts";
import { findsNo, findsYes, ofBob, query, recordsNo, recordsYes, underCpra, yes } from "./answers.ts";
import { connect, dataOf, done, lastReply } from "./connections.ts";
import {
  ADA,
  account,
  answered,
  BOB,
  byDevice,
  DEVICE,
  EXAMPLE_USER,
  finding,
  listingUnder,
  type Recorded,
  reading,
  recorded,
  recording,
  records,
  refusing,
  removing,
  session,
  signIn,
} from "./exchanges.ts";

/** The answers and how they travel. */
const FIRST_ANSWERS = {
  analytics: true,
  news: { enabled: false, preferences: { days: ["monday"], topics: ["sport", "culture"] } },
  ads: false,
} satisfies Answers;

const first: Recorded = {
  purposes: [
    { id: "analytics", enabled: true },
    { id: "news", enabled: false, values: { days: { value: "monday" }, topics: { value: "sport,culture" } } },
    { id: "ads", enabled: false },
  ],
};

const SECOND_ANSWERS = {
  ads: true,
  analytics: false,
  news: { preferences: { days: [], topics: ["chess", "sport2"] } },
} satisfies Answers;

export const second: Recorded = {
  purposes: [
    { id: "ads", enabled: true },
    { id: "analytics", enabled: false },
    { id: "news", values: { days: { value: "" }, topics: { value: "chess,sport2" } } },
  ],
};

/** The merged result of both, in the order of first mention. */
const merged = [
  answered("analytics", false),
  answered("news", false, { topics: { value: "chess,sport2" } }),
  answered("ads", true),
];

const recordsFirst = recording(first, { when: "to a helper with first answers" });

const recordsSecond = recording(second, {
  when: "to a helper with further answers",
  given: [session, recorded(first)],
});

const findsMerged = finding(
  { version: 2, purposes: merged },
  { when: "to a helper with the last answer to everything", given: [session, recorded(first), recorded(second)] },
);

/** The same preference under two purposes, with a value in common; a list may name one twice. */
const ALIKE: Choices = {
  consents: {
    purposes: [
      { id: "news", values: { topics: { value: "chess,sport,chess" } } },
      { id: "ads", values: { topics: { value: "opera,chess" }, days: { value: "monday" } } },
    ],
  },
};

export const recordings: readonly HelperCall[] = [
  {
    helpers: ["recordChoices"],
    when: "give back the event",
    given: [account],
    exchanges: [signIn, recordsFirst],
    call: (site) => connect(site).recordChoices(ADA, FIRST_ANSWERS),
    returns: lastReply,
  },
  {
    helpers: ["recordChoices", "getChoices", "isPurposeEnabled", "getChosenValues", "isValueChosen"],
    when: "show the last answer to everything that was ever asked",
    given: [account],
    exchanges: [signIn, recordsFirst, recordsSecond, findsMerged],
    async call(site) {
      const client = connect(site);
      await client.recordChoices(ADA, FIRST_ANSWERS);
      await client.recordChoices(ADA, SECOND_ANSWERS);
      const choices = await dataOf(client.getChoices(ADA));
      return {
        choices,
        purposes: ["analytics", "news", "ads", "profiling"].map((id) => isPurposeEnabled(choices, id)),
        values: [
          getChosenValues(choices, "topics"),
          getChosenValues(choices, "topics", "news"),
          getChosenValues(choices, "topics", "ads"),
          getChosenValues(choices, "days"),
        ],
        isChosen: [
          isValueChosen(choices, "topics", "chess"),
          isValueChosen(choices, "topics", "sport2", "news"),
          isValueChosen(choices, "topics", "sport"),
          isValueChosen(choices, "topics", "chess", "ads"),
          isValueChosen(choices, "days", "monday"),
        ],
      };
    },
    returns: ({ replies }) => ({
      choices: (replies[3] as { readonly data: readonly unknown[] }).data[0],
      purposes: [false, false, true, null],
      values: [["chess", "sport2"], ["chess", "sport2"], [], []],
      isChosen: [true, true, false, false, false],
    }),
  },
  {
    helpers: ["recordChoices", "getChoices", "isPurposeEnabled"],
    when: "let a no follow a yes",
    given: [account],
    exchanges: [signIn, recordsYes, findsYes, recordsNo, findsNo],
    async call(site) {
      const client = connect(site);
      await client.recordChoices(ADA, { news: true });
      const before = await dataOf(client.getChoices(ADA));
      await client.recordChoices(ADA, { news: false });
      return [before, await dataOf(client.getChoices(ADA))].map((choices) => isPurposeEnabled(choices, "news"));
    },
    returns: () => [true, false],
  },
  {
    helpers: ["recordChoices"],
    when: "send nothing when a value id holds a comma",
    exchanges: [],
    call: (site) =>
      connect(site)
        .recordChoices(ADA, { news: { preferences: { topics: ["chess", "sport,culture"] } } })
        .catch((error: Error) => [error.name, error.message]),
    returns: () => ["RangeError", 'The value id "sport,culture" contains a comma, which separates ids.'],
  },
  {
    helpers: ["getChosenValues", "isValueChosen"],
    when: "name each chosen value once, whatever the purposes that it was chosen under",
    exchanges: [],
    call: async () => [
      getChosenValues(ALIKE, "topics"),
      getChosenValues(ALIKE, "topics", "news"),
      getChosenValues(ALIKE, "topics", "ads"),
      ["chess", "opera", "sport"].map((value) => isValueChosen(ALIKE, "topics", value)),
      ["chess", "opera", "sport"].map((value) => isValueChosen(ALIKE, "topics", value, "ads")),
    ],
    returns: () => [
      ["chess", "sport", "opera"],
      ["chess", "sport"],
      ["opera", "chess"],
      [true, true, true],
      [true, true, false],
    ],
  },
  {
    helpers: ["isPurposeEnabled", "getChosenValues", "isValueChosen"],
    when: "know of nothing that an unknown user has chosen",
    exchanges: [],
    call: async () => [
      isPurposeEnabled(undefined, "news"),
      getChosenValues(undefined, "topics"),
      isValueChosen(undefined, "topics", "chess"),
    ],
    returns: () => [null, [], false],
  },
];

const ofDevice: Recorded = { purposes: [{ id: "ads", enabled: false }], user: { id: DEVICE } };

const recordsOfDevice = recording(ofDevice, {
  when: "to a helper that names a user by Didomi's id",
  shows: { user: { id: DEVICE, organization_user_id: null } },
});

const recordsUnderCpra = recording(underCpra, {
  when: "to a helper under another regulation",
  shows: { regulation: "cpra" },
});

const byId: Recorded = { purposes: [{ id: "ads", enabled: true }], user: { id: EXAMPLE_USER } };

const atBothIds = { id: EXAMPLE_USER, organization_user_id: ADA };

const atLogin: Recorded = { ...yes, user: { id: DEVICE, organization_user_id: ADA } };

const underLgpd: Recorded = { ...underCpra, details: { regulation: "lgpd" } };

const withBothIds = (sent: Recorded): State => recorded({ ...sent, user: atBothIds });

const elsewhere: State = [
  "a user with choices",
  { organization_id: "other-org", user: { organization_user_id: ADA }, consents: { purposes: yes.purposes } },
];

export const scopes: readonly HelperCall[] = [
  {
    helpers: ["recordChoices", "getChoices", "isPurposeEnabled"],
    when: "know a user by Didomi's id alone",
    given: [account],
    exchanges: [
      signIn,
      recordsOfDevice,
      reading(
        { id: DEVICE, organization_user_id: null, version: 1, purposes: [answered("ads", false)] },
        { when: "to a helper by an id that was given", given: [session, recorded(ofDevice)], id: byDevice },
      ),
    ],
    async call(site) {
      const client = connect(site);
      await client.recordChoices({ id: DEVICE }, { ads: false });
      const result = await client.getChoices({ id: DEVICE });
      return [result, isPurposeEnabled(result.ok ? result.data : undefined, "ads")];
    },
    returns: ({ replies }) => [done(replies[2]), false],
  },
  {
    helpers: ["recordChoices", "getChoices", "isPurposeEnabled"],
    when: "know a user by either id as the same",
    given: [account],
    exchanges: [
      signIn,
      recordsYes,
      {
        ...recording(byId, {
          when: "to a helper that names a known user by Didomi's id",
          given: [session, recorded(yes)],
        }),
        sends: (from) => records({ ...byId, user: { id: from("user.id", EXAMPLE_USER) } })(from),
      },
      finding(
        { version: 2, purposes: [answered("news", true), answered("ads", true)] },
        { when: "to a helper after answers by either id", given: [session, withBothIds(yes), withBothIds(byId)] },
      ),
    ],
    async call(site) {
      const client = connect(site);
      const { user } = await dataOf(client.recordChoices(ADA, { news: true }));
      await client.recordChoices({ id: user.id }, { ads: true });
      const choices = await dataOf(client.getChoices(ADA));
      return ["news", "ads"].map((id) => isPurposeEnabled(choices, id));
    },
    returns: () => [true, true],
  },
  {
    helpers: ["recordChoices", "getChoices", "isPurposeEnabled"],
    when: "find a device's answers by the organization's id once an event has named both",
    given: [account],
    exchanges: [
      signIn,
      recordsOfDevice,
      recording(atLogin, {
        when: "to a helper that gives a device's user the organization's id",
        given: [session, recorded(ofDevice)],
        shows: { user: { id: DEVICE, organization_user_id: ADA } },
      }),
      finding(
        { id: DEVICE, version: 2, purposes: [answered("ads", false), answered("news", true)] },
        {
          when: "to a helper after a device's user was given the organization's id",
          given: [session, recorded(ofDevice), recorded(atLogin)],
        },
      ),
      reading(
        { id: DEVICE, version: 2, purposes: [answered("ads", false), answered("news", true)] },
        {
          when: "to a helper by a device's id once its user has the organization's too",
          given: [session, recorded(ofDevice), recorded(atLogin)],
          id: byDevice,
        },
      ),
    ],
    async call(site) {
      const client = connect(site);
      await client.recordChoices({ id: DEVICE }, { ads: false });
      const { organization_id } = query;
      const user = { id: DEVICE, organization_user_id: ADA };
      const body = { organization_id, user, consents: { purposes: [{ id: "news", enabled: true }] } };
      await client.api.POST("/consents/events", { params: { query: { organization_id } }, body });
      const all = [await dataOf(client.getChoices(ADA)), await dataOf(client.getChoices({ id: DEVICE }))];
      return all.flatMap((choices) => ["ads", "news"].map((id) => isPurposeEnabled(choices, id)));
    },
    returns: () => [false, true, false, true],
  },
  {
    helpers: ["recordChoices", "isPurposeEnabled"],
    when: "list what was chosen under each regulation that is named, and under no other",
    given: [account],
    exchanges: [
      signIn,
      // In the order of the alphabet as well, as a list goes by it where two were recorded at once.
      recordsUnderCpra,
      recordsYes,
      recording(underLgpd, { when: "to a helper under a third regulation", shows: { regulation: "lgpd" } }),
      listingUnder(["cpra", "gdpr"], [session, recorded(underCpra), recorded(yes), recorded(underLgpd)]),
    ],
    async call(site) {
      const client = connect(site);
      for (const regulation of ["cpra", "gdpr", "lgpd"])
        await client.recordChoices(ADA, { news: regulation === "gdpr" }, regulation === "gdpr" ? {} : { regulation });
      const { data } = await client.api.GET("/consents/users", {
        params: { query: { ...query, "regulation[$in]": ["cpra", "gdpr"] } },
      });
      return data?.data.map((each) => [each.regulation, isPurposeEnabled(each, "news")]);
    },
    returns: () => [
      ["cpra", false],
      ["gdpr", true],
    ],
  },
  {
    helpers: ["recordChoices", "getChoices", "isPurposeEnabled"],
    when: "keep the answers of two users apart",
    given: [account],
    exchanges: [
      signIn,
      recordsYes,
      recording(ofBob, {
        when: "to a helper with the no of another user",
        shows: { id: "bobs-own", user: { organization_user_id: BOB } },
      }),
      refusing("deleteEvent", 404, "No record found for id 'bobs-own'", {
        when: "to a helper that names another user than the event's",
        given: [session, recorded(yes), recorded(ofBob)],
        sends: removing({ id: "bobs-own" }, { when: "" }).sends,
      }),
      findsYes,
      finding(
        { organization_user_id: BOB, version: 1, purposes: [answered("news", false)] },
        {
          when: "to a helper with the no of another user that was recorded",
          given: [session, recorded(yes), recorded(ofBob)],
          user: BOB,
        },
      ),
    ],
    async call(site) {
      const client = connect(site);
      await client.recordChoices(ADA, { news: true });
      await client.recordChoices(BOB, { news: false }, { id: "bobs-own" });
      await client.api.DELETE("/consents/events/{id}", { params: { path: { id: "bobs-own" }, query } });
      const all = [await dataOf(client.getChoices(ADA)), await dataOf(client.getChoices(BOB))];
      return all.map((choices) => isPurposeEnabled(choices, "news"));
    },
    returns: () => [true, false],
  },
  {
    helpers: ["getChoices"],
    when: "not see the user of another organization that has the same id",
    given: [account, elsewhere],
    exchanges: [
      signIn,
      finding(undefined, {
        when: "to a helper when another organization has such a user",
        given: [session, elsewhere],
      }),
    ],
    call: (site) => connect(site).getChoices(ADA),
    returns: () => done(undefined),
  },
  {
    helpers: ["recordChoices", "getChoices", "isPurposeEnabled"],
    when: "keep the answers under two regulations apart",
    given: [account],
    exchanges: [
      signIn,
      recordsUnderCpra,
      recordsYes,
      finding(
        { version: 1, purposes: [answered("news", true)] },
        { when: "to a helper that names no regulation", given: [session, recorded(underCpra), recorded(yes)] },
      ),
      finding(
        { version: 1, regulation: "cpra", purposes: [answered("news", false)] },
        {
          when: "to a helper that names another regulation",
          given: [session, recorded(underCpra), recorded(yes)],
          regulation: "cpra",
        },
      ),
      reading(
        { version: 1, purposes: [answered("news", true)] },
        { when: "to a helper by Didomi's id", given: [session, recorded(underCpra), recorded(yes)] },
      ),
      reading(
        { version: 1, regulation: "cpra", purposes: [answered("news", false)] },
        {
          when: "to a helper by Didomi's id under another regulation",
          given: [session, recorded(yes), recorded(underCpra)],
          regulation: "cpra",
        },
      ),
    ],
    async call(site) {
      const client = connect(site);
      await client.recordChoices(ADA, { news: false }, { regulation: "cpra" });
      const { user } = await dataOf(client.recordChoices(ADA, { news: true }));
      const all = [
        await client.getChoices(ADA),
        await client.getChoices(ADA, { regulation: "cpra" }),
        await client.getChoices({ id: user.id }),
        await client.getChoices({ id: user.id }, { regulation: "cpra" }),
      ];
      return all.map((each) => each.ok && isPurposeEnabled(each.data, "news"));
    },
    returns: () => [true, false, true, false],
  },
];
