import { defineMock } from "#engine/contract/mock.ts";
import { api } from "#generated/avacy/api.ts";
import { checkSeed, defaultSeed, describeCredentials, exampleRequest, seed } from "./seed.ts";
import { state } from "./state.ts";

/** Avacy's Consent Solution API. */
export const avacy = defineMock({
  api,
  state,
  counters: ["consents", "consents/*"],
  defaultSeed,
  checkSeed,
  seed,
  describeCredentials,
  exampleRequest,
  behaviour: async () => (await import("./behaviour.ts")).behaviour,
});
