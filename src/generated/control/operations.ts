// Written by `npm run generate`. Do not edit: change the spec.

import { toTable } from "#engine/basics/table.ts";
import {
  addFault_201_application_json,
  addFault_400_application_problem_json,
  addFault_401_application_problem_json,
  addFault_409_application_problem_json,
  addFault_parameters,
  addFault_request_application_json,
  advanceClock_200_application_json,
  advanceClock_400_application_problem_json,
  advanceClock_401_application_problem_json,
  advanceClock_409_application_problem_json,
  advanceClock_parameters,
  advanceClock_request_application_json,
  changeClock_200_application_json,
  changeClock_400_application_problem_json,
  changeClock_401_application_problem_json,
  changeClock_409_application_problem_json,
  changeClock_parameters,
  changeClock_request_application_json,
  clearExchanges_400_application_problem_json,
  clearExchanges_401_application_problem_json,
  clearExchanges_409_application_problem_json,
  clearExchanges_parameters,
  clearFaults_400_application_problem_json,
  clearFaults_401_application_problem_json,
  clearFaults_409_application_problem_json,
  clearFaults_parameters,
  common_400_application_problem_json,
  common_403_application_problem_json,
  common_404_application_problem_json,
  common_405_application_problem_json,
  common_413_application_problem_json,
  common_415_application_problem_json,
  common_429_application_problem_json,
  common_500_application_problem_json,
  common_503_application_problem_json,
  deleteFault_400_application_problem_json,
  deleteFault_401_application_problem_json,
  deleteFault_404_application_problem_json,
  deleteFault_409_application_problem_json,
  deleteFault_parameters,
  deleteSnapshot_400_application_problem_json,
  deleteSnapshot_401_application_problem_json,
  deleteSnapshot_404_application_problem_json,
  deleteSnapshot_409_application_problem_json,
  deleteSnapshot_parameters,
  deleteWorld_400_application_problem_json,
  deleteWorld_401_application_problem_json,
  deleteWorld_404_application_problem_json,
  deleteWorld_parameters,
  exportExchanges_200_application_json,
  exportExchanges_400_application_problem_json,
  exportExchanges_401_application_problem_json,
  exportExchanges_409_application_problem_json,
  exportExchanges_parameters,
  forkWorld_201_application_json,
  forkWorld_400_application_problem_json,
  forkWorld_401_application_problem_json,
  forkWorld_409_application_problem_json,
  forkWorld_parameters,
  forkWorld_request_application_json,
  getAgreement_200_application_json,
  getAgreement_401_application_problem_json,
  getClock_200_application_json,
  getClock_400_application_problem_json,
  getClock_401_application_problem_json,
  getClock_409_application_problem_json,
  getClock_parameters,
  getFault_200_application_json,
  getFault_400_application_problem_json,
  getFault_401_application_problem_json,
  getFault_404_application_problem_json,
  getFault_409_application_problem_json,
  getFault_parameters,
  getHealth_200_application_json,
  getHealth_401_application_problem_json,
  getLimits_200_application_json,
  getLimits_401_application_problem_json,
  getSnapshot_200_application_json,
  getSnapshot_400_application_problem_json,
  getSnapshot_401_application_problem_json,
  getSnapshot_404_application_problem_json,
  getSnapshot_409_application_problem_json,
  getSnapshot_parameters,
  getState_200_application_json,
  getState_400_application_problem_json,
  getState_401_application_problem_json,
  getState_404_application_problem_json,
  getState_409_application_problem_json,
  getState_parameters,
  getWorld_200_application_json,
  getWorld_400_application_problem_json,
  getWorld_401_application_problem_json,
  getWorld_404_application_problem_json,
  getWorld_parameters,
  listDue_200_application_json,
  listDue_400_application_problem_json,
  listDue_401_application_problem_json,
  listDue_409_application_problem_json,
  listDue_parameters,
  listEvents_200_application_json,
  listEvents_400_application_problem_json,
  listEvents_401_application_problem_json,
  listEvents_409_application_problem_json,
  listEvents_parameters,
  listExchanges_200_application_json,
  listExchanges_400_application_problem_json,
  listExchanges_401_application_problem_json,
  listExchanges_409_application_problem_json,
  listExchanges_parameters,
  listFaults_200_application_json,
  listFaults_400_application_problem_json,
  listFaults_401_application_problem_json,
  listFaults_409_application_problem_json,
  listFaults_parameters,
  listProviders_200_application_json,
  listProviders_401_application_problem_json,
  listSnapshots_200_application_json,
  listSnapshots_400_application_problem_json,
  listSnapshots_401_application_problem_json,
  listSnapshots_409_application_problem_json,
  listSnapshots_parameters,
  listWorlds_200_application_json,
  listWorlds_401_application_problem_json,
  putSnapshot_200_application_json,
  putSnapshot_400_application_problem_json,
  putSnapshot_401_application_problem_json,
  putSnapshot_409_application_problem_json,
  putSnapshot_parameters,
  putState_200_application_json,
  putState_400_application_problem_json,
  putState_401_application_problem_json,
  putState_404_application_problem_json,
  putState_409_application_problem_json,
  putState_parameters,
  putState_request_application_json,
  putWorld_200_application_json,
  putWorld_400_application_problem_json,
  putWorld_401_application_problem_json,
  putWorld_409_application_problem_json,
  putWorld_parameters,
  putWorld_request_application_json,
  redeliverEvent_200_application_json,
  redeliverEvent_400_application_problem_json,
  redeliverEvent_401_application_problem_json,
  redeliverEvent_404_application_problem_json,
  redeliverEvent_409_application_problem_json,
  redeliverEvent_parameters,
  resetWorld_200_application_json,
  resetWorld_400_application_problem_json,
  resetWorld_401_application_problem_json,
  resetWorld_409_application_problem_json,
  resetWorld_parameters,
  restoreSnapshot_200_application_json,
  restoreSnapshot_400_application_problem_json,
  restoreSnapshot_401_application_problem_json,
  restoreSnapshot_404_application_problem_json,
  restoreSnapshot_409_application_problem_json,
  restoreSnapshot_parameters,
  runScenario_200_application_json,
  runScenario_400_application_problem_json,
  runScenario_401_application_problem_json,
  runScenario_404_application_problem_json,
  runScenario_409_application_problem_json,
  runScenario_parameters,
  runScenario_request_application_json,
  settleOutbox_400_application_problem_json,
  settleOutbox_401_application_problem_json,
  settleOutbox_409_application_problem_json,
  settleOutbox_parameters,
  streamExchanges_400_application_problem_json,
  streamExchanges_401_application_problem_json,
  streamExchanges_409_application_problem_json,
  streamExchanges_parameters,
} from "./validators.js";

export const operations = toTable({
  getHealth: {
    method: "GET",
    path: "/health",
    slash: "exact",
    security: [[], ["controlToken"]],
    query: toTable({}),
    headers: [],
    validateParameters: null,
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getHealth_200_application_json,
        }),
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/problem+json": getHealth_401_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Unauthorized",
          status: 401,
          detail: "Send the token of --control-token as Authorization: Bearer.",
        },
        exampleHeaders: {
          "www-authenticate": "Bearer",
        },
      },
    },
  },
  listProviders: {
    method: "GET",
    path: "/providers",
    slash: "exact",
    security: [[], ["controlToken"]],
    query: toTable({}),
    headers: [],
    validateParameters: null,
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": listProviders_200_application_json,
        }),
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/problem+json": listProviders_401_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Unauthorized",
          status: 401,
          detail: "Send the token of --control-token as Authorization: Bearer.",
        },
        exampleHeaders: {
          "www-authenticate": "Bearer",
        },
      },
    },
  },
  getLimits: {
    method: "GET",
    path: "/limits",
    slash: "exact",
    security: [[], ["controlToken"]],
    query: toTable({}),
    headers: [],
    validateParameters: null,
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getLimits_200_application_json,
        }),
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/problem+json": getLimits_401_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Unauthorized",
          status: 401,
          detail: "Send the token of --control-token as Authorization: Bearer.",
        },
        exampleHeaders: {
          "www-authenticate": "Bearer",
        },
      },
    },
  },
  getAgreement: {
    method: "GET",
    path: "/agreement",
    slash: "exact",
    security: [[], ["controlToken"]],
    query: toTable({}),
    headers: [],
    validateParameters: null,
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getAgreement_200_application_json,
        }),
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/problem+json": getAgreement_401_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Unauthorized",
          status: 401,
          detail: "Send the token of --control-token as Authorization: Bearer.",
        },
        exampleHeaders: {
          "www-authenticate": "Bearer",
        },
      },
    },
  },
  listWorlds: {
    method: "GET",
    path: "/worlds",
    slash: "exact",
    security: [[], ["controlToken"]],
    query: toTable({}),
    headers: [],
    validateParameters: null,
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": listWorlds_200_application_json,
        }),
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/problem+json": listWorlds_401_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Unauthorized",
          status: 401,
          detail: "Send the token of --control-token as Authorization: Bearer.",
        },
        exampleHeaders: {
          "www-authenticate": "Bearer",
        },
      },
    },
  },
  getWorld: {
    method: "GET",
    path: "/worlds/{world}",
    slash: "exact",
    security: [[], ["controlToken"]],
    query: toTable({}),
    headers: [],
    validateParameters: getWorld_parameters,
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getWorld_200_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": getWorld_400_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Bad Request",
          status: 400,
          detail: "path.world: must match pattern \"^[A-Za-z0-9._-]{1,64}$\"",
        },
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/problem+json": getWorld_401_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Unauthorized",
          status: 401,
          detail: "Send the token of --control-token as Authorization: Bearer.",
        },
        exampleHeaders: {
          "www-authenticate": "Bearer",
        },
      },
      404: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": getWorld_404_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Not Found",
          status: 404,
          detail: "World checkout-test has no snapshot \"signed in\"; it has none.",
        },
      },
    },
  },
  putWorld: {
    method: "PUT",
    path: "/worlds/{world}",
    slash: "exact",
    security: [[], ["controlToken"]],
    query: toTable({}),
    headers: [],
    validateParameters: putWorld_parameters,
    requestBody: {
      required: false,
      limitBytes: 1048576,
      content: toTable({
        "application/json": putWorld_request_application_json,
      }),
    },
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": putWorld_200_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": putWorld_400_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Bad Request",
          status: 400,
          detail: "path.world: must match pattern \"^[A-Za-z0-9._-]{1,64}$\"",
        },
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/problem+json": putWorld_401_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Unauthorized",
          status: 401,
          detail: "Send the token of --control-token as Authorization: Bearer.",
        },
        exampleHeaders: {
          "www-authenticate": "Bearer",
        },
      },
      409: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": putWorld_409_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Conflict",
          status: 409,
          detail: "There are 1000 worlds, all used within the last 60 seconds. Delete some, or start standin with a higher --max-worlds.",
        },
      },
    },
  },
  deleteWorld: {
    method: "DELETE",
    path: "/worlds/{world}",
    slash: "exact",
    security: [[], ["controlToken"]],
    query: toTable({}),
    headers: [],
    validateParameters: deleteWorld_parameters,
    responses: {
      204: {
        requiredHeaders: [],
        content: toTable({}),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": deleteWorld_400_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Bad Request",
          status: 400,
          detail: "path.world: must match pattern \"^[A-Za-z0-9._-]{1,64}$\"",
        },
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/problem+json": deleteWorld_401_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Unauthorized",
          status: 401,
          detail: "Send the token of --control-token as Authorization: Bearer.",
        },
        exampleHeaders: {
          "www-authenticate": "Bearer",
        },
      },
      404: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": deleteWorld_404_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Not Found",
          status: 404,
          detail: "World checkout-test has no snapshot \"signed in\"; it has none.",
        },
      },
    },
  },
  resetWorld: {
    method: "POST",
    path: "/worlds/{world}/reset",
    slash: "exact",
    security: [[], ["controlToken"]],
    query: toTable({}),
    headers: [],
    validateParameters: resetWorld_parameters,
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": resetWorld_200_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": resetWorld_400_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Bad Request",
          status: 400,
          detail: "path.world: must match pattern \"^[A-Za-z0-9._-]{1,64}$\"",
        },
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/problem+json": resetWorld_401_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Unauthorized",
          status: 401,
          detail: "Send the token of --control-token as Authorization: Bearer.",
        },
        exampleHeaders: {
          "www-authenticate": "Bearer",
        },
      },
      409: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": resetWorld_409_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Conflict",
          status: 409,
          detail: "There are 1000 worlds, all used within the last 60 seconds. Delete some, or start standin with a higher --max-worlds.",
        },
      },
    },
  },
  forkWorld: {
    method: "POST",
    path: "/worlds/{world}/fork",
    slash: "exact",
    security: [[], ["controlToken"]],
    query: toTable({}),
    headers: [],
    validateParameters: forkWorld_parameters,
    requestBody: {
      required: true,
      limitBytes: 1048576,
      content: toTable({
        "application/json": forkWorld_request_application_json,
      }),
    },
    responses: {
      201: {
        requiredHeaders: [],
        content: toTable({
          "application/json": forkWorld_201_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": forkWorld_400_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Bad Request",
          status: 400,
          detail: "path.world: must match pattern \"^[A-Za-z0-9._-]{1,64}$\"",
        },
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/problem+json": forkWorld_401_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Unauthorized",
          status: 401,
          detail: "Send the token of --control-token as Authorization: Bearer.",
        },
        exampleHeaders: {
          "www-authenticate": "Bearer",
        },
      },
      409: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": forkWorld_409_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Conflict",
          status: 409,
          detail: "There are 1000 worlds, all used within the last 60 seconds. Delete some, or start standin with a higher --max-worlds.",
        },
      },
    },
  },
  listSnapshots: {
    method: "GET",
    path: "/worlds/{world}/snapshots",
    slash: "exact",
    security: [[], ["controlToken"]],
    query: toTable({}),
    headers: [],
    validateParameters: listSnapshots_parameters,
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": listSnapshots_200_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": listSnapshots_400_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Bad Request",
          status: 400,
          detail: "path.world: must match pattern \"^[A-Za-z0-9._-]{1,64}$\"",
        },
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/problem+json": listSnapshots_401_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Unauthorized",
          status: 401,
          detail: "Send the token of --control-token as Authorization: Bearer.",
        },
        exampleHeaders: {
          "www-authenticate": "Bearer",
        },
      },
      409: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": listSnapshots_409_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Conflict",
          status: 409,
          detail: "There are 1000 worlds, all used within the last 60 seconds. Delete some, or start standin with a higher --max-worlds.",
        },
      },
    },
  },
  getSnapshot: {
    method: "GET",
    path: "/worlds/{world}/snapshots/{snapshot}",
    slash: "exact",
    security: [[], ["controlToken"]],
    query: toTable({}),
    headers: [],
    validateParameters: getSnapshot_parameters,
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getSnapshot_200_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": getSnapshot_400_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Bad Request",
          status: 400,
          detail: "path.world: must match pattern \"^[A-Za-z0-9._-]{1,64}$\"",
        },
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/problem+json": getSnapshot_401_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Unauthorized",
          status: 401,
          detail: "Send the token of --control-token as Authorization: Bearer.",
        },
        exampleHeaders: {
          "www-authenticate": "Bearer",
        },
      },
      404: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": getSnapshot_404_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Not Found",
          status: 404,
          detail: "World checkout-test has no snapshot \"signed in\"; it has none.",
        },
      },
      409: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": getSnapshot_409_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Conflict",
          status: 409,
          detail: "There are 1000 worlds, all used within the last 60 seconds. Delete some, or start standin with a higher --max-worlds.",
        },
      },
    },
  },
  putSnapshot: {
    method: "PUT",
    path: "/worlds/{world}/snapshots/{snapshot}",
    slash: "exact",
    security: [[], ["controlToken"]],
    query: toTable({}),
    headers: [],
    validateParameters: putSnapshot_parameters,
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": putSnapshot_200_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": putSnapshot_400_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Bad Request",
          status: 400,
          detail: "path.world: must match pattern \"^[A-Za-z0-9._-]{1,64}$\"",
        },
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/problem+json": putSnapshot_401_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Unauthorized",
          status: 401,
          detail: "Send the token of --control-token as Authorization: Bearer.",
        },
        exampleHeaders: {
          "www-authenticate": "Bearer",
        },
      },
      409: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": putSnapshot_409_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Conflict",
          status: 409,
          detail: "There are 1000 worlds, all used within the last 60 seconds. Delete some, or start standin with a higher --max-worlds.",
        },
      },
    },
  },
  deleteSnapshot: {
    method: "DELETE",
    path: "/worlds/{world}/snapshots/{snapshot}",
    slash: "exact",
    security: [[], ["controlToken"]],
    query: toTable({}),
    headers: [],
    validateParameters: deleteSnapshot_parameters,
    responses: {
      204: {
        requiredHeaders: [],
        content: toTable({}),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": deleteSnapshot_400_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Bad Request",
          status: 400,
          detail: "path.world: must match pattern \"^[A-Za-z0-9._-]{1,64}$\"",
        },
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/problem+json": deleteSnapshot_401_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Unauthorized",
          status: 401,
          detail: "Send the token of --control-token as Authorization: Bearer.",
        },
        exampleHeaders: {
          "www-authenticate": "Bearer",
        },
      },
      404: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": deleteSnapshot_404_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Not Found",
          status: 404,
          detail: "World checkout-test has no snapshot \"signed in\"; it has none.",
        },
      },
      409: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": deleteSnapshot_409_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Conflict",
          status: 409,
          detail: "There are 1000 worlds, all used within the last 60 seconds. Delete some, or start standin with a higher --max-worlds.",
        },
      },
    },
  },
  restoreSnapshot: {
    method: "POST",
    path: "/worlds/{world}/snapshots/{snapshot}/restore",
    slash: "exact",
    security: [[], ["controlToken"]],
    query: toTable({}),
    headers: [],
    validateParameters: restoreSnapshot_parameters,
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": restoreSnapshot_200_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": restoreSnapshot_400_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Bad Request",
          status: 400,
          detail: "path.world: must match pattern \"^[A-Za-z0-9._-]{1,64}$\"",
        },
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/problem+json": restoreSnapshot_401_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Unauthorized",
          status: 401,
          detail: "Send the token of --control-token as Authorization: Bearer.",
        },
        exampleHeaders: {
          "www-authenticate": "Bearer",
        },
      },
      404: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": restoreSnapshot_404_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Not Found",
          status: 404,
          detail: "World checkout-test has no snapshot \"signed in\"; it has none.",
        },
      },
      409: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": restoreSnapshot_409_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Conflict",
          status: 409,
          detail: "There are 1000 worlds, all used within the last 60 seconds. Delete some, or start standin with a higher --max-worlds.",
        },
      },
    },
  },
  getClock: {
    method: "GET",
    path: "/worlds/{world}/clock",
    slash: "exact",
    security: [[], ["controlToken"]],
    query: toTable({}),
    headers: [],
    validateParameters: getClock_parameters,
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getClock_200_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": getClock_400_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Bad Request",
          status: 400,
          detail: "path.world: must match pattern \"^[A-Za-z0-9._-]{1,64}$\"",
        },
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/problem+json": getClock_401_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Unauthorized",
          status: 401,
          detail: "Send the token of --control-token as Authorization: Bearer.",
        },
        exampleHeaders: {
          "www-authenticate": "Bearer",
        },
      },
      409: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": getClock_409_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Conflict",
          status: 409,
          detail: "There are 1000 worlds, all used within the last 60 seconds. Delete some, or start standin with a higher --max-worlds.",
        },
      },
    },
  },
  changeClock: {
    method: "PATCH",
    path: "/worlds/{world}/clock",
    slash: "exact",
    security: [[], ["controlToken"]],
    query: toTable({}),
    headers: [],
    validateParameters: changeClock_parameters,
    requestBody: {
      required: true,
      limitBytes: 1048576,
      content: toTable({
        "application/json": changeClock_request_application_json,
      }),
    },
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": changeClock_200_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": changeClock_400_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Bad Request",
          status: 400,
          detail: "path.world: must match pattern \"^[A-Za-z0-9._-]{1,64}$\"",
        },
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/problem+json": changeClock_401_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Unauthorized",
          status: 401,
          detail: "Send the token of --control-token as Authorization: Bearer.",
        },
        exampleHeaders: {
          "www-authenticate": "Bearer",
        },
      },
      409: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": changeClock_409_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Conflict",
          status: 409,
          detail: "There are 1000 worlds, all used within the last 60 seconds. Delete some, or start standin with a higher --max-worlds.",
        },
      },
    },
  },
  advanceClock: {
    method: "POST",
    path: "/worlds/{world}/clock/advance",
    slash: "exact",
    security: [[], ["controlToken"]],
    query: toTable({}),
    headers: [],
    validateParameters: advanceClock_parameters,
    requestBody: {
      required: true,
      limitBytes: 1048576,
      content: toTable({
        "application/json": advanceClock_request_application_json,
      }),
    },
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": advanceClock_200_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": advanceClock_400_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Bad Request",
          status: 400,
          detail: "path.world: must match pattern \"^[A-Za-z0-9._-]{1,64}$\"",
        },
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/problem+json": advanceClock_401_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Unauthorized",
          status: 401,
          detail: "Send the token of --control-token as Authorization: Bearer.",
        },
        exampleHeaders: {
          "www-authenticate": "Bearer",
        },
      },
      409: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": advanceClock_409_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Conflict",
          status: 409,
          detail: "There are 1000 worlds, all used within the last 60 seconds. Delete some, or start standin with a higher --max-worlds.",
        },
      },
    },
  },
  listDue: {
    method: "GET",
    path: "/worlds/{world}/due",
    slash: "exact",
    security: [[], ["controlToken"]],
    query: toTable({}),
    headers: [],
    validateParameters: listDue_parameters,
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": listDue_200_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": listDue_400_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Bad Request",
          status: 400,
          detail: "path.world: must match pattern \"^[A-Za-z0-9._-]{1,64}$\"",
        },
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/problem+json": listDue_401_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Unauthorized",
          status: 401,
          detail: "Send the token of --control-token as Authorization: Bearer.",
        },
        exampleHeaders: {
          "www-authenticate": "Bearer",
        },
      },
      409: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": listDue_409_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Conflict",
          status: 409,
          detail: "There are 1000 worlds, all used within the last 60 seconds. Delete some, or start standin with a higher --max-worlds.",
        },
      },
    },
  },
  listFaults: {
    method: "GET",
    path: "/worlds/{world}/faults",
    slash: "exact",
    security: [[], ["controlToken"]],
    query: toTable({}),
    headers: [],
    validateParameters: listFaults_parameters,
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": listFaults_200_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": listFaults_400_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Bad Request",
          status: 400,
          detail: "path.world: must match pattern \"^[A-Za-z0-9._-]{1,64}$\"",
        },
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/problem+json": listFaults_401_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Unauthorized",
          status: 401,
          detail: "Send the token of --control-token as Authorization: Bearer.",
        },
        exampleHeaders: {
          "www-authenticate": "Bearer",
        },
      },
      409: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": listFaults_409_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Conflict",
          status: 409,
          detail: "There are 1000 worlds, all used within the last 60 seconds. Delete some, or start standin with a higher --max-worlds.",
        },
      },
    },
  },
  addFault: {
    method: "POST",
    path: "/worlds/{world}/faults",
    slash: "exact",
    security: [[], ["controlToken"]],
    query: toTable({}),
    headers: [],
    validateParameters: addFault_parameters,
    requestBody: {
      required: true,
      limitBytes: 1048576,
      content: toTable({
        "application/json": addFault_request_application_json,
      }),
    },
    responses: {
      201: {
        requiredHeaders: [],
        content: toTable({
          "application/json": addFault_201_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": addFault_400_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Bad Request",
          status: 400,
          detail: "path.world: must match pattern \"^[A-Za-z0-9._-]{1,64}$\"",
        },
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/problem+json": addFault_401_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Unauthorized",
          status: 401,
          detail: "Send the token of --control-token as Authorization: Bearer.",
        },
        exampleHeaders: {
          "www-authenticate": "Bearer",
        },
      },
      409: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": addFault_409_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Conflict",
          status: 409,
          detail: "There are 1000 worlds, all used within the last 60 seconds. Delete some, or start standin with a higher --max-worlds.",
        },
      },
    },
  },
  clearFaults: {
    method: "DELETE",
    path: "/worlds/{world}/faults",
    slash: "exact",
    security: [[], ["controlToken"]],
    query: toTable({}),
    headers: [],
    validateParameters: clearFaults_parameters,
    responses: {
      204: {
        requiredHeaders: [],
        content: toTable({}),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": clearFaults_400_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Bad Request",
          status: 400,
          detail: "path.world: must match pattern \"^[A-Za-z0-9._-]{1,64}$\"",
        },
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/problem+json": clearFaults_401_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Unauthorized",
          status: 401,
          detail: "Send the token of --control-token as Authorization: Bearer.",
        },
        exampleHeaders: {
          "www-authenticate": "Bearer",
        },
      },
      409: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": clearFaults_409_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Conflict",
          status: 409,
          detail: "There are 1000 worlds, all used within the last 60 seconds. Delete some, or start standin with a higher --max-worlds.",
        },
      },
    },
  },
  getFault: {
    method: "GET",
    path: "/worlds/{world}/faults/{fault}",
    slash: "exact",
    security: [[], ["controlToken"]],
    query: toTable({}),
    headers: [],
    validateParameters: getFault_parameters,
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getFault_200_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": getFault_400_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Bad Request",
          status: 400,
          detail: "path.world: must match pattern \"^[A-Za-z0-9._-]{1,64}$\"",
        },
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/problem+json": getFault_401_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Unauthorized",
          status: 401,
          detail: "Send the token of --control-token as Authorization: Bearer.",
        },
        exampleHeaders: {
          "www-authenticate": "Bearer",
        },
      },
      404: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": getFault_404_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Not Found",
          status: 404,
          detail: "World checkout-test has no snapshot \"signed in\"; it has none.",
        },
      },
      409: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": getFault_409_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Conflict",
          status: 409,
          detail: "There are 1000 worlds, all used within the last 60 seconds. Delete some, or start standin with a higher --max-worlds.",
        },
      },
    },
  },
  deleteFault: {
    method: "DELETE",
    path: "/worlds/{world}/faults/{fault}",
    slash: "exact",
    security: [[], ["controlToken"]],
    query: toTable({}),
    headers: [],
    validateParameters: deleteFault_parameters,
    responses: {
      204: {
        requiredHeaders: [],
        content: toTable({}),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": deleteFault_400_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Bad Request",
          status: 400,
          detail: "path.world: must match pattern \"^[A-Za-z0-9._-]{1,64}$\"",
        },
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/problem+json": deleteFault_401_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Unauthorized",
          status: 401,
          detail: "Send the token of --control-token as Authorization: Bearer.",
        },
        exampleHeaders: {
          "www-authenticate": "Bearer",
        },
      },
      404: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": deleteFault_404_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Not Found",
          status: 404,
          detail: "World checkout-test has no snapshot \"signed in\"; it has none.",
        },
      },
      409: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": deleteFault_409_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Conflict",
          status: 409,
          detail: "There are 1000 worlds, all used within the last 60 seconds. Delete some, or start standin with a higher --max-worlds.",
        },
      },
    },
  },
  listExchanges: {
    method: "GET",
    path: "/worlds/{world}/exchanges",
    slash: "exact",
    security: [[], ["controlToken"]],
    query: toTable({
      provider: "single",
      operation: "single",
      method: "single",
      status: "single",
      since: "single",
      limit: "single",
      waitMs: "single",
      count: "single",
    }),
    headers: [],
    validateParameters: listExchanges_parameters,
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": listExchanges_200_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": listExchanges_400_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Bad Request",
          status: 400,
          detail: "path.world: must match pattern \"^[A-Za-z0-9._-]{1,64}$\"",
        },
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/problem+json": listExchanges_401_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Unauthorized",
          status: 401,
          detail: "Send the token of --control-token as Authorization: Bearer.",
        },
        exampleHeaders: {
          "www-authenticate": "Bearer",
        },
      },
      409: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": listExchanges_409_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Conflict",
          status: 409,
          detail: "There are 1000 worlds, all used within the last 60 seconds. Delete some, or start standin with a higher --max-worlds.",
        },
      },
    },
  },
  clearExchanges: {
    method: "DELETE",
    path: "/worlds/{world}/exchanges",
    slash: "exact",
    security: [[], ["controlToken"]],
    query: toTable({}),
    headers: [],
    validateParameters: clearExchanges_parameters,
    responses: {
      204: {
        requiredHeaders: [],
        content: toTable({}),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": clearExchanges_400_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Bad Request",
          status: 400,
          detail: "path.world: must match pattern \"^[A-Za-z0-9._-]{1,64}$\"",
        },
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/problem+json": clearExchanges_401_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Unauthorized",
          status: 401,
          detail: "Send the token of --control-token as Authorization: Bearer.",
        },
        exampleHeaders: {
          "www-authenticate": "Bearer",
        },
      },
      409: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": clearExchanges_409_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Conflict",
          status: 409,
          detail: "There are 1000 worlds, all used within the last 60 seconds. Delete some, or start standin with a higher --max-worlds.",
        },
      },
    },
  },
  streamExchanges: {
    method: "GET",
    path: "/worlds/{world}/exchanges/stream",
    slash: "exact",
    security: [[], ["controlToken"]],
    query: toTable({
      provider: "single",
      operation: "single",
      method: "single",
      status: "single",
      since: "single",
      limit: "single",
    }),
    headers: ["last-event-id"],
    validateParameters: streamExchanges_parameters,
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "text/event-stream": null,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": streamExchanges_400_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Bad Request",
          status: 400,
          detail: "path.world: must match pattern \"^[A-Za-z0-9._-]{1,64}$\"",
        },
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/problem+json": streamExchanges_401_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Unauthorized",
          status: 401,
          detail: "Send the token of --control-token as Authorization: Bearer.",
        },
        exampleHeaders: {
          "www-authenticate": "Bearer",
        },
      },
      409: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": streamExchanges_409_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Conflict",
          status: 409,
          detail: "There are 1000 worlds, all used within the last 60 seconds. Delete some, or start standin with a higher --max-worlds.",
        },
      },
    },
  },
  exportExchanges: {
    method: "GET",
    path: "/worlds/{world}/exchanges/har",
    slash: "exact",
    security: [[], ["controlToken"]],
    query: toTable({
      provider: "single",
      operation: "single",
      method: "single",
      status: "single",
      since: "single",
      limit: "single",
    }),
    headers: [],
    validateParameters: exportExchanges_parameters,
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": exportExchanges_200_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": exportExchanges_400_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Bad Request",
          status: 400,
          detail: "path.world: must match pattern \"^[A-Za-z0-9._-]{1,64}$\"",
        },
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/problem+json": exportExchanges_401_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Unauthorized",
          status: 401,
          detail: "Send the token of --control-token as Authorization: Bearer.",
        },
        exampleHeaders: {
          "www-authenticate": "Bearer",
        },
      },
      409: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": exportExchanges_409_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Conflict",
          status: 409,
          detail: "There are 1000 worlds, all used within the last 60 seconds. Delete some, or start standin with a higher --max-worlds.",
        },
      },
    },
  },
  runScenario: {
    method: "POST",
    path: "/worlds/{world}/scenarios/{provider}/{scenario}",
    slash: "exact",
    security: [[], ["controlToken"]],
    query: toTable({}),
    headers: [],
    validateParameters: runScenario_parameters,
    requestBody: {
      required: false,
      limitBytes: 1048576,
      content: toTable({
        "application/json": runScenario_request_application_json,
      }),
    },
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": runScenario_200_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": runScenario_400_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Bad Request",
          status: 400,
          detail: "path.world: must match pattern \"^[A-Za-z0-9._-]{1,64}$\"",
        },
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/problem+json": runScenario_401_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Unauthorized",
          status: 401,
          detail: "Send the token of --control-token as Authorization: Bearer.",
        },
        exampleHeaders: {
          "www-authenticate": "Bearer",
        },
      },
      404: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": runScenario_404_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Not Found",
          status: 404,
          detail: "World checkout-test has no snapshot \"signed in\"; it has none.",
        },
      },
      409: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": runScenario_409_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Conflict",
          status: 409,
          detail: "There are 1000 worlds, all used within the last 60 seconds. Delete some, or start standin with a higher --max-worlds.",
        },
      },
    },
  },
  getState: {
    method: "GET",
    path: "/worlds/{world}/state/{provider}",
    slash: "exact",
    security: [[], ["controlToken"]],
    query: toTable({}),
    headers: [],
    validateParameters: getState_parameters,
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": getState_200_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": getState_400_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Bad Request",
          status: 400,
          detail: "path.world: must match pattern \"^[A-Za-z0-9._-]{1,64}$\"",
        },
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/problem+json": getState_401_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Unauthorized",
          status: 401,
          detail: "Send the token of --control-token as Authorization: Bearer.",
        },
        exampleHeaders: {
          "www-authenticate": "Bearer",
        },
      },
      404: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": getState_404_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Not Found",
          status: 404,
          detail: "World checkout-test has no snapshot \"signed in\"; it has none.",
        },
      },
      409: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": getState_409_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Conflict",
          status: 409,
          detail: "There are 1000 worlds, all used within the last 60 seconds. Delete some, or start standin with a higher --max-worlds.",
        },
      },
    },
  },
  putState: {
    method: "PUT",
    path: "/worlds/{world}/state/{provider}",
    slash: "exact",
    security: [[], ["controlToken"]],
    query: toTable({}),
    headers: [],
    validateParameters: putState_parameters,
    requestBody: {
      required: true,
      limitBytes: 67108864,
      content: toTable({
        "application/json": putState_request_application_json,
      }),
    },
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": putState_200_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": putState_400_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Bad Request",
          status: 400,
          detail: "path.world: must match pattern \"^[A-Za-z0-9._-]{1,64}$\"",
        },
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/problem+json": putState_401_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Unauthorized",
          status: 401,
          detail: "Send the token of --control-token as Authorization: Bearer.",
        },
        exampleHeaders: {
          "www-authenticate": "Bearer",
        },
      },
      404: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": putState_404_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Not Found",
          status: 404,
          detail: "World checkout-test has no snapshot \"signed in\"; it has none.",
        },
      },
      409: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": putState_409_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Conflict",
          status: 409,
          detail: "There are 1000 worlds, all used within the last 60 seconds. Delete some, or start standin with a higher --max-worlds.",
        },
      },
    },
  },
  listEvents: {
    method: "GET",
    path: "/worlds/{world}/outbox",
    slash: "exact",
    security: [[], ["controlToken"]],
    query: toTable({}),
    headers: [],
    validateParameters: listEvents_parameters,
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": listEvents_200_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": listEvents_400_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Bad Request",
          status: 400,
          detail: "path.world: must match pattern \"^[A-Za-z0-9._-]{1,64}$\"",
        },
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/problem+json": listEvents_401_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Unauthorized",
          status: 401,
          detail: "Send the token of --control-token as Authorization: Bearer.",
        },
        exampleHeaders: {
          "www-authenticate": "Bearer",
        },
      },
      409: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": listEvents_409_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Conflict",
          status: 409,
          detail: "There are 1000 worlds, all used within the last 60 seconds. Delete some, or start standin with a higher --max-worlds.",
        },
      },
    },
  },
  settleOutbox: {
    method: "POST",
    path: "/worlds/{world}/outbox/settle",
    slash: "exact",
    security: [[], ["controlToken"]],
    query: toTable({}),
    headers: [],
    validateParameters: settleOutbox_parameters,
    responses: {
      204: {
        requiredHeaders: [],
        content: toTable({}),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": settleOutbox_400_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Bad Request",
          status: 400,
          detail: "path.world: must match pattern \"^[A-Za-z0-9._-]{1,64}$\"",
        },
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/problem+json": settleOutbox_401_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Unauthorized",
          status: 401,
          detail: "Send the token of --control-token as Authorization: Bearer.",
        },
        exampleHeaders: {
          "www-authenticate": "Bearer",
        },
      },
      409: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": settleOutbox_409_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Conflict",
          status: 409,
          detail: "There are 1000 worlds, all used within the last 60 seconds. Delete some, or start standin with a higher --max-worlds.",
        },
      },
    },
  },
  redeliverEvent: {
    method: "POST",
    path: "/worlds/{world}/outbox/{event}/redeliver",
    slash: "exact",
    security: [[], ["controlToken"]],
    query: toTable({}),
    headers: [],
    validateParameters: redeliverEvent_parameters,
    responses: {
      200: {
        requiredHeaders: [],
        content: toTable({
          "application/json": redeliverEvent_200_application_json,
        }),
      },
      400: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": redeliverEvent_400_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Bad Request",
          status: 400,
          detail: "path.world: must match pattern \"^[A-Za-z0-9._-]{1,64}$\"",
        },
      },
      401: {
        requiredHeaders: ["www-authenticate"],
        content: toTable({
          "application/problem+json": redeliverEvent_401_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Unauthorized",
          status: 401,
          detail: "Send the token of --control-token as Authorization: Bearer.",
        },
        exampleHeaders: {
          "www-authenticate": "Bearer",
        },
      },
      404: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": redeliverEvent_404_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Not Found",
          status: 404,
          detail: "World checkout-test has no snapshot \"signed in\"; it has none.",
        },
      },
      409: {
        requiredHeaders: [],
        content: toTable({
          "application/problem+json": redeliverEvent_409_application_problem_json,
        }),
        example: {
          type: "about:blank",
          title: "Conflict",
          status: 409,
          detail: "There are 1000 worlds, all used within the last 60 seconds. Delete some, or start standin with a higher --max-worlds.",
        },
      },
    },
  },
});

export const commonResponses = {
  400: {
    requiredHeaders: [],
    content: toTable({
      "application/problem+json": common_400_application_problem_json,
    }),
    example: {
      type: "about:blank",
      title: "Bad Request",
      status: 400,
      detail: "path.world: must match pattern \"^[A-Za-z0-9._-]{1,64}$\"",
    },
  },
  403: {
    requiredHeaders: [],
    content: toTable({
      "application/problem+json": common_403_application_problem_json,
    }),
    example: {
      type: "about:blank",
      title: "Forbidden",
      status: 403,
      detail: "Without a control token no page of another origin may drive standin, and this request comes from one. Start standin with --control-token, and send that as Authorization: Bearer.",
    },
  },
  404: {
    requiredHeaders: [],
    content: toTable({
      "application/problem+json": common_404_application_problem_json,
    }),
    example: {
      type: "about:blank",
      title: "Not Found",
      status: 404,
      detail: "World checkout-test has no snapshot \"signed in\"; it has none.",
    },
  },
  405: {
    requiredHeaders: ["allow"],
    content: toTable({
      "application/problem+json": common_405_application_problem_json,
    }),
    example: {
      type: "about:blank",
      title: "Method Not Allowed",
      status: 405,
      detail: "This path takes GET, PUT.",
    },
    exampleHeaders: {
      allow: "GET, PUT",
    },
  },
  413: {
    requiredHeaders: [],
    content: toTable({
      "application/problem+json": common_413_application_problem_json,
    }),
    example: {
      type: "about:blank",
      title: "Content Too Large",
      status: 413,
      detail: "The body may have 1048576 bytes.",
    },
  },
  415: {
    requiredHeaders: [],
    content: toTable({
      "application/problem+json": common_415_application_problem_json,
    }),
    example: {
      type: "about:blank",
      title: "Unsupported Media Type",
      status: 415,
      detail: "Send application/json, not text/plain.",
    },
  },
  429: {
    requiredHeaders: [],
    content: toTable({
      "application/problem+json": common_429_application_problem_json,
    }),
    example: {
      type: "about:blank",
      title: "Too Many Requests",
      status: 429,
      detail: "Try again later.",
    },
  },
  500: {
    requiredHeaders: [],
    content: toTable({
      "application/problem+json": common_500_application_problem_json,
    }),
    example: {
      type: "about:blank",
      title: "Internal Server Error",
      status: 500,
      detail: "This is a bug in standin.",
    },
  },
  503: {
    requiredHeaders: [],
    content: toTable({
      "application/problem+json": common_503_application_problem_json,
    }),
    example: {
      type: "about:blank",
      title: "Service Unavailable",
      status: 503,
      detail: "The changes of world w cannot be stored, and have been rolled back: the disk is full.",
    },
  },
} as const;
