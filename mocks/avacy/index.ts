import { defineProvider } from "#engine/contract/provider.ts";
import { api } from "#generated/avacy/api.ts";
import { checkSeed, defaultSeed, describeCredentials, exampleRequest, seed } from "./seed.ts";
import { state } from "./state.ts";

/** Avacy's Consent Solution API. */
export const avacy = defineProvider({
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
