import type { HelperCall, HelperExchange, Seen } from "../agreement/contract.ts";
import {
  application,
  applicationWithoutGrant,
  askForToken,
  CLIENT,
  connect,
  DAY_MS,
  disabledApplication,
  signIn,
  signInAgain,
  signInShortly,
} from "./exchanges.ts";

const tokenIn = ({ replies }: Seen, at: number) => ({
  ok: true,
  data: (replies[at] as { readonly access_token: string }).access_token,
});

export const wrongSecret: HelperExchange = {
  operationId: "createClientToken",
  status: 401,
  when: "to a helper with a wrong secret",
  given: [application],
  sends: () => ({
    ...askForToken,
    // `helper-client:guessed`
    headers: { ...askForToken.headers, authorization: "Basic aGVscGVyLWNsaWVudDpndWVzc2Vk" },
  }),
};
export const notGranted: HelperExchange = {
  operationId: "createClientToken",
  status: 400,
  when: "to a helper whose application may not have tokens",
  given: [applicationWithoutGrant],
  example: "unauthorizedClient",
  differs: { error_description: undefined },
  exactly: ["error"],
  sends: () => askForToken,
};
export const disabled: HelperExchange = {
  operationId: "createClientToken",
  status: 401,
  when: "to a helper whose application is disabled",
  given: [disabledApplication],
  sends: () => askForToken,
};

const explained: HelperExchange = {
  operationId: "createClientToken",
  status: 400,
  when: "to a helper, in words for people",
  given: [applicationWithoutGrant],
  differs: { error_description: "Ask your administrator." },
  sends: () => askForToken,
};

export const INVALID_CLIENT = { ok: false, status: 401, error: { error: "invalid_client" }, message: "invalid_client" };
export const UNAUTHORIZED_CLIENT = {
  ok: false,
  status: 400,
  error: { error: "unauthorized_client" },
  message: "unauthorized_client",
};

export const tokenCalls: readonly HelperCall[] = [
  {
    helpers: ["getClientToken"],
    when: "ask once for a token, however many need it",
    exchanges: [signIn],
    async call(site) {
      const client = connect(site);
      const together = await Promise.all([client.getClientToken(), client.getClientToken(), client.getClientToken()]);
      return [...together, await client.getClientToken()];
    },
    returns: (seen) => Array(4).fill(tokenIn(seen, 0)),
  },
  {
    helpers: ["getClientToken"],
    when: "renew the token a minute before its end, and not before",
    exchanges: [signIn, signInAgain],
    async call(site) {
      const client = connect(site);
      const first = await client.getClientToken();
      await site.passTime(DAY_MS - 60_001);
      const second = await client.getClientToken();
      await site.passTime(1);
      const third = await client.getClientToken();
      return [first, second, third, await client.getClientToken()];
    },
    returns: (seen) => [tokenIn(seen, 0), tokenIn(seen, 0), tokenIn(seen, 1), tokenIn(seen, 1)],
  },
  {
    helpers: ["getClientToken"],
    when: "renew the token by the life that the reply tells",
    exchanges: [signInShortly, signInAgain],
    async call(site) {
      const client = connect(site);
      const first = await client.getClientToken();
      await site.passTime(539_999);
      const second = await client.getClientToken();
      await site.passTime(1);
      return [first, second, await client.getClientToken()];
    },
    returns: (seen) => [tokenIn(seen, 0), tokenIn(seen, 0), tokenIn(seen, 1)],
    withoutMock: "Every token of the mock lives a day.",
  },
  {
    helpers: ["getClientToken"],
    when: "give the old token as long as it lives when there is no other, and then fail",
    given: [application],
    exchanges: [signIn, disabled, disabled],
    async call(site) {
      const client = connect(site);
      const first = await client.getClientToken();
      await site.prepare(...disabledApplication);
      await site.passTime(DAY_MS - 1);
      const second = await client.getClientToken();
      await site.passTime(1);
      return [first, second, await client.getClientToken()];
    },
    returns: (seen) => [tokenIn(seen, 0), tokenIn(seen, 0), INVALID_CLIENT],
  },
  {
    helpers: ["getClientToken"],
    when: "fail when the secret is wrong, and ask anew the next time",
    exchanges: [wrongSecret, wrongSecret],
    async call(site) {
      const client = connect(site, { clientSecret: "guessed" });
      return [await client.getClientToken(), await client.getClientToken()];
    },
    returns: () => [INVALID_CLIENT, INVALID_CLIENT],
  },
  {
    helpers: ["getClientToken"],
    when: "fail when the application may not have tokens",
    exchanges: [notGranted],
    call: (site) => connect(site).getClientToken(),
    returns: () => UNAUTHORIZED_CLIENT,
  },
  {
    helpers: ["getClientToken"],
    when: "hand on what the provider says for people",
    exchanges: [explained],
    call: (site) => connect(site).getClientToken(),
    returns: () => ({
      ok: false,
      status: 400,
      error: { error: "invalid_request", error_description: "Ask your administrator." },
      message: "Ask your administrator.",
    }),
    withoutMock: "The mock says it by a code alone.",
  },
  {
    helpers: ["getClientToken"],
    when: "refuse credentials that cannot be right, and send nothing",
    exchanges: [],
    call: async (site) =>
      [{ clientId: "" }, { clientId: "a:b" }, { clientSecret: "" }, { baseUrl: "/relative" }].map((wrong) => {
        try {
          return connect(site, { ...CLIENT, ...wrong });
        } catch (error) {
          return error instanceof TypeError;
        }
      }),
    returns: () => Array(4).fill(true),
  },
];
