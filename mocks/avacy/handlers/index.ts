import type { Handlers } from "#engine/contract/handlers.ts";
import type { Security } from "#generated/avacy/security.ts";
import type { operations } from "#generated/avacy/types.ts";
import type { AvacyCallers } from "../credentials.ts";
import type { state } from "../state.ts";
import { validateApiToken, validateWebspace } from "./account-checks.ts";
import { recordConsent, recordConsentV2, recordConsentV4 } from "./consents.ts";

export const handlers: Handlers<operations, typeof state, AvacyCallers, Security> = {
  recordConsent,
  recordConsentV2,
  recordConsentV4,
  validateWebspace,
  validateApiToken,
};
