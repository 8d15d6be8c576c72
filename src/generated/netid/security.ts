// Written by `npm run generate`. Do not edit: change the spec.

/** The security schemes of each operation. */
export interface Security {
  readonly readStatus: "bearerToken" | "tpidCookie";
  readonly preflightStatus: never;
  readonly exportPermissions: "exportUser";
  readonly writePermissions: "bearerToken" | "tpidCookie";
  readonly preflightPermissions: never;
}
