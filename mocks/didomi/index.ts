import { openToEveryOrigin } from "#engine/cross-origin.ts";
import { defineProvider } from "#engine/provider.ts";
import { api } from "#generated/didomi/api.ts";
import { authorize } from "./authorize.ts";
import { authenticate, worldOf } from "./credentials.ts";
import { handlers } from "./handlers/index.ts";
import { problems } from "./problems.ts";
import { rateLimit } from "./rate-limit.ts";
import { scenarios } from "./scenarios.ts";
import { checkSeed, defaultSeed, describeCredentials, exampleRequest, writeSeed } from "./seed.ts";
import { state } from "./state.ts";

/** Didomi's Consents API: what end users agreed to, organization by organization, computed from events. */
export const didomi = defineProvider({
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
  problems,
  // Widgets call from any page, with a bearer token and a JSON body.
  crossOrigin: openToEveryOrigin(["authorization", "content-type"]),
  handlers,
  scenarios,
});
