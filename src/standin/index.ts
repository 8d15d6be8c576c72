export type { BuiltIn, Providers, ProviderTypes } from "#clients/provider-types.ts";
export type {
  Exchange,
  ExchangeFilter,
  ExchangeQuery,
  Fault,
  FaultMatch,
  FaultRequest,
  Har,
  MatchedRequest,
  OutboxEvent,
  ProviderState,
  Snapshot,
  WaitOptions,
  World,
  WorldClock,
  WorldFaults,
  WorldInterception,
  WorldInterceptOptions,
  WorldWebhooks,
} from "#clients/world.ts";
export type { ErrorCode } from "#engine/basics/error-codes.ts";
export { isStandinError, StandinError } from "#engine/basics/errors.ts";
export type { ExchangeReply, ExchangeRequest } from "#engine/contract/exchange.ts";
export type { RequestSummary } from "#engine/contract/request-summary.ts";
export type { JournalEntry } from "#engine/journal/journal.ts";
export type { Bug } from "#engine/pipeline/engine.ts";
export type { Interception, InterceptOptions } from "#interception/interception.ts";
export { type ProviderName, providerNames } from "#mocks/registry.ts";
export { interceptAt } from "./intercept-at.ts";
export type { GivenProvider, Overrides } from "./providers.ts";
export {
  createStandin,
  type Standin,
  type StandinOptions,
  type StandinServer,
  type StandinWorld,
} from "./standin.ts";
