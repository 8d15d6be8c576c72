// Written by `npm run generate`. Do not edit: change the spec.

/** The security schemes of each operation. */
export interface Security {
  readonly recordConsent: "apiToken";
  readonly recordConsentV2: "apiToken";
  readonly recordConsentV4: "apiToken";
  readonly validateWebspace: never;
  readonly validateApiToken: never;
}
