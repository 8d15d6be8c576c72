export type { Bug } from "#engine/engine.ts";
export type { ExchangeReply, ExchangeRequest } from "#engine/exchange.ts";
export type { JournalEntry } from "#engine/journal.ts";
export { type ProviderName, providerNames } from "#mocks/registry.ts";
export type { Interception, InterceptOptions } from "./interception.ts";
export {
  createStandin,
  type Standin,
  type StandinOptions,
  type StandinServer,
  type StandinWorld,
} from "./standin.ts";
