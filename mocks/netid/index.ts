import { defineMock } from "#engine/contract/mock.ts";
import { api } from "#generated/netid/api.ts";
import { checkSeed, defaultSeed, describeCredentials, exampleRequest, writeSeed } from "./seed.ts";
import { state } from "./state.ts";

/** netID's Permission Center: what users decided on partners' sites, kept for all of their devices. */
export const netid = defineMock({
  api,
  state,
  defaultSeed,
  checkSeed,
  seed: writeSeed,
  describeCredentials,
  exampleRequest,
  behaviour: async () => (await import("./behaviour.ts")).behaviour,
});
