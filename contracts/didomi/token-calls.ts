import { createDidomiClient, isPurposeEnabled, type TokenDetails } from "#clients/didomi.ts";
import type { HelperCall, HelperExchange } from "../agreement/contract.ts";
import { findsNo, findsYes, forAda, no, recordsNo, recordsYes, refusedLater, unknownAda } from "./answers.ts";
import { AHEAD_MS, connect, dataOf, done, foundAt, HOUR_MS, lastReply, tokenAt } from "./connections.ts";
import {
  ADA,
  account,
  asRenewed,
  failure,
  finding,
  finds,
  KEY,
  MESSAGES,
  minting,
  ORGANIZATION,
  records,
  refusedSignIn,
  refusing,
  SECRET,
  signIn,
  signInAgain,
} from "./exchanges.ts";

const signInAtVendor: HelperExchange = {
  ...signIn,
  when: "to a helper that signs in at the vendor's host",
  sends: (from) => ({ ...signIn.sends(from), base: "https://api.didomi.io/v1" }),
};

const unknownAdaLater = finding(undefined, { when: "to a helper with the token that came next", as: asRenewed });

export const tokens: readonly HelperCall[] = [
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

const DETAILS = {
  delegate: { id: "agent-9", metadata: { desk: 4 }, name: "Front desk" },
  event: { metadata: { channel: "kiosk" }, user: { metadata: { tier: "silver" } } },
  lifetime: 1800,
  metadata: { campaign: "autumn" },
  permissions: ["read", "write"],
  validations: { email: { approval: false, enabled: false } },
} satisfies TokenDetails;

export const endUserTokens: readonly HelperCall[] = [
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

/** The provider's hour is over before the client's: its clock is wrong, or the provider was set back. */
export const renewals: readonly HelperCall[] = [
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
