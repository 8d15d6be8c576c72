import type { Handlers } from "#engine/contract/handlers.ts";
import type { Security } from "#generated/didit/security.ts";
import type { operations } from "#generated/didit/types.ts";
import type { DiditCallers } from "../credentials.ts";
import type { state } from "../state.ts";
import { getBalance } from "./billing.ts";
import { showAuthorizePage, showVerificationPage } from "./pages.ts";
import { createSessionReview, listSessionReviews } from "./session-reviews.ts";
import {
  createSession,
  getSessionDecision,
  getSessionInformation,
  getSessionStatus,
  preflightSessionStatus,
  updateSession,
} from "./sessions.ts";
import { importSharedSession, shareSession } from "./sharing.ts";
import { createClientToken } from "./tokens.ts";
import { deleteUsers, getUser, listUsers, updateUser } from "./users.ts";
import {
  createVerificationSession,
  generateVerificationPdf,
  getVerificationDecision,
  updateVerificationStatus,
} from "./verifications.ts";
import {
  createWebhookDestination,
  deleteWebhookDestination,
  getWebhookDelivery,
  getWebhookDestination,
  getWebhookSettings,
  listWebhookDeliveries,
  listWebhookDestinations,
  updateWebhookDestination,
  updateWebhookSettings,
} from "./webhooks.ts";
import {
  createSessionV2,
  createWorkflowSession,
  deleteWorkflowSession,
  deleteWorkflowSessions,
  generatePdfV2,
  generateWorkflowPdf,
  getDecisionV2,
  getWorkflowDecision,
  listSandboxScenarios,
  listWorkflowSessions,
  updateStatusV2,
  updateWorkflowStatus,
} from "./workflow-sessions.ts";
import { createWorkflow, deleteWorkflow, getWorkflow, listWorkflows, updateWorkflow } from "./workflows.ts";

export const handlers: Handlers<operations, typeof state, DiditCallers, Security> = {
  createClientToken,
  createSession,
  getSessionStatus,
  preflightSessionStatus,
  getSessionDecision,
  getSessionInformation,
  updateSession,
  showAuthorizePage,
  createVerificationSession,
  getVerificationDecision,
  updateVerificationStatus,
  generateVerificationPdf,
  showVerificationPage,
  createWorkflowSession,
  getWorkflowDecision,
  updateWorkflowStatus,
  generateWorkflowPdf,
  listWorkflowSessions,
  deleteWorkflowSession,
  deleteWorkflowSessions,
  listSessionReviews,
  createSessionReview,
  shareSession,
  importSharedSession,
  listWorkflows,
  createWorkflow,
  getWorkflow,
  updateWorkflow,
  deleteWorkflow,
  listUsers,
  getUser,
  updateUser,
  deleteUsers,
  getBalance,
  listSandboxScenarios,
  createSessionV2,
  getDecisionV2,
  updateStatusV2,
  generatePdfV2,
  getWebhookSettings,
  updateWebhookSettings,
  listWebhookDestinations,
  createWebhookDestination,
  getWebhookDestination,
  updateWebhookDestination,
  deleteWebhookDestination,
  listWebhookDeliveries,
  getWebhookDelivery,
};
