// Written by `npm run generate`. Do not edit: change the spec.

import { toTable } from "#engine/basics/table.ts";
import {
  common_401_application_json,
  common_405_application_json,
  common_413_application_json,
  common_429_application_json,
  common_500_application_json,
  createClientToken_200_application_json,
  createClientToken_400_application_json,
  createClientToken_401_application_json,
  createClientToken_request_application_json,
  createClientToken_request_application_x_www_form_urlencoded,
  createSessionReview_201_application_json,
  createSessionReview_400_application_json,
  createSessionReview_401_application_json,
  createSessionReview_403_application_json,
  createSessionReview_404_application_json,
  createSessionReview_415_application_json,
  createSessionReview_parameters,
  createSessionReview_request_application_json,
  createSessionV2_201_application_json,
  createSessionV2_400_application_json,
  createSessionV2_401_application_json,
  createSessionV2_403_application_json,
  createSessionV2_415_application_json,
  createSessionV2_request_application_json,
  createSession_201_application_json,
  createSession_400_application_json,
  createSession_401_application_json,
  createSession_403_application_json,
  createSession_415_application_json,
  createSession_request_application_json,
  createVerificationSession_201_application_json,
  createVerificationSession_400_application_json,
  createVerificationSession_401_application_json,
  createVerificationSession_403_application_json,
  createVerificationSession_415_application_json,
  createVerificationSession_request_application_json,
  createWebhookDestination_201_application_json,
  createWebhookDestination_400_application_json,
  createWebhookDestination_401_application_json,
  createWebhookDestination_403_application_json,
  createWebhookDestination_415_application_json,
  createWebhookDestination_request_application_json,
  createWorkflowSession_201_application_json,
  createWorkflowSession_400_application_json,
  createWorkflowSession_401_application_json,
  createWorkflowSession_403_application_json,
  createWorkflowSession_415_application_json,
  createWorkflowSession_request_application_json,
  createWorkflow_201_application_json,
  createWorkflow_400_application_json,
  createWorkflow_401_application_json,
  createWorkflow_403_application_json,
  createWorkflow_415_application_json,
  createWorkflow_request_application_json,
  deleteUsers_200_application_json,
  deleteUsers_400_application_json,
  deleteUsers_401_application_json,
  deleteUsers_403_application_json,
  deleteUsers_415_application_json,
  deleteUsers_request_application_json,
  deleteWebhookDestination_401_application_json,
  deleteWebhookDestination_403_application_json,
  deleteWebhookDestination_404_application_json,
  deleteWebhookDestination_parameters,
  deleteWorkflowSession_401_application_json,
  deleteWorkflowSession_403_application_json,
  deleteWorkflowSession_404_application_json,
  deleteWorkflowSession_503_application_json,
  deleteWorkflowSession_parameters,
  deleteWorkflowSessions_400_application_json,
  deleteWorkflowSessions_401_application_json,
  deleteWorkflowSessions_403_application_json,
  deleteWorkflowSessions_404_application_json,
  deleteWorkflowSessions_415_application_json,
  deleteWorkflowSessions_request_application_json,
  deleteWorkflow_401_application_json,
  deleteWorkflow_403_application_json,
  deleteWorkflow_404_application_json,
  deleteWorkflow_parameters,
  generatePdfV2_401_application_json,
  generatePdfV2_403_application_json,
  generatePdfV2_404_application_json,
  generatePdfV2_parameters,
  generateVerificationPdf_401_application_json,
  generateVerificationPdf_403_application_json,
  generateVerificationPdf_404_application_json,
  generateVerificationPdf_parameters,
  generateWorkflowPdf_401_application_json,
  generateWorkflowPdf_403_application_json,
  generateWorkflowPdf_404_application_json,
  generateWorkflowPdf_parameters,
  getBalance_200_application_json,
  getBalance_401_application_json,
  getBalance_403_application_json,
  getDecisionV2_200_application_json,
  getDecisionV2_401_application_json,
  getDecisionV2_403_application_json,
  getDecisionV2_404_application_json,
  getDecisionV2_parameters,
  getSessionDecision_200_application_json,
  getSessionDecision_401_application_json,
  getSessionDecision_403_application_json,
  getSessionDecision_404_application_json,
  getSessionDecision_parameters,
  getSessionInformation_200_application_json,
  getSessionInformation_400_application_json,
  getSessionInformation_401_application_json,
  getSessionInformation_403_application_json,
  getSessionInformation_404_application_json,
  getSessionInformation_parameters,
  getSessionStatus_200_application_json,
  getSessionStatus_401_application_json,
  getSessionStatus_403_application_json,
  getSessionStatus_404_application_json,
  getSessionStatus_parameters,
  getUser_200_application_json,
  getUser_401_application_json,
  getUser_403_application_json,
  getUser_404_application_json,
  getUser_parameters,
  getVerificationDecision_200_application_json,
  getVerificationDecision_401_application_json,
  getVerificationDecision_403_application_json,
  getVerificationDecision_404_application_json,
  getVerificationDecision_parameters,
  getWebhookDelivery_200_application_json,
  getWebhookDelivery_401_application_json,
  getWebhookDelivery_403_application_json,
  getWebhookDelivery_404_application_json,
  getWebhookDelivery_parameters,
  getWebhookDestination_200_application_json,
  getWebhookDestination_401_application_json,
  getWebhookDestination_403_application_json,
  getWebhookDestination_404_application_json,
  getWebhookDestination_parameters,
  getWebhookSettings_200_application_json,
  getWebhookSettings_401_application_json,
  getWebhookSettings_403_application_json,
  getWorkflowDecision_200_application_json,
  getWorkflowDecision_401_application_json,
  getWorkflowDecision_403_application_json,
  getWorkflowDecision_404_application_json,
  getWorkflowDecision_parameters,
  getWorkflow_200_application_json,
  getWorkflow_401_application_json,
  getWorkflow_403_application_json,
  getWorkflow_404_application_json,
  getWorkflow_parameters,
  importSharedSession_201_application_json,
  importSharedSession_400_application_json,
  importSharedSession_401_application_json,
  importSharedSession_403_application_json,
  importSharedSession_404_application_json,
  importSharedSession_415_application_json,
  importSharedSession_request_application_json,
  listSandboxScenarios_200_application_json,
  listSandboxScenarios_401_application_json,
  listSandboxScenarios_403_application_json,
  listSessionReviews_200_application_json,
  listSessionReviews_401_application_json,
  listSessionReviews_403_application_json,
  listSessionReviews_404_application_json,
  listSessionReviews_parameters,
  listUsers_200_application_json,
  listUsers_400_application_json,
  listUsers_401_application_json,
  listUsers_403_application_json,
  listUsers_parameters,
  listWebhookDeliveries_200_application_json,
  listWebhookDeliveries_401_application_json,
  listWebhookDeliveries_403_application_json,
  listWebhookDeliveries_404_application_json,
  listWebhookDeliveries_parameters,
  listWebhookDestinations_200_application_json,
  listWebhookDestinations_401_application_json,
  listWebhookDestinations_403_application_json,
  listWorkflowSessions_200_application_json,
  listWorkflowSessions_400_application_json,
  listWorkflowSessions_401_application_json,
  listWorkflowSessions_403_application_json,
  listWorkflowSessions_parameters,
  listWorkflows_200_application_json,
  listWorkflows_400_application_json,
  listWorkflows_401_application_json,
  listWorkflows_403_application_json,
  listWorkflows_parameters,
  preflightSessionStatus_405_application_json,
  preflightSessionStatus_parameters,
  shareSession_200_application_json,
  shareSession_400_application_json,
  shareSession_401_application_json,
  shareSession_403_application_json,
  shareSession_404_application_json,
  shareSession_415_application_json,
  shareSession_parameters,
  shareSession_request_application_json,
  showAuthorizePage_parameters,
  showVerificationPage_parameters,
  updateSession_200_application_json,
  updateSession_400_application_json,
  updateSession_401_application_json,
  updateSession_403_application_json,
  updateSession_404_application_json,
  updateSession_415_application_json,
  updateSession_parameters,
  updateSession_request_application_json,
  updateStatusV2_200_application_json,
  updateStatusV2_400_application_json,
  updateStatusV2_401_application_json,
  updateStatusV2_403_application_json,
  updateStatusV2_404_application_json,
  updateStatusV2_415_application_json,
  updateStatusV2_429_application_json,
  updateStatusV2_parameters,
  updateStatusV2_request_application_json,
  updateUser_200_application_json,
  updateUser_400_application_json,
  updateUser_401_application_json,
  updateUser_403_application_json,
  updateUser_404_application_json,
  updateUser_415_application_json,
  updateUser_parameters,
  updateUser_request_application_json,
  updateVerificationStatus_200_application_json,
  updateVerificationStatus_400_application_json,
  updateVerificationStatus_401_application_json,
  updateVerificationStatus_403_application_json,
  updateVerificationStatus_404_application_json,
  updateVerificationStatus_415_application_json,
  updateVerificationStatus_parameters,
  updateVerificationStatus_request_application_json,
  updateWebhookDestination_200_application_json,
  updateWebhookDestination_400_application_json,
  updateWebhookDestination_401_application_json,
  updateWebhookDestination_403_application_json,
  updateWebhookDestination_404_application_json,
  updateWebhookDestination_415_application_json,
  updateWebhookDestination_parameters,
  updateWebhookDestination_request_application_json,
  updateWebhookSettings_200_application_json,
  updateWebhookSettings_400_application_json,
  updateWebhookSettings_401_application_json,
  updateWebhookSettings_403_application_json,
  updateWebhookSettings_415_application_json,
  updateWebhookSettings_request_application_json,
  updateWorkflowStatus_200_application_json,
  updateWorkflowStatus_400_application_json,
  updateWorkflowStatus_401_application_json,
  updateWorkflowStatus_403_application_json,
  updateWorkflowStatus_404_application_json,
  updateWorkflowStatus_415_application_json,
  updateWorkflowStatus_429_application_json,
  updateWorkflowStatus_parameters,
  updateWorkflowStatus_request_application_json,
  updateWorkflow_200_application_json,
  updateWorkflow_400_application_json,
  updateWorkflow_401_application_json,
  updateWorkflow_403_application_json,
  updateWorkflow_404_application_json,
  updateWorkflow_415_application_json,
  updateWorkflow_parameters,
  updateWorkflow_request_application_json,
} from "./validators.js";

export const operations = toTable({
  createClientToken: {
    method: "POST",
    path: "/auth/v2/token/",
    slash: "either",
    security: [["clientCredentials"]],
    query: toTable({}),
    headers: [],
    validateParameters: null,
    requestBody: {
      required: true,
      limitBytes: 1048576,
      content: toTable({
        "application/x-www-form-urlencoded": createClientToken_request_application_x_www_form_urlencoded,
        "application/json": createClientToken_request_application_json,
      }),
    },
    responses: {
      200: {
        requiredHeaders: ["cache-control"],
        content: toTable({
          "application/json": createClientToken_200_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/json": createClientToken_400_application_json,
        }),
        example: {
          error: "invalid_request",
        },
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/json": createClientToken_401_application_json,
        }),
        example: {
          error: "invalid_client",
        },
        exampleHeaders: {
          "www-authenticate": "Basic realm=\"didit\"",
        },
      },
    },
  },
  createSession: {
    method: "POST",
    path: "/auth/v2/session/",
    slash: "either",
    security: [["clientToken"], ["apiKey"]],
    query: toTable({}),
    headers: [],
    validateParameters: null,
    requestBody: {
      required: true,
      limitBytes: 1048576,
      content: toTable({
        "application/json": createSession_request_application_json,
      }),
    },
    responses: {
      201: {
        requiredHeaders: [],
        content: toTable({
          "application/json": createSession_201_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/json": createSession_400_application_json,
        }),
        example: {
          scope: ["This field is required."],
        },
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/json": createSession_401_application_json,
        }),
        example: {
          detail: "Authentication credentials were not provided.",
          message: "Authentication credentials were not provided.",
        },
        exampleHeaders: {
          "www-authenticate": "Bearer",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": createSession_403_application_json,
        }),
        example: {
          detail: "You do not have permission to perform this action.",
          message: "You do not have permission to perform this action.",
        },
      },
      415: {
        requiredHeaders: [],
        content: toTable({
          "application/json": createSession_415_application_json,
        }),
        example: {
          detail: "Unsupported media type \"text/plain\" in request.",
          message: "Unsupported media type \"text/plain\" in request.",
        },
      },
    },
  },
  getSessionStatus: {
    method: "GET",
    path: "/auth/v2/session/{session_id}/status/",
    slash: "redirect",
    security: [["clientToken"], ["apiKey", "dataSessionToken"], ["apiKey", "dataSessionToken"]],
    query: toTable({}),
    headers: [],
    validateParameters: getSessionStatus_parameters,
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getSessionStatus_200_application_json,
        }),
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/json": getSessionStatus_401_application_json,
        }),
        example: {
          detail: "Authentication credentials were not provided.",
          message: "Authentication credentials were not provided.",
        },
        exampleHeaders: {
          "www-authenticate": "Bearer",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getSessionStatus_403_application_json,
        }),
        example: {
          detail: "You do not have permission to perform this action.",
          message: "You do not have permission to perform this action.",
        },
      },
      404: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getSessionStatus_404_application_json,
        }),
        example: {
          detail: "Not found.",
          message: "Not found.",
        },
      },
    },
  },
  preflightSessionStatus: {
    method: "OPTIONS",
    path: "/auth/v2/session/{session_id}/status/",
    slash: "redirect",
    security: [],
    query: toTable({}),
    headers: [],
    validateParameters: preflightSessionStatus_parameters,
    responses: {
      204: {
        requiredHeaders: ["access-control-allow-origin", "access-control-allow-methods", "access-control-allow-headers"],
        content: toTable({}),
      },
      405: {
        requiredHeaders: ["allow"],
        content: toTable({
          "application/json": preflightSessionStatus_405_application_json,
        }),
        example: {
          detail: "Method \"PUT\" not allowed.",
        },
        exampleHeaders: {
          allow: "GET, HEAD",
        },
      },
    },
  },
  getSessionDecision: {
    method: "GET",
    path: "/auth/v2/session/{session_id}/decision/",
    slash: "redirect",
    security: [["clientToken"], ["apiKey"]],
    query: toTable({}),
    headers: [],
    validateParameters: getSessionDecision_parameters,
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getSessionDecision_200_application_json,
        }),
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/json": getSessionDecision_401_application_json,
        }),
        example: {
          detail: "Authentication credentials were not provided.",
          message: "Authentication credentials were not provided.",
        },
        exampleHeaders: {
          "www-authenticate": "Bearer",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getSessionDecision_403_application_json,
        }),
        example: {
          detail: "You do not have permission to perform this action.",
          message: "You do not have permission to perform this action.",
        },
      },
      404: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getSessionDecision_404_application_json,
        }),
        example: {
          detail: "Not found.",
          message: "Not found.",
        },
      },
    },
  },
  getSessionInformation: {
    method: "GET",
    path: "/auth/v2/session/{session_id}/information",
    slash: "either",
    security: [["appUserToken"]],
    query: toTable({}),
    headers: [],
    validateParameters: getSessionInformation_parameters,
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getSessionInformation_200_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getSessionInformation_400_application_json,
        }),
        example: {
          detail: "This session is already closed.",
          message: "This session is already closed.",
        },
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/json": getSessionInformation_401_application_json,
        }),
        example: {
          detail: "Authentication credentials were not provided.",
          message: "Authentication credentials were not provided.",
        },
        exampleHeaders: {
          "www-authenticate": "Bearer",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getSessionInformation_403_application_json,
        }),
        example: {
          detail: "You do not have permission to perform this action.",
          message: "You do not have permission to perform this action.",
        },
      },
      404: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getSessionInformation_404_application_json,
        }),
        example: {
          detail: "Not found.",
          message: "Not found.",
        },
      },
    },
  },
  updateSession: {
    method: "POST",
    path: "/auth/v2/session/{session_id}/update",
    slash: "either",
    security: [["appUserToken"]],
    query: toTable({}),
    headers: [],
    validateParameters: updateSession_parameters,
    requestBody: {
      required: false,
      limitBytes: 1048576,
      content: toTable({
        "application/json": updateSession_request_application_json,
      }),
    },
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateSession_200_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateSession_400_application_json,
        }),
        example: {
          detail: "This session is not waiting for an answer.",
          message: "This session is not waiting for an answer.",
        },
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/json": updateSession_401_application_json,
        }),
        example: {
          detail: "Authentication credentials were not provided.",
          message: "Authentication credentials were not provided.",
        },
        exampleHeaders: {
          "www-authenticate": "Bearer",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateSession_403_application_json,
        }),
        example: {
          detail: "You do not have permission to perform this action.",
          message: "You do not have permission to perform this action.",
        },
      },
      404: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateSession_404_application_json,
        }),
        example: {
          detail: "Not found.",
          message: "Not found.",
        },
      },
      415: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateSession_415_application_json,
        }),
        example: {
          detail: "Unsupported media type \"text/plain\" in request.",
          message: "Unsupported media type \"text/plain\" in request.",
        },
      },
    },
  },
  showAuthorizePage: {
    method: "GET",
    path: "/authorize/{session_token}",
    slash: "exact",
    security: [],
    query: toTable({}),
    headers: [],
    validateParameters: showAuthorizePage_parameters,
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "text/html": null,
        }),
      },
      404: {
        requiredHeaders: [],
        content: toTable({
          "text/html": null,
        }),
        example: "<!doctype html><html lang=\"en\"><title>Not Found</title><h1>Not Found</h1></html>",
      },
    },
  },
  createVerificationSession: {
    method: "POST",
    path: "/v1/session/",
    slash: "either",
    security: [["clientToken"], ["apiKey"]],
    query: toTable({}),
    headers: [],
    validateParameters: null,
    requestBody: {
      required: false,
      limitBytes: 1048576,
      content: toTable({
        "application/json": createVerificationSession_request_application_json,
      }),
    },
    responses: {
      201: {
        requiredHeaders: [],
        content: toTable({
          "application/json": createVerificationSession_201_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/json": createVerificationSession_400_application_json,
        }),
        example: {
          features: ["\"FACE\" is not a valid choice."],
        },
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/json": createVerificationSession_401_application_json,
        }),
        example: {
          detail: "Authentication credentials were not provided.",
        },
        exampleHeaders: {
          "www-authenticate": "Bearer",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": createVerificationSession_403_application_json,
        }),
        example: {
          detail: "You do not have permission to perform this action.",
        },
      },
      415: {
        requiredHeaders: [],
        content: toTable({
          "application/json": createVerificationSession_415_application_json,
        }),
        example: {
          detail: "Unsupported media type \"text/plain\" in request.",
        },
      },
    },
  },
  getVerificationDecision: {
    method: "GET",
    path: "/v1/session/{session_id}/decision/",
    slash: "redirect",
    security: [["clientToken"], ["apiKey"]],
    pathPatterns: toTable({
      session_id: "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    }),
    query: toTable({}),
    headers: [],
    validateParameters: getVerificationDecision_parameters,
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getVerificationDecision_200_application_json,
        }),
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/json": getVerificationDecision_401_application_json,
        }),
        example: {
          detail: "Authentication credentials were not provided.",
        },
        exampleHeaders: {
          "www-authenticate": "Bearer",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getVerificationDecision_403_application_json,
        }),
        example: {
          detail: "You do not have permission to perform this action.",
        },
      },
      404: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getVerificationDecision_404_application_json,
        }),
        example: {
          detail: "Not found.",
        },
      },
    },
  },
  updateVerificationStatus: {
    method: "PATCH",
    path: "/v1/session/{session_id}/update-status/",
    slash: "redirect",
    security: [["clientToken"], ["apiKey"]],
    pathPatterns: toTable({
      session_id: "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    }),
    query: toTable({}),
    headers: [],
    validateParameters: updateVerificationStatus_parameters,
    requestBody: {
      required: true,
      limitBytes: 1048576,
      content: toTable({
        "application/json": updateVerificationStatus_request_application_json,
      }),
    },
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateVerificationStatus_200_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateVerificationStatus_400_application_json,
        }),
        example: {
          new_status: ["This field is required."],
        },
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/json": updateVerificationStatus_401_application_json,
        }),
        example: {
          detail: "Authentication credentials were not provided.",
        },
        exampleHeaders: {
          "www-authenticate": "Bearer",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateVerificationStatus_403_application_json,
        }),
        example: {
          detail: "You do not have permission to perform this action.",
        },
      },
      404: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateVerificationStatus_404_application_json,
        }),
        example: {
          detail: "Not found.",
        },
      },
      415: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateVerificationStatus_415_application_json,
        }),
        example: {
          detail: "Unsupported media type \"text/plain\" in request.",
        },
      },
    },
  },
  generateVerificationPdf: {
    method: "GET",
    path: "/v1/session/{session_id}/generate-pdf/",
    slash: "redirect",
    security: [["clientToken"], ["apiKey"]],
    pathPatterns: toTable({
      session_id: "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    }),
    query: toTable({}),
    headers: [],
    validateParameters: generateVerificationPdf_parameters,
    responses: {
      200: {
        requiredHeaders: ["content-disposition"],
        content: toTable({
          "application/pdf": null,
        }),
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/json": generateVerificationPdf_401_application_json,
        }),
        example: {
          detail: "Authentication credentials were not provided.",
        },
        exampleHeaders: {
          "www-authenticate": "Bearer",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": generateVerificationPdf_403_application_json,
        }),
        example: {
          detail: "A report exists only for sessions that are approved, declined or in review.",
        },
      },
      404: {
        requiredHeaders: [],
        content: toTable({
          "application/json": generateVerificationPdf_404_application_json,
        }),
        example: {
          detail: "Not found.",
        },
      },
    },
  },
  showVerificationPage: {
    method: "GET",
    path: "/session/{session_token}",
    ownPrefixes: ["/ar", "/bg", "/bn", "/ca", "/cnr", "/cs", "/da", "/de", "/el", "/en", "/es", "/et", "/fa", "/fi", "/fr", "/he", "/hi", "/hr", "/hu", "/hy", "/id", "/it", "/ja", "/ka", "/ko", "/lt", "/lv", "/mk", "/mn", "/ms", "/nl", "/no", "/pl", "/pt-BR", "/pt", "/ro", "/ru", "/sk", "/sl", "/so", "/sr", "/sv", "/th", "/tr", "/uk", "/uz", "/vi", "/zh-CN", "/zh-TW", "/zh"],
    slash: "exact",
    security: [],
    query: toTable({}),
    headers: ["sec-fetch-dest"],
    validateParameters: showVerificationPage_parameters,
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "text/html": null,
        }),
      },
      302: {
        requiredHeaders: ["location"],
        content: toTable({}),
      },
      404: {
        requiredHeaders: [],
        content: toTable({
          "text/html": null,
        }),
        example: "<!doctype html><html lang=\"en\"><title>Not Found</title><h1>Not Found</h1></html>",
      },
    },
  },
  createWorkflowSession: {
    method: "POST",
    path: "/v3/session/",
    slash: "redirect",
    security: [["apiKey"]],
    query: toTable({}),
    headers: [],
    validateParameters: null,
    requestBody: {
      required: true,
      limitBytes: 2097152,
      content: toTable({
        "application/json": createWorkflowSession_request_application_json,
      }),
    },
    responses: {
      201: {
        requiredHeaders: [],
        content: toTable({
          "application/json": createWorkflowSession_201_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/json": createWorkflowSession_400_application_json,
        }),
        example: {
          workflow_id: ["This field is required."],
        },
      },
      401: {
        requiredHeaders: [],
        content: toTable({
          "application/json": createWorkflowSession_401_application_json,
        }),
        example: {
          detail: "Unauthorized.",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": createWorkflowSession_403_application_json,
        }),
        example: {
          detail: "You do not have permission to perform this action.",
        },
      },
      415: {
        requiredHeaders: [],
        content: toTable({
          "application/json": createWorkflowSession_415_application_json,
        }),
        example: {
          detail: "Unsupported media type \"text/plain\" in request.",
        },
      },
    },
  },
  getWorkflowDecision: {
    method: "GET",
    path: "/v3/session/{session_id}/decision/",
    slash: "redirect",
    security: [["apiKey"]],
    pathPatterns: toTable({
      session_id: "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    }),
    query: toTable({}),
    headers: [],
    validateParameters: getWorkflowDecision_parameters,
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getWorkflowDecision_200_application_json,
        }),
      },
      401: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getWorkflowDecision_401_application_json,
        }),
        example: {
          detail: "Unauthorized.",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getWorkflowDecision_403_application_json,
        }),
        example: {
          detail: "You do not have permission to perform this action.",
        },
      },
      404: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getWorkflowDecision_404_application_json,
        }),
        example: {
          detail: "Not found.",
        },
      },
    },
  },
  updateWorkflowStatus: {
    method: "PATCH",
    path: "/v3/session/{session_id}/update-status/",
    slash: "redirect",
    security: [["apiKey"]],
    pathPatterns: toTable({
      session_id: "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    }),
    query: toTable({}),
    headers: [],
    validateParameters: updateWorkflowStatus_parameters,
    requestBody: {
      required: true,
      limitBytes: 1048576,
      content: toTable({
        "application/json": updateWorkflowStatus_request_application_json,
      }),
    },
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateWorkflowStatus_200_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateWorkflowStatus_400_application_json,
        }),
        example: {
          new_status: ["This field is required."],
        },
      },
      401: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateWorkflowStatus_401_application_json,
        }),
        example: {
          detail: "Unauthorized.",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateWorkflowStatus_403_application_json,
        }),
        example: {
          detail: "You do not have permission to perform this action.",
        },
      },
      404: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateWorkflowStatus_404_application_json,
        }),
        example: {
          detail: "Not found.",
        },
      },
      415: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateWorkflowStatus_415_application_json,
        }),
        example: {
          detail: "Unsupported media type \"text/plain\" in request.",
        },
      },
      429: {
        requiredHeaders: ["retry-after"],
        content: toTable({
          "application/json": updateWorkflowStatus_429_application_json,
        }),
        example: {
          detail: "Request was throttled. Expected available in 30 seconds.",
        },
        exampleHeaders: {
          "retry-after": "30",
        },
      },
    },
  },
  generateWorkflowPdf: {
    method: "GET",
    path: "/v3/session/{session_id}/generate-pdf/",
    slash: "redirect",
    security: [["apiKey"]],
    pathPatterns: toTable({
      session_id: "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    }),
    query: toTable({}),
    headers: [],
    validateParameters: generateWorkflowPdf_parameters,
    responses: {
      200: {
        requiredHeaders: ["content-disposition"],
        content: toTable({
          "application/pdf": null,
        }),
      },
      401: {
        requiredHeaders: [],
        content: toTable({
          "application/json": generateWorkflowPdf_401_application_json,
        }),
        example: {
          detail: "Unauthorized.",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": generateWorkflowPdf_403_application_json,
        }),
        example: {
          detail: "A report exists only for sessions that are approved, declined, in review or kyc expired.",
        },
      },
      404: {
        requiredHeaders: [],
        content: toTable({
          "application/json": generateWorkflowPdf_404_application_json,
        }),
        example: {
          detail: "Not found.",
        },
      },
    },
  },
  listWorkflowSessions: {
    method: "GET",
    path: "/v3/sessions/",
    slash: "redirect",
    security: [["apiKey"]],
    query: toTable({
      vendor_data: "single",
      status: "single",
      workflow_id: "single",
      created_after: "single",
      created_before: "single",
      limit: "single",
      offset: "single",
    }),
    headers: [],
    validateParameters: listWorkflowSessions_parameters,
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": listWorkflowSessions_200_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/json": listWorkflowSessions_400_application_json,
        }),
        example: {
          status: ["\"Done\" is not a valid choice."],
        },
      },
      401: {
        requiredHeaders: [],
        content: toTable({
          "application/json": listWorkflowSessions_401_application_json,
        }),
        example: {
          detail: "Unauthorized.",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": listWorkflowSessions_403_application_json,
        }),
        example: {
          detail: "You do not have permission to perform this action.",
        },
      },
    },
  },
  deleteWorkflowSession: {
    method: "DELETE",
    path: "/v3/session/{session_id}/delete/",
    slash: "redirect",
    security: [["apiKey"]],
    pathPatterns: toTable({
      session_id: "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    }),
    query: toTable({}),
    headers: [],
    validateParameters: deleteWorkflowSession_parameters,
    responses: {
      204: {
        requiredHeaders: [],
        content: toTable({}),
      },
      401: {
        requiredHeaders: [],
        content: toTable({
          "application/json": deleteWorkflowSession_401_application_json,
        }),
        example: {
          detail: "Unauthorized.",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": deleteWorkflowSession_403_application_json,
        }),
        example: {
          detail: "You do not have permission to perform this action.",
        },
      },
      404: {
        requiredHeaders: [],
        content: toTable({
          "application/json": deleteWorkflowSession_404_application_json,
        }),
        example: {
          detail: "Not found.",
        },
      },
      503: {
        requiredHeaders: [],
        content: toTable({
          "application/json": deleteWorkflowSession_503_application_json,
        }),
        example: {
          detail: "The session could not be removed completely. Try again.",
        },
      },
    },
  },
  deleteWorkflowSessions: {
    method: "POST",
    path: "/v3/sessions/delete/",
    slash: "redirect",
    security: [["apiKey"]],
    query: toTable({}),
    headers: [],
    validateParameters: null,
    requestBody: {
      required: true,
      limitBytes: 1048576,
      content: toTable({
        "application/json": deleteWorkflowSessions_request_application_json,
      }),
    },
    responses: {
      204: {
        requiredHeaders: [],
        content: toTable({}),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/json": deleteWorkflowSessions_400_application_json,
        }),
        example: {
          session_numbers: ["This field is required."],
        },
      },
      401: {
        requiredHeaders: [],
        content: toTable({
          "application/json": deleteWorkflowSessions_401_application_json,
        }),
        example: {
          detail: "Unauthorized.",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": deleteWorkflowSessions_403_application_json,
        }),
        example: {
          detail: "You do not have permission to perform this action.",
        },
      },
      404: {
        requiredHeaders: [],
        content: toTable({
          "application/json": deleteWorkflowSessions_404_application_json,
        }),
        example: {
          detail: "Not found.",
        },
      },
      415: {
        requiredHeaders: [],
        content: toTable({
          "application/json": deleteWorkflowSessions_415_application_json,
        }),
        example: {
          detail: "Unsupported media type \"text/plain\" in request.",
        },
      },
    },
  },
  listSessionReviews: {
    method: "GET",
    path: "/v3/sessions/{session_id}/reviews/",
    slash: "redirect",
    security: [["apiKey"]],
    pathPatterns: toTable({
      session_id: "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    }),
    query: toTable({}),
    headers: [],
    validateParameters: listSessionReviews_parameters,
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": listSessionReviews_200_application_json,
        }),
      },
      401: {
        requiredHeaders: [],
        content: toTable({
          "application/json": listSessionReviews_401_application_json,
        }),
        example: {
          detail: "Unauthorized.",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": listSessionReviews_403_application_json,
        }),
        example: {
          detail: "You do not have permission to perform this action.",
        },
      },
      404: {
        requiredHeaders: [],
        content: toTable({
          "application/json": listSessionReviews_404_application_json,
        }),
        example: {
          detail: "Not found.",
        },
      },
    },
  },
  createSessionReview: {
    method: "POST",
    path: "/v3/sessions/{session_id}/reviews/",
    slash: "redirect",
    security: [["apiKey"]],
    pathPatterns: toTable({
      session_id: "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    }),
    query: toTable({}),
    headers: [],
    validateParameters: createSessionReview_parameters,
    requestBody: {
      required: true,
      limitBytes: 1048576,
      content: toTable({
        "application/json": createSessionReview_request_application_json,
      }),
    },
    responses: {
      201: {
        requiredHeaders: [],
        content: toTable({
          "application/json": createSessionReview_201_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/json": createSessionReview_400_application_json,
        }),
        example: {
          new_status: ["This field is required."],
        },
      },
      401: {
        requiredHeaders: [],
        content: toTable({
          "application/json": createSessionReview_401_application_json,
        }),
        example: {
          detail: "Unauthorized.",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": createSessionReview_403_application_json,
        }),
        example: {
          detail: "You do not have permission to perform this action.",
        },
      },
      404: {
        requiredHeaders: [],
        content: toTable({
          "application/json": createSessionReview_404_application_json,
        }),
        example: {
          detail: "Not found.",
        },
      },
      415: {
        requiredHeaders: [],
        content: toTable({
          "application/json": createSessionReview_415_application_json,
        }),
        example: {
          detail: "Unsupported media type \"text/plain\" in request.",
        },
      },
    },
  },
  shareSession: {
    method: "POST",
    path: "/v3/session/{session_id}/share/",
    slash: "redirect",
    security: [["apiKey"]],
    pathPatterns: toTable({
      session_id: "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    }),
    query: toTable({}),
    headers: [],
    validateParameters: shareSession_parameters,
    requestBody: {
      required: true,
      limitBytes: 1048576,
      content: toTable({
        "application/json": shareSession_request_application_json,
      }),
    },
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": shareSession_200_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/json": shareSession_400_application_json,
        }),
        example: {
          detail: "Only finished sessions can be shared.",
        },
      },
      401: {
        requiredHeaders: [],
        content: toTable({
          "application/json": shareSession_401_application_json,
        }),
        example: {
          detail: "Unauthorized.",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": shareSession_403_application_json,
        }),
        example: {
          detail: "You do not have permission to perform this action.",
        },
      },
      404: {
        requiredHeaders: [],
        content: toTable({
          "application/json": shareSession_404_application_json,
        }),
        example: {
          detail: "Not found.",
        },
      },
      415: {
        requiredHeaders: [],
        content: toTable({
          "application/json": shareSession_415_application_json,
        }),
        example: {
          detail: "Unsupported media type \"text/plain\" in request.",
        },
      },
    },
  },
  importSharedSession: {
    method: "POST",
    path: "/v3/session/import-shared/",
    slash: "redirect",
    security: [["apiKey"]],
    query: toTable({}),
    headers: [],
    validateParameters: null,
    requestBody: {
      required: true,
      limitBytes: 1048576,
      content: toTable({
        "application/json": importSharedSession_request_application_json,
      }),
    },
    responses: {
      201: {
        requiredHeaders: [],
        content: toTable({
          "application/json": importSharedSession_201_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/json": importSharedSession_400_application_json,
        }),
        example: {
          share_token: ["The share token is invalid or has expired."],
        },
      },
      401: {
        requiredHeaders: [],
        content: toTable({
          "application/json": importSharedSession_401_application_json,
        }),
        example: {
          detail: "Unauthorized.",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": importSharedSession_403_application_json,
        }),
        example: {
          detail: "You do not have permission to perform this action.",
        },
      },
      404: {
        requiredHeaders: [],
        content: toTable({
          "application/json": importSharedSession_404_application_json,
        }),
        example: {
          detail: "Not found.",
        },
      },
      415: {
        requiredHeaders: [],
        content: toTable({
          "application/json": importSharedSession_415_application_json,
        }),
        example: {
          detail: "Unsupported media type \"text/plain\" in request.",
        },
      },
    },
  },
  listWorkflows: {
    method: "GET",
    path: "/v3/workflows/",
    slash: "redirect",
    security: [["apiKey"]],
    query: toTable({
      limit: "single",
      offset: "single",
    }),
    headers: [],
    validateParameters: listWorkflows_parameters,
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": listWorkflows_200_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/json": listWorkflows_400_application_json,
        }),
        example: {
          limit: ["Ensure this value is greater than or equal to 1."],
        },
      },
      401: {
        requiredHeaders: [],
        content: toTable({
          "application/json": listWorkflows_401_application_json,
        }),
        example: {
          detail: "Unauthorized.",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": listWorkflows_403_application_json,
        }),
        example: {
          detail: "You do not have permission to perform this action.",
        },
      },
    },
  },
  createWorkflow: {
    method: "POST",
    path: "/v3/workflows/",
    slash: "redirect",
    security: [["apiKey"]],
    query: toTable({}),
    headers: [],
    validateParameters: null,
    requestBody: {
      required: true,
      limitBytes: 1048576,
      content: toTable({
        "application/json": createWorkflow_request_application_json,
      }),
    },
    responses: {
      201: {
        requiredHeaders: [],
        content: toTable({
          "application/json": createWorkflow_201_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/json": createWorkflow_400_application_json,
        }),
        example: {
          features: ["This field is required."],
        },
      },
      401: {
        requiredHeaders: [],
        content: toTable({
          "application/json": createWorkflow_401_application_json,
        }),
        example: {
          detail: "Unauthorized.",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": createWorkflow_403_application_json,
        }),
        example: {
          detail: "You do not have permission to perform this action.",
        },
      },
      415: {
        requiredHeaders: [],
        content: toTable({
          "application/json": createWorkflow_415_application_json,
        }),
        example: {
          detail: "Unsupported media type \"text/plain\" in request.",
        },
      },
    },
  },
  getWorkflow: {
    method: "GET",
    path: "/v3/workflows/{uuid}/",
    slash: "redirect",
    security: [["apiKey"]],
    pathPatterns: toTable({
      uuid: "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    }),
    query: toTable({}),
    headers: [],
    validateParameters: getWorkflow_parameters,
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getWorkflow_200_application_json,
        }),
      },
      401: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getWorkflow_401_application_json,
        }),
        example: {
          detail: "Unauthorized.",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getWorkflow_403_application_json,
        }),
        example: {
          detail: "You do not have permission to perform this action.",
        },
      },
      404: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getWorkflow_404_application_json,
        }),
        example: {
          detail: "Not found.",
        },
      },
    },
  },
  deleteWorkflow: {
    method: "DELETE",
    path: "/v3/workflows/{uuid}/",
    slash: "redirect",
    security: [["apiKey"]],
    pathPatterns: toTable({
      uuid: "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    }),
    query: toTable({}),
    headers: [],
    validateParameters: deleteWorkflow_parameters,
    responses: {
      204: {
        requiredHeaders: [],
        content: toTable({}),
      },
      401: {
        requiredHeaders: [],
        content: toTable({
          "application/json": deleteWorkflow_401_application_json,
        }),
        example: {
          detail: "Unauthorized.",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": deleteWorkflow_403_application_json,
        }),
        example: {
          detail: "You do not have permission to perform this action.",
        },
      },
      404: {
        requiredHeaders: [],
        content: toTable({
          "application/json": deleteWorkflow_404_application_json,
        }),
        example: {
          detail: "Not found.",
        },
      },
    },
  },
  updateWorkflow: {
    method: "PATCH",
    path: "/v3/workflows/{uuid}/",
    slash: "redirect",
    security: [["apiKey"]],
    pathPatterns: toTable({
      uuid: "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    }),
    query: toTable({}),
    headers: [],
    validateParameters: updateWorkflow_parameters,
    requestBody: {
      required: true,
      limitBytes: 1048576,
      content: toTable({
        "application/json": updateWorkflow_request_application_json,
      }),
    },
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateWorkflow_200_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateWorkflow_400_application_json,
        }),
        example: {
          status: ["Cannot revert a published version to draft."],
        },
      },
      401: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateWorkflow_401_application_json,
        }),
        example: {
          detail: "Unauthorized.",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateWorkflow_403_application_json,
        }),
        example: {
          detail: "You do not have permission to perform this action.",
        },
      },
      404: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateWorkflow_404_application_json,
        }),
        example: {
          detail: "Not found.",
        },
      },
      415: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateWorkflow_415_application_json,
        }),
        example: {
          detail: "Unsupported media type \"text/plain\" in request.",
        },
      },
    },
  },
  listUsers: {
    method: "GET",
    path: "/v3/users/",
    slash: "redirect",
    security: [["apiKey"]],
    query: toTable({
      status: "single",
      search: "single",
      limit: "single",
      offset: "single",
    }),
    headers: [],
    validateParameters: listUsers_parameters,
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": listUsers_200_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/json": listUsers_400_application_json,
        }),
        example: {
          limit: ["Ensure this value is greater than or equal to 1."],
        },
      },
      401: {
        requiredHeaders: [],
        content: toTable({
          "application/json": listUsers_401_application_json,
        }),
        example: {
          detail: "Unauthorized.",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": listUsers_403_application_json,
        }),
        example: {
          detail: "You do not have permission to perform this action.",
        },
      },
    },
  },
  getUser: {
    method: "GET",
    path: "/v3/users/{vendor_data}/",
    slash: "redirect",
    security: [["apiKey"]],
    query: toTable({}),
    headers: [],
    validateParameters: getUser_parameters,
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getUser_200_application_json,
        }),
      },
      401: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getUser_401_application_json,
        }),
        example: {
          detail: "Unauthorized.",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getUser_403_application_json,
        }),
        example: {
          detail: "You do not have permission to perform this action.",
        },
      },
      404: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getUser_404_application_json,
        }),
        example: {
          detail: "Not found.",
        },
      },
    },
  },
  updateUser: {
    method: "PATCH",
    path: "/v3/users/{vendor_data}/",
    slash: "redirect",
    security: [["apiKey"]],
    query: toTable({}),
    headers: [],
    validateParameters: updateUser_parameters,
    requestBody: {
      required: true,
      limitBytes: 1048576,
      content: toTable({
        "application/json": updateUser_request_application_json,
      }),
    },
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateUser_200_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateUser_400_application_json,
        }),
        example: {
          status: ["\"Approved\" is not a valid choice."],
        },
      },
      401: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateUser_401_application_json,
        }),
        example: {
          detail: "Unauthorized.",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateUser_403_application_json,
        }),
        example: {
          detail: "You do not have permission to perform this action.",
        },
      },
      404: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateUser_404_application_json,
        }),
        example: {
          detail: "Not found.",
        },
      },
      415: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateUser_415_application_json,
        }),
        example: {
          detail: "Unsupported media type \"text/plain\" in request.",
        },
      },
    },
  },
  deleteUsers: {
    method: "POST",
    path: "/v3/users/delete/",
    slash: "redirect",
    security: [["apiKey"]],
    query: toTable({}),
    headers: [],
    validateParameters: null,
    requestBody: {
      required: true,
      limitBytes: 1048576,
      content: toTable({
        "application/json": deleteUsers_request_application_json,
      }),
    },
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": deleteUsers_200_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/json": deleteUsers_400_application_json,
        }),
        example: {
          vendor_data_list: ["This field is required."],
        },
      },
      401: {
        requiredHeaders: [],
        content: toTable({
          "application/json": deleteUsers_401_application_json,
        }),
        example: {
          detail: "Unauthorized.",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": deleteUsers_403_application_json,
        }),
        example: {
          detail: "You do not have permission to perform this action.",
        },
      },
      415: {
        requiredHeaders: [],
        content: toTable({
          "application/json": deleteUsers_415_application_json,
        }),
        example: {
          detail: "Unsupported media type \"text/plain\" in request.",
        },
      },
    },
  },
  getBalance: {
    method: "GET",
    path: "/v3/billing/balance/",
    slash: "redirect",
    security: [["apiKey"]],
    query: toTable({}),
    headers: [],
    validateParameters: null,
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getBalance_200_application_json,
        }),
      },
      401: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getBalance_401_application_json,
        }),
        example: {
          detail: "Unauthorized.",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getBalance_403_application_json,
        }),
        example: {
          detail: "You do not have permission to perform this action.",
        },
      },
    },
  },
  getWebhookSettings: {
    method: "GET",
    path: "/v3/webhook/",
    slash: "redirect",
    security: [["apiKey"]],
    query: toTable({}),
    headers: [],
    validateParameters: null,
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getWebhookSettings_200_application_json,
        }),
      },
      401: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getWebhookSettings_401_application_json,
        }),
        example: {
          detail: "Unauthorized.",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getWebhookSettings_403_application_json,
        }),
        example: {
          detail: "You do not have permission to perform this action.",
        },
      },
    },
  },
  updateWebhookSettings: {
    method: "PATCH",
    path: "/v3/webhook/",
    slash: "redirect",
    security: [["apiKey"]],
    query: toTable({}),
    headers: [],
    validateParameters: null,
    requestBody: {
      required: true,
      limitBytes: 1048576,
      content: toTable({
        "application/json": updateWebhookSettings_request_application_json,
      }),
    },
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateWebhookSettings_200_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateWebhookSettings_400_application_json,
        }),
        example: {
          webhook_url: ["Enter a valid URL."],
        },
      },
      401: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateWebhookSettings_401_application_json,
        }),
        example: {
          detail: "Unauthorized.",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateWebhookSettings_403_application_json,
        }),
        example: {
          detail: "You do not have permission to perform this action.",
        },
      },
      415: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateWebhookSettings_415_application_json,
        }),
        example: {
          detail: "Unsupported media type \"text/plain\" in request.",
        },
      },
    },
  },
  listWebhookDestinations: {
    method: "GET",
    path: "/v3/webhook/destinations/",
    slash: "redirect",
    security: [["apiKey"]],
    query: toTable({}),
    headers: [],
    validateParameters: null,
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": listWebhookDestinations_200_application_json,
        }),
      },
      401: {
        requiredHeaders: [],
        content: toTable({
          "application/json": listWebhookDestinations_401_application_json,
        }),
        example: {
          detail: "Unauthorized.",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": listWebhookDestinations_403_application_json,
        }),
        example: {
          detail: "You do not have permission to perform this action.",
        },
      },
    },
  },
  createWebhookDestination: {
    method: "POST",
    path: "/v3/webhook/destinations/",
    slash: "redirect",
    security: [["apiKey"]],
    query: toTable({}),
    headers: [],
    validateParameters: null,
    requestBody: {
      required: true,
      limitBytes: 1048576,
      content: toTable({
        "application/json": createWebhookDestination_request_application_json,
      }),
    },
    responses: {
      201: {
        requiredHeaders: [],
        content: toTable({
          "application/json": createWebhookDestination_201_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/json": createWebhookDestination_400_application_json,
        }),
        example: {
          subscribed_events: ["This list may not be empty."],
        },
      },
      401: {
        requiredHeaders: [],
        content: toTable({
          "application/json": createWebhookDestination_401_application_json,
        }),
        example: {
          detail: "Unauthorized.",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": createWebhookDestination_403_application_json,
        }),
        example: {
          detail: "You do not have permission to perform this action.",
        },
      },
      415: {
        requiredHeaders: [],
        content: toTable({
          "application/json": createWebhookDestination_415_application_json,
        }),
        example: {
          detail: "Unsupported media type \"text/plain\" in request.",
        },
      },
    },
  },
  getWebhookDestination: {
    method: "GET",
    path: "/v3/webhook/destinations/{uuid}/",
    slash: "redirect",
    security: [["apiKey"]],
    pathPatterns: toTable({
      uuid: "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    }),
    query: toTable({}),
    headers: [],
    validateParameters: getWebhookDestination_parameters,
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getWebhookDestination_200_application_json,
        }),
      },
      401: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getWebhookDestination_401_application_json,
        }),
        example: {
          detail: "Unauthorized.",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getWebhookDestination_403_application_json,
        }),
        example: {
          detail: "You do not have permission to perform this action.",
        },
      },
      404: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getWebhookDestination_404_application_json,
        }),
        example: {
          detail: "Webhook destination not found.",
        },
      },
    },
  },
  deleteWebhookDestination: {
    method: "DELETE",
    path: "/v3/webhook/destinations/{uuid}/",
    slash: "redirect",
    security: [["apiKey"]],
    pathPatterns: toTable({
      uuid: "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    }),
    query: toTable({}),
    headers: [],
    validateParameters: deleteWebhookDestination_parameters,
    responses: {
      204: {
        requiredHeaders: [],
        content: toTable({}),
      },
      401: {
        requiredHeaders: [],
        content: toTable({
          "application/json": deleteWebhookDestination_401_application_json,
        }),
        example: {
          detail: "Unauthorized.",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": deleteWebhookDestination_403_application_json,
        }),
        example: {
          detail: "You do not have permission to perform this action.",
        },
      },
      404: {
        requiredHeaders: [],
        content: toTable({
          "application/json": deleteWebhookDestination_404_application_json,
        }),
        example: {
          detail: "Webhook destination not found.",
        },
      },
    },
  },
  updateWebhookDestination: {
    method: "PATCH",
    path: "/v3/webhook/destinations/{uuid}/",
    slash: "redirect",
    security: [["apiKey"]],
    pathPatterns: toTable({
      uuid: "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    }),
    query: toTable({}),
    headers: [],
    validateParameters: updateWebhookDestination_parameters,
    requestBody: {
      required: true,
      limitBytes: 1048576,
      content: toTable({
        "application/json": updateWebhookDestination_request_application_json,
      }),
    },
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateWebhookDestination_200_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateWebhookDestination_400_application_json,
        }),
        example: {
          subscribed_events: ["This list may not be empty."],
        },
      },
      401: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateWebhookDestination_401_application_json,
        }),
        example: {
          detail: "Unauthorized.",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateWebhookDestination_403_application_json,
        }),
        example: {
          detail: "You do not have permission to perform this action.",
        },
      },
      404: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateWebhookDestination_404_application_json,
        }),
        example: {
          detail: "Webhook destination not found.",
        },
      },
      415: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateWebhookDestination_415_application_json,
        }),
        example: {
          detail: "Unsupported media type \"text/plain\" in request.",
        },
      },
    },
  },
  listWebhookDeliveries: {
    method: "GET",
    path: "/v3/webhook/destinations/{uuid}/deliveries/",
    slash: "redirect",
    security: [["apiKey"]],
    pathPatterns: toTable({
      uuid: "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    }),
    query: toTable({}),
    headers: [],
    validateParameters: listWebhookDeliveries_parameters,
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": listWebhookDeliveries_200_application_json,
        }),
      },
      401: {
        requiredHeaders: [],
        content: toTable({
          "application/json": listWebhookDeliveries_401_application_json,
        }),
        example: {
          detail: "Unauthorized.",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": listWebhookDeliveries_403_application_json,
        }),
        example: {
          detail: "You do not have permission to perform this action.",
        },
      },
      404: {
        requiredHeaders: [],
        content: toTable({
          "application/json": listWebhookDeliveries_404_application_json,
        }),
        example: {
          detail: "Webhook destination not found.",
        },
      },
    },
  },
  getWebhookDelivery: {
    method: "GET",
    path: "/v3/webhook/destinations/{uuid}/deliveries/{delivery_uuid}/",
    slash: "redirect",
    security: [["apiKey"]],
    pathPatterns: toTable({
      uuid: "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
      delivery_uuid: "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    }),
    query: toTable({}),
    headers: [],
    validateParameters: getWebhookDelivery_parameters,
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getWebhookDelivery_200_application_json,
        }),
      },
      401: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getWebhookDelivery_401_application_json,
        }),
        example: {
          detail: "Unauthorized.",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getWebhookDelivery_403_application_json,
        }),
        example: {
          detail: "You do not have permission to perform this action.",
        },
      },
      404: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getWebhookDelivery_404_application_json,
        }),
        example: {
          detail: "Webhook destination not found.",
        },
      },
    },
  },
  listSandboxScenarios: {
    method: "GET",
    path: "/v1/sandbox/scenarios/",
    slash: "redirect",
    security: [["apiKey"]],
    query: toTable({}),
    headers: [],
    validateParameters: null,
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": listSandboxScenarios_200_application_json,
        }),
      },
      401: {
        requiredHeaders: [],
        content: toTable({
          "application/json": listSandboxScenarios_401_application_json,
        }),
        example: {
          detail: "Unauthorized.",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": listSandboxScenarios_403_application_json,
        }),
        example: {
          detail: "You do not have permission to perform this action.",
        },
      },
    },
  },
  createSessionV2: {
    method: "POST",
    path: "/v2/session/",
    slash: "redirect",
    security: [["apiKey"]],
    query: toTable({}),
    headers: [],
    validateParameters: null,
    requestBody: {
      required: true,
      limitBytes: 2097152,
      content: toTable({
        "application/json": createSessionV2_request_application_json,
      }),
    },
    responses: {
      201: {
        requiredHeaders: [],
        content: toTable({
          "application/json": createSessionV2_201_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/json": createSessionV2_400_application_json,
        }),
        example: {
          workflow_id: ["This field is required."],
        },
      },
      401: {
        requiredHeaders: [],
        content: toTable({
          "application/json": createSessionV2_401_application_json,
        }),
        example: {
          detail: "Unauthorized.",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": createSessionV2_403_application_json,
        }),
        example: {
          detail: "You do not have permission to perform this action.",
        },
      },
      415: {
        requiredHeaders: [],
        content: toTable({
          "application/json": createSessionV2_415_application_json,
        }),
        example: {
          detail: "Unsupported media type \"text/plain\" in request.",
        },
      },
    },
  },
  getDecisionV2: {
    method: "GET",
    path: "/v2/session/{session_id}/decision/",
    slash: "redirect",
    security: [["apiKey"]],
    pathPatterns: toTable({
      session_id: "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    }),
    query: toTable({}),
    headers: [],
    validateParameters: getDecisionV2_parameters,
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getDecisionV2_200_application_json,
        }),
      },
      401: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getDecisionV2_401_application_json,
        }),
        example: {
          detail: "Unauthorized.",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getDecisionV2_403_application_json,
        }),
        example: {
          detail: "You do not have permission to perform this action.",
        },
      },
      404: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getDecisionV2_404_application_json,
        }),
        example: {
          detail: "Not found.",
        },
      },
    },
  },
  updateStatusV2: {
    method: "PATCH",
    path: "/v2/session/{session_id}/update-status/",
    slash: "redirect",
    security: [["apiKey"]],
    pathPatterns: toTable({
      session_id: "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    }),
    query: toTable({}),
    headers: [],
    validateParameters: updateStatusV2_parameters,
    requestBody: {
      required: true,
      limitBytes: 1048576,
      content: toTable({
        "application/json": updateStatusV2_request_application_json,
      }),
    },
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateStatusV2_200_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateStatusV2_400_application_json,
        }),
        example: {
          new_status: ["This field is required."],
        },
      },
      401: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateStatusV2_401_application_json,
        }),
        example: {
          detail: "Unauthorized.",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateStatusV2_403_application_json,
        }),
        example: {
          detail: "You do not have permission to perform this action.",
        },
      },
      404: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateStatusV2_404_application_json,
        }),
        example: {
          detail: "Not found.",
        },
      },
      415: {
        requiredHeaders: [],
        content: toTable({
          "application/json": updateStatusV2_415_application_json,
        }),
        example: {
          detail: "Unsupported media type \"text/plain\" in request.",
        },
      },
      429: {
        requiredHeaders: ["retry-after"],
        content: toTable({
          "application/json": updateStatusV2_429_application_json,
        }),
        example: {
          detail: "Request was throttled. Expected available in 30 seconds.",
        },
        exampleHeaders: {
          "retry-after": "30",
        },
      },
    },
  },
  generatePdfV2: {
    method: "GET",
    path: "/v2/session/{session_id}/generate-pdf/",
    slash: "redirect",
    security: [["apiKey"]],
    pathPatterns: toTable({
      session_id: "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    }),
    query: toTable({}),
    headers: [],
    validateParameters: generatePdfV2_parameters,
    responses: {
      200: {
        requiredHeaders: ["content-disposition"],
        content: toTable({
          "application/pdf": null,
        }),
      },
      401: {
        requiredHeaders: [],
        content: toTable({
          "application/json": generatePdfV2_401_application_json,
        }),
        example: {
          detail: "Unauthorized.",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": generatePdfV2_403_application_json,
        }),
        example: {
          detail: "A report exists only for sessions that are approved, declined, in review or kyc expired.",
        },
      },
      404: {
        requiredHeaders: [],
        content: toTable({
          "application/json": generatePdfV2_404_application_json,
        }),
        example: {
          detail: "Not found.",
        },
      },
    },
  },
});

export const commonResponses = {
  301: {
    requiredHeaders: ["location"],
    content: toTable({}),
  },
  401: {
    requiredHeaders: ["www-authenticate"],
    content: toTable({
      "application/json": common_401_application_json,
    }),
    example: {
      detail: "Authentication credentials were not provided.",
    },
    exampleHeaders: {
      "www-authenticate": "Bearer",
    },
  },
  404: {
    requiredHeaders: [],
    content: toTable({
      "text/html": null,
    }),
    example: "<!doctype html><html lang=\"en\"><title>Not Found</title><h1>Not Found</h1></html>",
  },
  405: {
    requiredHeaders: ["allow"],
    content: toTable({
      "application/json": common_405_application_json,
    }),
    example: {
      detail: "Method \"PUT\" not allowed.",
    },
    exampleHeaders: {
      allow: "GET, HEAD",
    },
  },
  413: {
    requiredHeaders: [],
    content: toTable({
      "application/json": common_413_application_json,
    }),
    example: {
      detail: "Request body exceeded settings.DATA_UPLOAD_MAX_MEMORY_SIZE.",
    },
  },
  429: {
    requiredHeaders: ["retry-after"],
    content: toTable({
      "application/json": common_429_application_json,
    }),
    example: {
      detail: "Request was throttled. Expected available in 30 seconds.",
    },
    exampleHeaders: {
      "retry-after": "30",
    },
  },
  500: {
    requiredHeaders: [],
    content: toTable({
      "application/json": common_500_application_json,
    }),
    example: {
      detail: "A server error occurred.",
    },
  },
} as const;
