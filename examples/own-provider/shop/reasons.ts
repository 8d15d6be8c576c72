import { defineReasons } from "standin/mock";

/** Why this mock refuses a request. The journal shows it; clients do not see it. */
export const reasons = defineReasons({
  noToken: "No bearer token was sent. Send one that the seed has as Authorization: Bearer <token>.",
  unknownToken: 'World "{world}" does not have the token that was sent.',
  noItem: 'World "{world}" has no item {id}.',
  nameTaken: 'World "{world}" has an item of the name {name} already.',
  reserved: "The item {id} is reserved until {until}.",
});
