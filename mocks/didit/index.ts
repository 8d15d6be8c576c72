import { parseQuery } from "#engine/decode.ts";
import { defineProvider } from "#engine/provider.ts";
import { api } from "#generated/didit/api.ts";
import { authorize } from "./authorize.ts";
import { authenticate, worldOf } from "./credentials.ts";
import { crossOrigin } from "./cross-origin.ts";
import { handlers } from "./handlers/index.ts";
import { pages } from "./pages.ts";
import { problems } from "./problems.ts";
import { rateLimit } from "./rate-limit.ts";
import { scenarios } from "./scenarios.ts";
import { checkSeed, defaultSeed, describeCredentials, exampleRequest, writeSeed } from "./seed.ts";
import { state } from "./state.ts";
import { webhooks } from "./webhooks.ts";

/** Didit's data transfer and identity verification, version 1. */
export const didit = defineProvider({
  api,
  state,
  defaultSeed,
  checkSeed,
  seed: writeSeed,
  describeCredentials,
  exampleRequest,
  worldOf,
  authenticate,
  rateLimit,
  authorize,
  // A repeated field has to be seen: OAuth forbids it.
  parseForm: parseQuery,
  // No body says as much as an empty one.
  normalizeBody: (value) => (value === undefined ? {} : value),
  problems,
  crossOrigin,
  webhooks,
  handlers,
  pages,
  scenarios,
});
