import { defineMock } from "#engine/contract/mock.ts";
import { api } from "#generated/didomi/api.ts";
import { checkSeed, defaultSeed, describeCredentials, exampleRequest, writeSeed } from "./seed.ts";
import { state } from "./state.ts";

/** Didomi's Consents API: what end users agreed to, organization by organization, computed from events. */
export const didomi = defineMock({
  api,
  state,
  counters: ["steps"],
  defaultSeed,
  checkSeed,
  seed: writeSeed,
  describeCredentials,
  exampleRequest,
  behaviour: async () => (await import("./behaviour.ts")).behaviour,
});
