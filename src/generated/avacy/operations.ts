// Written by `npm run generate`. Do not edit: change the spec.

import { toTable } from "#engine/basics/table.ts";
import {
  common_404_application_json,
  common_405_application_json,
  common_413_application_json,
  common_429_application_json,
  common_500_application_json,
  recordConsentV2_201_application_json,
  recordConsentV2_400_application_json,
  recordConsentV2_401_application_json,
  recordConsentV2_404_application_json,
  recordConsentV2_parameters,
  recordConsentV2_request_application_json,
  recordConsentV2_request_application_x_www_form_urlencoded,
  recordConsentV4_201_application_json,
  recordConsentV4_400_application_json,
  recordConsentV4_401_application_json,
  recordConsentV4_404_application_json,
  recordConsentV4_parameters,
  recordConsentV4_request_application_json,
  recordConsentV4_request_application_x_www_form_urlencoded,
  recordConsent_201_application_json,
  recordConsent_400_application_json,
  recordConsent_401_application_json,
  recordConsent_404_application_json,
  recordConsent_parameters,
  recordConsent_request_application_json,
  recordConsent_request_application_x_www_form_urlencoded,
  validateApiToken_200_application_json,
  validateApiToken_404_application_json,
  validateApiToken_503_application_json,
  validateApiToken_parameters,
  validateWebspace_200_application_json,
  validateWebspace_404_application_json,
  validateWebspace_503_application_json,
  validateWebspace_parameters,
} from "./validators.js";

export const operations = toTable({
  recordConsent: {
    method: "POST",
    path: "/{tenant}/domains_groups/{id}/consents",
    slash: "either",
    security: [["apiToken"]],
    query: toTable({}),
    headers: [],
    validateParameters: recordConsent_parameters,
    requestBody: {
      required: true,
      limitBytes: 1048576,
      content: toTable({
        "application/json": recordConsent_request_application_json,
        "application/x-www-form-urlencoded": recordConsent_request_application_x_www_form_urlencoded,
      }),
    },
    responses: {
      201: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": recordConsent_201_application_json,
        }),
      },
      400: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": recordConsent_400_application_json,
        }),
        example: {
          message: "The identifier field is required. (and 2 more errors)",
          errors: {
            identifier: ["The identifier field is required."],
            ip_address: ["The ip address field is required."],
            preferences: ["The preferences field is required."],
          },
        },
        exampleHeaders: {},
      },
      401: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": recordConsent_401_application_json,
        }),
        example: {
          message: "Unauthenticated",
        },
        exampleHeaders: {},
      },
      404: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": recordConsent_404_application_json,
        }),
        example: {
          message: "team_not_found",
          error: "team_not_found",
        },
        exampleHeaders: {},
      },
    },
  },
  recordConsentV2: {
    method: "POST",
    path: "/{tenant}/v2/webspaces/{id}/consents",
    slash: "either",
    security: [["apiToken"]],
    query: toTable({}),
    headers: [],
    validateParameters: recordConsentV2_parameters,
    requestBody: {
      required: true,
      limitBytes: 1048576,
      content: toTable({
        "application/json": recordConsentV2_request_application_json,
        "application/x-www-form-urlencoded": recordConsentV2_request_application_x_www_form_urlencoded,
      }),
    },
    responses: {
      201: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": recordConsentV2_201_application_json,
        }),
      },
      400: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": recordConsentV2_400_application_json,
        }),
        example: {
          message: "The identifier field is required. (and 2 more errors)",
          errors: {
            identifier: ["The identifier field is required."],
            ip_address: ["The ip address field is required."],
            preferences: ["The preferences field is required."],
          },
        },
        exampleHeaders: {},
      },
      401: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": recordConsentV2_401_application_json,
        }),
        example: {
          message: "Unauthenticated",
        },
        exampleHeaders: {},
      },
      404: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": recordConsentV2_404_application_json,
        }),
        example: {
          message: "team_not_found",
          error: "team_not_found",
        },
        exampleHeaders: {},
      },
    },
  },
  recordConsentV4: {
    method: "POST",
    path: "/{tenant}/v4/webspaces/{id}/consents",
    slash: "either",
    security: [["apiToken"]],
    query: toTable({}),
    headers: [],
    validateParameters: recordConsentV4_parameters,
    requestBody: {
      required: true,
      limitBytes: 1048576,
      content: toTable({
        "application/json": recordConsentV4_request_application_json,
        "application/x-www-form-urlencoded": recordConsentV4_request_application_x_www_form_urlencoded,
      }),
    },
    responses: {
      201: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": recordConsentV4_201_application_json,
        }),
      },
      400: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": recordConsentV4_400_application_json,
        }),
        example: {
          message: "The ip address field is required. (and 2 more errors)",
          errors: {
            ip_address: ["The ip address field is required."],
            consent_type: ["The consent type field is required."],
            optin: ["The optin field is required."],
          },
        },
        exampleHeaders: {},
      },
      401: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": recordConsentV4_401_application_json,
        }),
        example: {
          message: "Unauthenticated",
        },
        exampleHeaders: {},
      },
      404: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": recordConsentV4_404_application_json,
        }),
        example: {
          message: "team_not_found",
          error: "team_not_found",
        },
        exampleHeaders: {},
      },
    },
  },
  validateWebspace: {
    method: "GET",
    path: "/wp/validate/{team}/{webspaceKey}",
    slash: "either",
    security: [],
    query: toTable({}),
    headers: [],
    validateParameters: validateWebspace_parameters,
    responses: {
      200: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": validateWebspace_200_application_json,
        }),
      },
      404: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": validateWebspace_404_application_json,
        }),
        example: {
          message: "team_not_found unknown",
          error: "team_not_found",
        },
        exampleHeaders: {},
      },
      503: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": validateWebspace_503_application_json,
        }),
        example: {
          message: "service_unavailable",
          error: "service_unavailable",
        },
        exampleHeaders: {},
      },
    },
  },
  validateApiToken: {
    method: "GET",
    path: "/wp/validate/{team}/{webspaceKey}/{apiToken}",
    slash: "either",
    security: [],
    query: toTable({}),
    headers: [],
    validateParameters: validateApiToken_parameters,
    responses: {
      200: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": validateApiToken_200_application_json,
        }),
      },
      404: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": validateApiToken_404_application_json,
        }),
        example: {
          message: "team_not_found unknown",
          error: "team_not_found",
        },
        exampleHeaders: {},
      },
      503: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": validateApiToken_503_application_json,
        }),
        example: {
          message: "service_unavailable",
          error: "service_unavailable",
        },
        exampleHeaders: {},
      },
    },
  },
});

export const commonResponses = {
  404: {
    requiredHeaders: ["access-control-allow-origin"],
    content: toTable({
      "application/json": common_404_application_json,
    }),
    example: {
      message: "The route standin/consents could not be found.",
    },
    exampleHeaders: {},
  },
  405: {
    requiredHeaders: ["access-control-allow-origin", "allow"],
    content: toTable({
      "application/json": common_405_application_json,
    }),
    example: {
      message: "The GET method is not supported for route standin/domains_groups/1/consents. Supported methods: POST.",
    },
    exampleHeaders: {
      allow: "POST",
    },
  },
  413: {
    requiredHeaders: ["access-control-allow-origin"],
    content: toTable({
      "application/json": common_413_application_json,
    }),
    example: {
      message: "The POST data is too large.",
    },
    exampleHeaders: {},
  },
  429: {
    requiredHeaders: ["access-control-allow-origin", "x-ratelimit-limit", "x-ratelimit-remaining"],
    content: toTable({
      "application/json": common_429_application_json,
    }),
    example: {
      message: "Too Many Attempts.",
    },
    exampleHeaders: {},
  },
  500: {
    requiredHeaders: ["access-control-allow-origin"],
    content: toTable({
      "application/json": common_500_application_json,
    }),
    example: {
      message: "Server Error",
    },
    exampleHeaders: {},
  },
} as const;
