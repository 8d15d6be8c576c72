import { defineMock } from "standin/mock";
import { api } from "./generated/api.ts";
import { checkSeed, defaultSeed, describeCredentials, exampleRequest, seed } from "./seed.ts";
import { state } from "./state.ts";

/** A mock of the shop. Every start loads this part of it; the first request loads `behaviour`. */
export const shopMock = defineMock({
  api,
  state,
  counters: ["items"],
  defaultSeed,
  checkSeed,
  seed,
  describeCredentials,
  exampleRequest,
  document: async () => (await import("./generated/spec.json", { with: { type: "json" } })).default,
  behaviour: async () => (await import("./behaviour.ts")).behaviour,
});
