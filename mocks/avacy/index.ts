import { openToEveryOrigin } from "#engine/cross-origin.ts";
import { defineProvider } from "#engine/provider.ts";
import { api } from "#generated/avacy/api.ts";
import { authorize } from "./authorize.ts";
import { authenticate } from "./credentials.ts";
import { handlers } from "./handlers/index.ts";
import { bodyMediaType, normalizeBody } from "./normalize.ts";
import { problems } from "./problems.ts";
import { rateLimit } from "./rate-limit.ts";
import { scenarios } from "./scenarios.ts";
import { checkSeed, defaultSeed, describeCredentials, exampleRequest, seed } from "./seed.ts";
import { state } from "./state.ts";

/** Avacy's Consent Solution API. */
export const avacy = defineProvider({
  api,
  state,
  defaultSeed,
  checkSeed,
  seed,
  describeCredentials,
  exampleRequest,
  authenticate,
  authorize,
  bodyMediaType,
  normalizeBody,
  problems,
  crossOrigin: openToEveryOrigin(["authorization", "content-type", "accept"]),
  rateLimit,
  handlers,
  scenarios,
});
