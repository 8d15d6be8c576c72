import * as module from "#clients/didomi.ts";
import {
  type Answers,
  createDidomiClient,
  createDidomiUserClient,
  type DidomiClient,
  type DidomiClientOptions,
  type DidomiUserClient,
  type DidomiUserClientOptions,
  type EventDetails,
  getChosenValues,
  isPurposeEnabled,
  isValueChosen,
  type TokenDetails,
} from "#clients/didomi.ts";
import {
  type CallSite,
  type FromState,
  functionsOf,
  type HelperCall,
  type HelperExchange,
  type Helpers,
  type Seen,
  type Sent,
  type State,
} from "../agreement/contract.ts";
import {
  ADA,
  ADAS,
  type Asker,
  account,
  answered,
  approving,
  asEndUser,
  asOrganization,
  asRenewed,
  BOB,
  both,
  byDevice,
  consentToken,
  contrary,
  DEVICE,
  EXAMPLE_USER,
  everyKind,
  failure,
  finding,
  finds,
  KEY,
  listing,
  MESSAGES,
  minting,
  mints,
  ORGANIZATION,
  type Recorded,
  reading,
  readsById,
  recorded,
  recording,
  records,
  refusedSignIn,
  refusing,
  removing,
  SECRET,
  session,
  signIn,
  signInAgain,
  writing,
} from "./exchanges.ts";

const HOUR_MS = 3_600_000;
const AHEAD_MS = 300_000;

const connect = ({ baseUrl, fetch, now }: CallSite, options: Partial<DidomiClientOptions> = {}) =>
  createDidomiClient({ baseUrl, fetch, now, organizationId: ORGANIZATION, key: KEY, secret: SECRET, ...options });

/** A browser that was given a token, by default the last one that was minted. */
const openBrowser = ({ baseUrl, fetch, from }: CallSite, options: Partial<DidomiUserClientOptions> = {}) =>
  createDidomiUserClient({ baseUrl, fetch, organizationId: ORGANIZATION, token: from("id_token", ADAS), ...options });

/** The same where each request but the signing in takes so long that no session lives until it arrives. */
const onSlowNetwork = (site: CallSite): CallSite => ({
  ...site,
  async fetch(request) {
    if (!request.url.endsWith("/sessions")) await site.passTime(HOUR_MS, "provider");
    return site.fetch(request);
  },
});

const done = (data: unknown) => ({ ok: true, data });
const lastReply = ({ replies }: Seen): unknown => done(replies.at(-1));
const tokenAt = ({ replies }: Seen, number: number): unknown =>
  done((replies[number] as { readonly access_token: unknown }).access_token);
/** The user that a list holds, as a result. */
const foundAt = ({ replies }: Seen, number: number): unknown =>
  done((replies[number] as { readonly data: readonly unknown[] }).data[0]);

const fails = (status: number, message: string) => (): unknown => failure(status, message);

/** The data of a call that has to succeed. */
async function dataOf<Data>(pending: Promise<module.DidomiResult<Data>>): Promise<Data> {
  const result = await pending;
  if (!result.ok) throw new Error(result.message);
  return result.data;
}

// The organization's token

const unknownAda = finding(undefined, { when: "to a helper that asks for an unknown user" });
/** The key that has signed in signs in no more. */
const refusedLater = refusing("createSession", 400, MESSAGES.signIn, {
  when: "to a helper whose key was disabled in the meantime",
  sends: signIn.sends,
});
const signInAtVendor: HelperExchange = {
  ...signIn,
  when: "to a helper that signs in at the vendor's host",
  sends: (from) => ({ ...signIn.sends(from), base: "https://api.didomi.io/v1" }),
};
const unknownAdaLater = finding(undefined, { when: "to a helper with the token that came next", as: asRenewed });

const tokens: readonly HelperCall[] = [
  {
    helpers: ["getOrganizationToken"],
    when: "keep a token until five minutes before its hour is over",
    exchanges: [signIn, signInAgain],
    async call(site) {
      const client = connect(site);
      const results = [await client.getOrganizationToken()];
      await site.passTime(HOUR_MS - AHEAD_MS - 1);
      results.push(await client.getOrganizationToken());
      await site.passTime(1);
      results.push(await client.getOrganizationToken(), await client.getOrganizationToken());
      return results;
    },
    returns: (seen) => [0, 0, 1, 1].map((number) => tokenAt(seen, number)),
  },
  {
    helpers: ["getOrganizationToken"],
    when: "make one request for all who ask at the same time",
    exchanges: [signIn],
    call(site) {
      const client = connect(site);
      return Promise.all([client.getOrganizationToken(), client.getOrganizationToken()]);
    },
    returns: (seen) => [tokenAt(seen, 0), tokenAt(seen, 0)],
  },
  {
    helpers: ["getOrganizationToken"],
    when: "count a token's hour from when it was asked for",
    exchanges: [signIn, signInAgain],
    async call(site) {
      const fetch = async (request: Request) => {
        await site.passTime(60_000);
        return site.fetch(request);
      };
      const client = connect({ ...site, fetch });
      await client.getOrganizationToken();
      await site.passTime(HOUR_MS - AHEAD_MS - 60_000);
      return client.getOrganizationToken();
    },
    returns: (seen) => tokenAt(seen, 1),
  },
  {
    helpers: ["getOrganizationToken"],
    when: "speak to the vendor's own host where no other is named",
    exchanges: [signInAtVendor],
    call: ({ fetch }) =>
      createDidomiClient({ fetch, organizationId: ORGANIZATION, key: KEY, secret: SECRET }).getOrganizationToken(),
    returns: (seen) => tokenAt(seen, 0),
  },
  {
    helpers: ["getOrganizationToken"],
    when: "ask anew after a refusal, which is not kept",
    exchanges: [refusedSignIn, refusedSignIn],
    async call(site) {
      const client = connect(site, { secret: "guessed" });
      return [await client.getOrganizationToken(), await client.getOrganizationToken()];
    },
    returns: () => [failure(400, MESSAGES.signIn), failure(400, MESSAGES.signIn)],
  },
  {
    helpers: ["getChoices"],
    when: "sign in once for an hour of reads, less the five minutes",
    given: [account],
    exchanges: [signIn, unknownAda, unknownAda],
    async call(site) {
      const client = connect(site);
      const before = await client.getChoices(ADA);
      await site.passTime(HOUR_MS - AHEAD_MS - 1);
      return [before, await client.getChoices(ADA)];
    },
    returns: () => [done(undefined), done(undefined)],
  },
  {
    helpers: ["getChoices"],
    when: "sign in once more before the token runs out, so that it is never refused",
    given: [account],
    exchanges: [signIn, unknownAda, signInAgain, unknownAdaLater],
    async call(site) {
      const client = connect(site);
      const before = await client.getChoices(ADA);
      await site.passTime(HOUR_MS - AHEAD_MS);
      return [before, await client.getChoices(ADA)];
    },
    returns: () => [done(undefined), done(undefined)],
  },
  {
    helpers: ["getChoices"],
    when: "go on with a token that still lives when no other is to be had",
    exchanges: [signIn, unknownAda, refusedLater, unknownAda, refusedLater],
    async call(site) {
      const client = connect(site);
      const results = [await client.getChoices(ADA)];
      await site.passTime(HOUR_MS - 1);
      results.push(await client.getChoices(ADA));
      await site.passTime(1);
      results.push(await client.getChoices(ADA));
      return results;
    },
    returns: () => [done(undefined), done(undefined), failure(400, MESSAGES.signIn)],
    withoutMock: "No call disables a key that has signed in already.",
  },
];

// Tokens for end users

const DETAILS = {
  delegate: { id: "agent-9", metadata: { desk: 4 }, name: "Front desk" },
  event: { metadata: { channel: "kiosk" }, user: { metadata: { tier: "silver" } } },
  lifetime: 1800,
  metadata: { campaign: "autumn" },
  permissions: ["read", "write"],
  validations: { email: { approval: false, enabled: false } },
} satisfies TokenDetails;

const forAda = minting("to a helper that names an end user");

const endUserTokens: readonly HelperCall[] = [
  {
    helpers: ["createUserToken"],
    when: "give back what the provider fills in",
    given: [account],
    exchanges: [signIn, forAda],
    call: (site) => connect(site).createUserToken(ADA),
    returns: lastReply,
  },
  {
    helpers: ["createUserToken"],
    when: "take a number as the organization's id of the user",
    given: [account],
    exchanges: [
      signIn,
      minting(
        "to a helper that names an end user by a number",
        { organization_user_id: 4812 },
        {
          organization_user_id: "4812",
        },
      ),
    ],
    call: (site) => connect(site).createUserToken(4812),
    returns: lastReply,
  },
  {
    helpers: ["createUserToken"],
    when: "pass every detail on",
    given: [account],
    exchanges: [signIn, minting("to a helper with every detail", DETAILS)],
    call: (site) => connect(site).createUserToken(ADA, DETAILS),
    returns: lastReply,
  },
];

// Answers of a user, from the back end

const query = { organization_id: ORGANIZATION, organization_user_id: ADA };

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
const second: Recorded = {
  purposes: [
    { id: "ads", enabled: true },
    { id: "analytics", enabled: false },
    { id: "news", values: { days: { value: "" }, topics: { value: "chess,sport2" } } },
  ],
};
/** What the two come to, in the order of first mention. */
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

const yes: Recorded = { purposes: [{ id: "news", enabled: true }] };
const no: Recorded = { purposes: [{ id: "news", enabled: false }] };
const recordsYes = recording(yes, { when: "to a helper with a yes" });
const recordsNo = recording(no, { when: "to a helper with a no", given: [session, recorded(yes)] });
const findsYes = finding(
  { version: 1, purposes: [answered("news", true)] },
  { when: "to a helper with a yes that was recorded", given: [session, recorded(yes)] },
);
/** The same after more was recorded, which is gone. */
const findsYesAlone = finding(
  { purposes: [answered("news", true)] },
  { when: "to a helper with a yes that alone is left", given: [session, recorded(yes)] },
);
const findsOwnAtBackEnd = finding(
  { version: 1, purposes: [answered("news", false)] },
  { when: "to a helper with what a user has recorded", given: [session, recorded(no)] },
);
const findsNo = finding(
  { version: 2, purposes: [answered("news", false)] },
  { when: "to a helper with a yes that was taken back", given: [session, recorded(yes), recorded(no)] },
);

const recordings: readonly HelperCall[] = [
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
    returns: () => ["RangeError", 'the value id "sport,culture" holds a comma, which separates ids'],
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

// Whose choices they are, and under which law

const ofDevice: Recorded = { purposes: [{ id: "ads", enabled: false }], user: { id: DEVICE } };
const ofBob: Recorded = { ...no, details: { id: "bobs-own" }, user: { organization_user_id: BOB } };
const asBob: Recorded = { ...no, user: { organization_user_id: BOB } };
const byId: Recorded = { purposes: [{ id: "ads", enabled: true }], user: { id: EXAMPLE_USER } };
const atBothIds = { id: EXAMPLE_USER, organization_user_id: ADA };
const underCpra: Recorded = { ...no, details: { regulation: "cpra" } };
const withBothIds = (sent: Recorded): State => recorded({ ...sent, user: atBothIds });
const elsewhere: State = [
  "a user with choices",
  { organization_id: "other-org", user: { organization_user_id: ADA }, consents: { purposes: yes.purposes } },
];

const scopes: readonly HelperCall[] = [
  {
    helpers: ["recordChoices", "getChoices", "isPurposeEnabled"],
    when: "know a user by Didomi's id alone",
    given: [account],
    exchanges: [
      signIn,
      recording(ofDevice, {
        when: "to a helper that names a user by Didomi's id",
        shows: { user: { id: DEVICE, organization_user_id: null } },
      }),
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
      recording(underCpra, { when: "to a helper under another regulation", shows: { regulation: "cpra" } }),
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

// The order of events, and events that do not count

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
const taken: Recorded = { ...no, details: { id: "taken-back" } };

const written = { consents: everyKind, id: "user-5", organization_user_id: ADA };
const writtenState: State = ["a user without choices", { organization_id: ORGANIZATION, ...written }];
/** The contrary by an event, as no scenario changes a user without one. */
const contraryState: State = [
  "a user with choices",
  { organization_id: ORGANIZATION, user: { id: "user-5", organization_user_id: ADA }, consents: contrary },
];

const history: readonly HelperCall[] = [
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

// Answers of a user, from the browser

const BROWSER = { getChoices: "getChoices in a browser", recordChoices: "recordChoices in a browser" } as const;

const ofOwnUser: Recorded = { ...no, user: null };
const ofNamedUser: Recorded = { ...no, details: { metadata: { page: "account" } } };
const findsUnknownSelf = finding(undefined, {
  when: "to a browser that has recorded nothing yet",
  given: [consentToken()],
  as: asEndUser,
  user: null,
});
const findsSelf = finding(
  { version: 1, purposes: [answered("news", false)] },
  { when: "to a browser with its own answers", given: [consentToken(), recorded(no)], as: asEndUser, user: null },
);
const findsNamedSelf = finding(
  { version: 1, purposes: [answered("news", false)] },
  { when: "to a browser that names its user", given: [consentToken(), recorded(no)], as: asEndUser },
);
const recordsOwn = recording(ofOwnUser, {
  when: "to a browser that names nobody",
  given: [consentToken()],
  as: asEndUser,
});
const recordsNamed = recording(ofNamedUser, {
  when: "to a browser that names its user",
  given: [consentToken()],
  as: asEndUser,
  shows: { metadata: { page: "account" } },
});

/** The same to the host that the vendor means for end users. */
const atPublicHost = (exchange: HelperExchange): HelperExchange => ({
  ...exchange,
  when: `${exchange.when}, at the vendor's host`,
  sends: (from) => ({ ...exchange.sends(from), base: "https://api.privacy-center.org" }),
});

const STAMPS = {
  delegate: { id: "agent-9", name: "Front desk" },
  event: { metadata: { channel: "kiosk" }, user: { metadata: { tier: "silver" } } },
} satisfies TokenDetails;
const stamped: Recorded = { ...ofOwnUser, details: { metadata: { channel: "web", page: "account" } } };
const VALIDATED = { validations: { email: { approval: true, enabled: true } } } satisfies TokenDetails;
/** When a token of so short a life has run out. */
const OUTLIVED_MS = 60_000;
const SHORT = { lifetime: 60 } satisfies TokenDetails;
const TO_READ = { permissions: ["read"] } satisfies TokenDetails;
const TO_WRITE = { permissions: ["write"] } satisfies TokenDetails;
const validated: Recorded = { ...ofOwnUser, details: { id: "by-mail" } };
const waitingForMail: Recorded = { ...no, details: { id: "by-mail", status: "pending_approval" } };

const browsers: readonly HelperCall[] = [
  {
    helpers: [BROWSER.recordChoices, BROWSER.getChoices, "createUserToken", "getChoices", "isPurposeEnabled"],
    when: "record and read with a token that the back end has minted, which sees the same",
    given: [account],
    exchanges: [signIn, forAda, findsUnknownSelf, recordsOwn, findsSelf, findsOwnAtBackEnd],
    async call(site) {
      const backEnd = connect(site);
      const { id_token } = await dataOf(backEnd.createUserToken(ADA));
      const browser = openBrowser(site, { token: id_token });
      const results = [
        await browser.getChoices(),
        await browser.recordChoices({ news: false }),
        await browser.getChoices(),
        await backEnd.getChoices(ADA),
      ];
      const last = results.map((each) => each.ok && isPurposeEnabled(each.data, "news"));
      return [...results, last];
    },
    returns: (seen) => [
      done(undefined),
      done(seen.replies[3]),
      foundAt(seen, 4),
      foundAt(seen, 5),
      [null, false, false, false],
    ],
  },
  {
    helpers: [BROWSER.recordChoices, BROWSER.getChoices],
    when: "name the user where they know who it is",
    given: [consentToken()],
    exchanges: [recordsNamed, findsNamedSelf],
    async call(site) {
      const browser = openBrowser(site, { organizationUserId: ADA });
      const event = await browser.recordChoices({ news: false }, { metadata: { page: "account" } });
      return [event, await browser.getChoices()];
    },
    returns: (seen) => [done(seen.replies[0]), foundAt(seen, 1)],
  },
  {
    helpers: [BROWSER.recordChoices, BROWSER.getChoices],
    when: "speak to the vendor's own host where no other is named",
    given: [consentToken()],
    exchanges: [atPublicHost(recordsOwn), atPublicHost(findsSelf)],
    async call({ fetch, from }) {
      const browser = createDidomiUserClient({ fetch, organizationId: ORGANIZATION, token: from("id_token", ADAS) });
      return [await browser.recordChoices({ news: false }), await browser.getChoices()];
    },
    returns: (seen) => [done(seen.replies[0]), foundAt(seen, 1)],
  },
  {
    helpers: [BROWSER.getChoices, "isPurposeEnabled"],
    when: "read another regulation where it is named",
    given: [consentToken(), recorded(underCpra), recorded(yes)],
    exchanges: [
      finding(
        { version: 1, regulation: "cpra", purposes: [answered("news", false)] },
        {
          when: "to a browser that names another regulation",
          given: [consentToken(), recorded(underCpra), recorded(yes)],
          as: asEndUser,
          user: null,
          regulation: "cpra",
        },
      ),
    ],
    async call(site) {
      return isPurposeEnabled(await dataOf(openBrowser(site).getChoices({ regulation: "cpra" })), "news");
    },
    returns: () => false,
  },
  {
    helpers: [BROWSER.recordChoices, "createUserToken"],
    when: "stamp an event with what the token was minted with",
    given: [account],
    exchanges: [
      signIn,
      minting("to a helper with what events are stamped with", STAMPS),
      recording(stamped, {
        when: "to a browser with a token that stamps events",
        given: [consentToken(STAMPS)],
        as: asEndUser,
        shows: {
          metadata: { channel: "kiosk", page: "account" },
          user: { metadata: { tier: "silver" } },
          delegate: STAMPS.delegate,
        },
      }),
    ],
    async call(site) {
      const { id_token: token } = await dataOf(connect(site).createUserToken(ADA, STAMPS));
      return openBrowser(site, { token }).recordChoices(
        { news: false },
        { metadata: { channel: "web", page: "account" } },
      );
    },
    returns: lastReply,
  },
  {
    helpers: [BROWSER.recordChoices, "createUserToken", "getChoices", "isPurposeEnabled"],
    when: "let answers wait for approval where the token asks for it",
    given: [account],
    exchanges: [
      signIn,
      minting("to a helper that asks for a validation", VALIDATED),
      recording(validated, {
        when: "to a browser with a token that asks for a validation",
        given: [consentToken(VALIDATED)],
        as: asEndUser,
        shows: { id: "by-mail", status: "pending_approval" },
      }),
      unknownAda,
      approving("by-mail", no, { when: "after a browser has recorded it", given: [recorded(waitingForMail)] }),
      findsOwnAtBackEnd,
    ],
    async call(site) {
      const backEnd = connect(site);
      const { id_token: token } = await dataOf(backEnd.createUserToken(ADA, VALIDATED));
      await openBrowser(site, { token }).recordChoices({ news: false }, { id: "by-mail" });
      const before = await dataOf(backEnd.getChoices(ADA));
      const params = { path: { id: "by-mail" }, query };
      await backEnd.api.PATCH("/consents/events/{id}", { params, body: { status: "confirmed" } });
      const after = await dataOf(backEnd.getChoices(ADA));
      return [before, isPurposeEnabled(after, "news")];
    },
    returns: () => [undefined, false],
  },
  {
    helpers: [BROWSER.getChoices, "createUserToken"],
    when: "read as long as the token lives",
    given: [account],
    exchanges: [signIn, minting("to a helper that wants a short life", SHORT), findsUnknownSelf],
    async call(site) {
      const { id_token: token } = await dataOf(connect(site).createUserToken(ADA, SHORT));
      await site.passTime(OUTLIVED_MS - 2000);
      return openBrowser(site, { token }).getChoices();
    },
    returns: () => done(undefined),
  },
  {
    helpers: [BROWSER.getChoices],
    when: "read with a token that may only read",
    given: [consentToken(TO_READ), recorded(no)],
    exchanges: [
      {
        ...findsSelf,
        when: "to a browser with a token that may only read",
        given: [consentToken(TO_READ), recorded(no)],
      },
    ],
    call: (site) => openBrowser(site).getChoices(),
    returns: (seen) => foundAt(seen, 0),
  },
  {
    helpers: [BROWSER.recordChoices, BROWSER.getChoices],
    when: "record and read with a token that may write",
    given: [consentToken(TO_WRITE)],
    exchanges: [
      { ...recordsOwn, when: "to a browser with a token that may write", given: [consentToken(TO_WRITE)] },
      { ...findsSelf, when: "to a browser with a token that may write", given: [consentToken(TO_WRITE), recorded(no)] },
    ],
    async call(site) {
      const browser = openBrowser(site);
      return [await browser.recordChoices({ news: false }), await browser.getChoices()];
    },
    returns: (seen) => [done(seen.replies[0]), foundAt(seen, 1)],
  },
];

// Refusals

/** A call of one helper, and the one request that it makes besides the signing in. */
interface Attempt {
  readonly helper: string;
  readonly operationId: string;
  /** Tells it from others of the same operation. */
  readonly how: string;
  readonly sends: (as: Asker, organizationId?: string) => (from: FromState) => Sent;
  readonly call: (client: DidomiClient) => Promise<unknown>;
}

const attempts: readonly Attempt[] = [
  {
    helper: "createUserToken",
    operationId: "createToken",
    how: "for a token",
    sends: (as, organizationId) => mints({}, as, organizationId),
    call: (client) => client.createUserToken(ADA),
  },
  {
    helper: "getChoices",
    operationId: "listUsers",
    how: "for choices",
    sends: (as, organizationId) => finds({ as }, organizationId),
    call: (client) => client.getChoices(ADA),
  },
  {
    helper: "getChoices",
    operationId: "getUser",
    how: "for choices by Didomi's id",
    sends: (as, organizationId) => readsById({ as, id: byDevice }, organizationId),
    call: (client) => client.getChoices({ id: DEVICE }),
  },
  {
    helper: "recordChoices",
    operationId: "createEvent",
    how: "with choices",
    sends: (as, organizationId) => records(no, as, organizationId),
    call: (client) => client.recordChoices(ADA, { news: false }),
  },
];

const refusedAlike = attempts.flatMap(({ helper, operationId, how, sends, call }): readonly HelperCall[] => {
  const refusedToken = refusing(operationId, 401, MESSAGES.token, {
    when: `to a helper ${how} whose token has run out`,
    sends: sends(asOrganization),
  });
  return [
    {
      helpers: [helper],
      when: `fail ${how} when the secret is wrong`,
      exchanges: [refusedSignIn],
      call: (site) => call(connect(site, { secret: "guessed" })),
      returns: fails(400, MESSAGES.signIn),
    },
    {
      helpers: [helper],
      when: `fail ${how} when the second token is refused as well, and ask no third time`,
      given: [account],
      exchanges: [
        signIn,
        refusedToken,
        signInAgain,
        refusing(operationId, 401, MESSAGES.token, {
          when: `to a helper ${how} whose second token has run out`,
          sends: sends(asRenewed),
        }),
      ],
      call: (site) => call(connect(onSlowNetwork(site))),
      returns: fails(401, MESSAGES.token),
    },
    {
      helpers: [helper],
      when: `fail ${how} when the token is refused, and no other is to be had`,
      exchanges: [signIn, refusedToken, refusedLater],
      call: (site) => call(connect(site)),
      returns: fails(400, MESSAGES.signIn),
      withoutMock: "No call disables a key that has signed in already.",
    },
    {
      helpers: [helper],
      when: `fail ${how} of another organization`,
      given: [account],
      exchanges: [
        signIn,
        refusing(operationId, 403, MESSAGES.forbidden, {
          when: `to a helper ${how} of another organization`,
          given: [session],
          sends: sends(asOrganization, "other-org"),
        }),
      ],
      call: (site) => call(connect(site, { organizationId: "other-org" })),
      returns: fails(403, MESSAGES.forbidden),
    },
  ];
});

/** A failure of one call that has to do with what is asked. */
interface Refusal {
  readonly helper: string;
  readonly operationId: string;
  readonly status: number;
  readonly message: string;
  readonly when: string;
  /** Besides the account, or the session. */
  readonly given?: readonly State[];
  readonly sends: HelperExchange["sends"];
  readonly call: (client: DidomiClient) => Promise<unknown>;
}

const onNoDay: Recorded = { ...no, details: { created_at: "2023-02-29" } };

const refusedEach = (
  [
    {
      helper: "createUserToken",
      operationId: "createToken",
      status: 400,
      message: "'lifetime' must be >= 1",
      when: "with a token that would live no second",
      sends: mints({ lifetime: 0 }),
      call: (client) => client.createUserToken(ADA, { lifetime: 0 }),
    },
    {
      helper: "getChoices",
      operationId: "listUsers",
      status: 400,
      message: "'regulation' must not be empty",
      when: "under a regulation without a name",
      sends: finds({ regulation: "" }),
      call: (client) => client.getChoices(ADA, { regulation: "" }),
    },
    {
      helper: "getChoices",
      operationId: "getUser",
      status: 400,
      message: "'regulation' must not be empty",
      when: "by Didomi's id under a regulation without a name",
      sends: readsById({ id: byDevice, regulation: "" }),
      call: (client) => client.getChoices({ id: DEVICE }, { regulation: "" }),
    },
    {
      helper: "recordChoices",
      operationId: "createEvent",
      status: 400,
      message: "'created_at' is no day of the calendar",
      when: "on a day that the calendar does not have",
      sends: records(onNoDay),
      call: (client) => client.recordChoices(ADA, { news: false }, { created_at: "2023-02-29" }),
    },
    {
      helper: "recordChoices",
      operationId: "createEvent",
      status: 409,
      message: "'taken-back' already exists",
      when: "under an id that is taken",
      given: [recorded(taken)],
      sends: records(taken),
      call: (client) => client.recordChoices(ADA, { news: false }, { id: "taken-back" }),
    },
  ] satisfies readonly Refusal[] as readonly Refusal[]
).map(
  ({ helper, operationId, status, message, when, given = [], sends, call }): HelperCall => ({
    helpers: [helper],
    when: `fail ${when}`,
    given: [account, ...given],
    exchanges: [
      signIn,
      refusing(operationId, status, message, { when: `to a helper ${when}`, given: [session, ...given], sends }),
    ],
    call: (site) => call(connect(site)),
    returns: fails(status, message),
  }),
);

const unknownDevice: HelperCall = {
  helpers: ["getChoices"],
  when: "give undefined for an id of Didomi's that is unknown",
  given: [account],
  exchanges: [
    signIn,
    refusing("getUser", 404, `No record found for id '${DEVICE}'`, {
      when: "to a helper by an id that is unknown",
      given: [session],
      sends: readsById({ id: byDevice }),
    }),
  ],
  call: (site) => connect(site).getChoices({ id: DEVICE }),
  returns: () => done(undefined),
};

/** The provider's hour is over before the client's: its clock is wrong, or the provider was set back. */
const renewals: readonly HelperCall[] = [
  {
    helpers: ["recordChoices", "getChoices", "isPurposeEnabled"],
    when: "sign in once more after a refusal, and send the same again",
    given: [account],
    exchanges: [
      signIn,
      recordsYes,
      refusing("createEvent", 401, MESSAGES.token, {
        when: "to a helper with a no whose token has run out",
        sends: records(no),
      }),
      signInAgain,
      { ...recordsNo, when: "to a helper with a no and a new token", sends: records(no, asRenewed) },
      { ...findsNo, when: "to a helper with a new token", sends: finds({ as: asRenewed }) },
    ],
    async call(site) {
      const client = connect(site);
      await client.recordChoices(ADA, { news: true });
      await site.passTime(HOUR_MS, "provider");
      const event = await client.recordChoices(ADA, { news: false });
      return [event, isPurposeEnabled(await dataOf(client.getChoices(ADA)), "news")];
    },
    returns: ({ replies }) => [done(replies[4]), false],
  },
  {
    helpers: ["recordChoices", "getChoices"],
    when: "make do with one token as long as the provider takes it",
    given: [account],
    exchanges: [signIn, recordsYes, findsYes],
    async call(site) {
      const client = connect(site);
      await client.recordChoices(ADA, { news: true });
      await site.passTime(HOUR_MS - AHEAD_MS - 1);
      return client.getChoices(ADA);
    },
    returns: (seen) => foundAt(seen, 2),
  },
];

/** A failure in a browser. */
interface BrowserRefusal {
  readonly helper: keyof typeof BROWSER;
  readonly status: number;
  readonly message: string;
  readonly when: string;
  readonly given: readonly State[];
  /** Default: what is given. */
  readonly pactGiven?: readonly State[];
  readonly sends: HelperExchange["sends"];
  readonly options?: Partial<DidomiUserClientOptions>;
  readonly call: (browser: DidomiUserClient, site: CallSite) => Promise<unknown>;
}

const record = (browser: DidomiUserClient): Promise<unknown> => browser.recordChoices({ news: false });
const ofOtherOrganization = { organizationId: "other-org" };

const refusedInBrowsers = (
  [
    {
      helper: "getChoices",
      status: 400,
      message: "'regulation' must not be empty",
      when: "under a regulation without a name",
      given: [consentToken()],
      sends: finds({ as: asEndUser, user: null, regulation: "" }),
      call: (browser) => browser.getChoices({ regulation: "" }),
    },
    {
      helper: "recordChoices",
      status: 400,
      message: "'created_at' is no day of the calendar",
      when: "on a day that the calendar does not have",
      given: [consentToken()],
      sends: records({ ...onNoDay, user: null }, asEndUser),
      call: (browser) => browser.recordChoices({ news: false }, { created_at: "2023-02-29" }),
    },
    {
      helper: "getChoices",
      status: 401,
      message: MESSAGES.token,
      when: "to read when the token has run out, and ask no second time",
      given: [consentToken(SHORT)],
      pactGiven: [],
      sends: finds({ as: asEndUser, user: null }),
      async call(browser, site) {
        await site.passTime(OUTLIVED_MS);
        return browser.getChoices();
      },
    },
    {
      helper: "recordChoices",
      status: 401,
      message: MESSAGES.token,
      when: "to record when the token has run out, and ask no second time",
      given: [consentToken(SHORT)],
      pactGiven: [],
      sends: records(ofOwnUser, asEndUser),
      async call(browser, site) {
        await site.passTime(OUTLIVED_MS);
        return record(browser);
      },
    },
    {
      helper: "getChoices",
      status: 403,
      message: MESSAGES.forbidden,
      when: "to read what another user has chosen",
      given: [consentToken(), recorded(ofBob)],
      sends: finds({ as: asEndUser, user: BOB }),
      options: { organizationUserId: BOB },
      call: (browser) => browser.getChoices(),
    },
    {
      helper: "recordChoices",
      status: 403,
      message: MESSAGES.forbidden,
      when: "to record for another user",
      given: [consentToken()],
      sends: records(asBob, asEndUser),
      options: { organizationUserId: BOB },
      call: record,
    },
    {
      helper: "getChoices",
      status: 403,
      message: MESSAGES.forbidden,
      when: "to read in another organization",
      given: [consentToken()],
      sends: finds({ as: asEndUser, user: null }, "other-org"),
      options: ofOtherOrganization,
      call: (browser) => browser.getChoices(),
    },
    {
      helper: "recordChoices",
      status: 403,
      message: MESSAGES.forbidden,
      when: "to record in another organization",
      given: [consentToken()],
      sends: records(ofOwnUser, asEndUser, "other-org"),
      options: ofOtherOrganization,
      call: record,
    },
    {
      helper: "recordChoices",
      status: 403,
      message: MESSAGES.forbidden,
      when: "to record with a token that may only read",
      given: [consentToken(TO_READ)],
      sends: records(ofOwnUser, asEndUser),
      call: record,
    },
    {
      helper: "recordChoices",
      status: 409,
      message: "'taken-back' already exists",
      when: "under an id that is taken",
      given: [consentToken(), recorded(taken)],
      sends: records({ ...taken, user: null }, asEndUser),
      call: (browser) => browser.recordChoices({ news: false }, { id: "taken-back" }),
    },
  ] satisfies readonly BrowserRefusal[] as readonly BrowserRefusal[]
).map(
  ({ helper, status, message, when, given, pactGiven = given, sends, options, call }): HelperCall => ({
    helpers: [BROWSER[helper]],
    when: `fail ${when}`,
    given,
    exchanges: [
      refusing(helper === "getChoices" ? "listUsers" : "createEvent", status, message, {
        when: `to a browser ${when}`,
        given: pactGiven,
        sends,
      }),
    ],
    call: (site) => call(openBrowser(site, options), site),
    returns: fails(status, message),
  }),
);

const nowhere = { baseUrl: "http://provider.invalid", from: () => ADAS } as unknown as CallSite;

export const helpers: Helpers = {
  functions: [
    ...functionsOf(module, connect(nowhere)),
    ...functionsOf({}, openBrowser(nowhere)).map((name) => `${name} in a browser`),
  ],
  calls: [
    ...tokens,
    ...endUserTokens,
    ...recordings,
    ...scopes,
    ...history,
    ...browsers,
    ...refusedAlike,
    ...refusedEach,
    unknownDevice,
    ...renewals,
    ...refusedInBrowsers,
  ],
};
