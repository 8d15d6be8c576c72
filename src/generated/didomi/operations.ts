// Written by `npm run generate`. Do not edit: change the spec.

import { toTable } from "#engine/basics/table.ts";
import {
  common_400_application_json,
  common_404_application_json,
  common_405_application_json,
  common_413_application_json,
  common_429_application_json,
  common_500_application_json,
  createEvent_200_application_json,
  createEvent_400_application_json,
  createEvent_401_application_json,
  createEvent_403_application_json,
  createEvent_409_application_json,
  createEvent_parameters,
  createEvent_request_application_json,
  createProof_200_application_json,
  createProof_400_application_json,
  createProof_401_application_json,
  createProof_403_application_json,
  createProof_parameters,
  createProof_request_application_json,
  createSession_200_application_json,
  createSession_400_application_json,
  createSession_request_application_json,
  createToken_200_application_json,
  createToken_400_application_json,
  createToken_401_application_json,
  createToken_403_application_json,
  createToken_parameters,
  createToken_request_application_json,
  createUser_200_application_json,
  createUser_400_application_json,
  createUser_401_application_json,
  createUser_403_application_json,
  createUser_409_application_json,
  createUser_parameters,
  createUser_request_application_json,
  deleteEvent_400_application_json,
  deleteEvent_401_application_json,
  deleteEvent_403_application_json,
  deleteEvent_404_application_json,
  deleteEvent_parameters,
  deleteEvents_400_application_json,
  deleteEvents_401_application_json,
  deleteEvents_403_application_json,
  deleteEvents_parameters,
  deleteUser_200_application_json,
  deleteUser_400_application_json,
  deleteUser_401_application_json,
  deleteUser_403_application_json,
  deleteUser_404_application_json,
  deleteUser_parameters,
  getEvent_200_application_json,
  getEvent_400_application_json,
  getEvent_401_application_json,
  getEvent_403_application_json,
  getEvent_404_application_json,
  getEvent_parameters,
  getProof_200_application_json,
  getProof_400_application_json,
  getProof_401_application_json,
  getProof_403_application_json,
  getProof_404_application_json,
  getProof_parameters,
  getUser_200_application_json,
  getUser_400_application_json,
  getUser_401_application_json,
  getUser_403_application_json,
  getUser_404_application_json,
  getUser_parameters,
  listEvents_200_application_json,
  listEvents_400_application_json,
  listEvents_401_application_json,
  listEvents_403_application_json,
  listEvents_parameters,
  listUsers_200_application_json,
  listUsers_400_application_json,
  listUsers_401_application_json,
  listUsers_403_application_json,
  listUsers_parameters,
  updateEvent_200_application_json,
  updateEvent_400_application_json,
  updateEvent_401_application_json,
  updateEvent_403_application_json,
  updateEvent_404_application_json,
  updateEvent_parameters,
  updateEvent_request_application_json,
  updateUser_200_application_json,
  updateUser_400_application_json,
  updateUser_401_application_json,
  updateUser_403_application_json,
  updateUser_404_application_json,
  updateUser_409_application_json,
  updateUser_parameters,
  updateUser_request_application_json,
} from "./validators.js";

export const operations = toTable({
  createSession: {
    method: "POST",
    path: "/sessions",
    slash: "either",
    security: [],
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
      200: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": createSession_200_application_json,
        }),
      },
      400: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": createSession_400_application_json,
        }),
        example: {
          code: 400,
          errors: {},
          message: "Invalid authentication information",
          name: "BadRequest",
        },
        exampleHeaders: {},
      },
    },
  },
  createToken: {
    method: "POST",
    path: "/consents/tokens",
    slash: "either",
    security: [["organizationToken"]],
    query: toTable({
      organization_id: "single",
    }),
    headers: [],
    validateParameters: createToken_parameters,
    requestBody: {
      required: true,
      limitBytes: 1048576,
      content: toTable({
        "application/json": createToken_request_application_json,
      }),
    },
    responses: {
      200: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": createToken_200_application_json,
        }),
      },
      400: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": createToken_400_application_json,
        }),
        example: {
          code: 400,
          errors: {},
          message: "'organization_id' is required",
          name: "BadRequest",
        },
        exampleHeaders: {},
      },
      401: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": createToken_401_application_json,
        }),
        example: {
          code: 401,
          errors: {},
          message: "Invalid token",
          name: "NotAuthenticated",
        },
        exampleHeaders: {},
      },
      403: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": createToken_403_application_json,
        }),
        example: {
          code: 403,
          errors: {},
          message: "You do not have permission to perform this action",
          name: "Forbidden",
        },
        exampleHeaders: {},
      },
    },
  },
  listUsers: {
    method: "GET",
    path: "/consents/users",
    slash: "either",
    security: [["organizationToken"], ["consentToken"]],
    query: toTable({
      organization_id: "single",
      organization_user_id: "single",
      user_id: "single",
      id: "single",
      regulation: "single",
      "regulation[$in]": "repeat",
      $cursor: "single",
    }),
    headers: [],
    validateParameters: listUsers_parameters,
    responses: {
      200: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": listUsers_200_application_json,
        }),
      },
      400: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": listUsers_400_application_json,
        }),
        example: {
          code: 400,
          errors: {},
          message: "'organization_id' is required",
          name: "BadRequest",
        },
        exampleHeaders: {},
      },
      401: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": listUsers_401_application_json,
        }),
        example: {
          code: 401,
          errors: {},
          message: "Invalid token",
          name: "NotAuthenticated",
        },
        exampleHeaders: {},
      },
      403: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": listUsers_403_application_json,
        }),
        example: {
          code: 403,
          errors: {},
          message: "You do not have permission to perform this action",
          name: "Forbidden",
        },
        exampleHeaders: {},
      },
    },
  },
  createUser: {
    method: "POST",
    path: "/consents/users",
    slash: "either",
    security: [["organizationToken"]],
    query: toTable({
      organization_id: "single",
    }),
    headers: [],
    validateParameters: createUser_parameters,
    requestBody: {
      required: true,
      limitBytes: 1048576,
      content: toTable({
        "application/json": createUser_request_application_json,
      }),
    },
    responses: {
      200: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": createUser_200_application_json,
        }),
      },
      400: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": createUser_400_application_json,
        }),
        example: {
          code: 400,
          errors: {},
          message: "'organization_id' is required",
          name: "BadRequest",
        },
        exampleHeaders: {},
      },
      401: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": createUser_401_application_json,
        }),
        example: {
          code: 401,
          errors: {},
          message: "Invalid token",
          name: "NotAuthenticated",
        },
        exampleHeaders: {},
      },
      403: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": createUser_403_application_json,
        }),
        example: {
          code: 403,
          errors: {},
          message: "You do not have permission to perform this action",
          name: "Forbidden",
        },
        exampleHeaders: {},
      },
      409: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": createUser_409_application_json,
        }),
        example: {
          code: 409,
          errors: {},
          message: "'import-0001' already exists",
          name: "Conflict",
        },
        exampleHeaders: {},
      },
    },
  },
  getUser: {
    method: "GET",
    path: "/consents/users/{id}",
    slash: "either",
    security: [["organizationToken"], ["consentToken"]],
    query: toTable({
      organization_id: "single",
      $by_organization_user_id: "single",
      regulation: "single",
    }),
    headers: [],
    validateParameters: getUser_parameters,
    responses: {
      200: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": getUser_200_application_json,
        }),
      },
      400: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": getUser_400_application_json,
        }),
        example: {
          code: 400,
          errors: {},
          message: "'organization_id' is required",
          name: "BadRequest",
        },
        exampleHeaders: {},
      },
      401: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": getUser_401_application_json,
        }),
        example: {
          code: 401,
          errors: {},
          message: "Invalid token",
          name: "NotAuthenticated",
        },
        exampleHeaders: {},
      },
      403: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": getUser_403_application_json,
        }),
        example: {
          code: 403,
          errors: {},
          message: "You do not have permission to perform this action",
          name: "Forbidden",
        },
        exampleHeaders: {},
      },
      404: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": getUser_404_application_json,
        }),
        example: {
          code: 404,
          errors: {},
          message: "No record found for id 'unknown'",
          name: "NotFound",
        },
        exampleHeaders: {},
      },
    },
  },
  deleteUser: {
    method: "DELETE",
    path: "/consents/users/{id}",
    slash: "either",
    security: [["organizationToken"]],
    query: toTable({
      organization_id: "single",
      $by_organization_user_id: "single",
    }),
    headers: [],
    validateParameters: deleteUser_parameters,
    responses: {
      200: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": deleteUser_200_application_json,
        }),
      },
      400: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": deleteUser_400_application_json,
        }),
        example: {
          code: 400,
          errors: {},
          message: "'organization_id' is required",
          name: "BadRequest",
        },
        exampleHeaders: {},
      },
      401: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": deleteUser_401_application_json,
        }),
        example: {
          code: 401,
          errors: {},
          message: "Invalid token",
          name: "NotAuthenticated",
        },
        exampleHeaders: {},
      },
      403: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": deleteUser_403_application_json,
        }),
        example: {
          code: 403,
          errors: {},
          message: "You do not have permission to perform this action",
          name: "Forbidden",
        },
        exampleHeaders: {},
      },
      404: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": deleteUser_404_application_json,
        }),
        example: {
          code: 404,
          errors: {},
          message: "No record found for id 'unknown'",
          name: "NotFound",
        },
        exampleHeaders: {},
      },
    },
  },
  updateUser: {
    method: "PATCH",
    path: "/consents/users/{id}",
    slash: "either",
    security: [["organizationToken"]],
    query: toTable({
      organization_id: "single",
      $by_organization_user_id: "single",
    }),
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
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": updateUser_200_application_json,
        }),
      },
      400: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": updateUser_400_application_json,
        }),
        example: {
          code: 400,
          errors: {},
          message: "'organization_id' is required",
          name: "BadRequest",
        },
        exampleHeaders: {},
      },
      401: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": updateUser_401_application_json,
        }),
        example: {
          code: 401,
          errors: {},
          message: "Invalid token",
          name: "NotAuthenticated",
        },
        exampleHeaders: {},
      },
      403: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": updateUser_403_application_json,
        }),
        example: {
          code: 403,
          errors: {},
          message: "You do not have permission to perform this action",
          name: "Forbidden",
        },
        exampleHeaders: {},
      },
      404: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": updateUser_404_application_json,
        }),
        example: {
          code: 404,
          errors: {},
          message: "No record found for id 'unknown'",
          name: "NotFound",
        },
        exampleHeaders: {},
      },
      409: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": updateUser_409_application_json,
        }),
        example: {
          code: 409,
          errors: {},
          message: "'import-0001' already exists",
          name: "Conflict",
        },
        exampleHeaders: {},
      },
    },
  },
  listEvents: {
    method: "GET",
    path: "/consents/events",
    slash: "either",
    security: [["organizationToken"], ["consentToken"]],
    query: toTable({
      organization_id: "single",
      user_id: "single",
      organization_user_id: "single",
      status: "single",
      "status[$in]": "repeat",
      regulation: "single",
      "regulation[$in]": "repeat",
      $cursor: "single",
    }),
    headers: [],
    validateParameters: listEvents_parameters,
    responses: {
      200: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": listEvents_200_application_json,
        }),
      },
      400: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": listEvents_400_application_json,
        }),
        example: {
          code: 400,
          errors: {},
          message: "'organization_id' is required",
          name: "BadRequest",
        },
        exampleHeaders: {},
      },
      401: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": listEvents_401_application_json,
        }),
        example: {
          code: 401,
          errors: {},
          message: "Invalid token",
          name: "NotAuthenticated",
        },
        exampleHeaders: {},
      },
      403: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": listEvents_403_application_json,
        }),
        example: {
          code: 403,
          errors: {},
          message: "You do not have permission to perform this action",
          name: "Forbidden",
        },
        exampleHeaders: {},
      },
    },
  },
  createEvent: {
    method: "POST",
    path: "/consents/events",
    slash: "either",
    security: [["organizationToken"], ["consentToken"]],
    query: toTable({
      organization_id: "single",
      $disable_integrations: "single",
      $generate_tcfcs: "single",
    }),
    headers: [],
    validateParameters: createEvent_parameters,
    requestBody: {
      required: true,
      limitBytes: 15794176,
      content: toTable({
        "application/json": createEvent_request_application_json,
      }),
    },
    responses: {
      200: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": createEvent_200_application_json,
        }),
      },
      400: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": createEvent_400_application_json,
        }),
        example: {
          code: 400,
          errors: {},
          message: "'organization_id' is required",
          name: "BadRequest",
        },
        exampleHeaders: {},
      },
      401: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": createEvent_401_application_json,
        }),
        example: {
          code: 401,
          errors: {},
          message: "Invalid token",
          name: "NotAuthenticated",
        },
        exampleHeaders: {},
      },
      403: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": createEvent_403_application_json,
        }),
        example: {
          code: 403,
          errors: {},
          message: "You do not have permission to perform this action",
          name: "Forbidden",
        },
        exampleHeaders: {},
      },
      409: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": createEvent_409_application_json,
        }),
        example: {
          code: 409,
          errors: {},
          message: "'import-0001' already exists",
          name: "Conflict",
        },
        exampleHeaders: {},
      },
    },
  },
  deleteEvents: {
    method: "DELETE",
    path: "/consents/events",
    slash: "either",
    security: [["organizationToken"]],
    query: toTable({
      organization_id: "single",
      user_id: "single",
      organization_user_id: "single",
      filter: "object",
    }),
    headers: [],
    validateParameters: deleteEvents_parameters,
    responses: {
      204: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({}),
      },
      400: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": deleteEvents_400_application_json,
        }),
        example: {
          code: 400,
          errors: {},
          message: "'organization_id' is required",
          name: "BadRequest",
        },
        exampleHeaders: {},
      },
      401: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": deleteEvents_401_application_json,
        }),
        example: {
          code: 401,
          errors: {},
          message: "Invalid token",
          name: "NotAuthenticated",
        },
        exampleHeaders: {},
      },
      403: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": deleteEvents_403_application_json,
        }),
        example: {
          code: 403,
          errors: {},
          message: "You do not have permission to perform this action",
          name: "Forbidden",
        },
        exampleHeaders: {},
      },
    },
  },
  getEvent: {
    method: "GET",
    path: "/consents/events/{id}",
    slash: "either",
    security: [["organizationToken"], ["consentToken"]],
    query: toTable({
      organization_id: "single",
      user_id: "single",
      organization_user_id: "single",
    }),
    headers: [],
    validateParameters: getEvent_parameters,
    responses: {
      200: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": getEvent_200_application_json,
        }),
      },
      400: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": getEvent_400_application_json,
        }),
        example: {
          code: 400,
          errors: {},
          message: "'organization_id' is required",
          name: "BadRequest",
        },
        exampleHeaders: {},
      },
      401: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": getEvent_401_application_json,
        }),
        example: {
          code: 401,
          errors: {},
          message: "Invalid token",
          name: "NotAuthenticated",
        },
        exampleHeaders: {},
      },
      403: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": getEvent_403_application_json,
        }),
        example: {
          code: 403,
          errors: {},
          message: "You do not have permission to perform this action",
          name: "Forbidden",
        },
        exampleHeaders: {},
      },
      404: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": getEvent_404_application_json,
        }),
        example: {
          code: 404,
          errors: {},
          message: "No record found for id 'unknown'",
          name: "NotFound",
        },
        exampleHeaders: {},
      },
    },
  },
  deleteEvent: {
    method: "DELETE",
    path: "/consents/events/{id}",
    slash: "either",
    security: [["organizationToken"]],
    query: toTable({
      organization_id: "single",
      user_id: "single",
      organization_user_id: "single",
    }),
    headers: [],
    validateParameters: deleteEvent_parameters,
    responses: {
      204: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({}),
      },
      400: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": deleteEvent_400_application_json,
        }),
        example: {
          code: 400,
          errors: {},
          message: "'organization_id' is required",
          name: "BadRequest",
        },
        exampleHeaders: {},
      },
      401: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": deleteEvent_401_application_json,
        }),
        example: {
          code: 401,
          errors: {},
          message: "Invalid token",
          name: "NotAuthenticated",
        },
        exampleHeaders: {},
      },
      403: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": deleteEvent_403_application_json,
        }),
        example: {
          code: 403,
          errors: {},
          message: "You do not have permission to perform this action",
          name: "Forbidden",
        },
        exampleHeaders: {},
      },
      404: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": deleteEvent_404_application_json,
        }),
        example: {
          code: 404,
          errors: {},
          message: "No record found for id 'unknown'",
          name: "NotFound",
        },
        exampleHeaders: {},
      },
    },
  },
  updateEvent: {
    method: "PATCH",
    path: "/consents/events/{id}",
    slash: "either",
    security: [["organizationToken"]],
    query: toTable({
      organization_id: "single",
      user_id: "single",
      organization_user_id: "single",
    }),
    headers: [],
    validateParameters: updateEvent_parameters,
    requestBody: {
      required: true,
      limitBytes: 15794176,
      content: toTable({
        "application/json": updateEvent_request_application_json,
      }),
    },
    responses: {
      200: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": updateEvent_200_application_json,
        }),
      },
      400: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": updateEvent_400_application_json,
        }),
        example: {
          code: 400,
          errors: {},
          message: "'organization_id' is required",
          name: "BadRequest",
        },
        exampleHeaders: {},
      },
      401: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": updateEvent_401_application_json,
        }),
        example: {
          code: 401,
          errors: {},
          message: "Invalid token",
          name: "NotAuthenticated",
        },
        exampleHeaders: {},
      },
      403: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": updateEvent_403_application_json,
        }),
        example: {
          code: 403,
          errors: {},
          message: "You do not have permission to perform this action",
          name: "Forbidden",
        },
        exampleHeaders: {},
      },
      404: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": updateEvent_404_application_json,
        }),
        example: {
          code: 404,
          errors: {},
          message: "No record found for id 'unknown'",
          name: "NotFound",
        },
        exampleHeaders: {},
      },
    },
  },
  createProof: {
    method: "POST",
    path: "/consents/proofs",
    slash: "either",
    security: [["organizationToken"]],
    query: toTable({
      organization_id: "single",
    }),
    headers: [],
    validateParameters: createProof_parameters,
    requestBody: {
      required: true,
      limitBytes: 15794176,
      content: toTable({
        "application/json": createProof_request_application_json,
      }),
    },
    responses: {
      200: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": createProof_200_application_json,
        }),
      },
      400: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": createProof_400_application_json,
        }),
        example: {
          code: 400,
          errors: {},
          message: "'organization_id' is required",
          name: "BadRequest",
        },
        exampleHeaders: {},
      },
      401: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": createProof_401_application_json,
        }),
        example: {
          code: 401,
          errors: {},
          message: "Invalid token",
          name: "NotAuthenticated",
        },
        exampleHeaders: {},
      },
      403: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": createProof_403_application_json,
        }),
        example: {
          code: 403,
          errors: {},
          message: "You do not have permission to perform this action",
          name: "Forbidden",
        },
        exampleHeaders: {},
      },
    },
  },
  getProof: {
    method: "GET",
    path: "/consents/proofs/{id}",
    slash: "either",
    security: [["organizationToken"]],
    query: toTable({
      organization_id: "single",
    }),
    headers: [],
    validateParameters: getProof_parameters,
    responses: {
      200: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": getProof_200_application_json,
        }),
      },
      400: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": getProof_400_application_json,
        }),
        example: {
          code: 400,
          errors: {},
          message: "'organization_id' is required",
          name: "BadRequest",
        },
        exampleHeaders: {},
      },
      401: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": getProof_401_application_json,
        }),
        example: {
          code: 401,
          errors: {},
          message: "Invalid token",
          name: "NotAuthenticated",
        },
        exampleHeaders: {},
      },
      403: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": getProof_403_application_json,
        }),
        example: {
          code: 403,
          errors: {},
          message: "You do not have permission to perform this action",
          name: "Forbidden",
        },
        exampleHeaders: {},
      },
      404: {
        requiredHeaders: ["access-control-allow-origin"],
        content: toTable({
          "application/json": getProof_404_application_json,
        }),
        example: {
          code: 404,
          errors: {},
          message: "No record found for id 'unknown'",
          name: "NotFound",
        },
        exampleHeaders: {},
      },
    },
  },
});

export const commonResponses = {
  400: {
    requiredHeaders: ["access-control-allow-origin"],
    content: toTable({
      "application/json": common_400_application_json,
    }),
    example: {
      code: 400,
      errors: {},
      message: "Failed to decode param '%zz'",
      name: "BadRequest",
    },
    exampleHeaders: {},
  },
  404: {
    requiredHeaders: ["access-control-allow-origin"],
    content: toTable({
      "application/json": common_404_application_json,
    }),
    example: {
      code: 404,
      errors: {},
      message: "Page not found",
      name: "NotFound",
    },
    exampleHeaders: {},
  },
  405: {
    requiredHeaders: ["access-control-allow-origin", "allow"],
    content: toTable({
      "application/json": common_405_application_json,
    }),
    example: {
      code: 405,
      errors: {},
      message: "Method not allowed",
      name: "MethodNotAllowed",
    },
    exampleHeaders: {
      allow: "GET, POST",
    },
  },
  413: {
    requiredHeaders: ["access-control-allow-origin"],
    content: toTable({
      "application/json": common_413_application_json,
    }),
    example: {
      code: 413,
      errors: {},
      message: "request entity too large",
      name: "PayloadTooLarge",
    },
    exampleHeaders: {},
  },
  429: {
    requiredHeaders: ["access-control-allow-origin", "ratelimit", "ratelimit-policy", "retry-after"],
    content: toTable({
      "application/json": common_429_application_json,
    }),
    example: {
      code: 429,
      errors: {},
      message: "Too many requests",
      name: "TooManyRequests",
    },
    exampleHeaders: {
      ratelimit: "limit=100, remaining=0, reset=7",
      "ratelimit-policy": "100;w=15",
      "retry-after": "7",
    },
  },
  500: {
    requiredHeaders: ["access-control-allow-origin"],
    content: toTable({
      "application/json": common_500_application_json,
    }),
    example: {
      code: 500,
      errors: {},
      message: "Internal error",
      name: "GeneralError",
    },
    exampleHeaders: {},
  },
} as const;
