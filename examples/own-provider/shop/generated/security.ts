// Written by `standin generate`. Do not edit: change the spec.

/** The security schemes of each operation. */
export interface Security {
  readonly listItems: "token";
  readonly createItem: "token";
  readonly getItem: "token";
  readonly deleteItem: "token";
  readonly reserveItem: "token";
}
