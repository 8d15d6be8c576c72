import {
  ADA,
  answered,
  BOB,
  finding,
  MESSAGES,
  minting,
  ORGANIZATION,
  type Recorded,
  recorded,
  recording,
  refusing,
  session,
  signIn,
} from "./exchanges.ts";

export const query = { organization_id: ORGANIZATION, organization_user_id: ADA };

export const unknownAda = finding(undefined, { when: "to a helper that asks for an unknown user" });

/** The key that has signed in signs in no more. */
export const refusedLater = refusing("createSession", 400, MESSAGES.signIn, {
  when: "to a helper whose key was disabled in the meantime",
  sends: signIn.sends,
});

export const forAda = minting("to a helper that names an end user");

export const yes: Recorded = { purposes: [{ id: "news", enabled: true }] };

export const no: Recorded = { purposes: [{ id: "news", enabled: false }] };

export const recordsYes = recording(yes, { when: "to a helper with a yes" });

export const recordsNo = recording(no, { when: "to a helper with a no", given: [session, recorded(yes)] });

export const findsYes = finding(
  { version: 1, purposes: [answered("news", true)] },
  { when: "to a helper with a yes that was recorded", given: [session, recorded(yes)] },
);

/** The same after more was recorded, which is gone. */
export const findsYesAlone = finding(
  { purposes: [answered("news", true)] },
  { when: "to a helper with a yes that alone is left", given: [session, recorded(yes)] },
);

export const findsOwnAtBackEnd = finding(
  { version: 1, purposes: [answered("news", false)] },
  { when: "to a helper with what a user has recorded", given: [session, recorded(no)] },
);

export const findsNo = finding(
  { version: 2, purposes: [answered("news", false)] },
  { when: "to a helper with a yes that was taken back", given: [session, recorded(yes), recorded(no)] },
);

export const ofBob: Recorded = { ...no, details: { id: "bobs-own" }, user: { organization_user_id: BOB } };

export const asBob: Recorded = { ...no, user: { organization_user_id: BOB } };

export const underCpra: Recorded = { ...no, details: { regulation: "cpra" } };

export const taken: Recorded = { ...no, details: { id: "taken-back" } };

export const ofOwnUser: Recorded = { ...no, user: null };

export const onNoDay: Recorded = { ...no, details: { created_at: "2023-02-29" } };
