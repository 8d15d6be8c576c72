/**
 * `standin/mock`: what a mock is made of. Standin's own mocks use the same, and nothing else. `docs/own-provider.md` shows a
 * whole one; `standin new-provider <name>` writes one to start with.
 *
 * A mock is plain data and plain functions. Handlers see the world only through their context: no clock, no randomness, no
 * network, no promises. That makes worlds repeatable, and snapshots, forks and faults work without a line of code.
 */
export { isStandinError, StandinError } from "#engine/basics/errors.ts";
export { loadOnce } from "#engine/basics/late.ts";
export { toIsoTime } from "#engine/basics/times.ts";
export {
  type Collection,
  type CollectionDefinition,
  type Counters,
  defineCollection,
  encodeKey,
  type IndexEntry,
  type IndexFunction,
  type KeyPart,
  type ListOptions,
  type Page,
  type RowSecrets,
  type StateDefinition,
  unique,
} from "#engine/contract/collection.ts";
export { type CrossOrigin, openToEveryOrigin } from "#engine/contract/cross-origin.ts";
export { DeferredBody } from "#engine/contract/deferred-body.ts";
export { type Awaitable, type Headers, headerOf, type Stopping } from "#engine/contract/exchange.ts";
export type {
  CallerOf,
  Handler,
  HandlerReply,
  HandlerRequest,
  Handlers,
  OperationShape,
  WaitingHandler,
  WaitingHandlers,
} from "#engine/contract/handlers.ts";
export type {
  Behaviour,
  Context,
  ExampleRequest,
  Ids,
  Job,
  JsonSchema,
  Mock,
  MockTypes,
  Problems,
  Scenario,
  ScenarioDeclaration,
  ScenarioTable,
  Tools,
  TypedMock,
  WaitingScenario,
} from "#engine/contract/mock.ts";
export type { Api, OperationEntry, OperationTable, ValidationError, Validator } from "#engine/contract/operation.ts";
export type { Override, OverridesOf, WaitingContext } from "#engine/contract/override.ts";
export { escapeHtml, type MockPage, type PageReply, type PageRequest } from "#engine/contract/pages.ts";
export type { RateLimit, RateLimitStatus, RateRule } from "#engine/contract/rate-rule.ts";
export { cacheQueries, flattenQuery, type Reading } from "#engine/contract/reading.ts";
export { defineReasons, isReason, type Reason, type ReasonTable } from "#engine/contract/reasons.ts";
export type {
  Caller,
  ParsedBody,
  Refusal,
  Reply,
  RoutedRequest,
  UnroutedRequest,
  Violation,
} from "#engine/contract/request.ts";
export { defineScenarios, type ScenarioCode, type ScenarioParameters } from "#engine/contract/scenarios.ts";
export { StreamedBody } from "#engine/contract/streamed-body.ts";
export type { OutboxEvent, WebhookPolicy, WebhookRequest } from "#engine/contract/webhook.ts";
export { basicOf, bearerOf } from "#engine/kit/authorization.ts";
export { checkSeedWith, findTwice, SeedError } from "#engine/kit/check-seed.ts";
export type { Claims } from "#engine/kit/compact-token.ts";
export { cookieOf } from "#engine/kit/cookies.ts";
export { parseQuery } from "#engine/kit/decode.ts";
export { decryptToken, encryptToken } from "#engine/kit/encrypted-tokens.ts";
export { parseForm } from "#engine/kit/form.ts";
export {
  type Choice,
  card,
  choices,
  type Fact,
  facts,
  type HostedPage,
  type HostedScript,
  hidden,
  linkTo,
  type Mood,
  notice,
  type Outcome,
  outcomes,
  pageLink,
  renderHostedPage,
  showValue,
} from "#engine/kit/hosted-page.ts";
export { type Content, html, isSafeLink, type Markup } from "#engine/kit/html.ts";
export { defineProblems, PROBLEM_STATUSES, type Problem } from "#engine/kit/problems.ts";
export { credentialReasons, explainExpiry, explainToken, signToken, verifyToken } from "#engine/kit/tokens.ts";
export { type CompiledOperations, type CompileOptions, compileSpec } from "#generation/compile.ts";
export { compileScenarios, compileSchema, type ScenarioSchemas } from "#generation/compile-schema.ts";
export { type LoadSpecOptions, loadSpec } from "#spec-mock/load-spec.ts";
export type { Credential, SpecSeed } from "#spec-mock/seed.ts";
export { defineMock, type OwnMockDefinition } from "./define-mock.ts";
