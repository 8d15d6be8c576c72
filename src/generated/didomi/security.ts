// Written by `npm run generate`. Do not edit: change the spec.

/** The security schemes of each operation. */
export interface Security {
  readonly createSession: never;
  readonly createToken: "organizationToken";
  readonly listUsers: "organizationToken" | "consentToken";
  readonly createUser: "organizationToken";
  readonly getUser: "organizationToken" | "consentToken";
  readonly deleteUser: "organizationToken";
  readonly updateUser: "organizationToken";
  readonly listEvents: "organizationToken" | "consentToken";
  readonly createEvent: "organizationToken" | "consentToken";
  readonly deleteEvents: "organizationToken";
  readonly getEvent: "organizationToken" | "consentToken";
  readonly deleteEvent: "organizationToken";
  readonly updateEvent: "organizationToken";
  readonly createProof: "organizationToken";
  readonly getProof: "organizationToken";
}
