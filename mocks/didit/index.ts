import { defineMock } from "#engine/contract/mock.ts";
import { api } from "#generated/didit/api.ts";
import { checkSeed, defaultSeed, describeCredentials, exampleRequest, writeSeed } from "./seed.ts";
import { state } from "./state.ts";
import { webhooks } from "./webhooks.ts";

/** Didit's data transfer and identity verification, version 1. */
export const didit = defineMock({
  api,
  state,
  counters: ["sessions of *", "verifications of *"],
  defaultSeed,
  checkSeed,
  seed: writeSeed,
  describeCredentials,
  exampleRequest,
  webhooks,
  behaviour: async () => (await import("./behaviour.ts")).behaviour,
});
