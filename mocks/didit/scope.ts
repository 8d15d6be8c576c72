import { MOST_VIOLATIONS } from "#engine/contract/limits.ts";
import type { components } from "#generated/didit/types.ts";
import { UNKNOWN_SCOPE } from "./assumptions.ts";

type UserData = components["schemas"]["UserData"];

/** The words of a scope, and their members of `user_data`. */
const MEMBERS: ReadonlyMap<string, keyof UserData> = new Map([
  ["email", "email"],
  ["phone", "phone"],
  ["picture", "picture"],
  // One page of the provider has the plural, for the same data.
  ["pictures", "picture"],
  ["names", "names"],
  ["user_id", "user_id"],
  ["is_verified", "is_verified"],
  ["is_over_18", "is_over_18"],
  ["is_over_21", "is_over_21"],
  ["preferences", "preferences"],
  ["gender", "gender"],
  ["birthdate", "birthdate"],
  ["document_detail", "document_detail"],
  ["address", "address"],
  ["bank_account", "bank_account"],
  ["instagram_account", "instagram_account"],
  ["x_account", "x_account"],
  ["tiktok_account", "tiktok_account"],
] as const);

/** A scope of all data. */
export const EVERYTHING = [...MEMBERS.keys()].filter((word) => word !== "pictures").join(" ");

export const wordsOf = (scope: string): string[] => scope.split(/\s+/).filter((word) => word !== "");

/** Returns the members of `user_data` in a scope. */
export const membersOf = (scope: string): ReadonlySet<keyof UserData> =>
  new Set(wordsOf(scope).flatMap((word) => MEMBERS.get(word) ?? []));

export const notAChoice = (word: string): string => `"${word}" is not a valid choice.`;

/** The words that name no data, and are refused for it: as many of them as complaints are kept. */
export const unknownWordsOf = (scope: string): string[] =>
  UNKNOWN_SCOPE === "ignore"
    ? []
    : wordsOf(scope)
        .filter((word) => !MEMBERS.has(word))
        .slice(0, MOST_VIOLATIONS);

/** Complaints about words that name no data. */
export const complaintsAboutScope = (scope: string): string[] => unknownWordsOf(scope).map(notAChoice);

/** The approved words that the session did not ask for: as many of them as complaints are kept. */
export function unrequestedWordsOf(approved: string, requested: string): string[] {
  const members = membersOf(requested);
  const isUnrequested = (word: string): boolean => {
    const member = MEMBERS.get(word);
    return member === undefined || !members.has(member);
  };
  return wordsOf(approved).filter(isUnrequested).slice(0, MOST_VIOLATIONS);
}

/** The approved words out of those asked for, in the order and spelling in which they were asked for. */
export function approvedOf(requested: string, approved: string): string {
  const members = membersOf(approved);
  return wordsOf(requested)
    .filter((word) => {
      const member = MEMBERS.get(word);
      return member !== undefined && members.has(member);
    })
    .join(" ");
}
