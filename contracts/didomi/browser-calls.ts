import {
  createDidomiUserClient,
  type DidomiUserClient,
  type DidomiUserClientOptions,
  isPurposeEnabled,
  type TokenDetails,
} from "#clients/didomi.ts";
import type { CallSite, HelperCall, HelperExchange, State } from "../agreement/contract.ts";
import {
  asBob,
  findsOwnAtBackEnd,
  forAda,
  no,
  ofBob,
  ofOwnUser,
  onNoDay,
  query,
  taken,
  underCpra,
  unknownAda,
  yes,
} from "./answers.ts";
import { BROWSER, connect, dataOf, done, fails, foundAt, lastReply, openBrowser } from "./connections.ts";
import {
  ADA,
  ADAS,
  account,
  answered,
  approving,
  asEndUser,
  BOB,
  consentToken,
  finding,
  finds,
  MESSAGES,
  minting,
  ORGANIZATION,
  type Recorded,
  recorded,
  recording,
  records,
  refusing,
  signIn,
} from "./exchanges.ts";

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
  when: "to a browser that names no user",
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

export const browsers: readonly HelperCall[] = [
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

export const record = (browser: DidomiUserClient): Promise<unknown> => browser.recordChoices({ news: false });

const ofOtherOrganization = { organizationId: "other-org" };

export const refusedInBrowsers = (
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
