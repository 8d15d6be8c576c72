import { defineProvider } from "#engine/provider.ts";
import { api } from "#generated/netid/api.ts";
import { authorize } from "./authorize.ts";
import { authenticate, worldOf } from "./credentials.ts";
import { crossOrigin } from "./cross-origin.ts";
import { handlers } from "./handlers/index.ts";
import { normalizeBody } from "./normalize.ts";
import { pages } from "./pages.ts";
import { problems } from "./problems.ts";
import { scenarios } from "./scenarios.ts";
import { checkSeed, defaultSeed, describeCredentials, exampleRequest, writeSeed } from "./seed.ts";
import { state } from "./state.ts";

/** netID's Permission Center: what users decided on partners' sites, kept for all of their devices. */
export const netid = defineProvider({
  api,
  state,
  defaultSeed,
  checkSeed,
  seed: writeSeed,
  describeCredentials,
  exampleRequest,
  worldOf,
  authenticate,
  authorize,
  normalizeBody,
  problems,
  crossOrigin,
  handlers,
  pages,
  scenarios,
});
