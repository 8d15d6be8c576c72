import type { Handlers } from "#engine/handlers.ts";
import type { operations } from "#generated/avacy/types.ts";
import type { AvacyCaller } from "../credentials.ts";
import type { state } from "../state.ts";
import { validateApiToken, validateWebspace } from "./account-checks.ts";
import { recordConsent, recordConsentV2, recordConsentV4 } from "./consents.ts";

export const handlers: Handlers<operations, typeof state, AvacyCaller> = {
  recordConsent,
  recordConsentV2,
  recordConsentV4,
  validateWebspace,
  validateApiToken,
};
