import {
  createDiditClient,
  type DiditClient,
  type DiditClientCredentials,
  type DiditConnectionOptions,
} from "#clients/didit.ts";
import type { Fetch } from "#clients/fetch.ts";
import type { CallSite, FromState, HelperExchange, Sent, State } from "../agreement/contract.ts";

export const CLIENT = { clientId: "helper-client", clientSecret: "geheim:ñ" };
/** `helper-client:geheim:ñ` in UTF-8. */
const BASIC = "Basic aGVscGVyLWNsaWVudDpnZWhlaW06w7E=";
/** `other-client:another-secret`. */
const OTHER_BASIC = "Basic b3RoZXItY2xpZW50OmFub3RoZXItc2VjcmV0";

/** Examples of tokens: the first one that a client is given, the one after that, and one of another application. */
export const TOKEN = "helper-token-1";
export const NEXT_TOKEN = "helper-token-2";
export const OTHER_TOKEN = "helper-token-of-the-other";

export const SESSION = "a1b2c3d4-0000-4000-8000-0000000000aa";
export const SESSION_TOKEN = "helper-session-token";
export const UNKNOWN_ID = "99999999-9999-4999-8999-999999999999";

export const DAY_MS = 86_400_000;

const APPLICATION = {
  client_id: CLIENT.clientId,
  client_secret: CLIENT.clientSecret,
  id: "0a0a0a0a-0000-4000-8000-00000000000b",
  name: "Helper",
  organization_id: "helper-org",
  features: "OCR + NFC + AML",
};

export const application: State = ["an application", APPLICATION];
export const disabledApplication: State = ["an application", { ...APPLICATION, active: false }];
export const DEFAULT_SCOPE = "phone names";
export const applicationWithScope: State = ["an application", { ...APPLICATION, default_scope: DEFAULT_SCOPE }];
export const applicationWithoutGrant: State = ["an application", { ...APPLICATION, client_credentials: false }];

export const OTHER = { clientId: "other-client", clientSecret: "another-secret" };
export const otherApplication: State = [
  "an application",
  {
    client_id: OTHER.clientId,
    client_secret: OTHER.clientSecret,
    id: "0b0b0b0b-0000-4000-8000-00000000000c",
    organization_id: "other-org",
  },
];

/** A client with these credentials, at the place of the call. */
export const connect = (
  { baseUrl, fetch, now }: CallSite,
  settings: DiditConnectionOptions & Partial<DiditClientCredentials> = {},
): DiditClient => createDiditClient({ baseUrl, fetch, now, ...CLIENT, ...settings });

const isTokenCall = ({ url }: Request): boolean => url.endsWith("/auth/v2/token/");

/**
 * A client whose first tokens take longer to arrive than they live.
 *
 * @param pass stands between the client and the network
 */
export function connectLate(
  site: CallSite,
  late: number,
  pass: (request: Request, send: Fetch) => Promise<Response> = (request, send) => send(request),
): DiditClient {
  let left = late;
  return connect(site, {
    async fetch(request) {
      const reply = await pass(request, site.fetch);
      if (isTokenCall(request) && left > 0) {
        left -= 1;
        await site.passTime(DAY_MS, "provider");
      }
      return reply;
    },
  });
}

export const asClient = (from: FromState, token = TOKEN) => ({
  authorization: `Bearer ${from("access_token", token)}`,
});
export const asJson = { "content-type": "application/json" };

/** What asks for a client token. */
export const askForToken: Sent = {
  path: "/auth/v2/token/",
  headers: { authorization: BASIC, "content-type": "application/x-www-form-urlencoded" },
  body: "grant_type=client_credentials",
};

const toSignIn = (when: string, token: string, more: Partial<HelperExchange> = {}): HelperExchange => ({
  operationId: "createClientToken",
  status: 200,
  when,
  given: [application],
  differs: {
    sub: APPLICATION.id,
    client_id: CLIENT.clientId,
    organization_id: APPLICATION.organization_id,
    access_token: token,
  },
  exactly: ["sub", "client_id", "organization_id", "expires_in"],
  sends: () => askForToken,
  ...more,
});

export const signIn = toSignIn("to a helper with id and secret", TOKEN);
export const signInAgain = toSignIn("to a helper that needs another token", NEXT_TOKEN);
/** The life of this token is not the usual one. */
export const signInShortly = toSignIn("to a helper with a short life of the token", TOKEN, {
  differs: { expires_in: 600, access_token: TOKEN },
});
export const signInAtVendor = toSignIn("to a helper at the vendor's host", TOKEN, {
  sends: () => ({ base: "https://apx.didit.me", ...askForToken }),
});
export const signInAsOther = toSignIn("to a helper of another application", OTHER_TOKEN, {
  given: [otherApplication],
  differs: { client_id: OTHER.clientId, organization_id: "other-org", access_token: OTHER_TOKEN },
  exactly: ["client_id", "organization_id"],
  sends: () => ({ ...askForToken, headers: { ...askForToken.headers, authorization: OTHER_BASIC } }),
});

/** The result of a failure that the provider explains by one sentence. */
export const failed = (status: number, detail: string) => ({
  ok: false,
  status,
  error: { detail },
  message: detail,
});

/** The result of errors of one field. */
export const complained = (field: string, texts: readonly string[]) => ({
  ok: false,
  status: 400,
  error: { fields: { [field]: texts } },
  message: `${field}: ${texts[0]}`,
});
