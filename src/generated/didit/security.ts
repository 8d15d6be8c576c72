// Written by `npm run generate`. Do not edit: change the spec.

/** The security schemes of each operation. */
export interface Security {
  readonly createClientToken: "clientCredentials";
  readonly createSession: "clientToken";
  readonly getSessionStatus: "clientToken" | "dataSessionToken";
  readonly preflightSessionStatus: never;
  readonly getSessionDecision: "clientToken";
  readonly getSessionInformation: "appUserToken";
  readonly updateSession: "appUserToken";
  readonly showAuthorizePage: never;
  readonly createVerificationSession: "clientToken";
  readonly getVerificationDecision: "clientToken";
  readonly updateVerificationStatus: "clientToken";
  readonly generateVerificationPdf: "clientToken";
  readonly showVerificationPage: never;
}
