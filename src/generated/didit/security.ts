// Written by `npm run generate`. Do not edit: change the spec.

/** The security schemes of each operation. */
export interface Security {
  readonly createClientToken: "clientCredentials";
  readonly createSession: "clientToken" | "apiKey";
  readonly getSessionStatus: "clientToken" | "apiKey" | "dataSessionToken";
  readonly preflightSessionStatus: never;
  readonly getSessionDecision: "clientToken" | "apiKey";
  readonly getSessionInformation: "appUserToken";
  readonly updateSession: "appUserToken";
  readonly showAuthorizePage: never;
  readonly createVerificationSession: "clientToken" | "apiKey";
  readonly getVerificationDecision: "clientToken" | "apiKey";
  readonly updateVerificationStatus: "clientToken" | "apiKey";
  readonly generateVerificationPdf: "clientToken" | "apiKey";
  readonly showVerificationPage: never;
  readonly createWorkflowSession: "apiKey";
  readonly getWorkflowDecision: "apiKey";
  readonly updateWorkflowStatus: "apiKey";
  readonly generateWorkflowPdf: "apiKey";
  readonly listWorkflowSessions: "apiKey";
  readonly deleteWorkflowSession: "apiKey";
  readonly deleteWorkflowSessions: "apiKey";
  readonly listSessionReviews: "apiKey";
  readonly createSessionReview: "apiKey";
  readonly shareSession: "apiKey";
  readonly importSharedSession: "apiKey";
  readonly listWorkflows: "apiKey";
  readonly createWorkflow: "apiKey";
  readonly getWorkflow: "apiKey";
  readonly deleteWorkflow: "apiKey";
  readonly updateWorkflow: "apiKey";
  readonly listUsers: "apiKey";
  readonly getUser: "apiKey";
  readonly updateUser: "apiKey";
  readonly deleteUsers: "apiKey";
  readonly getBalance: "apiKey";
  readonly getWebhookSettings: "apiKey";
  readonly updateWebhookSettings: "apiKey";
  readonly listWebhookDestinations: "apiKey";
  readonly createWebhookDestination: "apiKey";
  readonly getWebhookDestination: "apiKey";
  readonly deleteWebhookDestination: "apiKey";
  readonly updateWebhookDestination: "apiKey";
  readonly listWebhookDeliveries: "apiKey";
  readonly getWebhookDelivery: "apiKey";
  readonly listSandboxScenarios: "apiKey";
  readonly createSessionV2: "apiKey";
  readonly getDecisionV2: "apiKey";
  readonly updateStatusV2: "apiKey";
  readonly generatePdfV2: "apiKey";
}
