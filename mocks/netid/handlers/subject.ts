/** The identifiers that the second generation was asked for, by either spelling of the parameter. */
export const askedIdentifiers = (query: {
  readonly "q.identifier.in"?: readonly string[];
  readonly "q.identifier"?: readonly string[];
}): ReadonlySet<string> =>
  new Set([...(query["q.identifier.in"] ?? []), ...(query["q.identifier"] ?? [])].map((name) => name.trim()));
