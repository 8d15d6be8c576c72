import { defineMock } from "#engine/contract/mock.ts";
import { api } from "#generated/didit/api.ts";
import { checkSeed, defaultSeed, describeCredentials, exampleRequest, writeSeed } from "./seed.ts";
import { state } from "./state.ts";
import { webhooks } from "./webhooks.ts";

/** Didit's data transfer, identity verification of version 1, and sessions of workflows of versions 2 and 3. */
export const didit = defineMock({
  api,
  state,
  counters: [
    "sessions of *",
    "verifications of *",
    "workflow sessions of *",
    "destinations of *",
    "workflows of *",
    "users of *",
  ],
  defaultSeed,
  checkSeed,
  seed: writeSeed,
  describeCredentials,
  exampleRequest,
  webhooks,
  behaviour: async () => (await import("./behaviour.ts")).behaviour,
});
