import { defineReasons } from "#engine/contract/reasons.ts";

/** Why a mock that is made of a spec alone refuses a request. */
export const reasons = defineReasons({
  noCredentials: "No credentials were sent. The spec asks for {expected}.",
  unknownCredentials: 'The seed lists the credentials of "{scheme}", and those that were sent are not among them.',
  missingScope: 'The credentials of "{scheme}" lack the scope "{scope}", which this operation needs.',
  unknownItem: 'World "{world}" has no item at {path}.',
  unknownOwner: 'World "{world}" has no item at {path}, to which this path belongs.',
  taken: "There is an item at {path} already.",
  noId: "The body does not say which item it replaces: it lacks {member}.",
  noPage: "There is no such page: {detail}.",
  noChange: "The body is neither a map of changes nor a list of the operations of a JSON Patch.",
  unreachable: "No path leads to an item that is called {id}.",
  patchFailed: "The patch cannot be applied: {detail}.",
});
