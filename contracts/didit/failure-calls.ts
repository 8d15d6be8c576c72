import type { DiditClient } from "#clients/didit.ts";
import type { HelperCall, HelperExchange, Sent, State } from "../agreement/contract.ts";
import {
  application,
  applicationWithoutGrant,
  asClient,
  asJson,
  CLIENT,
  connect,
  connectLate,
  failed,
  NEXT_TOKEN,
  signIn,
  signInAgain,
  TOKEN,
  UNKNOWN_ID,
} from "./exchanges.ts";
import { INVALID_CLIENT, notGranted, UNAUTHORIZED_CLIENT, wrongSecret } from "./token-calls.ts";

/** A function of the client that requests an unknown resource. */
export interface Asker {
  readonly helper: keyof DiditClient;
  readonly operationId: string;
  readonly sends: Sent;
  readonly call: (client: DiditClient) => Promise<unknown>;
}

const lost = { session_id: UNKNOWN_ID, session_token: "lost-token" };
const status = {
  operationId: "getSessionStatus",
  sends: { path: `/auth/v2/session/${UNKNOWN_ID}/status/`, headers: { "data-session-token": "lost-token" } },
};

export const askers: readonly Asker[] = [
  {
    helper: "createSession",
    operationId: "createSession",
    sends: { path: "/auth/v2/session/", headers: asJson, body: { scope: "gender" } },
    call: (client) => client.createSession({ scope: "gender" }),
  },
  { helper: "getStatus", ...status, call: (client) => client.getStatus(lost) },
  { helper: "poll", ...status, call: (client) => client.poll(lost) },
  {
    helper: "getDecision",
    operationId: "getSessionDecision",
    sends: { path: `/auth/v2/session/${UNKNOWN_ID}/decision/` },
    call: (client) => client.getDecision(UNKNOWN_ID),
  },
  {
    helper: "createVerification",
    operationId: "createVerificationSession",
    sends: { path: "/v1/session/", headers: asJson, body: { vendor_data: "customer-70" } },
    call: (client) => client.createVerification({ vendorData: "customer-70" }),
  },
  {
    helper: "getVerification",
    operationId: "getVerificationDecision",
    sends: { path: `/v1/session/${UNKNOWN_ID}/decision/` },
    call: (client) => client.getVerification(UNKNOWN_ID),
  },
  {
    helper: "updateStatus",
    operationId: "updateVerificationStatus",
    sends: { path: `/v1/session/${UNKNOWN_ID}/update-status/`, headers: asJson, body: { new_status: "Declined" } },
    call: (client) => client.updateStatus(UNKNOWN_ID, "Declined"),
  },
  {
    helper: "downloadPdf",
    operationId: "generateVerificationPdf",
    sends: { path: `/v1/session/${UNKNOWN_ID}/generate-pdf/`, headers: { accept: "application/pdf" } },
    call: (client) => client.downloadPdf(UNKNOWN_ID),
  },
];

/** The same with the client's token. */
export const withToken =
  ({ headers, ...sends }: Sent, token = TOKEN): HelperExchange["sends"] =>
  (from) => ({ ...sends, headers: { ...headers, ...asClient(from, token) } });

interface Refusal {
  readonly when: string;
  readonly example?: string;
  readonly given?: readonly State[];
  readonly detail: string;
  readonly token?: string;
}

/** Data transfer has the sentence under two names. */
const isTransfer = (operationId: string): boolean => !operationId.includes("Verification");

const toRefusal = (
  { operationId, sends }: Pick<Asker, "operationId" | "sends">,
  code: number,
  { when, example, given = [application], detail, token }: Refusal,
): HelperExchange => ({
  operationId,
  status: code,
  when: `to a helper ${when}`,
  given,
  ...(example !== undefined && { example }),
  differs: isTransfer(operationId) ? { detail, message: detail } : { detail },
  exactly: isTransfer(operationId) ? ["detail", "message"] : ["detail"],
  sends: withToken(sends, token),
});

const REFUSED = "Incorrect authentication credentials.";
const FORBIDDEN = "You do not have permission to perform this action.";
const UNKNOWN = "Not found.";
const NO_JSON = 'Unsupported media type "text/json" in request.';

const runOut: readonly State[] = [application, ["an expired client token", { client_id: CLIENT.clientId }]];

/** The reply to a token that has run out. @param sends what is sent besides the token */
export const refusedOnce = (operationId: string, sends: Sent, when = "whose token has run out"): HelperExchange =>
  toRefusal({ operationId, sends }, 401, { when, example: "refused", given: runOut, detail: REFUSED });

const ONLY_APPS = "The mock says so to tokens of the Didit app alone, and no helper has one.";
const ONLY_TEXT = "A helper sends JSON as JSON, always.";

/** What each function does where it is refused whatever it asks. */
function toFailures(operationId: string, own: readonly Asker[]): HelperCall[] {
  const [first] = own;
  if (first === undefined) return [];
  const isAboutOne = first.sends.path.includes(UNKNOWN_ID);
  const isWriting = first.sends.body !== undefined;
  const refused = refusedOnce(operationId, first.sends, "whose first token has run out");
  const refusedAgain = toRefusal(first, 401, {
    when: "whose second token has run out",
    example: "refused",
    given: runOut,
    detail: REFUSED,
    token: NEXT_TOKEN,
  });
  const forbidden = toRefusal(first, 403, { when: "that may not", detail: FORBIDDEN });
  const unknown = toRefusal(first, 404, { when: "for an unknown resource", detail: UNKNOWN });
  const noJson = toRefusal(first, 415, { when: "that has sent no JSON", detail: NO_JSON });
  return own.flatMap(({ helper, call }): HelperCall[] => [
    {
      helpers: [helper],
      when: "fail, and send nothing more, when id or secret are wrong",
      exchanges: [wrongSecret],
      call: (site) => call(connect(site, { clientSecret: "guessed" })),
      returns: () => INVALID_CLIENT,
    },
    {
      helpers: [helper],
      when: "fail, and send nothing more, when the application may not have tokens",
      given: [applicationWithoutGrant],
      exchanges: [notGranted],
      call: (site) => call(connect(site)),
      returns: () => UNAUTHORIZED_CLIENT,
    },
    {
      helpers: [helper],
      when: "ask once more with a new token, and then fail",
      given: [application],
      exchanges: [signIn, refused, signInAgain, refusedAgain],
      call: (site) => call(connectLate(site, 2)),
      returns: () => failed(401, REFUSED),
    },
    {
      helpers: [helper],
      when: "fail when the token does not suffice",
      exchanges: [signIn, forbidden],
      call: (site) => call(connect(site)),
      returns: () => failed(403, FORBIDDEN),
      withoutMock: ONLY_APPS,
    },
    ...(isAboutOne
      ? [
          {
            helpers: [helper],
            when: "fail when the session is unknown",
            exchanges: [signIn, unknown],
            call: (site) => call(connect(site)),
            returns: () => failed(404, UNKNOWN),
          } satisfies HelperCall,
        ]
      : []),
    ...(isWriting
      ? [
          {
            helpers: [helper],
            when: "fail when the body is not taken for JSON",
            exchanges: [signIn, noJson],
            call: (site) => call(connect(site)),
            returns: () => failed(415, NO_JSON),
            withoutMock: ONLY_TEXT,
          } satisfies HelperCall,
        ]
      : []),
  ]);
}

export const failureCalls: readonly HelperCall[] = [...new Set(askers.map(({ operationId }) => operationId))].flatMap(
  (operationId) =>
    toFailures(
      operationId,
      askers.filter((each) => each.operationId === operationId),
    ),
);
