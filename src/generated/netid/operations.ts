// Written by `npm run generate`. Do not edit: change the spec.

import { toTable } from "#engine/basics/table.ts";
import {
  common_400_application_json,
  common_404_application_json,
  common_405_application_json,
  common_413_application_json,
  common_429_application_json,
  common_500_application_json,
  exportPermissions_200_application_vnd_netid_permission_center_netid_permission_export_audit_list_v1_json,
  exportPermissions_200_application_vnd_netid_permission_center_netid_permission_export_list_v1_json,
  exportPermissions_200_application_vnd_netid_permission_center_tapp_netid_permissions_export_audit_list_v1_json,
  exportPermissions_200_application_vnd_netid_permission_center_tapp_netid_permissions_export_list_v1_json,
  exportPermissions_400_application_json,
  exportPermissions_401_application_json,
  exportPermissions_403_application_json,
  exportPermissions_406_application_json,
  exportPermissions_parameters,
  preflightPermissions_parameters,
  preflightStatus_parameters,
  readStatus_200_application_vnd_netid_permission_center_netid_user_status_audit_v1_json,
  readStatus_200_application_vnd_netid_permission_center_netid_user_status_v1_json,
  readStatus_200_application_vnd_netid_permission_center_netid_user_status_v2_json,
  readStatus_400_application_json,
  readStatus_403_application_json,
  readStatus_406_application_json,
  readStatus_410_application_json,
  readStatus_parameters,
  writePermissions_201_application_vnd_netid_permission_center_netid_subject_status_audit_v1_json,
  writePermissions_201_application_vnd_netid_permission_center_netid_subject_status_v1_json,
  writePermissions_201_application_vnd_netid_permission_center_netid_subject_status_v2_json,
  writePermissions_400_application_json,
  writePermissions_403_application_json,
  writePermissions_406_application_json,
  writePermissions_410_application_json,
  writePermissions_415_application_json,
  writePermissions_parameters,
  writePermissions_request_application_vnd_netid_permission_center_netid_permissions_v2_json,
} from "./validators.js";

export const operations = toTable({
  readStatus: {
    method: "GET",
    path: "/netid-user-status",
    slash: "exact",
    security: [["bearerToken"], ["tpidCookie"]],
    query: toTable({
      "q.tapp_id.eq": "single",
      "q.identifier.in": "comma",
      "q.identifier": "comma",
    }),
    headers: ["origin"],
    validateParameters: readStatus_parameters,
    responses: {
      200: {
        requiredHeaders: ["vary", "cache-control"],
        content: toTable({
          "application/vnd.netid.permission-center.netid-user-status-v1+json": readStatus_200_application_vnd_netid_permission_center_netid_user_status_v1_json,
          "application/vnd.netid.permission-center.netid-user-status-audit-v1+json": readStatus_200_application_vnd_netid_permission_center_netid_user_status_audit_v1_json,
          "application/vnd.netid.permission-center.netid-user-status-v2+json": readStatus_200_application_vnd_netid_permission_center_netid_user_status_v2_json,
        }),
      },
      400: {
        requiredHeaders: ["vary", "cache-control"],
        content: toTable({
          "application/json": readStatus_400_application_json,
        }),
        example: {
          status: 400,
          status_code: "NO_TPID",
          message: "The cookie tpid_sec is missing.",
        },
        exampleHeaders: {
          vary: "Origin",
          "cache-control": "no-store",
        },
      },
      403: {
        requiredHeaders: ["vary", "cache-control"],
        content: toTable({
          "application/json": readStatus_403_application_json,
        }),
        example: {
          status: 403,
          status_code: "TAPP_NOT_ALLOWED",
          message: "The TAPP may not do this from here.",
        },
        exampleHeaders: {
          vary: "Origin",
          "cache-control": "no-store",
        },
      },
      406: {
        requiredHeaders: ["vary"],
        content: toTable({
          "application/json": readStatus_406_application_json,
        }),
        example: {
          timestamp: "2025-03-01T09:30:00.000+00:00",
          status: 406,
          error: "Not Acceptable",
          path: "/netid-user-status",
        },
        exampleHeaders: {
          vary: "Origin",
        },
      },
      410: {
        requiredHeaders: ["vary", "cache-control"],
        content: toTable({
          "application/json": readStatus_410_application_json,
        }),
        example: {
          status: 410,
          status_code: "TPID_EXISTENCE_ERROR",
          message: "The account is gone.",
        },
        exampleHeaders: {
          vary: "Origin",
          "cache-control": "no-store",
        },
      },
    },
  },
  preflightStatus: {
    method: "OPTIONS",
    path: "/netid-user-status",
    slash: "exact",
    security: [],
    query: toTable({
      "q.tapp_id.eq": "single",
    }),
    headers: ["origin", "access-control-request-method", "access-control-request-headers"],
    validateParameters: preflightStatus_parameters,
    responses: {
      200: {
        requiredHeaders: ["access-control-allow-origin", "access-control-allow-credentials", "access-control-allow-methods", "access-control-allow-headers", "access-control-max-age", "vary"],
        content: toTable({}),
      },
      403: {
        requiredHeaders: ["vary"],
        content: toTable({
          "text/plain": null,
        }),
        example: "Invalid CORS request",
        exampleHeaders: {
          vary: "Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
        },
      },
    },
  },
  exportPermissions: {
    method: "GET",
    path: "/netid-permissions",
    slash: "either",
    security: [["exportUser"]],
    query: toTable({
      "q.tapp_id.eq": "single",
      "q.cmp_id.eq": "single",
      "q.tapp_id.in": "comma",
      "q.date.ge": "single",
    }),
    headers: [],
    validateParameters: exportPermissions_parameters,
    responses: {
      200: {
        requiredHeaders: ["cache-control"],
        content: toTable({
          "application/vnd.netid.permission-center.netid-permission-export.list-v1+json": exportPermissions_200_application_vnd_netid_permission_center_netid_permission_export_list_v1_json,
          "application/vnd.netid.permission-center.netid-permission-export-audit.list-v1+json": exportPermissions_200_application_vnd_netid_permission_center_netid_permission_export_audit_list_v1_json,
          "application/vnd.netid.permission-center.tapp-netid-permissions-export.list-v1+json": exportPermissions_200_application_vnd_netid_permission_center_tapp_netid_permissions_export_list_v1_json,
          "application/vnd.netid.permission-center.tapp-netid-permissions-export-audit.list-v1+json": exportPermissions_200_application_vnd_netid_permission_center_tapp_netid_permissions_export_audit_list_v1_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/json": exportPermissions_400_application_json,
        }),
        example: {
          timestamp: "2025-03-01T09:30:00.000+00:00",
          status: 400,
          error: "Bad Request",
          path: "/netid-permissions",
        },
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/json": exportPermissions_401_application_json,
        }),
        example: {
          timestamp: "2025-03-01T09:30:00.000+00:00",
          status: 401,
          error: "Unauthorized",
          path: "/netid-permissions",
        },
        exampleHeaders: {
          "www-authenticate": "Basic realm=\"netid\"",
        },
      },
      403: {
        requiredHeaders: [],
        content: toTable({
          "application/json": exportPermissions_403_application_json,
        }),
        example: {
          timestamp: "2025-03-01T09:30:00.000+00:00",
          status: 403,
          error: "Forbidden",
          path: "/netid-permissions",
        },
      },
      406: {
        requiredHeaders: [],
        content: toTable({
          "application/json": exportPermissions_406_application_json,
        }),
        example: {
          timestamp: "2025-03-01T09:30:00.000+00:00",
          status: 406,
          error: "Not Acceptable",
          path: "/netid-permissions",
        },
      },
    },
  },
  writePermissions: {
    method: "POST",
    path: "/netid-permissions",
    slash: "either",
    security: [["bearerToken"], ["tpidCookie"]],
    query: toTable({
      "q.tapp_id.eq": "single",
      "q.identifier.in": "comma",
      "q.identifier": "comma",
    }),
    headers: ["origin"],
    validateParameters: writePermissions_parameters,
    requestBody: {
      required: true,
      limitBytes: 1048576,
      content: toTable({
        "application/vnd.netid.permission-center.netid-permissions-v2+json": writePermissions_request_application_vnd_netid_permission_center_netid_permissions_v2_json,
      }),
    },
    responses: {
      201: {
        requiredHeaders: ["location", "vary", "cache-control"],
        content: toTable({
          "application/vnd.netid.permission-center.netid-subject-status-v1+json": writePermissions_201_application_vnd_netid_permission_center_netid_subject_status_v1_json,
          "application/vnd.netid.permission-center.netid-subject-status-audit-v1+json": writePermissions_201_application_vnd_netid_permission_center_netid_subject_status_audit_v1_json,
          "application/vnd.netid.permission-center.netid-subject-status-v2+json": writePermissions_201_application_vnd_netid_permission_center_netid_subject_status_v2_json,
        }),
      },
      400: {
        requiredHeaders: ["vary", "cache-control"],
        content: toTable({
          "application/json": writePermissions_400_application_json,
        }),
        example: {
          status: 400,
          status_code: "NO_TPID",
          message: "The cookie tpid_sec is missing.",
        },
        exampleHeaders: {
          vary: "Origin",
          "cache-control": "no-store",
        },
      },
      403: {
        requiredHeaders: ["vary", "cache-control"],
        content: toTable({
          "application/json": writePermissions_403_application_json,
        }),
        example: {
          status: 403,
          status_code: "TAPP_NOT_ALLOWED",
          message: "The TAPP may not do this from here.",
        },
        exampleHeaders: {
          vary: "Origin",
          "cache-control": "no-store",
        },
      },
      406: {
        requiredHeaders: ["vary"],
        content: toTable({
          "application/json": writePermissions_406_application_json,
        }),
        example: {
          timestamp: "2025-03-01T09:30:00.000+00:00",
          status: 406,
          error: "Not Acceptable",
          path: "/netid-user-status",
        },
        exampleHeaders: {
          vary: "Origin",
        },
      },
      410: {
        requiredHeaders: ["vary", "cache-control"],
        content: toTable({
          "application/json": writePermissions_410_application_json,
        }),
        example: {
          status: 410,
          status_code: "TPID_EXISTENCE_ERROR",
          message: "The account is gone.",
        },
        exampleHeaders: {
          vary: "Origin",
          "cache-control": "no-store",
        },
      },
      415: {
        requiredHeaders: ["vary"],
        content: toTable({
          "application/json": writePermissions_415_application_json,
        }),
        example: {
          timestamp: "2025-03-01T09:30:00.000+00:00",
          status: 415,
          error: "Unsupported Media Type",
          path: "/netid-permissions",
        },
        exampleHeaders: {
          vary: "Origin",
        },
      },
    },
  },
  preflightPermissions: {
    method: "OPTIONS",
    path: "/netid-permissions",
    slash: "either",
    security: [],
    query: toTable({
      "q.tapp_id.eq": "single",
    }),
    headers: ["origin", "access-control-request-method", "access-control-request-headers"],
    validateParameters: preflightPermissions_parameters,
    responses: {
      200: {
        requiredHeaders: ["access-control-allow-origin", "access-control-allow-credentials", "access-control-allow-methods", "access-control-allow-headers", "access-control-max-age", "vary"],
        content: toTable({}),
      },
      403: {
        requiredHeaders: ["vary"],
        content: toTable({
          "text/plain": null,
        }),
        example: "Invalid CORS request",
        exampleHeaders: {
          vary: "Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
        },
      },
    },
  },
});

export const commonResponses = {
  400: {
    requiredHeaders: [],
    content: toTable({
      "application/json": common_400_application_json,
    }),
    example: {
      timestamp: "2025-03-01T09:30:00.000+00:00",
      status: 400,
      error: "Bad Request",
      path: "/netid-user-status%",
    },
  },
  404: {
    requiredHeaders: ["vary"],
    content: toTable({
      "application/json": common_404_application_json,
    }),
    example: {
      timestamp: "2025-03-01T09:30:00.000+00:00",
      status: 404,
      error: "Not Found",
      path: "/netid-user",
    },
    exampleHeaders: {
      vary: "Origin",
    },
  },
  405: {
    requiredHeaders: ["allow", "vary"],
    content: toTable({
      "application/json": common_405_application_json,
    }),
    example: {
      timestamp: "2025-03-01T09:30:00.000+00:00",
      status: 405,
      error: "Method Not Allowed",
      path: "/netid-user-status",
    },
    exampleHeaders: {
      allow: "GET, OPTIONS",
      vary: "Origin",
    },
  },
  413: {
    requiredHeaders: [],
    content: toTable({
      "application/json": common_413_application_json,
    }),
    example: {
      timestamp: "2025-03-01T09:30:00.000+00:00",
      status: 413,
      error: "Payload Too Large",
      path: "/netid-permissions",
    },
  },
  429: {
    requiredHeaders: [],
    content: toTable({
      "application/json": common_429_application_json,
    }),
    example: {
      timestamp: "2025-03-01T09:30:00.000+00:00",
      status: 429,
      error: "Too Many Requests",
      path: "/netid-permissions",
    },
  },
  500: {
    requiredHeaders: [],
    content: toTable({
      "application/json": common_500_application_json,
    }),
    example: {
      timestamp: "2025-03-01T09:30:00.000+00:00",
      status: 500,
      error: "Internal Server Error",
      path: "/netid-permissions",
    },
  },
} as const;
