// Written by `npm run generate`. Do not edit: change the specs, seed schemas and scenarios.

import type { ScenarioTypes as Avacy } from "./avacy/scenario-types.ts";
import type { components as AvacySeed } from "./avacy/seed.ts";
import type { ScenarioTypes as Didit } from "./didit/scenario-types.ts";
import type { components as DiditSeed } from "./didit/seed.ts";
import type { ScenarioTypes as Didomi } from "./didomi/scenario-types.ts";
import type { components as DidomiSeed } from "./didomi/seed.ts";
import type { ScenarioTypes as Netid } from "./netid/scenario-types.ts";
import type { components as NetidSeed } from "./netid/seed.ts";

/** By provider: its operations, its scenarios with parameters and results, and its seed. */
export interface ProviderTypeTable {
  avacy: {
    operations:
      | "recordConsent"
      | "recordConsentV2"
      | "recordConsentV4"
      | "validateWebspace"
      | "validateApiToken";
    scenarios: Avacy;
    seed: AvacySeed["schemas"]["Seed"];
  };
  didit: {
    operations:
      | "createClientToken"
      | "createSession"
      | "getSessionStatus"
      | "preflightSessionStatus"
      | "getSessionDecision"
      | "getSessionInformation"
      | "updateSession"
      | "showAuthorizePage"
      | "createVerificationSession"
      | "getVerificationDecision"
      | "updateVerificationStatus"
      | "generateVerificationPdf"
      | "showVerificationPage"
      | "createWorkflowSession"
      | "getWorkflowDecision"
      | "updateWorkflowStatus"
      | "generateWorkflowPdf"
      | "listWorkflowSessions"
      | "deleteWorkflowSession"
      | "deleteWorkflowSessions"
      | "listSessionReviews"
      | "createSessionReview"
      | "shareSession"
      | "importSharedSession"
      | "listWorkflows"
      | "createWorkflow"
      | "getWorkflow"
      | "deleteWorkflow"
      | "updateWorkflow"
      | "listUsers"
      | "getUser"
      | "updateUser"
      | "deleteUsers"
      | "getBalance"
      | "getWebhookSettings"
      | "updateWebhookSettings"
      | "listWebhookDestinations"
      | "createWebhookDestination"
      | "getWebhookDestination"
      | "deleteWebhookDestination"
      | "updateWebhookDestination"
      | "listWebhookDeliveries"
      | "getWebhookDelivery"
      | "listSandboxScenarios"
      | "createSessionV2"
      | "getDecisionV2"
      | "updateStatusV2"
      | "generatePdfV2";
    scenarios: Didit;
    seed: DiditSeed["schemas"]["Seed"];
  };
  didomi: {
    operations:
      | "createSession"
      | "createToken"
      | "listUsers"
      | "createUser"
      | "getUser"
      | "deleteUser"
      | "updateUser"
      | "listEvents"
      | "createEvent"
      | "deleteEvents"
      | "getEvent"
      | "deleteEvent"
      | "updateEvent"
      | "createProof"
      | "getProof";
    scenarios: Didomi;
    seed: DidomiSeed["schemas"]["Seed"];
  };
  netid: {
    operations:
      | "readStatus"
      | "preflightStatus"
      | "exportPermissions"
      | "writePermissions"
      | "preflightPermissions";
    scenarios: Netid;
    seed: NetidSeed["schemas"]["Seed"];
  };
}
