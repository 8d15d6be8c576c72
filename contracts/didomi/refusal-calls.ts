import type { DidomiClient } from "#clients/didomi.ts";
import type { FromState, HelperCall, HelperExchange, Sent, State } from "../agreement/contract.ts";
import { no, onNoDay, refusedLater, taken } from "./answers.ts";
import { connect, done, fails, onSlowNetwork } from "./connections.ts";
import {
  ADA,
  type Asker,
  account,
  asOrganization,
  asRenewed,
  byDevice,
  DEVICE,
  finds,
  MESSAGES,
  mints,
  readsById,
  recorded,
  records,
  refusedSignIn,
  refusing,
  session,
  signIn,
  signInAgain,
} from "./exchanges.ts";

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

export const refusedAlike = attempts.flatMap(({ helper, operationId, how, sends, call }): readonly HelperCall[] => {
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

export const refusedEach = (
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

export const unknownDevice: HelperCall = {
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
