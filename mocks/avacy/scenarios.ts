import { StandinError } from "#engine/basics/errors.ts";
import { defineScenarios } from "#engine/contract/scenarios.ts";
import type { ScenarioTypes } from "#generated/avacy/scenario-types.ts";
import { declarations } from "#generated/avacy/scenarios.js";
import { addTenant, addWebspace, findWebspace } from "./accounts.ts";
import { listArchive } from "./archive.ts";
import { VALIDATE_ERROR_SHAPE } from "./assumptions.ts";
import { addConsent } from "./handlers/consents.ts";
import { toApiToken, toNewWebspace } from "./seed.ts";
import { OPTIONS_KEY, type state } from "./state.ts";

export const scenarios = defineScenarios<typeof state, ScenarioTypes>(declarations, {
  "a webspace": {
    run: (context, { tenant, ...given }) => addWebspace(context, toNewWebspace(tenant, given)),
  },
  "an API token": {
    run(context, { tenant, token = `1|${context.ids.hex(40)}`, ...given }) {
      addTenant(context, tenant);
      context.tokens.put(toApiToken(tenant, { token, ...given }));
      return { token };
    },
  },
  "consents in the archive": {
    run(context, { tenant, webspace: id, count }) {
      if (findWebspace(context, tenant, id) === undefined)
        throw new StandinError(
          "ERR_STANDIN_INVALID_PARAMETER",
          `Tenant ${tenant} has no webspace ${id}. Create it with the scenario "a webspace".`,
        );
      const ids: number[] = [];
      for (let left = count; left > 0; left -= 1) ids.push(addConsent(context, { tenant, id }, EXAMPLE_CONSENT).id);
      return ids;
    },
  },
  "a rate limit": {
    run({ options }, { per_minute: rateLimitPerMinute }) {
      const before = options.get(OPTIONS_KEY);
      options.put({ validateErrorShape: VALIDATE_ERROR_SHAPE, ...before, rateLimitPerMinute });
    },
  },
  "account checks in another shape": {
    run({ options }, { shape: validateErrorShape }) {
      options.put({ ...options.get(OPTIONS_KEY), validateErrorShape });
    },
  },
  "read the archive": {
    run: (context, query) => listArchive(context, query),
  },
});

const EXAMPLE_CONSENT = {
  subject: { email: "mario@example.com", first_name: "Mario" },
  identifier: "email",
  ip_address: "192.0.2.1",
  proofs: "<form></form>",
  legal_notices: [{ name: "privacy_policy" }],
  preferences: [{ name: "newsletter", accepted: true as const }],
};
